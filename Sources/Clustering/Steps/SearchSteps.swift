package import Travel

/// One search for centers from k-means++ seeds, each step of which is kept.
///
/// Swaps with members of the set, as in FasterPAM (see ``SwapSearch``), until none helps; where
/// centers may stand anywhere, they move to where their own members want them before (see
/// ``LloydSteps``), and both take turns. A search for the best answer tries many more starts; this
/// one shows what each of them does.
package struct SearchSteps<Provider: DistanceProvider> {
  private let provider: Provider
  private let places: [Provider.Place]
  private let weights: [Double]
  private let count: Int
  private let objective: CostPower
  private let seed: UInt64

  /// Bytes for rows of distances.
  private static var memory: Int { 256 << 20 }

  package init(
    of places: [Provider.Place], weights: [Double], count: Int, provider: Provider,
    objective: CostPower, seed: UInt64
  ) {
    self.provider = provider
    self.places = places
    self.weights = weights
    self.count = count
    self.objective = objective
    self.seed = seed
  }

  /// Searches without bounds on sizes.
  ///
  /// - Parameters:
  ///   - anywhere: Whether centers may leave the members of the set.
  ///   - shouldStop: Asked between steps; what there is so far is returned.
  /// - Returns: The steps, the seeds first.
  /// - Throws: ``DistanceFault`` where the provider gives what is no distance.
  package func steps(
    anywhere: Bool, shouldStop: () -> Bool
  ) throws(DistanceFault) -> [SearchStep<Provider.Place>] {
    let demand = provider.prepare(places)
    let weights = DemandWeights(weights, power: objective)
    let all = Array(places.indices)
    let costs = CostCache(
      provider: provider, demand: demand, places: demand, candidates: all, weights: weights,
      memory: Self.memory, cores: nil)
    let lloyd = LloydSteps(provider: provider, demand: demand, weights: weights, cores: nil)
    let open = OpenSites(weights: weights, fixedCount: 0)
    var generator = SeededGenerator(seed: seed)
    try Clustering.seed(
      open, upTo: count, from: costs, weights: weights, demandIsCandidates: true,
      using: &generator)
    var stands = open.candidates.compactMap { $0.map { places[$0] } }
    var record = SearchRecord<Provider.Place>()
    record.add(step(.start, open, stands))
    var search = SwapSearch(candidates: places.count)
    for _ in 0..<100 where !shouldStop() {
      if anywhere {
        var before = open.total.cost
        while !shouldStop(), try lloyd.step(open, places: &stands) {
          record.add(step(.move, open, stands))
          if before - open.total.cost <= 1e-5 * open.total.cost { break }
          before = open.total.cost
        }
      }
      let swaps = try search.descend(
        open, trying: all, of: costs, cores: nil, shouldStop: shouldStop
      ) {
        for (slot, candidate) in open.candidates.enumerated() {
          if let candidate { stands[slot] = places[candidate] }
        }
        record.add(step(.swap, open, stands))
      }
      if swaps == 0 { break }
    }
    return record.steps
  }

  private func step(
    _ kind: SearchStep<Provider.Place>.Kind, _ open: OpenSites, _ stands: [Provider.Place]
  ) -> SearchStep<Provider.Place> {
    SearchStep(
      kind: kind, places: stands, members: open.candidates,
      labels: places.indices.map { open.cost(of: $0) < .infinity ? open.nearest(of: $0) : -1 },
      cost: open.total.cost)
  }

  /// Searches with bounds on sizes: members are dealt out, each cluster takes the member in its
  /// middle for its center, and so on, until that brings nothing.
  ///
  /// - Parameters:
  ///   - sizes: The bounds.
  ///   - byWeight: Whether they count weights instead of members.
  ///   - shouldStop: Asked between steps; what there is so far is returned.
  /// - Returns: The steps, the seeds first; none where somebody cannot reach somebody else.
  /// - Throws: ``ClusteringError`` where the bounds cannot be kept, ``DistanceFault`` where the provider
  ///   gives what is no distance.
  /// - Complexity: O(*n* · *k*) memory, and O(*n*²) distances per step at worst.
  package func steps(
    sizes: ClusterSizes, byWeight: Bool, shouldStop: () -> Bool
  ) throws -> [SearchStep<Provider.Place>] {
    let rows = try RowWeights(weights, rows: places.count)
    let bounds = try SizeBounds(
      sizes, count: count, weights: rows, byWeight: byWeight, rows: places.count)
    var generator = SeededGenerator(seed: seed)
    var centers = try plusPlusSeeds(
      of: places, weights: weights, count: count, provider: provider, objective: objective,
      using: &generator)
    let demand = provider.prepare(places)
    var record = SearchRecord<Provider.Place>()
    var best = Double.infinity
    while !shouldStop() {
      let table = provider.distances(from: demand, to: demand, chosen: centers)
      var costs = [Double](repeating: 0, count: places.count * count)
      for row in places.indices {
        for center in 0..<count {
          costs[row * count + center] = weights[row] * objective.cost(table[center, row])
        }
      }
      guard costs.allSatisfy({ $0 < .infinity }) else { return [] }
      let labels = try bounds.deal(costs, count: count)
      let cost = labels.indices.reduce(0) { $0 + costs[$1 * count + labels[$1]] }
      guard cost < best * (1 - 1e-12) else { break }
      best = cost
      record.add(
        SearchStep(
          kind: record.steps.isEmpty ? .start : .move, places: centers.map { places[$0] },
          members: centers, labels: labels, cost: cost))
      for center in 0..<count {
        let members = labels.indices.filter { labels[$0] == center }
        if let middle = middle(of: members) { centers[center] = middle }
      }
    }
    return record.steps
  }

  /// The member with the least cost to all others; the first of equal ones.
  private func middle(of members: [Int]) -> Int? {
    let some = provider.prepare(members.map { places[$0] })
    var best: (cost: Double, member: Int)?
    let batch = DistanceTable.rowsAtOnce(columns: members.count, memory: 64 << 20)
    for begin in stride(from: 0, to: members.count, by: batch) {
      let chosen = Array(begin..<min(begin + batch, members.count))
      let table = provider.distances(from: some, to: some, chosen: chosen)
      for (row, place) in chosen.enumerated() {
        let cost = members.indices.reduce(0) {
          $0 + weights[members[$1]] * objective.cost(table[row, $1])
        }
        if cost < best?.cost ?? .infinity { best = (cost, members[place]) }
      }
    }
    return best?.member
  }
}
