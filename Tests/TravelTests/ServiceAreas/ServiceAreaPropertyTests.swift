import Geography
import TestSupport
import Testing
import Travel

/// Service areas in random worlds, held to the distances themselves.
@Suite struct ServiceAreaPropertyTests {
  /// The land of a window: all of it but the areas.
  static func landArea(_ distance: BarrierDistance, in window: PlanarBox) throws -> Double {
    let water = distance.barriers.flatMap(\.shapes).compactMap { shape -> PlanarPolygon? in
      guard case .area(let polygon) = shape else { return nil }
      return polygon
    }
    let all = window.width * window.height
    guard !water.isEmpty else { return all }
    return try PlanarPolygon.union(of: water).reduce(all) { left, polygon in
      try polygon.clipped(to: window).reduce(left) { $0 - $1.area }
    }
  }

  /// What is wrong with the areas of a world; nil where nothing is.
  static func fault(
    _ distance: BarrierDistance, sites: [PlanarPoint], window: PlanarBox, tolerance: Double,
    points: Int, _ generator: inout RepeatableGenerator
  ) throws -> String? {
    let areas = ServiceAreas.of(
      sites: sites, distance: distance, within: window, tolerance: tolerance)
    let oracle = ServiceAreaOracle(areas: areas, window: window, tolerance: tolerance)
    if let fault = try oracle.fault(landArea: landArea(distance, in: window)) { return fault }
    let places = (0..<points).map { _ in ServiceAreaTests.place(in: window, &generator) }
      .filter { distance.whereabouts(of: $0) == .land }
    let (origins, destinations) = (distance.prepare(places), distance.prepare(sites))
    let chosen = Array(sites.indices)
    let nearest = distance.nearest(from: origins, among: destinations, chosen: chosen)
    let table = distance.distances(from: origins, to: destinations, chosen: chosen)
    for (index, place) in places.enumerated() {
      let fault = oracle.fault(at: place, nearest: nearest.distances[index]) { table[$0, index] }
      if let fault { return fault }
    }
    return nil
  }

  @Test("In small worlds full of joints each place belongs to its nearest site")
  func latticeWorlds() throws {
    try forEverySeed(in: 0...399) { generator in
      let world = LatticeWorld(using: &generator)
      guard let distance = try? world.provider() else { return true }
      let low = world.metres(LatticeWorld.Place(-1, -1))
      let high = world.metres(LatticeWorld.Place(13, 13))
      var sites = world.points.prefix(4).map(world.metres)
      let window = PlanarBox([low, high])
      if Bool.random(using: &generator) {
        sites = sites.map { _ in ServiceAreaTests.place(in: window, &generator) }
      }
      let fault = try Self.fault(
        distance, sites: sites, window: window, tolerance: world.scale / 20, points: 60,
        &generator)
      if let fault { print(fault, "\n\(world)\nscale \(world.scale)", sites) }
      return fault == nil
    }
  }
}
