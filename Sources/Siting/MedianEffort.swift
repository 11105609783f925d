import Clustering

/// Searches and proves by turns, as long as that is worth the while.
struct MedianEffort {
  let rows: SparseCosts
  let facilities: Int
  let fixed: [Int]
  let hasWholeCosts: Bool
  let options: SitingOptions
  let limits: SearchLimits
  let report: ProgressReport
  /// Weight that no site reaches, in the units of ``DemandWeights``.
  var leastUnreached: Int64 = 0
  /// Of the first steps of the ascent; shorter where the multipliers are good already.
  var firstLength = 2.0
  /// The sites that the search tries first, the best first; all where empty.
  var hints: [Int] = []
  /// Cells from which on only one plan is swapped on, and only if the first bound does not do.
  var mostCells = 30_000_000

  /// - Parameters:
  ///   - starts: Plans, at least one.
  ///   - multipliers: Where the ascent of the bound begins.
  ///   - measure: What a set of sites costs.
  /// - Returns: The best plan, and what is proven about it.
  func run(
    from starts: [TablePlan], multipliers: [Double], measure: @escaping ([Int]) -> PlanCost
  ) -> MedianPlan {
    var first = starts[0]
    for plan in starts where plan.total < first.total { first = plan }
    // Where there is much to look at, the best alone.
    let starts = rows.cellCount > mostCells ? [first] : starts
    // By site as well as by demand point, where there is room.
    let hasRoom = 24 * rows.cellCount <= options.memory
    let search = SparseSearch(
      rows: rows, starts: starts.map(\.sites), fixed: fixed, best: first,
      leastUnreached: leastUnreached, begins: hasRoom && hints.isEmpty,
      seed: options.seed, cores: options.cores, measure: measure)
    // Where looking for a better plan takes long, a bound may show that there is no need.
    var early: OptimalityProof?
    if rows.cellCount > mostCells, options.provesBound, options.gap != nil,
      first.total.unreached == leastUnreached
    {
      var proof = proof(of: search)
      proof.raise(
        from: multipliers, length: firstLength, within: min(300 * rows.cellCount, Self.mostWork))
      if proof.isGapReached || limits.areReached {
        return plan(of: search, proof.finish(within: 0))
      }
      early = proof
    }
    if !hints.isEmpty {
      search.concentrate(on: hints, cells: options.memory / 12 - rows.cellCount)
    } else if !hasRoom, first.total.unreached > leastUnreached {
      search.concentrate(
        on: Array(0..<rows.siteCount), cells: options.memory / 12 - rows.cellCount)
    }
    search.settle(limits: limits)
    guard options.provesBound, search.best.total.unreached == leastUnreached else {
      look(search)
      return MedianPlan(plan: search.best, lowerBound: nil, isOptimal: false)
    }
    if options.restarts != 0 {
      let shakes = min(100, options.restarts ?? rows.siteCount)
      search.run(work: 5_000_000, shakes: shakes, limits: limits)
    }
    var proof = early ?? proof(of: search)
    proof.raise(
      from: proof.root?.multipliers ?? multipliers, length: early == nil ? firstLength : 0.3,
      within: 1_000_000_000 + min(300 * proof.cellCount, Self.mostWork))
    if !proof.isGapReached, let promising = proof.promising(), !promising.isEmpty {
      if hasRoom {
        search.concentrate(on: promising)
        proof.reduce()
      } else if hints.isEmpty {
        search.concentrate(on: promising, cells: options.memory / 12 - rows.cellCount)
        search.settle(limits: limits)
      }
      look(search, lowerBound: proof.lowerBound)
      if let root = proof.root {
        proof.raise(
          from: root.multipliers, length: 0.5,
          within: 300_000_000 + min(50 * proof.cellCount, Self.mostWork))
      }
      _ = proof.promising()
      if hasRoom { proof.reduce() }
    }
    return plan(of: search, proof.finish(within: proof.cellCount < 3_000_000 ? 1_000_000_000 : 0))
  }

  private func proof(of search: SparseSearch) -> OptimalityProof {
    OptimalityProof(
      search: search, fixed: fixed, facilities: facilities, hasWholeCosts: hasWholeCosts,
      gap: options.gap, limits: limits, report: report, cores: options.cores)
  }

  private func plan(of search: SparseSearch, _ outcome: OptimalityProof.Outcome) -> MedianPlan {
    MedianPlan(plan: search.best, lowerBound: outcome.lowerBound, isOptimal: outcome.isOptimal)
  }

  /// What a sample tells about the whole: searches and raises the bound once each.
  func explore(
    from starts: [TablePlan], multipliers: [Double], weights: [Double],
    measure: @escaping ([Int]) -> PlanCost
  ) -> SampleGuide {
    let search = SparseSearch(
      rows: rows, starts: starts.map(\.sites), fixed: fixed, best: starts[0],
      leastUnreached: leastUnreached, begins: hints.isEmpty, seed: options.seed,
      cores: options.cores,
      measure: measure)
    if !hints.isEmpty { search.concentrate(on: hints) }
    search.settle(limits: limits)
    look(search, rounds: options.provesBound ? (hints.isEmpty ? 6 : 0) : 16)
    guard options.provesBound else { return SampleGuide(plans: search.plans) }
    // A sample differs from the whole by more than this.
    var proof = OptimalityProof(
      search: search, fixed: fixed, facilities: facilities, hasWholeCosts: false, gap: 0.001,
      limits: limits, report: report, cores: options.cores)
    proof.raise(
      from: multipliers, length: firstLength, within: min(300 * rows.cellCount, Self.mostWork))
    var guide = SampleGuide(plans: search.plans)
    guard let root = proof.root else { return guide }
    guide.learn(root.multipliers, rows, weights)
    let left = proof.promising() ?? []
    let order = (0..<rows.siteCount).sorted { (root.worths[$0], $0) < (root.worths[$1], $1) }
    guide.promising = Array(order.prefix(max(left.count, 8 * facilities)))
    if !left.isEmpty {
      search.concentrate(on: left)
      look(search, lowerBound: proof.lowerBound, rounds: 16)
    }
    guide.plans = search.plans
    return guide
  }

  /// Shakes all chains until that has long brought nothing.
  private func look(_ search: SparseSearch, lowerBound: Double? = nil, rounds: Int = mostRounds) {
    if let restarts = options.restarts {
      report(.searching, 0, objective: search.best.total.cost, lowerBound: lowerBound)
      search.run(work: .max / 4, shakes: (restarts + 3) / 4, limits: limits)
      return
    }
    let isSmall = rows.siteCount <= 64
    let (fewest, shakes) = isSmall ? (3, 8) : (12, 2 * rows.siteCount)
    var lastGain = 0
    for round in 0..<rounds where !limits.areReached {
      // As long again as it took to find the best.
      if round >= max(fewest, 2 * lastGain) { return }
      report(
        .searching, Double(round) / Double(rounds), objective: search.best.total.cost,
        lowerBound: lowerBound)
      let before = search.best.total
      search.run(work: 5_000_000, shakes: shakes, limits: limits)
      if search.best.total < before { lastGain = round + 1 }
      if round % 4 == 3 { search.moveWorst(limits: limits) }
    }
  }

  /// The most cells that a bound is raised over at a time: some seconds of work.
  private static var mostWork: Int { 4_000_000_000 }

  /// Some ten seconds of work.
  private static var mostRounds: Int { 80 }
}
