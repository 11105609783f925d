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
  /// Each iteration of the best start, where ``KMeansOptions/recordsSteps`` asks for it; of very many
  /// labels (some 64 million) every second is left out, as often as it takes.
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
    /// A cluster has been cut in two, so that there is a center more.
    case cut
  }

  public var kind: Kind
  /// How many steps came before it, those left out of the record included.
  public var iteration = 0
  public var centers: PointMatrix
  /// For each row the number of its center: of the nearest one but for bounded sizes, and of the
  /// half that a cut gave it to.
  public var labels: [Int]
  public var inertia: Double
}

extension [KMeansStep] {
  /// Adds a step with the next number.
  mutating func record(_ step: KMeansStep) {
    var step = step
    step.iteration = last.map { $0.iteration + 1 } ?? 0
    append(step)
    guard count > 8, count * step.labels.count > 1 << 26 else { return }
    // The first and the last stay.
    self = enumerated().filter { $0.offset % 2 == 0 || $0.offset == count - 1 }.map(\.element)
  }

  /// Adds the steps of a run that went on from here.
  mutating func record(_ others: some Sequence<KMeansStep>) {
    let next = last.map { $0.iteration + 1 } ?? 0
    var first: Int?
    for var other in others {
      let begin = first ?? other.iteration
      first = begin
      other.iteration += next - begin
      append(other)
    }
  }
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
