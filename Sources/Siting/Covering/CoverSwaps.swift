import Clustering

/// Looks for a given number of columns that cover all rows, by swaps.
///
/// Rows that stay uncovered grow heavier from step to step, so that the search leaves places where
/// no swap helps: C. Gao, X. Yao, T. Weise, J. Li, "An efficient local search heuristic with row
/// weighting for the unicost set covering problem", European Journal of Operational Research 246
/// (2015), <https://doi.org/10.1016/j.ejor.2015.05.038>.
struct CoverSwaps {
  private let rows: CoverRows
  private let isFixed: [Bool]
  private(set) var chosen: [Int] = []
  private var isChosen: [Bool]
  private var weight: [Int]
  /// How many chosen columns cover each row.
  private var covering: [Int32]
  /// Weight that a column would cover anew, or, where it is chosen, that only it covers.
  private var worth: [Int]
  private var uncovered: [Int] = []
  private var uncoveredPosition: [Int]
  /// The step at which a column was last chosen or dropped.
  private var touched: [Int]
  /// Cells that were looked at.
  private(set) var work = 0

  /// - Parameters:
  ///   - rows: What to cover.
  ///   - fixed: Columns that stay chosen.
  init(_ rows: CoverRows, fixed: [Int] = []) {
    self.rows = rows
    var isFixed = [Bool](repeating: false, count: rows.columnCount)
    for column in fixed { isFixed[column] = true }
    self.isFixed = isFixed
    isChosen = Array(repeating: false, count: rows.columnCount)
    weight = Array(repeating: 1, count: rows.rowCount)
    covering = Array(repeating: 0, count: rows.rowCount)
    worth = (0..<rows.columnCount).map { rows.size(ofColumn: $0) }
    uncovered = Array(0..<rows.rowCount)
    uncoveredPosition = uncovered
    touched = Array(repeating: -1, count: rows.columnCount)
    for column in fixed { add(column) }
  }

  var coversAll: Bool { uncovered.isEmpty }
  var uncoveredCount: Int { uncovered.count }

  /// Chooses the column that covers most anew, again and again, until all is covered or there are
  /// enough.
  mutating func fill(upTo count: Int) {
    while chosen.count < count, !coversAll {
      guard let best = bestNewcomer(among: 0..<rows.columnCount) else { return }
      add(best)
    }
  }

  /// Takes columns as they are.
  mutating func adopt(_ columns: [Int]) {
    for column in chosen where !columns.contains(column) && !isFixed[column] { drop(column) }
    for column in columns where !isChosen[column] { add(column) }
  }

  /// Drops columns until no more than `count` are chosen, those first that cover least alone.
  mutating func shrink(to count: Int) {
    while chosen.count > count, let least = leastChosen(at: -1) { drop(least) }
  }

  /// Drops columns whose rows others cover too.
  mutating func dropIdle() {
    while let least = leastChosen(at: -1), worth[least] == 0 { drop(least) }
  }

  /// Swaps until all is covered or the steps are spent.
  mutating func run(
    steps: Int, using generator: inout SeededGenerator, shouldStop: () -> Bool
  ) {
    for step in 0..<steps where !coversAll {
      let row = uncovered[generator.index(below: uncovered.count)]
      let columns = rows.columns(of: row)
      guard let newcomer = bestNewcomer(among: columns.lazy.map { Int($0) }, at: step) else {
        return
      }
      // Out first, so that the newcomer is judged by what is then uncovered.
      guard let old = leastChosen(at: step) ?? leastChosen(at: -1) else { return }
      drop(old)
      touched[old] = step
      let best = bestNewcomer(among: columns.lazy.map { Int($0) }, at: step) ?? newcomer
      add(best)
      touched[best] = step
      for row in uncovered {
        weight[row] += 1
        for column in rows.columns(of: row) { worth[Int(column)] += 1 }
        work += rows.size(ofRow: row)
      }
      if step % 64 == 63, shouldStop() { return }
    }
  }

  private func bestNewcomer(among columns: some Sequence<Int>, at step: Int = .max) -> Int? {
    var best: Int?
    for column in columns where !isChosen[column] && touched[column] < step {
      guard let leader = best else {
        best = column
        continue
      }
      if worth[column] != worth[leader]
        ? worth[column] > worth[leader] : touched[column] < touched[leader]
      {
        best = column
      }
    }
    return best
  }

  private func leastChosen(at step: Int) -> Int? {
    var best: Int?
    for column in chosen where !isFixed[column] {
      // What came in the last step stays a while.
      if step > 0, touched[column] == step - 1 { continue }
      guard let leader = best else {
        best = column
        continue
      }
      let (one, other) = (worth[column], worth[leader])
      if one != other ? one < other : (touched[column], column) < (touched[leader], leader) {
        best = column
      }
    }
    return best
  }

  private mutating func add(_ column: Int) {
    isChosen[column] = true
    chosen.append(column)
    for row in rows.rows(of: column) {
      let row = Int(row)
      covering[row] += 1
      if covering[row] == 1 {
        for other in rows.columns(of: row) where Int(other) != column {
          worth[Int(other)] -= weight[row]
        }
        removeUncovered(row)
      } else if covering[row] == 2 {
        for other in rows.columns(of: row) where isChosen[Int(other)] && Int(other) != column {
          worth[Int(other)] -= weight[row]
        }
      }
      work += rows.size(ofRow: row)
    }
    // What it would cover anew is what it alone covers now.
  }

  private mutating func drop(_ column: Int) {
    isChosen[column] = false
    if let position = chosen.firstIndex(of: column) { chosen.remove(at: position) }
    for row in rows.rows(of: column) {
      let row = Int(row)
      covering[row] -= 1
      if covering[row] == 0 {
        for other in rows.columns(of: row) where Int(other) != column {
          worth[Int(other)] += weight[row]
        }
        uncoveredPosition[row] = uncovered.count
        uncovered.append(row)
      } else if covering[row] == 1 {
        for other in rows.columns(of: row) where isChosen[Int(other)] {
          worth[Int(other)] += weight[row]
        }
      }
      work += rows.size(ofRow: row)
    }
  }

  private mutating func removeUncovered(_ row: Int) {
    let position = uncoveredPosition[row]
    let last = uncovered[uncovered.count - 1]
    uncovered[position] = last
    uncoveredPosition[last] = position
    uncovered.removeLast()
  }
}
