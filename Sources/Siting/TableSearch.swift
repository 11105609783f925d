import Clustering

/// Looks for the best candidates when all costs are in memory.
///
/// Several chains, each with random numbers of its own, start from k-means++ seeds and swap until
/// nothing helps; then each shakes its best plan by a few random swaps, and swaps on: an iterated
/// local search (H. R. Lourenço, O. C. Martin, T. Stützle, "Iterated Local Search", Handbook of
/// Metaheuristics, 2003, <https://doi.org/10.1007/0-306-48056-5_11>). The number of chains does
/// not depend on the number of cores.
struct TableSearch {
  static let chainCount = 4

  let table: CostTable
  let weights: DemandWeights
  /// Rows that are always open.
  let fixed: [Int]
  let facilities: Int
  let demandIsCandidates: Bool
  let seed: UInt64
  let cores: Int?

  private var chains: [Chain] = []

  init(
    table: CostTable, weights: DemandWeights, fixed: [Int], facilities: Int,
    demandIsCandidates: Bool, seed: UInt64, cores: Int?
  ) {
    self.table = table
    self.weights = weights
    self.fixed = fixed
    self.facilities = facilities
    self.demandIsCandidates = demandIsCandidates
    self.seed = seed
    self.cores = cores
  }

  /// How many times to restart a problem of this size, where the caller does not say.
  static func suitedRestarts(cells: Int) -> Int { max(16, min(300, 500_000_000 / max(1, cells))) }

  /// The best plan of all chains; of equally good ones that of the first.
  var best: TablePlan {
    var best = chains[0].best
    for chain in chains.dropFirst() where chain.best.total < best.total { best = chain.best }
    return best
  }

  /// Seeds all chains and lets them come to rest.
  mutating func start(limits: SearchLimits) {
    let (fixed, facilities, weights) = (fixed, facilities, weights)
    let demandIsCandidates = demandIsCandidates
    chains = (0..<Self.chainCount).map { number in
      Chain(
        open: OpenSites(weights: weights, fixedCount: fixed.count), table: table,
        generator: SeededGenerator(seed: seed, stream: UInt64(number)))
    }
    inEveryChain { chain in
      chain.start(
        fixed: fixed, facilities: facilities, weights: weights,
        demandIsCandidates: demandIsCandidates, limits: limits)
    }
  }

  /// The best plan of each chain.
  var plans: [TablePlan] { chains.map(\.best) }

  /// Shakes every chain once.
  func shake(limits: SearchLimits) {
    inEveryChain { $0.shake(limits: limits) }
  }

  /// What a plan costs.
  func cost(of sites: [Int]) -> PlanCost {
    let open = OpenSites(weights: weights, fixedCount: 0)
    for site in sites { open.append(site, row: table.rows(of: [site])[0]) }
    return open.total
  }

  private func inEveryChain(_ body: @Sendable (Chain) -> Void) {
    let chains = chains
    concurrently(chains.count, cores: cores) { body(chains[$0]) }
  }
}

/// One of several searches that run side by side.
private final class Chain: @unchecked Sendable {
  private let open: OpenSites
  private let table: CostTable
  private var search: SwapSearch
  private var generator: SeededGenerator
  private(set) var best = TablePlan(sites: [], total: .zero)
  /// The candidates that swaps bring in.
  var promising: [Int]

  init(open: OpenSites, table: CostTable, generator: SeededGenerator) {
    self.open = open
    self.table = table
    self.generator = generator
    search = SwapSearch(candidates: table.count)
    promising = Array(0..<table.count)
  }

  func start(
    fixed: [Int], facilities: Int, weights: DemandWeights, demandIsCandidates: Bool,
    limits: SearchLimits
  ) {
    for site in fixed { open.append(site, row: table.rows(of: [site])[0]) }
    do {
      try seed(
        open, upTo: facilities, from: table, weights: weights,
        demandIsCandidates: demandIsCandidates, using: &generator)
    } catch {
      preconditionFailure("a table that is filled has no faults left: \(error)")
    }
    descend(limits)
    best = plan
  }

  func shake(limits: SearchLimits) {
    let movable = open.count - open.fixedCount
    guard movable > 0, promising.count > 0 else { return }
    var isOpen = Set(open.candidates.compactMap { $0 })
    for _ in 0..<(1 + generator.index(below: min(4, movable))) {
      let slot = open.fixedCount + generator.index(below: movable)
      let candidate = promising[generator.index(below: promising.count)]
      guard isOpen.insert(candidate).inserted else { continue }
      if let old = open.candidates[slot] { isOpen.remove(old) }
      open.replace(slot, with: candidate, row: table.rows(of: [candidate])[0])
    }
    descend(limits)
    settle()
  }

  private func descend(_ limits: SearchLimits) {
    guard !promising.isEmpty else { return }
    let start = generator.index(below: promising.count)
    search.descend(open, in: table, trying: promising, from: start) { limits.areReached }
  }

  /// Keeps the plan if it is better than, or as good as, the best; else goes back.
  private func settle() {
    if best.total < open.total { restore(best.sites) } else { best = plan }
  }

  private var plan: TablePlan {
    TablePlan(sites: open.candidates.compactMap { $0 }.sorted(), total: open.total)
  }

  private func restore(_ sites: [Int]) {
    let wanted = Set(sites)
    let present = Set(open.candidates.compactMap { $0 })
    var missing = sites.filter { !present.contains($0) }
    for slot in open.fixedCount..<open.count {
      guard let old = open.candidates[slot], !wanted.contains(old) else { continue }
      guard let site = missing.popLast() else { return }
      open.replace(slot, with: site, row: table.rows(of: [site])[0])
    }
  }
}
