/// Edges forced into a triangulation by flips.
///
/// The edges that a constraint crosses form a corridor from its first vertex to its last. Corners of
/// the corridor's left side leave it one by one, each when it lies farther from the constraint than
/// its neighbours on that side: then the corridor turns by less than 180° there, and one of the edges
/// that cross the constraint from this corner can be flipped to be one less, until none is left. This
/// is how S. W. Sloan forces edges (1993, <https://doi.org/10.1016/0045-7949(93)90239-A>), in an order
/// that is known to end.
extension Triangulation {
  /// Makes the edge between two vertices part of the triangulation and marks it.
  ///
  /// - Complexity: O(*k* + edges of the corners) for most constraints that cross *k* edges; at worst
  ///   O(*k*²).
  func force(_ a: Int32, _ b: Int32) {
    guard halfedge(from: a, to: b) == nil else { return mark(a, b) }
    let fresh = clear(from: a, to: b)
    mark(a, b)
    improve(fresh)
  }

  /// A corner on the left side of a corridor.
  private struct LeftCorner {
    var vertex: Int32
    /// How far to the left of the constraint; zero at its ends.
    var height: Int
    /// The corners of the right side to which edges lead from it, in the order of the constraint.
    var opposite: [Int32] = []
  }

  /// Flips the edges that the open segment from `a` to `b` crosses, until there are none.
  ///
  /// - Returns: The new edges; where `a` and `b` are neighbours now, their edge too.
  private func clear(from a: Int32, to b: Int32) -> [(Int32, Int32)] {
    let (pa, pb) = (points[Int(a)], points[Int(b)])
    var fresh: [(Int32, Int32)] = []
    // Corners that rise above the constraint, from its first vertex on.
    var rising = [LeftCorner(vertex: a, height: 0)]
    func add(_ corner: LeftCorner) {
      var corner = corner
      while rising.count > 1, let top = rising.popLast() {
        guard top.height >= corner.height else {
          rising.append(top)
          break
        }
        takeOut(top, between: &rising[rising.count - 1], and: &corner, &fresh)
      }
      rising.append(corner)
    }
    var current: LeftCorner?
    for (right, left) in crossedEdges(from: a, to: b) {
      if left != current?.vertex {
        if let current { add(current) }
        current = LeftCorner(vertex: left, height: orientation(pa, pb, points[Int(left)]))
      }
      current?.opposite.append(right)
    }
    if let current { add(current) }
    add(LeftCorner(vertex: b, height: 0))
    return fresh
  }

  /// Flips the edges that lead from a corner over the constraint, so that its neighbours on the left
  /// side become each other's.
  ///
  /// The corners opposite to it lie on the right side and its neighbours do not. So the line from
  /// neighbour to neighbour past the corners opposite bends away from the corner somewhere, and there
  /// an edge can be flipped: each round has one edge less.
  private func takeOut(
    _ corner: LeftCorner, between before: inout LeftCorner, and after: inout LeftCorner,
    _ fresh: inout [(Int32, Int32)]
  ) {
    let apex = points[Int(corner.vertex)]
    var rim = [before.vertex] + corner.opposite + [after.vertex]
    var index = 1
    while rim.count > 2 {
      precondition(index < rim.count - 1, "no edge of a corridor's corner can be flipped")
      let (p, q, r) = (
        points[Int(rim[index - 1])], points[Int(rim[index])], points[Int(rim[index + 1])]
      )
      guard orientation(p, q, r) > 0, orientation(r, apex, p) > 0 else {
        index += 1
        continue
      }
      guard let edge = halfedge(from: rim[index], to: corner.vertex) else {
        preconditionFailure("an edge of the triangulation went missing")
      }
      flip(edge)
      let (first, last) = (rim[index - 1], rim[index + 1])
      let (isFirst, isLast) = (index == 1, index == rim.count - 2)
      if isFirst, !isLast, before.height > 0 {
        before.opposite.append(last)
      } else if isLast, !isFirst, after.height > 0 {
        after.opposite.insert(first, at: 0)
      } else {
        fresh.append((first, last))
      }
      rim.remove(at: index)
      // Only the neighbours of what was taken out can be flipped now that could not be before.
      index = max(1, index - 1)
    }
  }

  private func mark(_ a: Int32, _ b: Int32) {
    guard let edge = halfedge(from: a, to: b) else {
      preconditionFailure("a constraint could not be forced")
    }
    isConstraint[Int(edge)] = true
    isConstraint[Int(twins[Int(edge)])] = true
  }

  /// The edges that the open segment a–b crosses, each from right to left, in the order of crossing.
  private func crossedEdges(from a: Int32, to b: Int32) -> [(Int32, Int32)] {
    let pa = points[Int(a)]
    let pb = points[Int(b)]
    var crossed: [(Int32, Int32)] = []
    var edge: Int32 = -1
    forEachHalfedge(from: a) { halfedge in
      let right = end(halfedge)
      let left = start(Self.previous(halfedge))
      if orientation(pa, pb, right) < 0, orientation(pa, pb, left) > 0,
        orientation(right, left, pb) < 0
      {
        edge = Self.next(halfedge)
      }
    }
    precondition(edge >= 0, "a constraint leaves its vertex through no triangle")
    // Ends: the segment crosses the edges one after another, each nearer to `b`, and meets no vertex.
    while true {
      crossed.append((corners[Int(edge)], corners[Int(Self.next(edge))]))
      let twin = twins[Int(edge)]
      let apex = corners[Int(Self.previous(twin))]
      if apex == b { return crossed }
      // The twin runs from the left end to the right one.
      edge =
        orientation(pa, pb, points[Int(apex)]) > 0 ? Self.next(twin) : Self.previous(twin)
    }
  }

  /// Flips fresh edges that are not Delaunay, until none is.
  ///
  /// Ends as ``legalize(around:)`` does.
  private func improve(_ fresh: [(Int32, Int32)]) {
    var didFlip = true
    var edges = fresh
    while didFlip {
      didFlip = false
      for index in edges.indices {
        let (u, v) = edges[index]
        guard let edge = halfedge(from: u, to: v), !isConstraint[Int(edge)],
          twins[Int(edge)] >= 0
        else { continue }
        let c = corners[Int(Self.previous(edge))]
        let d = corners[Int(Self.previous(twins[Int(edge)]))]
        if isSurelyInsideCircle(
          points[Int(u)], points[Int(v)], points[Int(c)], points[Int(d)])
        {
          flip(edge)
          edges[index] = (c, d)
          didFlip = true
        }
      }
    }
  }
}
