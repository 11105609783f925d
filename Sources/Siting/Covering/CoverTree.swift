import Clustering

/// Whether some columns of a covering problem cover all rows.
enum CoverAnswer: Equatable, Sendable {
  case covered(by: [Int])
  /// So many columns do not do, and that is proven.
  case impossible
  /// The budget was spent before one or the other was found.
  case unknown
}

/// Decides whether a number of columns covers all rows, by search and by proof.
///
/// What decides itself is taken out (``CoverReduction``), prices show what is impossible or needless
/// (``CoverBound``), swaps look for a cover (``CoverSwaps``), parts that share no column are decided
/// one by one, and what stays undecided is split by the columns of the row that has fewest.
struct CoverTree {
  private let shouldStop: () -> Bool
  /// Cells to look at before giving up.
  private let budget: Int
  private(set) var work = 0
  private let searches: Bool
  private let seed: UInt64

  /// - Parameters:
  ///   - seed: Where the random numbers of the search start.
  ///   - budget: How many cells of the problem, and of what it is split into, to look at.
  ///   - searches: Whether to look for a cover by swaps before splitting.
  ///   - shouldStop: Asked now and then; true gives up.
  init(seed: UInt64, budget: Int, searches: Bool = true, shouldStop: @escaping () -> Bool) {
    self.seed = seed
    self.budget = budget
    self.searches = searches
    self.shouldStop = shouldStop
  }

  /// - Parameters:
  ///   - rows: What to cover.
  ///   - facilities: How many columns may be chosen, `fixed` ones included.
  ///   - fixed: Columns that are chosen in any case.
  /// - Returns: The answer; columns that cover include the fixed ones, and may be fewer.
  mutating func decide(_ rows: CoverRows, facilities: Int, fixed: [Int] = []) -> CoverAnswer {
    guard let reduced = CoverReduction(rows, taken: fixed) else { return .impossible }
    work += rows.columnRows.count
    let answer = decide(reduced, facilities: facilities - fixed.count, prices: nil, depth: 0)
    guard case .covered(let columns) = answer else { return answer }
    return .covered(by: fixed + columns)
  }

  /// The answer for a reduced problem, in the numbers of the problem that it was reduced from.
  private mutating func decide(
    _ reduced: CoverReduction, facilities: Int, prices: [Double]?, depth: Int
  ) -> CoverAnswer {
    let left = facilities - reduced.chosen.count
    if left < 0 { return .impossible }
    if reduced.rest.rowCount == 0 { return .covered(by: reduced.chosen) }
    if left == 0 { return .impossible }
    switch decide(rest: reduced.rest, facilities: left, depth: depth) {
    case .covered(let columns):
      return .covered(by: reduced.chosen + columns.map { reduced.names[$0] })
    case .impossible: return .impossible
    case .unknown: return .unknown
    }
  }

  private mutating func decide(rest rows: CoverRows, facilities: Int, depth: Int) -> CoverAnswer {
    if work > budget || shouldStop() { return .unknown }
    work += rows.columnRows.count + rows.rowCount
    if Self.unrelated(rows).count > facilities { return .impossible }
    let parts = Self.parts(rows)
    if parts.count > 1 { return decide(parts, of: rows, facilities: facilities, depth: depth) }

    var bound = CoverBound(rows, facilities: facilities)
    bound.raise(steps: depth == 0 ? 400 : 60, shouldStop: shouldStop)
    work += bound.work
    if bound.provesImpossible { return .impossible }
    if let cover = bound.cover { return .covered(by: cover) }
    if searches, depth == 0, let cover = search(rows, facilities: facilities) {
      return .covered(by: cover)
    }
    var needless = bound.needless()
    let needed = bound.needed()
    if needless.contains(true) || !needed.isEmpty {
      guard let reduced = CoverReduction(rows, excluded: needless, taken: needed) else {
        return .impossible
      }
      let left = facilities - needed.count
      if reduced.rest.rowCount < rows.rowCount || reduced.rest.columnCount < rows.columnCount {
        let answer = decide(reduced, facilities: left, prices: nil, depth: depth + 1)
        guard case .covered(let columns) = answer else { return answer }
        return .covered(by: needed + columns)
      }
    }
    // Somebody has to cover the row that has fewest columns.
    guard let row = (0..<rows.rowCount).min(by: { rows.size(ofRow: $0) < rows.size(ofRow: $1) })
    else { return .covered(by: []) }
    let columns = rows.columns(of: row).map { Int($0) }
      .sorted { bound.sums[$0] != bound.sums[$1] ? bound.sums[$0] > bound.sums[$1] : $0 < $1 }
    var isUnknown = false
    for column in columns {
      if let reduced = CoverReduction(rows, excluded: needless, taken: [column]) {
        switch decide(reduced, facilities: facilities - 1, prices: nil, depth: depth + 1) {
        case .covered(let others): return .covered(by: [column] + others)
        case .impossible: break
        case .unknown:
          isUnknown = true
          if work > budget || shouldStop() { return .unknown }
        }
      }
      needless[column] = true
    }
    return isUnknown ? .unknown : .impossible
  }

