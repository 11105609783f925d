import Geography

/// Which points of a figure are drawn, where, and how large.
///
/// Of many points one for each small square of the page is drawn, the first in order, so that a page
/// stays small while its shape and its lone points remain.
package struct PointDots: Sendable {
  /// Numbers of the points that are drawn, in order.
  package let indices: [Int]
  /// Where they stand, one for each.
  package let places: [CanvasPoint]
  /// Points that are not finite.
  package let lost: Int
  package let radius: Double
  package let opacity: Double

  /// Up to here all points are drawn.
  package static let greatestCount = 60_000

  init(_ points: [PlanarPoint], window: FigureWindow) {
    var places: [CanvasPoint] = []
    var indices: [Int] = []
    for (index, point) in points.enumerated() {
      guard let place = window.visible(point) else { continue }
      indices.append(index)
      places.append(place)
    }
    lost = points.count - places.count
    if places.count > Self.greatestCount {
      let kept = Self.spread(places, in: window.box)
      indices = kept.map { indices[$0] }
      places = kept.map { places[$0] }
    }
    self.indices = indices
    self.places = places
    let dots = DemandDots(places: places, weights: [])
    radius = dots.radius
    opacity = dots.opacity
  }

  /// The first place of each small square; squares so large that places are few enough.
  private static func spread(_ places: [CanvasPoint], in box: CanvasBox) -> [Int] {
    var side = 1.0
    while true {
      let columns = Int(clamping: box.width / side) + 1
      let rows = Int(clamping: box.height / side) + 1
      var isTaken = [Bool](repeating: false, count: columns * rows)
      var kept: [Int] = []
      for (index, place) in places.enumerated() {
        let column = Int(clamping: (place.x - box.minX) / side)
        let row = Int(clamping: (place.y - box.minY) / side)
        let cell = row * columns + column
        guard !isTaken[cell] else { continue }
        isTaken[cell] = true
        kept.append(index)
        if kept.count > greatestCount { break }
      }
      if kept.count <= greatestCount { return kept }
      side += 0.25
    }
  }
}
