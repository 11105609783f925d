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

    var start = TableSearch(
      table: table, weights: weights, fixed: fixed, facilities: facilities,
      demandIsCandidates: demandIsCandidates, seed: options.seed, cores: options.cores)
    start.start(limits: limits)
    let facts = TableFacts(table, weights)
    if start.best.total.unreached > facts.leastUnreached {
      // Somebody is left behind whom a site could serve: look on, then see again.
      shake(start, options.restarts ?? TableSearch.suitedRestarts(cells: facts.cells))
    }
    guard start.best.total.unreached == facts.leastUnreached else {
      return MedianPlan(plan: start.best, lowerBound: nil, isOptimal: false)
    }
    let prices = FirstPrices(table: table, plan: start.best, facts: facts)
    guard
      let rows = SparseCosts(
        table: table, caps: prices.caps, memory: options.memory / 2, cores: options.cores)
    else {
      shake(start, options.restarts ?? TableSearch.suitedRestarts(cells: facts.cells))
      return MedianPlan(plan: start.best, lowerBound: nil, isOptimal: false)
    }
    var effort = MedianEffort(
      rows: rows, facilities: facilities, fixed: fixed, hasWholeCosts: facts.hasWholeCosts,
      options: options, limits: limits, report: report)
    effort.leastUnreached = facts.leastUnreached
    return effort.run(
      from: start.plans.filter { $0.total.unreached == facts.leastUnreached },
      multipliers: prices.multipliers, measure: { start.cost(of: $0) })
  }

  /// Shakes all chains until there were as many restarts as asked for, together.
  private func shake(_ search: TableSearch, _ restarts: Int) {
    let rounds = (restarts + TableSearch.chainCount - 1) / TableSearch.chainCount
    for round in 0..<rounds where !limits.areReached {
      report(
        .searching, Double(round) / Double(rounds), objective: search.best.total.cost)
      search.shake(limits: limits)
    }
  }
}

/// What a look at every cell of a table tells.
struct TableFacts {
  let cells: Int
  /// All costs are whole numbers.
  let hasWholeCosts: Bool
  /// Per demand point the least cost; infinite for those that no site reaches.
  let lowest: [Double]
  /// The weight of those, in the units of ``DemandWeights``.
  let leastUnreached: Int64

  init(_ table: CostTable, _ weights: DemandWeights) {
    let n = table.demandCount
    cells = table.count * n
    var lowest = [Double](repeating: .infinity, count: n)
    var isWhole = true
    lowest.withUnsafeMutableBufferPointer { lowest in
      for site in 0..<table.count {
        let row = table.row(site)
        for index in 0..<n { lowest[index] = min(lowest[index], row[index]) }
        guard isWhole else { continue }
        for index in 0..<n where row[index] < .infinity && row[index] != row[index].rounded() {
          isWhole = false
        }
      }
    }
    hasWholeCosts = isWhole
    self.lowest = lowest
    leastUnreached = (0..<n).reduce(0) {
      lowest[$1] == .infinity ? $0 + weights.units[$1] : $0
    }
  }
}

/// What a good plan tells about multipliers: where to begin, and what they need not exceed.
struct FirstPrices {
  private(set) var caps: [Double]
  private(set) var multipliers: [Double]

  /// The third nearest open site caps a multiplier, see ``SparseCosts``; farther ones where there
  /// are many, so that rows do not get too short to search in.
  init(table: CostTable, plan: TablePlan, facts: TableFacts) {
    let n = table.demandCount
    let rank = Self.rank(cells: facts.cells, facilities: plan.sites.count)
    caps = Array(repeating: 0, count: n)
    multipliers = caps
    // A plan in which somebody pays this much is no better.
    let far = 2 * plan.total.cost + 1
    var nearest = [Double](repeating: .infinity, count: rank)
    let rows = plan.sites.map { table.row($0) }
    for index in 0..<n where facts.lowest[index] < .infinity {
      for place in 0..<rank { nearest[place] = .infinity }
      for row in rows where row[index] < nearest[rank - 1] {
        var place = rank - 1
        while place > 0, nearest[place - 1] > row[index] {
          nearest[place] = nearest[place - 1]
          place -= 1
        }
        nearest[place] = row[index]
      }
      caps[index] = min(nearest[rank - 1], far)
      let base = min(nearest[0], caps[index])
      multipliers[index] = min(caps[index], nearest[1] < .infinity ? (base + nearest[1]) / 2 : base)
    }
  }

  /// Up to the eighth nearest while that leaves no more than some million cells.
  static func rank(cells: Int, facilities: Int) -> Int {
    max(3, min(8, 2_000_000 * facilities / max(1, cells)))
  }
}
