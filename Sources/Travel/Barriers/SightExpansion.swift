/// What a sight expansion tells of what it sees.
protocol SightVisitor {
  /// A corner of a triangle is in sight; `halfedge` starts there. The same vertex may come twice
  /// where the eye stands on an edge.
  mutating func sees(corner halfedge: Int32)
  /// A whole triangle is in sight: the eye stands in it or on its rim.
  mutating func standsIn(triangle: Int32)
  /// The part of a triangle strictly between two rays is in sight; they start at the eye.
  ///
  /// - Returns: Whether to go on behind it.
  mutating func enters(triangle: Int32, right: GridVector, left: GridVector) -> Bool
}

/// Finds what can be seen from a point, triangle by triangle.
///
/// Triangular expansion: F. Bungiu et al., "Efficient computation of visibility polygons" (2014),
/// <https://arxiv.org/abs/1403.3905>.
///
/// A ray ends at the first vertex that it touches, so that what lies exactly behind a vertex counts
/// as not in sight: paths go there by way of the vertex, which is a node wherever a path can pass it.
///
/// Exact. Keep one per thread and use it again: it holds the memory of the search.
struct SightExpansion {
  private struct Step {
    /// The half-edge of the triangle to be entered, seen from inside it.
    var halfedge: Int32
    /// From the eye.
    var right: GridVector
    var left: GridVector
  }

  private var steps: [Step] = []

  /// - Complexity: O(triangles in sight).
  mutating func expand(
    from eye: GridPoint, standing placement: Triangulation.Placement, in mesh: MeshView,
    visitor: inout some SightVisitor
  ) {
    switch placement {
    case .inside(let triangle):
      begin(in: triangle, from: eye, skipping: -1, -1, mesh: mesh, visitor: &visitor)
    case .on(let halfedge):
      begin(in: halfedge / 3, from: eye, skipping: halfedge, -1, mesh: mesh, visitor: &visitor)
      let twin = mesh.twins[Int(halfedge)]
      if twin >= 0 {
        begin(in: twin / 3, from: eye, skipping: twin, -1, mesh: mesh, visitor: &visitor)
      }
    case .at(let vertex):
      // Ends: once around the vertex.
      let first = mesh.outgoing[Int(vertex)]
      var halfedge = first
      repeat {
        let before = Triangulation.previous(halfedge)
        begin(
          in: halfedge / 3, from: eye, skipping: halfedge, before, mesh: mesh, visitor: &visitor)
        halfedge = mesh.twins[Int(before)]
      } while halfedge != first && halfedge >= 0
    }
    run(from: eye, in: mesh, visitor: &visitor)
  }

  /// Looks from a node into its own sector only.
  mutating func expand(
    from node: BarrierMesh.Node, in mesh: MeshView, visitor: inout some SightVisitor
  ) {
    let eye = mesh.points[Int(node.vertex)]
    var halfedge = node.halfedge
    // Ends: at the sector's other wall, or once around the vertex.
    repeat {
      let before = Triangulation.previous(halfedge)
      begin(in: halfedge / 3, from: eye, skipping: halfedge, before, mesh: mesh, visitor: &visitor)
      if mesh.isWall[Int(before)] { break }
      halfedge = mesh.twins[Int(before)]
    } while halfedge != node.halfedge && halfedge >= 0
    run(from: eye, in: mesh, visitor: &visitor)
  }

