import Clustering
import Geography
import Travel

/// Who is in which cluster, and how good that is; rows are those that were clustered.
struct ClusterFit: Sendable {
  /// Per row its cluster from 0, −1 for none.
  var labels: [Int]
  /// Per row to the middle of its cluster; NaN where there is none, infinite where there is no way.
  var distances: [Double] = []
  var clusterCount: Int
  var middles = Middles.none
  /// What was made small, and what it is called.
  var cost: Double?
  var costName = "inertia"
  /// No clustering costs less; nil where that is not known.
  var bound: Double?
  var iterations: Int?
  var end = "converged"
  var startCosts: [Double] = []
  var exchanges = 0
  var steps: [ClusterMoment] = []
  var silhouettes: Silhouettes?
  /// Row after row, as many numbers as there are clusters; nil where not asked for.
  var allDistances: [Double]?
  var dendrogram: Dendrogram?
  /// Rows that were measured beside the clustered ones, where the method itself did that.
  var beside: Beside?
  /// For hdbscan how firmly each row belongs, from 0 to 1.
  var strengths: [Double]?
  /// The land nearest to each of some places, where distances know of more than straight lines.
  var areas: (@Sendable ([PlanarPoint], PlanarBox) -> [ServiceArea])?
  var barriers: [Barrier] = []
  var findings: [Finding] = []

  /// The nearest centers of rows that were not clustered.
  struct Beside: Sendable {
    /// −1 where no center can be reached.
    var labels: [Int]
    var distances: [Double]
  }

  /// What stands for a cluster.
  enum Middles: Sendable {
    case none
    /// Numbers as rows are coded.
    case coded(PointMatrix)
    /// Positions among the clustered rows.
    case rows([Int])
    /// Anywhere on the map.
    case places([PlanarPoint])
  }

  /// How many rows each cluster has.
  var sizes: [Int] {
    var sizes = [Int](repeating: 0, count: clusterCount)
    for label in labels where label >= 0 { sizes[label] += 1 }
    return sizes
  }

  var looseCount: Int { labels.count { $0 < 0 } }
  var optionalLabels: [Int?] { labels.map { $0 < 0 ? nil : $0 } }

  /// How far the costs of the starts lie apart, as a share of the best.
  var spread: Double? {
    guard let best = startCosts.min(), let worst = startCosts.max(), startCosts.count > 1, best > 0
    else { return nil }
    return worst / best - 1
  }
}
