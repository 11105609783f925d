package import Travel

/// Costs of candidates that are asked for as they are needed, the latest of which are kept.
///
/// For problems whose whole table would not fit in memory.
package final class CostCache<Provider: DistanceProvider>: CandidateCosts {
  private let provider: Provider
  private let demand: Provider.Prepared
  private let places: Provider.Prepared
  /// Index into `places` of each candidate.
  private let chosen: [Int]
  private let weights: DemandWeights
  private let cores: Int?
  private let capacity: Int
  private var kept: [Int: CostRow] = [:]
  /// Kept candidates, the oldest first, from `oldest` on.
  private var order: [Int] = []
  private var oldest = 0
  /// How many rows were worked out: the measure of effort that a budget limits.
  package private(set) var rowsMeasured = 0

  /// Nothing is measured yet; `memory` is how many bytes the kept rows may take.
  package init(
    provider: Provider, demand: Provider.Prepared, places: Provider.Prepared, candidates: [Int],
    weights: DemandWeights, memory: Int, cores: Int?
  ) {
    self.provider = provider
    self.demand = demand
    self.places = places
    chosen = candidates
    self.weights = weights
    self.cores = cores
    capacity = max(1, memory / (8 * max(1, weights.count)))
  }

  package var count: Int { chosen.count }
  package var batch: Int { max(1, min(64, capacity / 4)) }

  package func rows(of candidates: [Int]) throws(DistanceFault) -> [CostRow] {
    var found = candidates.map { kept[$0] }
    var missing: [Int] = []
    for (position, candidate) in candidates.enumerated() where found[position] == nil {
      missing.append(candidate)
    }
    if !missing.isEmpty {
      rowsMeasured += missing.count
      let table = provider.distances(
        from: demand, to: places, chosen: missing.map { chosen[$0] })
      let fresh = try table.costRows(weights, cores: cores)
      var next = 0
      for position in found.indices where found[position] == nil {
        found[position] = fresh[next]
        keep(fresh[next], for: candidates[position])
        next += 1
      }
    }
    return found.compactMap { $0 }
  }

  package func nearness(toDemand index: Int) -> [Double] {
    let origin = provider.prepare([demand[index]])
    return provider.distances(from: origin, to: places, chosen: chosen).values
  }

  private func keep(_ row: CostRow, for candidate: Int) {
    if kept.updateValue(row, forKey: candidate) == nil { order.append(candidate) }
    while order.count - oldest > capacity {
      kept[order[oldest]] = nil
      oldest += 1
    }
    if oldest > 4096 {
      order.removeFirst(oldest)
      oldest = 0
    }
  }
}

extension DistanceTable {
  /// The rows as costs, each in memory of its own.
  package func costRows(
    _ weights: DemandWeights, cores: Int?
  ) throws(DistanceFault) -> [CostRow] {
    var memory: [UnsafeMutablePointer<Double>] = []
    let fresh = (0..<rows).map { _ in CostRow(count: columns) { memory.append($0) } }
    try writeCosts(weights, cores: cores) { memory[$0] }
    return fresh
  }
}
