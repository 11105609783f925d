import Clustering
import Foundation

/// Looks for a cheap plan that keeps all rules.
///
/// Facilities are moved about by annealing; with many of them the town is cut in two, a
/// different way each time, and both halves are searched at once; with few, two searches run
/// side by side. The outcome does not depend on the number of cores.
final class CapacitatedSearch {
  let problem: CapacitatedCase
  let near: NearSites
  private let chains: [AllocationChain]
  private let cores: Int?
  private var generator: SeededGenerator
  private(set) var penalties = Allocation.Penalties()
  private let splits: Bool
  /// The demand point to which each site is nearest.
  private var home: [Int32]
  private(set) var best: CapacitatedPlan?
  /// Sites that a better plan can have open.
  var promising: [Bool]

  init(_ problem: CapacitatedCase, near: NearSites, seed: UInt64, cores: Int?) {
    self.problem = problem
    self.near = near
    self.cores = cores
    generator = SeededGenerator(seed: seed, stream: 1000)
    chains = (0..<2).map {
      AllocationChain(
        problem, near: near, generator: SeededGenerator(seed: seed, stream: UInt64($0)))
    }
    splits = problem.facilities >= 24 && !problem.hasMoves
    promising = Array(repeating: true, count: problem.siteCount)
    home = (0..<problem.siteCount).map { near.demand(of: $0).first ?? 0 }

    var cheapest = 0.0
    var load = 0.0
    for index in 0..<problem.demandCount {
      // With as many sites as there will be facilities, about one in siteCount ÷ facilities is open.
      let sites = near.sites(of: index)
      let rank = min(sites.count - 1, problem.siteCount / problem.facilities)
      if rank >= 0 { cheapest += problem.cost(index, Int(sites[rank])) }
      load += problem.loads[index]
    }
    let counted = problem.moveWeights.reduce(0, +)
    penalties.overload = 2 * cheapest / max(1, load) + 1e-6
    penalties.underload = penalties.overload
    penalties.moves = 2 * cheapest / max(1, counted) + 1e-6
  }

  /// Two first plans from sites drawn at random, far from each other.
  func start() {
    let starts = chains.map { _ in seeds() }
    let penalties = penalties
    let chains = chains
    concurrently(chains.count, cores: cores) {
      chains[$0].start(at: starts[$0], penalties: penalties)
    }
    collect()
  }

  /// Allocates to given sites; true where that betters the best plan.
  func attempt(_ sites: [Int]) -> Bool {
    let before = best?.cost ?? .infinity
    chains[0].start(at: sites, penalties: penalties)
    collect()
    return best?.cost ?? .infinity < before
  }

  func adopt(_ plan: CapacitatedPlan) {
    if plan.cost < best?.cost ?? .infinity {
      best = plan
      for chain in chains { chain.adopt(plan) }
    }
  }

  /// What may become a plan.
  var standing: CapacitatedPlan { chains[0].allocation.plan }

  /// One cycle of annealing, from the best plan.
  ///
  /// - Parameters:
  ///   - rounds: How often the temperature falls.
  ///   - steps: Changes of site that each search tries in a round.
  ///   - heat: Of the first round, as a part of what one facility's people pay.
  ///   - limits: When to end.
  ///   - visit: Asked after each round; false ends the cycle.
  func cycle(
    rounds: Int, steps: Int, heat: Double, limits: SearchLimits, visit: (Int) -> Bool
  ) {
    var standing = best ?? chains[0].allocation.plan
    let penalties = chains[0].allocation.penalties
    let chains = chains
    for chain in chains { chain.resume(standing, penalties: penalties) }
    for round in 0..<rounds {
      if limits.areReached { return }
      let unit = standing.cost / Double(problem.facilities)
      let temperature =
        round == rounds - 1 ? 0 : heat * unit * exp(-5 * Double(round) / Double(rounds))
      if splits {
        let parts = halves(standing)
        let promising = promising
        let now = standing
        let slots = standing.slots
        let home = home
        let penalties = chains[0].allocation.penalties.highest(chains[1].allocation.penalties)
        concurrently(2, cores: cores) { part in
          let chain = chains[part]
          chain.resume(now, penalties: penalties)
          chain.free(parts.map { $0 == part })
          chain.descent.isPromising = promising.indices.map {
            promising[$0] && parts[Int(slots[Int(home[$0])])] == part
          }
          chain.anneal(steps: steps, temperature: temperature, limits: limits)
        }
        collect()
        standing = merged(parts)
        let allocation = Allocation(problem, near: near, plan: standing)
        if allocation.keepsRules { adopt(standing) }
      } else {
        for chain in chains { chain.descent.isPromising = promising }
        concurrently(2, cores: cores) {
          chains[$0].anneal(steps: steps, temperature: temperature, limits: limits)
        }
        collect()
        standing = best ?? chains[0].allocation.plan
      }
      if !visit(round) { return }
    }
  }

