/// A constrained Delaunay triangulation of points on the millimetre grid, inside a square frame
/// that lies beyond every coordinate that a point may have.
///
/// Half-edge *h* = 3 × *t* + *i* runs from corner *i* of triangle *t* to the next corner, with the
/// triangle on its left. Vertices 0 to 3 are the corners of the frame.
///
/// Points go in one by one along a Hilbert curve (D. T. Lee, B. J. Schachter 1980,
/// <https://doi.org/10.1007/BF00977785>); constraints are forced by flips.
final class Triangulation: @unchecked Sendable {
  /// Half the side of the frame, in millimetres; any two points differ by less than 2³¹.
  static let frame: Int32 = 1_073_000_000
  static let frameCorners = 4

  /// Where a point lies.
  enum Placement: Hashable, Sendable {
    case inside(triangle: Int32)
    /// On the edge of this half-edge, not at its ends.
    case on(halfedge: Int32)
    case at(vertex: Int32)
  }

  /// All vertices, the corners of the frame first.
  let points: UnsafeMutablePointer<GridPoint>
  private(set) var vertexCount: Int
  /// Corner *i* of triangle *t* stands at 3 × *t* + *i*.
  let corners: UnsafeMutablePointer<Int32>
  /// The half-edge on the other side, or −1 at the frame.
  let twins: UnsafeMutablePointer<Int32>
  /// Whether the half-edge is part of a constraint.
  let isConstraint: UnsafeMutablePointer<Bool>
  private(set) var triangleCount = 0
  /// A half-edge that starts at the vertex.
  let outgoing: UnsafeMutablePointer<Int32>
  private let vertexCapacity: Int
  private let triangleCapacity: Int
  private var flipQueue: [Int32] = []
  private var lastTriangle: Int32 = 0

  /// - Parameters:
  ///   - places: Distinct points; point *i* becomes vertex *i* + 4.
  ///   - constraints: Pairs of point numbers. They meet only at shared points and pass over none.
  init(places: [GridPoint], constraints: [NodedBarriers.Edge]) {
    // Half-edges have numbers of 32 bits, six for each vertex.
    precondition(places.count < 300_000_000, "a triangulation of more than 300 million vertices")
    vertexCapacity = places.count + Self.frameCorners
    triangleCapacity = 2 * vertexCapacity
    points = .allocate(capacity: vertexCapacity)
    corners = .allocate(capacity: 3 * triangleCapacity)
    twins = .allocate(capacity: 3 * triangleCapacity)
    isConstraint = .allocate(capacity: 3 * triangleCapacity)
    outgoing = .allocate(capacity: vertexCapacity)
    isConstraint.initialize(repeating: false, count: 3 * triangleCapacity)
    outgoing.initialize(repeating: -1, count: vertexCapacity)

    let f = Self.frame
    points[0] = GridPoint(-f, -f)
    points[1] = GridPoint(f, -f)
    points[2] = GridPoint(f, f)
    points[3] = GridPoint(-f, f)
    vertexCount = Self.frameCorners
    for (number, place) in places.enumerated() { points[number + Self.frameCorners] = place }
    vertexCount = vertexCapacity
    setTriangle(0, 0, 1, 2)
    setTriangle(1, 0, 2, 3)
    triangleCount = 2
    for halfedge in 0..<6 { twins[halfedge] = -1 }
    link(2, 3)

    for number in HilbertCurve.order(places) { insert(Int32(number + Self.frameCorners)) }
    for edge in constraints {
      force(edge.first + Int32(Self.frameCorners), edge.last + Int32(Self.frameCorners))
    }
    flipQueue = []
    assert(brokenInvariant() == nil, brokenInvariant() ?? "")
  }

  deinit {
    points.deallocate()
    corners.deallocate()
    twins.deallocate()
    isConstraint.deallocate()
    outgoing.deallocate()
  }

  // MARK: Walking around

  @inline(__always)
  static func next(_ halfedge: Int32) -> Int32 {
    halfedge % 3 == 2 ? halfedge &- 2 : halfedge &+ 1
  }

  @inline(__always)
  static func previous(_ halfedge: Int32) -> Int32 {
    halfedge % 3 == 0 ? halfedge &+ 2 : halfedge &- 1
  }

