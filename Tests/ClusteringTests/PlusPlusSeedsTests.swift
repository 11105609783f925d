import Clustering
import TestSupport
import Testing
import Travel

@Suite struct PlusPlusSeedsTests {
  /// Places on a line; nobody crosses 1,000.
  private struct Line: DistanceProvider {
    func distance(from origin: Int, to destination: Int) -> Double {
      (origin < 1000) == (destination < 1000)
        ? Double(abs(origin - destination)) : .infinity
    }
  }

  @Test("Groups that are far apart get a seed each")
  func farGroups() throws {
    try forEverySeed { generator in
      let groups = [0, 200, 400, 800]
      let places = groups.flatMap { group in
        (0..<20).map { _ in group + Int.random(in: 0...2, using: &generator) }
      }
      var draws = SeededGenerator(seed: generator.next())
      let seeds = try plusPlusSeeds(of: places, count: 4, provider: Line(), using: &draws)
      return Set(seeds.map { places[$0] / 100 }) == [0, 2, 4, 8]
    }
  }

  @Test("Seeds are different places by number, even where all stand together")
  func coincident() throws {
    var draws = SeededGenerator(seed: 1)
    let seeds = try plusPlusSeeds(
      of: [5, 5, 5, 5], count: 4, provider: Line(), using: &draws)
    #expect(seeds.sorted() == [0, 1, 2, 3])
    #expect(try plusPlusSeeds(of: [], count: 0, provider: Line(), using: &draws) == [])
  }

  @Test("Fixed places are respected, and those who reach none come first")
  func fixed() throws {
    try forEverySeed(in: 0...49) { generator in
      var draws = SeededGenerator(seed: generator.next())
      let seeds = try plusPlusSeeds(
        of: [1, 2, 3, 900, 2000], count: 2, fixed: [2], provider: Line(), using: &draws)
      return seeds == [4, 3]
    }
  }

  @Test("Weight draws seeds, and no weight draws none")
  func weights() throws {
    try forEverySeed(in: 0...49) { generator in
      var draws = SeededGenerator(seed: generator.next())
      let seeds = try plusPlusSeeds(
        of: [0, 500, 900], weights: [0, 3, 0], count: 1, provider: Line(), using: &draws)
      return seeds == [1]
    }
  }
}