  private func collect() {
    for chain in chains { if let plan = chain.best { adopt(plan) } }
    if let best { for chain in chains { chain.adopt(best) } }
  }

  /// Which half each slot belongs to: near a demand point drawn at random, or far from it.
  private func halves(_ plan: CapacitatedPlan) -> [Int] {
    let centre = generator.index(below: problem.demandCount)
    let order = plan.sites.indices.sorted {
      (problem.cost(centre, Int(plan.sites[$0])), $0)
        < (problem.cost(centre, Int(plan.sites[$1])), $1)
    }
    var parts = [Int](repeating: 1, count: plan.sites.count)
    for slot in order.prefix(plan.sites.count / 2) { parts[slot] = 0 }
    return parts
  }

  private func merged(_ parts: [Int]) -> CapacitatedPlan {
    let plans = chains.map { $0.allocation.plan }
    var merged = plans[0]
    for slot in parts.indices where parts[slot] == 1 { merged.sites[slot] = plans[1].sites[slot] }
    for index in 0..<problem.demandCount where parts[Int(plans[1].slots[index])] == 1 {
      merged.slots[index] = plans[1].slots[index]
    }
    merged.cost = 0
    for index in 0..<problem.demandCount {
      merged.cost += problem.cost(index, Int(merged.sites[Int(merged.slots[index])]))
    }
    return merged
  }

  /// Sites by k-means++, among them the fixed ones, with room for all if that can be.
  private func seeds() -> [Int] {
    let (n, m) = (problem.demandCount, problem.siteCount)
    var sites = (0..<m).filter { problem.isFixed[$0] }
    var isOpen = problem.isFixed
    var pays = (0..<n).map { index in
      sites.reduce(problem.outOfReach) { min($0, problem.cost(index, $1)) }
    }
    func open(_ site: Int) {
      isOpen[site] = true
      sites.append(site)
      for index in 0..<n { pays[index] = min(pays[index], problem.cost(index, site)) }
    }
    while sites.count < problem.facilities {
      let drawn = generator.index(weightedBy: pays) ?? generator.index(below: max(1, n))
      let site = n == 0 ? nil : near.sites(of: drawn).first { !isOpen[Int($0)] }.map { Int($0) }
      if let site {
        open(site)
      } else if let site = isOpen.firstIndex(of: false) {
        open(site)
      }
    }
    // The roomiest for the smallest, as long as the room does not do.
    let load = problem.loads.reduce(0, +)
    var room = sites.reduce(0.0) { $0 + problem.capacities[$1] }
    let closed = (0..<m).filter { !isOpen[$0] }
      .sorted { (-problem.capacities[$0], $0) < (-problem.capacities[$1], $1) }
    let small = sites.indices.filter { !problem.isFixed[sites[$0]] }
      .sorted {
        (problem.capacities[sites[$0]], $0) < (problem.capacities[sites[$1]], $1)
      }
    for (slot, site) in zip(small, closed) {
      if room >= load || problem.capacities[site] <= problem.capacities[sites[slot]] { break }
      room += problem.capacities[site] - problem.capacities[sites[slot]]
      sites[slot] = site
    }
    return sites
  }
}

extension CapacitatedSearch {
  /// Keeps a plan that was found elsewhere if it keeps all rules and is better.
  func adoptIfLegal(_ plan: CapacitatedPlan) {
    if Allocation(problem, near: near, plan: plan).keepsRules { adopt(plan) }
  }
}

extension CapacitatedSearch {
  /// The sites of the best plan, or of what may become one.
  var openSites: [Int] { (best ?? standing).sites.map { Int($0) } }
}
