/// Edges forced into a triangulation by flips (S. W. Sloan 1993,
/// <https://doi.org/10.1016/0045-7949(93)90239-A>).
extension Triangulation {
  /// Makes the edge between two vertices part of the triangulation and marks it.
  func force(_ a: Int32, _ b: Int32) {
    if halfedge(from: a, to: b) == nil {
      var crossed = crossedEdges(from: a, to: b)
      var fresh: [(Int32, Int32)] = []
      var head = 0
      while head < crossed.count {
        let (u, v) = crossed[head]
        head += 1
        guard let edge = halfedge(from: u, to: v) else {
          preconditionFailure("an edge of the triangulation went missing")
        }
        let c = corners[Int(Self.previous(edge))]
        let d = corners[Int(Self.previous(twins[Int(edge)]))]
        let isConvex =
          orientation(points[Int(c)], points[Int(d)], points[Int(u)]) < 0
          && orientation(points[Int(c)], points[Int(d)], points[Int(v)]) > 0
        guard isConvex else {
          crossed.append((u, v))
          continue
        }
        flip(edge)
        if crosses(c, d, a, b) { crossed.append((c, d)) } else { fresh.append((c, d)) }
      }
      mark(a, b)
      improve(fresh)
    } else {
      mark(a, b)
    }
  }

  private func mark(_ a: Int32, _ b: Int32) {
    guard let edge = halfedge(from: a, to: b) else {
      preconditionFailure("a constraint could not be forced")
    }
    isConstraint[Int(edge)] = true
    isConstraint[Int(twins[Int(edge)])] = true
  }

  /// Whether the open segments c–d and a–b cross.
  private func crosses(_ c: Int32, _ d: Int32, _ a: Int32, _ b: Int32) -> Bool {
    guard c != a, c != b, d != a, d != b else { return false }
    let pa = points[Int(a)]
    let pb = points[Int(b)]
    let pc = points[Int(c)]
    let pd = points[Int(d)]
    return (orientation(pa, pb, pc) > 0) != (orientation(pa, pb, pd) > 0)
      && (orientation(pc, pd, pa) > 0) != (orientation(pc, pd, pb) > 0)
  }

  /// The edges that the open segment a–b crosses, as pairs of vertices.
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
