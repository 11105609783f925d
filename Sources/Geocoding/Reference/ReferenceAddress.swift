/// One address of a reference, as its file writes it.
public struct ReferenceAddress: Hashable, Sendable {
  public var street: String
  /// `12`, `12 bis`, `60; 62`; empty where the file has none.
  public var number: String
  /// Empty where the file has none.
  public var city: String
  /// Empty where the file has none.
  public var postcode: String
  /// The number of the city in an official register, such as INSEE's; empty where the file has none.
  public var cityCode: String
  /// Degrees.
  public var longitude: Double
  /// Degrees.
  public var latitude: Double

  public init(
    street: String, number: String, city: String = "", postcode: String = "",
    cityCode: String = "", longitude: Double, latitude: Double
  ) {
    self.street = street
    self.number = number
    self.city = city
    self.postcode = postcode
    self.cityCode = cityCode
    self.longitude = longitude
    self.latitude = latitude
  }
}
