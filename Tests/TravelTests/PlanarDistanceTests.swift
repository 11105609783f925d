import Geography
import TestSupport
import Testing
import Travel

@Suite struct PlanarDistanceTests {
  @Test(
    "By hand",
    arguments: [(0.0, 0.0, 3.0, 4.0, 5.0, 7.0), (-1, 2, -1, 2, 0, 0), (1, 1, -4, 13, 13, 17)])
  func byHand(x: Double, y: Double, toX: Double, toY: Double, straight: Double, blocks: Double) {
    let (a, b) = (PlanarPoint(x, y), PlanarPoint(toX, toY))
    #expect(StraightDistance().distance(from: a, to: b) == straight)
    #expect(ManhattanDistance().distance(from: a, to: b) == blocks)
    #expect(StraightDistance().route(from: a, to: b)?.path == [a, b])
  }

  @Test("A Manhattan route turns once, and its legs add up")
  func manhattanRoute() throws {
    let route = try #require(
      ManhattanDistance().route(from: PlanarPoint(0, 0), to: PlanarPoint(3, 4)))
    #expect(route.path == [PlanarPoint(0, 0), PlanarPoint(3, 0), PlanarPoint(3, 4)])
    #expect(route.distance == 7)
    let level = ManhattanDistance().route(from: PlanarPoint(0, 0), to: PlanarPoint(3, 0))
    #expect(level?.path.count == 2)
  }

  @Test("Both are metrics, and a table says what pairs say, bit by bit")
  func axioms() {
    forEverySeed { rng in
      let places = (0..<20).map { _ in point(&rng) } + [PlanarPoint(0, 0), PlanarPoint(0, 0)]
      return obeysAxioms(StraightDistance(), places, tolerance: 1e-9)
        && obeysAxioms(ManhattanDistance(), places, tolerance: 1e-9)
    }
  }

  @Test("The median of each axis is at least as good as any corner of the members' grid")
  func manhattanMedian() {
    forEverySeed { rng in
      let provider = ManhattanDistance()
      let places = (0..<9).map { _ in
        PlanarPoint(
          Double(Int.random(in: 0...6, using: &rng)), Double(Int.random(in: 0...6, using: &rng)))
      }
      let weights = places.map { _ in Double(Int.random(in: 0...3, using: &rng)) }
      let start = point(&rng)
      let members = Array(places.indices)
      let origins = provider.prepare(places)
      func cost(_ place: PlanarPoint, _ power: CostPower) -> Double {
        members.reduce(0) {
          $0 + weights[$1] * power.cost(provider.distance(from: places[$1], to: place))
        }
      }
      for power in CostPower.allCases {
        let place =
          provider.relocation(
            of: start, serving: members, of: origins, weights: weights, objective: power) ?? start
        // Quarter steps: the grid holds every optimum for distances, and comes near for squares.
        for x in 0...24 {
          for y in 0...24 {
            let rival = PlanarPoint(Double(x) / 4, Double(y) / 4)
            if cost(rival, power) < cost(place, power) - 1e-3 { return false }
          }
        }
      }
      return true
    }
  }

  @Test("A tie leaves the site where it is nearest")
  func manhattanTie() {
    let provider = ManhattanDistance()
    let origins = provider.prepare([PlanarPoint(0, 0), PlanarPoint(10, 10)])
    let place = provider.relocation(
      of: PlanarPoint(4, 20), serving: [0, 1], of: origins, weights: [1, 1], objective: .distance)
    #expect(place == PlanarPoint(4, 10))
    let content = provider.relocation(
      of: PlanarPoint(4, 6), serving: [0, 1], of: origins, weights: [1, 1], objective: .distance)
    #expect(content == nil)
    let nobody = provider.relocation(
      of: PlanarPoint(4, 6), serving: [], of: origins, weights: [1, 1],
      objective: .squaredDistance)
    #expect(nobody == nil)
  }

  @Test("For squares the straight distance moves the site to the weighted mean")
  func straightMean() {
    let provider = StraightDistance()
    let origins = provider.prepare([PlanarPoint(0, 0), PlanarPoint(10, 0), PlanarPoint(99, 99)])
    let place = provider.relocation(
      of: PlanarPoint(3, 3), serving: [0, 1], of: origins, weights: [1, 3, 7],
      objective: .squaredDistance)
    #expect(place == PlanarPoint(7.5, 0))
  }

  private func point(_ rng: inout RepeatableGenerator) -> PlanarPoint {
    PlanarPoint(.random(in: -5e4...5e4, using: &rng), .random(in: -5e4...5e4, using: &rng))
  }

  @Test("Members within a millimetre, far from the origin, are given a place between them at once")
  func tightMembers() throws {
    let provider = ManhattanDistance()
    for (scale, x, y) in [(1e-3, 654_000.1, 5_261_000.7), (0.4, -1e9, 1e9), (1e-9, 20, 30)] {
      let places = [PlanarPoint(x, y), PlanarPoint(x + scale, y + 2 * scale)]
      let prepared = provider.prepare(places)
      let place = try #require(
        provider.relocation(
          of: PlanarPoint(0, 0), serving: [0, 1], of: prepared, weights: [1, 1],
          objective: .squaredDistance))
      #expect(PlanarBox(places).expanded(by: 1e-6).contains(place))
    }
  }
}

/// Identity, symmetry as claimed, the triangle, the bound, and table = pairs = routes.
func obeysAxioms<Provider: DistanceProvider>(
  _ provider: Provider, _ places: [Provider.Place], tolerance: Double
) -> Bool {
  let prepared = provider.prepare(places)
  let chosen = Array(places.indices.reversed())
  let table = provider.distances(from: prepared, to: prepared, chosen: chosen)
  for (row, to) in chosen.enumerated() {
    guard provider.distance(from: places[to], to: places[to]) == 0 else { return false }
    for from in places.indices {
      let length = provider.distance(from: places[from], to: places[to])
      let back = provider.distance(from: places[to], to: places[from])
      let bound = provider.lowerBound(from: places[from], to: places[to])
      let route = provider.route(from: places[from], to: places[to])
      guard length >= 0, table[row, from] == length, bound <= length + tolerance,
        route?.distance ?? .infinity == length,
        !provider.isSymmetric || abs(length - back) <= tolerance || length == back
      else { return false }
      for over in places.indices {
        let detour =
          provider.distance(from: places[from], to: places[over])
          + provider.distance(from: places[over], to: places[to])
        guard length <= detour + tolerance else { return false }
      }
    }
  }
  return true
}
