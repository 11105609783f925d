import Geography

/// Where a crossing leaves the land and where it comes back to it.
struct AttachedCrossing: Sendable {
  enum Way: Sendable {
    /// Through line barriers at one place; `barriers` are the numbers of those that it opens.
    case gate(PlanarPoint, barriers: [Int])
    /// Over whatever lies between its ends; the points from the first end to the last.
    case deck([PlanarPoint])
  }

  /// A crossing that the way is made of.
  struct Member: Sendable {
    /// By its position among the crossings.
    var crossing: Int32
    /// Whether the way runs as the crossing is drawn.
    var isForward: Bool
  }

  var way: Way
  /// Metres between the ends, without the cost.
  var length: Double
  /// Its crossings, from the first end to the last: one, but for bridges in pieces.
  var members: [Member] = []

  /// The first of its crossings in the order in which they are given.
  var leader: Int { members.map { Int($0.crossing) }.min() ?? 0 }

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
  private let reaches: [PlanarBox]

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
  /// - Returns: The ways over the crossings, in the order of their first crossings.
  /// - Throws: The error of the first crossing that cannot be attached.
  mutating func attach(_ crossings: [Crossing]) throws(BarrierWorldError) -> [AttachedCrossing] {
    if let crossing = crossings.first, barriers.isEmpty { throw .noBarriers(crossing: crossing.id) }
    let (decks, joints) = DeckPieces(of: crossings) { isInWater($0) }.decks()
    findings += joints
    var units = decks.map { Unit(leader: $0.leader, deck: $0) }
    for (number, crossing) in crossings.enumerated() {
      // What has too few points for a deck is refused as it is attached.
      let isPoint = if case .point = crossing.shape { true } else { false }
      if isPoint || crossing.parts.allSatisfy({ $0.count < 2 }) {
        units.append(Unit(leader: number))
      }
    }
    units.sort { $0.leader < $1.leader }
    let (blank, all) = (self, units)
    let chunks = ChunkedWork(count: units.count, chunk: max(1, units.count / 64))
    let parts = chunks.map { range -> Result<Part, BarrierWorldError> in
      var attachment = blank
      attachment.findings = []
      var attached: [AttachedCrossing] = []
      do throws(BarrierWorldError) {
        for number in range { attached.append(try attachment.attach(all[number], crossings)) }
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

  private struct Unit: Sendable {
    var leader: Int
    /// Nil for a point.
    var deck: DeckPieces.Deck?
  }

  private struct Part: Sendable {
    var attached: [AttachedCrossing]
    var findings: [BarrierFinding]
  }

  private mutating func attach(
    _ unit: Unit, _ crossings: [Crossing]
  ) throws(BarrierWorldError) -> AttachedCrossing {
    let crossing = crossings[unit.leader]
    if let deck = unit.deck { return try attachDeck(deck, of: crossings) }
    guard case .point(let place) = crossing.shape else {
      throw .lineTooShort(crossing: crossing.id)
    }
    var attached = try attachPoint(crossing, at: place)
    attached.members = [AttachedCrossing.Member(crossing: Int32(unit.leader), isForward: true)]
    return attached
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
        "crossing \(crossing.title) at \(at: place) was moved \(Self.metres(nearest)) onto \(barrier.title)",
        at: place, [crossing.id, barrier.id])
    }
    if let polygon = polygon(of: barrier, at: place) {
      return try attachChord(crossing, over: polygon, of: barrier, at: place)
    }
    let places = barrier.shapes.compactMap { $0.nearestPlace(to: place) }
    guard let attached = places.min(by: { $0.distance(to: place) < $1.distance(to: place) })
    else { throw .noBarriers(crossing: crossing.id) }
    // Where several barriers share the place, a crossing that names none opens them all. One that
    // is as near but elsewhere, as the other carriageway is from the middle of a road, is not.
    let joint = Noder.joint / 1000
    let opened = zip(candidates, distances).filter { number, distance in
      distance <= nearest + joint && barriers[number].distance(to: attached) <= joint
    }.map(\.0)
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

  /// Whether a place lies inside an area, off its bank by more than the rounding of the grid.
  ///
  /// Near an island it counts as on land: a deck that is drawn a little too short leads there.
  private func isInWater(_ place: PlanarPoint) -> Bool {
    guard let water = water(over: place), let bank = water.nearestBoundaryPoint(to: place) else {
      return false
    }
    let isByIsland = water.holes.contains { hole in
      (place.nearest(onLine: hole, isClosed: true)?.distance(to: place) ?? .infinity) <= tolerance
    }
    return bank.distance(to: place) > 0.002 && !isByIsland
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

  private mutating func attachDeck(
    _ piece: DeckPieces.Deck, of crossings: [Crossing]
  ) throws(BarrierWorldError) -> AttachedCrossing {
    for member in piece.members {
      let crossing = crossings[Int(member.crossing)]
      if crossing.direction == .leftToRight || crossing.direction == .rightToLeft {
        throw .directionMismatch(
          crossing: crossing.id, direction: crossing.direction.rawValue,
          remedy: "for a line use both, forward or backward")
      }
      if let id = crossing.barrierID, numbers[id] == nil {
        throw .unknownBarrier(crossing: crossing.id, barrier: id)
      }
    }
    let (first, last) = (piece.members[0], piece.members[piece.members.count - 1])
    var deck = piece.points
    deck[0] = try onLand(deck[0], crossings[Int(first.crossing)])
    deck[deck.count - 1] = try onLand(deck[deck.count - 1], crossings[Int(last.crossing)])
    try checkRunsOver(crossings[piece.leader], deck)
    let length = zip(deck, deck.dropFirst()).reduce(0) { $0 + $1.0.distance(to: $1.1) }
    return AttachedCrossing(way: .deck(deck), length: length, members: piece.members)
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
        "the end of crossing \(crossing.title) at \(at: end) was moved \(Self.metres(moved)) to the bank of \(title)",
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
    guard let nearest, nearest.distance > tolerance else { return }
    throw .crossingOffBarrier(
      crossing: crossing.id, metres: nearest.distance, barrier: nearest.barrier.title,
      tolerance: tolerance)
  }

  /// Whether a deck crosses or touches one of some segments.
  static func runs(_ deck: [PlanarPoint], over segments: [(PlanarPoint, PlanarPoint)]) -> Bool {
    let joint = Noder.joint / 1000
    return segments.contains { c, d in
      zip(deck, deck.dropFirst()).contains { a, b in meet(a, b, c, d) }
        || deck.contains { $0.nearest(onSegment: c, d).distance(to: $0) < joint }
    }
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
    _ kind: BarrierFinding.Kind, _ message: PlacedText, at place: PlanarPoint, _ ids: [String]
  ) {
    findings.append(BarrierFinding(kind: kind, message: message, location: place, ids: ids))
  }

  static func metres(_ value: Double) -> String { "\((value * 10).rounded() / 10) m" }
}
