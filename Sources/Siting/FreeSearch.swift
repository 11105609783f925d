import Clustering
import Travel

/// Looks for places anywhere: the hybrid of Lloyd steps and medoid steps.
///
/// From k-means++ seeds at demand points, medoid steps (swaps with demand points) and Lloyd steps
/// (relocation by the provider) take turns until neither helps; then one or two sites are thrown
/// to demand points drawn by what they pay, and all runs again from there.
struct FreeSearch<Provider: DistanceProvider> {
  let provider: Provider
  let demand: Provider.Prepared
  let fixed: [Provider.Place]
  let weights: DemandWeights
  let facilities: Int
  let options: SitingOptions

  /// Up to how many demand points all distances between them are kept.
  private static var tableLimit: Int { 1500 }

  private var suitedRestarts: Int {
    max(5, min(200, 10_000_000 / max(1, facilities * weights.count)))
  }

  /// - Returns: Where the facilities stand, the fixed ones first.
  func run(limits: SearchLimits, report: ProgressReport) throws(DistanceFault) -> [Provider.Place] {
    let all = Array(0..<demand.count)
    if demand.count <= Self.tableLimit {
      let table = try CostTable(
        provider: provider, demand: demand, places: demand, candidates: all, weights: weights,
        cores: options.cores)
      return try run(costs: table, table: table, limits: limits, report: report)
    }
    let cache = CostCache(
      provider: provider, demand: demand, places: demand, candidates: all, weights: weights,
      memory: min(options.memory, 512 << 20) / 2, cores: options.cores)
    return try run(costs: cache, table: nil, limits: limits, report: report)
  }

  private func run(
    costs: some CandidateCosts, table: CostTable?, limits: SearchLimits, report: ProgressReport
  ) throws(DistanceFault) -> [Provider.Place] {
    let lloyd = LloydSteps(
      provider: provider, demand: demand, weights: weights, cores: options.cores)
    var medoids = MedoidSteps(
      swaps: NeighbourhoodSwaps(
        provider: provider, lloyd: lloyd, places: demand, candidates: Array(0..<demand.count),
        cores: options.cores),
      search: SwapSearch(candidates: demand.count), table: table, demand: demand)
    var generator = SeededGenerator(seed: options.seed)
    let open = OpenSites(weights: weights, fixedCount: fixed.count)
    if !fixed.isEmpty {
      let distances = provider.distances(
        from: demand, to: provider.prepare(fixed), chosen: Array(fixed.indices))
      for row in try distances.costRows(weights, cores: options.cores) {
        open.append(nil, row: row)
      }
    }
    try seed(
      open, upTo: facilities, from: costs, weights: weights, demandIsCandidates: true,
      using: &generator)
    var places =
      fixed + open.candidates.dropFirst(fixed.count).compactMap { $0.map { demand[$0] } }
    let movable = open.count - fixed.count
    guard movable > 0 else { return places }

    try settle(open, &places, lloyd, &medoids, costs, &generator, limits, tolerance: 1e-5)
    var best = Snapshot(open, places)
    let restarts = options.restarts ?? suitedRestarts
    for restart in 0..<restarts where !limits.areReached {
      report(.searching, Double(restart) / Double(restarts), objective: best.total.cost)
      for _ in 0..<(1 + generator.index(below: min(2, movable))) {
        let slot = fixed.count + generator.index(below: movable)
        let pays = (0..<weights.count).map { index in
          let cost = open.cost(of: index)
          return cost < .infinity ? cost : 0
        }
        let newcomer =
          generator.index(weightedBy: pays) ?? generator.index(below: demand.count)
        open.replace(slot, with: newcomer, row: try costs.rows(of: [newcomer])[0])
        places[slot] = demand[newcomer]
      }
      try settle(open, &places, lloyd, &medoids, costs, &generator, limits, tolerance: 1e-5)
      if open.total < best.total {
        best = Snapshot(open, places)
      } else {
        best.restore(open, &places)
      }
    }
    best.restore(open, &places)
    // The last digits are worth the steps only for the plan that is handed back.
    try settle(open, &places, lloyd, &medoids, costs, &generator, limits, tolerance: 1e-12)
    return places
  }

  /// Takes turns until neither kind of step helps.
  private func settle(
    _ open: OpenSites, _ places: inout [Provider.Place], _ lloyd: LloydSteps<Provider>,
    _ medoids: inout MedoidSteps<Provider>, _ costs: some CandidateCosts,
    _ generator: inout SeededGenerator, _ limits: SearchLimits, tolerance: Double
  ) throws(DistanceFault) {
    for _ in 0..<20 where !limits.areReached {
      var before = open.total
      for _ in 0..<500 where !limits.areReached {
        guard try lloyd.step(open, places: &places) else { break }
        let after = open.total
        let gained = before.cost - after.cost
        before = after
        if gained <= tolerance * after.cost { break }
      }
      let swapped = try medoids.descend(open, &places, costs, &generator, limits)
      if !swapped { break }
    }
  }
}

/// Swaps with demand points: with all of them where their table is at hand, else with those
/// around each site.
private struct MedoidSteps<Provider: DistanceProvider> {
  var swaps: NeighbourhoodSwaps<Provider>
  var search: SwapSearch
  let table: CostTable?
  let demand: Provider.Prepared

  mutating func descend(
    _ open: OpenSites, _ places: inout [Provider.Place], _ costs: some CandidateCosts,
    _ generator: inout SeededGenerator, _ limits: SearchLimits
  ) throws(DistanceFault) -> Bool {
    guard let table else {
      return try swaps.descend(
        open, places: &places, costs: costs, rounds: 3, using: &generator,
        shouldStop: { limits.areReached })
    }
    let before = open.total
    search.descend(
      open, in: table, trying: Array(0..<table.count),
      from: generator.index(below: table.count)
    ) { limits.areReached }
    for slot in open.fixedCount..<open.count {
      if let candidate = open.candidates[slot] { places[slot] = demand[candidate] }
    }
    return open.total < before
  }
}
