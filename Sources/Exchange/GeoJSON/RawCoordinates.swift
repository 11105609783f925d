/// What a member `coordinates` holds, before the type of its geometry is known.
enum RawCoordinates {
  case empty
  case position(Position)
  case positions([Position])
  case lists([RawCoordinates])
  /// Something that no geometry has.
  case bad(value: String?, problem: String, remedy: String?)
}

extension JSONScanner {
  /// Reads nested lists of numbers; what is JSON but no coordinates becomes `.bad`.
  mutating func coordinates() throws(DataFault) -> RawCoordinates {
    guard peek() == 0x5B else {
      return .bad(
        value: Self.text(of: try value()), problem: "is no list of coordinates", remedy: nil)
    }
    try open(0x5B, "coordinates")
    switch peek() {
    case 0x5B: return try nestedCoordinates()
    case 0x5D:
      var isFirst = true
      _ = try hasNext(0x5D, isFirst: &isFirst)
      return .empty
    default: return try position()
    }
  }

  private mutating func nestedCoordinates() throws(DataFault) -> RawCoordinates {
    var positions: [Position] = []
    var lists: [RawCoordinates] = []
    var bad: RawCoordinates?
    var isFirst = true
    while try hasNext(0x5D, isFirst: &isFirst) {
      switch try coordinates() {
      case .position(let position): positions.append(position)
      case .bad(let value, let problem, let remedy):
        bad = bad ?? .bad(value: value, problem: problem, remedy: remedy)
      case let list: lists.append(list)
      }
    }
    if let bad { return bad }
    if lists.isEmpty { return .positions(positions) }
    guard positions.isEmpty else {
      return .bad(
        value: nil, problem: "positions and lists of positions are mixed in the coordinates",
        remedy: nil)
    }
    return .lists(lists)
  }

  /// Reads the numbers of a position; its bracket is taken already.
  private mutating func position() throws(DataFault) -> RawCoordinates {
    var x = 0.0
    var y = 0.0
    var z: Double?
    var count = 0
    var bad: RawCoordinates?
    var isFirst = true
    while try hasNext(0x5D, isFirst: &isFirst) {
      guard let byte = peek(), byte == 0x2D || byte &- 0x30 < 10 else {
        let value = Self.text(of: try value())
        bad =
          bad
          ?? .bad(
            value: value, problem: "is not a coordinate",
            remedy: "write numbers without quotes, such as [19.04, 47.5]")
        continue
      }
      let text = try number()
      let number = DecimalReader.double(text) ?? .infinity
      if !number.isFinite {
        bad =
          bad
          ?? .bad(
            value: String(decoding: text, as: UTF8.self), problem: "is too large for a coordinate",
            remedy: nil)
      }
      switch count {
      case 0: x = number
      case 1: y = number
      case 2: z = number
      default: break
      }
      count += 1
    }
    if let bad { return bad }
    guard count >= 2 else {
      return .bad(
        value: nil, problem: "a position has \(count) number\(count == 1 ? "" : "s")",
        remedy: "it needs two, such as [19.04, 47.5]")
    }
    return .position(Position(x: x, y: y, z: z))
  }

  private static func text(of value: JSONValue) -> String {
    if case .string(let text) = value { return text }
    return String(decoding: JSON.encode(value), as: UTF8.self)
  }
}
