package import Travel

/// What a plan makes small, or large.
public enum SitingObjective: Hashable, Sendable {
  /// The weighted sum of distances (*p*-median).
  case median
  /// The weighted sum of squared distances.
  case means
  /// The largest distance (*p*-center).
  case center
  /// The weight farther away than ``ServiceRules/maximumDistance``, which is made small, so that
  /// the weight within it is as large as can be (maximal covering).
  case coverage
  /// The number of facilities, so that everyone who can reach a site at all has one within
  /// ``ServiceRules/maximumDistance`` (location set covering).
  case coverAll
  /// `mix` × the weighted mean of all distances + (1 − `mix`) × the weighted mean distance of the
  /// `worst` share of the weight: both from 0 to 1, `worst` above 0.
  case fair(worst: Double, mix: Double = 0)

  /// Whether it is a sum over everybody, which ``SitingRun`` makes small.
  var isSum: Bool { self == .median || self == .means }

  /// The power of distances that is summed, where the objective is such a sum.
  package var power: CostPower { self == .means ? .squaredDistance : .distance }
}
