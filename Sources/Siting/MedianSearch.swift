import Clustering

/// The best sites that were found, as rows of a table of costs, and what is proven about them.
struct MedianPlan {
  var plan: TablePlan
  /// Nil where nothing is proven, or where ``isOptimal`` says it all.
  var lowerBound: Double?
  var isOptimal: Bool
}

/// Chooses rows of a table so that the sum over all columns of the least chosen cost is small.
///
/// Costs that are infinite mean "cannot be served": the weight of such columns is made small first.
struct MedianSearch {
  let table: CostTable
  let weights: DemandWeights
  /// Rows that are always chosen.
  let fixed: [Int]
  /// How many rows are chosen, fixed ones included.
  let facilities: Int
  /// Whether row *x* stands at the place of column *x*.
  let demandIsCandidates: Bool
  let options: SitingOptions
  let limits: SearchLimits
  let report: ProgressReport

  func run() -> MedianPlan {
    let sets = Enumeration.sets(
      of: facilities - fixed.count, from: table.count - fixed.count,
      limit: options.enumerationLimit)
    if let sets, sets * table.demandCount <= 100_000_000 || sets == 1 {
      var enumeration = Enumeration(
        table: table, weights: weights, fixed: fixed, facilities: facilities)
      if let plan = enumeration.run() {
        return MedianPlan(plan: plan, lowerBound: nil, isOptimal: true)
      }
    }

    var search = TableSearch(
      table: table, weights: weights, fixed: fixed, facilities: facilities,
      demandIsCandidates: demandIsCandidates, seed: options.seed, cores: options.cores)
    search.start(limits: limits)
    let suited = TableSearch.suitedRestarts(cells: table.count * table.demandCount)
    guard options.provesBound else {
      shake(search, options.restarts ?? suited, from: 0, to: 1)
      return MedianPlan(plan: search.best, lowerBound: nil, isOptimal: false)
    }
    // Relaxed plans are better starts than shaken ones where a round of swaps takes long.
    let isLarge = table.count * table.demandCount > 10_000_000
    let first = min(isLarge ? 0 : 8, options.restarts ?? 8)
    shake(search, first, from: 0, to: 0.25)
    var proof = makeProof(search)
    if let promising = proof?.start() {
      // The first bound tells which candidates are worth the rest of the search.
      if !promising.isEmpty {
        let suited = TableSearch.suitedRestarts(cells: promising.count * table.demandCount)
        let rest = max(0, (options.restarts ?? suited) - first)
        search.concentrate(on: promising)
        shake(search, rest / 2, from: 0.25, to: 0.6)
        search.gather(limits: limits)
        if let fewer = proof?.promising() { search.concentrate(on: fewer) }
        shake(search, rest - rest / 2, from: 0.6, to: 1)
      }
    } else {
      // Somebody is left behind whom a site could serve: look on, then try once more.
      shake(search, max(0, (options.restarts ?? suited) - first), from: 0.25, to: 1)
      proof = makeProof(search)
      _ = proof?.start()
    }
    let outcome = proof?.finish()
    return MedianPlan(
      plan: search.best, lowerBound: outcome?.lowerBound ?? nil,
      isOptimal: outcome?.isOptimal ?? false)
  }

  private func makeProof(_ search: TableSearch) -> OptimalityProof? {
    OptimalityProof(
      table: table, weights: weights, fixed: fixed, facilities: facilities,
      search: search, budget: 1_500_000_000, memory: options.memory / 2, limits: limits,
      report: report, cores: options.cores)
  }

  /// Shakes all chains until there were as many restarts as asked for, together.
  private func shake(_ search: TableSearch, _ restarts: Int, from: Double, to: Double) {
    let rounds = (restarts + TableSearch.chainCount - 1) / TableSearch.chainCount
    for round in 0..<rounds where !limits.areReached {
      let fraction = from + (to - from) * Double(round) / Double(rounds)
      report(.searching, fraction, objective: search.best.total.cost)
      search.shake(limits: limits)
    }
  }
}
