import Clustering

/// The cells of a cost table that are below a cap per demand point, site after site.
///
/// Lagrangian multipliers that stay at or below the caps never look at any other cell, and good
/// ones rarely exceed the cost of the third nearest site of a good plan: with *k* sites open that
/// leaves about 3 ÷ *k* of the table, at 12 bytes a cell.
final class SparseCosts: @unchecked Sendable {
  let siteCount: Int
  let demandCount: Int
  /// Site *x* has the cells `starts[x]..<starts[x + 1]`.
  let starts: [Int]
  let demand: UnsafeMutablePointer<Int32>
  let costs: UnsafeMutablePointer<Double>
  /// Per demand point; 0 for those that no site reaches.
  let caps: [Double]

  /// Nil where the cells would take more than `memory` bytes.
  init?(table: CostTable, caps: [Double], memory: Int, cores: Int?) {
    siteCount = table.count
    demandCount = table.demandCount
    self.caps = caps
    let n = demandCount
    var counts = [Int](repeating: 0, count: siteCount)
    counts.withUnsafeMutableBufferPointer { counts in
      nonisolated(unsafe) let counts = counts
      concurrently(table.count, cores: cores) { site in
        let row = table.row(site)
        var count = 0
        for index in 0..<n where row[index] < caps[index] { count += 1 }
        counts[site] = count
      }
    }
    let starts = counts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    self.starts = starts
    guard 12 * starts[siteCount] <= memory else { return nil }
    let cells = starts[siteCount]
    demand = .allocate(capacity: max(1, cells))
    costs = .allocate(capacity: max(1, cells))
    nonisolated(unsafe) let demand = demand
    nonisolated(unsafe) let costs = costs
    concurrently(table.count, cores: cores) { site in
      let row = table.row(site)
      var cell = starts[site]
      for index in 0..<n where row[index] < caps[index] {
        demand[cell] = Int32(truncatingIfNeeded: index)
        costs[cell] = row[index]
        cell += 1
      }
    }
  }

  deinit {
    demand.deallocate()
    costs.deallocate()
  }

  var cellCount: Int { starts[siteCount] }

  /// What opening the site is worth under the multipliers: Σ min(0, cost − multiplier).
  func worth(of site: Int, under multipliers: UnsafePointer<Double>) -> Double {
    let (demand, costs) = (demand, costs)
    var cell = starts[site]
    let end = starts[site + 1]
    // Four sums side by side, so that an addition need not wait for the one before it.
    var (one, two, three, four) = (0.0, 0.0, 0.0, 0.0)
    while cell + 4 <= end {
      one += min(0, costs[cell] - multipliers[Int(demand[cell])])
      two += min(0, costs[cell + 1] - multipliers[Int(demand[cell + 1])])
      three += min(0, costs[cell + 2] - multipliers[Int(demand[cell + 2])])
      four += min(0, costs[cell + 3] - multipliers[Int(demand[cell + 3])])
      cell += 4
    }
    while cell < end {
      one += min(0, costs[cell] - multipliers[Int(demand[cell])])
      cell += 1
    }
    return (one + two) + (three + four)
  }
}
