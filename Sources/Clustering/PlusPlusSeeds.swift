public import Travel

/// Picks places that are far from each other and near to many, to start a clustering from.
///
/// Greedy k-means++ in the provider's metric: see D. Arthur, S. Vassilvitskii, "k-means++: The
/// Advantages of Careful Seeding", SODA 2007,
/// <https://dl.acm.org/doi/10.5555/1283383.1283494>. A place is drawn with the likelihood of its
/// weight times its distance (or the square of it) to the nearest seed; of 2 + ⌊log₂ *count*⌋
/// drawn ones that is kept which leaves the smallest sum. Places that reach no seed come first.
///
///     var generator = SeededGenerator(seed: 7)
///     let seeds = try plusPlusSeeds(
///       of: homes, count: 5, provider: StraightDistance(), using: &generator)
///
/// - Parameters:
///   - places: *n* places; the same may come twice.
///   - weights: *n* finite numbers, none negative; nil for 1 each.
///   - count: How many to pick, from 0 to *n*.
///   - fixed: Places that are seeds already.
///   - provider: Measures from places to seeds.
///   - objective: Whether distances or their squares are to be small.
///   - generator: Where the draws come from.
/// - Returns: Indices into the places, each once, in the order in which they were picked.
/// - Throws: ``DistanceFault`` where the provider gives what is no distance.
/// - Complexity: O(*n* · *count* · log *count*) distances, and O(*n* · *count*) memory.
public func plusPlusSeeds<Provider: DistanceProvider>(
  of places: [Provider.Place], weights: [Double]? = nil, count: Int,
  fixed: [Provider.Place] = [], provider: Provider, objective: CostPower = .squaredDistance,
  using generator: inout SeededGenerator
) throws(DistanceFault) -> [Int] {
  precondition((0...places.count).contains(count), "cannot pick \(count) of \(places.count)")
  precondition(weights.map { $0.count == places.count } ?? true, "a weight per place")
  let weights = DemandWeights(
    weights ?? Array(repeating: 1, count: places.count), power: objective)
  let prepared = provider.prepare(places)
  let costs = CostCache(
    provider: provider, demand: prepared, places: prepared,
    candidates: Array(places.indices), weights: weights, memory: 64 << 20, cores: nil)
  let open = OpenSites(weights: weights, fixedCount: fixed.count)
  if !fixed.isEmpty {
    let table = provider.distances(
      from: prepared, to: provider.prepare(fixed), chosen: Array(fixed.indices))
    for row in try table.costRows(weights, cores: nil) { open.append(nil, row: row) }
  }
  try seed(
    open, upTo: fixed.count + count, from: costs, weights: weights, demandIsCandidates: true,
    using: &generator)
  return open.candidates.compactMap { $0 }
}
