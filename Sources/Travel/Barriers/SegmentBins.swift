/// Finds the pairs of segments, and of segments and vertices, that may touch: a uniform grid over
/// their extent with about one cell per segment.
struct SegmentBins {
  private let segments: [Noder.Segment]
  private let vertices: [GridPoint]
  /// A box per segment, then one per vertex.
  private var boxes: [Box] = []
  private var isEnd: [Bool]
  /// The lower left corner of the grid, the size of its cells as a power of two, and their number.
  private var minX = Int.max
  private var minY = Int.max
  private var shift = 4
  private var columns = 1
  private var cellCount = 1

  private struct Box {
    var minX: Int
    var minY: Int
    var maxX: Int
    var maxY: Int

    /// Two millimetres wider on all sides than the two points.
    init(_ a: GridPoint, _ b: GridPoint) {
      minX = Int(min(a.x, b.x)) - 2
      minY = Int(min(a.y, b.y)) - 2
      maxX = Int(max(a.x, b.x)) + 2
      maxY = Int(max(a.y, b.y)) + 2
    }

    func meets(_ other: Box) -> Bool {
      minX <= other.maxX && other.minX <= maxX && minY <= other.maxY && other.minY <= maxY
    }
  }

  init(segments: [Noder.Segment], vertices: [GridPoint]) {
    self.segments = segments
    self.vertices = vertices
    isEnd = Array(repeating: false, count: vertices.count)
    boxes.reserveCapacity(segments.count + vertices.count)
    for segment in segments {
      boxes.append(Box(vertices[Int(segment.first)], vertices[Int(segment.last)]))
      isEnd[Int(segment.first)] = true
      isEnd[Int(segment.last)] = true
    }
    for vertex in vertices { boxes.append(Box(vertex, vertex)) }
    guard !boxes.isEmpty else { return }
    var maxX = Int.min
    var maxY = Int.min
    for box in boxes {
      minX = min(minX, box.minX)
      minY = min(minY, box.minY)
      maxX = max(maxX, box.maxX)
      maxY = max(maxY, box.maxY)
    }
    let area = Double(maxX - minX + 1) * Double(maxY - minY + 1)
    let side = (area / Double(boxes.count)).squareRoot()
    while Double(1 << shift) < side { shift += 1 }
    columns = (maxX - minX) >> shift + 1
    cellCount = columns * ((maxY - minY) >> shift + 1)
  }

  /// Calls `body` with every pair (segment, segment) and (segment, segment count + vertex) whose
  /// boxes meet and of whose segments one is fresh at least; a pair may come more than once.
  ///
  /// - Complexity: O(*n*) for *n* segments and vertices that meet few others.
  func forEachPair(isFresh: [Bool], _ body: (Int, Int) -> Void) {
    // Only cells with something fresh in them can have a pair.
    var counts = [Int32](repeating: -1, count: cellCount)
    for item in segments.indices where isFresh[item] { forEachCell(of: item) { counts[$0] = 0 } }
    forEachEntry { cell, _ in if counts[cell] >= 0 { counts[cell] += 1 } }
    var starts = [Int32](repeating: 0, count: cellCount + 1)
    for cell in 0..<cellCount { starts[cell + 1] = starts[cell] + max(0, counts[cell]) }
    var items = [Int32](repeating: 0, count: Int(starts[cellCount]))
    var next = starts
    forEachEntry { cell, item in
      guard counts[cell] >= 0 else { return }
      items[Int(next[cell])] = Int32(item)
      next[cell] += 1
    }
    for cell in 0..<cellCount where counts[cell] > 1 {
      let entries = Int(starts[cell])..<Int(starts[cell + 1])
      for i in entries where Int(items[i]) < segments.count {
        let a = Int(items[i])
        for j in i + 1..<max(i + 1, entries.upperBound) {
          let b = Int(items[j])
          guard isFresh[a] || (b < segments.count && isFresh[b]) else { continue }
          if boxes[a].meets(boxes[b]) { body(a, b) }
        }
      }
    }
  }

  private func forEachEntry(_ body: (_ cell: Int, _ item: Int) -> Void) {
    for item in boxes.indices {
      // The ends of segments are met as parts of their segments.
      if item >= segments.count, isEnd[item - segments.count] { continue }
      forEachCell(of: item) { body($0, item) }
    }
  }

  @inline(__always)
  private func forEachCell(of item: Int, _ body: (Int) -> Void) {
    let box = boxes[item]
    let rows = (box.minY - minY) >> shift...(box.maxY - minY) >> shift
    for row in rows {
      var low = box.minX
      var high = box.maxX
      if item < segments.count, rows.count > 1 {
        let bottom = minY + row << shift
        (low, high) = span(
          of: segments[item], betweenY: bottom - 3, and: bottom + 1 << shift + 3, within: box)
      }
      for column in (low - minX) >> shift...(high - minX) >> shift { body(row * columns + column) }
    }
  }

  /// The x-range of a segment within a horizontal band, a little widened.
  private func span(
    of segment: Noder.Segment, betweenY low: Int, and high: Int, within box: Box
  ) -> (Int, Int) {
    let a = vertices[Int(segment.first)]
    let b = vertices[Int(segment.last)]
    let dy = Double(Int(b.y) - Int(a.y))
    guard abs(dy) > 1 else { return (box.minX, box.maxX) }
    let slope = Double(Int(b.x) - Int(a.x)) / dy
    let x1 = Double(a.x) + (Double(low) - Double(a.y)) * slope
    let x2 = Double(a.x) + (Double(high) - Double(a.y)) * slope
    let left = max(Double(box.minX), min(x1, x2) - 4)
    let right = min(Double(box.maxX), max(x1, x2) + 4)
    guard left <= right else { return (box.minX, box.maxX) }
    return (Int(clamping: left), Int(clamping: right))
  }
}
