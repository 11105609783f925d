package import Travel

/// Medoid steps for problems whose table of distances does not fit in memory.
///
/// Each site is drawn to where its people would want it (a Lloyd step); the allowed places
/// nearest to there, and some drawn at random, are tried as newcomers. That is a few rows of
/// distances per site and round instead of one per candidate.
package struct NeighbourhoodSwaps<Provider: DistanceProvider> {
  /// Allowed places tried around each site.
  package static var neighbours: Int { 6 }

  private let provider: Provider
  private let lloyd: LloydSteps<Provider>
  /// The candidates as origins, to find those near where a site is wanted.
  private let places: Provider.Prepared
  private let candidates: [Int]
  private let cores: Int?
  private var search: SwapSearch

  package init(
    provider: Provider, lloyd: LloydSteps<Provider>, places: Provider.Prepared,
    candidates: [Int], cores: Int?
  ) {
    self.provider = provider
    self.lloyd = lloyd
    self.places = places
    self.candidates = candidates
    self.cores = cores
    search = SwapSearch(candidates: candidates.count)
  }

  /// Runs rounds until one brings nothing.
  ///
  /// - Parameters:
  ///   - open: The plan.
  ///   - sitePlaces: Where its slots stand; kept in step with it.
  ///   - costs: What candidates cost.
  ///   - rounds: How many rounds at most.
  ///   - generator: Draws the strangers among the newcomers.
  ///   - shouldStop: Asked between rounds.
  /// - Returns: Whether any swap was made.
  /// - Throws: ``DistanceFault`` where the provider gives what is no distance.
  package mutating func descend(
    _ open: OpenSites, places sitePlaces: inout [Provider.Place], costs: some CandidateCosts,
    rounds: Int, using generator: inout SeededGenerator, shouldStop: () -> Bool
  ) throws(DistanceFault) -> Bool {
    var swapped = false
    for _ in 0..<rounds where !shouldStop() {
      var trying = newcomers(for: open, at: sitePlaces)
      let strangers = min(candidates.count, 2 * (open.count - open.fixedCount))
      for _ in 0..<strangers { trying.append(generator.index(below: candidates.count)) }
      var seen = Set<Int>(minimumCapacity: trying.count)
      trying = trying.filter { seen.insert($0).inserted }
      let swaps = try search.descend(
        open, trying: trying, of: costs, cores: cores, shouldStop: shouldStop)
      guard swaps > 0 else { break }
      swapped = true
      for slot in open.fixedCount..<open.count {
        if let candidate = open.candidates[slot] {
          sitePlaces[slot] = places[candidates[candidate]]
        }
      }
    }
    return swapped
  }

  /// The allowed places nearest to where each site is wanted.
  private func newcomers(for open: OpenSites, at sitePlaces: [Provider.Place]) -> [Int] {
    let movable = Array(open.fixedCount..<open.count)
    guard !movable.isEmpty else { return [] }
    let proposals = lloyd.proposals(for: open, at: sitePlaces)
    let wanted = movable.map { proposals[$0] ?? sitePlaces[$0] }
    let table = provider.distances(
      from: places, to: provider.prepare(wanted), chosen: Array(wanted.indices))
    var nearest = [[Int]](repeating: [], count: movable.count)
    nearest.withUnsafeMutableBufferPointer { nearest in
      nonisolated(unsafe) let nearest = nearest
      concurrently(movable.count, cores: cores) { row in
        nearest[row] = few(of: table, row: row)
      }
    }
    return nearest.flatMap { $0 }
  }

  /// The candidates of the smallest distances in a row, nearest first, the first on ties.
  private func few(of table: DistanceTable, row: Int) -> [Int] {
    var best: [Int] = []
    var distances: [Double] = []
    for candidate in candidates.indices {
      let distance = table[row, candidates[candidate]]
      guard distance < .infinity else { continue }
      if best.count == Self.neighbours {
        guard let last = distances.last, distance < last else { continue }
        best.removeLast()
        distances.removeLast()
      }
      var position = best.count
      while position > 0, distances[position - 1] > distance { position -= 1 }
      best.insert(candidate, at: position)
      distances.insert(distance, at: position)
    }
    return best
  }
}
