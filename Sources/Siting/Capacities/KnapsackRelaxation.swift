import Clustering

/// The Lagrangian relaxation of "everyone goes to one site", a knapsack per site, and its ascent.
///
/// With a multiplier λᵢ per demand point and μ ≥ 0 on moves, L(λ, μ) = Σᵢ λᵢ − μ · M − the *p*
/// largest knapsacks Kₓ = max Σ (λᵢ − cₓᵢ − μ tₓᵢ) zᵢ within the capacity of *x* is never above the
/// cost of any plan. H. Pirkul, "Efficient Algorithms for the Capacitated Concentrator Location
/// Problem", Computers & Operations Research 14 (1987),
/// <https://doi.org/10.1016/0305-0548(87)90022-0>. Sites are first valued with items that can be
/// cut; only those that may be among the best are then solved exactly.
///
/// **Rounding.** All sums have at most 2*n* + *p* terms whose magnitudes add up to at most Σ λᵢ +
/// Σ Kₓ + μ · M; ``Bound/value`` is lowered by several times what rounding them can amount to.
struct KnapsackRelaxation {
  struct Bound {
    /// Never above the cost of any plan that keeps to the decisions and the cells.
    var value: Double
    /// *n* multipliers, then that on moves.
    var multipliers: [Double]
    /// Per site never below its knapsack.
    var worths: [Double]
    /// Per site what a unit of its capacity is worth, see ``Knapsack/Relaxed/price``.
    var prices: [Double]
    /// Per site a worth that goes with the price: at least ``worths``.
    var relaxedWorths: [Double]
    /// The sites of the relaxed plan, ascending.
    var sites: [Int]
    /// Per demand point how many of the sites serve it, and then the moves.
    var served: [Double]
  }

  let problem: CapacitatedCase
  let cells: AssignmentCells
  let caps: [Double]
  let cores: Int?
  /// A measure of the effort so far.
  private(set) var work = 0
  private let blocks: [Knapsack]
  /// So that a step on moves is about as long as one on a demand point.
  private let moveUnit: Double

  init(_ problem: CapacitatedCase, cells: AssignmentCells, caps: [Double], cores: Int?) {
    self.problem = problem
    self.cells = cells
    self.caps = caps
    self.cores = cells.count < 20_000 ? 1 : cores
    blocks = (0..<(cells.count < 20_000 ? 1 : 8)).map { _ in Knapsack(capacity: cells.widest) }
    let counted = problem.moveWeights.filter { $0 > 0 }
    moveUnit = counted.isEmpty ? 1 : max(1, counted.reduce(0, +) / Double(counted.count))
  }

  private static var nodes: Int { 3000 }

  private struct Exact {
    var worth: Double
    var taken: [Int32]
  }

