import Clustering
import Geography
import Testing

@Suite struct PointMatrixTests {
  @Test("Rows and columns are where they were put")
  func shape() throws {
    let points = try PointMatrix(rows: [[1, 2, 3], [4, 5, 6]])
    #expect(points.rowCount == 2)
    #expect(points.columnCount == 3)
    #expect(points[1, 2] == 6)
    #expect(Array(points.row(0)) == [1, 2, 3])
    #expect(try points == PointMatrix([1, 2, 3, 4, 5, 6], columnCount: 3))
    let places = try PointMatrix([PlanarPoint(7, 8), PlanarPoint(9, 10)])
    #expect(try places == PointMatrix(rows: [[7, 8], [9, 10]]))
  }

  @Test("What is no matrix is refused, with the place of the fault")
  func refusals() {
    #expect(throws: ClusteringError.noPoints) { try PointMatrix(rows: []) }
    #expect(throws: ClusteringError.noPoints) { try PointMatrix(rows: [[]]) }
    #expect(throws: ClusteringError.valueCount(count: 3, columns: 2)) {
      try PointMatrix([1, 2, 3], columnCount: 2)
    }
    #expect(throws: ClusteringError.rowLength(row: 1, count: 1, expected: 2)) {
      try PointMatrix(rows: [[1, 2], [3]])
    }
    #expect(throws: ClusteringError.notFinite(row: 1, column: 0, value: .infinity)) {
      try PointMatrix(rows: [[1, 2], [.infinity, 3]])
    }
    #expect(throws: ClusteringError.tooLarge(row: 0, column: 1, value: 2e300)) {
      try PointMatrix(rows: [[1, 2e300]])
    }
    #expect(throws: ClusteringError.self) { try PointMatrix(rows: [[.nan]]) }
  }
}

@Suite struct KMeansRefusalTests {
  private func refusal(
    _ rows: [[Double]], count: Int, _ change: (inout KMeansOptions) throws -> Void = { _ in }
  ) throws -> ClusteringError? {
    var options = KMeansOptions()
    try change(&options)
    do throws(ClusteringError) {
      _ = try kMeans(PointMatrix(rows: rows), count: count, options: options)
      return nil
    } catch {
      return error
    }
  }

  @Test("A number of clusters that cannot be is refused")
  func counts() throws {
    let rows = [[1.0, 1], [2, 2], [1, 1]]
    #expect(try refusal(rows, count: 0) == .noClusters(count: 0))
    #expect(try refusal(rows, count: 4) == .moreClustersThanPoints(count: 4, points: 3))
    #expect(try refusal(rows, count: 3) == .fewDistinctPoints(distinct: 2, count: 3))
    #expect(
      try refusal(rows, count: 2) { $0.weights = [1, 0, 1] }
        == .fewDistinctPoints(distinct: 1, count: 2))
    #expect(try refusal(rows, count: 2) == nil)
  }

  @Test("Weights and starts that do not fit are refused")
  func shapes() throws {
    let rows = [[1.0, 1], [2, 2], [3, 1]]
    #expect(
      try refusal(rows, count: 2) { $0.weights = [1] } == .weightCount(count: 1, rows: 3))
    #expect(
      try refusal(rows, count: 2) { $0.weights = [1, -1, 1] } == .badWeight(row: 1, weight: -1))
    #expect(
      try refusal(rows, count: 2) { $0.seeding = .given(try PointMatrix(rows: [[1]])) }
        == .startShape(rows: 1, columns: 1, expectedRows: 2, expectedColumns: 2))
    #expect(
      try refusal(rows, count: 2) { $0.starts = 0 }
        == .badOption(name: "starts", value: 0, allowed: "at least 1"))
    #expect(try refusal(rows, count: 2) { $0.tolerance = .nan } != nil)
  }

  @Test("Errors say the fact and the remedy")
  func sentences() {
    #expect(
      ClusteringError.fewDistinctPoints(distinct: 2, count: 3).description
        == "cannot make 3 clusters: only 2 points with weight are distinct; ask for at most 2")
    #expect(
      ClusteringError.notFinite(row: 4, column: 0, value: .nan).description
        == "row 5, column 1 is nan; clustering needs finite numbers: drop the row or fill the "
        + "value in")
  }
}
