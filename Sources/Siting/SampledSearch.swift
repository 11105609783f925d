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

  /// The best plan; nil where even the kept cells would not fit in memory.
  func run(limits: SearchLimits, report: ProgressReport) throws(DistanceFault) -> MedianPlan? {
    var generator = SeededGenerator(seed: options.seed, stream: 77)
    let guide = try sitedSample(using: &generator, limits: limits, report: report)
    let first = guide.sites
    report(.measuring, 0.1)
    let ways = try WaysToOpen(
      provider: provider, demand: demand, places: places, chosen: first.map { candidates[$0] },
      weights: weights, rank: min(3, facilities), cores: options.cores)
    // In a plan that is better nobody pays as much as this.
    let far = 2 * ways.total.cost + 1
    var multipliers: [Double] = []
    var caps: [Double] = []
    for index in 0..<weights.count {
      let cap = min(ways.cost(index, rank: ways.rank - 1), far)
      let nearest = min(ways.cost(index, rank: 0), cap)
      caps.append(cap)
      multipliers.append(
        ways.rank > 1 ? (nearest + min(ways.cost(index, rank: 1), cap)) / 2 : nearest)
    }
    guard let rows = try measured(caps: caps, limits: limits, report: report) else {
      guard limits.areReached else { return nil }
      let plan = TablePlan(sites: first.sorted(), total: ways.total)
      return MedianPlan(plan: plan, lowerBound: nil, isOptimal: false)
    }
    var unreachable: Int64 = 0
    for index in 0..<weights.count where caps[index] == far && rows.row(index).count == 0 {
      rows.forget(index)
      multipliers[index] = 0
      unreachable += weights.units[index]
    }
    let measuring = SparseMeasuring(
      provider: provider, demand: demand, places: places, candidates: candidates, weights: weights,
      rows: rows, cores: options.cores)
    var effort = MedianEffort(
      rows: rows, facilities: facilities, fixed: fixed, hasWholeCosts: false, options: options,
      limits: limits, report: report)
    effort.leastUnreached = unreachable
    guide.raise(&multipliers, rows)
    effort.firstLength = 0.7
    let start = TablePlan(sites: first.sorted(), total: measuring.cost(of: first))
    return effort.run(from: [start, start], multipliers: multipliers) { measuring.cost(of: $0) }
  }

  /// Sites a sample, with a sample of the candidates where these are too many.
  private func sitedSample(
    using generator: inout SeededGenerator, limits: SearchLimits, report: ProgressReport
  ) throws(DistanceFault) -> Guide {
    let most = max(2000, 30 * facilities)
    let size = min(
      weights.count,
      demandIsCandidates ? most : max(most, Self.tableCells / max(1, min(candidates.count, 4000))))
    let sample = DemandSample(of: weights, size: size, using: &generator)
    var some = Array(candidates.indices)
    if demandIsCandidates {
      some = sample.members
    } else if some.count > 4000 {
      for index in 0..<some.count - 1 {
        some.swapAt(index, index + generator.index(below: some.count - index))
      }
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
    searching.restarts = min(options.restarts ?? 200, 200)
    let search = MedianSearch(
      table: table, weights: sampleWeights, fixed: fixed.compactMap { some.firstIndex(of: $0) },
      facilities: facilities,
      demandIsCandidates: demandIsCandidates && some.count == sample.members.count,
      options: searching, limits: limits, report: report)
    let plan = search.run().plan
    let sites = plan.sites.map { some[$0] }
    let facts = TableFacts(table, sampleWeights)
    guard options.provesBound, plan.total.unreached == facts.leastUnreached else {
      return Guide(sites: sites, shares: [])
    }
    let prices = FirstPrices(table: table, plan: plan, facts: facts)
    guard
      let rows = SparseCosts(
        table: table, caps: prices.caps, memory: .max, cores: options.cores)
    else { return Guide(sites: sites, shares: []) }
    var relaxation = Relaxation(costs: rows, facilities: facilities, cores: options.cores)
    var decisions = [SiteDecision](repeating: .undecided, count: some.count)
    for (index, candidate) in some.enumerated() where fixed.contains(candidate) {
      decisions[index] = .open
    }
    var length = 2.0
    _ = relaxation.ascend(
      from: prices.multipliers, decisions, upper: plan.total.cost, goal: .infinity, steps: 600,
      patience: 24, length: &length, goOn: { _ in !limits.areReached })
    var shares = [Double](repeating: 0, count: candidates.count)
    for (index, candidate) in some.enumerated() { shares[candidate] = relaxation.shares[index] }
    return Guide(sites: sites, shares: shares)
  }

  /// All cells below the caps; nil where they would not fit.
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
      // Too late for anything but the plan of the sample.
      if limits.areReached { return nil }
    }
    return rows
  }
}

/// What siting a sample tells about the whole.
private struct Guide {
  /// Candidates that a good plan has open.
  let sites: [Int]
  /// Per candidate, how much of it the best plan in parts has open; empty where nothing is known.
  let shares: [Double]

  /// Sets multipliers as they are at the optimum of linear programs: at the cost of the farthest
  /// site that somebody needs who goes to the nearest parts of sites that make up a whole one.
  func raise(_ multipliers: inout [Double], _ rows: SparseCosts) {
    guard !shares.isEmpty else { return }
    for index in 0..<rows.demandCount where rows.caps[index] > 0 {
      let row = rows.row(index)
      var share = 0.0
      for cell in 0..<row.count {
        share += shares[Int(row.sites[cell])]
        if share >= 1 {
          multipliers[index] = row.costs[cell]
          break
        }
      }
    }
  }
}

/// Some of the demand instead of all of it: drawn by weight, at equal steps along the list.
struct DemandSample {
  /// Indices into the demand, ascending.
  private(set) var members: [Int] = []
  /// How much each counts.
  private(set) var weights: [Double] = []

  init(of demand: DemandWeights, size: Int, using generator: inout SeededGenerator) {
    let total = demand.weights.reduce(0, +)
    guard total > 0 else {
      members = Array(0..<min(size, demand.count))
      weights = members.map { _ in 0 }
      return
    }
    let step = total / Double(size)
    var next = generator.unit() * step
    var sum = 0.0
    for (index, weight) in demand.weights.enumerated() {
      sum += weight
      guard sum > next else { continue }
      let hits = ((sum - next) / step).rounded(.up)
      next += hits * step
      members.append(index)
      weights.append(hits * step)
    }
  }
}