  /// The bound of given multipliers; nil where the decisions leave too few or too many sites.
  mutating func bound(_ multipliers: [Double], _ decisions: [SiteDecision]) -> Bound? {
    let m = problem.siteCount
    let open = decisions.indices.filter { decisions[$0] == .open }
    let undecided = decisions.indices.filter { decisions[$0] == .undecided }
    let missing = problem.facilities - open.count
    guard missing >= 0, undecided.count >= missing else { return nil }
    work += cells.count + 4 * problem.demandCount + 16 * m

    var relaxed = [Knapsack.Relaxed](
      repeating: Knapsack.Relaxed(worth: 0, price: 0, isExact: true), count: m)
    let usable = (open + undecided).sorted()
    inBlocks(of: usable.count) { [self] block, step -> [(Int, Knapsack.Relaxed)] in
      var results: [(Int, Knapsack.Relaxed)] = []
      for position in stride(from: block, to: usable.count, by: step) {
        results.append((usable[position], relax(usable[position], multipliers, blocks[block])))
      }
      return results
    } collect: { results in
      for (site, result) in results { relaxed[site] = result }
    }

    var exact = [Exact?](repeating: nil, count: m)
    func value(_ sites: [Int]) {
      inBlocks(of: sites.count) { [self, relaxed] block, step -> [(Int, Exact)] in
        var results: [(Int, Exact)] = []
        for position in stride(from: block, to: sites.count, by: step) {
          let site = sites[position]
          results.append((site, solved(site, multipliers, relaxed[site], blocks[block])))
        }
        return results
      } collect: { results in
        for (site, result) in results { exact[site] = result }
      }
    }
    let ranked = undecided.sorted { (-relaxed[$0].worth, $0) < (-relaxed[$1].worth, $1) }
    value(open + ranked.prefix(missing))
    var ready = missing
    var best = ranked.prefix(missing).map { exact[$0]?.worth ?? 0 }.sorted()
    while ready < ranked.count, let worst = best.first, relaxed[ranked[ready]].worth > worst {
      let end = min(ranked.count, ready + 8)
      value(Array(ranked[ready..<end]))
      best += ranked[ready..<end].map { exact[$0]?.worth ?? 0 }
      best.sort()
      best.removeFirst(best.count - missing)
      ready = end
    }

    var worths = relaxed.map(\.worth)
    for site in usable { if let known = exact[site] { worths[site] = known.worth } }
    let chosen = ranked.prefix(ready).sorted { (-worths[$0], $0) < (-worths[$1], $1) }
      .prefix(missing)
    let sites = (open + chosen).sorted()
    var served = [Double](repeating: 0, count: problem.demandCount + 1)
    var worth = 0.0
    for site in sites {
      worth += worths[site]
      for item in exact[site]?.taken ?? [] {
        served[Int(item)] += 1
        if problem.hasMoves {
          served[problem.demandCount] += problem.move(Int(item), to: site)
        }
      }
    }
    let moveCharge =
      problem.hasMoves ? multipliers[problem.demandCount] * problem.maximumMoves : 0
    let charged = multipliers.dropLast().reduce(0, +)
    let terms = Double(2 * problem.demandCount + problem.facilities + 32)
    let magnitude = charged + sites.reduce(0.0) { $0 + abs(worths[$1]) } + moveCharge
    return Bound(
      value: charged - worth - moveCharge - terms * 0x1p-51 * magnitude,
      multipliers: multipliers, worths: worths, prices: relaxed.map(\.price),
      relaxedWorths: relaxed.map(\.worth), sites: sites, served: served)
  }

  /// Runs the body for each block of knapsacks, and hands over what they give in order.
  private func inBlocks<Result>(
    of count: Int, _ body: @Sendable (_ block: Int, _ step: Int) -> Result,
    collect: (Result) -> Void
  ) {
    let number = min(blocks.count, max(1, count))
    var results = [Result?](repeating: nil, count: number)
    results.withUnsafeMutableBufferPointer { results in
      nonisolated(unsafe) let results = results
      concurrently(number, cores: cores) { results[$0] = body($0, number) }
    }
    for case let result? in results { collect(result) }
  }

  private func gather(
    _ site: Int, _ multipliers: [Double], _ knapsack: Knapsack, payingOnly: Bool
  ) {
    knapsack.removeAll()
    let perMove = problem.hasMoves ? multipliers[problem.demandCount] : 0
    multipliers.withUnsafeBufferPointer { multipliers in
      problem.loads.withUnsafeBufferPointer { loads in
        for cell in cells.starts[site]..<cells.starts[site + 1] {
          let item = cells.demand[cell]
          var profit = multipliers[Int(item)] - cells.costs[cell]
          if perMove > 0 { profit -= perMove * problem.move(Int(item), to: site) }
          if profit > 0 || !payingOnly {
            knapsack.append(item, profit: profit, load: loads[Int(item)])
          }
        }
      }
    }
  }

