import Foundation

/// Metres for differences of fixed coordinates near one latitude.
///
/// The radii of curvature of WGS 84 at that latitude; within 1 % at 70° north over 10 km north to
/// south, and within 1e-4 over a few hundred metres anywhere but at the very poles. The
/// antimeridian needs no care.
package struct LocalScale: Sendable {
  /// Metres for 1e-7 degrees.
  package let east: Double
  package let north: Double

  package init(latitude: Double) {
    let angle = latitude / 1e7 * .pi / 180
    let squaredEccentricity = 0.006_694_379_990_14
    let sine = sin(angle)
    let w = 1 - squaredEccentricity * sine * sine
    let meridian = 6_378_137 * (1 - squaredEccentricity) / (w * w.squareRoot())
    let normal = 6_378_137 / w.squareRoot()
    north = meridian * .pi / 180 / 1e7
    east = max(normal * cos(angle), 1e-3) * .pi / 180 / 1e7
  }

  /// The shorter way round from one longitude to another, in 1e-7 degrees.
  package static func turn(from one: Double, to other: Double) -> Double {
    let difference = other - one
    if difference > 1.8e9 { return difference - 3.6e9 }
    if difference < -1.8e9 { return difference + 3.6e9 }
    return difference
  }

  /// Metres between two places.
  package func distance(_ one: LocalPlace, _ other: LocalPlace) -> Double {
    let dx = Self.turn(from: one.longitude, to: other.longitude) * east
    let dy = (other.latitude - one.latitude) * north
    return (dx * dx + dy * dy).squareRoot()
  }
}

/// A place in 1e-7 degrees with fractions, as means of fixes have them.
package struct LocalPlace: Hashable, Sendable {
  package var longitude: Double
  package var latitude: Double

  package init(longitude: Double, latitude: Double) {
    self.longitude = longitude
    self.latitude = latitude
  }

  package init(_ place: FixedCoordinate) {
    longitude = Double(place.longitude)
    latitude = Double(place.latitude)
  }
}

/// The scale in the middle of each hundredth of a degree; made anew only where another is asked for than
/// the last time, and the same whatever was asked for before.
struct CachedScale {
  private var band = Double.infinity
  private var scale = LocalScale(latitude: 0)

  mutating func at(_ latitude: Double) -> LocalScale {
    let band = (latitude * 1e-5).rounded(.down)
    if band != self.band {
      self.band = band
      scale = LocalScale(latitude: (band + 0.5) * 1e5)
    }
    return scale
  }
}
