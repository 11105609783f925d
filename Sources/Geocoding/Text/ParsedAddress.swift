/// An address in its parts, as far as they can be told without knowing any street.
public struct ParsedAddress: Hashable, Sendable {
  public var street = ""
  /// As it is written: `12 bis`, `60; 62`.
  public var number = ""
  public var unit = ""
  public var postcode = ""
  public var city = ""

  public init() {}
}
