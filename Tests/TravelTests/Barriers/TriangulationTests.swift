import Geography
import TestSupport
import Testing
import TravelWorlds

@testable import Travel

/// Triangulations of random worlds, held to what every triangulation must be, and looked through as a
/// whole to find what a walk finds.
@Suite struct TriangulationTests {
  /// Where a point lies, by asking all triangles.
  private static func placement(
    of point: GridPoint, in mesh: Triangulation
  ) -> Set<Triangulation.Placement> {
    var found: Set<Triangulation.Placement> = []
    for triangle in 0..<Int32(mesh.triangleCount) {
      let halfedges = Array(3 * triangle..<3 * triangle + 3)
      let sides = halfedges.map { orientation(mesh.start($0), mesh.end($0), point) }
      guard sides.allSatisfy({ $0 >= 0 }) else { continue }
      let zeros = halfedges.indices.filter { sides[$0] == 0 }
      switch zeros.count {
      case 0: found.insert(.inside(triangle: triangle))
      case 1:
        let halfedge = halfedges[zeros[0]]
        let twin = mesh.twins[Int(halfedge)]
        found.insert(.on(halfedge: twin < 0 ? halfedge : min(halfedge, twin)))
      default:
        let vertex = halfedges.map { mesh.corners[Int($0)] }.first {
          mesh.points[Int($0)] == point
        }
        if let vertex { found.insert(.at(vertex: vertex)) }
      }
    }
    return found
  }

  private func faults(
    of mesh: Triangulation, _ points: [GridPoint], _ generator: inout RepeatableGenerator
  ) -> String? {
    if let fault = mesh.brokenInvariant() { return fault }
    for point in points {
      let truth = Self.placement(of: point, in: mesh)
      guard truth.count == 1 else { return "\(point) lies in \(truth)" }
      for _ in 0..<8 {
        let hint = Int32.random(in: 0..<Int32(mesh.triangleCount), using: &generator)
        let found = mesh.locate(point, from: hint)
        if found != truth.first { return "\(point) from \(hint): \(found), not \(truth)" }
        let straight = mesh.locate(point, straightFrom: hint)
        if straight != truth.first { return "\(point) straight from \(hint): \(straight)" }
      }
    }
    return nil
  }

  @Test("Eight fences that sent the walk round in circles: the point between them is found")
  func eightFences() throws {
    let sails: [[(Double, Double)]] = [
      [(316.77, 9.135), (335.773, 105.124)], [(311.725, 18.109), (235.549, 79.613)],
      [(301.866, 18.134), (209.867, -15.255)], [(296.776, 9.604), (282.36, -87.553)],
      [(301.854, 0.715), (377.084, -61.688)], [(311.392, 0.551), (403.024, 36.552)],
      [(173.1, -243.5), (75.0, -348.8)], [(230.3, -150.0), (374.1, -164.7)],
    ]
    let fences = sails.enumerated().map { number, line in
      Barrier(id: "\(number)", shapes: [.line(line.map { PlanarPoint($0.0, $0.1) })])
    }
    let distance = try BarrierDistance(barriers: fences, crossings: [])
    let hole = PlanarPoint(306.691, 8.8)
    #expect(distance.whereabouts(of: hole) == .land)
    #expect(distance.distance(from: hole, to: PlanarPoint(-500, -500)) < 1000)
  }

  @Test("In a field of windmills each point is found from everywhere")
  func windmills() {
    forEverySeed(in: 0...39) { generator in
      let wanted = [1, 30, 200].randomElement(using: &generator) ?? 1
      let world = WindmillWorld(using: &generator, fences: wanted, points: 12)
      guard let distance = try? BarrierDistance(barriers: world.barriers, crossings: []),
        let mesh = distance.world?.mesh.triangulation, let grid = distance.world?.grid
      else { return false }
      let points = world.points.compactMap { grid.snap(WindmillWorld.metres($0)) }
      let fault = faults(of: mesh, points, &generator)
      if let fault { print(fault) }
      return fault == nil
    }
  }

  @Test("Points on vertices, edges and lines through them are found from everywhere")
  func lattice() {
    forEverySeed(in: 0...149) { generator in
      // A small lattice, where most lines pass through points, and walls between its points.
      let side = Int32.random(in: 2...7, using: &generator)
      func place(_ generator: inout RepeatableGenerator) -> GridPoint {
        GridPoint(
          .random(in: -side...side, using: &generator), .random(in: -side...side, using: &generator)
        )
      }
      var noder = Noder()
      for shape in 0..<Int32.random(in: 1...8, using: &generator) {
        let a = noder.vertex(at: Self.scaled(place(&generator)))
        let b = noder.vertex(at: Self.scaled(place(&generator)))
        noder.addSegment(from: a, to: b, shape: shape)
      }
      let noded = noder.node()
      let mesh = Triangulation(places: noded.vertices, constraints: noded.edges)
      let points = (0..<20).map { _ in Self.scaled(place(&generator)) }
      let fault = faults(of: mesh, points, &generator)
      if let fault { print(fault) }
      return fault == nil
    }
  }

  private static func scaled(_ point: GridPoint) -> GridPoint {
    GridPoint(60 * point.x, 60 * point.y)
  }

  @Test("Long walls through crowds of points are forced, whatever they cross")
  func longWalls() {
    forEverySeed(in: 0...59) { generator in
      var noder = Noder()
      let reach = Int32([300, 100_000, 1_000_000_000].randomElement(using: &generator) ?? 300)
      func place(_ generator: inout RepeatableGenerator) -> GridPoint {
        GridPoint(
          .random(in: -reach...reach, using: &generator),
          .random(in: -reach...reach, using: &generator))
      }
      for _ in 0..<Int.random(in: 10...300, using: &generator) {
        _ = noder.vertex(at: place(&generator))
      }
      for shape in 0..<Int32.random(in: 1...6, using: &generator) {
        noder.addSegment(
          from: noder.vertex(at: place(&generator)), to: noder.vertex(at: place(&generator)),
          shape: shape)
      }
      let noded = noder.node()
      let mesh = Triangulation(places: noded.vertices, constraints: noded.edges)
      let corners = Int32(Triangulation.frameCorners)
      let isWhole = noded.edges.allSatisfy { edge in
        guard let halfedge = mesh.halfedge(from: edge.first + corners, to: edge.last + corners)
        else { return false }
        return mesh.isConstraint[Int(halfedge)]
      }
      let fault =
        isWhole ? faults(of: mesh, (0..<6).map { _ in place(&generator) }, &generator) : ""
      if let fault { print(fault) }
      return fault == nil
    }
  }
}
