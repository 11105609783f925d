import Geography

/// Where a crossing leaves the land and where it comes back to it.
struct AttachedCrossing: Sendable {
  enum Way: Sendable {
    /// Through line barriers at one place; `barriers` are the numbers of those that it opens.
    case gate(PlanarPoint, barriers: [Int])
    /// Over whatever lies between its ends; the points from the first end to the last.
    case deck([PlanarPoint])
  }

  var way: Way
  /// Metres between the ends, without the cost.
  var length: Double

  /// The places that must become vertices.
  var ends: [PlanarPoint] {
    switch way {
    case .gate(let place, _): [place]
    case .deck(let points): [points[0], points[points.count - 1]]
    }
  }
}

/// Puts crossings onto the barriers that they cross.
struct CrossingAttachment: Sendable {
  let barriers: [Barrier]
  let numbers: [String: Int]
  let tolerance: Double
  var findings: [BarrierFinding] = []
  /// All areas together, without their common banks.
  private let waters: [PlanarPolygon]
  private let waterBoxes: [PlanarBox]
  /// The extent of each barrier, wider by the tolerance on all sides.
  let reaches: [PlanarBox]

  init(barriers: [Barrier], tolerance: Double) {
    self.barriers = barriers
    self.tolerance = tolerance
    let areas = barriers.flatMap { $0.shapes.compactMap(\.polygon) }
    let valid = areas.flatMap { (try? $0.repaired()) ?? [$0] }
    waters = areas.count > 1 ? (try? PlanarPolygon.union(of: valid)) ?? areas : areas
    waterBoxes = waters.map(\.box)
    reaches = barriers.map { barrier in
      var box = PlanarBox()
      for shape in barrier.shapes {
        for corner in shape.corners { box.add(corner) }
      }
      return box.expanded(by: tolerance)
    }
    numbers = Dictionary(
      barriers.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Attaches all crossings, on all cores, and adds what it finds in their order.
  ///
  /// - Throws: The error of the first crossing that cannot be attached.
  mutating func attach(_ crossings: [Crossing]) throws(BarrierWorldError) -> [AttachedCrossing] {
    let blank = self
    let chunks = ChunkedWork(count: crossings.count, chunk: max(1, crossings.count / 64))
    let parts = chunks.map { range -> Result<Part, BarrierWorldError> in
      var attachment = blank
      var attached: [AttachedCrossing] = []
      do throws(BarrierWorldError) {
        for number in range { attached.append(try attachment.attach(crossings[number])) }
      } catch {
        return .failure(error)
      }
      return .success(Part(attached: attached, findings: attachment.findings))
    }
    var attached: [AttachedCrossing] = []
    for part in parts {
      let part = try part.get()
      attached.append(contentsOf: part.attached)
      findings.append(contentsOf: part.findings)
    }
    return attached
  }

  private struct Part: Sendable {
    var attached: [AttachedCrossing]
    var findings: [BarrierFinding]
  }

  private mutating func attach(_ crossing: Crossing) throws(BarrierWorldError) -> AttachedCrossing {
    guard !barriers.isEmpty else { throw .noBarriers(crossing: crossing.id) }
    switch crossing.shape {
    case .point(let place): return try attachPoint(crossing, at: place)
    case .line(let points): return try attachLine(crossing, points)
    }
  }

  // MARK: Points

  private mutating func attachPoint(
    _ crossing: Crossing, at place: PlanarPoint
  ) throws(BarrierWorldError) -> AttachedCrossing {
    if crossing.direction == .forward || crossing.direction == .backward {
      throw .directionMismatch(
        crossing: crossing.id, direction: crossing.direction.rawValue,
        remedy: "for a point use both, left_to_right or right_to_left")
    }
    let candidates = try self.candidates(for: crossing)
    let distances = candidates.map { barriers[$0].distance(to: place) }
    guard let nearest = distances.min(), let index = distances.firstIndex(of: nearest) else {
      throw .noBarriers(crossing: crossing.id)
    }
    let barrier = barriers[candidates[index]]
    guard nearest <= tolerance else {
      throw .crossingOffBarrier(
        crossing: crossing.id, metres: nearest, barrier: barrier.title,
        tolerance: tolerance)
    }
    if nearest > 1 {
      note(
        .crossingMoved,
        "crossing \(crossing.id) was moved \(Self.metres(nearest)) onto \(barrier.title)",
        at: place, [crossing.id, barrier.id])
    }
    if let polygon = polygon(of: barrier, at: place) {
      return try attachChord(crossing, over: polygon, of: barrier, at: place)
    }
    let places = barrier.shapes.compactMap { $0.nearestPlace(to: place) }
    guard let attached = places.min(by: { $0.distance(to: place) < $1.distance(to: place) })
    else { throw .noBarriers(crossing: crossing.id) }
    // Where several barriers share the place, a crossing that names none opens them all.
    let joint = Noder.joint / 1000
    let opened = zip(candidates, distances).filter { $0.1 <= nearest + joint }.map(\.0)
    return AttachedCrossing(way: .gate(attached, barriers: opened), length: 0)
  }

  private func candidates(for crossing: Crossing) throws(BarrierWorldError) -> [Int] {
    guard let id = crossing.barrierID else {
      guard case .point(let place) = crossing.shape else { return Array(barriers.indices) }
      let near = barriers.indices.filter { reaches[$0].contains(place) }
      // With nothing near, the nearest of all goes into the error.
      return near.isEmpty ? Array(barriers.indices) : near
    }
    guard let number = numbers[id] else {
      throw .unknownBarrier(crossing: crossing.id, barrier: id)
    }
    return [number]
  }

  /// The water that the place lies in or on, where the barrier is an area there; other areas that
  /// touch or overlap it are part of it.
  private func polygon(of barrier: Barrier, at place: PlanarPoint) -> PlanarPolygon? {
    let nearest = barrier.shapes.min { $0.distance(to: place) < $1.distance(to: place) }
    guard let area = nearest?.polygon, let bank = area.nearestBoundaryPoint(to: place) else {
      return nil
    }
    let inside = area.contains(place) ? place : bank
    return water(over: inside) ?? area
  }

  private func water(over place: PlanarPoint) -> PlanarPolygon? {
    zip(waters, waterBoxes).first { $1.contains(place) && $0.contains(place) }?.0
  }

  private mutating func attachChord(
    _ crossing: Crossing, over polygon: PlanarPolygon, of barrier: Barrier, at place: PlanarPoint
  ) throws(BarrierWorldError) -> AttachedCrossing {
    guard crossing.direction == .both else {
      throw .directionMismatch(
        crossing: crossing.id, direction: crossing.direction.rawValue,
        remedy: "an area has no left and right; draw the crossing as a line and use forward or "
          + "backward")
    }
    guard let chord = ShortestChord(through: polygon, at: place) else {
      throw .crossingOffBarrier(
        crossing: crossing.id, metres: 0, barrier: barrier.title, tolerance: tolerance)
    }
    return AttachedCrossing(way: .deck([chord.first, chord.last]), length: chord.length)
  }

  // MARK: Lines

  private mutating func attachLine(
    _ crossing: Crossing, _ points: [PlanarPoint]
  ) throws(BarrierWorldError) -> AttachedCrossing {
    if crossing.direction == .leftToRight || crossing.direction == .rightToLeft {
      throw .directionMismatch(
        crossing: crossing.id, direction: crossing.direction.rawValue,
        remedy: "for a line use both, forward or backward")
    }
    guard points.count >= 2, let first = points.first, let last = points.last else {
      throw .lineTooShort(crossing: crossing.id)
    }
    if let id = crossing.barrierID, numbers[id] == nil {
      throw .unknownBarrier(crossing: crossing.id, barrier: id)
    }
    var deck = points
    deck[0] = try onLand(first, crossing)
    deck[deck.count - 1] = try onLand(last, crossing)
    try checkRunsOver(crossing, deck)
    let length = zip(deck, deck.dropFirst()).reduce(0) { $0 + $1.0.distance(to: $1.1) }
    return AttachedCrossing(way: .deck(deck), length: length)
  }

  /// The end of a deck, moved to the bank where it was drawn in the water.
  private mutating func onLand(
    _ end: PlanarPoint, _ crossing: Crossing
  ) throws(BarrierWorldError) -> PlanarPoint {
    guard let water = water(over: end), let bank = water.nearestBoundaryPoint(to: end)
    else { return end }
    let moved = end.distance(to: bank)
    // On the bank is on land; the grid decides below a millimetre.
    guard moved > 0.000_5 else { return end }
    let barrier = barriers.min { $0.distance(to: end) < $1.distance(to: end) }
    let title = barrier?.title ?? "an area"
    guard moved <= tolerance else {
      throw .endInsideArea(
        crossing: crossing.id, barrier: title, metres: moved, tolerance: tolerance)
    }
    if moved > 1 {
      note(
        .crossingMoved,
        "an end of crossing \(crossing.id) was moved \(Self.metres(moved)) to the bank of \(title)",
        at: end, [crossing.id] + (barrier.map { [$0.id] } ?? []))
    }
    return bank
  }

  private mutating func checkRunsOver(
    _ crossing: Crossing, _ deck: [PlanarPoint]
  ) throws(BarrierWorldError) {
    var nearest: (distance: Double, barrier: Barrier)?
    let box = PlanarBox(deck)
    let near = barriers.indices.filter { reaches[$0].meets(box) }
    for barrier in near.isEmpty ? barriers : near.map({ barriers[$0] }) {
      for shape in barrier.shapes {
        let distance = Self.distance(from: deck, to: shape)
        if distance == 0 { return }
        if distance < nearest?.distance ?? .infinity { nearest = (distance, barrier) }
      }
    }
    guard let nearest else { return }
    guard nearest.distance <= tolerance else {
      throw .crossingOffBarrier(
        crossing: crossing.id, metres: nearest.distance, barrier: nearest.barrier.title,
        tolerance: tolerance)
    }
    note(
      .crossingOverNothing,
      "crossing \(crossing.id) runs over no barrier; the nearest is "
        + "\(nearest.barrier.title), \(Self.metres(nearest.distance)) away; "
        + "draw it from one side to the other",
      at: deck[0], [crossing.id, nearest.barrier.id])
  }

  private static func distance(from deck: [PlanarPoint], to shape: Barrier.Shape) -> Double {
    let segments = shape.segments
    for (a, b) in zip(deck, deck.dropFirst()) {
      for (c, d) in segments where meet(a, b, c, d) { return 0 }
    }
    var best = Double.infinity
    for place in deck { best = min(best, shape.distance(to: place)) }
    for (c, _) in segments {
      best = min(best, c.nearest(onLine: deck)?.distance(to: c) ?? .infinity)
    }
    return best < Noder.joint / 1000 ? 0 : best
  }

  private static func meet(
    _ a: PlanarPoint, _ b: PlanarPoint, _ c: PlanarPoint, _ d: PlanarPoint
  ) -> Bool {
    func side(_ p: PlanarPoint, _ q: PlanarPoint, _ r: PlanarPoint) -> Double {
      (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)
    }
    return (side(a, b, c) > 0) != (side(a, b, d) > 0)
      && (side(c, d, a) > 0) != (side(c, d, b) > 0)
  }

  // MARK: Words

  private mutating func note(
    _ kind: BarrierFinding.Kind, _ text: String, at place: PlanarPoint, _ ids: [String]
  ) {
    findings.append(BarrierFinding(kind: kind, description: text, location: place, ids: ids))
  }

  static func metres(_ value: Double) -> String { "\((value * 10).rounded() / 10) m" }
}
