import Clustering
import Travel

/// Sites for problems whose whole table would not fit in memory, with a bound.
///
/// A sample of the demand, drawn by weight, is sited first: that plan tells for everyone how far a
/// site of theirs can be. The cells below that are all that is kept (``SparseCosts``), some blocks
/// of the demand at a time; over them the plan of the sample is swapped on, and proven.
struct SampledSearch<Provider: DistanceProvider> {
  let provider: Provider
  let demand: Provider.Prepared
  let places: Provider.Prepared
  /// Index into `places` of each candidate.
  let candidates: [Int]
  let weights: DemandWeights
  let fixed: [Int]
  let facilities: Int
  let demandIsCandidates: Bool
  let options: SitingOptions

  /// Cells of the sample's table, and of the blocks in which rows are measured.
  private static var tableCells: Int { 8_000_000 }

  /// Kept cells of the demand that is looked at before all of it.
  private static var middleCells: Int { 1_000_000 }

  /// The best plan; nil where even the kept cells would not fit in memory.
  func run(limits: SearchLimits, report: ProgressReport) throws(DistanceFault) -> MedianPlan? {
    var generator = SeededGenerator(seed: options.seed, stream: 77)
    var guide = try sitedSample(using: &generator, limits: limits, report: report)
    report(.measuring, 0.1)
    let ways = try WaysToOpen(
      provider: provider, demand: demand, places: places,
      chosen: guide.plans[0].map { candidates[$0] }, weights: weights, rank: min(3, facilities),
      cores: options.cores, limits: limits)
    guard let ways else {
      // Too late for anything but the plan of the sample.
      return MedianPlan(
        plan: TablePlan(sites: guide.plans[0].sorted(), total: .zero), lowerBound: nil,
        isOptimal: false)
    }
    var (caps, multipliers) = ways.prices()
    guard let rows = try measured(caps: caps, limits: limits, report: report) else { return nil }
    let far = ways.far
    caps = rows.caps
    var unreachable: Int64 = 0
    for index in 0..<weights.count where caps[index] == far && rows.row(index).count == 0 {
      rows.forget(index)
      unreachable += weights.units[index]
    }
    for index in 0..<weights.count {
      multipliers[index] = min(multipliers[index], rows.caps[index])
    }
    let measuring = SparseMeasuring(
      provider: provider, demand: demand, places: places, candidates: candidates, weights: weights,
      rows: rows, cores: options.cores)
    for size in middleSizes(rows) where !limits.areReached {
      let sample = DemandSample(of: weights, size: size, using: &generator)
      guide = explored(sample, rows, from: guide, limits: limits, report: report)
    }
    guide.raise(&multipliers, rows, weights.weights)
    if limits.areReached {
      var relaxation = Relaxation(costs: rows, facilities: facilities, cores: options.cores)
      let bound =
        options.provesBound && ways.total.unreached == unreachable
        ? relaxation.bound(multipliers, decisions(fixed, count: candidates.count)) : nil
      return MedianPlan(
        plan: TablePlan(sites: guide.plans[0].sorted(), total: ways.total),
        lowerBound: bound.map { max(0, $0.value) }, isOptimal: false)
    }
    var effort = MedianEffort(
      rows: rows, facilities: facilities, fixed: fixed, hasWholeCosts: false, options: options,
      limits: limits, report: report)
    effort.leastUnreached = unreachable
    effort.firstLength = 0.7
    effort.hints = guide.promising
    var starts = guide.plans.map { TablePlan(sites: $0.sorted(), total: measuring.cost(of: $0)) }
    if starts.count == 1 { starts += starts }
    return effort.run(from: starts, multipliers: multipliers) { measuring.cost(of: $0) }
  }

  /// How much of the demand to look at first.
  private var firstSize: Int {
    let most = max(2000, 30 * facilities)
    let cells = Self.tableCells / max(1, min(candidates.count, 4000))
    return min(weights.count, demandIsCandidates ? most : max(most, cells))
  }

  /// How much of the demand to look at, more and more, before all of it.
  private func middleSizes(_ rows: SparseCosts) -> [Int] {
    let cells = max(1, rows.cellCount / weights.count)
    // A tenth tells as much as a fifth, in half the time.
    let most = max(firstSize, weights.count / 10)
    var sizes = [max(min(2 * firstSize, most), Self.middleCells / cells)]
    while let last = sizes.last, 3 * last <= weights.count, sizes.count < 4 {
      sizes.append(3 * last)
    }
    return sizes.dropLast().filter { 4 * $0 <= weights.count }
  }

  /// What more of the demand tells than the first sample did.
  private func explored(
    _ sample: DemandSample, _ rows: SparseCosts, from guide: SampleGuide, limits: SearchLimits,
    report: ProgressReport
  ) -> SampleGuide {
    let some = rows.sample(sample, of: weights)
    var multipliers = some.caps.map { $0 / 2 }
    guide.raise(&multipliers, some, sample.weights)
    // Whoever has no open site in the row pays more than there.
    let measure = { (sites: [Int]) -> PlanCost in
      var isOpen = [Bool](repeating: false, count: some.siteCount)
      for site in sites { isOpen[site] = true }
      var total = PlanCost.zero
      for index in 0..<some.demandCount {
        let row = some.row(index)
        let cell = (0..<row.count).first { isOpen[Int(row.sites[$0])] }
        total.cost += cell.map { row.costs[$0] } ?? 1.5 * some.caps[index]
      }
      return total
    }
    var effort = MedianEffort(
      rows: some, facilities: facilities, fixed: fixed, hasWholeCosts: false, options: options,
      limits: limits, report: report)
    effort.firstLength = 0.7
    effort.hints = guide.promising
    var starts = guide.plans.map { TablePlan(sites: $0.sorted(), total: measure($0)) }
    if starts.count == 1 { starts += starts }
    return effort.explore(
      from: starts, multipliers: multipliers, weights: sample.weights, measure: measure)
  }

