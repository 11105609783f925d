import Geography
import HeapModule

/// The straight pieces of all streets, sorted into square cells to find those near a point.
struct StreetGrid: Sendable {
  /// A straight piece of a street.
  struct Segment {
    let edge: Int32
    /// The index of the point where it begins; it ends at the next one.
    let point: Int32
  }

  private let segments: [Segment]
  private let points: [PlanarPoint]
  private let box: PlanarBox
  /// Metres along one side of a cell.
  private let size: Double
  private let columns: Int
  private let rows: Int
  /// Where the members of each cell begin; one more entry than cells.
  private let cellStarts: [Int32]
  private let members: [Int32]

  /// - Parameters:
  ///   - points: The points of all streets.
  ///   - starts: Where those of each edge begin; one more entry than edges.
  ///   - edges: The edges to sort in; at least one.
  init(points: [PlanarPoint], starts: [Int32], edges: [Int]) {
    var segments: [Segment] = []
    for edge in edges {
      for point in starts[edge]..<(starts[edge + 1] - 1) {
        segments.append(Segment(edge: Int32(edge), point: point))
      }
    }
    let box = PlanarBox(points)
    // About one cell per segment, also where all streets lie on one line.
    let share = max(
      (box.width / Double(segments.count) * box.height).squareRoot(),
      max(box.width, box.height) / Double(segments.count))
    let size = share > 0 ? share : 1
    let columns = Int(clamping: box.width / size) + 1
    let rows = Int(clamping: box.height / size) + 1
    func forEachCell(_ segment: Segment, _ body: (Int) -> Void) {
      let a = points[Int(segment.point)]
      let b = points[Int(segment.point) + 1]
      func index(_ value: Double, below limit: Int) -> Int {
        min(max(Int(clamping: value / size), 0), limit - 1)
      }
      let (low, high) = a.y <= b.y ? (a, b) : (b, a)
      // A hair more on all sides, so that rounding puts no piece of street out of its cell.
      let margin = size * 1e-6
      let firstRow = index(low.y - margin - box.minY, below: rows)
      let lastRow = index(high.y + margin - box.minY, below: rows)
      for row in firstRow...lastRow {
        var (left, right) = (min(a.x, b.x), max(a.x, b.x))
        if high.y - low.y > size {
          let floor = box.minY + Double(row) * size - margin
          let start = min(max((floor - low.y) / (high.y - low.y), 0), 1)
          let end = min(max((floor + size + 2 * margin - low.y) / (high.y - low.y), 0), 1)
          let (from, to) = (
            low.x + start * (high.x - low.x), low.x + end * (high.x - low.x)
          )
          (left, right) = (min(from, to), max(from, to))
        }
        let first = index(left - margin - box.minX, below: columns)
        let last = index(right + margin - box.minX, below: columns)
        for column in first...last { body(row * columns + column) }
      }
    }
    var cellStarts = [Int32](repeating: 0, count: rows * columns + 1)
    for segment in segments { forEachCell(segment) { cellStarts[$0 + 1] += 1 } }
    for cell in 0..<(rows * columns) { cellStarts[cell + 1] += cellStarts[cell] }
    var next = cellStarts
    var members = [Int32](repeating: 0, count: Int(cellStarts[rows * columns]))
    for (number, segment) in segments.enumerated() {
      forEachCell(segment) { cell in
        members[Int(next[cell])] = Int32(number)
        next[cell] += 1
      }
    }
    self.segments = segments
    self.points = points
    self.box = box
    self.size = size
    self.columns = columns
    self.rows = rows
    self.cellStarts = cellStarts
    self.members = members
  }

  /// A place on a segment, seen from a point.
  struct Hit: Comparable {
    /// Metres, squared.
    let squared: Double
    let segment: Int32
    /// From 0 at the beginning of the segment to 1 at its end.
    let share: Double

    /// The nearer first; at equal distances the earlier in the order of the edges.
    static func < (a: Hit, b: Hit) -> Bool {
      (a.squared, a.segment, a.share) < (b.squared, b.segment, b.share)
    }
  }

  /// The nearest place on any street.
  func nearest(to point: PlanarPoint) -> Hit {
    var best = Hit(squared: .infinity, segment: .max, share: 0)
    forEachRing(around: point) { segment in
      best = min(best, hit(segment, from: point))
    } isEnough: { squared in
      // Ties go on, so that the earlier edge is found.
      best.squared < squared
    }
    return best
  }

