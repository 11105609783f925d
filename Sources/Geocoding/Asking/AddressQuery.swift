/// An address to be looked up: on one line, or in the parts that a table has.
public struct AddressQuery: Hashable, Sendable {
  /// The whole address, or the street of it where the other parts are given apart.
  public var text: String
  /// The house number, where it stands apart.
  public var number: String?
  public var city: String?
  public var postcode: String?
  /// The number of the city in an official register, such as INSEE's.
  public var cityCode: String?

  /// An address on one line, in the order of any country.
  public init(_ text: String) { self.text = text }

  /// An address in parts; what is nil or empty is looked for in `street`.
  public init(
    street: String, number: String?, city: String? = nil, postcode: String? = nil,
    cityCode: String? = nil
  ) {
    text = street
    self.number = number
    self.city = city
    self.postcode = postcode
    self.cityCode = cityCode
  }
}
