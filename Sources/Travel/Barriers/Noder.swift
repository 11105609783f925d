/// Cuts segments at their intersections, shared ends, overlaps and at free-standing points, by
/// iterated snap rounding on the millimetre grid.
///
/// A vertex nearer than 1.5 mm to an edge lies on it: that is as far as the rounding of a joint's end
/// (0.71 mm) and of the edge that it ends on (0.71 mm) can part them, so that no joint opens.
///
/// A segment is cut only where its pieces meet at a right angle or an obtuse one. Then the squares of
/// the lengths add up to no more than before; each is a whole number, so the cutting ends. Without
/// that, a tangle of millimetres could be cut back and forth for ever.
///
/// Snap rounding: J. D. Hobby, "Practical segment intersection with finite precision output",
/// Computational Geometry 13 (1999), <https://doi.org/10.1016/S0925-7721(99)00021-8>. Iterated:
/// D. Halperin, E. Packer, Computational Geometry 23 (2002),
/// <https://doi.org/10.1016/S0925-7721(01)00065-3>.
struct Noder {
  static let joint = 1.5

  struct Segment {
    var first: Int32
    var last: Int32
    var shape: Int32
  }

  private var numbers = GridPointNumbers()
  private var segments: [Segment] = []
  /// Whether a segment has not been held against all others yet.
  private var isFresh: [Bool] = []

  private var vertices: [GridPoint] { numbers.points }

  mutating func vertex(at point: GridPoint) -> Int32 { numbers.number(of: point) }

  /// Adds an edge of a shape; one without length is only its vertex.
  mutating func addSegment(from first: Int32, to last: Int32, shape: Int32) {
    guard first != last else { return }
    segments.append(Segment(first: first, last: last, shape: shape))
    isFresh.append(true)
  }

  /// Cuts until nothing more crosses.
  ///
  /// - Complexity: O(*n* log *n*) for *n* segments that cross few others.
  mutating func node() -> NodedBarriers {
    // Ends: cutting adds pieces, and the squares of their whole lengths add up to no more than before.
    while isFresh.contains(true) { apply(findSplits()) }
    return merged()
  }

  /// Segment `segment` is to be cut at `vertex`.
  private struct Split: Comparable {
    var segment: Int32
    var vertex: Int32
    static func < (a: Split, b: Split) -> Bool { (a.segment, a.vertex) < (b.segment, b.vertex) }
  }

  private mutating func findSplits() -> [Split] {
    var found: [Split] = []
    SegmentBins(segments: segments, vertices: vertices).forEachPair(isFresh: isFresh) { a, b in
      if b >= segments.count {
        cut(segment: a, at: Int32(b - segments.count), into: &found)
      } else {
        cut(pair: a, b, into: &found)
      }
    }
    return found
  }

  private mutating func cut(pair a: Int, _ b: Int, into found: inout [Split]) {
    let s = segments[a]
    let t = segments[b]
    let before = found.count
    cut(segment: a, at: t.first, into: &found)
    cut(segment: a, at: t.last, into: &found)
    cut(segment: b, at: s.first, into: &found)
    cut(segment: b, at: s.last, into: &found)
    guard found.count == before else { return }
    guard s.first != t.first, s.first != t.last, s.last != t.first, s.last != t.last else {
      return
    }
    let p = vertices[Int(s.first)]
    let q = vertices[Int(s.last)]
    let u = vertices[Int(t.first)]
    let v = vertices[Int(t.last)]
    let side1 = orientation(p, q, u)
    let side2 = orientation(p, q, v)
    let side3 = orientation(u, v, p)
    let side4 = orientation(u, v, q)
    guard (side1 > 0) != (side2 > 0), (side3 > 0) != (side4 > 0),
      side1 != 0, side2 != 0, side3 != 0, side4 != 0
    else { return }
    let meeting = Self.meeting(of: p, q, offset: side3, total: Int128(side3) - Int128(side4))
    let number = vertex(at: meeting)
    if number != s.first, number != s.last {
      found.append(Split(segment: Int32(a), vertex: number))
    }
    if number != t.first, number != t.last {
      found.append(Split(segment: Int32(b), vertex: number))
    }
  }

