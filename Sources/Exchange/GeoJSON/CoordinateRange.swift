/// Tells degrees from what cannot be degrees.
enum CoordinateRange {
  struct Problem {
    /// Whether the latitude is at fault, else the longitude.
    var isLatitude: Bool
    var problem: String
    var remedy: String
  }

  /// What is wrong with a pair of degrees; nil where nothing is.
  static func problem(longitude: Double, latitude: Double) -> Problem? {
    guard longitude.magnitude > 180 || latitude.magnitude > 90 else { return nil }
    if latitude.magnitude > 90, latitude.magnitude <= 180, longitude.magnitude <= 90 {
      return Problem(
        isLatitude: true, problem: "is no latitude",
        remedy: "latitude and longitude look swapped: put longitude first, or give --swap")
    }
    let isLatitude = longitude.magnitude <= 180
    let problem = isLatitude ? "is no latitude" : "is no longitude"
    if longitude.magnitude > 720 || latitude.magnitude > 720 {
      return Problem(
        isLatitude: isLatitude, problem: problem + " in degrees",
        remedy: "these look like projected metres: name their system with --crs, "
          + "such as EPSG:23700, or give --crs planar")
    }
    return Problem(
      isLatitude: isLatitude, problem: problem,
      remedy: isLatitude
        ? "it must lie between -90 and 90"
        : "it must lie between -180 and 180: beyond the antimeridian "
          + (longitude > 0 ? "subtract 360" : "add 360"))
  }
}
