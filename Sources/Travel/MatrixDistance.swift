/// Somebody else's numbers: a table of distances between labelled places.
///
///     let matrix = try MatrixDistance(
///       labels: ["home", "school"], values: [0, 1200, 1350, 0])
///     if let home = matrix.place(labelled: "home"), let school = matrix.place(labelled: "school") {
///       print(matrix.distance(from: home, to: school))  // 1200.0
///     }
///
/// A place is its number in ``labels``. Numbers may differ in the two directions and may be
/// anything that adds up, such as seconds. Places cannot be moved.
public struct MatrixDistance: DistanceProvider {
  /// All places: those to start from, then those that are only gone to.
  public let labels: [String]
  /// How many pairs of a place to start from and another to go to have no distance or an infinite
  /// one.
  public let missingPairs: Int
  public let isSymmetric: Bool

  private let numbers: [String: Int]
  /// The row of each place that one can start from.
  private let rowOfPlace: [Int?]
  private let columnOfPlace: [Int?]
  private let columns: Int
  /// Row after row, by origin.
  private let values: [Double]

  /// Distances between places of one kind.
  ///
  /// - Parameters:
  ///   - labels: *n* names, each once.
  ///   - values: *n* × *n* numbers, row after row: a row holds the distances *from* its place.
  ///     `.infinity` where there is no way.
  /// - Throws: ``MatrixError`` for a label that comes twice, a wrong number of values, a value that
  ///   is negative or NaN.
  public init(labels: [String], values: [Double]) throws(MatrixError) {
    try self.init(origins: labels, destinations: labels, values: values)
  }

  /// Distances from places of one kind to places of another, such as homes and schools.
  ///
  /// A label that is on both sides is one place, at no distance from itself where the table has no
  /// number for that.
  ///
  /// - Parameters:
  ///   - origins: *n* names, each once; a row each.
  ///   - destinations: *m* names, each once; a column each.
  ///   - values: *n* × *m* numbers, row after row; `.infinity` where there is no way.
  ///   - apart: More places, which no way leads to or from where they are not among the others.
  /// - Throws: ``MatrixError``, as above.
  public init(
    origins: [String], destinations: [String], values: [Double], apart: [String] = []
  ) throws(MatrixError) {
    guard values.count == origins.count * destinations.count else {
      throw .wrongCount(
        rows: origins.count, columns: destinations.count, values: values.count)
    }
    let rows = try Self.numbered(origins)
    let columns = try Self.numbered(destinations)
    for (index, value) in values.enumerated() where !(value >= 0) {
      let from = origins[index / destinations.count]
      let to = destinations[index % destinations.count]
      throw value.isNaN
        ? .notANumber(from: from, to: to) : .negative(from: from, to: to, value: value)
    }
    var others: Set<String> = []
    labels =
      origins + destinations.filter { rows[$0] == nil }
      + apart.filter {
        rows[$0] == nil && columns[$0] == nil && others.insert($0).inserted
      }
    numbers = Dictionary(uniqueKeysWithValues: zip(labels, 0...))
    rowOfPlace = labels.map { rows[$0] }
    columnOfPlace = labels.map { columns[$0] }
    self.columns = destinations.count
    self.values = values
    missingPairs = values.indices.count { index in
      values[index] == .infinity
        && origins[index / destinations.count] != destinations[index % destinations.count]
    }
    isSymmetric = Self.isSymmetric(
      rowOfPlace: rowOfPlace, columnOfPlace: columnOfPlace, columns: self.columns, values: values)
  }

  /// Distances from a list of pairs; pairs that are not in it have no way between them.
  ///
  /// - Throws: ``MatrixError/pairGivenTwice(from:to:)``, or the fault of a value.
  public init(entries: [MatrixEntry]) throws(MatrixError) {
    var rows: [String: Int] = [:]
    var columns: [String: Int] = [:]
    var origins: [String] = []
    var destinations: [String] = []
    for entry in entries {
      if rows.updateValue(rows[entry.from] ?? origins.count, forKey: entry.from) == nil {
        origins.append(entry.from)
      }
      if columns.updateValue(columns[entry.to] ?? destinations.count, forKey: entry.to) == nil {
        destinations.append(entry.to)
      }
    }
    var values = Array(repeating: Double.infinity, count: origins.count * destinations.count)
    for place in origins {
      if let row = rows[place], let column = columns[place] {
        values[row * destinations.count + column] = 0
      }
    }
    var given = Set<Int>()
    for entry in entries {
      guard let row = rows[entry.from], let column = columns[entry.to] else { continue }
      let index = row * destinations.count + column
      guard given.insert(index).inserted else {
        throw .pairGivenTwice(from: entry.from, to: entry.to)
      }
      values[index] = entry.distance
    }
    try self.init(origins: origins, destinations: destinations, values: values)
  }

  /// The number of the place with that label; nil where there is none.
  public func place(labelled label: String) -> Int? { numbers[label] }

  public func distance(from origin: Int, to destination: Int) -> Double {
    guard let row = rowOfPlace[origin], let column = columnOfPlace[destination] else {
      return origin == destination ? 0 : .infinity
    }
    return values[row * columns + column]
  }

  public func lowerBound(from origin: Int, to destination: Int) -> Double {
    distance(from: origin, to: destination)
  }

  private static func numbered(_ labels: [String]) throws(MatrixError) -> [String: Int] {
    var numbers: [String: Int] = [:]
    for (index, label) in labels.enumerated() {
      if let first = numbers.updateValue(index, forKey: label) {
        throw .duplicateLabel(label, first: first, second: index)
      }
    }
    return numbers
  }

  private static func isSymmetric(
    rowOfPlace: [Int?], columnOfPlace: [Int?], columns: Int, values: [Double]
  ) -> Bool {
    for (place, pair) in zip(rowOfPlace, columnOfPlace).enumerated() {
      guard let row = pair.0, let column = pair.1 else { return false }
      for other in 0..<place {
        guard let otherRow = rowOfPlace[other], let otherColumn = columnOfPlace[other],
          values[row * columns + otherColumn] == values[otherRow * columns + column]
        else { return false }
      }
    }
    return true
  }
}

/// One number of a list of pairs.
public struct MatrixEntry: Hashable, Sendable {
  public var from: String
  public var to: String
  /// Metres, or whatever else is to be added up; `.infinity` where there is no way.
  public var distance: Double

  public init(from: String, to: String, distance: Double) {
    self.from = from
    self.to = to
    self.distance = distance
  }
}
