import Exchange

/// One column that points are compared by, as it was read.
enum FeatureColumn: Sendable {
  /// NaN where a cell is blank.
  case numbers(name: String, values: [Double])
  /// Words with an order, as their ranks from 0; NaN where a cell is blank.
  case ranks(name: String, values: [Double], levels: [String])
  /// Words as numbers of levels, in the order of the alphabet; −1 where a cell is blank.
  case words(name: String, codes: [Int], levels: [String])

  var name: String {
    switch self {
    case .numbers(let name, _), .ranks(let name, _, _), .words(let name, _, _): name
    }
  }

  func isMissing(_ row: Int) -> Bool {
    switch self {
    case .numbers(_, let values), .ranks(_, let values, _): values[row].isNaN
    case .words(_, let codes, _): codes[row] < 0
    }
  }
}

/// Reads columns of a table as numbers, ranks or words, and keeps all faults.
struct FeatureReader {
  let table: TableFile
  private(set) var faults: [DataFault] = []

  init(_ table: TableFile) { self.table = table }

  /// Whether most of the first cells that are filled hold numbers.
  func looksNumeric(_ column: Int) -> Bool {
    var numbers = 0
    var filled = 0
    for row in 0..<table.rowCount {
      if table.number(row, column) != nil {
        numbers += 1
        filled += 1
      } else if let text = table.text(row, column), !GapWord.isGap(text) {
        filled += 1
        if Self.isNoNumber(text) { numbers += 1 }
      }
      if filled == 1000 { break }
    }
    return filled > 0 && 2 * numbers >= filled
  }

  /// What programs write where they have no number: a fault of a column of numbers, not a word.
  private static func isNoNumber(_ text: String) -> Bool {
    ["inf", "infinity", "-inf", "-infinity", "+inf"].contains(text.lowercased())
  }

  mutating func numbers(_ column: Int) -> FeatureColumn {
    let name = table.columns[column]
    let count = table.rowCount
    var wrong: [Int] = []
    let values = [Double](unsafeUninitializedCapacity: count) { values, filled in
      for row in 0..<count {
        var value = Double.nan
        if let number = table.number(row, column) {
          value = number
        } else if !table.isGap(row, column) {
          wrong.append(row)
        }
        values.initializeElement(at: row, to: value)
      }
      filled = count
    }
    for row in wrong {
      let text = table.text(row, column) ?? ""
      let remedy =
        Self.isNoNumber(text)
        ? "leave the cell empty and choose --missing, or mend it"
        : "write a number, or leave the cell empty and choose --missing"
      faults.append(
        table.fault(row: row, column: column, value: text, "is not a finite number", remedy))
    }
    return .numbers(name: name, values: values)
  }

  mutating func words(_ column: Int, levels known: [String]? = nil) -> FeatureColumn {
    var texts: [String?] = []
    texts.reserveCapacity(table.rowCount)
    for row in 0..<table.rowCount {
      texts.append(table.isGap(row, column) ? nil : table.text(row, column))
    }
    let levels = known ?? Set(texts.compactMap { $0 }).sorted()
    let codes = Dictionary(uniqueKeysWithValues: zip(levels, 0...))
    let found = texts.map { text in text.map { codes[$0] ?? -2 } ?? -1 }
    for (row, code) in found.enumerated() where code == -2 {
      faults.append(
        table.fault(
          row: row, column: column, value: texts[row], "is none of the words known for this column",
          "use one of \(levels.prefix(12).joined(separator: ", "))"))
    }
    return .words(name: table.columns[column], codes: found.map { max(-1, $0) }, levels: levels)
  }

  mutating func ranks(_ column: Int, levels: [String]) -> FeatureColumn {
    guard case .words(let name, let codes, _) = words(column, levels: levels) else {
      preconditionFailure("words are read as words")
    }
    return .ranks(
      name: name, values: codes.map { $0 < 0 ? .nan : Double($0) }, levels: levels)
  }
}
