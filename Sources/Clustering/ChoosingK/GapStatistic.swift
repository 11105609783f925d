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
  /// The numbers of clusters.
  public let range: ClosedRange<Int>
  /// How many rows were drawn, where not all were measured.
  public let sampled: Int?

  /// The paper's choice: the smallest *k* whose gap is at least that of *k* + 1 less its error.
  public let firstCount: Int
  /// The smallest *k* whose gap is as good as the largest of all, up to two errors of their difference.
  ///
  /// ``firstCount`` stops too early where clusters stand in groups or fill a square evenly.
  public let count: Int

  init(
    gaps: [Double], errors: [Double], range: ClosedRange<Int>, sampled: Int?
  ) {
    self.gaps = gaps
    self.errors = errors
    self.range = range
    self.sampled = sampled
    let first = gaps.indices.dropLast().first { gaps[$0] >= gaps[$0 + 1] - errors[$0 + 1] }
    let best = gaps.indices.max { gaps[$0] < gaps[$1] } ?? 0
    firstCount = range.lowerBound + (first ?? best)
    let enough = gaps.indices.first { index in
      let error = (errors[index] * errors[index] + errors[best] * errors[best]).squareRoot()
      return gaps[index] >= gaps[best] - 2 * error
    }
    count = range.lowerBound + (enough ?? best)
  }
}

/// Draws references and measures what their clusters cost.
package struct GapReferences: Sendable {
  /// Clusters a reference into each number of clusters, and says what they cost.
  package typealias Clustering =
    @Sendable (_ reference: PointMatrix, _ seed: UInt64) throws(ClusteringError) -> [Double]

  private let points: PointMatrix
  private let range: ClosedRange<Int>
  private let seed: UInt64
  private let cores: Int?
  private let references: Int

  package init(
    points: PointMatrix, range: ClosedRange<Int>, seed: UInt64, cores: Int? = nil,
    references: Int = 20
  ) {
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
  ///   - clustering: Of the references, by the method that the points were clustered by.
  /// - Returns: The gaps with their errors.
  /// - Throws: What the clustering throws.
  package func statistic(
    costs: [Double], sampled: Int?, clustering: Clustering
  ) throws(ClusteringError) -> GapStatistic {
    let axes = PrincipalAxes(points)
    let turned = axes.coordinates(of: points, along: points.columnCount)
    let counts = Array(range)
    var logs = [Double](repeating: 0, count: references * counts.count)
    var faults = [ClusteringError?](repeating: nil, count: references)
    logs.withUnsafeMutableBufferPointer { logs in
      faults.withUnsafeMutableBufferPointer { faults in
        nonisolated(unsafe) let logs = logs
        nonisolated(unsafe) let faults = faults
        concurrently(references, cores: cores) { number in
          do throws(ClusteringError) {
            let costs = try clustering(draw(number, in: turned), UInt64(number))
            for (index, cost) in costs.enumerated() {
              logs[number * counts.count + index] = log(cost)
            }
          } catch {
            faults[number] = error
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
    return GapStatistic(gaps: gaps, errors: errors, range: range, sampled: sampled)
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
