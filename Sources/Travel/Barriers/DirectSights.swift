import Geography

/// Writes the straight distance of every prepared point that a site sees directly into a row.
struct DirectSights: SightVisitor {
  let eye: GridPoint
  let site: PlanarPoint
  let points: UnsafePointer<PlanarPoint>
  let grids: UnsafePointer<GridPoint>
  let triangleStarts: UnsafePointer<Int32>
  let pointsInTriangle: UnsafePointer<Int32>
  let row: UnsafeMutablePointer<Double>

  mutating func sees(corner halfedge: Int32) {}

  mutating func standsIn(triangle: Int32) {
    for entry in triangleStarts[Int(triangle)]..<triangleStarts[Int(triangle) + 1] {
      mark(Int(pointsInTriangle[Int(entry)]))
    }
  }

  mutating func enters(triangle: Int32, right: GridPoint, left: GridPoint) -> Bool {
    for entry in triangleStarts[Int(triangle)]..<triangleStarts[Int(triangle) + 1] {
      let index = Int(pointsInTriangle[Int(entry)])
      let place = grids[index]
      if orientation(eye, right, place) > 0, orientation(eye, left, place) < 0 { mark(index) }
    }
    return true
  }

  @inline(__always)
  private func mark(_ index: Int) { row[index] = points[index].distance(to: site) }
}
