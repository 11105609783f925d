import Geography
import TestSupport
import Testing
import Travel

/// Holds service areas to what they promise.
struct ServiceAreaOracle {
  var areas: [ServiceArea]
  var window: PlanarBox
  var tolerance: Double

  /// The polygons, each with the entry it belongs to.
  var polygons: [(site: Int?, polygon: PlanarPolygon)] {
    areas.flatMap { area in area.polygons.map { (area.site, $0) } }
  }

  /// What is wrong with the polygons by themselves; nil where nothing is.
  func fault(landArea: Double) throws -> String? {
    for (site, polygon) in polygons {
      if let fault = try polygon.fault() {
        return "area of \(site.map(String.init) ?? "none"): \(fault)"
      }
      guard polygon.exterior.count >= 3, polygon.area > 0 else { return "no inside" }
    }
    let sum = areas.reduce(0) { $0 + $1.area }
    let window = window.width * self.window.height
    if abs(sum - landArea) > 1e-9 * window + 1e-5 { return "areas sum to \(sum), not \(landArea)" }
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
  func fault(
    at place: PlanarPoint, nearest: Double, steepness: Double = 1,
    distance: (_ site: Int) -> Double
  ) -> String? {
    let homes = polygons.filter { $0.polygon.contains(place) }
    guard homes.count == 1 else { return "\(place) lies in \(homes.count) polygons" }
    guard let site = homes[0].site else {
      return nearest == .infinity ? nil : "\(place) has no site, but one at \(nearest) m"
    }
    guard nearest < .infinity else { return "\(place) has a site, but reaches none" }
    let excess = distance(site) - nearest
    return excess <= 2 * steepness * tolerance + 1e-6
      ? nil : "\(place) goes to site \(site), which is \(excess) m too far"
  }
}
