import Geography
import TestSupport
import Testing
import Travel
import TravelWorlds

@Suite struct ServiceAreaTests {
  static let window = PlanarBox([PlanarPoint(0, 0), PlanarPoint(1000, 800)])

  static func place(
    in box: PlanarBox, _ generator: inout RepeatableGenerator
  ) -> PlanarPoint {
    PlanarPoint(
      Double.random(in: box.minX...box.maxX, using: &generator),
      Double.random(in: box.minY...box.maxY, using: &generator))
  }

  @Test("Without barriers it is the Voronoi diagram, at any scale")
  func voronoi() throws {
    try forEverySeed(in: 0...39) { generator in
      let scale: Double = [0.01, 1.0, 100.0].randomElement(using: &generator) ?? 1
      let window = PlanarBox([
        PlanarPoint(5e5, 5e6), PlanarPoint(5e5 + 1000 * scale, 5e6 + 800 * scale),
      ])
      let sites = (0..<Int.random(in: 1...20, using: &generator)).map { _ in
        Self.place(in: window.expanded(by: 100 * scale), &generator)
      }
      let areas = ServiceAreas.of(
        sites: sites, distance: StraightDistance(), within: window, tolerance: scale)
      let oracle = ServiceAreaOracle(areas: areas, window: window, tolerance: scale)
      var fault = try oracle.fault(landArea: window.width * window.height)
      for _ in 0..<200 where fault == nil {
        let place = Self.place(in: window, &generator)
        fault = oracle.fault(
          at: place, nearest: sites.map { place.distance(to: $0) }.min() ?? .infinity
        ) { place.distance(to: sites[$0]) }
      }
      if let fault { print(fault) }
      return fault == nil
    }
  }

  @Test("Straight borders are found with the corners of the Voronoi diagram, no more")
  func voronoiCorners() throws {
    let sites = [
      PlanarPoint(200, 200), PlanarPoint(800, 200), PlanarPoint(200, 600), PlanarPoint(800, 600),
    ]
    let areas = ServiceAreas.of(
      sites: sites, distance: StraightDistance(), within: Self.window, tolerance: 0.5)
    #expect(areas.map(\.site) == [0, 1, 2, 3])
    for area in areas {
      let polygon = try #require(area.polygons.first)
      #expect(area.polygons.count == 1)
      #expect(polygon.exterior.count <= 5)
      #expect(abs(polygon.area - 200_000) < 500)
    }
  }

  @Test("With Manhattan distances each place goes to the nearest site")
  func manhattan() throws {
    let provider = ManhattanDistance()
    try forEverySeed(in: 0...39) { generator in
      // Whole coordinates, so that whole quarters are equally near.
      let sites = (0..<8).map { _ in
        PlanarPoint(
          100 * Double(Int.random(in: 0...10, using: &generator)),
          100 * Double(Int.random(in: 0...8, using: &generator)))
      }
      let areas = ServiceAreas.of(sites: sites, distance: provider, within: Self.window)
      let oracle = ServiceAreaOracle(areas: areas, window: Self.window, tolerance: 1)
      var fault = try oracle.fault(landArea: 800_000)
      for _ in 0..<200 where fault == nil {
        let place = Self.place(in: Self.window, &generator)
        fault = oracle.fault(
          at: place, nearest: sites.map { provider.distance(from: place, to: $0) }.min() ?? 0,
          steepness: 2.0.squareRoot()
        ) { provider.distance(from: place, to: sites[$0]) }
      }
      if let fault { print(fault) }
      return fault == nil
    }
  }

  @Test("One site has all the land, no site none of it")
  func fewSites() throws {
    let distance = StraightDistance()
    let one = ServiceAreas.of(
      sites: [PlanarPoint(10, 10)], distance: distance, within: Self.window)
    #expect(one.count == 1)
    #expect(one[0].polygons.count == 1)
    #expect(one[0].polygons[0].exterior.count == 4)
    #expect(one[0].area == 800_000)
    let none = ServiceAreas.of(sites: [], distance: distance, within: Self.window)
    #expect(none.map(\.site) == [nil])
    #expect(none[0].area == 800_000)
    #expect(ServiceAreas.of(sites: [], distance: distance, within: PlanarBox()).isEmpty)
  }

  @Test("Of two sites at one place the first has the land")
  func coincidentSites() {
    let place = PlanarPoint(300, 300)
    let areas = ServiceAreas.of(
      sites: [PlanarPoint(700, 300), place, place], distance: StraightDistance(),
      within: Self.window)
    #expect(areas.map(\.polygons.count) == [1, 1, 0])
  }

  // MARK: Barriers

  /// A fence around the window and a river from south to north in its middle, 100 m wide.
  static let cut = [fence, river]

  static let fence = Barrier(
    id: "fence",
    shapes: [
      .line([
        PlanarPoint(-100, -100), PlanarPoint(1100, -100), PlanarPoint(1100, 900),
        PlanarPoint(-100, 900), PlanarPoint(-100, -100),
      ])
    ])

  static let river = Barrier(
    id: "river",
    shapes: [
      .area(
        PlanarPolygon(exterior: [
          PlanarPoint(450, -200), PlanarPoint(550, -200), PlanarPoint(550, 1000),
          PlanarPoint(450, 1000),
        ]))
    ])

