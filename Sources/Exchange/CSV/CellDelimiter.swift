/// What may stand between the cells of a table.
enum CellDelimiter {
  /// Comma, semicolon, tab and pipe, the likeliest first.
  static let all: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]

  /// What messages call one of them.
  static func name(of delimiter: UInt8) -> String {
    switch delimiter {
    case 0x3B: "semicolon"
    case 0x09: "tab"
    case 0x7C: "pipe"
    default: "comma"
    }
  }

  /// The fault of a row that has more or fewer cells than the header has columns.
  static func ragged(
    cells: Int, columns: Int, delimiter: UInt8
  ) -> (problem: String, remedy: String) {
    let remedy =
      cells < columns
      ? "add the missing cells, empty if need be"
      : columns == 1
        ? "take the lines above the names of the columns out"
        : "put cells with a \(name(of: delimiter)) in them in double quotes"
    return (
      "the row has \(Count.of(cells, "cell")) but the header has \(Count.of(columns, "column"))",
      remedy
    )
  }
}
