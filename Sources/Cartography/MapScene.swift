import Geography

/// A drawing brought to the page: what is in the window, in pixels, with looks and sizes chosen.
struct MapScene {
  let drawing: MapDrawing
  let frame: MapFrame
  let looks: [FacilityLook]
  let dots: DemandDots
  /// Places of the people of each facility by size of dot.
  let served: [[[CanvasPoint]]]
  let unserved: [(place: CanvasPoint, point: MapDrawing.DemandPoint)]
  /// Weight of all unserved people, whether the window shows them or not.
  let unservedWeight: Double
  let barriers: [BarrierPath]
  let crossings: [(symbol: CrossingSymbol, crossing: MapDrawing.Crossing)]
  let greatestUse: Double

  /// Room around the window that is still drawn, so that strokes end outside it.
  private static let overdraw = 12.0

  init(_ drawing: MapDrawing, origin: CanvasPoint, width: Double) {
    let frame = MapFrame(showing: drawing.extent, origin: origin, width: width)
    self.drawing = drawing
    self.frame = frame

    var people: [(place: CanvasPoint, facility: Int)] = []
    var weights: [Double] = []
    var unserved: [(place: CanvasPoint, point: MapDrawing.DemandPoint)] = []
    var unservedWeight = 0.0
    for point in drawing.demand {
      let facility = point.facility.flatMap { drawing.facilities.indices.contains($0) ? $0 : nil }
      if facility == nil { unservedWeight += point.weight }
      guard let place = frame.visible(point.position) else { continue }
      if let facility {
        people.append((place, facility))
        weights.append(point.weight)
      } else {
        unserved.append((place, point))
      }
    }
    self.unserved = unserved
    self.unservedWeight = unservedWeight

    let dots = DemandDots(places: people.map(\.place), weights: weights)
    let noPlaces = [[CanvasPoint]](repeating: [], count: DemandDots.sizes.count)
    var served = Array(repeating: noPlaces, count: drawing.facilities.count)
    for (person, weight) in zip(people, weights) {
      served[person.facility][dots.size(weight: weight)].append(person.place)
    }
    self.dots = dots
    self.served = served
    looks = FacilityColouring.looks(
      positions: drawing.facilities.map { frame.canvas($0.position) }, people: people)

    let window = frame.box.expanded(by: Self.overdraw)
    let barriers = drawing.barriers.map { BarrierPath($0, frame: frame, window: window) }
    self.barriers = barriers
    let most = drawing.crossings.lazy.filter(\.isOpen).map(\.users).max() ?? 0
    greatestUse = most
    crossings = drawing.crossings.compactMap { crossing in
      Self.symbol(for: crossing, most: most, frame: frame, barriers: barriers)
        .map { ($0, crossing) }
    }
  }

  private static func symbol(
    for crossing: MapDrawing.Crossing, most: Double, frame: MapFrame, barriers: [BarrierPath]
  ) -> CrossingSymbol? {
    guard let first = crossing.path.first, let last = crossing.path.last else { return nil }
    guard first.isFinite, last.isFinite else { return nil }
    let (a, b) = (frame.canvas(first), frame.canvas(last))
    let place = CanvasPoint((a.x + b.x) / 2, (a.y + b.y) / 2)
    guard frame.box.contains(place) else { return nil }
    let span = a.distance(to: b)
    let width =
      crossing.isOpen
      ? CrossingSymbol.width(users: crossing.users, most: most) : CrossingSymbol.leastWidth + 2
    let direction: CanvasPoint
    if span > 0.5 {
      direction = CanvasPoint((b.x - a.x) / span, (b.y - a.y) / span)
    } else {
      let along = BarrierPath.direction(of: barriers, near: place)
      direction = CanvasPoint(-along.y, along.x)
    }
    return CrossingSymbol(
      style: CrossingStyle(kind: crossing.kind), isOpen: crossing.isOpen, place: place,
      direction: direction, length: max(span, CrossingSymbol.ownLength(width: width)),
      width: width)
  }
}
