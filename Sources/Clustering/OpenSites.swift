/// The open sites of a plan, with the nearest and the second nearest of every demand point: the
/// bookkeeping that makes a swap cheap to judge.
///
/// Slots hold sites; the first ``fixedCount`` slots are never swapped. Used by one thread at a
/// time, except for ``bestSwap(bringing:scratch:)``, which only reads.
///
/// E. Schubert, P. J. Rousseeuw, "Fast and Eager k-Medoids Clustering", Information Systems 101
/// (2021), <https://doi.org/10.1016/j.is.2021.101804>.
package final class OpenSites: @unchecked Sendable {
  package let demandCount: Int
  package let fixedCount: Int
  /// The candidate in each slot; nil for a place that is no candidate.
  package private(set) var candidates: [Int?] = []
  package private(set) var rows: [CostRow] = []
  package private(set) var total = PlanCost.zero

  private var rowCosts: ContiguousArray<UnsafePointer<Double>> = []
  private let units: UnsafeMutablePointer<Int64>
  private let nearestSlot: UnsafeMutablePointer<Int32>
  private let secondSlot: UnsafeMutablePointer<Int32>
  private let nearestCost: UnsafeMutablePointer<Double>
  private let secondCost: UnsafeMutablePointer<Double>
  /// What closing each slot would cost.
  private var closing: [PlanCost] = []
  /// Whether some demand point has no second site to go to.
  private var hasUnreachable = true
  /// Steps since the invariants were checked last.
  var stepsSinceCheck = 0

  package init(weights: DemandWeights, fixedCount: Int) {
    demandCount = weights.count
    self.fixedCount = fixedCount
    units = .allocate(capacity: max(1, demandCount))
    nearestSlot = .allocate(capacity: max(1, demandCount))
    secondSlot = .allocate(capacity: max(1, demandCount))
    nearestCost = .allocate(capacity: max(1, demandCount))
    secondCost = .allocate(capacity: max(1, demandCount))
    units.initialize(from: weights.units, count: demandCount)
    nearestSlot.initialize(repeating: -1, count: demandCount)
    secondSlot.initialize(repeating: -1, count: demandCount)
    nearestCost.initialize(repeating: .infinity, count: demandCount)
    secondCost.initialize(repeating: .infinity, count: demandCount)
    sumUp()
  }

  deinit {
    units.deallocate()
    nearestSlot.deallocate()
    secondSlot.deallocate()
    nearestCost.deallocate()
    secondCost.deallocate()
  }

  package var count: Int { rows.count }

  package func nearest(of demand: Int) -> Int { Int(nearestSlot[demand]) }
  func secondNearest(of demand: Int) -> Int { Int(secondSlot[demand]) }
  package func cost(of demand: Int) -> Double { nearestCost[demand] }
  package func secondCost(of demand: Int) -> Double { secondCost[demand] }

  /// Opens one more slot.
  ///
  /// - Complexity: O(*n*)
  package func append(_ candidate: Int?, row: CostRow) {
    let slot = Int32(count)
    candidates.append(candidate)
    rows.append(row)
    rowCosts.append(row.costs)
    for demand in 0..<demandCount {
      let cost = row.costs[demand]
      if nearestSlot[demand] < 0 || cost < nearestCost[demand] {
        secondSlot[demand] = nearestSlot[demand]
        secondCost[demand] = nearestCost[demand]
        nearestSlot[demand] = slot
        nearestCost[demand] = cost
      } else if secondSlot[demand] < 0 || cost < secondCost[demand] {
        secondSlot[demand] = slot
        secondCost[demand] = cost
      }
    }
    sumUp()
  }

  /// What the plan would cost with one more site.
  ///
  /// - Complexity: O(*n*)
  package func total(with row: CostRow) -> PlanCost {
    let costs = row.costs
    var sum = PlanCost.zero
    for demand in 0..<demandCount {
      let cost = min(costs[demand], nearestCost[demand])
      if cost < .infinity { sum.cost += cost } else { sum.unreached += units[demand] }
    }
    return sum
  }

  /// Puts another site into a slot.
  ///
  /// - Complexity: O(*n* + *r* · *k*), *r* demand points having the slot as nearest or second.
  package func replace(_ slot: Int, with candidate: Int?, row: CostRow) {
    put(slot, candidate, row)
    sumUp()
  }

  /// Puts other sites into several slots at once.
  package func replace(_ slots: [Int], with candidates: [Int?], rows: [CostRow]) {
    for (index, slot) in slots.enumerated() { put(slot, candidates[index], rows[index]) }
    sumUp()
  }

  private func put(_ slot: Int, _ candidate: Int?, _ row: CostRow) {
    candidates[slot] = candidate
    rows[slot] = row
    rowCosts[slot] = row.costs
    let costs = row.costs
    let slotNumber = Int32(slot)
    for demand in 0..<demandCount {
      let cost = costs[demand]
      if nearestSlot[demand] == slotNumber {
        if cost < secondCost[demand] || secondSlot[demand] < 0 {
          nearestCost[demand] = cost
        } else {
          nearestSlot[demand] = secondSlot[demand]
          nearestCost[demand] = secondCost[demand]
          findSecond(of: demand)
        }
      } else if cost < nearestCost[demand] {
        secondSlot[demand] = nearestSlot[demand]
        secondCost[demand] = nearestCost[demand]
        nearestSlot[demand] = slotNumber
        nearestCost[demand] = cost
      } else if cost < secondCost[demand] {
        secondSlot[demand] = slotNumber
        secondCost[demand] = cost
      } else if secondSlot[demand] == slotNumber {
        findSecond(of: demand)
      }
    }
  }

  private func findSecond(of demand: Int) {
    let nearest = Int(nearestSlot[demand])
    var best = -1
    var bestCost = Double.infinity
    for slot in 0..<rowCosts.count where slot != nearest {
      let cost = rowCosts[slot][demand]
      if best < 0 || cost < bestCost {
        best = slot
        bestCost = cost
      }
    }
    secondSlot[demand] = Int32(best)
    secondCost[demand] = bestCost
  }

  /// Sums in the order of the demand: the same sites always have the same total.
  private func sumUp() {
    var sum = PlanCost.zero
    closing = Array(repeating: .zero, count: count)
    hasUnreachable = false
    closing.withUnsafeMutableBufferPointer { closing in
      for demand in 0..<demandCount {
        let nearest = nearestCost[demand]
        guard nearest < .infinity else {
          sum.unreached += units[demand]
          hasUnreachable = true
          continue
        }
        sum.cost += nearest
        let slot = Int(nearestSlot[demand])
        let second = secondCost[demand]
        if second < .infinity {
          closing[slot].cost += second - nearest
        } else {
          closing[slot].cost -= nearest
          closing[slot].unreached += units[demand]
          hasUnreachable = true
        }
      }
    }
    total = sum
    checkInvariants()
  }

  /// The slot that the newcomer would best take over, and what that changes.
  ///
  /// Among equally good slots the first. The change carries rounding errors of its sums.
  ///
  /// - Parameters:
  ///   - newcomer: *n* costs of the newcomer.
  ///   - scratch: As many values as there are slots; overwritten.
  /// - Returns: Nil where all slots are fixed.
  /// - Complexity: O(*n* + *k*)
  package func bestSwap(
    bringing newcomer: UnsafePointer<Double>, scratch: inout [PlanCost]
  ) -> Swap? {
    guard fixedCount < count else { return nil }
    var gained = PlanCost.zero
    return scratch.withUnsafeMutableBufferPointer { changes in
      for slot in 0..<count { changes[slot] = closing[slot] }
      var demand = 0
      // Most demand points have two sites nearer than the newcomer: pass eight of them at a time.
      while demand + 8 <= demandCount {
        let here = UnsafeRawPointer(newcomer + demand).loadUnaligned(as: SIMD8<Double>.self)
        let second = UnsafeRawPointer(secondCost + demand).loadUnaligned(as: SIMD8<Double>.self)
        if any(here .< second) {
          for position in demand..<demand + 8 {
            count(position, newcomer[position], changes, &gained)
          }
        }
        demand += 8
      }
      while demand < demandCount {
        count(demand, newcomer[demand], changes, &gained)
        demand += 1
      }
      var best = fixedCount
      for slot in fixedCount..<count where changes[slot] < changes[best] { best = slot }
      return Swap(
        slot: best,
        change: PlanCost(
          unreached: changes[best].unreached + gained.unreached,
          cost: changes[best].cost + gained.cost))
    }
  }

  @inline(__always)
  private func count(
    _ demand: Int, _ cost: Double, _ changes: UnsafeMutableBufferPointer<PlanCost>,
    _ gained: inout PlanCost
  ) {
    let second = secondCost[demand]
    guard cost < second else { return }
    let nearest = nearestCost[demand]
    let slot = Int(nearestSlot[demand])
    if !hasUnreachable {
      if cost < nearest {
        gained.cost += cost - nearest
        changes[slot].cost += nearest - second
      } else {
        changes[slot].cost += cost - second
      }
      return
    }
    let weight = units[demand]
    if second == .infinity {
      changes[slot].unreached -= weight
    } else {
      changes[slot].cost -= second
    }
    if cost < nearest {
      gained.cost += cost
      if nearest < .infinity {
        gained.cost -= nearest
        changes[slot].cost += nearest
      } else {
        gained.unreached -= weight
        changes[slot].unreached += weight
      }
    } else {
      changes[slot].cost += cost
    }
  }
}

/// A newcomer in place of an open site.
package struct Swap: Hashable, Sendable {
  package var slot: Int
  package var change: PlanCost
}
