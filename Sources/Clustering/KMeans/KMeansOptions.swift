/// Where the centers of a k-means stand at first.
public enum KMeansSeeding: Hashable, Sendable {
  /// Different points, drawn with the likelihood of their weights.
  case random
  /// Anywhere in the box around the points.
  case randomBox
  /// Greedy k-means++: far from each other and near to many.
  case plusPlus
  /// The first rows that differ and have weight.
  case first
  /// Given centers: *k* rows with the columns of the points.
  case given(PointMatrix)
}

/// How a k-means is to run.
///
///     var options = KMeansOptions()
///     options.starts = 25
///     options.seed = 7
public struct KMeansOptions: Sendable {
  public var seeding: KMeansSeeding = .plusPlus
  /// How often to start anew; the best is kept, and starts that are all the same run once.
  public var starts = 10
  public var seed: UInt64 = 0
  /// How often the centers of one start may move.
  public var maximumIterations = 300
  /// Stops a start once the squared moves of all centers, summed, are at most this part of the
  /// mean variance of the columns, as scikit-learn does; 0 for moving until no label changes.
  public var tolerance = 1e-4
  /// How much each row counts: finite, none negative; nil for 1 each.
  public var weights: [Double]?
  /// How many exchanges in a row may fail after the starts before the search ends.
  ///
  /// An exchange takes a center that is missed little away and puts it where it helps most; and
  /// good starts run on, past the tolerance, until no label changes and no single point is better
  /// moved. They take at most about as long as the starts. Nil
  /// tries them after k-means++ seeding only, a number that suits *k*; 0 never.
  public var exchanges: Int?
  /// Whether to keep the centers and labels of each iteration of the best start.
  public var recordsSteps = false
  /// How many cores to use, nil for all; the result is the same.
  public var cores: Int?

  public init() {}

  /// Options with another way to start.
  public init(seeding: KMeansSeeding, starts: Int = 10, seed: UInt64 = 0) {
    self.seeding = seeding
    self.starts = starts
    self.seed = seed
  }

  func check() throws(ClusteringError) {
    guard starts >= 1 else {
      throw .badOption(name: "starts", value: Double(starts), allowed: "at least 1")
    }
    guard maximumIterations >= 0 else {
      throw .badOption(
        name: "maximumIterations", value: Double(maximumIterations), allowed: "0 or more")
    }
    guard tolerance >= 0, tolerance < .infinity else {
      throw .badOption(name: "tolerance", value: tolerance, allowed: "a number from 0 up")
    }
    if let exchanges, exchanges < 0 {
      throw .badOption(name: "exchanges", value: Double(exchanges), allowed: "0 or more")
    }
    if let cores, cores < 1 {
      throw .badOption(name: "cores", value: Double(cores), allowed: "at least 1")
    }
  }
}
