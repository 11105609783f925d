import Clustering

/// Open candidates and what they cost.
struct TablePlan: Hashable, Sendable {
  /// Row numbers, ascending.
  var sites: [Int]
  var total: PlanCost
}

/// Several ``SwapChain``s and the best plan that any of them, or a relaxation, has come upon.
///
/// The number of chains does not depend on the number of cores, and they meet only after equal
/// amounts of work.
final class SparseSearch {
  private(set) var rows: SparseCosts
  private(set) var best: TablePlan
  /// What a set of sites costs, exactly.
  private let measure: ([Int]) -> PlanCost
  private let fixed: [Int]
  private(set) var chains: [SwapChain] = []
  private let starts: [[Int]]
  private let leastUnreached: Int64
  private let seed: UInt64
  private let cores: Int?

  /// - Parameters:
  ///   - rows: What everyone pays where.
  ///   - starts: Plans to start from, a chain each; the best plan among them.
  ///   - fixed: Sites that are always open.
  ///   - best: The best of the starts, as measured.
  ///   - leastUnreached: Weight that no site reaches, in the units of ``DemandWeights``.
  ///   - begins: Whether to look at all sites from the start; else nothing is swapped before
  ///     ``concentrate(on:cells:)``.
  ///   - seed: Where the random numbers start.
  ///   - cores: How many cores to use; nil for all.
  ///   - measure: What a set of sites costs.
  init(
    rows: SparseCosts, starts: [[Int]], fixed: [Int], best: TablePlan, leastUnreached: Int64,
    begins: Bool, seed: UInt64, cores: Int?, measure: @escaping ([Int]) -> PlanCost
  ) {
    self.rows = rows
    self.best = best
    self.measure = measure
    self.fixed = fixed
    self.cores = cores
    self.starts = starts
    self.leastUnreached = leastUnreached
    self.seed = seed
    if begins { begin(SparseColumns(of: rows), Array(0..<rows.siteCount)) }
  }

  private func begin(_ columns: SparseColumns, _ sites: [Int]) {
    let newcomers = Self.newcomers(sites, fixed)
    chains = starts.enumerated().map { number, sites in
      SwapChain(
        plan: SparsePlan(
          columns: columns, sites: Self.slots(sites, fixed), fixedCount: fixed.count),
        newcomers: newcomers,
        generator: SeededGenerator(seed: seed, stream: UInt64(number) + 1000))
    }
  }

  private static func newcomers(_ sites: [Int], _ fixed: [Int]) -> [Int] {
    let fixed = Set(fixed)
    return sites.filter { !fixed.contains($0) }
  }

  private static func slots(_ sites: [Int], _ fixed: [Int]) -> [Int] {
    fixed + newcomers(sites, fixed)
  }

  /// From now on leaves other sites alone: no plan that is better has them open.
  ///
  /// - Parameters:
  ///   - promising: The best first.
  ///   - cells: How many cells may be kept by site: where they are fewer than all, the last of the
  ///     promising sites are left alone as well.
  func concentrate(on promising: [Int], cells: Int = .max) {
    var isKept = [Bool](repeating: false, count: rows.siteCount)
    let plans = chains.isEmpty ? starts : chains.map(\.plan.sites)
    for site in best.sites + plans.joined() { isKept[site] = true }
    if chains.isEmpty {
      var counts = [Int](repeating: 0, count: rows.siteCount)
      for demand in 0..<rows.demandCount {
        let row = rows.row(demand)
        for cell in 0..<row.count { counts[Int(row.sites[cell])] += 1 }
      }
      var left = cells - counts.indices.reduce(0) { isKept[$1] ? $0 + counts[$1] : $0 }
      var newcomers: [Int] = []
      for site in promising {
        if !isKept[site] { left -= counts[site] }
        if left < 0 { break }
        isKept[site] = true
        newcomers.append(site)
      }
      begin(SparseColumns(of: rows, keeping: isKept), newcomers)
    } else {
      for site in promising { isKept[site] = true }
      rows = rows.reduced(to: isKept, caps: rows.caps)
      let columns = SparseColumns(of: rows)
      let newcomers = Self.newcomers(promising.sorted(), fixed)
      for chain in chains { chain.move(to: columns, newcomers: newcomers) }
    }
  }

  /// The best plan and those of the chains that differ from it.
  var plans: [[Int]] {
    var plans = [best.sites]
    for chain in chains.map({ $0.plan.sites.sorted() }) where !plans.contains(chain) {
      plans.append(chain)
    }
    return Array(plans.prefix(max(1, chains.count)))
  }

  /// Lets all chains go on for so much work each, then keeps the best.
  func run(work: Int, shakes: Int = .max, limits: SearchLimits) {
    inEveryChain { $0.run(work: work, shakes: shakes, limits: limits) }
    keepBest()
  }

  /// Swaps until nothing helps in any chain.
  func settle(limits: SearchLimits) {
    if Set(starts).count > 1 {
      inEveryChain { $0.descendFully(limits) }
    } else if let first = chains.first {
      first.descendFully(limits)
      for chain in chains.dropFirst() { chain.plan.open(first.plan.sites) }
    }
    keepBest()
  }

  /// Shakes since any chain got better.
  var idleShakes: Int { chains.map(\.idleShakes).min() ?? 0 }

  /// The worst chain goes on from the best plan.
  func moveWorst(limits: SearchLimits) {
    guard
      let worst = chains.max(by: { $0.plan.total < $1.plan.total }),
      worst.plan.sites.sorted() != best.sites
    else { return }
    worst.restart(from: Self.slots(best.sites, fixed), limits: limits)
  }

  /// Swaps on from a plan that was found elsewhere, in the last chain, if it can still be better.
  func adopt(_ sites: [Int], limits: SearchLimits) {
    guard let chain = chains.last else { return }
    let (old, total) = (chain.plan.sites, chain.plan.total)
    chain.restart(from: Self.slots(sites, fixed), limits: limits)
    keepBest()
    if chain.plan.total > total { chain.plan.open(old) }
  }

  /// Takes over a plan as it is, if it is better.
  ///
  /// - Returns: What it costs.
  func offer(_ sites: [Int]) -> PlanCost {
    let total = measure(sites)
    if total < best.total { best = TablePlan(sites: sites.sorted(), total: total) }
    return total
  }

  private func keepBest() {
    // A plan that leaves fewer behind may cost more.
    let isComplete = best.total.unreached == leastUnreached
    for chain in chains where !isComplete || chain.plan.total < best.total.cost * (1 - 1e-12) {
      _ = offer(chain.plan.sites)
    }
  }

  private func inEveryChain(_ body: @Sendable (SwapChain) -> Void) {
    let chains = chains
    concurrently(chains.count, cores: cores) { body(chains[$0]) }
  }
}