  @inline(__always)
  func start(_ halfedge: Int32) -> GridPoint { points[Int(corners[Int(halfedge)])] }

  @inline(__always)
  func end(_ halfedge: Int32) -> GridPoint { points[Int(corners[Int(Self.next(halfedge))])] }

  /// The half-edge that starts at the same vertex, one step anticlockwise; −1 at the frame.
  @inline(__always)
  func rotated(_ halfedge: Int32) -> Int32 { twins[Int(Self.previous(halfedge))] }

  // Turning around a vertex ends where it began: `rotated` takes each half-edge to one other, and no
  // two to the same, so that those of a vertex inside the frame make one circle. At a corner of the
  // frame it ends at the frame.

  /// Calls `body` with every half-edge that starts at a vertex inside the frame, anticlockwise.
  func forEachHalfedge(from vertex: Int32, _ body: (Int32) -> Void) {
    let first = outgoing[Int(vertex)]
    var halfedge = first
    repeat {
      body(halfedge)
      halfedge = rotated(halfedge)
    } while halfedge != first && halfedge >= 0
  }

  /// The first half-edge of a constraint, anticlockwise from one that starts at a vertex inside the
  /// frame; nil where no constraint ends there.
  func firstConstraint(from first: Int32) -> Int32? {
    var halfedge = first
    repeat {
      if isConstraint[Int(halfedge)] { return halfedge }
      halfedge = rotated(halfedge)
    } while halfedge != first
    return nil
  }

  /// The half-edge from `a` to `b`, or nil where there is no such edge.
  func halfedge(from a: Int32, to b: Int32) -> Int32? {
    let first = outgoing[Int(a)]
    var halfedge = first
    repeat {
      if corners[Int(Self.next(halfedge))] == b { return halfedge }
      halfedge = rotated(halfedge)
    } while halfedge != first && halfedge >= 0
    guard halfedge < 0 else { return nil }
    // The turn around a corner of the frame ends at the frame: the other way round, too.
    halfedge = first
    while twins[Int(halfedge)] >= 0 {
      halfedge = Self.next(twins[Int(halfedge)])
      if corners[Int(Self.next(halfedge))] == b { return halfedge }
    }
    return nil
  }

  // MARK: Building

  private func setTriangle(_ triangle: Int32, _ a: Int32, _ b: Int32, _ c: Int32) {
    let base = Int(3 * triangle)
    corners[base] = a
    corners[base + 1] = b
    corners[base + 2] = c
    outgoing[Int(a)] = Int32(base)
    outgoing[Int(b)] = Int32(base + 1)
    outgoing[Int(c)] = Int32(base + 2)
  }

  @inline(__always)
  private func link(_ a: Int32, _ b: Int32) {
    if a >= 0 { twins[Int(a)] = b }
    if b >= 0 { twins[Int(b)] = a }
  }

  private func newTriangle(_ a: Int32, _ b: Int32, _ c: Int32) -> Int32 {
    let triangle = Int32(triangleCount)
    triangleCount += 1
    setTriangle(triangle, a, b, c)
    return triangle
  }

  private func insert(_ vertex: Int32) {
    let point = points[Int(vertex)]
    switch locate(point, from: lastTriangle) {
    case .inside(let triangle): split(triangle: triangle, at: vertex)
    case .on(let halfedge): split(edge: halfedge, at: vertex)
    case .at: preconditionFailure("two vertices of a triangulation are at the same place")
    }
    legalize(around: vertex)
    lastTriangle = outgoing[Int(vertex)] / 3
  }

  private func split(triangle: Int32, at vertex: Int32) {
    let base = 3 * triangle
    let a = corners[Int(base)]
    let b = corners[Int(base + 1)]
    let c = corners[Int(base + 2)]
    let outerBC = twins[Int(base + 1)]
    let outerCA = twins[Int(base + 2)]
    let second = newTriangle(b, c, vertex)
    let third = newTriangle(c, a, vertex)
    setTriangle(triangle, a, b, vertex)
    link(3 * second, outerBC)
    link(3 * third, outerCA)
    link(base + 1, 3 * second + 2)
    link(3 * second + 1, 3 * third + 2)
    link(3 * third + 1, base + 2)
    flipQueue.append(contentsOf: [base, 3 * second, 3 * third])
  }

