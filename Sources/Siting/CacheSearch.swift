import Clustering
import Travel

/// Looks for the best candidates when their costs do not fit in memory.
///
/// As ``TableSearch``, but with one chain, and with newcomers from the neighbourhood of each site
/// (``NeighbourhoodSwaps``).
struct CacheSearch<Provider: DistanceProvider> {
  let provider: Provider
  let demand: Provider.Prepared
  let places: Provider.Prepared
  /// Index into `places` of each candidate.
  let candidates: [Int]
  let weights: DemandWeights
  let fixed: [Int]
  let facilities: Int
  let demandIsCandidates: Bool
  let options: SitingOptions

  /// How many rows of distances to work out, where the caller does not say how often to restart.
  private var rowBudget: Int { max(1, 200_000_000 / max(1, weights.count)) }

  func run(
    limits: SearchLimits, report: ProgressReport
  ) throws(DistanceFault) -> TablePlan {
    let costs = CostCache(
      provider: provider, demand: demand, places: places, candidates: candidates,
      weights: weights, memory: min(options.memory, 512 << 20) / 2, cores: options.cores)
    let lloyd = LloydSteps(
      provider: provider, demand: demand, weights: weights, cores: options.cores)
    var swaps = NeighbourhoodSwaps(
      provider: provider, lloyd: lloyd, places: places, candidates: candidates,
      cores: options.cores)
    var generator = SeededGenerator(seed: options.seed)
    let open = OpenSites(weights: weights, fixedCount: fixed.count)
    for site in fixed { open.append(site, row: try costs.rows(of: [site])[0]) }
    try seed(
      open, upTo: facilities, from: costs, weights: weights,
      demandIsCandidates: demandIsCandidates, using: &generator)
    var standing = open.candidates.compactMap { $0 }.map { places[candidates[$0]] }
    _ = try swaps.descend(
      open, places: &standing, costs: costs, rounds: 50, using: &generator,
      shouldStop: { limits.areReached })

    let movable = open.count - open.fixedCount
    var best = Snapshot(open, standing)
    var shakes = 0
    while movable > 0, facilities < candidates.count, !limits.areReached {
      if let restarts = options.restarts {
        if shakes == restarts { break }
      } else if shakes == 100 || costs.rowsMeasured >= rowBudget {
        break
      }
      shakes += 1
      report(
        .searching, min(1, Double(costs.rowsMeasured) / Double(rowBudget)),
        objective: best.total.cost)
      for _ in 0..<(1 + generator.index(below: min(3, movable))) {
        let slot = open.fixedCount + generator.index(below: movable)
        let candidate = generator.index(below: candidates.count)
        guard !open.candidates.contains(candidate) else { continue }
        open.replace(slot, with: candidate, row: try costs.rows(of: [candidate])[0])
        standing[slot] = places[candidates[candidate]]
      }
      _ = try swaps.descend(
        open, places: &standing, costs: costs, rounds: 50, using: &generator,
        shouldStop: { limits.areReached })
      if best.total < open.total {
        best.restore(open, &standing)
      } else {
        best = Snapshot(open, standing)
      }
    }
    best.restore(open, &standing)
    return TablePlan(sites: open.candidates.compactMap { $0 }.sorted(), total: open.total)
  }
}

/// A plan to go back to.
struct Snapshot<Place: Hashable & Sendable> {
  let candidates: [Int?]
  let rows: [CostRow]
  let places: [Place]
  let total: PlanCost

  init(_ open: OpenSites, _ places: [Place]) {
    candidates = open.candidates
    rows = open.rows
    self.places = places
    total = open.total
  }

  func restore(_ open: OpenSites, _ places: inout [Place]) {
    let changed = rows.indices.filter { rows[$0] !== open.rows[$0] }
    open.replace(changed, with: changed.map { candidates[$0] }, rows: changed.map { rows[$0] })
    places = self.places
  }
}
