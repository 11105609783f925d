import Clustering

/// What branching and proofs have settled about a site.
enum SiteDecision: UInt8, Sendable { case undecided, open, closed }

/// The Lagrangian relaxation of "everyone goes to one site", and its ascent.
///
/// With a multiplier λᵢ per demand point, L(λ) = Σᵢ λᵢ + the *k* smallest of
/// ρₓ = Σᵢ min(0, cₓᵢ − λᵢ) is never above the cost of any plan of *k* sites. Multipliers move
/// along smoothed subgradients. G. Cornuéjols, M. L. Fisher, G. L. Nemhauser, "Location of Bank
/// Accounts to Optimize Float", Management Science 23 (1977),
/// <https://doi.org/10.1287/mnsc.23.8.789>; step lengths after M. Held, P. Wolfe, H. P. Crowder,
/// "Validation of Subgradient Optimization", Mathematical Programming 6 (1974),
/// <https://doi.org/10.1007/BF01580223>.
///
/// **Rounding.** Every sum here has at most *n* + *k* terms; the sum of its terms' magnitudes is
/// at most Σ λᵢ + Σ |ρₓ|, and a floating-point sum of *t* terms, each rounded once before, is off
/// by at most (*t* + 1) · 2⁻⁵³ of that to first order. ``Bound/value`` is lowered by four times
/// that, which also covers the higher orders, the choice of sites by rounded worths and the rounding of the
/// objective that it is compared with.
struct Relaxation {
  struct Bound {
    /// Never above the cost of any plan that keeps to the decisions.
    var value: Double
    var multipliers: [Double]
    /// Per site, at most 0.
    var worths: [Double]
    /// The sites of the relaxed plan, ascending.
    var sites: [Int]
  }

  let costs: SparseCosts
  let facilities: Int
  let cores: Int?
  /// Cells looked at so far, over all evaluations.
  private(set) var work = 0

  init(costs: SparseCosts, facilities: Int, cores: Int?) {
    self.costs = costs
    self.facilities = facilities
    self.cores = cores
  }

  /// The bound of given multipliers; nil where the decisions leave too few or too many sites.
  ///
  /// - Complexity: O(cells below the caps + *m* log *m*)
  mutating func bound(_ multipliers: [Double], _ decisions: [SiteDecision]) -> Bound? {
    let free = decisions.indices.filter { decisions[$0] == .undecided }
    var sites = decisions.indices.filter { decisions[$0] == .open }
    let missing = facilities - sites.count
    guard missing >= 0, free.count >= missing else { return nil }

    let usable = decisions.indices.filter { decisions[$0] != .closed }
    var worths = [Double](repeating: 0, count: decisions.count)
    let costs = costs
    multipliers.withUnsafeBufferPointer { multipliers in
      worths.withUnsafeMutableBufferPointer { worths in
        guard let base = multipliers.baseAddress else { return }
        nonisolated(unsafe) let worths = worths
        nonisolated(unsafe) let values = base
        if costs.cellCount < 200_000 || cores == 1 {
          for site in usable { worths[site] = costs.worth(of: site, under: values) }
        } else {
          let block = 16
          concurrently((usable.count + block - 1) / block, cores: cores) { number in
            for position in number * block..<min((number + 1) * block, usable.count) {
              worths[usable[position]] = costs.worth(of: usable[position], under: values)
            }
          }
        }
      }
    }
    work += costs.cellCount * usable.count / max(1, decisions.count) + decisions.count

    if missing > 0 {
      let sorted = free.sorted { (worths[$0], $0) < (worths[$1], $1) }
      sites.append(contentsOf: sorted.prefix(missing))
      sites.sort()
    }
    let charged = multipliers.reduce(0, +)
    var worth = 0.0
    var least = 0.0
    for site in sites {
      worth += worths[site]
      least = min(least, worths[site])
    }
    let terms = Double(costs.demandCount + facilities + 8)
    let slack = terms * 0x1p-51 * (charged - Double(facilities) * least)
    return Bound(
      value: charged + worth - slack, multipliers: multipliers, worths: worths, sites: sites)
  }

  /// Raises the bound by moving the multipliers.
  ///
  /// - Parameters:
  ///   - start: Multipliers to begin with; between 0 and the caps.
  ///   - upper: The cost of the best plan known.
  ///   - goal: A bound that is enough.
  ///   - steps: How many evaluations at most.
  ///   - patience: Evaluations without a better bound before the steps are halved.
  ///   - visit: Shown every better bound; false ends the ascent.
  mutating func ascend(
    from start: [Double], _ decisions: [SiteDecision], upper: Double, goal: Double, steps: Int,
    patience: Int, stepLength: Double, visit: (Bound, Int) -> Bool
  ) -> Bound? {
    guard var best = bound(start, decisions) else { return nil }
    let n = costs.demandCount
    var multipliers = start
    var current = best
    var direction = [Double](repeating: 0, count: n)
    var length = stepLength
    var stalled = 0
    for step in 0..<steps {
      if best.value >= goal || length < 1e-4 { break }
      var gradient = [Double](repeating: 1, count: n)
      for site in current.sites {
        for cell in costs.starts[site]..<costs.starts[site + 1] {
          let index = Int(costs.demand[cell])
          if costs.costs[cell] < multipliers[index] { gradient[index] -= 1 }
        }
      }
      var norm = 0.0
      for index in 0..<n {
        // At a cap or at 0 there is no way further out.
        if gradient[index] > 0, multipliers[index] >= costs.caps[index] { gradient[index] = 0 }
        if gradient[index] < 0, multipliers[index] <= 0 { gradient[index] = 0 }
        direction[index] = gradient[index] + Self.memory * direction[index]
        norm += direction[index] * direction[index]
      }
      guard norm > 0 else { break }
      let stride = length * max(upper - current.value, 1e-9 * upper) / norm
      for index in 0..<n {
        multipliers[index] = max(
          0, min(costs.caps[index], multipliers[index] + stride * direction[index]))
      }
      guard let next = bound(multipliers, decisions) else { break }
      current = next
      if next.value > best.value {
        if next.value > best.value + 1e-6 * abs(upper - best.value) { stalled = 0 }
        best = next
        if !visit(best, step) { break }
      } else {
        stalled += 1
        if stalled >= patience {
          stalled = 0
          length /= 2
          multipliers = best.multipliers
          current = best
          for index in 0..<n { direction[index] = 0 }
        }
      }
    }
    return best
  }

  /// How much of the last direction is kept.
  private static var memory: Double { 0.5 }
}
