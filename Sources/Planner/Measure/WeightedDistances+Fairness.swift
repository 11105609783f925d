#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// How evenly ways are shared out.
extension WeightedDistances {
  /// The mean distance of those who have the longest ways, each counted by weight.
  ///
  /// - Parameter share: 0.1 for the farthest tenth; somebody on its edge counts in part.
  /// - Returns: Metres; nil where nobody has any weight.
  public func worstMean(share: Double) -> Double? {
    guard weight > 0, share > 0 else { return nil }
    let wanted = share * weight
    var left = wanted
    var sum = 0.0
    for (distance, weight) in byDistance.reversed() where left > 0 {
      let part = min(left, weight)
      sum += part * distance
      left -= part
    }
    return sum / (wanted - max(0, left))
  }

  /// The Gini coefficient of the distances: 0 where all are equal, towards 1 where few have all.
  ///
  /// Half the mean difference of two people's distances, as a share of the mean distance.
  public var gini: Double? {
    guard weight > 0, let mean, mean > 0 else { return weight > 0 ? 0 : nil }
    // Sorted, each is larger than all before it: Σ Σ |x − y| = 2 Σ wᵢ (xᵢ Wᵢ − Sᵢ).
    var weights = 0.0
    var sums = 0.0
    var differences = 0.0
    for (distance, weight) in byDistance {
      differences += weight * (distance * weights - sums)
      weights += weight
      sums += weight * distance
    }
    return max(0, differences / (weight * weight * mean))
  }

  /// The distance that, were it everybody's, would be as bad as the ways as they are.
  ///
  /// The Kolm-Pollak equally-distributed equivalent of a burden, `ln(Σ wᵢ exp(κ xᵢ) / Σ wᵢ) / κ`:
  /// never less than the mean, and the more above it the more uneven the ways are. κ is chosen for
  /// the data: the aversion × Σ wᵢ xᵢ / Σ wᵢ xᵢ².
  ///
  /// As in D. Horton and others, "A scalable optimization approach for equitable facility location"
  /// (2024), <https://doi.org/10.48550/arXiv.2401.15452>, with κ above 0.
  ///
  /// - Parameter aversion: How much inequality is minded: 1 is usual, 0 not at all.
  /// - Returns: Metres, and κ per metre; nil where nobody has any weight or all distances are 0.
  public func kolmPollak(aversion: Double = 1) -> (equivalent: Double, kappa: Double)? {
    var squares = 0.0
    for (distance, weight) in byDistance { squares += weight * distance * distance }
    guard weight > 0, squares > 0, total > 0, let maximum else { return nil }
    let kappa = aversion * total / squares
    guard kappa > 0 else { return (total / weight, kappa) }
    // Seen from the largest distance no power overflows.
    var sum = 0.0
    for (distance, weight) in byDistance { sum += weight * exp(kappa * (distance - maximum)) }
    return (maximum + log(sum / weight) / kappa, kappa)
  }
}
