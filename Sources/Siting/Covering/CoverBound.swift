/// Shows that a number of columns cannot cover all rows, by prices for the rows.
///
/// With prices *u* from 0 to 1, *k* columns cover at most
/// Σ (1 − *u*) + the *k* largest sums of the prices of a column's rows: the Lagrangian relaxation
/// of covering as many rows as possible. Where that is less than all rows, *k* columns do not do.
/// Prices are raised by subgradient steps: M. Held, P. Wolfe, H. P. Crowder, "Validation of
/// Subgradient Optimization", Mathematical Programming 6 (1974),
/// <https://doi.org/10.1007/BF01580223>; B. T. Downs, J. D. Camm, "An Exact Algorithm for the
/// Maximal Covering Problem", Naval Research Logistics 43 (1996).
struct CoverBound {
  let rows: CoverRows
  /// How many columns may be chosen.
  let facilities: Int
  /// A price per row, from 0 to 1.
  private(set) var prices: [Double]
  /// The prices of each column's rows added up.
  private(set) var sums: [Double]
  /// Rows that stay uncovered whatever *k* columns are chosen; negative where that says nothing.
  private(set) var missing = -Double.infinity
  /// The columns of the *k* largest sums, which the bound has chosen, then the next, then all others.
  private(set) var order: [Int] = []
  /// Columns that cover all rows, where the steps came upon some.
  private(set) var cover: [Int]?
  /// Cells that were looked at.
  private(set) var work = 0

  init(_ rows: CoverRows, facilities: Int) {
    self.rows = rows
    self.facilities = facilities
    prices = (0..<rows.rowCount).map { 1 / Double(rows.size(ofRow: $0)).squareRoot() }
    sums = []
  }

  /// What rounding could add up to in a sum of so many prices.
  private var margin: Double {
    let count = Double(rows.rowCount)
    return count * (1e-9 + count * 4e-16)
  }

  var provesImpossible: Bool { missing > margin }

  /// Takes steps until the prices prove that the columns do not do, or chance upon a cover.
  mutating func raise(steps: Int, shouldStop: () -> Bool) {
    var current = prices
    var length = 1.0
    var sinceBetter = 0
    var covered = [Int32](repeating: 0, count: rows.rowCount)
    var arranged = Array(0..<rows.columnCount)
    for step in 0..<steps {
      let sums = self.sums(of: current)
      self.arrange(&arranged, by: sums)
      let order = arranged
      let value = current.reduce(0, +) - order.prefix(facilities).reduce(0) { $0 + sums[$1] }
      for row in covered.indices { covered[row] = 0 }
      for column in order.prefix(facilities) {
        for row in rows.rows(of: column) { covered[Int(row)] += 1 }
      }
      if value > missing {
        if value > missing + 0.01 { sinceBetter = 0 }
        missing = value
        prices = current
        self.sums = sums
        self.order = order
      } else {
        sinceBetter += 1
      }
      if !covered.contains(0) {
        cover = Array(order.prefix(facilities))
        return
      }
      if provesImpossible { return }
      if sinceBetter > 10 {
        length /= 2
        sinceBetter = 0
        current = prices
        if length < 0.005 { return }
        continue
      }
      var norm = 0.0
      for row in covered.indices {
        let slope = 1 - Double(covered[row])
        if slope > 0 ? current[row] < 1 : current[row] > 0 { norm += slope * slope }
      }
      guard norm > 0 else { return }
      let stride = length * (max(0, missing) + 1 - value) / norm
      for row in covered.indices {
        current[row] = min(1, max(0, current[row] + stride * (1 - Double(covered[row]))))
      }
      if step % 16 == 15, shouldStop() { return }
    }
  }

  private mutating func sums(of prices: [Double]) -> [Double] {
    work += rows.columnRows.count + rows.rowCount
    return prices.withUnsafeBufferPointer { prices in
      rows.columnRows.withUnsafeBufferPointer { cells in
        (0..<rows.columnCount).map { column in
          var sum = 0.0
          for cell in rows.columnStarts[column]..<rows.columnStarts[column + 1] {
            sum += prices[Int(cells[cell])]
          }
          return sum
        }
      }
    }
  }

  /// Brings the columns of the *k* largest sums to the front, and the next behind them.
  ///
  /// C. A. R. Hoare, "Algorithm 65: Find", Communications of the ACM 4 (1961),
  /// <https://doi.org/10.1145/366622.366647>.
  private func arrange(_ order: inout [Int], by sums: [Double]) {
    let wanted = facilities
    guard wanted < order.count else { return }
    func isBefore(_ left: Int, _ right: Int) -> Bool {
      sums[left] != sums[right] ? sums[left] > sums[right] : left < right
    }
    order.withUnsafeMutableBufferPointer { order in
      var (low, high) = (0, order.count - 1)
      while low < high {
        let pivot = order[low + (high - low) / 2]
        var (left, right) = (low, high)
        while left <= right {
          while isBefore(order[left], pivot) { left += 1 }
          while isBefore(pivot, order[right]) { right -= 1 }
          if left <= right {
            order.swapAt(left, right)
            left += 1
            right -= 1
          }
        }
        if wanted <= right { high = right } else if wanted >= left { low = left } else { return }
      }
    }
  }

  /// Columns without which there is a cover if there is one at all.
  func needless() -> [Bool] {
    var found = [Bool](repeating: false, count: rows.columnCount)
    guard facilities > 0, order.count > facilities else { return found }
    let last = order.prefix(facilities).map { sums[$0] }.min() ?? 0
    for column in order[facilities...] where missing + last - sums[column] > margin {
      found[column] = true
    }
    return found
  }

  /// Columns that every cover has.
  func needed() -> [Int] {
    guard order.count > facilities else { return [] }
    let next = sums[order[facilities]]
    return order.prefix(facilities).filter { missing + sums[$0] - next > margin }
  }
}
