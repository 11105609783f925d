import Cartography
import TestSupport
import Testing

@Suite struct ScaleBarTests {
  @Test(
    "The bar is as long as it says, and no longer than its room",
    arguments: [
      (10.0, 200.0, 2000.0, "2 km"), (1, 200, 200, "200 m"), (0.4, 200, 50, "50 m"),
      (29, 190, 5000, "5 km"), (5000, 210, 1_000_000, "1,000 km"), (0.001, 100, 0.1, "0.1 m"),
    ])
  func examples(metresPerPixel: Double, room: Double, metres: Double, label: String) {
    let bar = ScaleBar(metresPerPixel: metresPerPixel, width: room)
    #expect(abs(bar.metres - metres) <= 1e-12 * metres)
    #expect(ScaleBar.label(metres: bar.metres) == label)
  }

  @Test(
    "Pixels times scale is the length on the ground, and the bar fills 40 % of its room or more")
  func truth() {
    forEverySeed { random in
      let scale = Double.random(in: 0.01...900, using: &random)
      let room = Double.random(in: 80...300, using: &random)
      let bar = ScaleBar(metresPerPixel: scale, width: room)
      return abs(bar.pixels * scale - bar.metres) < 1e-9 * bar.metres
        && bar.pixels <= room * (1 + 1e-12) && bar.pixels >= 0.399 * room
    }
  }

  @Test("Legend samples are round, rising and not above the greatest")
  func samples() {
    #expect(RoundNumbers.samples(upTo: 1240) == [20, 200, 1000])
    #expect(RoundNumbers.samples(upTo: 3) == [2])
    #expect(RoundNumbers.samples(upTo: 0) == [])
    #expect(RoundNumbers.floor(99) == 50)
    #expect(RoundNumbers.floor(1000) == 1000)
  }
}
