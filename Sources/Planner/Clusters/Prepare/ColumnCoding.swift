/// How one column becomes numbers to be compared, and back.
///
/// A number *v* becomes (*v* ÷ 2^``exponent`` − ``shift``) ÷ ``scale``; a word becomes one column per level, 1 where
/// it is that word and 0 elsewhere.
struct ColumnCoding: Hashable, Sendable {
  enum Kind: String, Hashable, Sendable {
    case numbers, ranks, words
  }

  var name: String
  var kind: Kind
  var levels: [String] = []
  /// What stands for a missing value: a number, or a level; nil where rows are left out instead.
  var fill: Double?
  var shift = 0.0
  var scale = 1.0
  /// Values are divided by 2 to this power first, which rounds nothing; 0 but for values so small or so
  /// large that squares of their differences would vanish or overflow.
  var exponent = 0

  /// How many numbers a cell becomes.
  var width: Int { kind == .words ? levels.count : 1 }

  /// What those numbers are called in tables of centers.
  var names: [String] {
    kind == .words ? levels.map { "\(name)=\($0)" } : [name]
  }

  func coded(_ value: Double) -> Double { (inUnits(value) - shift) / scale }

  func plain(_ coded: Double) -> Double {
    guard kind != .words else { return coded }
    let value = coded * scale + shift
    return exponent == 0 ? value : Double(sign: .plus, exponent: exponent, significand: value)
  }

  /// A value of the file divided by the power of two.
  func inUnits(_ value: Double) -> Double {
    exponent == 0 ? value : Double(sign: .plus, exponent: -exponent, significand: value)
  }
}

extension [ColumnCoding] {
  var width: Int { reduce(0) { $0 + $1.width } }

  /// The rows as numbers, row after row.
  ///
  /// - Parameters:
  ///   - features: The columns, in the order of the codings.
  ///   - rows: Which rows, in their order.
  /// - Returns: As many numbers for each row as ``width`` says.
  /// - Complexity: O(rows × width)
  func matrix(_ features: [FeatureColumn], rows: some RandomAccessCollection<Int>) -> [Double] {
    let width = width
    return [Double](unsafeUninitializedCapacity: rows.count * width) { values, count in
      values.initialize(repeating: 0)
      var start = 0
      for (coding, feature) in zip(self, features) {
        switch feature {
        case .numbers(_, let cells), .ranks(_, let cells, _):
          let fill = coding.fill ?? 0
          cells.withUnsafeBufferPointer { cells in
            for (place, row) in rows.enumerated() {
              let value = cells[row]
              values[place * width + start] = coding.coded(value.isNaN ? fill : value)
            }
          }
        case .words(_, let codes, _):
          for (place, row) in rows.enumerated() {
            let code = codes[row] >= 0 ? codes[row] : coding.fill.flatMap { Int(exactly: $0) } ?? -1
            if code >= 0 { values[place * width + start + code] = 1 }
          }
        }
        start += coding.width
      }
      count = rows.count * width
    }
  }

  /// A row of numbers in the units of the file.
  func plain(_ row: some Collection<Double>) -> [Double] {
    var plain: [Double] = []
    var numbers = row.makeIterator()
    for coding in self {
      for _ in 0..<coding.width { plain.append(coding.plain(numbers.next() ?? .nan)) }
    }
    return plain
  }
}
