/// A JSON value that keeps what was read: the order of members and the text of numbers.
public enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)
}

extension JSONValue {
  /// A whole number.
  public static func integer(_ value: some BinaryInteger) -> JSONValue {
    .number(JSONNumber(value))
  }

  /// A number as Swift prints it, or null where it is NaN or infinite: JSON has neither.
  public static func double(_ value: Double) -> JSONValue {
    JSONNumber(value).map(JSONValue.number) ?? .null
  }

  /// A number rounded to so many decimals, or null where it is NaN or infinite.
  public static func double(_ value: Double, decimals: Int) -> JSONValue {
    JSONNumber(value, decimals: decimals).map(JSONValue.number) ?? .null
  }

  /// A string, or null for nil.
  public static func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }

  public var stringValue: String? {
    if case .string(let value) = self { value } else { nil }
  }
  public var boolValue: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }
  public var doubleValue: Double? {
    if case .number(let value) = self { value.double } else { nil }
  }
  public var arrayValue: [JSONValue]? {
    if case .array(let value) = self { value } else { nil }
  }
  public var objectValue: JSONObject? {
    if case .object(let value) = self { value } else { nil }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral, ExpressibleByNilLiteral,
  ExpressibleByDictionaryLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(integerLiteral value: Int) { self = .integer(value) }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  public init(nilLiteral: ()) { self = .null }
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    var object = JSONObject()
    for (name, value) in elements { object[name] = value }
    self = .object(object)
  }
}
