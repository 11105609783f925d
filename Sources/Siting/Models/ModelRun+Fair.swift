import Clustering
import Travel

extension ModelRun {
  /// The least mix of the mean and of the mean distance of the worst-off share.
  func fair(worst: Double, mix: Double) throws(SitingError) -> Found {
    let start = try standing()
    let search = sumSearch(scoring)
    guard search.fits else {
      return largeFair(from: start.sites ?? farthestFirst(), worst: worst, mix: mix)
    }
    var fair = FairSearch(
      search: search, worst: worst, mix: mix, start: start.sites ?? farthestFirst(),
      servesEveryone: start.servesEveryone)
    fair.settle()
    guard start.servesEveryone, options.provesBound else { return Found(sites: fair.sites) }
    fair.prove()
    return Found(sites: fair.sites, lowerBound: fair.lowerBound, isOptimal: fair.isOptimal)
  }
}

/// Makes the mean distance of the worst-off share small, mixed with the mean.
///
/// The mean of the worst share α is the least, over thresholds *t*, of
/// *t* + Σ *w* · max(0, *d* − *t*) ÷ (α · *W*): R. T. Rockafellar, S. Uryasev, "Optimization of
/// Conditional Value-at-Risk", Journal of Risk 2 (2000), <https://doi.org/10.21314/JOR.2000.038>.
/// For a fixed *t* that is a sum of costs. The best *t* of a plan is the distance that a share of
/// at most α exceeds, one of all the distances.
///
/// For the bound, the thresholds are split into intervals. If the best *t* of a plan is from *a*
/// to *b*, at most the share α travels farther than *b*, so that
/// *t* + Σ over *d* > *b* of *w* · (*d* − *t*) ÷ (α · *W*) does not fall with *t*, and the mean of
/// its worst share is at least *a* + Σ over *d* > *b* of *w* · (*d* − *a*) ÷ (α · *W*): again a sum
/// of costs, the bound of which bounds all plans of the interval. The interval of the lowest bound
/// is split until all bounds are as high as the best plan, or the budget is spent; where *a* = *b*
/// nothing is lost.
struct FairSearch {
  private struct Interval {
    var from: Double
    var to: Double
    var bound: Double
  }

  let search: SumSearch
  let worst: Double
  let mix: Double
  let servesEveryone: Bool
  private(set) var sites: [Int]
  private var best: PlanScore
  /// The threshold of the best plan.
  private var threshold: Double
  private let total: Double
  /// The search may end with a bound this part of the objective below it.
  private let gap: Double
  private var open: [Interval] = []
  /// The least bound of the intervals that are no longer split.
  private var closedBound = Double.infinity

  init(search: SumSearch, worst: Double, mix: Double, start: [Int], servesEveryone: Bool) {
    // Each interval is a search of its own: a few restarts are enough.
    var search = search
    search.options.restarts = search.options.restarts ?? 4
    gap = search.options.gap ?? 0
    search.options.gap = gap > 0 ? gap / 2 : nil
    self.search = search
    self.worst = worst
    // The mean of all is the mean, whatever the threshold.
    self.mix = worst < 1 ? mix : 1
    self.servesEveryone = servesEveryone
    let scoring = search.scoring
    total = scoring.weights.weights.indices.reduce(0) {
      scoring.isReachable[$1] ? $0 + scoring.weights.weights[$1] : $0
    }
    sites = start
    let distances = search.distances.nearest(among: start).distances
    best = scoring.score(distances, sites: start.count)
    threshold = scoring.threshold(distances, worst: worst)
  }

  /// No plan is better than this.
  var lowerBound: Double { open.reduce(min(closedBound, best.objective)) { min($0, $1.bound) } }

  var isOptimal: Bool { lowerBound >= best.objective * (1 - Self.tolerance) }

  /// Takes turns: the best plan for the threshold, the best threshold for the plan.
  mutating func settle() {
    for _ in 0..<20 where !search.limits.areReached {
      let cost = cost(from: threshold, to: threshold)
      let found =
        servesEveryone
        ? search.serveAll(from: sites, proves: false, cost: cost)
        : search.serveMost(from: sites, cost: cost)
      guard adopt(found.sites) else { return }
    }
  }

