package import Travel

/// What is known about one number of clusters.
public struct CountRow: Hashable, Sendable {
  /// *k*.
  public var count: Int
  /// The sum of squared distances to the centers, or what else the method makes small.
  public var inertia: Double
  /// The mean silhouette, nil for one cluster.
  public var silhouette: Double?
  public var calinskiHarabasz: Double?
  public var daviesBouldin: Double?
  /// ``GapStatistic/gaps``, nil where the inertia is 0.
  public var gap: Double?
  public var gapError: Double?
  /// Inertia against what evenly spread points would lead to expect from one cluster less: small where
  /// clusters are real; nil where that number of clusters is not in the range.
  ///
  /// D. T. Pham, S. S. Dimov, C. D. Nguyen, "Selection of K in K-means clustering", Proceedings of
  /// the Institution of Mechanical Engineers C 219 (2005), <https://doi.org/10.1243/095440605X8298>.
  public var distortion: Double?

  /// Below this ``distortion`` speaks for groups, as the paper says.
  public static let distortionLimit = 0.85

  /// Leaves nothing but the inertia: where every distinct row is a cluster the other measures are
  /// divisions by nothing.
  mutating func forgetMeasures() {
    (silhouette, calinskiHarabasz, daviesBouldin) = (nil, nil, nil)
    (gap, gapError, distortion) = (nil, nil, nil)
  }

  package init(count: Int, inertia: Double) {
    self.count = count
    self.inertia = inertia
  }
}

extension CountRow {
  /// Measures the silhouette, of some thousand places at most.
  package mutating func measure<Provider: DistanceProvider>(
    _ labels: [Int?], provider: Provider, places: [Provider.Place], seed: UInt64
  ) {
    guard count > 1, count < places.count else { return }
    silhouette =
      Silhouettes(of: places, labels: labels, provider: provider, sample: 5_000, seed: seed).mean
  }

  /// Measures what goes by means of columns.
  package mutating func measure(_ labels: [Int?], of points: PointMatrix) {
    let scores = ClusterScores(points, labels: labels)
    calinskiHarabasz = scores.calinskiHarabasz
    daviesBouldin = scores.daviesBouldin
  }
}
