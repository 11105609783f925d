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
/// A row of costs is read up to its multiplier only. Large problems are split into parts of the
/// demand, whose sums are added in their order: the same bytes on any number of cores.
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
  private let space: RelaxationSpace

  init(costs: SparseCosts, facilities: Int, cores: Int?) {
    self.costs = costs
    self.facilities = facilities
    self.cores = cores
    space = RelaxationSpace(costs)
  }

  /// The bound of given multipliers; nil where the decisions leave too few or too many sites.
  ///
  /// - Complexity: O(cells below the multipliers + *m* + *n*)
  mutating func bound(_ multipliers: [Double], _ decisions: [SiteDecision]) -> Bound? {
    guard let choice = SiteChoices(decisions, facilities: facilities) else { return nil }
    return bound(multipliers, choice)
  }

  private mutating func bound(_ multipliers: [Double], _ choice: SiteChoices) -> Bound {
    let worths = space.worths(of: multipliers, costs, cores: cores)
    // Choosing sites and moving multipliers count as well: small problems are all of that.
    work += 2 * space.cellsRead + 4 * costs.siteCount + 4 * costs.demandCount
    let sites = choice.cheapest(worths)
    let charged = multipliers.reduce(0, +)
    var worth = 0.0
    var least = 0.0
    for site in sites {
      worth += worths[site]
      least = min(least, worths[site])
    }
    let terms = Double(costs.demandCount + facilities + RelaxationSpace.partLimit + 8)
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
  ///   - goOn: Asked before every step; false ends the ascent.
  /// - Returns: The best bound; nil where the decisions leave too few or too many sites.
  mutating func ascend(
    from start: [Double], _ decisions: [SiteDecision], upper: Double, goal: Double, steps: Int,
    patience: Int, length: inout Double, goOn: (_ step: Int) -> Bool
  ) -> Bound? {
    guard let choice = SiteChoices(decisions, facilities: facilities) else { return nil }
    var best = bound(start, choice)
    let n = costs.demandCount
    var multipliers = start
    var current = best
    var direction = [Double](repeating: 0, count: n)
    var stalled = 0
    for step in 0..<steps {
      if best.value >= goal || length < Self.shortestLength || !goOn(step) { break }
      let norm = space.turn(
        &direction, along: current.sites, multipliers, costs, keeping: Self.memory, cores: cores)
      guard norm > 0 else { break }
      let stride = length * max(upper - current.value, 1e-9 * upper) / norm
      move(&multipliers, by: stride, along: direction)
      current = bound(multipliers, choice)
      if current.value > best.value {
        // A bound that hardly moves is as good as none that moves.
        stalled = current.value > best.value + 1e-3 * abs(upper - best.value) ? 0 : stalled + 1
        best = current
      } else {
        stalled += 1
      }
      if stalled >= patience {
        stalled = 0
        length /= 2
        multipliers = best.multipliers
        current = bound(multipliers, choice)
        for index in 0..<n { direction[index] = 0 }
      }
    }
    return best
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
