import Geography

/// A barrier cut to the window and thinned, in pixels.
struct BarrierPath {
  let style: BarrierStyle
  let name: String
  /// Rings of areas, holes among them; filled by the even-odd rule.
  let rings: [[CanvasPoint]]
  let lines: [[CanvasPoint]]
  /// Whether any of it lies inside the frame, and not only in the room around it.
  let isInFrame: Bool

  init(_ barrier: MapDrawing.Barrier, frame: MapFrame, window: CanvasBox) {
    style = BarrierStyle(kind: barrier.kind)
    name = barrier.name
    var rings: [[CanvasPoint]] = []
    var lines: [[CanvasPoint]] = []
    for shape in barrier.shapes {
      switch shape {
      case .area(let polygon):
        for ring in polygon.rings {
          let clipped = Self.ring(ring, frame: frame, window: window)
          if clipped.count > 2 { rings.append(clipped) }
        }
      case .line(let points):
        let places = points.lazy.filter(\.isFinite).map(frame.canvas)
        for part in LineClipping.line(Array(places), in: window) {
          lines.append(LineClipping.thinned(part))
        }
      }
    }
    self.rings = rings
    self.lines = lines
    isInFrame =
      rings.contains { LineClipping.ring($0, in: frame.box).count > 2 }
      || lines.contains { !LineClipping.line($0, in: frame.box).isEmpty }
  }

  /// Places along its longest part for its name, and whether it runs rather across than up there.
  var anchors: [(place: CanvasPoint, runsAcross: Bool)] {
    let parts = lines + rings
    guard let longest = parts.max(by: { Self.length($0) < Self.length($1) }) else { return [] }
    let whole = Self.length(longest)
    return [0.28, 0.72, 0.45, 0.6, 0.15, 0.85, 0.36, 0.05, 0.95, 0.22, 0.78, 0.52].compactMap {
      share -> (place: CanvasPoint, runsAcross: Bool)? in
      var rest = whole * share
      for (a, b) in zip(longest, longest.dropFirst()) {
        let step = a.distance(to: b)
        if step > 0, rest <= step {
          let t = rest / step
          let place = CanvasPoint(a.x + t * (b.x - a.x), a.y + t * (b.y - a.y))
          return (place, abs(b.x - a.x) > abs(b.y - a.y))
        }
        rest -= step
      }
      return nil
    }
  }

  private static func length(_ points: [CanvasPoint]) -> Double {
    zip(points, points.dropFirst()).reduce(0) { $0 + $1.0.distance(to: $1.1) }
  }

  var isEmpty: Bool { rings.isEmpty && lines.isEmpty }

  static func ring(
    _ points: [PlanarPoint], frame: MapFrame, window: CanvasBox
  ) -> [CanvasPoint] {
    let places = points.lazy.filter(\.isFinite).map(frame.canvas)
    return LineClipping.thinned(LineClipping.ring(Array(places), in: window))
  }

  /// The direction of the barrier nearest to a place; to the right where there is none.
  static func direction(of barriers: [BarrierPath], near place: CanvasPoint) -> CanvasPoint {
    var nearest = Double.infinity
    var direction = CanvasPoint(1, 0)
    func look(_ a: CanvasPoint, _ b: CanvasPoint) {
      let length = a.distance(to: b)
      guard length > 0 else { return }
      let unit = CanvasPoint((b.x - a.x) / length, (b.y - a.y) / length)
      let along = (place.x - a.x) * unit.x + (place.y - a.y) * unit.y
      let t = min(max(along, 0), length)
      let distance = place.distance(to: CanvasPoint(a.x + t * unit.x, a.y + t * unit.y))
      guard distance < nearest else { return }
      nearest = distance
      direction = unit
    }
    for barrier in barriers {
      for line in barrier.lines {
        for (a, b) in zip(line, line.dropFirst()) { look(a, b) }
      }
      for ring in barrier.rings {
        for (a, b) in zip(ring, ring.dropFirst() + ring.prefix(1)) { look(a, b) }
      }
    }
    return direction
  }
}
