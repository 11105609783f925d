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
}
