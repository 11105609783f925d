import Clustering
import Travel

/// Makes a sum of costs small, each a growing function of a distance.
///
/// Where sites are known that serve everybody who counts, the sum is made small among plans that
/// do: going beyond a limit costs extra, so much that no such plan is cheaper than those that are
/// known. The cheapest plan then keeps all limits, and a bound for this problem is one for the
/// problem with limits.
struct SumSearch {
  struct Outcome {
    /// Positions of candidates, ascending.
    var sites: [Int]
    /// No plan that serves everybody costs less; nil where nothing is proven.
    var lowerBound: Double?
    var isOptimal: Bool
  }

  let distances: SiteDistances
  let scoring: PlanScoring
  let facilities: Int
  var options: SitingOptions
  let limits: SearchLimits
  let report: ProgressReport

  /// Whether the costs of all pairs fit into half of the memory.
  var fits: Bool { distances.count * distances.demandCount <= options.memory / 16 }

  /// - Parameters:
  ///   - start: Sites that serve everybody who counts within the limits.
  ///   - proves: Whether a bound is wanted.
  ///   - cost: What a demand point pays at a distance, weight included.
  /// - Returns: A plan that serves everybody, no dearer than the start.
  func serveAll(
    from start: [Int], proves: Bool, cost: (_ demand: Int, _ distance: Double) -> Double
  ) -> Outcome {
    let total = self.cost(of: start, cost)
    // Nobody pays more than this in any plan as cheap as the start.
    let unreachable = (2 * total + 1).rounded(.up)
    guard scoring.limits.contains(where: { $0 < .infinity }) else {
      return run(table(beyond: { _, _ in unreachable }, cost), from: start, proves: proves)
    }
    var least = distances.least.indices.reduce(0.0) {
      scoring.isReachable[$1] ? $0 + cost($1, distances.least[$1]) : $0
    }
    if proves {
      // Without the limits first: a plan that keeps them all the same is the best with them.
      let free = run(
        table(
          beyond: { $1 < .infinity ? min(unreachable, cost($0, $1)) : unreachable }, cost),
        from: nil, proves: true)
      if servesAll(free.sites) {
        let isBetter = self.cost(of: free.sites, cost) <= total
        return Outcome(
          sites: isBetter ? free.sites : start, lowerBound: free.lowerBound,
          isOptimal: free.isOptimal && isBetter)
      }
      least = free.lowerBound ?? least
    }
    // Going beyond a limit costs so much more that the whole plan is no cheaper than the start.
    let extra = (max(0, total - least) * (1 + 1e-9)).rounded(.up) + 1
    var outcome = run(
      table(
        beyond: { $1 < .infinity ? min(unreachable, cost($0, $1) + extra) : unreachable }, cost),
      from: start, proves: proves)
    if let bound = outcome.lowerBound { outcome.lowerBound = max(bound, least) }
    return outcome
  }

  private func servesAll(_ sites: [Int]) -> Bool {
    let nearest = distances.nearest(among: sites).distances
    return nearest.indices.allSatisfy {
      !scoring.isReachable[$0] || scoring.isServed($0, at: nearest[$0])
    }
  }

  private func table(
    beyond: (_ demand: Int, _ distance: Double) -> Double,
    _ cost: (_ demand: Int, _ distance: Double) -> Double
  ) -> CostTable {
    CostTable(distances) { index, distance in
      guard scoring.isReachable[index] else { return 0 }
      return scoring.isServed(index, at: distance)
        ? cost(index, distance) : beyond(index, distance)
    }
  }

  private func cost(
    of sites: [Int], _ cost: (_ demand: Int, _ distance: Double) -> Double
  ) -> Double {
    let nearest = distances.nearest(among: sites).distances
    return nearest.indices.reduce(0) {
      scoring.isReachable[$1] ? $0 + cost($1, nearest[$1]) : $0
    }
  }

  /// As ``serveAll(from:proves:cost:)`` where not everybody may be served.
  ///
  /// First as little weight as possible stays unserved. Nothing is proven.
  func serveMost(
    from start: [Int]?, cost: (_ demand: Int, _ distance: Double) -> Double
  ) -> Outcome {
    let table = CostTable(distances) { index, distance in
      guard scoring.isReachable[index] else { return 0 }
      return scoring.isServed(index, at: distance) ? cost(index, distance) : .infinity
    }
    var outcome = run(table, from: start, proves: false)
    outcome.isOptimal = false
    outcome.lowerBound = nil
    return outcome
  }

  func run(_ table: CostTable, from start: [Int]?, proves: Bool) -> Outcome {
    var options = options
    options.provesBound = proves
    let search = MedianSearch(
      table: table, weights: scoring.priorities, fixed: distances.fixed, facilities: facilities,
      demandIsCandidates: false, options: options, limits: limits, report: report)
    let found = search.run()
    var best = found.plan
    if let start {
      let descended = descend(from: start, in: table)
      if descended.total <= best.total { best = descended }
    }
    return Outcome(
      sites: best.sites,
      lowerBound: found.lowerBound ?? (found.isOptimal ? found.plan.total.cost : nil),
      isOptimal: found.isOptimal)
  }

  /// The plan that swaps lead to.
  func descend(from start: [Int], in table: CostTable) -> TablePlan {
    let fixed = distances.fixed
    let open = OpenSites(weights: scoring.priorities, fixedCount: fixed.count)
    for site in fixed + start.filter({ !fixed.contains($0) }) {
      open.append(site, row: table.rows(of: [site])[0])
    }
    var search = SwapSearch(candidates: table.count)
    search.descend(open, in: table, trying: Array(0..<table.count), from: 0) {
      limits.areReached
    }
    return TablePlan(sites: open.candidates.compactMap { $0 }.sorted(), total: open.total)
  }
}

extension CostTable {
  /// What everyone pays at each candidate, worked out from the distance.
  convenience init(
    _ distances: SiteDistances, cost: (_ demand: Int, _ distance: Double) -> Double
  ) {
    // The table asks row after row.
    var row: [Double] = []
    var current = -1
    self.init(count: distances.count, demandCount: distances.demandCount) { candidate, demand in
      if candidate != current {
        row = distances.row(candidate)
        current = candidate
      }
      return cost(demand, row[demand])
    }
  }
}
