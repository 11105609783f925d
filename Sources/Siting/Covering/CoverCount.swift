/// The least number of columns that cover all rows (set covering), with a bound.
struct CoverCount {
  let rows: CoverRows
  let fixed: [Int]
  let seed: UInt64
  /// The search may end with a bound this part of the number of columns below it.
  let gap: Double
  let limits: SearchLimits
  /// Columns that cover all rows; nil where there are none.
  private(set) var columns: [Int]?
  /// Fewer columns are proven not to do.
  private(set) var lowerBound: Int

  init(_ rows: CoverRows, fixed: [Int], seed: UInt64, gap: Double?, limits: SearchLimits) {
    self.rows = rows
    self.fixed = fixed
    self.seed = seed
    self.gap = gap ?? 0
    self.limits = limits
    lowerBound = fixed.count
  }

  var isOptimal: Bool { columns.map { $0.count <= lowerBound } ?? false }

  /// Whether to look for fewer columns than these, or for a higher bound.
  private func isOpen(_ found: [Int]) -> Bool {
    lowerBound < found.count && Double(found.count - lowerBound) > gap * Double(found.count)
  }

  mutating func run() {
    guard let reduced = CoverReduction(rows, taken: fixed) else { return }
    lowerBound = fixed.count + reduced.chosen.count + CoverTree.unrelated(reduced.rest).count
    var swaps = CoverSwaps(reduced.rest)
    swaps.fill(upTo: reduced.rest.columnCount)
    swaps.dropIdle()
    columns = fixed + reduced.chosen + swaps.chosen.map { reduced.names[$0] }
    let limits = limits
    for budget in [20_000_000, 400_000_000, 20_000_000_000] {
      var isDecided = true
      while isDecided, let found = columns, isOpen(found), !limits.areReached {
        isDecided = tryCount(lowerBound, budget: budget)
      }
      isDecided = true
      while isDecided, let found = columns, isOpen(found), !limits.areReached {
        isDecided = tryCount(found.count - 1, budget: budget)
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