  /// Raises the bound, and betters the plan on the way.
  mutating func prove() {
    guard total > 0 else { return }
    split(around: threshold)
    let cells = max(1, search.distances.count * search.distances.demandCount)
    var left = max(16, min(200, 400_000_000 / cells))
    while let index = lowest(), left > 0, !search.limits.areReached {
      let interval = open.remove(at: index)
      if interval.bound >= goal {
        closedBound = min(closedBound, interval.bound)
        continue
      }
      left -= 1
      guard let interval = bounded(interval) else { continue }
      search.report(
        .proving, 0, objective: best.objective,
        lowerBound: min(lowerBound, interval.bound))
      if interval.bound >= goal || interval.from == interval.to {
        closedBound = min(closedBound, interval.bound)
      } else {
        let middle = interval.from + (interval.to - interval.from) / 2
        append(interval.from, middle, interval.bound)
        append(middle.nextUp, interval.to, interval.bound)
      }
    }
  }

  /// Each search may leave half as much.
  private static var tolerance: Double { 2 * OptimalityProof.tolerance }

  /// A bound that leaves no room for a better plan, or as little as asked for.
  private var goal: Double { best.objective * (1 - max(Self.tolerance, gap)) }

  private func lowest() -> Int? {
    open.indices.min { (open[$0].bound, open[$0].from) < (open[$1].bound, open[$1].from) }
  }

  /// The first intervals: narrow near the threshold of the best plan, wide far from it.
  private mutating func split(around middle: Double) {
    // No better plan has a threshold beyond what the best costs.
    let end = mix < 1 ? best.objective / (1 - mix) : 0
    var begin = 0.0
    for share in [0.5, 0.75, 0.9, 1.1, 1.3] where share * middle < end && share * middle > begin {
      append(begin, share * middle, 0)
      begin = (share * middle).nextUp
    }
    append(begin, end, 0)
  }

  /// Adds what is left of an interval between the distances in it.
  private mutating func append(_ from: Double, _ to: Double, _ bound: Double) {
    guard from <= to else { return }
    if mix == 1 {
      open.append(Interval(from: 0, to: 0, bound: bound))
      return
    }
    var interval = Interval(from: .infinity, to: -.infinity, bound: bound)
    let scoring = search.scoring
    search.distances.forEachRow { _, row in
      for (index, distance) in row.enumerated()
      where distance >= from && distance <= to && scoring.isReachable[index] {
        interval.from = min(interval.from, distance)
        interval.to = max(interval.to, distance)
      }
    }
    guard interval.from <= interval.to else { return }
    interval.bound = max(bound, (1 - mix) * interval.from)
    open.append(interval)
  }

  /// The interval with its bound; plans on the way are kept if they are better.
  private mutating func bounded(_ interval: Interval) -> Interval? {
    var interval = interval
    let found = search.serveAll(
      from: sites, proves: true, cost: cost(from: interval.from, to: interval.to))
    if adopt(found.sites) { settle() }
    if let bound = found.lowerBound {
      // Two sums of rounded terms: a little less is on the safe side.
      let value = ((1 - mix) * interval.from + bound) * (1 - 1e-13)
      interval.bound = max(interval.bound, value)
    }
    return interval
  }

  private func cost(from: Double, to: Double) -> (Int, Double) -> Double {
    let weights = search.scoring.weights.weights
    let (all, far) = (mix / total, (1 - mix) / (worst * total))
    return { index, distance in
      weights[index] * (all * distance + (distance > to ? far * (distance - from) : 0))
    }
  }

  /// Whether the plan is better than the best so far.
  private mutating func adopt(_ other: [Int]) -> Bool {
    let distances = search.distances.nearest(among: other).distances
    let score = search.scoring.score(distances, sites: other.count)
    guard score < best else { return false }
    sites = other
    best = score
    threshold = search.scoring.threshold(distances, worst: worst)
    return true
  }
}

extension PlanScoring {
  /// The least distance that no more than the worst share travels beyond.
  func threshold(_ distances: [Double], worst: Double) -> Double {
    let served = distances.indices.filter {
      weights.weights[$0] > 0 && isServed($0, at: distances[$0])
    }
    var left = worst * served.reduce(0) { $0 + weights.weights[$1] }
    for index in served.sorted(by: { (distances[$0], $0) > (distances[$1], $1) }) {
      left -= weights.weights[index]
      if left < 0 { return distances[index] }
    }
    return served.map { distances[$0] }.min() ?? 0
  }
}
