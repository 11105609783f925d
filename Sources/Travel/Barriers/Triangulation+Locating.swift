/// Finding the triangle, edge or vertex on which a point lies.
extension Triangulation {
  /// Finds a point by walking towards it from a triangle, best one nearby.
  ///
  /// The visibility walk leaves each triangle by an edge that has the point beyond it: O. Devillers,
  /// S. Pion, M. Teillaud, "Walking in a triangulation", International Journal of Foundations of
  /// Computer Science 13 (2002), <https://doi.org/10.1142/S0129054102001047>. It ends in a Delaunay
  /// triangulation, but constraints can send it round in circles. As soon as it comes back to a
  /// triangle, the straight walk takes over, which ends in every triangulation.
  ///
  /// A circle is found by remembering one triangle after 8, 16, 32 … steps: R. P. Brent, "An improved
  /// Monte Carlo factorization algorithm", BIT 20 (1980), <https://doi.org/10.1007/BF01933190>.
  ///
  /// - Parameters:
  ///   - point: A point strictly inside the frame.
  ///   - hint: A triangle to start from.
  /// - Returns: Where it lies, the same from every hint.
  /// - Complexity: O(√*n*) steps from a random triangle of everyday worlds, O(1) from a near one;
  ///   O(*n*) at worst.
  func locate(_ point: GridPoint, from hint: Int32) -> Placement {
    var entry = 3 &* hint
    // How far the point lies to the left of the edge over which the triangle was entered.
    var entrySide = orientation(start(entry), end(entry), point)
    if entrySide < 0 {
      entry = twins[Int(entry)]
      entrySide = 1
    }
    var remembered = entry / 3
    var stepsLeft = 8
    var patience = 8
    var looksRightFirst = true
    // Ends: whether the walk looks right or left first, it is in one of finitely many states, and so
    // comes back to a triangle that is remembered for long enough, unless it arrives before.
    while true {
      let first = looksRightFirst ? Self.next(entry) : Self.previous(entry)
      let second = looksRightFirst ? Self.previous(entry) : Self.next(entry)
      looksRightFirst.toggle()
      let firstSide = orientation(start(first), end(first), point)
      if firstSide < 0 {
        entry = twins[Int(first)]
      } else {
        let secondSide = orientation(start(second), end(second), point)
        if secondSide >= 0 {
          return placement(entry, entrySide, first, firstSide, second, secondSide)
        }
        entry = twins[Int(second)]
      }
      entrySide = 1
      let triangle = entry / 3
      if triangle == remembered { return locate(point, straightFrom: triangle) }
      stepsLeft -= 1
      if stepsLeft == 0 {
        remembered = triangle
        patience *= 2
        stepsLeft = patience
      }
    }
  }

  /// Where a point lies that is to the right of no edge of a triangle: on the two edges that have it
  /// on their line, on one, or on none.
  private func placement(
    _ a: Int32, _ sideA: Int, _ b: Int32, _ sideB: Int, _ c: Int32, _ sideC: Int
  ) -> Placement {
    switch (sideA == 0, sideB == 0, sideC == 0) {
    case (false, false, false): .inside(triangle: a / 3)
    case (true, false, false): .on(halfedge: firstName(of: a))
    case (false, true, false): .on(halfedge: firstName(of: b))
    case (false, false, true): .on(halfedge: firstName(of: c))
    case (true, true, _): .at(vertex: shared(a, b))
    case (_, true, true): .at(vertex: shared(b, c))
    case (true, _, true): .at(vertex: shared(a, c))
    }
  }

  /// The lesser of the two half-edges of an edge, so that the answer does not depend on the walk.
  private func firstName(of halfedge: Int32) -> Int32 {
    let twin = twins[Int(halfedge)]
    return twin < 0 ? halfedge : min(halfedge, twin)
  }

  /// The vertex that two edges of a triangle share.
  private func shared(_ a: Int32, _ b: Int32) -> Int32 {
    Self.next(a) == b ? corners[Int(b)] : corners[Int(a)]
  }

  /// Finds a point by walking along the straight line to it from a corner of a triangle.
  ///
  /// Exact, and it ends in every triangulation: each step leads over the edge, along the edge or
  /// through the vertex by which the line leaves a triangle, so that it goes on nearer to the point,
  /// and a line passes through a convex triangle once.
  ///
  /// - Complexity: O(triangles that the line touches).
  func locate(_ point: GridPoint, straightFrom hint: Int32) -> Placement {
    // A half-edge that starts where the line goes on from a vertex.
    var fan = 3 &* hint
    while true {
      let place = start(fan)
      if place == point { return .at(vertex: corners[Int(fan)]) }
      let wedge = wedge(towards: point, from: fan)
      if orientation(place, end(wedge), point) == 0 {
        let edge = GridVector(from: place, to: end(wedge))
        if GridVector(from: place, to: point).dot(edge) < edge.dot(edge) {
          return .on(halfedge: firstName(of: wedge))
        }
        fan = Self.next(wedge)
        continue
      }
      switch cross(from: place, to: point, over: Self.next(wedge)) {
      case .arrived(let placement): return placement
      case .vertex(let halfedge): fan = halfedge
      }
    }
  }

  private enum Crossing {
    case arrived(Placement)
    /// The line meets the vertex at which this half-edge starts, and does not end before it.
    case vertex(halfedge: Int32)
  }

  /// Goes from triangle to triangle along a line, until it ends or meets a vertex.
  ///
  /// - Parameters:
  ///   - place: Where the line starts, in the triangle of `exit`.
  ///   - point: Where it ends.
  ///   - exit: The edge that the line crosses if it leaves the triangle; it starts to the right of it.
  /// - Returns: Where the line ends, or the first vertex on it.
  private func cross(from place: GridPoint, to point: GridPoint, over exit: Int32) -> Crossing {
    var exit = exit
    // Ends: the line crosses the exits one after another, each nearer to the point.
    while true {
      let side = orientation(start(exit), end(exit), point)
      if side > 0 { return .arrived(.inside(triangle: exit / 3)) }
      if side == 0 { return .arrived(.on(halfedge: firstName(of: exit))) }
      let entry = twins[Int(exit)]
      // The entry runs from the left of the line to its right; the other two edges meet at the apex.
      let (right, left) = (Self.next(entry), Self.previous(entry))
      let turn = orientation(place, point, start(left))
      if turn == 0 {
        return orientation(start(right), end(right), point) > 0
          ? .arrived(.inside(triangle: entry / 3)) : .vertex(halfedge: left)
      }
      exit = turn > 0 ? right : left
    }
  }

  /// The half-edge from the vertex at which `fan` starts whose triangle, its left edge left out, holds
  /// the direction to a point.
  private func wedge(towards point: GridPoint, from fan: Int32) -> Int32 {
    let place = start(fan)
    // At a corner of the frame, the way that leads to the point; elsewhere both do.
    let isAnticlockwise = orientation(place, end(fan), point) >= 0
    var halfedge = fan
    // Ends: the triangles around a vertex inside the frame fill the circle, each less than half of it;
    // those at a corner of the frame fill its right angle.
    while orientation(place, end(halfedge), point) < 0
      || orientation(place, start(Self.previous(halfedge)), point) >= 0
    {
      halfedge = isAnticlockwise ? rotated(halfedge) : Self.next(twins[Int(halfedge)])
    }
    return halfedge
  }
}
