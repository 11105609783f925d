import Geography

/// Bare pointers into a mesh for the inner loops; valid inside ``BarrierMesh/withView(_:)``.
struct MeshView: @unchecked Sendable {
  let points: UnsafePointer<GridPoint>
  let corners: UnsafePointer<Int32>
  let twins: UnsafePointer<Int32>
  let outgoing: UnsafePointer<Int32>
  let isWall: UnsafePointer<Bool>
  let isLand: UnsafePointer<Bool>
  let cornerNodes: UnsafePointer<Int32>
  let nodes: UnsafeBufferPointer<BarrierMesh.Node>
  /// Metres, by vertex.
  let positions: UnsafeBufferPointer<PlanarPoint>

  @inline(__always)
  func start(_ halfedge: Int32) -> GridPoint { points[Int(corners[Int(halfedge)])] }

  @inline(__always)
  func end(_ halfedge: Int32) -> GridPoint {
    points[Int(corners[Int(Triangulation.next(halfedge))])]
  }

  @inline(__always)
  func position(ofNode node: Int32) -> PlanarPoint { positions[Int(nodes[Int(node)].vertex)] }
}

extension BarrierMesh {
  /// Runs `body` with pointers into this mesh; they must not outlive the call.
  func withView<Result>(_ body: (MeshView) throws -> Result) rethrows -> Result {
    try isWall.withUnsafeBufferPointer { isWall in
      try isLandTriangle.withUnsafeBufferPointer { isLand in
        try cornerNodes.withUnsafeBufferPointer { cornerNodes in
          guard let walls = isWall.baseAddress, let land = isLand.baseAddress,
            let corners = cornerNodes.baseAddress
          else { preconditionFailure("a mesh has at least two triangles") }
          return try nodes.withUnsafeBufferPointer { nodes in
            try positions.withUnsafeBufferPointer { positions in
              try withExtendedLifetime(triangulation) {
                try body(
                  MeshView(
                    points: triangulation.points, corners: triangulation.corners,
                    twins: triangulation.twins, outgoing: triangulation.outgoing, isWall: walls,
                    isLand: land, cornerNodes: corners, nodes: nodes, positions: positions))
              }
            }
          }
        }
      }
    }
  }
}
