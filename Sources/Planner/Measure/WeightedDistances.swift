/// Travel distances of people who count for different weights, sorted, to be summed up.
///
/// A person of weight 5 counts exactly as five people of weight 1 in the same place.
public struct WeightedDistances: Sendable {
  /// Metres, ascending.
  private let distances: [Double]
  /// One for each of `distances`.
  private let weights: [Double]
  /// The weight of everybody up to and including each entry of `distances`.
  private let cumulativeWeights: [Double]
  /// Σ weight × distance, in metres.
  public let total: Double

  /// Sums up one distance per person.
  ///
  /// - Parameters:
  ///   - distances: Metres, all finite, in any order.
  ///   - weights: One per distance, none negative.
  /// - Complexity: O(*n* log *n*).
  public init(_ distances: [Double], weights: [Double]) {
    precondition(distances.count == weights.count, "each distance needs a weight")
    let order = distances.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }
    self.distances = order.map { distances[$0] }
    self.weights = order.map { weights[$0] }
    var sum = 0.0
    cumulativeWeights = order.map { index in
      sum += weights[index]
      return sum
    }
    var total = 0.0
    for (distance, weight) in zip(distances, weights) { total += distance * weight }
    self.total = total
  }

  /// Each distance with its weight, the shortest first.
  var byDistance: [(distance: Double, weight: Double)] {
    zip(distances, weights).map { ($0, $1) }
  }

  /// How many people, whatever they weigh.
  public var count: Int { distances.count }

  public var weight: Double { cumulativeWeights.last ?? 0 }

  /// The weighted mean in metres; nil where nobody has any weight.
  public var mean: Double? { weight > 0 ? total / weight : nil }

  /// The longest distance in metres; nil where there is nobody.
  public var maximum: Double? { distances.last }

  /// The shortest distance that covers a share of the weight, in metres.
  ///
  /// No interpolation: the answer is somebody's real distance, so that weights act as copies do.
  ///
  /// - Parameter share: 0.5 for the median, 0.95 for p95.
  /// - Returns: nil where nobody has any weight.
  public func quantile(_ share: Double) -> Double? {
    guard weight > 0 else { return nil }
    // Rounding in the sums must not push an exact half over to the next person.
    let wanted = share * weight * (1 - 1e-12)
    return distances[firstIndex(in: cumulativeWeights) { $0 >= wanted }]
  }

  /// The weight of those who travel at most a number of metres.
  public func weight(within metres: Double) -> Double {
    let index = firstIndex(in: distances) { $0 > metres }
    return index > 0 ? cumulativeWeights[index - 1] : 0
  }

  /// Where a sorted array begins to meet a condition; its last index + 1 where it never does.
  private func firstIndex(in values: [Double], where meets: (Double) -> Bool) -> Int {
    var low = 0
    var high = values.count
    while low < high {
      let middle = (low + high) / 2
      if meets(values[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
