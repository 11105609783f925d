import Clustering

/// How points are put into clusters.
package enum ClusterMethod: String, Hashable, Sendable, CaseIterable {
  case kmeans, kmedians, kmedoids, hybrid, minibatch, bisecting, dbscan, hdbscan, agglomerative

  /// Whether the number of clusters is asked for.
  package var takesCount: Bool { self != .dbscan && self != .hdbscan }

  /// Whether clusters have a middle that new points can be given to.
  package var hasCenters: Bool { takesCount && self != .agglomerative }

  /// Whether middles are the means of their points.
  var usesMeans: Bool { self == .kmeans || self == .minibatch || self == .bisecting }
}

/// How far two points are apart.
package enum ClusterMetric: String, Hashable, Sendable, CaseIterable {
  case euclidean, manhattan, chebyshev, cosine, geodesic, gower, matrix, barriers, zones, network
}

/// What becomes of cells without a value.
package enum MissingRule: String, Hashable, Sendable, CaseIterable {
  case error, drop, mean, median
}

/// How columns are brought to one scale.
package enum ScalingRule: String, Hashable, Sendable, CaseIterable {
  case none, standard, minmax, robust
}

/// What becomes of points far from all others.
package enum OutlierRule: String, Hashable, Sendable, CaseIterable {
  case keep, flag, drop
}

/// How clusters that are joined step by step are compared.
package enum LinkageChoice: String, Hashable, Sendable, CaseIterable {
  case single, complete, average, ward

  var linkage: Linkage {
    switch self {
    case .single: .single
    case .complete: .complete
    case .average: .average
    case .ward: .ward
    }
  }
}

/// Where the centers stand at first.
package enum SeedingChoice: Hashable, Sendable {
  case plusPlus, random, randomBox, first
  /// A file with a center a row.
  case given(file: String)

  package init?(_ text: String) {
    switch text {
    case "kmeans++", "k-means++": self = .plusPlus
    case "random": self = .random
    case "random-box": self = .randomBox
    case "first": self = .first
    default:
      guard text.hasPrefix("given:") else { return nil }
      self = .given(file: String(text.dropFirst("given:".count)))
    }
  }

  var name: String {
    switch self {
    case .plusPlus: "kmeans++"
    case .random: "random"
    case .randomBox: "random-box"
    case .first: "first"
    case .given(let file): "given:\(file)"
    }
  }
}

/// How many clusters are asked for.
package enum CountRequest: Hashable, Sendable {
  case fixed(Int)
  case range(ClosedRange<Int>)
  /// From 1 to 10, and on while more are better.
  case automatic

  /// Reads `3`, `2...10` or `auto`.
  package init?(_ text: String) {
    if text == "auto" {
      self = .automatic
      return
    }
    if let number = Int(text) {
      self = .fixed(number)
      return
    }
    let parts = text.split(separator: ".", omittingEmptySubsequences: true).map { Int($0) }
    guard text.contains(".."), parts.count == 2, let low = parts[0], let high = parts[1],
      low <= high
    else { return nil }
    self = .range(low...high)
  }
}
