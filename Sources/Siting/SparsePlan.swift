/// A plan over ``SparseCosts``, with the nearest and second nearest open site of every demand
/// point: the bookkeeping that makes a swap cheap to judge, and cheap to make and to take back.
///
/// Whoever has no open site in their row pays half as much again as their cap: a guess, so that a
/// plan has to be measured before it is believed. M. G. C. Resende, R. F. Werneck, "A Fast
/// Swap-Based Local Search Procedure for Location Problems", Annals of Operations Research 150
/// (2007), <https://doi.org/10.1007/s10479-006-0154-0>; the judging of one newcomer at a time as
/// in E. Schubert, P. J. Rousseeuw, "Fast and Eager k-Medoids Clustering", Information Systems 101
/// (2021), <https://doi.org/10.1016/j.is.2021.101804>.
final class SparsePlan: @unchecked Sendable {
  /// What a demand point pays now, and what it would pay were its site closed.
  struct Ways {
    var nearest: Double
    var second: Double
    /// Slots; −1 where no open site is in the row.
    var slot: Int32
    var secondSlot: Int32
  }

  /// A newcomer in place of the site of a slot.
  struct Swap {
    var slot: Int
    var change: Double
  }

  let rows: SparseCosts
  let columns: SparseColumns
  let fixedCount: Int
  /// The site in each slot.
  private(set) var sites: [Int] = []
  private(set) var total = 0.0
  /// Cells looked at so far.
  private(set) var work = 0
  /// The work that was done when the invariants were checked last.
  var lastCheck = 0

  private let slotOfSite: UnsafeMutablePointer<Int32>
  private let ways: UnsafeMutablePointer<Ways>
  /// Per slot, what closing it would cost.
  private let closing: UnsafeMutablePointer<Double>
  private let changes: UnsafeMutablePointer<Double>
  /// Slots that the newcomer being judged would touch.
  private let touched: UnsafeMutablePointer<Int32>
  private var cheapestSlot = -1

  /// - Parameters:
  ///   - columns: What each site costs; those of the open sites are added where they are missing.
  ///   - sites: The open sites, each once; those that are never closed first.
  ///   - fixedCount: How many are never closed.
  init(columns: SparseColumns, sites: [Int], fixedCount: Int) {
    rows = columns.rows
    self.columns = columns
    self.fixedCount = fixedCount
    slotOfSite = .allocate(capacity: max(1, rows.siteCount))
    ways = .allocate(capacity: max(1, rows.demandCount))
    closing = .allocate(capacity: max(1, sites.count))
    changes = .allocate(capacity: max(1, sites.count))
    changes.initialize(repeating: 0, count: sites.count)
    touched = .allocate(capacity: max(1, sites.count))
    open(sites)
  }

  deinit {
    slotOfSite.deallocate()
    ways.deallocate()
    closing.deallocate()
    changes.deallocate()
    touched.deallocate()
  }

  func isOpen(_ site: Int) -> Bool { slotOfSite[site] >= 0 }

  func way(of demand: Int) -> Ways { ways[demand] }

  /// −1 where the site is closed.
  func slot(of site: Int) -> Int32 { slotOfSite[site] }

  /// What closing the site of a slot would cost.
  func closingCost(of slot: Int) -> Double { closing[slot] }

  /// What somebody pays who has no open site in the row.
  private func far(_ demand: Int) -> Double { 1.5 * rows.caps[demand] }

  /// Counts cells that were looked at elsewhere.
  func noteWork(_ cells: Int) { work += cells }

  /// Begins anew with other sites, as many as before, adding their columns where they are missing.
  func open(_ sites: [Int]) {
    precondition(self.sites.isEmpty || sites.count == self.sites.count)
    columns.hold(sites)
    self.sites = sites
    slotOfSite.initialize(repeating: -1, count: rows.siteCount)
    for (slot, site) in sites.enumerated() { slotOfSite[site] = Int32(truncatingIfNeeded: slot) }
    for demand in 0..<rows.demandCount {
      var way = Ways(nearest: far(demand), second: far(demand), slot: -1, secondSlot: -1)
      let row = rows.row(demand)
      for cell in 0..<row.count {
        let slot = slotOfSite[Int(row.sites[cell])]
        guard slot >= 0 else { continue }
        guard way.slot < 0 else {
          way.secondSlot = slot
          way.second = row.costs[cell]
          break
        }
        way.slot = slot
        way.nearest = row.costs[cell]
      }
      ways[demand] = way
    }
    sumUp()
    checkInvariants(inFull: true)
  }

  /// Adds up in the order of the demand: rounding does not pile up over many swaps.
  func sumUp() {
    closing.initialize(repeating: 0, count: sites.count)
    var sum = 0.0
    for demand in 0..<rows.demandCount {
      let way = ways[demand]
      sum += way.nearest
      if way.slot >= 0 { closing[Int(way.slot)] += way.second - way.nearest }
    }
    total = sum
    work += rows.demandCount
    findCheapest()
  }

