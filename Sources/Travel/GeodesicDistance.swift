import Foundation
public import Geography

/// Metres along the shortest line on the WGS 84 ellipsoid, between coordinates in degrees.
///
/// Exact anywhere: over the antimeridian, at the poles, halfway round the earth.
public struct GeodesicDistance: DistanceProvider {
  public init() {}

  public func distance(from origin: GeoCoordinate, to destination: GeoCoordinate) -> Double {
    Geodesic.distance(origin, destination)
  }

  /// The length of the straight tunnel through the earth.
  public func lowerBound(from origin: GeoCoordinate, to destination: GeoCoordinate) -> Double {
    let (a, b) = (Self.fromCentre(origin), Self.fromCentre(destination))
    let (dx, dy, dz) = (a.x - b.x, a.y - b.y, a.z - b.z)
    // A micrometre off makes up for rounding at seven million metres from the centre.
    return max(0, (dx * dx + dy * dy + dz * dz).squareRoot() - 1e-6)
  }

  /// The place where the members' cost is least.
  ///
  /// Directions and distances from a place are true on the flat map that is centred on it, so
  /// the map is drawn anew around each answer until that stays where it is.
  public func relocation(
    of site: GeoCoordinate, serving members: [Int], of origins: PlaceList<GeoCoordinate>,
    weights: [Double], objective: CostPower
  ) -> GeoCoordinate? {
    guard members.contains(where: { weights[$0] > 0 }) else { return nil }
    let middle = PlanarPoint(0, 0)
    var place = site
    for _ in 0..<8 {
      let anchors = members.map { member in
        let line = Geodesic(from: place, to: origins[member])
        let azimuth = line.startAzimuth * .pi / 180
        return PlanarPoint(line.distance * sin(azimuth), line.distance * cos(azimuth))
      }
      let target = WeberPoint.solve(
        anchors: anchors, weights: members.map { weights[$0] }, power: objective, extra: [],
        start: middle)
      let metres = middle.distance(to: target)
      guard metres > 0.001 else { break }
      place = Geodesic.direct(
        from: place, azimuth: atan2(target.x, target.y) * 180 / .pi, distance: metres)
      guard metres > 0.1 else { break }
    }
    return place == site ? nil : place
  }

  /// Metres from the middle of the earth, on WGS 84.
  private static func fromCentre(_ place: GeoCoordinate) -> (x: Double, y: Double, z: Double) {
    let flattening = 1 / 298.257_223_563
    let eccentricity2 = flattening * (2 - flattening)
    let latitude = place.latitude * .pi / 180
    let longitude = place.longitude * .pi / 180
    let sine = sin(latitude)
    let normal = 6_378_137 / (1 - eccentricity2 * sine * sine).squareRoot()
    return (
      normal * cos(latitude) * cos(longitude), normal * cos(latitude) * sin(longitude),
      normal * (1 - eccentricity2) * sine
    )
  }
}
