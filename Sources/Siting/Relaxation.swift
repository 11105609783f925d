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
    // Choosing sites and moving multipliers count as well: small problems are all of that.
    work += costs.cellCount + 16 * decisions.count + 4 * costs.demandCount

    if missing > 0 {
      // The smallest worths; of equal ones those of the first sites.
      var sorted = free.map { worths[$0] }
      sorted.sort()
      let last = sorted[missing - 1]
      var ties = missing - free.count { worths[$0] < last }
      for site in free {
        if worths[site] < last {
          sites.append(site)
        } else if worths[site] == last, ties > 0 {
          sites.append(site)
          ties -= 1
        }
      }
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
  ///   - decisions: What is settled about each site.
  ///   - upper: The cost of the best plan known.
  ///   - goal: A bound that is enough.
  ///   - steps: How many evaluations at most.
  ///   - patience: Evaluations without a clearly better bound before the steps are halved.
  ///   - length: Of the steps, as a part of what would close the gap if the subgradient led
  ///     straight to the optimum; at most 2. Left as it is in the end.
  ///   - visit: Shown every better bound; false ends the ascent.
  /// - Returns: The best bound; nil where the decisions leave too few or too many sites.
  mutating func ascend(
    from start: [Double], _ decisions: [SiteDecision], upper: Double, goal: Double, steps: Int,
    patience: Int, length: inout Double, visit: (Bound, Int) -> Bool
  ) -> Bound? {
    guard var best = bound(start, decisions) else { return nil }
    let n = costs.demandCount
    var multipliers = start
    var current = best
    var direction = [Double](repeating: 0, count: n)
    var stalled = 0
    for step in 0..<steps {
      if best.value >= goal || length < Self.shortestLength { break }
      let norm = turn(&direction, along: current.sites, multipliers)
      guard norm > 0 else { break }
      let stride = length * max(upper - current.value, 1e-9 * upper) / norm
      move(&multipliers, by: stride, along: direction)
      guard let next = bound(multipliers, decisions) else { break }
      current = next
      if next.value > best.value {
        // A bound that hardly moves is as good as none that moves.
        stalled = next.value > best.value + 1e-3 * abs(upper - best.value) ? 0 : stalled + 1
        best = next
        if !visit(best, step) { break }
      } else {
        stalled += 1
      }
      if stalled >= patience {
        stalled = 0
        length /= 2
        multipliers = best.multipliers
        current = best
        for index in 0..<n { direction[index] = 0 }
      }
    }
    return best
  }

  /// Turns the direction towards the subgradient at the multipliers, and gives its squared length.
  ///
  /// The subgradient is 1 − how many of the sites each demand point would use.
  private func turn(
    _ direction: inout [Double], along sites: [Int], _ multipliers: [Double]
  ) -> Double {
    var gradient = [Double](repeating: 1, count: direction.count)
    let memory = Self.memory
    return gradient.withUnsafeMutableBufferPointer { gradient in
      multipliers.withUnsafeBufferPointer { multipliers in
        for site in sites {
          for cell in costs.starts[site]..<costs.starts[site + 1] {
            let index = Int(costs.demand[cell])
            gradient[index] -= costs.costs[cell] < multipliers[index] ? 1 : 0
          }
        }
        return direction.withUnsafeMutableBufferPointer { direction in
          costs.caps.withUnsafeBufferPointer { caps in
            var norm = 0.0
            for index in 0..<direction.count {
              var slope = gradient[index]
              // At a cap or at 0 there is no way further out.
              if slope > 0, multipliers[index] >= caps[index] { slope = 0 }
              if slope < 0, multipliers[index] <= 0 { slope = 0 }
              let turned = slope + memory * direction[index]
              direction[index] = turned
              norm += turned * turned
            }
            return norm
          }
        }
      }
    }
  }

  private func move(_ multipliers: inout [Double], by stride: Double, along direction: [Double]) {
    multipliers.withUnsafeMutableBufferPointer { multipliers in
      direction.withUnsafeBufferPointer { direction in
        costs.caps.withUnsafeBufferPointer { caps in
          for index in 0..<multipliers.count {
            multipliers[index] = max(
              0, min(caps[index], multipliers[index] + stride * direction[index]))
          }
        }
      }
    }
  }

  /// Shorter steps lead nowhere.
  static var shortestLength: Double { 0.002 }

  /// How much of the last direction is kept.
  private static var memory: Double { 0.8 }
}
