/// A text to be put next to a place.
package struct LabelRequest: Hashable, Sendable {
  package var anchor: CanvasPoint
  /// Radius around the anchor that its own symbol covers, in pixels.
  package var clearance: Double
  /// Size of the text block, in pixels.
  package var width: Double
  package var height: Double
  /// Whether it may stand away from its place, with a line leading to it.
  package var mayLead: Bool
  /// Whether above and below come first: for a place on a line that runs across.
  package var prefersAbove = false

  package init(
    anchor: CanvasPoint, clearance: Double, width: Double, height: Double, mayLead: Bool
  ) {
    self.anchor = anchor
    self.clearance = clearance
    self.width = width
    self.height = height
    self.mayLead = mayLead
  }
}

/// Where a text stands.
package struct PlacedLabel: Hashable, Sendable {
  package enum Alignment: String, Hashable, Sendable {
    case start
    case middle
    case end
  }

  package let box: CanvasBox
  package let alignment: Alignment
  /// From the symbol to the text, where the text stands away from it.
  package let leader: [CanvasPoint]
}

/// Puts labels next to their places, greedily: never over each other, over a symbol or over the rim.
///
/// Eight positions around the place are tried, then rings further out with a leader line; see
/// J. Christensen, J. Marks, S. Shieber, "An Empirical Study of Algorithms for Point-Feature Label
/// Placement" (1995), <https://doi.org/10.1145/212332.212334>.
package struct LabelPlacement: Sendable {
  private let frame: CanvasBox
  private var obstacles: [CanvasBox]
  private var leaders: [(CanvasPoint, CanvasPoint)] = []

  /// Room between a label and whatever else, in pixels.
  package static let gap = 2.0
  /// Half the side of the square that a symbol blocks, in radii: round symbols leave corners free.
  package static let symbolShare = 0.75

  /// - Parameters:
  ///   - frame: Where labels may stand.
  ///   - obstacles: What they must not cover: symbols.
  package init(frame: CanvasBox, obstacles: [CanvasBox]) {
    self.frame = frame
    self.obstacles = obstacles
  }

  /// Places labels, the most crowded first; nil for those that have no room.
  ///
  /// - Complexity: O(*n* · (*n* + *m*)) for *n* labels and *m* obstacles.
  package mutating func place(_ requests: [LabelRequest]) -> [PlacedLabel?] {
    let crowding = requests.map { request in
      requests.count { $0.anchor.distance(to: request.anchor) < 120 }
    }
    let order = requests.indices.sorted { (crowding[$1], $0) < (crowding[$0], $1) }
    var placed = [PlacedLabel?](repeating: nil, count: requests.count)
    // Leaders last: a line that is drawn early would bar the way to labels that need none.
    for index in order { placed[index] = placeNear(requests[index]) }
    for index in order where placed[index] == nil && requests[index].mayLead {
      placed[index] = placeFar(requests[index])
    }
    return placed
  }

  /// Places one label around those that stand already; nil where it has no room.
  package mutating func place(_ request: LabelRequest) -> PlacedLabel? {
    placeNear(request) ?? (request.mayLead ? placeFar(request) : nil)
  }

  private mutating func placeNear(_ request: LabelRequest) -> PlacedLabel? {
    for candidate in Self.near(request) where isFree(candidate.box) {
      return accept(candidate)
    }
    return nil
  }

  private mutating func placeFar(_ request: LabelRequest) -> PlacedLabel? {
    for candidate in Self.far(request) where isFree(candidate.box) && isFree(candidate.leader) {
      return accept(candidate)
    }
    return nil
  }

  private mutating func accept(_ label: PlacedLabel) -> PlacedLabel {
    obstacles.append(label.box.expanded(by: Self.gap))
    if let a = label.leader.first, let b = label.leader.last { leaders.append((a, b)) }
    return label
  }

  private func isFree(_ box: CanvasBox) -> Bool {
    frame.contains(box) && !obstacles.contains { $0.overlaps(box) }
      && !leaders.contains { box.meets(from: $0.0, to: $0.1) }
  }

  /// Whether a leader runs over nothing but its own symbol, where it begins.
  private func isFree(_ leader: [CanvasPoint]) -> Bool {
    guard let a = leader.first, let b = leader.last else { return true }
    return !obstacles.contains { $0.meets(from: a, to: b) }
      && !leaders.contains { Self.cross(a, b, $0.0, $0.1) }
  }

  private static func cross(
    _ a: CanvasPoint, _ b: CanvasPoint, _ c: CanvasPoint, _ d: CanvasPoint
  ) -> Bool {
    func side(_ p: CanvasPoint, _ q: CanvasPoint, _ r: CanvasPoint) -> Bool {
      (q.x - p.x) * (r.y - p.y) > (q.y - p.y) * (r.x - p.x)
    }
    return side(a, b, c) != side(a, b, d) && side(c, d, a) != side(c, d, b)
  }

  /// Right, left, then the corners, then above and below.
  private static func near(_ request: LabelRequest) -> [PlacedLabel] {
    let reach = request.clearance + gap
    let slant = request.clearance * symbolShare + gap
    let (w, h) = (request.width, request.height)
    let places: [(Double, Double, PlacedLabel.Alignment)] = [
      (reach, -h / 2, .start), (-reach - w, -h / 2, .end),
      (slant, -slant - h, .start), (slant, slant, .start),
      (-slant - w, -slant - h, .end), (-slant - w, slant, .end),
      (-w / 2, -reach - h, .middle), (-w / 2, reach, .middle),
    ]
    let order = request.prefersAbove ? places.suffix(2) + places.prefix(6) : places[...]
    return order.map { dx, dy, alignment in
      PlacedLabel(
        box: CanvasBox(
          x: request.anchor.x + dx, y: request.anchor.y + dy, width: w, height: h),
        alignment: alignment, leader: [])
    }
  }

  /// Sixteen directions, as unit vectors, the flat ones first: text is wider than high.
  private static let directions: [(Double, Double)] = {
    let (a, b, c) = (0.92388, 0.38268, 0.70711)
    return [
      (1, 0), (-1, 0), (a, -b), (a, b), (-a, -b), (-a, b), (c, -c), (c, c), (-c, -c), (-c, c),
      (b, -a), (b, a), (-b, -a), (-b, a), (0, -1), (0, 1),
    ]
  }()

  private static func far(_ request: LabelRequest) -> [PlacedLabel] {
    [18.0, 30, 44, 60, 80, 105, 135, 170, 210, 250].flatMap { distance in
      directions.map { direction in
        let steepest = max(abs(direction.0), abs(direction.1))
        let start = max(request.clearance, request.clearance * symbolShare / steepest + 1)
        let reach = request.clearance + distance
        let end = CanvasPoint(
          request.anchor.x + direction.0 * reach, request.anchor.y + direction.1 * reach)
        let alignment: PlacedLabel.Alignment =
          direction.0 > 0.3 ? .start : direction.0 < -0.3 ? .end : .middle
        let x =
          switch alignment {
          case .start: end.x
          case .middle: end.x - request.width / 2
          case .end: end.x - request.width
          }
        let y =
          alignment == .middle
          ? (direction.1 < 0 ? end.y - request.height : end.y) : end.y - request.height / 2
        let from = CanvasPoint(
          request.anchor.x + direction.0 * start, request.anchor.y + direction.1 * start)
        return PlacedLabel(
          box: CanvasBox(x: x, y: y, width: request.width, height: request.height),
          alignment: alignment, leader: [from, end])
      }
    }
  }
}
