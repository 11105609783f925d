import Foundation

/// How much smaller the inertia of the points is than that of points without clusters.
///
/// R. Tibshirani, G. Walther, T. Hastie, "Estimating the number of clusters in a data set via the
/// gap statistic", Journal of the Royal Statistical Society B 63 (2001),
/// <https://doi.org/10.1111/1467-9868.00293>, with references drawn evenly from the box along the
/// principal axes.
public struct GapStatistic: Hashable, Sendable {
  /// Per number of clusters, from the first of the range: the mean of the logarithms of the
  /// references' inertias, less that of the points; infinite where the points have inertia 0.
  public let gaps: [Double]
  /// Standard deviation over the references, with the error of their mean.
  public let errors: [Double]
  /// Per number of clusters the mean silhouette of the references; nil for one cluster.
  public let silhouettes: [Double?]
  /// The numbers of clusters.
  public let range: ClosedRange<Int>
  /// How many rows were drawn, where not all were measured.
  public let sampled: Int?

  /// The paper's rule, in R's package cluster `Tibs2001SEmax`: the smallest *k* whose gap is at least
  /// that of *k* + 1 less its error; the last where there is none.
  public let tibs2001SEmax: Int
  /// R's `firstSEmax`: the smallest *k* whose gap is at least the first local maximum less its error.
  public let firstSEmax: Int
  /// R's `globalSEmax`: the smallest *k* whose gap is at least the largest of all less its error.
  public let globalSEmax: Int
  /// Whether the largest gap is that of the last *k*, so that more clusters may be better still.
  public let isRising: Bool
  /// The number at which the curve bends most, by more than the errors of its three points; nil where it
  /// bends nowhere like that.
  public let sharpestBend: Int?
  /// What the gap speaks for: ``globalSEmax`` where the curve bends sharply at its highest point, else
  /// ``tibs2001SEmax`` where it bends sharply there, else the first number.
  ///
  /// The paper's rule stops too early where clusters stand in groups or fill a square evenly, and goes on
  /// for ever along a line or a ring.
  public let count: Int

  /// Reads the curve; the last numbers do not count where every distinct row is a cluster, so that of
  /// `measured` ones, at least 1, is made use of.
  init(
    gaps: [Double], errors: [Double], silhouettes: [Double?] = [], range: ClosedRange<Int>,
    sampled: Int?, measured: Int? = nil
  ) {
    self.gaps = gaps
    self.errors = errors
    self.silhouettes = silhouettes.isEmpty ? gaps.map { _ in nil } : silhouettes
    self.range = range
    self.sampled = sampled
    let finite = gaps.prefix { $0 < .infinity }.count
    let known = Array(gaps.prefix(max(1, min(finite, measured ?? finite))))
    let last = known.count - 1
    func first(within peak: Int) -> Int {
      known.firstIndex { $0 >= known[peak] - errors[peak] } ?? peak
    }
    let tibs = (0..<last).first { known[$0] >= known[$0 + 1] - errors[$0 + 1] } ?? last
    let local = (0..<last).first { known[$0] > known[$0 + 1] } ?? last
    let best = known.indices.max { known[$0] < known[$1] } ?? 0
    // Where only clusters of single points come next, a rise is as good as a bend.
    let endsEarly = known.count < gaps.count
    let bends = known.indices.map { index -> Double in
      guard index > 0, index < last || endsEarly else { return 0 }
      let rise = known[index] - known[index - 1]
      let error = errors[index - 1] + errors[index]
      if index == last { return rise > error ? rise : 0 }
      let bend = rise - (known[index + 1] - known[index])
      return bend > error + errors[index + 1] ? bend : 0
    }
    let sharpest = bends.indices.max { bends[$0] < bends[$1] } ?? 0
    tibs2001SEmax = range.lowerBound + tibs
    firstSEmax = range.lowerBound + first(within: local)
    globalSEmax = range.lowerBound + first(within: best)
    isRising = best == last && last > 0 && !endsEarly
    sharpestBend = bends[sharpest] > 0 ? range.lowerBound + sharpest : nil
    count =
      bends[best] > 0 ? globalSEmax : bends[tibs] > 0 ? tibs2001SEmax : range.lowerBound
  }
}

/// What clusters of points cost, and which they are.
package struct ReferenceFit: Sendable {
  package var cost: Double
  /// Per row its cluster.
  package var labels: [Int]

  package init(cost: Double, labels: [Int]) {
    self.cost = cost
    self.labels = labels
  }
}

