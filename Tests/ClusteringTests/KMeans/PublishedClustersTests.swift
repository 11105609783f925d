import Clustering
import Foundation
import TestSupport
import Testing

private let folder = ReferenceData.folder("clusters")

/// Sets whose clusters are known.
@Suite(.enabled(if: folder != nil, "the reference clusters are not on this machine"))
struct PublishedClustersTests {
  private func points(_ name: String) throws -> PointMatrix {
    let file = try #require(folder).appendingPathComponent("\(name).csv")
    let lines = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline)
    return try PointMatrix(
      rows: lines.dropFirst().map { line in
        line.split(separator: ",").prefix(2).compactMap { Double($0) }
      })
  }

  @Test("xclara has the three centers that tutorials print")
  func xclara() throws {
    let result = try kMeans(points("xclara"), count: 3)
    let centers = (0..<3).map { Array(result.centers.row($0)) }.sorted { $0[0] < $1[0] }
    let known = [[9.4780, 10.6861], [40.6836, 59.7159], [69.9242, -10.1196]]
    for (center, expected) in zip(centers, known) {
      #expect(abs(center[0] - expected[0]) < 1e-4)
      #expect(abs(center[1] - expected[1]) < 1e-4)
    }
  }

  @Test(
    "Every seed finds the best known clusters",
    arguments: [("s1", 15, 8.917615616867e12), ("a1", 20, 1.214625752226e10)])
  func neverStuck(name: String, count: Int, best: Double) throws {
    let points = try points(name)
    for seed in 0..<2 {
      var options = KMeansOptions()
      options.seed = UInt64(seed)
      let result = try kMeans(points, count: count, options: options)
      #expect(abs(result.inertia - best) < 1e-9 * best, "seed \(seed): \(result.inertia)")
    }
  }

  @Test(
    "The number of clusters is found where it is known",
    arguments: [("xclara", 3), ("s1", 15), ("a1", 20)])
  func number(name: String, count: Int) throws {
    let all = try points(name)
    // Every third row is enough to see them.
    let some = try PointMatrix(
      rows: stride(from: 0, to: all.rowCount, by: 3).map { Array(all.row($0)) })
    var options = KMeansOptions()
    options.starts = 4
    let choice = try chooseCount(some, from: 1...count + 3, options: options, references: 3)
    #expect(choice.count == count, "\(choice.rows)")
  }
}
