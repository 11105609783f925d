/// Whether the first line of a table names its columns.
package enum HeaderRule: Hashable, Sendable {
  /// It does, unless it holds values of the same kinds as the lines below it.
  case automatic
  case present
  case absent
}

/// Tells values from names in the first line of a table.
struct HeaderGuess {
  /// The cells of the first line, without spaces around them.
  let first: [String]
  /// Those of some lines below it.
  let rest: [[String]]
  /// Reads a cell as a number of this table.
  let number: (String) -> Double?

  /// Whether the first line is a row like the others: a number in every column of numbers, words in the
  /// columns of words.
  ///
  /// Years and numbers of columns (0, 1, 2, …) are names though they are numbers.
  var isRow: Bool {
    let numbers = first.indices.filter { number(first[$0]) != nil }
    guard !numbers.isEmpty, !isNumbering(numbers), !areYears(numbers) else { return false }
    let words = first.indices.filter { !first[$0].isEmpty && number(first[$0]) == nil }
    guard words.allSatisfy({ !Self.isUsualName(first[$0]) }) else { return false }
    guard !rest.isEmpty else { return words.isEmpty }
    return first.indices.allSatisfy { column in
      let below = rest.compactMap { $0.indices.contains(column) ? $0[column] : nil }
        .filter { !$0.isEmpty }
      let found = below.count { number($0) != nil }
      if first[column].isEmpty || below.isEmpty { return true }
      return number(first[column]) != nil ? found > 0 : found < below.count
    }
  }

  private static func isUsualName(_ cell: String) -> Bool {
    let name = ColumnNames.folded(cell)
    return ColumnRole.allCases.contains { role in
      ColumnNames.aliases(of: role, .geographic).contains(name)
    }
  }

  /// Whether the numbers count the columns, as programs name columns that have no names.
  private func isNumbering(_ columns: [Int]) -> Bool {
    let values = columns.compactMap { number(first[$0]) }
    guard let start = values.first, start == 0 || start == 1 && values.count > 3 else {
      return false
    }
    let counts = values.enumerated().allSatisfy { $0.element == start + Double($0.offset) }
    return counts && (values.count > 1 || columns.count < first.count)
  }

  private func areYears(_ columns: [Int]) -> Bool {
    let years = 1000.0...2999
    func isYear(_ value: Double) -> Bool { value.rounded() == value && years.contains(value) }
    let values = columns.compactMap { number(first[$0]) }
    guard values.allSatisfy(isYear), values.count > 1 || columns.count < first.count else {
      return false
    }
    let steps = zip(values, values.dropFirst()).map { $1 - $0 }
    guard steps.allSatisfy({ $0 > 0 && $0 == steps[0] }) else { return false }
    return columns.contains { column in
      rest.contains { row in
        guard row.indices.contains(column), let value = number(row[column]) else { return false }
        return !isYear(value)
      }
    }
  }
}
