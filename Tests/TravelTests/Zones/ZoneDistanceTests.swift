import Geography
import TestSupport
import Testing
import Travel

@Suite struct ZoneDistanceTests {
  private let left = ZonedPoint(point: PlanarPoint(-30, 40), zone: "left")
  private let right = ZonedPoint(point: PlanarPoint(30, 40), zone: "right")
  private let island = ZonedPoint(point: PlanarPoint(0, 0), zone: "island")

  private func bridge(
    _ id: String, _ x: Double, _ y: Double, _ zones: [String], cost: Double = 0,
    isOpen: Bool = true, direction: ZoneCrossing.Direction = .both
  ) -> ZoneCrossing {
    ZoneCrossing(
      id: id, point: PlanarPoint(x, y), zones: zones, cost: cost, isOpen: isOpen,
      direction: direction)
  }

  @Test("Inside a zone the way is straight, between zones it leads over the bridge")
  func example() throws {
    let town = try ZoneDistance(crossings: [
      bridge("far", 0, 300, ["left", "right"]), bridge("near", 0, 0, ["left", "right"], cost: 7),
    ])
    #expect(town.distance(from: left, to: right) == 107)
    #expect(town.lowerBound(from: left, to: right) == 60)
    let other = ZonedPoint(point: PlanarPoint(-30, 140), zone: "left")
    #expect(town.distance(from: left, to: other) == 100)
    #expect(town.route(from: left, to: other)?.crossings == [])
    let route = try #require(town.route(from: left, to: right))
    #expect(route.crossings == ["near"])
    #expect(
      route.path == [
        left, ZonedPoint(point: PlanarPoint(0, 0), zone: "left"),
        ZonedPoint(point: PlanarPoint(0, 0), zone: "right"), right,
      ])
  }

  @Test("Two arms of a river: crossings come in the order of travel")
  func twoArms() throws {
    let town = try ZoneDistance(crossings: [
      bridge("b", 10, 0, ["island", "right"]), bridge("a", -10, 0, ["left", "island"]),
    ])
    let (west, east) = (
      ZonedPoint(point: PlanarPoint(-20, 0), zone: "left"),
      ZonedPoint(point: PlanarPoint(20, 0), zone: "right")
    )
    #expect(town.route(from: west, to: east)?.crossings == ["a", "b"])
    #expect(town.route(from: east, to: west)?.crossings == ["b", "a"])
    #expect(town.distance(from: west, to: east) == 40)
  }

  @Test("Three zones meet in one place: one crossing, one cost")
  func threeZones() throws {
    let town = try ZoneDistance(crossings: [
      bridge("knot", 0, 40, ["left", "island", "right"], cost: 5)
    ])
    #expect(town.distance(from: left, to: right) == 65)
    #expect(town.route(from: left, to: right)?.crossings == ["knot"])
    #expect(town.distance(from: left, to: self.island) == 75)
  }

  @Test("One-way crossings, closed ones, and changing that")
  func directions() throws {
    let town = try ZoneDistance(crossings: [
      bridge("east", 0, 40, ["left", "right"], direction: .forward),
      bridge("west", 0, 0, ["left", "right"], direction: .backward),
    ])
    #expect(!town.isSymmetric)
    #expect(town.distance(from: left, to: right) == 60)
    #expect(town.distance(from: right, to: left) == 100)
    let closed = town.withCrossings(open: ["west"], close: ["east"])
    #expect(closed.distance(from: left, to: right) == .infinity)
    #expect(closed.route(from: left, to: right) == nil)
    #expect(closed.distance(from: right, to: left) == 100)
    #expect(closed.withCrossings(open: ["east"], close: []).distance(from: left, to: right) == 60)
    #expect(town.withCrossings(open: [], close: ["east", "west"]).isSymmetric)
  }

  @Test("A label that nothing leads to is found by the check, and is an island to itself")
  func unknownZone() throws {
    let town = try ZoneDistance(crossings: [bridge("b", 0, 0, ["left", "right"])])
    #expect(throws: Never.self) { try town.check([left, right]) }
    #expect(
      throws: ZoneError.unknownZone(label: "island", place: 1, known: ["left", "right"])
    ) { try town.check([left, island]) }
    #expect(town.distance(from: left, to: island) == .infinity)
    #expect(town.distance(from: island, to: island) == 0)
    let listed = try ZoneDistance(
      crossings: town.crossings, zones: ["left", "right", "island"])
    #expect(throws: Never.self) { try listed.check([island]) }
  }

  @Test("Crossings that cannot be used are named")
  func faults() {
    func expect(_ error: ZoneError, _ crossings: [ZoneCrossing], zones: [String]? = nil) {
      #expect(throws: error) { try ZoneDistance(crossings: crossings, zones: zones) }
    }
    expect(
      .crossingWithoutPoint(crossing: "b"), [ZoneCrossing(id: "b", point: nil, zones: ["a", "c"])])
    expect(.tooFewZones(crossing: "b", zones: ["a", "a"]), [bridge("b", 0, 0, ["a", "a"])])
    expect(.badCost(crossing: "b", cost: -1), [bridge("b", 0, 0, ["a", "c"], cost: -1)])
    expect(
      .duplicateCrossing(crossing: "b"),
      [bridge("b", 0, 0, ["a", "c"]), bridge("b", 1, 0, ["a", "c"])])
    expect(
      .crossingNotFinite(crossing: "b", point: PlanarPoint(.infinity, 0)),
      [bridge("b", .infinity, 0, ["a", "c"])])
    expect(
      .unknownZoneOfCrossing(crossing: "b", label: "c", known: ["a"]),
      [bridge("b", 0, 0, ["a", "c"])], zones: ["a"])
    #expect(
      "\(ZoneError.crossingWithoutPoint(crossing: "b"))"
        == "crossing “b” has no coordinates, so the way to it cannot be measured; give it a point")
  }

  @Test("The shortest of all ways that there are, in random towns")
  func bruteForce() throws {
    try forEverySeed { rng in
      let (crossings, places) = town(&rng)
      let provider = try ZoneDistance(crossings: crossings)
      let prepared = provider.prepare(places)
      let chosen = Array(places.indices)
      let table = provider.distances(from: prepared, to: prepared, chosen: chosen)
      for to in places.indices {
        let routes = provider.routes(from: prepared, members: chosen, to: to, of: prepared)
        for from in places.indices {
          let truth = shortest(from: places[from], to: places[to], crossings)
          let length = provider.distance(from: places[from], to: places[to])
          guard abs(length - truth) < 1e-9 || length == truth, table[to, from] == length,
            routes[from]?.distance ?? .infinity == length,
            routes[from].map({ isSound($0, crossings) }) ?? true
          else { return false }
        }
      }
      return obeysAxioms(provider, Array(places.prefix(6)), tolerance: 1e-9)
    }
  }

  @Test("A site moves towards its people and the bridges that they come over, in its own zone")
  func relocation() throws {
    let provider = try ZoneDistance(crossings: [bridge("b", 0, 0, ["left", "right"])])
    let people = [
      ZonedPoint(point: PlanarPoint(-50, 0), zone: "left"),
      ZonedPoint(point: PlanarPoint(-50, 9), zone: "left"),
      ZonedPoint(point: PlanarPoint(40, 0), zone: "right"), island,
    ]
    let site = ZonedPoint(point: PlanarPoint(40, 60), zone: "right")
    let origins = provider.prepare(people)
    let place = provider.relocation(
      of: site, serving: [0, 1, 2, 3], of: origins, weights: [2, 1, 1, 100], objective: .distance)
    #expect(place == ZonedPoint(point: PlanarPoint(0, 0), zone: "right"), "three come over b")
    // min (x + 50)² · 2 + (40 − x)² gives x = −20: held at the bridge's end, x = 0.
    let squares = provider.relocation(
      of: site, serving: [0, 2], of: origins, weights: [2, 1, 1, 1], objective: .squaredDistance)
    #expect(squares == ZonedPoint(point: PlanarPoint(0, 0), zone: "right"))
    // One from each side: min (x + 50)² + (40 − x)² would be x = −5; twice the weight here, x = 10.
    let light = provider.relocation(
      of: site, serving: [0, 2], of: origins, weights: [1, 0, 2, 0], objective: .squaredDistance)
    #expect(light?.zone == "right")
    #expect((light?.point.distance(to: PlanarPoint(10, 0)) ?? 1) < 1e-6)
  }

  private func town(
    _ rng: inout RepeatableGenerator
  ) -> (crossings: [ZoneCrossing], places: [ZonedPoint]) {
    let labels = ["a", "b", "c", "d"]
    func point() -> PlanarPoint {
      PlanarPoint(
        Double(Int.random(in: 0...9, using: &rng)), Double(Int.random(in: 0...9, using: &rng)))
    }
    let crossings = (0..<Int.random(in: 0...5, using: &rng)).map { index in
      ZoneCrossing(
        id: "\(index)", point: point(),
        zones: Array(labels.shuffled(using: &rng).prefix(Int.random(in: 2...3, using: &rng))),
        cost: Double(Int.random(in: 0...4, using: &rng)),
        isOpen: Int.random(in: 0...5, using: &rng) > 0,
        direction: ZoneCrossing.Direction.allCases.randomElement(using: &rng) ?? .both)
    }
    let places = (0..<12).map { _ in
      ZonedPoint(point: point(), zone: labels.randomElement(using: &rng) ?? "a")
    }
    return (crossings, places)
  }

  /// Tries every order of crossings.
  private func shortest(
    from origin: ZonedPoint, to destination: ZonedPoint, _ crossings: [ZoneCrossing]
  ) -> Double {
    var best =
      origin.zone == destination.zone
      ? origin.point.distance(to: destination.point) : .infinity
    for (index, crossing) in crossings.enumerated() where crossing.isOpen {
      guard let point = crossing.point, crossing.zones.contains(origin.zone) else { continue }
      var others = crossings
      others.remove(at: index)
      for zone in crossing.zones where zone != origin.zone {
        switch crossing.direction {
        case .forward where origin.zone != crossing.zones[0]: continue
        case .backward where zone != crossing.zones[0]: continue
        default: break
        }
        let rest = shortest(from: ZonedPoint(point: point, zone: zone), to: destination, others)
        best = min(best, origin.point.distance(to: point) + crossing.cost + rest)
      }
    }
    return best
  }

  /// Whether legs and costs add up to the length, and every leg keeps to one zone.
  private func isSound(_ route: Route<ZonedPoint>, _ crossings: [ZoneCrossing]) -> Bool {
    var sum = 0.0
    var changes = 0
    for (start, end) in zip(route.path, route.path.dropFirst()) {
      sum += start.point.distance(to: end.point)
      if start.zone != end.zone {
        changes += 1
        guard start.point == end.point else { return false }
      }
    }
    for id in route.crossings { sum += crossings.first { $0.id == id }?.cost ?? .infinity }
    return changes == route.crossings.count && abs(sum - route.distance) < 1e-9
  }
}
