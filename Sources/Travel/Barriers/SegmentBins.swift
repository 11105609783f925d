/// Finds the pairs of segments, and of segments and vertices, that may touch: a uniform grid over
/// their extent with about one cell per segment.
struct SegmentBins {
  private let segmentCount: Int
  private let entries: [Entry]
  private let boxes: [Box]

  private struct Entry: Comparable {
    var cell: Int
    var item: Int32
    static func < (a: Entry, b: Entry) -> Bool { (a.cell, a.item) < (b.cell, b.item) }
  }

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
    segmentCount = segments.count
    var boxes: [Box] = []
    boxes.reserveCapacity(segments.count + vertices.count)
    var isEnd = [Bool](repeating: false, count: vertices.count)
    for segment in segments {
      boxes.append(Box(vertices[Int(segment.first)], vertices[Int(segment.last)]))
      isEnd[Int(segment.first)] = true
      isEnd[Int(segment.last)] = true
    }
    for vertex in vertices { boxes.append(Box(vertex, vertex)) }

    var minX = Int.max
    var minY = Int.max
    var maxX = Int.min
    var maxY = Int.min
    for box in boxes {
      minX = min(minX, box.minX)
      minY = min(minY, box.minY)
      maxX = max(maxX, box.maxX)
      maxY = max(maxY, box.maxY)
    }
    var entries: [Entry] = []
    if !boxes.isEmpty {
      let area = Double(maxX - minX + 1) * Double(maxY - minY + 1)
      let side = max(16, Int((area / Double(boxes.count)).squareRoot()))
      let columns = (maxX - minX) / side + 1
      for (item, box) in boxes.enumerated() {
        // The ends of segments are met as parts of their segments.
        if item >= segments.count, isEnd[item - segments.count] { continue }
        let isSlanted = item < segments.count
        for row in (box.minY - minY) / side...(box.maxY - minY) / side {
          var low = box.minX
          var high = box.maxX
          if isSlanted {
            let segment = segments[item]
            (low, high) = Self.span(
              of: vertices[Int(segment.first)], vertices[Int(segment.last)],
              betweenY: minY + row * side - 3, and: minY + (row + 1) * side + 3, within: box)
          }
          for column in (low - minX) / side...(high - minX) / side {
            entries.append(Entry(cell: row * columns + column, item: Int32(item)))
          }
        }
      }
    }
    entries.sort()
    self.entries = entries
    self.boxes = boxes
  }

  /// The x-range of a segment within a horizontal band, a little widened.
  private static func span(
    of a: GridPoint, _ b: GridPoint, betweenY low: Int, and high: Int, within box: Box
  ) -> (Int, Int) {
    let dy = Double(Int(b.y) - Int(a.y))
    guard abs(dy) > 1 else { return (box.minX, box.maxX) }
    let slope = Double(Int(b.x) - Int(a.x)) / dy
    let x1 = Double(a.x) + (Double(low) - Double(a.y)) * slope
    let x2 = Double(a.x) + (Double(high) - Double(a.y)) * slope
    let left = max(Double(box.minX), min(x1, x2) - 4)
    let right = min(Double(box.maxX), max(x1, x2) + 4)
    guard left <= right else { return (box.minX, box.maxX) }
    return (Int(left), Int(right))
  }

  /// Calls `body` with every pair (segment, segment) and (segment, segment count + vertex) whose
  /// boxes meet; a pair may come more than once.
  func forEachPair(_ body: (Int, Int) -> Void) {
    var begin = 0
    while begin < entries.count {
      var end = begin
      while end < entries.count, entries[end].cell == entries[begin].cell { end += 1 }
      for i in begin..<end where entries[i].item < segmentCount {
        let a = Int(entries[i].item)
        for j in i + 1..<max(end, i + 1) {
          let b = Int(entries[j].item)
          if boxes[a].meets(boxes[b]) { body(a, b) }
        }
      }
      begin = end
    }
  }
}
