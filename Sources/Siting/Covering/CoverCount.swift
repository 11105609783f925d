/// The least number of columns that cover all rows (set covering), with a bound.
struct CoverCount {
  let rows: CoverRows
  let fixed: [Int]
  let seed: UInt64
  let limits: SearchLimits
  /// Columns that cover all rows; nil where there are none.
  private(set) var columns: [Int]?
  /// Fewer columns are proven not to do.
  private(set) var lowerBound: Int

  init(_ rows: CoverRows, fixed: [Int], seed: UInt64, limits: SearchLimits) {
    self.rows = rows
    self.fixed = fixed
    self.seed = seed
    self.limits = limits
    lowerBound = fixed.count
  }

  var isOptimal: Bool { columns.map { $0.count <= lowerBound } ?? false }

  mutating func run() {
    guard let reduced = CoverReduction(rows, taken: fixed) else { return }
    lowerBound = fixed.count + reduced.chosen.count + CoverTree.unrelated(reduced.rest).count
    var swaps = CoverSwaps(reduced.rest)
    swaps.fill(upTo: reduced.rest.columnCount)
    swaps.dropIdle()
    columns = fixed + reduced.chosen + swaps.chosen.map { reduced.names[$0] }
    let limits = limits
    for budget in [20_000_000, 400_000_000, 20_000_000_000] {
      var isOpen = true
      while isOpen, let found = columns, lowerBound < found.count, !limits.areReached {
        isOpen = tryCount(lowerBound, budget: budget)
      }
      isOpen = true
      while isOpen, let found = columns, lowerBound < found.count, !limits.areReached {
        isOpen = tryCount(found.count - 1, budget: budget)
      }
    }
  }

  /// Whether there is an answer.
  private mutating func tryCount(_ count: Int, budget: Int) -> Bool {
    let limits = limits
    var tree = CoverTree(seed: seed, budget: budget) { limits.areReached }
    switch tree.decide(rows, facilities: count, fixed: fixed) {
    case .covered(let found):
      columns = found
      return true
    case .impossible:
      lowerBound = max(lowerBound, count + 1)
      return true
    case .unknown: return false
    }
  }
}
