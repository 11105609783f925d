import TestSupport
import Testing
import Travel

@testable import Clustering

@Suite struct DispersionsTests {
  @Test("Of squared straight distances the dispersion is the inertia")
  func inertia() throws {
    struct Squares: DistanceProvider {
      let rows: VectorDistance
      func distance(from origin: Int, to destination: Int) -> Double {
        let distance = rows.distance(from: origin, to: destination)
        return distance * distance
      }
    }
    try forEverySeed(in: 0...19) { random in
      let points = try PointMatrix(
        (0..<60).map { _ in .random(in: 0...9, using: &random) }, columnCount: 2)
      let squares = Squares(rows: try VectorDistance(points))
      let labels = (1...3).map { count in (0..<30).map { $0 % count } }
      let found = Dispersions(of: squares.rows.places, labels: labels, provider: squares).values
      let wanted = labels.map { ClusterScores(points, labels: $0).inertia }
      return zip(found, wanted).allSatisfy { abs($0 - $1) < 1e-9 * $1 }
    }
  }
}
