import Geography

/// What is done with a prepared point that an eye sees directly.
protocol SightMarker {
  /// May be called more than once for a point.
  mutating func mark(point: Int)
}

/// Finds the prepared points that an eye sees directly, triangle by triangle.
struct PointsInSight<Marker: SightMarker>: SightVisitor {
  let eye: GridPoint
  let points: PointsByTriangle
  var marker: Marker

  mutating func sees(corner halfedge: Int32) {}

  @inline(__always)
  mutating func standsIn(triangle: Int32) {
    for entry in points.starts[Int(triangle)]..<points.starts[Int(triangle) + 1] {
      marker.mark(point: Int(points.members[Int(entry)]))
    }
  }

  @inline(__always)
  mutating func enters(triangle: Int32, right: GridVector, left: GridVector) -> Bool {
    for entry in points.starts[Int(triangle)]..<points.starts[Int(triangle) + 1] {
      let index = Int(points.members[Int(entry)])
      let place = GridVector(from: eye, to: points.grids[index])
      if right.cross(place) > 0, left.cross(place) < 0 { marker.mark(point: index) }
    }
    return true
  }
}

/// Bare pointers to prepared points and the triangles that they stand in.
struct PointsByTriangle {
  let positions: UnsafeBufferPointer<PlanarPoint>
  let grids: UnsafeBufferPointer<GridPoint>
  let starts: UnsafeBufferPointer<Int32>
  let members: UnsafeBufferPointer<Int32>
}

extension PreparedPoints {
  /// Runs `body` with pointers to the points; they must not outlive the call.
  func withPointsByTriangle<Result>(_ body: (PointsByTriangle) throws -> Result) rethrows -> Result
  {
    try points.withUnsafeBufferPointer { positions in
      try grids.withUnsafeBufferPointer { grids in
        try triangleStarts.withUnsafeBufferPointer { starts in
          try pointsInTriangle.withUnsafeBufferPointer { members in
            try body(
              PointsByTriangle(
                positions: positions, grids: grids, starts: starts, members: members))
          }
        }
      }
    }
  }
}

/// Writes the straight distance of every point that a site sees into a row.
struct StraightRow: SightMarker {
  let site: PlanarPoint
  let positions: UnsafeBufferPointer<PlanarPoint>
  let row: UnsafeMutablePointer<Double>

  @inline(__always)
  mutating func mark(point: Int) { row[point] = positions[point].distance(to: site) }
}
