package import Geography
package import Travel

extension ServiceAreaOracle {
  /// The land of a window: all of it but the areas.
  package static func landArea(
    _ distance: BarrierDistance, in window: PlanarBox
  ) throws(GeometryError) -> Double {
    let water = distance.barriers.flatMap(\.shapes).compactMap { shape -> PlanarPolygon? in
      guard case .area(let polygon) = shape else { return nil }
      return polygon
    }
    var land = window.width * window.height
    guard !water.isEmpty else { return land }
    for polygon in try PlanarPolygon.union(of: water) {
      land -= try polygon.clipped(to: window).reduce(0) { $0 + $1.area }
    }
    return land
  }

  /// What is wrong with the service areas of a world; nil where nothing is.
  ///
  /// - Parameters:
  ///   - distance: The world.
  ///   - sites: Where the sites are, in metres.
  ///   - window: What is divided.
  ///   - tolerance: How far borders may lie from the true ones, in metres.
  ///   - points: How many places are asked where they belong, anywhere in the window; as many are
  ///     asked next to the borders.
  ///   - slack: How many square metres may be missing or too many.
  ///   - crumbLimit: How many tiny pockets walls may enclose.
  ///   - choices: Where the places lie.
  /// - Returns: A sentence, or nil.
  /// - Throws: `GeometryError` where GEOS fails.
  package static func fault(
    _ distance: BarrierDistance, sites: [PlanarPoint], window: PlanarBox, tolerance: Double,
    points: Int, slack: Double = 0, crumbLimit: Int = 0, _ choices: inout some RandomNumberGenerator
  ) throws -> String? {
    let areas = ServiceAreas.of(
      sites: sites, distance: distance, within: window, tolerance: tolerance)
    let oracle = ServiceAreaOracle(
      areas: areas, window: window, tolerance: tolerance, crumbLimit: crumbLimit)
    let land = try landArea(distance, in: window)
    if let fault = try oracle.fault(landArea: land, slack: slack) { return fault }
    let anywhere = (0..<points).map { _ in
      PlanarPoint(
        window.minX + choices.part() * window.width, window.minY + choices.part() * window.height)
    }
    let places = (anywhere + oracle.placesByBorders(points, &choices))
      .filter { distance.whereabouts(of: $0) == .land && !isByWall($0, of: distance) }
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

  /// Whether rounding decides on which side of a wall a place stands.
  private static func isByWall(_ place: PlanarPoint, of distance: BarrierDistance) -> Bool {
    distance.barriers.contains { barrier in
      BarrierFacts.segments(of: barrier).contains { a, b in
        (place.nearest(onLine: [a, b]) ?? a).distance(to: place) < 0.003
      }
    }
  }

  /// Places in the window on either side of borders, as near to them as half the tolerance.
  private func placesByBorders(
    _ count: Int, _ choices: inout some RandomNumberGenerator
  ) -> [PlanarPoint] {
    let rings = polygons.flatMap(\.polygon.rings).filter { $0.count >= 3 }
    guard !rings.isEmpty else { return [] }
    return (0..<count).compactMap { _ in
      let ring = choices.pick(rings)
      let number = choices.below(ring.count)
      let (a, b) = (ring[number], ring[(number + 1) % ring.count])
      let length = a.distance(to: b)
      guard length > 0 else { return nil }
      let part = choices.part()
      // Not on the border: there it is both.
      let side: Double = choices.once(in: 2) ? 1 : -1
      let aside = side * (0.1 + 0.4 * choices.part()) * tolerance / length
      let place = PlanarPoint(
        a.x + part * (b.x - a.x) + aside * (b.y - a.y),
        a.y + part * (b.y - a.y) - aside * (b.x - a.x))
      return window.contains(place) ? place : nil
    }
  }
}
