package import Geography
package import Travel

/// Holds service areas to what they promise.
package struct ServiceAreaOracle {
  package var areas: [ServiceArea]
  package var window: PlanarBox
  package var tolerance: Double
  /// How many tiny polygons there may be.
  package var crumbLimit = 0

  package init(
    areas: [ServiceArea], window: PlanarBox, tolerance: Double, crumbLimit: Int = 0
  ) {
    self.areas = areas
    self.window = window
    self.tolerance = tolerance
    self.crumbLimit = crumbLimit
  }

  /// The polygons, each with the entry it belongs to.
  package var polygons: [(site: Int?, polygon: PlanarPolygon)] {
    areas.flatMap { area in area.polygons.map { (area.site, $0) } }
  }

  /// What is wrong with the polygons by themselves; nil where nothing is.
  ///
  /// - Parameters:
  ///   - landArea: What they must add up to, in square metres.
  ///   - slack: How many square metres may be missing or too many, for coordinates that are not
  ///     whole millimetres.
  /// - Returns: A sentence, or nil.
  /// - Throws: `GeometryError` where GEOS fails.
  package func fault(landArea: Double, slack: Double = 0) throws -> String? {
    for (site, polygon) in polygons {
      if let fault = try polygon.fault() {
        return "area of \(site.map(String.init) ?? "none"): \(fault)"
      }
      guard polygon.exterior.count >= 3, polygon.area > 0 else { return "no inside" }
    }
    for area in areas {
      if let fault = try PlanarPolygon.fault(of: area.polygons) {
        return "area of \(area.site.map(String.init) ?? "none") as a whole: \(fault)"
      }
    }
    // Crumbs have gone to their neighbours; pockets between walls stay.
    let crumbs = polygons.filter {
      $0.site != nil && $0.polygon.area < tolerance * tolerance / 100
    }
    if crumbs.count > crumbLimit { return "\(crumbs.count) crumbs" }
    let sum = areas.reduce(0) { $0 + $1.area }
    let window = window.width * self.window.height
    if abs(sum - landArea) > 1e-9 * window + 1e-5 + slack {
      return "areas sum to \(sum), not \(landArea)"
    }
    for (i, one) in polygons.enumerated() {
      for other in polygons[..<i] where one.polygon.box.meets(other.polygon.box) {
        let shared = try one.polygon.intersection(with: other.polygon).reduce(0) { $0 + $1.area }
        if shared > 1e-9 * window + 1e-5 { return "two areas share \(shared) m²" }
      }
    }
    return nil
  }

  /// What is wrong at one place of land; nil where nothing is.
  ///
  /// Within the tolerance of a border the two distances differ by twice the tolerance at most, as
  /// each changes by no more than a metre per metre (√2 with Manhattan distances).
  package func fault(
    at place: PlanarPoint, nearest: Double, steepness: Double = 1,
    distance: (_ site: Int) -> Double
  ) -> String? {
    let homes = polygons.filter { $0.polygon.contains(place) }
    let inside = homes.filter { home in
      let border = home.polygon.nearestBoundaryPoint(to: place) ?? place
      return border.distance(to: place) > 1e-6
    }
    // On a border it is the land of both sides, on the rim of the window maybe of none.
    let isOnRim = window.contains(place) && !window.expanded(by: -1e-6).contains(place)
    guard inside.count <= 1, !homes.isEmpty || isOnRim, inside.isEmpty || homes.count == 1 else {
      return "\(place) lies in \(homes.count) polygons"
    }
    for home in homes {
      guard let site = home.site else {
        if nearest == .infinity { continue }
        return "\(place) has no site, but one at \(nearest) m"
      }
      guard nearest < .infinity else { return "\(place) has a site, but reaches none" }
      let excess = distance(site) - nearest
      if excess > 2 * steepness * tolerance + 1e-6 {
        return "\(place) goes to site \(site), which is \(excess) m too far"
      }
    }
    return nil
  }
}
