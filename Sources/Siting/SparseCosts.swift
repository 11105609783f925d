import Clustering

/// The cells of a cost table that are below a cap per demand point: a row per demand point, the
/// cheapest site first.
///
/// Multipliers that stay at or below the caps never look at any other cell, and good ones rarely
/// exceed the cost of the third nearest site of a good plan: with *k* sites open that leaves about
/// 3 ÷ *k* of the table, at 12 bytes a cell. A row sorted by cost is read only as far as it matters.
final class SparseCosts: @unchecked Sendable {
  /// The cells of one demand point.
  struct Row {
    let sites: UnsafeMutablePointer<Int32>
    let costs: UnsafeMutablePointer<Double>
    let count: Int
  }

  let siteCount: Int
  let demandCount: Int
  /// Every site that costs a demand point less is in its row; 0 for those that no site reaches.
  private(set) var caps: [Double]
  private let rows: UnsafeMutablePointer<Row>
  /// Memory that the rows lie in.
  private var sites: [UnsafeMutablePointer<Int32>] = []
  private var costs: [UnsafeMutablePointer<Double>] = []
  private(set) var cellCount = 0

  /// Nothing is in it yet: ``append(_:cores:cost:)`` fills it.
  init(siteCount: Int, demandCount: Int, caps: [Double]) {
    self.siteCount = siteCount
    self.demandCount = demandCount
    self.caps = caps
    rows = .allocate(capacity: max(1, demandCount))
    let (noSites, noCosts) = (
      UnsafeMutablePointer<Int32>.allocate(capacity: 1),
      UnsafeMutablePointer<Double>.allocate(capacity: 1)
    )
    sites = [noSites]
    costs = [noCosts]
    rows.initialize(
      repeating: Row(sites: noSites, costs: noCosts, count: 0), count: demandCount)
  }

  deinit {
    rows.deallocate()
    for pointer in sites { pointer.deallocate() }
    for pointer in costs { pointer.deallocate() }
  }

  var demandRange: Range<Int> { 0..<demandCount }

  func row(_ demand: Int) -> Row { rows[demand] }

  /// From now on nobody counts whom no site reaches.
  func forget(_ demand: Int) { caps[demand] = 0 }

  /// Nil where the cells would take more than `memory` bytes.
  convenience init?(table: CostTable, caps: [Double], memory: Int, cores: Int?) {
    self.init(siteCount: table.count, demandCount: table.demandCount, caps: caps)
    guard append(0..<demandCount, memory: memory, cores: cores, cost: { table.row($0) }) else {
      return nil
    }
  }

  /// Takes in the rows of some demand points.
  ///
  /// - Parameters:
  ///   - demand: Which; the ranges follow each other.
  ///   - memory: How many bytes all cells may take.
  ///   - cores: How many cores to use; nil for all.
  ///   - cost: Where the costs of a site for these demand points begin.
  /// - Returns: False where there is too little memory; the rows are then not there.
  func append(
    _ demand: Range<Int>, memory: Int, cores: Int?,
    cost: (_ site: Int) -> UnsafePointer<Double>
  ) -> Bool {
    nonisolated(unsafe) let columns = (0..<siteCount).map(cost)
    let count = demand.count
    let part = 128
    let parts = (count + part - 1) / part
    var counts = [Int](repeating: 0, count: count)
    counts.withUnsafeMutableBufferPointer { counts in
      nonisolated(unsafe) let counts = counts
      concurrently(parts, cores: cores) { number in
        let range = number * part..<min(count, (number + 1) * part)
        for column in columns {
          self.visit(column, range, from: demand.lowerBound) { index, _ in counts[index] += 1 }
        }
      }
    }
    let total = counts.reduce(0, +)
    guard 12 * (cellCount + total) <= memory else { return false }
    cellCount += total
    let sites = UnsafeMutablePointer<Int32>.allocate(capacity: max(1, total))
    let costs = UnsafeMutablePointer<Double>.allocate(capacity: max(1, total))
    self.sites.append(sites)
    self.costs.append(costs)
    var start = 0
    for index in 0..<count {
      rows[demand.lowerBound + index] = Row(
        sites: sites + start, costs: costs + start, count: counts[index])
      start += counts[index]
    }
    nonisolated(unsafe) let rows = rows + demand.lowerBound
    let longest = counts.max() ?? 0
    concurrently(parts, cores: cores) { number in
      let range = number * part..<min(count, (number + 1) * part)
      var filled = [Int](repeating: 0, count: range.count)
      for (site, column) in columns.enumerated() {
        self.visit(column, range, from: demand.lowerBound) { index, cost in
          let row = rows[index]
          let cell = filled[index - range.lowerBound]
          row.sites[cell] = Int32(truncatingIfNeeded: site)
          row.costs[cell] = cost
          filled[index - range.lowerBound] = cell + 1
        }
      }
      var sorting = CellSorting(capacity: longest)
      for index in range { sorting.sort(rows[index]) }
    }
    return true
  }