  private func split(edge halfedge: Int32, at vertex: Int32) {
    let twin = twins[Int(halfedge)]
    precondition(twin >= 0, "a vertex lies on the frame")
    // The edge runs from a to b, with c on its left and d on its right.
    let nextHere = Self.next(halfedge)
    let previousHere = Self.previous(halfedge)
    let nextThere = Self.next(twin)
    let previousThere = Self.previous(twin)
    let a = corners[Int(halfedge)]
    let b = corners[Int(nextHere)]
    let c = corners[Int(previousHere)]
    let d = corners[Int(previousThere)]
    let outerBC = twins[Int(nextHere)]
    let outerCA = twins[Int(previousHere)]
    let outerAD = twins[Int(nextThere)]
    let outerDB = twins[Int(previousThere)]
    let here = halfedge / 3
    let there = twin / 3
    setTriangle(here, c, a, vertex)
    setTriangle(there, a, d, vertex)
    let third = newTriangle(d, b, vertex)
    let fourth = newTriangle(b, c, vertex)
    link(3 * here, outerCA)
    link(3 * there, outerAD)
    link(3 * third, outerDB)
    link(3 * fourth, outerBC)
    link(3 * here + 1, 3 * there + 2)
    link(3 * there + 1, 3 * third + 2)
    link(3 * third + 1, 3 * fourth + 2)
    link(3 * fourth + 1, 3 * here + 2)
    flipQueue.append(contentsOf: [3 * here, 3 * there, 3 * third, 3 * fourth])
  }

  /// Restores the Delaunay property of the edges in the queue, which lie opposite to `vertex`.
  ///
  /// Ends: an edge is flipped only where the other diagonal lies below it on the paraboloid over the
  /// plane, so that no triangulation comes twice, and there are finitely many of the same points.
  private func legalize(around vertex: Int32) {
    while let halfedge = flipQueue.popLast() {
      let twin = twins[Int(halfedge)]
      guard twin >= 0 else { continue }
      let opposite = corners[Int(Self.previous(twin))]
      let apex = corners[Int(Self.previous(halfedge))]
      guard
        isSurelyInsideCircle(
          start(halfedge), end(halfedge), points[Int(apex)], points[Int(opposite)])
      else { continue }
      flip(halfedge)
      // Two edges are now opposite to the vertex that were not before.
      flipQueue.append(halfedge)
      flipQueue.append(Self.previous(twin))
    }
  }

  /// Replaces the diagonal a–b of the quadrilateral a, d, b, c by d–c.
  ///
  /// Afterwards half-edge `halfedge` runs a → d, the next one d → c; `twin` runs b → c, the next
  /// one c → d.
  func flip(_ halfedge: Int32) {
    let twin = twins[Int(halfedge)]
    assert(
      twin >= 0 && !isConstraint[Int(halfedge)], "only an inner edge without a wall is flipped")
    let h0 = halfedge
    let h1 = Self.next(halfedge)
    let h2 = Self.previous(halfedge)
    let t0 = twin
    let t1 = Self.next(twin)
    let t2 = Self.previous(twin)
    let a = corners[Int(h0)]
    let b = corners[Int(h1)]
    let c = corners[Int(h2)]
    let d = corners[Int(t2)]
    let outerBC = twins[Int(h1)]
    let outerAD = twins[Int(t1)]
    let constraintBC = isConstraint[Int(h1)]
    let constraintAD = isConstraint[Int(t1)]
    // This triangle becomes a, d, c; the other b, c, d.
    corners[Int(h1)] = d
    corners[Int(t1)] = c
    link(h0, outerAD)
    link(t0, outerBC)
    link(h1, t1)
    isConstraint[Int(h0)] = constraintAD
    isConstraint[Int(t0)] = constraintBC
    isConstraint[Int(h1)] = false
    isConstraint[Int(t1)] = false
    outgoing[Int(a)] = h0
    outgoing[Int(d)] = h1
    outgoing[Int(c)] = h2
    outgoing[Int(b)] = t0
  }
}
