/// The cells of ``SparseCosts`` by site: whom each site could serve.
final class SparseColumns: @unchecked Sendable {
  /// Site *x* has the cells `starts[x]..<starts[x + 1]`, in the order of the demand.
  let starts: UnsafeMutablePointer<Int>
  let demand: UnsafeMutablePointer<Int32>
  let costs: UnsafeMutablePointer<Double>

  /// The cells of all sites, or only of some.
  init(of rows: SparseCosts, keeping isKept: [Bool]? = nil) {
    let count = rows.siteCount
    starts = .allocate(capacity: count + 1)
    starts.initialize(repeating: 0, count: count + 1)
    for index in 0..<rows.demandCount {
      let row = rows.row(index)
      for cell in 0..<row.count where isKept?[Int(row.sites[cell])] ?? true {
        starts[Int(row.sites[cell]) + 1] += 1
      }
    }
    for site in 0..<count { starts[site + 1] += starts[site] }
    demand = .allocate(capacity: max(1, starts[count]))
    costs = .allocate(capacity: max(1, starts[count]))
    // The starts move on as the cells come in, then are moved back.
    for index in 0..<rows.demandCount {
      let row = rows.row(index)
      for cell in 0..<row.count where isKept?[Int(row.sites[cell])] ?? true {
        let site = Int(row.sites[cell])
        demand[starts[site]] = Int32(truncatingIfNeeded: index)
        costs[starts[site]] = row.costs[cell]
        starts[site] += 1
      }
    }
    for site in stride(from: count, to: 0, by: -1) { starts[site] = starts[site - 1] }
    starts[0] = 0
  }

  deinit {
    starts.deallocate()
    demand.deallocate()
    costs.deallocate()
  }
}
