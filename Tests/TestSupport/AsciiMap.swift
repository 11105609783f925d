public import Geography

/// A map drawn with letters and digits: every one of them is a place, everything else decoration.
///
/// North is up; one column is as wide as one row is high.
///
///     let map = AsciiMap("""
///       p  A  q
///          |
///          B
///       """, metres: 100)
///     map["A"]  // 200 m north of map["B"]
public struct AsciiMap {
  private var places: [Character: PlanarPoint] = [:]

  public init(_ drawing: String, metres: Double = 100) {
    let rows = drawing.split(separator: "\n", omittingEmptySubsequences: false)
    for (row, line) in rows.enumerated() {
      for (column, character) in line.enumerated() where character.isLetter || character.isNumber {
        precondition(places[character] == nil, "the map has two places \(character)")
        places[character] = PlanarPoint(
          Double(column) * metres, Double(rows.count - 1 - row) * metres)
      }
    }
  }

  public subscript(name: Character) -> PlanarPoint {
    guard let place = places[name] else { preconditionFailure("the map has no place \(name)") }
    return place
  }

  /// The places of a line, as in `"ABC"`.
  public func line(_ names: String) -> [PlanarPoint] { names.map { self[$0] } }
}