  @Test("Land behind a barrier without an open crossing has no site; with one it has")
  func unreachable() throws {
    let bridge = Crossing(id: "bridge", shape: .point(PlanarPoint(500, 350)))
    let open = try BarrierDistance(barriers: Self.cut, crossings: [bridge])
    let sites = [PlanarPoint(100, 100), PlanarPoint(100, 700), PlanarPoint(500, 300)]
    let areas = ServiceAreas.of(sites: sites, distance: open, within: Self.window)
    #expect(areas.count == 3)
    // All who come over the bridge go on to the same site; the one in the water has nothing.
    #expect(areas.map(\.polygons.count) == [2, 1, 0])
    #expect(abs(areas[0].area + areas[1].area - 720_000) < 1e-6)
    let shut = ServiceAreas.of(
      sites: sites, distance: open.withCrossings(open: [], close: ["bridge"]),
      within: Self.window)
    #expect(shut.map(\.site) == [0, 1, 2, nil])
    #expect(shut.map(\.polygons.count) == [1, 1, 0, 1])
    #expect(abs((shut.last?.area ?? 0) - 360_000) < 1e-6)
  }

  @Test("A one-way crossing lets land be served only against its direction")
  func oneWay() throws {
    let wall = Barrier(id: "w", shapes: [.line([PlanarPoint(500, -200), PlanarPoint(500, 1000)])])
    func areas(_ direction: Crossing.Direction) throws -> [ServiceArea] {
      let gate = Crossing(id: "g", shape: .point(PlanarPoint(500, 400)), direction: direction)
      return ServiceAreas.of(
        sites: [PlanarPoint(100, 400)],
        distance: try BarrierDistance(barriers: [Self.fence, wall], crossings: [gate]),
        within: Self.window)
    }
    // West is left of a line drawn to the north: people in the east need the way to the left.
    #expect(try areas(.leftToRight).map(\.area) == [400_000, 400_000])
    #expect(try areas(.rightToLeft).map(\.area) == [800_000])
    // One shape: the wall has the same land on both of its sides.
    #expect(try areas(.rightToLeft).first?.polygons.map(\.rings.count) == [1])
  }

  @Test("A wall with free ends inside the land of one site leaves no slit")
  func slit() throws {
    let wall = Barrier(id: "w", shapes: [.line([PlanarPoint(500, 300), PlanarPoint(500, 500)])])
    let distance = try BarrierDistance(barriers: [wall], crossings: [])
    let areas = ServiceAreas.of(
      sites: [PlanarPoint(100, 400)], distance: distance, within: Self.window)
    #expect(areas[0].polygons.count == 1)
    #expect(areas[0].polygons[0].exterior.count == 4)
    #expect(areas[0].polygons[0].holes.isEmpty)
    // Two sites on either side: their border ends at the ends of the wall.
    let two = ServiceAreas.of(
      sites: [PlanarPoint(400, 400), PlanarPoint(600, 400)], distance: distance,
      within: Self.window)
    #expect(abs(two[0].area - 400_000) < 10)
    for area in two {
      #expect(area.polygons[0].exterior.contains(PlanarPoint(500, 300)))
      #expect(area.polygons[0].exterior.contains(PlanarPoint(500, 500)))
    }
  }

  @Test("A lake is a hole, its island land of its own")
  func lake() throws {
    func square(_ inset: Double) -> [PlanarPoint] {
      [
        PlanarPoint(200 + inset, 200 + inset), PlanarPoint(600 - inset, 200 + inset),
        PlanarPoint(600 - inset, 600 - inset), PlanarPoint(200 + inset, 600 - inset),
      ]
    }
    let lake = Barrier(
      id: "lake", shapes: [.area(PlanarPolygon(exterior: square(0), holes: [square(100)]))])
    let areas = ServiceAreas.of(
      sites: [PlanarPoint(900, 700)],
      distance: try BarrierDistance(barriers: [lake], crossings: []), within: Self.window)
    #expect(areas.map(\.site) == [0, nil])
    #expect(areas[0].polygons.map(\.holes.count) == [1])
    #expect(areas.map(\.area) == [640_000, 40_000])
  }

  @Test("The border of a bridge's far bank is a hyperbola within the tolerance, of few corners")
  func corners() throws {
    let bridges = [100.0, 700].map {
      Crossing(id: "bridge \($0)", shape: .point(PlanarPoint(500, $0)), cost: $0)
    }
    let distance = try BarrierDistance(barriers: Self.cut, crossings: bridges)
    let sites = [PlanarPoint(300, 100), PlanarPoint(440, 700)]
    for tolerance in [10.0, 1.0, 0.1, 0.01] {
      let areas = ServiceAreas.of(
        sites: sites, distance: distance, within: Self.window, tolerance: tolerance)
      let corners = areas.flatMap(\.polygons).reduce(0) { $0 + $1.exterior.count }
      // Four corners of the window's halves each, and a border whose segments double in number
      // when the tolerance is a quarter.
      #expect(Double(corners) < 24 + 40 / tolerance.squareRoot())
    }
  }

  @Test("Clipped to a city's limits the areas add up to the city")
  func limits() throws {
    let city = PlanarPolygon(exterior: [
      PlanarPoint(100, 100), PlanarPoint(900, 200), PlanarPoint(500, 700),
    ])
    let areas = try ServiceAreas.of(
      sites: [PlanarPoint(300, 200), PlanarPoint(600, 300), PlanarPoint(-900, 0)],
      distance: StraightDistance(), within: Self.window
    ).map { area throws in try area.clipped(to: city) }
    #expect(areas.map(\.site) == [0, 1, 2])
    #expect(areas[2].polygons.isEmpty)
    #expect(abs(areas.reduce(0) { $0 + $1.area } - city.area) < 1e-6)
  }
}
