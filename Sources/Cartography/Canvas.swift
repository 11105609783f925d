/// A place on the page, in pixels: `x` to the right, `y` down.
package struct CanvasPoint: Hashable, Sendable {
  package var x: Double
  package var y: Double

  package init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }

  package func distance(to other: CanvasPoint) -> Double {
    let dx = other.x - x
    let dy = other.y - y
    return (dx * dx + dy * dy).squareRoot()
  }
}

/// An upright rectangle on the page, in pixels.
package struct CanvasBox: Hashable, Sendable {
  package var minX: Double
  package var minY: Double
  package var maxX: Double
  package var maxY: Double

  package init(x: Double, y: Double, width: Double, height: Double) {
    minX = x
    minY = y
    maxX = x + width
    maxY = y + height
  }

  /// The square around a point, reaching `radius` pixels to each side.
  package init(around center: CanvasPoint, radius: Double) {
    self.init(
      x: center.x - radius, y: center.y - radius, width: 2 * radius, height: 2 * radius)
  }

  package var width: Double { maxX - minX }
  package var height: Double { maxY - minY }
  package var center: CanvasPoint { CanvasPoint((minX + maxX) / 2, (minY + maxY) / 2) }

  package func expanded(by margin: Double) -> CanvasBox {
    CanvasBox(
      x: minX - margin, y: minY - margin, width: width + 2 * margin, height: height + 2 * margin)
  }

  package func contains(_ point: CanvasPoint) -> Bool {
    point.x >= minX && point.x <= maxX && point.y >= minY && point.y <= maxY
  }

  package func contains(_ box: CanvasBox) -> Bool {
    box.minX >= minX && box.maxX <= maxX && box.minY >= minY && box.maxY <= maxY
  }

  /// Whether the insides overlap; touching rims do not.
  package func overlaps(_ box: CanvasBox) -> Bool {
    minX < box.maxX && box.minX < maxX && minY < box.maxY && box.minY < maxY
  }

  /// The point of the box that is nearest to `point`.
  package func nearest(to point: CanvasPoint) -> CanvasPoint {
    CanvasPoint(min(max(point.x, minX), maxX), min(max(point.y, minY), maxY))
  }

  /// Whether the straight line between two points meets the box (Liang–Barsky clipping,
  /// <https://doi.org/10.1145/357332.357333>).
  package func meets(from a: CanvasPoint, to b: CanvasPoint) -> Bool {
    clippedRange(from: a, to: b) != nil
  }

  /// The part of the segment inside the box, as fractions of its length.
  package func clippedRange(
    from a: CanvasPoint, to b: CanvasPoint
  ) -> (enter: Double, leave: Double)? {
    var enter = 0.0
    var leave = 1.0
    let dx = b.x - a.x
    let dy = b.y - a.y
    for (run, room) in [
      (-dx, a.x - minX), (dx, maxX - a.x), (-dy, a.y - minY), (dy, maxY - a.y),
    ] {
      if run == 0 {
        if room < 0 { return nil }
        continue
      }
      let fraction = room / run
      if run < 0 { enter = max(enter, fraction) } else { leave = min(leave, fraction) }
      if enter > leave { return nil }
    }
    return (enter, leave)
  }
}