  /// Shows all cells of a site that are below the caps.
  @inline(__always)
  private func visit(
    _ column: UnsafePointer<Double>, _ range: Range<Int>, from first: Int,
    _ body: (_ index: Int, _ cost: Double) -> Void
  ) {
    caps.withUnsafeBufferPointer { caps in
      guard let base = caps.baseAddress else { return }
      let limits = base + first
      var index = range.lowerBound
      // Most cells are above the cap: pass eight of them at a time.
      while index + 8 <= range.upperBound {
        let here = UnsafeRawPointer(column + index).loadUnaligned(as: SIMD8<Double>.self)
        let limit = UnsafeRawPointer(limits + index).loadUnaligned(as: SIMD8<Double>.self)
        if any(here .< limit) {
          for position in index..<index + 8 where column[position] < limits[position] {
            body(position, column[position])
          }
        }
        index += 8
      }
      while index < range.upperBound {
        if column[index] < limits[index] { body(index, column[index]) }
        index += 1
      }
    }
  }

  /// The rows of some demand, each as if it counted more.
  func sample(_ sample: DemandSample, of weights: DemandWeights) -> SparseCosts {
    let factors = zip(sample.members, sample.weights).map {
      weights.weights[$0] > 0 ? $1 / weights.weights[$0] : 0
    }
    let some = SparseCosts(
      siteCount: siteCount, demandCount: sample.members.count,
      caps: zip(sample.members, factors).map { caps[$0] * $1 })
    let total = sample.members.reduce(0) { $0 + rows[$1].count }
    let sites = UnsafeMutablePointer<Int32>.allocate(capacity: max(1, total))
    let costs = UnsafeMutablePointer<Double>.allocate(capacity: max(1, total))
    some.sites.append(sites)
    some.costs.append(costs)
    some.cellCount = total
    var next = 0
    for (index, demand) in sample.members.enumerated() {
      let row = rows[demand]
      for cell in 0..<row.count {
        sites[next + cell] = row.sites[cell]
        costs[next + cell] = row.costs[cell] * factors[index]
      }
      some.rows[index] = Row(sites: sites + next, costs: costs + next, count: row.count)
      next += row.count
    }
    return some
  }

  /// Only the sites that are kept, and lower caps: the same bounds from fewer cells.
  ///
  /// - Parameters:
  ///   - isKept: Per site, whether its cells are kept.
  ///   - caps: Per demand point, at most the caps of old.
  /// - Returns: As many rows.
  func reduced(to isKept: [Bool], caps: [Double]) -> SparseCosts {
    let fewer = SparseCosts(siteCount: siteCount, demandCount: demandCount, caps: caps)
    var total = 0
    for demand in 0..<demandCount {
      let row = rows[demand]
      var cell = 0
      while cell < row.count, row.costs[cell] < caps[demand] {
        if isKept[Int(row.sites[cell])] { total += 1 }
        cell += 1
      }
    }
    let sites = UnsafeMutablePointer<Int32>.allocate(capacity: max(1, total))
    let costs = UnsafeMutablePointer<Double>.allocate(capacity: max(1, total))
    fewer.sites.append(sites)
    fewer.costs.append(costs)
    fewer.cellCount = total
    var next = 0
    for demand in 0..<demandCount {
      let row = rows[demand]
      let start = next
      var cell = 0
      while cell < row.count, row.costs[cell] < caps[demand] {
        if isKept[Int(row.sites[cell])] {
          sites[next] = row.sites[cell]
          costs[next] = row.costs[cell]
          next += 1
        }
        cell += 1
      }
      fewer.rows[demand] = Row(sites: sites + start, costs: costs + start, count: next - start)
    }
    return fewer
  }
}
