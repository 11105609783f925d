import Exchange
import Geography

extension Location {
  /// Metres on the map; nil where one of the two has no place.
  func straightDistance(to other: Location) -> Double? {
    guard let point, let end = other.point else { return nil }
    return point.distance(to: end)
  }

  /// The point on the map, or a fault that names the line.
  func requiredPoint() throws(DataFault) -> PlanarPoint {
    guard let point else {
      throw DataFault(
        file: file, line: line, subject: id, problem: "the point has no coordinates",
        remedy: "add them, or plan with --distance matrix")
    }
    return point
  }

  /// The coordinate as read, or a fault that names the line.
  func requiredCoordinate() throws(DataFault) -> GeoCoordinate {
    guard let position else {
      throw DataFault(
        file: file, line: line, subject: id, problem: "the point has no coordinates",
        remedy: "add them, or plan with --distance matrix")
    }
    return position.coordinate
  }
}
