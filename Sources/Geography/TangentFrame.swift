import Foundation

/// A direction from the middle of a spherical earth.
struct UnitVector {
  let x: Double
  let y: Double
  let z: Double

  /// The direction of a vector of any length; the north pole for the zero vector.
  init(x: Double, y: Double, z: Double) {
    let length = (x * x + y * y + z * z).squareRoot()
    (self.x, self.y, self.z) = length > 0 ? (x / length, y / length, z / length) : (0, 0, 1)
  }

  init(_ coordinate: GeoCoordinate) {
    let longitude = coordinate.longitude * .pi / 180
    let latitude = coordinate.latitude * .pi / 180
    self.init(
      x: cos(latitude) * cos(longitude), y: cos(latitude) * sin(longitude), z: sin(latitude))
  }

  func dot(_ other: UnitVector) -> Double { x * other.x + y * other.y + z * other.z }
}

extension GeoCoordinate {
  init(_ vector: UnitVector) {
    self.init(
      longitude: atan2(vector.y, vector.x) * 180 / .pi,
      latitude: atan2(vector.z, hypot(vector.x, vector.y)) * 180 / .pi)
  }
}

/// The plane that touches the unit sphere at a place, seen from the sphere's middle: great circles
/// are straight lines in it.
struct TangentFrame {
  let normal: UnitVector
  private let east: UnitVector
  private let north: UnitVector

  init(at normal: UnitVector) {
    self.normal = normal
    let level = hypot(normal.x, normal.y)
    // At a pole any direction is as good as another.
    east = level > 0 ? UnitVector(x: -normal.y, y: normal.x, z: 0) : UnitVector(x: 0, y: 1, z: 0)
    north = UnitVector(
      x: normal.y * east.z - normal.z * east.y, y: normal.z * east.x - normal.x * east.z,
      z: normal.x * east.y - normal.y * east.x)
  }

  /// Where the ray along a vector meets the plane, in radii; for vectors on the near half only.
  func point(_ vector: UnitVector) -> PlanarPoint {
    let depth = normal.dot(vector)
    return PlanarPoint(east.dot(vector) / depth, north.dot(vector) / depth)
  }

  func coordinate(of point: PlanarPoint) -> GeoCoordinate {
    GeoCoordinate(
      UnitVector(
        x: normal.x + point.x * east.x + point.y * north.x,
        y: normal.y + point.x * east.y + point.y * north.y,
        z: normal.z + point.x * east.z + point.y * north.z))
  }
}
