import Foundation
public import Geography
public import Travel

/// A place in metres from the middle of the earth, on the ellipsoid WGS 84.
public struct EarthPoint: Hashable, Sendable {
  public var x: Double
  public var y: Double
  public var z: Double

  public init(_ coordinate: GeoCoordinate) {
    let longitude = coordinate.longitude * .pi / 180
    let latitude = coordinate.latitude * .pi / 180
    let squaredEccentricity = 0.006_694_379_990_14
    let normal =
      6_378_137 / (1 - squaredEccentricity * sin(latitude) * sin(latitude)).squareRoot()
    x = normal * cos(latitude) * cos(longitude)
    y = normal * cos(latitude) * sin(longitude)
    z = normal * (1 - squaredEccentricity) * sin(latitude)
  }
}

/// The straight line through the earth, in metres: shorter than the way along its surface by
/// 1 mm in 10 km, by some 4 cm in 35 km; poles and the antimeridian need no care.
public struct ChordDistance: DistanceProvider {
  public init() {}

  public func distance(from origin: EarthPoint, to destination: EarthPoint) -> Double {
    let dx = origin.x - destination.x
    let dy = origin.y - destination.y
    let dz = origin.z - destination.z
    return (dx * dx + dy * dy + dz * dz).squareRoot()
  }

  public func lowerBound(from origin: EarthPoint, to destination: EarthPoint) -> Double {
    distance(from: origin, to: destination)
  }
}
