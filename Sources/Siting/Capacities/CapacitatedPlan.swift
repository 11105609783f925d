/// Which sites are open and who goes where, keeping to all rules.
struct CapacitatedPlan: Hashable, Sendable {
  /// Columns of the case, one per slot.
  var sites: [Int32]
  /// Per demand point an index into ``sites``.
  var slots: [Int32]
  var cost: Double
}

extension Allocation {
  var plan: CapacitatedPlan {
    CapacitatedPlan(
      sites: (0..<slotCount).map { sites[$0] }, slots: (0..<problem.demandCount).map { slots[$0] },
      cost: cost)
  }

  /// Opens the sites of a plan and sends everyone where it says.
  convenience init(_ problem: CapacitatedCase, near: NearSites, plan: CapacitatedPlan) {
    self.init(problem, near: near, sites: plan.sites.map { Int($0) })
    for index in 0..<problem.demandCount { send(index, to: Int(plan.slots[index])) }
    forgetJournal()
  }

  /// Sends everyone somewhere: those first who lose most if they do not get the nearest site.
  func fillUp() {
    let n = problem.demandCount
    var regrets = [Double](repeating: 0, count: n)
    for index in 0..<n {
      let base = index * knownCount
      let count = Int(knownSizes[index])
      regrets[index] =
        count > 1 ? knownCosts[base + 1] - knownCosts[base] : problem.outOfReach
    }
    let order = (0..<n).sorted {
      (-regrets[$0], -problem.loads[$0], $0) < (-regrets[$1], -problem.loads[$1], $1)
    }
    for index in order {
      let base = index * knownCount
      var best = Double.infinity
      var chosen = 0
      for position in 0..<Int(knownSizes[index]) {
        let slot = Int(known[base + position])
        let over = max(
          0, loads[slot] + problem.loads[index] - problem.capacities[Int(sites[slot])])
        let moved = movePenalty(of: problem.move(index, to: Int(sites[slot])))
        let cost = knownCosts[base + position] + penalties.overload * over + moved
        if cost < best {
          best = cost
          chosen = slot
        }
      }
      send(index, to: chosen)
    }
    forgetJournal()
  }
}
