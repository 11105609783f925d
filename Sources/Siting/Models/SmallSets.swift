/// Tries every set of sites, for problems small enough: the outcome is the best plan there is.
struct SmallSets {
  struct Best {
    var sites: [Int]
    var score: PlanScore
  }

  private let rows: [[Double]]
  private let scoring: PlanScoring
  private let fixed: [Int]
  private let free: [Int]
  private let facilities: Int

  /// Nil where there are too many sets.
  init?(_ distances: SiteDistances, scoring: PlanScoring, facilities: Int, limit: Int) {
    let missing = facilities - distances.fixed.count
    guard
      let sets = Enumeration.sets(
        of: missing, from: distances.count - distances.fixed.count, limit: limit),
      sets == 1 || sets * distances.demandCount <= 5_000_000
    else { return nil }
    rows = (0..<distances.count).map { distances.row($0) }
    self.scoring = scoring
    self.facilities = facilities
    fixed = distances.fixed
    let fixed = Set(distances.fixed)
    free = (0..<distances.count).filter { !fixed.contains($0) }
  }

  /// The best set; of equally good ones the first in the order of the candidates.
  func best() -> Best? {
    var start = [Double](repeating: .infinity, count: scoring.limits.count)
    for site in fixed { lower(&start, to: site) }
    var best: Best?
    visit(from: 0, chosen: fixed, distances: start, best: &best)
    return best
  }

  private func visit(from first: Int, chosen: [Int], distances: [Double], best: inout Best?) {
    let missing = facilities - chosen.count
    if missing == 0 {
      let score = scoring.score(distances, sites: chosen.count)
      if best.map({ score < $0.score }) ?? true {
        best = Best(sites: chosen.sorted(), score: score)
      }
      return
    }
    guard first + missing <= free.count else { return }
    for position in first...(free.count - missing) {
      var next = distances
      lower(&next, to: free[position])
      visit(from: position + 1, chosen: chosen + [free[position]], distances: next, best: &best)
    }
  }

  private func lower(_ distances: inout [Double], to site: Int) {
    for (index, distance) in rows[site].enumerated() where distance < distances[index] {
      distances[index] = distance
    }
  }
}
