/// Puts the cells of a row in order: the cheapest first, of equally cheap ones the first site.
///
/// By the digits of the upper half of each cost's bits (least significant first), which keeps the
/// order of all but the closest; those are put right by insertion.
struct CellSorting {
  private var keys: [UInt64]
  private var sorted: [UInt64]
  private var costs: [Double]
  private var sites: [Int32]

  /// For rows of up to `capacity` cells.
  init(capacity: Int) {
    keys = Array(repeating: 0, count: capacity)
    sorted = keys
    costs = Array(repeating: 0, count: capacity)
    sites = Array(repeating: 0, count: capacity)
  }

  /// Sorts cells whose sites ascend; no cost is negative.
  ///
  /// - Complexity: O(cells)
  mutating func sort(_ row: SparseCosts.Row) {
    if row.count > 48 { sortByDigits(row) }
    for cell in stride(from: 1, to: row.count, by: 1) {
      let (cost, site) = (row.costs[cell], row.sites[cell])
      var place = cell
      while place > 0,
        row.costs[place - 1] > cost || (row.costs[place - 1] == cost && row.sites[place - 1] > site)
      {
        row.costs[place] = row.costs[place - 1]
        row.sites[place] = row.sites[place - 1]
        place -= 1
      }
      row.costs[place] = cost
      row.sites[place] = site
    }
  }

  private mutating func sortByDigits(_ row: SparseCosts.Row) {
    let count = row.count
    keys.withUnsafeMutableBufferPointer { keys in
      sorted.withUnsafeMutableBufferPointer { sorted in
        for cell in 0..<count {
          // The bits of numbers from 0 up are in the order of the numbers; the sign is cut off.
          let upper = row.costs[cell].bitPattern >> 31 & 0xFFFF_FFFF
          keys[cell] = upper << 32 | UInt64(cell)
          costs[cell] = row.costs[cell]
          sites[cell] = row.sites[cell]
        }
        var (from, to) = (keys, sorted)
        for shift in stride(from: UInt64(32), to: 64, by: 8) {
          withUnsafeTemporaryAllocation(of: Int.self, capacity: 256) { starts in
            starts.initialize(repeating: 0)
            for cell in 0..<count { starts[Int(from[cell] >> shift & 255)] += 1 }
            var sum = 0
            for digit in 0..<256 {
              let here = starts[digit]
              starts[digit] = sum
              sum += here
            }
            for cell in 0..<count {
              let digit = Int(from[cell] >> shift & 255)
              to[starts[digit]] = from[cell]
              starts[digit] += 1
            }
          }
          swap(&from, &to)
        }
        for cell in 0..<count {
          let old = Int(from[cell] & 0xFFFF_FFFF)
          row.costs[cell] = costs[old]
          row.sites[cell] = sites[old]
        }
      }
    }
  }
}
