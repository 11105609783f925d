/// What holds of every triangulation; debug builds check it wherever one is made.
extension Triangulation {
  /// The first thing that does not hold; nil where all of it does.
  ///
  /// Triangles run anticlockwise and cover the frame once; half-edges and their twins join the same two
  /// vertices; a half-edge is known for each vertex; an edge is a constraint on both of its sides.
  ///
  /// - Complexity: O(*n*) for *n* vertices.
  func brokenInvariant() -> String? {
    guard triangleCount == 2 * vertexCount - Self.frameCorners - 2 else {
      return "\(triangleCount) triangles between \(vertexCount) vertices"
    }
    var doubledArea: UInt = 0
    for triangle in 0..<Int32(triangleCount) {
      let base = 3 * triangle
      let area = orientation(start(base), start(base + 1), start(base + 2))
      guard area > 0 else { return "triangle \(triangle) does not run anticlockwise" }
      doubledArea += UInt(area)
      for halfedge in base..<base + 3 {
        if let fault = brokenInvariant(ofHalfedge: halfedge) { return fault }
      }
    }
    let side = 2 * UInt(Self.frame)
    guard doubledArea == 2 * side * side else { return "the triangles do not cover the frame once" }
    for vertex in 0..<Int32(vertexCount) {
      let halfedge = outgoing[Int(vertex)]
      guard halfedge >= 0, halfedge < 3 * triangleCount, corners[Int(halfedge)] == vertex else {
        return "half-edge \(halfedge) does not start at vertex \(vertex)"
      }
    }
    return nil
  }

  private func brokenInvariant(ofHalfedge halfedge: Int32) -> String? {
    let twin = twins[Int(halfedge)]
    let (from, to) = (corners[Int(halfedge)], corners[Int(Self.next(halfedge))])
    guard twin >= 0 else {
      return from < Self.frameCorners && to < Self.frameCorners && !isConstraint[Int(halfedge)]
        ? nil : "half-edge \(halfedge) has no twin, but does not run along the frame"
    }
    guard twin < 3 * triangleCount, twins[Int(twin)] == halfedge, corners[Int(twin)] == to,
      corners[Int(Self.next(twin))] == from
    else { return "half-edge \(halfedge) and \(twin) do not join the same vertices" }
    return isConstraint[Int(halfedge)] == isConstraint[Int(twin)]
      ? nil : "half-edge \(halfedge) is a constraint on one side only"
  }
}
