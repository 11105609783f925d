import Geography

/// A place that people walk straight to on their way to a site: the site itself, a bend, or a
/// crossing.
struct Waypoint: Sendable {
  var place: PlanarPoint
  /// Metres from there to the site.
  var remaining: Double
  /// The position of the site among those asked about.
  var site: Int32
  /// The edges of the cone in which it can be the next place of a shortest path.
  var firstEdge = HalfPlane.everywhere
  var lastEdge = HalfPlane.everywhere
}

/// The part of a cell of land from which a waypoint is in sight.
struct WaypointView: Sendable {
  var waypoint: Int32
  var right = HalfPlane.everywhere
  var left = HalfPlane.everywhere
}

/// The ground to the left of a line.
struct HalfPlane: Hashable, Sendable {
  /// The direction of the line, one metre long; zero for a half-plane that is the whole plane.
  private let dx: Double
  private let dy: Double
  private let offset: Double

  static let everywhere = HalfPlane(dx: 0, dy: 0, offset: 0)

  /// How far beyond its line a half-plane still holds, in metres: where two views share a line,
  /// rounding must not leave a gap between them.
  static let slack = 1e-6

  private init(dx: Double, dy: Double, offset: Double) {
    self.dx = dx
    self.dy = dy
    self.offset = offset
  }

  /// To the left of a line through `place` along the vector `dx`, `dy`, which is not zero.
  init(through place: PlanarPoint, along dx: Double, _ dy: Double) {
    let length = (dx * dx + dy * dy).squareRoot()
    self.dx = dx / length
    self.dy = dy / length
    offset = self.dx * place.y - self.dy * place.x
  }

  /// Metres to the left of the line.
  @inline(__always)
  func depth(of point: PlanarPoint) -> Double { dx * point.y - dy * point.x - offset }

  /// How fast the depth grows along a direction.
  @inline(__always)
  func slope(along ux: Double, _ uy: Double) -> Double { dx * uy - dy * ux }
}

/// How a leg of a path is measured.
enum LegMetric: Sendable {
  case straight
  case manhattan

  /// The most by which a length changes per metre moved.
  var steepness: Double {
    switch self {
    case .straight: 1
    case .manhattan: 2.0.squareRoot()
    }
  }

  @inline(__always)
  func length(from a: PlanarPoint, to b: PlanarPoint) -> Double {
    switch self {
    case .straight: a.distance(to: b)
    case .manhattan: abs(a.x - b.x) + abs(a.y - b.y)
    }
  }
}

/// A waypoint with the part of a cell that it is good for.
struct WaypointChoice: Sendable {
  var place: PlanarPoint
  var remaining: Double
  var site: Int32
  private let right: HalfPlane
  private let left: HalfPlane
  private let firstEdge: HalfPlane
  private let lastEdge: HalfPlane

  init(_ waypoint: Waypoint, _ view: WaypointView) {
    place = waypoint.place
    remaining = waypoint.remaining
    site = waypoint.site
    right = view.right
    left = view.left
    firstEdge = waypoint.firstEdge
    lastEdge = waypoint.lastEdge
  }

  @inline(__always)
  func length(from point: PlanarPoint, _ metric: LegMetric) -> Double {
    metric.length(from: point, to: place) + remaining
  }

  /// The part of a line that starts at `start`, in metres from there; empty where first > last.
  @inline(__always)
  func reach(
    along ux: Double, _ uy: Double, from start: PlanarPoint, length: Double
  ) -> (first: Double, last: Double) {
    var first = 0.0
    var last = length
    func cut(_ plane: HalfPlane) {
      let depth = plane.depth(of: start) + HalfPlane.slack
      let slope = plane.slope(along: ux, uy)
      if abs(slope) < 1e-12 {
        if depth < 0 { last = -1 }
      } else if slope > 0 {
        first = max(first, -depth / slope)
      } else {
        last = min(last, -depth / slope)
      }
    }
    cut(right)
    cut(left)
    cut(firstEdge)
    cut(lastEdge)
    return (first, last)
  }

  /// Whether it is good for the whole plane.
  var isEverywhere: Bool {
    [right, left, firstEdge, lastEdge].allSatisfy { $0 == .everywhere }
  }

  /// How a convex cell lies in the part that the choice is good for.
  enum Extent { case whole, part, none }

  func extent(over corners: some Sequence<PlanarPoint>) -> Extent {
    var isOutside = (true, true, true, true)
    var isWhole = true
    for corner in corners {
      let depths = (
        right.depth(of: corner), left.depth(of: corner), firstEdge.depth(of: corner),
        lastEdge.depth(of: corner)
      )
      isOutside.0 = isOutside.0 && depths.0 < -HalfPlane.slack
      isOutside.1 = isOutside.1 && depths.1 < -HalfPlane.slack
      isOutside.2 = isOutside.2 && depths.2 < -HalfPlane.slack
      isOutside.3 = isOutside.3 && depths.3 < -HalfPlane.slack
      isWhole =
        isWhole && min(min(depths.0, depths.1), min(depths.2, depths.3)) >= -HalfPlane.slack
    }
    if isOutside.0 || isOutside.1 || isOutside.2 || isOutside.3 { return .none }
    return isWhole ? .whole : .part
  }
}

extension [WaypointChoice] {
  /// Those that can be the best somewhere in a convex cell.
  func relevant(in corners: some Collection<PlanarPoint>, _ metric: LegMetric) -> [WaypointChoice] {
    guard count > 1 else { return self }
    let box = PlanarBox(corners)
    let center = box.center
    let radius =
      metric.steepness * (corners.map { $0.distance(to: center) }.max() ?? 0)
      + 2 * HalfPlane.slack
    var bound = Double.infinity
    var lengths: [Double] = []
    lengths.reserveCapacity(count)
    for choice in self {
      let length = choice.length(from: center, metric)
      switch choice.extent(over: corners) {
      case .none: lengths.append(.infinity)
      case .part: lengths.append(length)
      case .whole:
        lengths.append(length)
        bound = Swift.min(bound, length)
      }
    }
    var kept: [WaypointChoice] = []
    for (choice, length) in zip(self, lengths)
    where length < .infinity && length - radius <= bound + radius {
      kept.append(choice)
    }
    return kept
  }
}