  private func cut(segment: Int, at vertex: Int32, into found: inout [Split]) {
    let s = segments[segment]
    guard vertex != s.first, vertex != s.last else { return }
    let start = vertices[Int(s.first)]
    let along = GridVector(from: start, to: vertices[Int(s.last)])
    let toVertex = GridVector(from: start, to: vertices[Int(vertex)])
    guard Self.isCuttable(start, vertices[Int(s.last)], at: vertices[Int(vertex)]) else { return }
    let cross = Double(along.cross(toVertex))
    guard abs(cross) <= Self.joint * along.length else { return }
    found.append(Split(segment: Int32(segment), vertex: vertex))
  }

  /// Whether the pieces of a segment that is cut at a third point meet at 90° or more.
  private static func isCuttable(_ p: GridPoint, _ q: GridPoint, at point: GridPoint) -> Bool {
    GridVector(from: p, to: point).dot(GridVector(from: point, to: q)) >= 0
  }

  /// The point of the segment `p`–`q` at `offset` / `total` of its length, rounded exactly.
  private static func meeting(
    of p: GridPoint, _ q: GridPoint, offset: Int, total: Int128
  ) -> GridPoint {
    func at(_ from: Int32, _ to: Int32) -> Int32 {
      var numerator = Int128(Int(to) - Int(from)) * Int128(offset)
      var denominator = total
      if denominator < 0 {
        numerator = -numerator
        denominator = -denominator
      }
      let doubled = 2 * numerator + denominator
      var quotient = doubled / (2 * denominator)
      if doubled < 0, quotient * 2 * denominator != doubled { quotient -= 1 }
      return from + Int32(quotient)
    }
    return GridPoint(at(p.x, q.x), at(p.y, q.y))
  }

  private mutating func apply(_ splits: [Split]) {
    let ordered = splits.sorted()
    var result: [Segment] = []
    var isNew: [Bool] = []
    result.reserveCapacity(segments.count + ordered.count)
    isNew.reserveCapacity(segments.count + ordered.count)
    var next = 0
    for (number, segment) in segments.enumerated() {
      let begin = next
      while next < ordered.count, Int(ordered[next].segment) == number { next += 1 }
      if begin == next {
        result.append(segment)
        isNew.append(false)
        continue
      }
      let start = vertices[Int(segment.first)]
      let along = GridVector(from: start, to: vertices[Int(segment.last)])
      let cuts = ordered[begin..<next].map { split in
        (along.dot(GridVector(from: start, to: vertices[Int(split.vertex)])), split.vertex)
      }
      var previous = segment.first
      // The same cut can have been found with several others; one that the one before spoils may
      // come up again in the next round.
      for (_, vertex) in cuts.sorted(by: <)
      where vertex != previous
        && Self.isCuttable(
          vertices[Int(previous)], vertices[Int(segment.last)], at: vertices[Int(vertex)])
      {
        result.append(Segment(first: previous, last: vertex, shape: segment.shape))
        previous = vertex
      }
      result.append(Segment(first: previous, last: segment.last, shape: segment.shape))
      while isNew.count < result.count { isNew.append(true) }
    }
    segments = result
    isFresh = isNew
  }

  private func merged() -> NodedBarriers {
    // Ends and number of each segment in one word and another, for a quick sort.
    let order = segments.enumerated().map { number, s in
      EdgeKey(
        ends: UInt64(UInt32(min(s.first, s.last))) << 32 | UInt64(UInt32(max(s.first, s.last))),
        segment: Int32(number))
    }.sorted()
    var noded = NodedBarriers(vertices: vertices, edges: [], sourceStarts: [], sources: [])
    noded.edges.reserveCapacity(order.count)
    noded.sourceStarts.reserveCapacity(order.count + 1)
    noded.sources.reserveCapacity(order.count)
    var last: UInt64?
    for key in order {
      let s = segments[Int(key.segment)]
      let first = min(s.first, s.last)
      if key.ends != last {
        last = key.ends
        noded.edges.append(NodedBarriers.Edge(first: first, last: max(s.first, s.last)))
        noded.sourceStarts.append(Int32(noded.sources.count))
      }
      noded.sources.append(NodedBarriers.Source(shape: s.shape, isForward: s.first == first))
    }
    noded.sourceStarts.append(Int32(noded.sources.count))
    return noded
  }
  private struct EdgeKey: Comparable {
    var ends: UInt64
    var segment: Int32
    static func < (a: EdgeKey, b: EdgeKey) -> Bool {
      a.ends == b.ends ? a.segment < b.segment : a.ends < b.ends
    }
  }
}