  private mutating func search(_ rows: CoverRows, facilities: Int) -> [Int]? {
    var swaps = CoverSwaps(rows)
    swaps.fill(upTo: facilities)
    var generator = SeededGenerator(seed: seed)
    // A swap looks at the columns of the rows of two columns.
    let cells = rows.columnRows.count
    let swap = max(1, 2 * cells / rows.columnCount * cells / rows.rowCount)
    swaps.run(
      steps: max(200, min(200_000, budget / 4 / swap)), using: &generator, shouldStop: shouldStop)
    work += swaps.work / 4
    return swaps.coversAll ? swaps.chosen : nil
  }

  /// Decides parts that share no column: the numbers that each needs have to add up.
  private mutating func decide(
    _ parts: [[Int]], of rows: CoverRows, facilities: Int, depth: Int
  ) -> CoverAnswer {
    let reductions = parts.compactMap { Self.part($0, of: rows) }
    let least = reductions.map { Self.unrelated($0.rows).count }
    var spare = facilities - least.reduce(0, +)
    if spare < 0 { return .impossible }
    var chosen: [Int] = []
    let order = reductions.indices.sorted {
      (reductions[$0].rows.columnRows.count, $0) < (reductions[$1].rows.columnRows.count, $1)
    }
    for index in order {
      let part = reductions[index]
      var count = least[index]
      search: while true {
        switch decide(rest: part.rows, facilities: count, depth: depth) {
        case .covered(let columns):
          chosen += columns.map { part.names[$0] }
          break search
        case .unknown: return .unknown
        case .impossible:
          guard spare > 0 else { return .impossible }
          spare -= 1
          count += 1
        }
      }
    }
    return .covered(by: chosen)
  }

  /// Rows of which no two have a column in common: each needs a column of its own.
  static func unrelated(_ rows: CoverRows) -> [Int] {
    var used = [Bool](repeating: false, count: rows.columnCount)
    let order = (0..<rows.rowCount).sorted {
      (rows.size(ofRow: $0), $0) < (rows.size(ofRow: $1), $1)
    }
    return order.filter { row in
      let columns = rows.columns(of: row)
      guard !columns.contains(where: { used[Int($0)] }) else { return false }
      for column in columns { used[Int(column)] = true }
      return true
    }
  }

  /// The rows, in parts that have no column in common.
  private static func parts(_ rows: CoverRows) -> [[Int]] {
    var part = [Int](repeating: -1, count: rows.rowCount)
    var seen = [Bool](repeating: false, count: rows.columnCount)
    var parts: [[Int]] = []
    for start in 0..<rows.rowCount where part[start] < 0 {
      var found = [start]
      part[start] = parts.count
      var next = 0
      while next < found.count {
        for column in rows.columns(of: found[next]) where !seen[Int(column)] {
          seen[Int(column)] = true
          for row in rows.rows(of: Int(column)) where part[Int(row)] < 0 {
            part[Int(row)] = parts.count
            found.append(Int(row))
          }
        }
        next += 1
      }
      parts.append(found.sorted())
    }
    return parts
  }

  private struct Part {
    var rows: CoverRows
    /// The columns' numbers in the whole.
    var names: [Int]
  }

  private static func part(_ members: [Int], of rows: CoverRows) -> Part? {
    var numbers = [Int32](repeating: -1, count: rows.rowCount)
    for (index, row) in members.enumerated() { numbers[row] = Int32(truncatingIfNeeded: index) }
    var names: [Int] = []
    var columns: [[Int32]] = []
    for column in 0..<rows.columnCount {
      let inside = rows.rows(of: column).map { numbers[Int($0)] }.filter { $0 >= 0 }
      guard !inside.isEmpty else { continue }
      names.append(column)
      columns.append(inside)
    }
    return Part(rows: CoverRows(rowCount: members.count, columns: columns), names: names)
  }
}
