import Testing

@testable import Planner

@Suite struct PointBoardTests {
  @Test(
    "The same seed gives the same board, another seed another", arguments: PointBoard.Shape.allCases
  )
  func seeds(_ shape: PointBoard.Shape) throws {
    var board = PointBoard(shape)
    let first = try board.points()
    #expect(first.count == 300)
    #expect(try board.points().map(\.x) == first.map(\.x))
    board.seed = 2
    #expect(try board.points().map(\.x) != first.map(\.x))
  }

  @Test("Without scatter points of a circle lie on it, and of a ring within it")
  func shapes() throws {
    var circles = PointBoard(.circles)
    circles.spread = 0
    for point in try circles.points() {
      let radius = ((point.x - 50) * (point.x - 50) + (point.y - 50) * (point.y - 50)).squareRoot()
      #expect(abs(radius - (point.group == 1 ? 22.5 : 45)) < 1e-9)
    }
    for point in try PointBoard(.rings).points() {
      let radius = ((point.x - 50) * (point.x - 50) + (point.y - 50) * (point.y - 50)).squareRoot()
      #expect(point.group == 1 ? radius <= 15 : (30...45.000001).contains(radius))
    }
  }

  @Test("Heaps are as many as asked for, equally large and apart")
  func heaps() throws {
    var board = PointBoard(.gaussians)
    board.groups = 4
    board.count = 400
    let points = try board.points()
    for group in 1...4 { #expect(points.count { $0.group == group } == 100) }
  }

  @Test("Moons are two, and a board needs points")
  func refused() {
    var moons = PointBoard(.moons)
    moons.groups = 3
    #expect(throws: ClusterError.self) { try moons.points() }
    var none = PointBoard(.uniform)
    none.count = 0
    #expect(throws: ClusterError.self) { try none.points() }
  }
}
