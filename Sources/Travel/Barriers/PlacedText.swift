public import Geography

/// A message that names places on the map, which whoever shows it writes in their own coordinates.
///
///     let text: PlacedText = "the fence ends at \(at: end); draw it on"
///     text.description            // the fence ends at (12, 40.5); draw it on
///     text.text { degrees(of: $0) }
public struct PlacedText: Hashable, Sendable, ExpressibleByStringInterpolation,
  CustomStringConvertible
{
  fileprivate enum Part: Hashable, Sendable {
    case text(String)
    case place(PlanarPoint)
  }

  private var parts: [Part]

  public init(stringLiteral text: String) { parts = [.text(text)] }

  public init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var parts: [Part] = []

    public init(literalCapacity: Int, interpolationCount: Int) {}

    public mutating func appendLiteral(_ text: String) { parts.append(.text(text)) }

    public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      parts.append(.text(value.description))
    }

    public mutating func appendInterpolation(_ text: PlacedText) { parts += text.parts }

    public mutating func appendInterpolation(at place: PlanarPoint) { parts.append(.place(place)) }
  }

  /// The message with its places as `write` gives them.
  public func text(_ write: (PlanarPoint) -> String) -> String {
    parts.reduce(into: "") { text, part in
      switch part {
      case .text(let words): text += words
      case .place(let place): text += write(place)
      }
    }
  }

  /// The message with its places in metres, to a decimetre.
  public var description: String { text { "(\(Self.decimetres($0.x)), \(Self.decimetres($0.y)))" } }

  static func + (a: PlacedText, b: PlacedText) -> PlacedText { "\(a)\(b)" }

  private static func decimetres(_ value: Double) -> String {
    let text = "\((value * 10).rounded() / 10 + 0)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension [PlacedText] {
  /// The texts one behind the other.
  func joined(separator: String) -> PlacedText {
    guard var all = first else { return "" }
    for text in dropFirst() { all = "\(all)\(separator)\(text)" }
    return all
  }
}
