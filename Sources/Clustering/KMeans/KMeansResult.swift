/// Clusters around means: what ``kMeans(_:count:options:shouldStop:progress:)`` gives.
public struct KMeansResult: Sendable {
  /// Why the run ended.
  public enum Termination: Hashable, Sendable {
    /// No label changes any more, or the centers move less than the tolerance.
    case converged
    case iterationLimit
    /// The caller asked to stop.
    case stopped
  }

  /// *k* rows: the mean of each cluster, up to the tolerance.
  public var centers: PointMatrix
  /// For each row the number of its nearest center; the lowest where several are as near.
  public var labels: [Int]
  /// For each row the squared distance to its center, unweighted.
  public var squaredDistances: [Double]
  /// The weighted sum of the squared distances.
  public var inertia: Double
  /// How often the centers of the best start moved, exchanges included.
  public var iterations: Int
  public var termination: Termination
  /// Where each start ended, before any exchange; their spread says how much the start matters.
  public var startInertias: [Double]
  /// How many exchanges made the best start better.
  public var exchanges: Int
  /// Each iteration of the best start, where ``KMeansOptions/recordsSteps`` asks for it.
  public var steps: [KMeansStep]

  public var hasConverged: Bool { termination == .converged }

  /// How many rows each cluster has.
  public var sizes: [Int] {
    var sizes = [Int](repeating: 0, count: centers.rowCount)
    for label in labels { sizes[label] += 1 }
    return sizes
  }
}

/// The centers at one moment, and whose points were whose.
public struct KMeansStep: Sendable {
  public enum Kind: Hashable, Sendable {
    /// Where the start begins.
    case start
    /// The centers have moved to the means of their points.
    case move
    /// A center has been taken away and put elsewhere; inertia can rise for a few steps.
    case exchange
  }

  public var kind: Kind
  public var centers: PointMatrix
  /// For each row the number of the center nearest to it.
  public var labels: [Int]
  public var inertia: Double
}

/// How far a k-means has come.
public struct KMeansProgress: Sendable {
  /// Which start, from 0; as many as there are starts while exchanges are tried.
  public var start: Int
  public var starts: Int
  /// How often the centers of this start have moved.
  public var iteration: Int
  /// The smallest inertia of the starts that have ended, infinite before.
  public var bestInertia: Double
}
