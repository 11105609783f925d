import Geography
import HeapModule

extension LandBorders {
  /// How far a corner may lie off a straight wall, bank or window to count as lying on it, in metres.
  private static let onLine = 1e-6

  private struct Candidate: Comparable {
    var deviation: Double
    var vertex: Int32
    static func < (a: Candidate, b: Candidate) -> Bool {
      (a.deviation, a.vertex) < (b.deviation, b.vertex)
    }
  }

  /// Takes out the corners that borders can do without, the least needed first.
  ///
  /// No corner that was there is further than `tolerance` metres from its border afterwards. A
  /// corner stays if another corner, or one of a barrier, lies in the triangle that it makes with
  /// its neighbours: so borders neither cross each other nor a barrier. Walls, banks and the window
  /// lose only corners between which they are straight. Where a border passes through a wall that has
  /// one area on both sides, it keeps its corner.
  ///
  /// - Complexity: O(*v* log *v* × corners nearby), *v* corners.
  mutating func thin(tolerance: Double) {
    var corners = CornerBins(
      obstacles.map { ($0, -1) }
        + places.indices.filter { !bordersAt[$0].isEmpty }.map { (places[$0], Int32($0)) })
    var heap = Heap<Candidate>()
    func offer(_ vertex: Int32) {
      guard let merge = merge(at: vertex) else { return }
      let limit = merge.isFixed ? Self.onLine : tolerance
      if merge.deviation <= limit {
        heap.insert(Candidate(deviation: merge.deviation, vertex: vertex))
      }
    }
    for vertex in places.indices where bordersAt[vertex].count == 2 { offer(Int32(vertex)) }
    // Ends: a corner that is taken out offers two more, and each corner is taken out once.
    while let candidate = heap.popMin() {
      let vertex = candidate.vertex
      guard let merge = merge(at: vertex), merge.deviation == candidate.deviation else { continue }
      let triangle = (
        places[Int(merge.border.a)], places[Int(vertex)], places[Int(merge.border.b)]
      )
      guard merge.isFixed || !corners.hasCorner(in: triangle) else { continue }
      corners.remove(vertex)
      for old in [merge.first, merge.last] { borders[Int(old)].isAlive = false }
      let number = Int32(borders.count)
      borders.append(merge.border)
      for end in [merge.border.a, merge.border.b] {
        bordersAt[Int(end)].removeAll { $0 == merge.first || $0 == merge.last }
        bordersAt[Int(end)].append(number)
      }
      bordersAt[Int(vertex)] = []
      offer(merge.border.a)
      offer(merge.border.b)
    }
  }

  /// One border in place of the two that meet at a vertex.
  private struct Merge {
    var first: Int32
    var last: Int32
    var border: Border
    var deviation: Double
    var isFixed: Bool { border.isFixed }
  }

  private func merge(at vertex: Int32) -> Merge? {
    guard bordersAt[Int(vertex)].count == 2 else { return nil }
    let (first, last) = (bordersAt[Int(vertex)][0], bordersAt[Int(vertex)][1])
    let before = borders[Int(first)].ending(at: vertex)
    let after = borders[Int(last)].starting(at: vertex)
    guard before.left == after.left, before.right == after.right, before.isFixed == after.isFixed,
      before.isFixed || !isOnInnerWall[Int(vertex)], before.a != after.b,
      // A ring of two borders would have no inside.
      !bordersAt[Int(before.a)].contains(where: { number in
        borders[Int(number)].a == after.b || borders[Int(number)].b == after.b
      })
    else { return nil }
    var joined = before
    joined.b = after.b
    joined.dropped += [places[Int(vertex)]] + after.dropped
    let (a, b) = (places[Int(joined.a)], places[Int(joined.b)])
    let deviation =
      joined.dropped.map { $0.distance(to: $0.nearest(onSegment: a, b)) }.max() ?? 0
    return Merge(first: first, last: last, border: joined, deviation: deviation)
  }
}

extension LandBorders.Border {
  fileprivate func ending(at vertex: Int32) -> Self { b == vertex ? self : turned }
  fileprivate func starting(at vertex: Int32) -> Self { a == vertex ? self : turned }

  private var turned: Self {
    var turned = self
    swap(&turned.a, &turned.b)
    swap(&turned.left, &turned.right)
    return turned
  }
}

/// Corners by where they lie, to find those in a small triangle.
private struct CornerBins {
  private var bins: [[(place: PlanarPoint, vertex: Int32)]]
  private let box: PlanarBox
  private let columns: Int
  private let rows: Int
  private var isGone: Set<Int32> = []

  /// - Parameter corners: Places with their numbers; −1 for those that stay for ever.
  init(_ corners: [(place: PlanarPoint, vertex: Int32)]) {
    box = PlanarBox(corners.lazy.map(\.place))
    // One corner per bin, near enough, and bins as wide as they are high.
    let side = max((box.width * box.height / Double(max(1, corners.count))).squareRoot(), 1e-3)
    columns = min(2047, Int(clamping: box.width / side)) + 1
    rows = min(2047, Int(clamping: box.height / side)) + 1
    bins = Array(repeating: [], count: columns * rows)
    for corner in corners {
      bins[column(corner.place.x) + columns * row(corner.place.y)].append(corner)
    }
  }

  private func column(_ x: Double) -> Int {
    guard box.width > 0 else { return 0 }
    return min(columns - 1, max(0, Int(clamping: (x - box.minX) / box.width * Double(columns))))
  }

  private func row(_ y: Double) -> Int {
    guard box.height > 0 else { return 0 }
    return min(rows - 1, max(0, Int(clamping: (y - box.minY) / box.height * Double(rows))))
  }

  mutating func remove(_ vertex: Int32) { isGone.insert(vertex) }

  /// Whether a corner other than the triangle's own lies in it or on its rim, but for a rounding.
  func hasCorner(in triangle: (PlanarPoint, PlanarPoint, PlanarPoint)) -> Bool {
    let (a, b, c) = triangle
    let slack = 1e-6
    let reach = PlanarBox([a, b, c]).expanded(by: slack)
    func side(_ p: PlanarPoint, _ q: PlanarPoint, _ r: PlanarPoint) -> Double {
      (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)
    }
    let isLeft = side(a, b, c) >= 0
    let slacks = (
      -slack * a.distance(to: b), -slack * b.distance(to: c), -slack * c.distance(to: a)
    )
    for row in row(reach.minY)...row(reach.maxY) {
      for column in column(reach.minX)...column(reach.maxX) {
        for (place, vertex) in bins[column + columns * row]
        where reach.contains(place) && place != a && place != b && place != c {
          if vertex >= 0, isGone.contains(vertex) { continue }
          let sides = (side(a, b, place), side(b, c, place), side(c, a, place))
          let isInside =
            isLeft
            ? sides.0 >= slacks.0 && sides.1 >= slacks.1 && sides.2 >= slacks.2
            : sides.0 <= -slacks.0 && sides.1 <= -slacks.1 && sides.2 <= -slacks.2
          if isInside { return true }
        }
      }
    }
    return false
  }
}
