/// Path data of SVG, one decimal.
package enum PathText {
  package static func line(_ points: [CanvasPoint], closed: Bool = false) -> String {
    guard let first = points.first else { return "" }
    var text = "M\(pair(first))"
    for point in points.dropFirst() { text += "L\(pair(point))" }
    return closed ? text + "Z" : text
  }

  /// Dots for a path stroked with round caps, for a group scaled by 0.1: near ones after each
  /// other, so that the steps between them are short; places that fall together are drawn once.
  ///
  /// - Complexity: O(*n* log *n*) for *n* places.
  package static func dots(_ places: [CanvasPoint]) -> String {
    var dots = Set(places.map { TenthPixel($0) }).sorted()
    // Runs to the right and to the left by turns, so that no step crosses the whole page.
    var start = 0
    while start < dots.count {
      var end = start
      while end < dots.count, dots[end].band == dots[start].band { end += 1 }
      if !dots[start].band.isMultiple(of: 2) { dots[start..<end].reverse() }
      start = end
    }
    var text = ""
    var last: TenthPixel?
    for dot in dots {
      if let last {
        let dy = dot.y - last.y
        text += "m\(dot.x - last.x)\(dy < 0 ? "" : " ")\(dy)h0"
      } else {
        text += "M\(dot.x) \(dot.y)h0"
      }
      last = dot
    }
    return text
  }

  private static func pair(_ point: CanvasPoint) -> String {
    let y = NumberText.tenths(point.y)
    return NumberText.tenths(point.x) + (y.hasPrefix("-") ? "" : " ") + y
  }

  private struct TenthPixel: Hashable, Comparable {
    let x: Int
    let y: Int
    var band: Int { y / 80 }

    init(_ point: CanvasPoint) {
      x = Int(clamping: (point.x * 10).rounded())
      y = Int(clamping: (point.y * 10).rounded())
    }

    static func < (a: TenthPixel, b: TenthPixel) -> Bool {
      (a.band, a.x, a.y) < (b.band, b.x, b.y)
    }
  }
}