  private func decisions(_ fixed: [Int], count: Int) -> [SiteDecision] {
    var decisions = [SiteDecision](repeating: .undecided, count: count)
    for site in fixed { decisions[site] = .open }
    return decisions
  }

  /// Sites a sample, with a sample of the candidates where these are too many.
  private func sitedSample(
    using generator: inout SeededGenerator, limits: SearchLimits, report: ProgressReport
  ) throws(DistanceFault) -> SampleGuide {
    let sample = DemandSample(of: weights, size: firstSize, using: &generator)
    var some = Array(candidates.indices)
    if demandIsCandidates {
      some = sample.members
    } else if some.count > 4000 {
      generator.draw(some.count - 1, toFrontOf: &some)
      some = fixed + some.filter { !fixed.contains($0) }.prefix(max(4000, 2 * facilities))
      some.sort()
    }
    // A sample of few heavy points can be smaller than the plan.
    var position = 0
    while some.count < facilities {
      if !some.contains(position) { some.append(position) }
      position += 1
    }
    let sampleWeights = DemandWeights(sample.weights, power: weights.power)
    let table = try CostTable(
      provider: provider, demand: provider.prepare(sample.members.map { demand[$0] }),
      places: places, candidates: some.map { candidates[$0] }, weights: sampleWeights,
      cores: options.cores)
    var searching = options
    searching.provesBound = false
    // Shaking the sample costs little.
    searching.restarts = options.restarts.map { $0 == 0 ? 0 : min(200, max(60, $0)) } ?? 200
    let search = MedianSearch(
      table: table, weights: sampleWeights, fixed: fixed.compactMap { some.firstIndex(of: $0) },
      facilities: facilities,
      demandIsCandidates: demandIsCandidates && some.count == sample.members.count,
      options: searching, limits: limits, report: report)
    let plan = search.run().plan
    let sites = plan.sites.map { some[$0] }
    let facts = TableFacts(table, sampleWeights)
    guard options.provesBound, plan.total.unreached == facts.leastUnreached else {
      return SampleGuide(plans: [sites])
    }
    let prices = FirstPrices(table: table, plan: plan, facts: facts)
    guard
      let rows = SparseCosts(
        table: table, caps: prices.caps, memory: .max, cores: options.cores)
    else { return SampleGuide(plans: [sites]) }
    var relaxation = Relaxation(costs: rows, facilities: facilities, cores: options.cores)
    let always = fixed.compactMap { some.firstIndex(of: $0) }
    var length = 2.0
    let bound = relaxation.ascend(
      from: prices.multipliers, decisions(always, count: some.count), upper: plan.total.cost,
      goal: .infinity, steps: 600, patience: 24, length: &length,
      goOn: { _ in !limits.areReached })
    guard let bound else { return SampleGuide(plans: [sites]) }
    var guide = SampleGuide(plans: [plan.sites])
    guide.learn(bound.multipliers, rows, sample.weights)
    return guide.spread(to: some, of: candidates.count)
  }

  /// All cells below the caps; nil where they would not fit.
  ///
  /// Where time runs out the rest of the demand has no cells, and caps of 0.
  private func measured(
    caps: [Double], limits: SearchLimits, report: ProgressReport
  ) throws(DistanceFault) -> SparseCosts? {
    let (n, m) = (weights.count, candidates.count)
    let rows = SparseCosts(siteCount: m, demandCount: n, caps: caps)
    // A provider looks at every site once per block: large blocks, but not as large as the rows.
    let cells = max(Self.tableCells / 2, min(2 * Self.tableCells, n * m / 12))
    let block = max(128, min(n, cells / m))
    let costs = UnsafeMutablePointer<Double>.allocate(capacity: block * m)
    defer { costs.deallocate() }
    let together = max(8, min(m, Self.tableCells / 8 / block))
    for start in stride(from: 0, to: n, by: block) {
      let range = start..<min(n, start + block)
      report(.measuring, 0.1 + 0.9 * Double(start) / Double(n))
      let people = provider.prepare(range.map { demand[$0] })
      let some = DemandWeights(Array(weights.weights[range]), power: weights.power)
      for site in stride(from: 0, to: m, by: together) {
        if limits.areReached {
          for index in start..<n { rows.forget(index) }
          return rows
        }
        let sites = site..<min(m, site + together)
        let table = provider.distances(
          from: people, to: places, chosen: Array(candidates[sites]))
        do {
          try table.writeCosts(some, cores: options.cores) { costs + (site + $0) * block }
        } catch {
          throw DistanceFault(origin: start + error.origin, distance: error.distance)
        }
      }
      let isThere = rows.append(range, memory: options.memory / 4 * 3, cores: options.cores) {
        UnsafePointer(costs + $0 * block)
      }
      guard isThere else { return nil }
    }
    return rows
  }
}
