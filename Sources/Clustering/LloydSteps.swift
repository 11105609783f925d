package import Travel

/// Moves sites to where their own people would want them, in any provider's metric.
///
/// Demand goes to its nearest site; the provider proposes a better place for the people of each
/// site; a move is kept only if they are then, by true distances, better off. S. P. Lloyd, "Least
/// Squares Quantization in PCM", IEEE Transactions on Information Theory 28 (1982),
/// <https://doi.org/10.1109/TIT.1982.1056489>, with the provider's relocation for the mean.
package struct LloydSteps<Provider: DistanceProvider>: Sendable {
  private let provider: Provider
  private let demand: Provider.Prepared
  private let weights: DemandWeights
  private let cores: Int?

  package init(
    provider: Provider, demand: Provider.Prepared, weights: DemandWeights, cores: Int?
  ) {
    self.provider = provider
    self.demand = demand
    self.weights = weights
    self.cores = cores
  }

  /// The places that the provider proposes; nil for fixed slots and where it knows none better.
  package func proposals(for open: OpenSites, at places: [Provider.Place]) -> [Provider.Place?] {
    let members = members(of: open)
    var proposals = [Provider.Place?](repeating: nil, count: open.count)
    let first = open.fixedCount
    proposals.withUnsafeMutableBufferPointer { proposals in
      nonisolated(unsafe) let proposals = proposals
      concurrently(open.count - first, cores: cores) { index in
        let slot = first + index
        guard !members[slot].isEmpty else { return }
        let place = provider.relocation(
          of: places[slot], serving: members[slot], of: demand, weights: weights.weights,
          objective: weights.power)
        if place != places[slot] { proposals[slot] = place }
      }
    }
    return proposals
  }

  /// One step for all sites at once.
  ///
  /// - Parameters:
  ///   - open: The plan; its rows change with the places.
  ///   - places: Where the slots stand.
  /// - Returns: Whether the cost fell.
  /// - Throws: ``DistanceFault`` where the provider gives what is no distance.
  package func step(
    _ open: OpenSites, places: inout [Provider.Place]
  ) throws(DistanceFault) -> Bool {
    let proposals = proposals(for: open, at: places)
    let movers = proposals.indices.filter { proposals[$0] != nil }
    let wanted = movers.compactMap { proposals[$0] }
    guard !movers.isEmpty else { return false }
    let table = provider.distances(
      from: demand, to: provider.prepare(wanted), chosen: Array(movers.indices))
    let rows = try table.costRows(weights, cores: cores)

    var before = [Double](repeating: 0, count: open.count)
    var after = before
    var position = [Int](repeating: -1, count: open.count)
    for (index, slot) in movers.enumerated() { position[slot] = index }
    for index in 0..<weights.count where open.cost(of: index) < .infinity {
      let slot = open.nearest(of: index)
      guard position[slot] >= 0 else { continue }
      before[slot] += open.cost(of: index)
      after[slot] += rows[position[slot]].costs[index]
    }
    let kept = movers.filter { after[$0] < before[$0] * (1 - 1e-12) }
    guard !kept.isEmpty else { return false }

    let total = open.total
    let oldCandidates = kept.map { open.candidates[$0] }
    let oldRows = kept.map { open.rows[$0] }
    open.replace(
      kept, with: Array(repeating: nil, count: kept.count), rows: kept.map { rows[position[$0]] })
    guard open.total < total else {
      open.replace(kept, with: oldCandidates, rows: oldRows)
      return false
    }
    for slot in kept { places[slot] = wanted[position[slot]] }
    return true
  }

  /// Demand with weight, by the slot that it goes to.
  private func members(of open: OpenSites) -> [[Int]] {
    var members = [[Int]](repeating: [], count: open.count)
    for index in 0..<weights.count
    where weights.weights[index] > 0 && open.cost(of: index) < .infinity {
      members[open.nearest(of: index)].append(index)
    }
    return members
  }
}
