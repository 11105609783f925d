public import Travel

/// Distances between rows whose columns are numbers, ranks and names, from 0 to 1: a place is the
/// number of a row.
///
/// The mean over the columns in which both rows have a value: 0 for the same, 1 for the two ends
/// of a range or for different names. J. C. Gower, "A General Coefficient of Similarity and Some of
/// Its Properties", Biometrics 27 (1971), <https://doi.org/10.2307/2528823>. Two rows without a
/// column in common are as far apart as can be, 1.
public struct GowerDistance: DistanceProvider {
  public let rowCount: Int
  private let columns: Int
  /// Row after row: numbers and ranks as shares of their range, names as whole numbers; NaN where a
  /// value is missing.
  private let values: [Double]
  private let isNamed: [Bool]
  private let weights: [Double]

  /// Measures between the rows of the columns.
  ///
  /// - Parameters:
  ///   - columns: At least one, all of the same length.
  ///   - weights: How much each column counts, from 0 up; nil for 1 each.
  ///   - ranges: The range of each column, of ranks as numbers, beyond which nothing is farther than
  ///     its ends are from each other; nil, also for single columns, for that of its values.
  /// - Throws: ``ClusteringError`` for no columns or rows, columns of different lengths, a number that
  ///   is not finite, and weights that do not fit.
  public init(
    _ columns: [MixedColumn], weights: [Double]? = nil, ranges: [ClosedRange<Double>?]? = nil
  ) throws(ClusteringError) {
    guard let first = columns.first, first.count > 0 else { throw .noPoints }
    let width = columns.count
    let weights = weights ?? Array(repeating: 1, count: width)
    guard weights.count == width else { throw .weightCount(count: weights.count, rows: width) }
    for (column, weight) in weights.enumerated() where !(weight >= 0 && weight < .infinity) {
      throw .badWeight(row: column, weight: weight)
    }
    precondition(ranges.map { $0.count == width } ?? true, "a range per column")
    var values = [Double](repeating: .nan, count: first.count * width)
    var isNamed = [Bool](repeating: false, count: width)
    for (number, column) in columns.enumerated() {
      guard column.count == first.count else {
        throw .rowLength(row: number, count: column.count, expected: first.count)
      }
      let numbers: [Double?]
      switch column {
      case .numeric(let given):
        for (row, value) in given.enumerated() {
          if let value, !value.isFinite { throw .notFinite(row: row, column: number, value: value) }
        }
        numbers = Self.shares(given, of: ranges?[number])
      case .ordinal(let ranks):
        numbers = Self.shares(ranks.map { $0.map(Double.init) }, of: ranges?[number])
      case .categorical(let names):
        isNamed[number] = true
        var codes: [String: Double] = [:]
        numbers = names.map { name in
          name.map { name in
            let code = codes[name] ?? Double(codes.count)
            codes[name] = code
            return code
          }
        }
      }
      for (row, value) in numbers.enumerated() { values[row * width + number] = value ?? .nan }
    }
    rowCount = first.count
    self.columns = width
    self.values = values
    self.isNamed = isNamed
    self.weights = weights
  }

  /// All rows.
  public var places: [Int] { Array(0..<rowCount) }

  public func distance(from origin: Int, to destination: Int) -> Double {
    if origin == destination { return 0 }
    var sum = 0.0
    var weight = 0.0
    for column in 0..<columns {
      let one = values[origin * columns + column]
      let other = values[destination * columns + column]
      if one.isNaN || other.isNaN { continue }
      weight += weights[column]
      let difference = isNamed[column] ? (one == other ? 0 : 1) : min(1, abs(one - other))
      sum += weights[column] * difference
    }
    return weight > 0 ? min(1, sum / weight) : 1
  }

  public func lowerBound(from origin: Int, to destination: Int) -> Double {
    distance(from: origin, to: destination)
  }

  private static func shares(_ values: [Double?], of given: ClosedRange<Double>?) -> [Double?] {
    let known = given.map { [$0.lowerBound, $0.upperBound] } ?? values.compactMap { $0 }
    guard let least = known.min(), let most = known.max(), most > least else {
      return values.map { $0.map { _ in 0 } }
    }
    // Halves where the range of huge numbers would not be finite.
    let part = max(least.magnitude, most.magnitude) > 0x1p1000 ? 0.5 : 1
    let range = most * part - least * part
    return values.map { $0.map { ($0 * part - least * part) / range } }
  }
}
