package import Geography

/// A student who does not exist: a made-up home in a real district.
package struct GeneratedStudent: Hashable, Sendable {
  /// `S00001` and so on, in the order of the districts.
  package var id: String
  /// Degrees, rounded to six decimals (about 0.1 m).
  package var home: GeoCoordinate
  /// The id of the district.
  package var district: String
  package var weight: Int

  package init(id: String, home: GeoCoordinate, district: String, weight: Int = 1) {
    self.id = id
    self.home = home
    self.district = district
    self.weight = weight
  }
}