  private func relax(
    _ site: Int, _ multipliers: [Double], _ knapsack: Knapsack
  ) -> Knapsack.Relaxed {
    gather(site, multipliers, knapsack, payingOnly: true)
    if problem.minimumLoad > 0 {
      var load = 0.0
      for item in 0..<knapsack.count { load += problem.loads[Int(knapsack.items[item])] }
      if load < problem.minimumLoad {
        gather(site, multipliers, knapsack, payingOnly: false)
        return knapsack.fill(atLeast: problem.minimumLoad)
      }
    }
    return knapsack.relax(room: problem.capacities[site])
  }

  private func solved(
    _ site: Int, _ multipliers: [Double], _ relaxed: Knapsack.Relaxed, _ knapsack: Knapsack
  ) -> Exact {
    if problem.minimumLoad > 0 {
      let result = relax(site, multipliers, knapsack)
      if result.price < 0 { return Exact(worth: result.worth, taken: knapsack.taken) }
    }
    gather(site, multipliers, knapsack, payingOnly: true)
    let worth = knapsack.solve(room: problem.capacities[site], nodes: Self.nodes)
    return Exact(worth: min(worth, relaxed.worth), taken: knapsack.taken)
  }

  /// Raises the bound by moving the multipliers along smoothed subgradients.
  ///
  /// Step lengths after M. Held, P. Wolfe, H. P. Crowder, "Validation of Subgradient
  /// Optimization", Mathematical Programming 6 (1974), <https://doi.org/10.1007/BF01580223>.
  ///
  /// - Parameters:
  ///   - start: Multipliers to begin with; between 0 and the caps.
  ///   - decisions: What is settled about each site.
  ///   - upper: The cost of the best plan known.
  ///   - goal: A bound that is enough.
  ///   - steps: How many evaluations at most.
  ///   - patience: Evaluations without a clearly better bound before the steps are shortened.
  ///   - length: Of the steps, at most 2. Left as it is in the end.
  ///   - visit: Shown every bound; false ends the ascent.
  /// - Returns: The best bound; nil where the decisions leave too few or too many sites.
  mutating func ascend(
    from start: [Double], _ decisions: [SiteDecision], upper: Double, goal: Double, steps: Int,
    patience: Int, length: inout Double, visit: (Bound, Int) -> Bool
  ) -> Bound? {
    guard var best = bound(start, decisions) else { return nil }
    let n = problem.demandCount
    var multipliers = start
    var current = best
    var direction = [Double](repeating: 0, count: n + 1)
    var stalled = 0
    for step in 0..<steps {
      if best.value >= goal || length < Self.shortestLength { break }
      var norm = 0.0
      for index in 0...n {
        var slope: Double
        if index < n {
          slope = 1 - current.served[index]
          if slope > 0, multipliers[index] >= caps[index] { slope = 0 }
        } else {
          slope =
            problem.hasMoves ? (current.served[n] - problem.maximumMoves) / moveUnit : 0
        }
        if slope < 0, multipliers[index] <= 0 { slope = 0 }
        direction[index] = slope + Self.memory * direction[index]
        norm += direction[index] * direction[index]
      }
      guard norm > 0 else { break }
      let stride = length * max(upper - current.value, 1e-9 * upper) / norm
      for index in 0..<n {
        let moved = multipliers[index] + stride * direction[index]
        multipliers[index] = max(0, min(caps[index], moved))
      }
      multipliers[n] = max(0, multipliers[n] + stride * direction[n] / moveUnit)
      guard let next = bound(multipliers, decisions) else { break }
      current = next
      if next.value > best.value {
        stalled = next.value > best.value + 1e-3 * abs(upper - best.value) ? 0 : stalled + 1
        best = next
      } else {
        stalled += 1
      }
      if !visit(next, step) { break }
      if stalled >= patience {
        stalled = 0
        length /= 2
        multipliers = best.multipliers
        current = best
        for index in 0...n { direction[index] = 0 }
      }
    }
    return best
  }

  /// Shorter steps lead nowhere.
  static var shortestLength: Double { 0.002 }

  /// How much of the last direction is kept.
  private static var memory: Double { 0.7 }
}
