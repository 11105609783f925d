/// Why places could not be put on a flat map.
public enum ProjectionError: Error, Hashable, Sendable {
  /// PROJ does not know the coordinate reference system; `reason` is its own word on it.
  case unknownCRS(crs: String, reason: String)
  /// The system counts in degrees where metres are needed.
  case geographicCRS(crs: String, name: String)
  /// The system is neither geographic nor a map: heights, the earth's centre, a pipeline.
  case notAMap(crs: String)
  /// The system counts in another unit, such as the US survey foot.
  case notMetres(crs: String, unit: String)
  /// The system's axes point west or south, so that maps would stand on their heads.
  case turnedAxes(crs: String, direction: String)
  /// There is nothing to choose a projection for.
  case noCoordinates
  /// Longitude or latitude is not a number or lies out of range.
  case notACoordinate(index: Int, coordinate: GeoCoordinate)
  /// The places lie so far apart that no flat map serves them.
  case extentTooLarge(kilometres: Double)
  /// The projection has no place on the map for this coordinate.
  case cannotProject(index: Int, coordinate: GeoCoordinate, crs: String)
  /// No coordinate belongs to this place on the map.
  case cannotUnproject(index: Int, point: PlanarPoint, crs: String)
  /// PROJ could not be set up, most often because its database is missing.
  case notAvailable(reason: String)
}

extension ProjectionError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownCRS(let crs, let reason):
      let remedy =
        !crs.isEmpty && crs.allSatisfy(\.isNumber)
        ? "write EPSG:\(crs)"
        : "give an EPSG code such as EPSG:32634, or leave the CRS out to have one chosen"
      return "the CRS “\(crs)” is not known\(reason.isEmpty ? "" : " (\(reason))"); \(remedy)"
    case .geographicCRS(let crs, let name):
      return "the CRS “\(crs)” (\(name)) counts in degrees and planning needs metres; "
        + "give a projected CRS such as EPSG:32634, or leave the CRS out to have one chosen"
    case .notAMap(let crs):
      return "the CRS “\(crs)” is not a flat map; "
        + "give a projected CRS such as EPSG:32634, or leave the CRS out to have one chosen"
    case .notMetres(let crs, let unit):
      return "the CRS “\(crs)” counts in \(unit) and planning needs metres; "
        + "give its twin in metres, or leave the CRS out to have one chosen"
    case .turnedAxes(let crs, let direction):
      return "an axis of the CRS “\(crs)” points \(direction), not east or north; "
        + "give a CRS with easting and northing, or leave the CRS out to have one chosen"
    case .noCoordinates:
      return "no coordinates to choose a projection for; give at least one"
    case .notACoordinate(let index, let coordinate):
      return "coordinate \(index) (longitude \(coordinate.longitude), latitude "
        + "\(coordinate.latitude)) is not on the earth; longitude comes first, latitude is "
        + "between −90 and 90"
    case .extentTooLarge(let kilometres):
      return
        "the places lie up to \(Int(clamping: kilometres.rounded())) km from their middle, too far for "
        + "one flat map; look for a stray coordinate, or measure geodesic distances"
    case .cannotProject(let index, let coordinate, let crs):
      return "coordinate \(index) (longitude \(coordinate.longitude), latitude "
        + "\(coordinate.latitude)) has no place on the map \(crs); mend the coordinate, or give a "
        + "CRS made for that region"
    case .cannotUnproject(let index, let point, let crs):
      return "point \(index) (x \(point.x), y \(point.y)) is off the map \(crs); mend the point, "
        + "or give the CRS that it was made in"
    case .notAvailable(let reason):
      return "PROJ cannot be used (\(reason)); install the packages libproj-dev and proj-data"
    }
  }
}