/// Draws references and measures what their clusters cost.
package struct GapReferences: Sendable {
  /// Clusters a reference into each number of clusters.
  package typealias Clustering =
    @Sendable (_ reference: PointMatrix, _ seed: UInt64) throws(ClusteringError) -> [ReferenceFit]

  private let points: PointMatrix
  private let range: ClosedRange<Int>
  private let seed: UInt64
  private let cores: Int?
  private let references: Int
  private let metric: VectorMetric
  /// Silhouettes of references are of as many rows.
  private static let mostMeasured = 500

  package init(
    points: PointMatrix, range: ClosedRange<Int>, seed: UInt64, cores: Int? = nil,
    references: Int = 20, metric: VectorMetric = .euclidean
  ) {
    self.metric = metric
    self.points = points
    self.range = range
    self.seed = seed
    self.cores = cores
    self.references = references
  }

  /// Compares costs of the points with those of the references.
  ///
  /// - Parameters:
  ///   - costs: Of the points, one per number of clusters.
  ///   - sampled: How many rows were drawn, where not all were.
  ///   - measured: How many of the numbers of clusters count; nil for all.
  ///   - clustering: Of the references, by the method that the points were clustered by.
  /// - Returns: The gaps with their errors.
  /// - Throws: What the clustering throws.
  package func statistic(
    costs: [Double], sampled: Int?, measured: Int? = nil, clustering: Clustering
  ) throws(ClusteringError) -> GapStatistic {
    let axes = PrincipalAxes(points)
    let turned = axes.coordinates(of: points, along: points.columnCount)
    let counts = Array(range)
    var logs = [Double](repeating: 0, count: references * counts.count)
    var silhouettes = [Double](repeating: .nan, count: references * counts.count)
    var faults = [ClusteringError?](repeating: nil, count: references)
    silhouettes.withUnsafeMutableBufferPointer { silhouettes in
      nonisolated(unsafe) let silhouettes = silhouettes
      logs.withUnsafeMutableBufferPointer { logs in
        faults.withUnsafeMutableBufferPointer { faults in
          nonisolated(unsafe) let logs = logs
          nonisolated(unsafe) let faults = faults
          concurrently(references, cores: cores) { number in
            do throws(ClusteringError) {
              let reference = draw(number, in: turned)
              let provider = try VectorDistance(reference, metric: metric)
              let fits = try clustering(reference, UInt64(number))
              for (index, fit) in fits.enumerated() {
                logs[number * counts.count + index] = log(fit.cost)
                guard counts[index] > 1, counts[index] < reference.rowCount else { continue }
                silhouettes[number * counts.count + index] =
                  Silhouettes(
                    of: provider.places, labels: fit.labels, provider: provider,
                    sample: Self.mostMeasured, seed: UInt64(number)
                  ).mean
              }
            } catch {
              faults[number] = error
            }
          }
        }
      }
    }
    if let fault = faults.compactMap({ $0 }).first { throw fault }

    var gaps: [Double] = []
    var errors: [Double] = []
    for index in counts.indices {
      let column = (0..<references).map { logs[$0 * counts.count + index] }
      let mean = column.reduce(0, +) / Double(references)
      let variance = column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(references)
      gaps.append(mean - log(costs[index]))
      errors.append(variance.squareRoot() * (1 + 1 / Double(references)).squareRoot())
    }
    let expected = counts.indices.map { index -> Double? in
      let sum = (0..<references).reduce(0) { $0 + silhouettes[$1 * counts.count + index] }
      return sum.isNaN ? nil : sum / Double(references)
    }
    return GapStatistic(
      gaps: gaps, errors: errors, silhouettes: expected, range: range, sampled: sampled,
      measured: measured)
  }

  /// As many points as there are, evenly from their box; a stretch of 0 stays 0.
  private func draw(_ number: Int, in turned: PointMatrix) -> PointMatrix {
    let columns = turned.columnCount
    var least = [Double](repeating: .infinity, count: columns)
    var most = [Double](repeating: -.infinity, count: columns)
    for row in 0..<turned.rowCount {
      for column in 0..<columns {
        least[column] = min(least[column], turned[row, column])
        most[column] = max(most[column], turned[row, column])
      }
    }
    var generator = SeededGenerator(seed: seed, stream: UInt64(number) + 1)
    var values: [Double] = []
    values.reserveCapacity(turned.values.count)
    for _ in 0..<turned.rowCount {
      for column in 0..<columns {
        values.append(least[column] + generator.unit() * (most[column] - least[column]))
      }
    }
    return PointMatrix(sound: values, columnCount: columns)
  }
}
