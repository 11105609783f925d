/// Opens slots one by one until there are enough, in the way of k-means++.
///
/// A demand point is drawn with the likelihood of what it pays now (those that reach nothing
/// first, those that no candidate reaches never), and the candidate nearest to it is tried; of several trials the one that leaves the
/// smallest cost is opened. Where no trial gives a closed candidate the first closed one is
/// opened.
///
/// Greedy k-means++: D. Arthur, S. Vassilvitskii, "k-means++: The Advantages of Careful Seeding",
/// SODA 2007, <https://dl.acm.org/doi/10.5555/1283383.1283494>, section 2.2 and its remark on
/// several candidates per step.
///
/// - Parameters:
///   - open: Fixed sites, if any; gets the others.
///   - count: How many slots are to be open in the end.
///   - candidates: Where sites may be opened.
///   - weights: How much each demand point counts.
///   - demandIsCandidates: Whether candidate *i* is demand point *i*.
///   - generator: Where the draws come from.
/// - Throws: ``DistanceFault`` where the provider gives what is no distance.
/// - Complexity: O(*k* · log *k* · (*n* + *m*)) and as many rows of costs.
package func seed(
  _ open: OpenSites, upTo count: Int, from candidates: some CandidateCosts,
  weights: DemandWeights, demandIsCandidates: Bool, using generator: inout SeededGenerator
) throws(DistanceFault) {
  var isOpen = [Bool](repeating: false, count: candidates.count)
  for case let candidate? in open.candidates { isOpen[candidate] = true }
  let trials = 2 + log2(count)
  var pays = [Double](repeating: 0, count: weights.count)
  var isHopeless = [Bool](repeating: false, count: weights.count)

  while open.count < count {
    let someoneWaits = open.total.unreached > 0
    for demand in 0..<weights.count {
      let cost = open.cost(of: demand)
      if someoneWaits {
        pays[demand] = cost == .infinity && !isHopeless[demand] ? weights.weights[demand] : 0
      } else {
        pays[demand] = cost
      }
    }
    var tried: [Int] = []
    var trial = 0
    while trial < trials, let demand = generator.index(weightedBy: pays) {
      let candidate =
        demandIsCandidates && !isOpen[demand]
        ? demand : nearest(candidates.nearness(toDemand: demand), except: isOpen)
      if let candidate {
        if !tried.contains(candidate) { tried.append(candidate) }
        trial += 1
      } else {
        isHopeless[demand] = true
        pays[demand] = 0
      }
    }
    if tried.isEmpty, let first = isOpen.firstIndex(of: false) { tried = [first] }
    guard !tried.isEmpty else { return }
    let rows = try candidates.rows(of: tried)
    var best = 0
    var bestTotal = open.total(with: rows[0])
    for index in tried.indices.dropFirst() {
      let total = open.total(with: rows[index])
      if total < bestTotal {
        best = index
        bestTotal = total
      }
    }
    open.append(tried[best], row: rows[best])
    isOpen[tried[best]] = true
  }
}

private func nearest(_ distances: [Double], except isOpen: [Bool]) -> Int? {
  var best: Int?
  var bestDistance = Double.infinity
  for index in distances.indices where !isOpen[index] && distances[index] < bestDistance {
    best = index
    bestDistance = distances[index]
  }
  return best
}

private func log2(_ count: Int) -> Int { Int.bitWidth - 1 - max(1, count).leadingZeroBitCount }
