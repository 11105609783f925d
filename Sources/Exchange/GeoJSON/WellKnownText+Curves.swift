/// Curves of well-known text (ISO 13249-3), which become lines.
extension WellKnownText.Reader {
  /// Positions of a curve whose kind has been read.
  mutating func curve(_ kind: String) throws(GeometryFault) -> [Position] {
    switch kind {
    case "", "LINESTRING": return try positions()
    case "CIRCULARSTRING": return try arcs()
    case "COMPOUNDCURVE":
      let parts = try list { (reader) throws(GeometryFault) in try reader.part() }
      var all: [Position] = []
      for part in parts {
        // Where one part ends the next begins.
        let isJoined = all.last.map { last in
          part.first.map { $0.x == last.x && $0.y == last.y } ?? false
        }
        all += isJoined ?? false ? Array(part.dropFirst()) : part
      }
      return all
    default:
      throw GeometryFault(
        value: kind, problem: "is no line",
        remedy: "write positions in brackets, CIRCULARSTRING (…) or COMPOUNDCURVE (…)")
    }
  }

  /// A part of a curve, a ring or a line: with its kind before it, or positions alone.
  private mutating func part() throws(GeometryFault) -> [Position] {
    let kind = next == 0x28 ? "" : plainWord()
    if try takeEmpty() { return [] }
    return try curve(kind)
  }

  mutating func curves() throws(GeometryFault) -> [[Position]] {
    try list { (reader) throws(GeometryFault) in try reader.part() }
  }

  mutating func surfaces() throws(GeometryFault) -> [[[Position]]] {
    try list { (reader) throws(GeometryFault) in
      let kind = reader.next == 0x28 ? "" : reader.plainWord()
      if try reader.takeEmpty() { return [] }
      switch kind {
      case "", "POLYGON": return try reader.lists()
      case "CURVEPOLYGON": return try reader.curves()
      default:
        throw GeometryFault(
          value: kind, problem: "is no area", remedy: "write rings in brackets, or CURVEPOLYGON (…)"
        )
      }
    }
  }

  /// A kind without the letters for heights and measures.
  private mutating func plainWord() -> String {
    var kind = word()
    for ending in ["ZM", "Z", "M"] where kind.hasSuffix(ending) {
      kind.removeLast(ending.count)
      break
    }
    // They may stand alone.
    if next != 0x28 {
      let before = offset
      if !["Z", "M", "ZM"].contains(word()) { offset = before }
    }
    return kind
  }

  private mutating func takeEmpty() throws(GeometryFault) -> Bool {
    guard next != 0x28 else { return false }
    guard word() == "EMPTY" else {
      throw GeometryFault(problem: "cannot be read as a place", remedy: "write POINT (19.04 47.5)")
    }
    return true
  }

  /// A row of arcs: each has a beginning, a position on the way, and an end where the next begins.
  private mutating func arcs() throws(GeometryFault) -> [Position] {
    let controls = try positions()
    guard controls.count >= 3, !controls.count.isMultiple(of: 2) else {
      throw GeometryFault(
        problem: "a row of arcs has \(controls.count) positions, which make no whole arcs",
        remedy: "an arc has three positions, each further one two more")
    }
    let hasHeights = controls.allSatisfy { $0.z != nil }
    let stride = hasHeights ? 3 : 2
    let numbers = controls.flatMap { hasHeights ? [$0.x, $0.y, $0.z ?? .nan] : [$0.x, $0.y] }
    var line = Array(numbers[..<stride])
    for start in Swift.stride(from: 0, to: controls.count - 1, by: 2) {
      CircularArc(numbers[(start * stride)..<((start + 3) * stride)], stride: stride).add(to: &line)
    }
    return Swift.stride(from: 0, to: line.count, by: stride).map { place in
      Position(x: line[place], y: line[place + 1], z: hasHeights ? line[place + 2] : nil)
    }
  }
}
