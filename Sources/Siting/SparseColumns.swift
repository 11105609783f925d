/// The columns of ``SparseCosts``: by site, which demand points it could serve and at what cost.
///
/// Columns may be held for some sites only. A plan that opens a site needs its column: closing
/// the site again visits the demand points in it. ``hold(_:)`` adds missing columns; nobody may
/// read any column meanwhile.
final class SparseColumns: @unchecked Sendable {
  /// The cells of one site, in the order of the demand.
  struct Column {
    let demand: UnsafeMutablePointer<Int32>
    let costs: UnsafeMutablePointer<Double>
    let count: Int
  }

  let rows: SparseCosts
  private let columns: UnsafeMutablePointer<Column>
  private let isHeld: UnsafeMutablePointer<Bool>
  /// Memory that the columns lie in.
  private var demand: [UnsafeMutablePointer<Int32>] = []
  private var costs: [UnsafeMutablePointer<Double>] = []
  private(set) var cellCount = 0

  /// The columns of all sites, or only of some.
  ///
  /// - Complexity: O(cells of the rows)
  init(of rows: SparseCosts, keeping isKept: [Bool]? = nil) {
    self.rows = rows
    let (noDemand, noCosts) = (
      UnsafeMutablePointer<Int32>.allocate(capacity: 1),
      UnsafeMutablePointer<Double>.allocate(capacity: 1)
    )
    demand = [noDemand]
    costs = [noCosts]
    columns = .allocate(capacity: max(1, rows.siteCount))
    columns.initialize(
      repeating: Column(demand: noDemand, costs: noCosts, count: 0), count: rows.siteCount)
    isHeld = .allocate(capacity: max(1, rows.siteCount))
    isHeld.initialize(repeating: false, count: rows.siteCount)
    add(isKept ?? Array(repeating: true, count: rows.siteCount))
  }

  deinit {
    columns.deallocate()
    isHeld.deallocate()
    for pointer in demand { pointer.deallocate() }
    for pointer in costs { pointer.deallocate() }
  }

  func holds(_ site: Int) -> Bool { isHeld[site] }

  /// The column of a site; it has to be held.
  @inline(__always)
  func column(_ site: Int) -> Column {
    precondition(isHeld[site], "the column of a site that may be opened is held")
    return columns[site]
  }

  /// Adds the columns of those sites that have none yet.
  ///
  /// - Complexity: O(sites), or O(cells of the rows) where one is missing
  func hold(_ sites: [Int]) {
    guard sites.contains(where: { !isHeld[$0] }) else { return }
    var isMissing = [Bool](repeating: false, count: rows.siteCount)
    for site in sites where !isHeld[site] { isMissing[site] = true }
    add(isMissing)
  }

  private func add(_ isAdded: [Bool]) {
    var ends = [Int](repeating: 0, count: rows.siteCount)
    for index in 0..<rows.demandCount {
      let row = rows.row(index)
      for cell in 0..<row.count where isAdded[Int(row.sites[cell])] {
        ends[Int(row.sites[cell])] += 1
      }
    }
    let total = ends.reduce(0, +)
    let newDemand = UnsafeMutablePointer<Int32>.allocate(capacity: max(1, total))
    let newCosts = UnsafeMutablePointer<Double>.allocate(capacity: max(1, total))
    demand.append(newDemand)
    costs.append(newCosts)
    cellCount += total
    var start = 0
    for site in isAdded.indices where isAdded[site] {
      let count = ends[site]
      columns[site] = Column(demand: newDemand + start, costs: newCosts + start, count: count)
      isHeld[site] = true
      // From here on, where the next cell goes.
      ends[site] = start
      start += count
    }
    for index in 0..<rows.demandCount {
      let row = rows.row(index)
      for cell in 0..<row.count where isAdded[Int(row.sites[cell])] {
        let site = Int(row.sites[cell])
        newDemand[ends[site]] = Int32(truncatingIfNeeded: index)
        newCosts[ends[site]] = row.costs[cell]
        ends[site] += 1
      }
    }
  }
}
