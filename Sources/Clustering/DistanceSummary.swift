/// The figures that a planner reads first: how far people travel.
///
/// All are weighted: a demand point of weight 3 counts as three people. Distances are metres.
/// Those who can reach nothing (`.infinity`) are counted apart and left out of the averages.
///
///     let summary = DistanceSummary(
///       distances: [200, 800, .infinity], weights: [1, 3, 2], thresholds: [500, 1000])
///     // mean 650, median 800, sharesWithin [1/6, 4/6], unreachedWeight 2
public struct DistanceSummary: Hashable, Sendable {
  /// Nil where no weight reaches a facility; so are the other figures in metres.
  public var mean: Double?
  /// The smallest distance that at least half of the weight need not exceed.
  public var median: Double?
  /// As ``median``, for nine in ten.
  public var p90: Double?
  /// As ``median``, for nineteen in twenty.
  public var p95: Double?
  /// The largest distance of any demand point with weight.
  public var maximum: Double?
  public var reachedWeight: Double
  public var unreachedWeight: Double
  /// Demand points that reach nothing, those of weight 0 included.
  public var unreachedCount: Int
  /// Metres, as given.
  public var thresholds: [Double]
  /// Per threshold, the share (0 to 1) of *all* weight, the unreached included, that travels no
  /// farther; 0 where there is no weight.
  public var sharesWithin: [Double]
}

extension DistanceSummary {
  /// Measures a plan.
  ///
  /// - Parameters:
  ///   - distances: Metres; `.infinity` where there is no way; none negative or NaN.
  ///   - weights: As many, none negative.
  ///   - thresholds: Metres, in any order.
  /// - Complexity: O(*n* log *n*)
  public init(distances: [Double], weights: [Double], thresholds: [Double] = []) {
    precondition(distances.count == weights.count, "a weight per distance")
    var reached: [Int] = []
    unreachedWeight = 0
    unreachedCount = 0
    for index in distances.indices {
      if distances[index] == .infinity {
        unreachedCount += 1
        unreachedWeight += weights[index]
      } else if weights[index] > 0 {
        reached.append(index)
      }
    }
    reached.sort { (distances[$0], $0) < (distances[$1], $1) }

    // Weight up to and including each distance; its last entry is the whole, so that the share
    // of everyone is exactly 1.
    var upTo: [Double] = []
    upTo.reserveCapacity(reached.count)
    var weight = 0.0
    var travelled = 0.0
    for index in reached {
      weight += weights[index]
      travelled += weights[index] * distances[index]
      upTo.append(weight)
    }
    reachedWeight = weight

    func percentile(_ share: Double) -> Double? {
      guard let last = reached.last else { return nil }
      // Sums of weights carry rounding errors: a hair short of the share is the share.
      let wanted = share * weight * (1 - 1e-12)
      let position = upTo.firstIndex { $0 >= wanted }
      return distances[position.map { reached[$0] } ?? last]
    }
    mean = weight > 0 ? travelled / weight : nil
    median = percentile(0.5)
    p90 = percentile(0.9)
    p95 = percentile(0.95)
    maximum = reached.last.map { distances[$0] }

    let everyone = weight + unreachedWeight
    self.thresholds = thresholds
    sharesWithin = thresholds.map { threshold in
      let within = reached.partitioningIndex { distances[$0] > threshold }
      return within > 0 && everyone > 0 ? upTo[within - 1] / everyone : 0
    }
  }
}

extension [Int] {
  /// The first position at which the predicate holds, if it holds from there to the end.
  fileprivate func partitioningIndex(where isAfter: (Int) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