  private func findCheapest() {
    cheapestSlot = -1
    for slot in fixedCount..<sites.count
    where cheapestSlot < 0 || closing[slot] < closing[cheapestSlot] { cheapestSlot = slot }
  }

  /// The slot that a newcomer would best take over, and what that changes.
  ///
  /// Slots none of whose people would look at the newcomer change by what closing them costs:
  /// only the cheapest of them matters.
  ///
  /// - Returns: Nil where all slots are fixed.
  /// - Complexity: O(cells of the newcomer)
  func bestSwap(bringing site: Int) -> Swap? {
    guard cheapestSlot >= 0 else { return nil }
    var gained = 0.0
    var touchedCount = 0
    let column = columns.column(site)
    let (ways, closing, changes, touched) = (ways, closing, changes, touched)
    for cell in 0..<column.count {
      let cost = column.costs[cell]
      let way = ways + Int(column.demand[cell])
      let second = way.pointee.second
      guard cost < second else { continue }
      let nearest = way.pointee.nearest
      let slot = Int(way.pointee.slot)
      if slot >= 0 {
        if changes[slot] == 0 {
          touched[touchedCount] = way.pointee.slot
          touchedCount += 1
        }
        // Never 0 again: a slot is noted once.
        changes[slot] += min(max(cost, nearest) - second, -.leastNormalMagnitude)
      }
      gained += min(0, cost - nearest)
    }
    work += column.count
    var best = cheapestSlot
    var change = closing[best] + changes[best]
    for position in 0..<touchedCount {
      let slot = Int(touched[position])
      if slot >= fixedCount {
        let here = closing[slot] + changes[slot]
        if here < change || (here == change && slot < best) {
          best = slot
          change = here
        }
      }
      changes[slot] = 0
    }
    return Swap(slot: best, change: change + gained)
  }

  /// Puts a closed site into a slot; shows the demand points whose ways changed.
  ///
  /// Both sites' columns are held: nothing is left that points to the old one.
  ///
  /// - Complexity: O(cells of both sites + those that the people of the old one have to look
  ///   through for another)
  func replace(_ slot: Int, with site: Int, changed: (Int) -> Void = { _ in }) {
    let old = sites[slot]
    precondition(slotOfSite[site] < 0, "a site is opened once")
    let (arriving, leaving) = (columns.column(site), columns.column(old))
    let number = Int32(truncatingIfNeeded: slot)
    let (ways, closing, slotOfSite) = (ways, closing, slotOfSite)
    var total = total
    var looked = 0
    // The newcomer opens under a number of its own until the old site is gone.
    let fresh = Int32.max
    for cell in 0..<arriving.count {
      let index = Int(arriving.demand[cell])
      let cost = arriving.costs[cell]
      var way = ways[index]
      guard cost < way.second else { continue }
      if way.slot >= 0 { closing[Int(way.slot)] -= way.second - way.nearest }
      if cost < way.nearest {
        total += cost - way.nearest
        way.second = way.slot >= 0 ? way.nearest : far(index)
        way.secondSlot = way.slot
        way.nearest = cost
        way.slot = fresh
      } else {
        way.second = cost
        way.secondSlot = fresh
        if way.slot >= 0 { closing[Int(way.slot)] += way.second - way.nearest }
      }
      ways[index] = way
    }
    slotOfSite[old] = -1
    slotOfSite[site] = number
    sites[slot] = site
    closing[slot] = 0
    for cell in 0..<leaving.count {
      let index = Int(leaving.demand[cell])
      var way = ways[index]
      guard way.slot == number || way.secondSlot == number else { continue }
      if way.slot == number {
        total += way.second - way.nearest
        way.nearest = way.second
        way.slot = way.secondSlot
      } else if way.slot != fresh, way.slot >= 0 {
        closing[Int(way.slot)] -= way.second - way.nearest
      }
      let keeper = way.slot == fresh ? number : way.slot
      way.second = far(index)
      way.secondSlot = -1
      if keeper >= 0 {
        let row = rows.row(index)
        var position = 0
        while position < row.count {
          let other = slotOfSite[Int(row.sites[position])]
          if other >= 0, other != keeper {
            way.second = row.costs[position]
            way.secondSlot = other == number ? fresh : other
            break
          }
          position += 1
        }
        looked += position
        if way.slot != fresh { closing[Int(way.slot)] += way.second - way.nearest }
      }
      ways[index] = way
      changed(index)
    }
    for cell in 0..<arriving.count {
      let index = Int(arriving.demand[cell])
      if ways[index].slot == fresh {
        ways[index].slot = number
        closing[slot] += ways[index].second - ways[index].nearest
        changed(index)
      } else if ways[index].secondSlot == fresh {
        ways[index].secondSlot = number
        changed(index)
      }
    }
    self.total = total
    work += looked + sites.count / 4 + 2 * arriving.count + leaving.count
    findCheapest()
    checkInvariants()
  }
}