  /// The nearest place within reach that is allowed, of these: the nearest place on each segment,
  /// and the ends of each segment.
  func nearest(
    to point: PlanarPoint, reach: Double, allowed: (PlanarPoint) -> Bool
  ) -> Hit? {
    var waiting = Heap<Hit>()
    var seen = Set<Int32>()
    var found: Hit?
    forEachRing(around: point) { segment in
      guard seen.insert(segment).inserted else { return }
      let own = hit(segment, from: point)
      waiting.insert(own)
      for share in [0.0, 1.0] where share != own.share {
        waiting.insert(hit(segment, at: share, from: point))
      }
    } isEnough: { squared in
      while let next = waiting.min, next.squared < squared {
        guard next.squared.squareRoot() <= reach else { return true }
        waiting.removeMin()
        if allowed(place(of: next)) {
          found = next
          return true
        }
      }
      return squared.squareRoot() > reach
    }
    return found
  }

  func place(of hit: Hit) -> PlanarPoint {
    let (a, b) = ends(hit.segment)
    switch hit.share {
    case 0: return a
    case 1: return b
    default: return PlanarPoint(a.x + hit.share * (b.x - a.x), a.y + hit.share * (b.y - a.y))
    }
  }

  func segment(of hit: Hit) -> Segment { segments[Int(hit.segment)] }

  private func ends(_ segment: Int32) -> (PlanarPoint, PlanarPoint) {
    let start = Int(segments[Int(segment)].point)
    return (points[start], points[start + 1])
  }

  private func hit(_ segment: Int32, from point: PlanarPoint) -> Hit {
    let (a, b) = ends(segment)
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let squared = dx * dx + dy * dy
    let share = squared > 0 ? ((point.x - a.x) * dx + (point.y - a.y) * dy) / squared : 0
    return hit(segment, at: min(max(share, 0), 1), from: point)
  }

  private func hit(_ segment: Int32, at share: Double, from point: PlanarPoint) -> Hit {
    let place = place(of: Hit(squared: 0, segment: segment, share: share))
    let (dx, dy) = (point.x - place.x, point.y - place.y)
    return Hit(squared: dx * dx + dy * dy, segment: segment, share: share)
  }

  /// Visits the cells around a point, ring by ring, until what was found is enough.
  ///
  /// - Parameters:
  ///   - point: May lie outside of the grid.
  ///   - visit: Is given each segment, some more than once.
  ///   - isEnough: Is asked after each ring, with a square of metres that no segment not visited
  ///     yet is nearer than; infinite after the last.
  private func forEachRing(
    around point: PlanarPoint, _ visit: (Int32) -> Void, isEnough: (Double) -> Bool
  ) {
    let inside = PlanarPoint(
      min(max(point.x, box.minX), box.maxX), min(max(point.y, box.minY), box.maxY))
    // From a point outside, the way to any street makes an obtuse angle where it enters the box.
    let (dx, dy) = (point.x - inside.x, point.y - inside.y)
    let outside = dx * dx + dy * dy
    let column = min(Int(clamping: (inside.x - box.minX) / size), columns - 1)
    let row = min(Int(clamping: (inside.y - box.minY) / size), rows - 1)
    func visitCell(_ row: Int, _ column: Int) {
      let cell = row * columns + column
      for index in Int(cellStarts[cell])..<Int(cellStarts[cell + 1]) { visit(members[index]) }
    }
    let last = max(max(column, columns - 1 - column), max(row, rows - 1 - row))
    for ring in 0...last {
      for other in max(row - ring, 0)...min(row + ring, rows - 1) {
        if abs(other - row) == ring {
          for near in max(column - ring, 0)...min(column + ring, columns - 1) {
            visitCell(other, near)
          }
        } else {
          if column - ring >= 0 { visitCell(other, column - ring) }
          if column + ring < columns { visitCell(other, column + ring) }
        }
      }
      // A hair less, for the rounding of cells.
      let around = Double(ring) * size * (1 - 1e-6)
      if isEnough(ring == last ? .infinity : outside * (1 - 1e-9) + around * around) { return }
    }
  }
}
