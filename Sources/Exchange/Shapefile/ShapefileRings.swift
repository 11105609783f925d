/// Makes polygons of the rings of a shape.
///
/// Outer rings run clockwise in shapefiles and holes the other way, and many files get that wrong. So rings inside an odd
/// number of others are holes of the smallest around them, whichever way they run.
struct ShapefileRings {
  struct Ring {
    var points: [Position]
    /// Twice the area, positive counterclockwise.
    var area: Double
    var box: CoordinateBox

    init(_ points: [Position]) {
      self.points = points
      var area = 0.0
      var box = CoordinateBox()
      guard let first = points.first else {
        self.area = 0
        self.box = box
        return
      }
      var (ax, ay) = (0.0, 0.0)
      for point in points {
        box.add(point.x, point.y)
        let (bx, by) = (point.x - first.x, point.y - first.y)
        area += ax * by - bx * ay
        (ax, ay) = (bx, by)
      }
      self.area = area
      self.box = box
    }
  }

  /// Beyond so many rings of one shape their direction alone decides.
  static let compared = 20_000

  /// The polygons, outer rings counterclockwise and first, holes clockwise.
  ///
  /// - Parameter rings: Closed, of four positions or more.
  /// - Returns: As `coordinates` of a MultiPolygon.
  /// - Complexity: O(*r* *o* + *n*), *r* rings, *o* of them side by side, *n* positions.
  static func polygons(_ rings: [Ring]) -> [[[Position]]] {
    guard rings.count > 1 else { return rings.map { [directed($0, isOuter: true)] } }
    let parents = rings.count <= compared ? containers(rings) : neighbours(rings)
    var depth = [Int](repeating: -1, count: rings.count)
    func depthOf(_ index: Int) -> Int {
      var path: [Int] = []
      var at = index
      while depth[at] < 0 {
        path.append(at)
        guard let up = parents[at] else {
          depth[at] = 0
          break
        }
        at = up
      }
      for step in path.reversed() where depth[step] < 0 {
        depth[step] = (parents[step].map { depth[$0] } ?? -1) + 1
      }
      return depth[index]
    }
    var polygonOf: [Int: Int] = [:]
    var polygons: [[[Position]]] = []
    for index in rings.indices where depthOf(index).isMultiple(of: 2) {
      polygonOf[index] = polygons.count
      polygons.append([directed(rings[index], isOuter: true)])
    }
    for index in rings.indices where !depth[index].isMultiple(of: 2) {
      guard let parent = parents[index], let polygon = polygonOf[parent] else { continue }
      polygons[polygon].append(directed(rings[index], isOuter: false))
    }
    return polygons
  }

  private static func directed(_ ring: Ring, isOuter: Bool) -> [Position] {
    (ring.area > 0) == isOuter || ring.area == 0 ? ring.points : ring.points.reversed()
  }

  /// The smallest ring around each; nil for those that stand alone.
  private static func containers(_ rings: [Ring]) -> [Int?] {
    var parents = [Int?](repeating: nil, count: rings.count)
    let order = rings.indices.sorted {
      (rings[$0].box.minX, -rings[$0].area.magnitude, $0)
        < (rings[$1].box.minX, -rings[$1].area.magnitude, $1)
    }
    // From west to east; those that have ended are let go.
    var active: [Int] = []
    for index in order {
      let ring = rings[index]
      active.removeAll { rings[$0].box.maxX < ring.box.minX }
      for other in active {
        let candidate = rings[other]
        guard candidate.box.minY <= ring.box.minY, candidate.box.maxY >= ring.box.maxY,
          candidate.box.maxX >= ring.box.maxX,
          candidate.area.magnitude > ring.area.magnitude,
          parents[index].map({ rings[$0].area.magnitude > candidate.area.magnitude }) ?? true,
          isInside(ring, candidate)
        else { continue }
        parents[index] = other
      }
      active.append(index)
    }
    return parents
  }

  /// Holes belong to the last outer ring before them, as most programs write them.
  private static func neighbours(_ rings: [Ring]) -> [Int?] {
    var outer: Int?
    return rings.indices.map { index in
      if rings[index].area <= 0 || outer == nil {
        outer = index
        return nil
      }
      return outer
    }
  }

  /// Whether a ring lies in another, by one of its positions that is not on it.
  private static func isInside(_ ring: Ring, _ outer: Ring) -> Bool {
    let step = max(1, ring.points.count / 64)
    for index in stride(from: 0, to: ring.points.count, by: step) {
      switch side(ring.points[index], outer.points) {
      case 1: return true
      case -1: return false
      default: continue
      }
    }
    // All on its line: then the direction says what is meant.
    return (ring.area > 0) != (outer.area > 0)
  }

  /// 1 inside, -1 outside, 0 on the line.
  private static func side(_ point: Position, _ ring: [Position]) -> Int {
    var isIn = false
    for index in 1..<ring.count {
      let (a, b) = (ring[index - 1], ring[index])
      let cross = (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x)
      if cross == 0, point.x >= min(a.x, b.x), point.x <= max(a.x, b.x), point.y >= min(a.y, b.y),
        point.y <= max(a.y, b.y)
      {
        return 0
      }
      if (a.y > point.y) != (b.y > point.y), (cross > 0) == (b.y > a.y) { isIn.toggle() }
    }
    return isIn ? 1 : -1
  }
}