  /// Looks from a node only to where a path can bend at it, and a hair beyond: the two ends of its
  /// sector, as wide together as twice what it has over 180°.
  mutating func expand(
    bendsOf node: BarrierMesh.Node, in mesh: MeshView, visitor: inout some SightVisitor
  ) {
    guard !node.isCrossing, let walls = node.walls, !walls.areOneFreeEnd else {
      expand(from: node, in: mesh, visitor: &visitor)
      return
    }
    let eye = mesh.points[Int(node.vertex)]
    let lastLeft = walls.last.reversed.turnedLeft
    let firstRight = walls.first.reversed.turnedRight
    var halfedge = node.halfedge
    // Ends: at the sector's other wall, or once around the vertex.
    repeat {
      let before = Triangulation.previous(halfedge)
      let opposite = Triangulation.next(halfedge)
      visitor.standsIn(triangle: halfedge / 3)
      visitor.sees(corner: opposite)
      visitor.sees(corner: before)
      let twin = mesh.twins[Int(opposite)]
      if twin >= 0, !mesh.isWall[Int(opposite)] {
        let right = GridVector(from: eye, to: mesh.start(opposite))
        let left = GridVector(from: eye, to: mesh.start(before))
        if right.cross(walls.last) < 0 {
          let isWhole = left.cross(walls.last) < 0 || lastLeft.cross(left) <= 0
          steps.append(Step(halfedge: twin, right: right, left: isWhole ? left : lastLeft))
        }
        if walls.first.cross(left) < 0 {
          let isWhole = walls.first.cross(right) < 0 || right.cross(firstRight) <= 0
          steps.append(Step(halfedge: twin, right: isWhole ? right : firstRight, left: left))
        }
      }
      if mesh.isWall[Int(before)] { break }
      halfedge = mesh.twins[Int(before)]
    } while halfedge != node.halfedge && halfedge >= 0
    run(from: eye, in: mesh, visitor: &visitor)
  }

  /// Sees the corners of a triangle that the eye touches and prepares to leave it by its edges,
  /// but for those on which the eye lies.
  private mutating func begin(
    in triangle: Int32, from eye: GridPoint, skipping first: Int32, _ second: Int32,
    mesh: MeshView, visitor: inout some SightVisitor
  ) {
    guard mesh.isLand[Int(triangle)] else { return }
    visitor.standsIn(triangle: triangle)
    for halfedge in 3 &* triangle..<3 &* triangle &+ 3 {
      visitor.sees(corner: halfedge)
      if halfedge == first || halfedge == second || mesh.isWall[Int(halfedge)] { continue }
      let twin = mesh.twins[Int(halfedge)]
      guard twin >= 0 else { continue }
      steps.append(
        Step(
          halfedge: twin, right: GridVector(from: eye, to: mesh.start(halfedge)),
          left: GridVector(from: eye, to: mesh.end(halfedge))))
    }
  }

  private mutating func run(
    from eye: GridPoint, in mesh: MeshView, visitor: inout some SightVisitor
  ) {
    // Ends: the rays of a step all leave the triangles of the steps before it, and a straight ray passes
    // each triangle once. So no chain of steps is longer than there are triangles, and each goes on in two
    // others at most.
    while var step = steps.popLast() {
      while visitor.enters(triangle: step.halfedge / 3, right: step.right, left: step.left) {
        // The entry runs from the left end of the window to its right end.
        let rightEdge = Triangulation.next(step.halfedge)
        let leftEdge = Triangulation.previous(step.halfedge)
        let apex = GridVector(from: eye, to: mesh.start(leftEdge))
        let isLeftOfRight = step.right.cross(apex) > 0
        let isRightOfLeft = step.left.cross(apex) < 0
        if isLeftOfRight, isRightOfLeft { visitor.sees(corner: leftEdge) }
        let goesRight =
          isLeftOfRight && !mesh.isWall[Int(rightEdge)] && mesh.twins[Int(rightEdge)] >= 0
        let goesLeft =
          isRightOfLeft && !mesh.isWall[Int(leftEdge)] && mesh.twins[Int(leftEdge)] >= 0
        if goesLeft {
          if goesRight {
            steps.append(
              Step(
                halfedge: mesh.twins[Int(rightEdge)], right: step.right,
                left: isRightOfLeft ? apex : step.left))
          }
          step = Step(
            halfedge: mesh.twins[Int(leftEdge)], right: isLeftOfRight ? apex : step.right,
            left: step.left)
        } else if goesRight {
          step = Step(
            halfedge: mesh.twins[Int(rightEdge)], right: step.right,
            left: isRightOfLeft ? apex : step.left)
        } else {
          break
        }
      }
    }
  }
}
