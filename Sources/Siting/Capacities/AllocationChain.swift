import Clustering
import Foundation

/// One search that moves facilities about and anneals: worse plans are taken now and then, the
/// less often the later.
///
/// S. Kirkpatrick, C. D. Gelatt, M. P. Vecchi, "Optimization by Simulated Annealing", Science 220
/// (1983), <https://doi.org/10.1126/science.220.4598.671>.
final class AllocationChain: @unchecked Sendable {
  private let problem: CapacitatedCase
  private let near: NearSites
  let descent: AllocationDescent
  private var generator: SeededGenerator
  private(set) var allocation: Allocation
  /// The best plan that keeps all rules.
  private(set) var best: CapacitatedPlan?
  private var movable: [Int] = []
  /// On a unit of overload, to begin with.
  private var firstPenalty = 0.0

  init(_ problem: CapacitatedCase, near: NearSites, generator: SeededGenerator) {
    self.problem = problem
    self.near = near
    self.generator = generator
    descent = AllocationDescent(problem)
    allocation = Allocation(problem, near: near, sites: [])
  }

  /// Opens the sites, allocates everyone and comes to rest.
  func start(at sites: [Int], penalties: Allocation.Penalties) {
    allocation = Allocation(problem, near: near, sites: sites)
    allocation.penalties = penalties
    firstPenalty = penalties.overload
    allocation.fillUp()
    free(Array(repeating: true, count: sites.count))
    descent.descend(allocation, around: Array(sites.indices), rounds: 30)
    repair()
    keep()
  }

  /// Goes on from a plan, or from what may become one.
  func resume(_ plan: CapacitatedPlan, penalties: Allocation.Penalties) {
    allocation = Allocation(problem, near: near, plan: plan)
    allocation.penalties = penalties
    free(Array(repeating: true, count: plan.sites.count))
  }

  /// From now on lets only these slots change.
  func free(_ slots: [Bool]) {
    descent.isFree = slots
    movable = slots.indices.filter {
      slots[$0] && !problem.isFixed[Int(allocation.sites[$0])]
    }
  }

  /// Makes breaking rules dearer until none is broken, a few times.
  private func repair() {
    var tries = 0
    let penalties = allocation.penalties
    while !allocation.keepsRules, tries < 6 {
      allocation.penalties.overload *= 3
      allocation.penalties.underload *= 3
      allocation.penalties.moves *= 3
      descent.descend(allocation, around: Array(0..<allocation.slotCount), rounds: 2)
      tries += 1
    }
    allocation.penalties = penalties
    allocation.forgetJournal()
  }

  /// Keeps the plan at hand if it is the best.
  private func keep() {
    guard allocation.keepsRules else { return }
    let cost = allocation.cost
    if cost < best?.cost ?? .infinity { best = allocation.plan }
  }

  func adopt(_ plan: CapacitatedPlan) {
    if plan.cost < best?.cost ?? .infinity { best = plan }
  }

  /// Tries so many changes of site at a temperature, in units of cost.
  func anneal(steps: Int, temperature: Double, limits: SearchLimits) {
    guard !movable.isEmpty else { return }
    var standing = allocation.cost + allocation.penalty
    var isLegal = allocation.keepsRules
    for step in 0..<steps {
      if step % 16 == 0, limits.areReached { return }
      guard let change = proposal() else { continue }
      let slotsBefore = allocation.members(of: change.slot)
      allocation.replace(change.slot, with: change.site)
      // Those who leave go first where they would go anyway.
      for index in slotsBefore { descent.enqueue(Int(index)) }
      descent.descend(allocation, around: around(change.slot), rounds: 3)
      let value = allocation.cost + allocation.penalty
      let legal = allocation.keepsRules
      let allowance = temperature > 0 ? -temperature * log(max(1e-300, generator.unit())) : 0
      if value < standing + allowance, legal || !isLegal {
        standing = value
        isLegal = legal
        allocation.forgetJournal()
        if legal, allocation.cost < best?.cost ?? .infinity { keep() }
      } else {
        allocation.rollBack(to: 0)
      }
    }
    if !isLegal, allocation.penalties.overload < 1e6 * firstPenalty {
      allocation.penalties.overload *= 1.5
      allocation.penalties.underload *= 1.5
      allocation.penalties.moves *= 1.5
    }
  }

  /// The slot and those that its people know next.
  private func around(_ slot: Int) -> [Int] {
    var slots = Set([slot])
    var count = 0
    for index in near.demand(of: Int(allocation.sites[slot])) {
      slots.insert(Int(allocation.slots[Int(index)]))
      count += 1
      if slots.count > 6 || count > 60 { break }
    }
    return slots.sorted()
  }

  private struct Proposal {
    var slot: Int
    var site: Int
  }

  private func proposal() -> Proposal? {
    // Of two facilities the one that would be missed less.
    var slot = movable[generator.index(below: movable.count)]
    if generator.unit() < 0.6 {
      let other = movable[generator.index(below: movable.count)]
      if loss(of: other) < loss(of: slot) { slot = other }
    }
    var target = slot
    let hops = generator.index(below: 5)
    for _ in 0..<hops {
      guard let index = someone(in: target) else { break }
      let size = Int(allocation.knownSizes[index])
      guard size > 0 else { break }
      let next = Int(allocation.known[index * allocation.knownCount + generator.index(below: size)])
      if descent.isFree[next] { target = next }
    }
    var best: (gain: Double, site: Int)?
    for _ in 0..<(1 + generator.index(below: 4)) {
      guard let index = someone(in: target) else { break }
      let sites = near.sites(of: index)
      guard !sites.isEmpty else { break }
      let depth = min(sites.count, hops == 0 ? 40 : 12)
      let site = Int(sites[generator.index(below: depth)])
      guard allocation.slotOfSite[site] < 0, descent.isPromising[site] else { continue }
      let gain = gain(of: site)
      if gain > best?.gain ?? -1 { best = (gain, site) }
    }
    guard let best else { return nil }
    return Proposal(slot: slot, site: best.site)
  }

  private func someone(in slot: Int) -> Int? {
    let size = Int(allocation.sizes[slot])
    guard size > 0 else {
      // Nobody is served there: those who live near stand in.
      let around = near.demand(of: Int(allocation.sites[slot]))
      guard !around.isEmpty else { return nil }
      let index = Int(around[around.startIndex + generator.index(below: min(8, around.count))])
      return descent.isFree[Int(allocation.slots[index])] ? index : nil
    }
    var number = generator.index(below: size)
    var found: Int?
    allocation.forMembers(of: slot) { index in
      found = index
      number -= 1
      return number < 0
    }
    return found
  }

  private func loss(of slot: Int) -> Double {
    var sum = 0.0
    allocation.forMembers(of: slot) { index in
      let base = index * allocation.knownCount
      let size = Int(allocation.knownSizes[index])
      for position in 0..<size where Int(allocation.known[base + position]) != slot {
        sum += allocation.knownCosts[base + position] - allocation.own[index]
        break
      }
      return false
    }
    return sum
  }

  private func gain(of site: Int) -> Double {
    var room = problem.capacities[site]
    var gain = 0.0
    var count = 0
    let most = 3 * problem.demandCount / problem.facilities + 8
    for index in near.demand(of: site) {
      let index = Int(index)
      let saved = allocation.own[index] - problem.cost(index, site)
      if saved > 0 {
        room -= problem.loads[index]
        if room < 0 { break }
        gain += saved
      }
      count += 1
      if count == most { break }
    }
    return gain
  }
}
