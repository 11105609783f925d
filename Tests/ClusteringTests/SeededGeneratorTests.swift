import Clustering
import Testing

@Suite struct SeededGeneratorTests {
  @Test("The first numbers of seed 0 are those that SplitMix64 is known by")
  func known() {
    var generator = SeededGenerator(seed: 0)
    #expect(generator.next() == 0xE220_A839_7B1D_CDAF)
    #expect(generator.next() == 0x6E78_9E6A_A1B9_65F4)
    #expect(generator.next() == 0x06C4_5D18_8009_454F)
  }

  @Test("Streams of one seed differ")
  func streams() {
    var one = SeededGenerator(seed: 4, stream: 1)
    var other = SeededGenerator(seed: 4, stream: 2)
    #expect(one.next() != other.next())
  }

  @Test("Indices are equally likely, weighted ones as their weights")
  func likelihood() {
    var generator = SeededGenerator(seed: 1)
    var plain = [0, 0, 0]
    var weighted = [0, 0, 0, 0]
    for _ in 0..<30_000 {
      plain[generator.index(below: 3)] += 1
      if let index = generator.index(weightedBy: [1, 0, 2, 3]) { weighted[index] += 1 }
    }
    // Five standard deviations of a count around 10,000 are 410.
    for count in plain { #expect(abs(count - 10_000) < 410) }
    #expect(weighted[1] == 0)
    #expect(abs(weighted[0] - 5000) < 330)
    #expect(abs(weighted[3] - 15_000) < 440)
    #expect(generator.index(weightedBy: [0, 0]) == nil)
    #expect(generator.index(weightedBy: []) == nil)
  }

  @Test("Units are from 0 up to, not including, 1")
  func units() {
    var generator = SeededGenerator(seed: 2)
    var sum = 0.0
    for _ in 0..<10_000 {
      let unit = generator.unit()
      #expect(unit >= 0 && unit < 1)
      sum += unit
    }
    #expect(abs(sum / 10_000 - 0.5) < 0.015)
  }
}
