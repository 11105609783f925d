import Geography

/// Finds crossings that open a barrier and leave shut another one right behind it, and crossings
/// that lead over nothing.
///
/// Half a crossing is the commonest fault in real data: one of two tracks is opened, the other is
/// not; a deck ends in the median. Behind each end of a crossing, and on both sides of a point,
/// whatever lies across the direction of travel within the reach is looked at. It is left shut where
/// its far side is farther from there than the way to and from a crossing at the edge of the reach,
/// by any route over all crossings, be they open or closed. A free end nearby, a bend, or a second
/// crossing beside it is none.
struct HalfCrossings {
  let world: BarrierWorld
  let crossings: [Crossing]
  /// Metres beyond a crossing that are looked at.
  private let reach: Double
  private let arcs: CrossingArcs
  private let noArcs: CrossingArcs
  private let runs: [WallRun]

  init(world: BarrierWorld, crossings: [Crossing]) {
    self.world = world
    self.crossings = crossings
    reach = max(world.tolerance, BarrierDistance.defaultAttachmentTolerance)
    func all(areOpen: Bool) -> [Crossing] {
      crossings.map { crossing in
        var changed = crossing
        changed.isOpen = areOpen
        changed.direction = .both
        return changed
      }
    }
    arcs = CrossingArcs(world: world, crossings: all(areOpen: true))
    noArcs = CrossingArcs(world: world, crossings: all(areOpen: false))
    runs = crossings.isEmpty ? [] : WallRun.all(of: world.barriers, reach: reach)
  }

  /// - Complexity: O(crossings × barriers) boxes, on all cores, and a search within some reaches for
  ///   each barrier behind a crossing.
  func findings() -> [BarrierFinding] {
    let count = world.attached.count
    return ChunkedWork(count: count, chunk: max(16, count / 64)).map { range in
      let search = PairSearch(world: world)
      return range.flatMap { number -> [BarrierFinding] in
        let way = world.attached[number]
        return [useless(way, search), half(way, search)].compactMap(\.self)
      }
    }.flatMap(\.self)
  }

  // MARK: Decks over nothing

  /// A deck between places that are no farther apart without it.
  private func useless(_ way: AttachedCrossing, _ search: PairSearch) -> BarrierFinding? {
    guard case .deck(let deck) = way.way, let first = deck.first, let last = deck.last else {
      return nil
    }
    let longest = way.length * (1 + 1e-9) + 1e-6
    let without = search.find(
      from: first, to: last, in: world, arcs: noArcs, table: nil, longest: longest
    ).length(from: first, to: last)
    guard without <= longest else { return nil }
    let title = crossings[way.leader].title
    let ids = way.members.map { crossings[Int($0.crossing)].id }
    guard openedBarriers(by: way).isEmpty else {
      return BarrierFinding(
        kind: .crossingToSameSide,
        message:
          "crossing \(title) from \(at: first) to \(at: last) shortens no route, for its ends "
          + "are on one side; draw it from one side of a barrier to the other",
        location: first, ids: ids)
    }
    return BarrierFinding(
      kind: .crossingOverNothing,
      message: "crossing \(title) leads over no barrier from \(at: first) to \(at: last); draw it "
        + "from one side of a barrier to the other",
      location: first, ids: ids)
  }

  // MARK: Half crossings

  /// A place where a crossing comes to land, and the direction in which it goes on.
  private struct Outlet {
    var place: PlanarPoint
    var heading: PlanarPoint
    /// Whether it goes on in the opposite direction, too.
    var isBothWays: Bool
  }

  /// A barrier that is left shut.
  private struct Shut {
    var barrier: Int
    var place: PlanarPoint
    var distance: Double
  }

  private func half(_ way: AttachedCrossing, _ search: PairSearch) -> BarrierFinding? {
    var shut: [Shut] = []
    for outlet in outlets(of: way) {
      for ahead in walls(ahead: outlet) {
        let longest = 2 * reach + ahead.distance + 0.1
        let route = search.find(
          from: outlet.place, to: ahead.beyond, in: world, arcs: arcs, table: nil, longest: longest
        ).length(from: outlet.place, to: ahead.beyond)
        if route > longest {
          shut.append(Shut(barrier: ahead.barrier, place: ahead.place, distance: ahead.distance))
        }
      }
    }
    guard !shut.isEmpty else { return nil }
    shut.sort { ($0.distance, $0.barrier) < ($1.distance, $1.barrier) }
    let crossing = crossings[way.leader]
    let opened = openedBarriers(by: way)
    let names = opened.map { world.barriers[$0].title }.joined(separator: ", ")
    let others = shut.map { shut -> PlacedText in
      let metres = CrossingAttachment.metres(shut.distance)
      let name =
        opened.contains(shut.barrier)
        ? "another line of \(world.barriers[shut.barrier].title)"
        : world.barriers[shut.barrier].title
      return "\(name), \(metres) away at \(at: shut.place)"
    }
    return BarrierFinding(
      kind: .parallelBarrierLeftShut,
      message: "crossing \(crossing.title) opens \(names.isEmpty ? "one barrier" : names) but not "
        + others.joined(separator: ", nor ")
        + "; draw it as a line over all of them, or add crossings there",
      location: shut[0].place,
      ids: way.members.map { crossings[Int($0.crossing)].id }
        + unique(shut.map { world.barriers[$0.barrier].id }))
  }

  private func unique(_ ids: [String]) -> [String] {
    var seen: Set<String> = []
    return ids.filter { seen.insert($0).inserted }
  }

  private func outlets(of way: AttachedCrossing) -> [Outlet] {
    switch way.way {
    case .gate(let place, let opened):
      guard let own = opened.first, let along = direction(of: own, at: place) else { return [] }
      return [Outlet(place: place, heading: PlanarPoint(-along.y, along.x), isBothWays: true)]
    case .deck(let deck):
      return [deck, deck.reversed()].compactMap { points in
        guard let end = points.last, let before = points.last(where: { $0 != end }) else {
          return nil
        }
        let length = end.distance(to: before)
        return Outlet(
          place: end,
          heading: PlanarPoint((end.x - before.x) / length, (end.y - before.y) / length),
          isBothWays: false)
      }
    }
  }

  /// The direction in which a line barrier runs past a place, of length one.
  private func direction(of barrier: Int, at place: PlanarPoint) -> PlanarPoint? {
    var best: (distance: Double, direction: PlanarPoint)?
    for run in runs where run.barrier == barrier && run.reach.contains(place) {
      for (a, b) in run.segments where a != b {
        let distance = place.nearest(onSegment: a, b).distance(to: place)
        guard distance < best?.distance ?? .infinity else { continue }
        let length = a.distance(to: b)
        best = (distance, PlanarPoint((b.x - a.x) / length, (b.y - a.y) / length))
      }
    }
    return best?.direction
  }

  /// A barrier in the direction of an outlet.
  private struct Ahead {
    var barrier: Int
    var place: PlanarPoint
    var distance: Double
    /// Right behind it.
    var beyond: PlanarPoint
  }

  /// What lies across the direction of an outlet: of each line or area the nearest place, on each
  /// side.
  private func walls(ahead outlet: Outlet) -> [Ahead] {
    struct Key: Hashable {
      var barrier: Int
      var shape: Int
      var isAhead: Bool
    }
    var nearest: [Key: Ahead] = [:]
    for run in runs where run.reach.contains(outlet.place) {
      for (a, b) in run.segments where a != b {
        let place = outlet.place.nearest(onSegment: a, b)
        let distance = outlet.place.distance(to: place)
        guard distance > Noder.joint / 1000, distance <= reach else { continue }
        let step = PlanarPoint(
          (place.x - outlet.place.x) / distance, (place.y - outlet.place.y) / distance)
        let along = step.x * outlet.heading.x + step.y * outlet.heading.y
        // Within 60° of the direction of travel, and running across it within 45°.
        guard outlet.isBothWays ? abs(along) >= 0.5 : along >= 0.5 else { continue }
        let length = a.distance(to: b)
        let slant =
          ((b.x - a.x) * outlet.heading.x + (b.y - a.y) * outlet.heading.y) / length
        guard abs(slant) <= 0.7072 else { continue }
        let key = Key(barrier: run.barrier, shape: run.shape, isAhead: along > 0)
        guard distance < nearest[key]?.distance ?? .infinity else { continue }
        guard
          let far = run.isArea ? farBank(of: run, from: outlet.place, step, distance) : distance,
          !isWithin(run.ring, outlet.place, place)
        else { continue }
        nearest[key] = Ahead(
          barrier: run.barrier, place: place, distance: distance,
          beyond: PlanarPoint(
            outlet.place.x + step.x * (far + 0.05), outlet.place.y + step.y * (far + 0.05)))
      }
    }
    return nearest.values.filter { world.standing(of: $0.beyond)?.isOnLand == true }.sorted {
      ($0.distance, $0.barrier, $0.place.x, $0.place.y)
        < ($1.distance, $1.barrier, $1.place.x, $1.place.y)
    }
  }

  /// Metres to where a ray leaves an area that it enters after `near` metres; nil beyond the reach.
  private func farBank(
    of run: WallRun, from eye: PlanarPoint, _ step: PlanarPoint, _ near: Double
  ) -> Double? {
    var far = Double.infinity
    for (a, b) in world.barriers[run.barrier].shapes[run.shape].segments {
      let (ex, ey) = (b.x - a.x, b.y - a.y)
      let cross = step.x * ey - step.y * ex
      guard cross != 0 else { continue }
      let metres = ((a.x - eye.x) * ey - (a.y - eye.y) * ex) / cross
      let part = ((a.x - eye.x) * step.y - (a.y - eye.y) * step.x) / cross
      if metres > near + 0.002, part >= 0, part <= 1 { far = min(far, metres) }
    }
    return far <= reach ? far : nil
  }

  /// Whether two places on one closed line have its inside between them: a gate into a yard is no
  /// half crossing, for the far side of the yard is the same wall.
  private func isWithin(_ ring: [PlanarPoint]?, _ a: PlanarPoint, _ b: PlanarPoint) -> Bool {
    guard let ring, let own = a.nearest(onLine: ring), own.distance(to: a) <= Noder.joint / 1000
    else { return false }
    return PlanarPolygon(exterior: Array(ring.dropLast()))
      .contains(PlanarPoint((a.x + b.x) / 2, (a.y + b.y) / 2))
  }

  /// The barriers that a way leads over, in the order of the barriers.
  private func openedBarriers(by way: AttachedCrossing) -> [Int] {
    switch way.way {
    case .gate(_, let barriers): return barriers
    case .deck(let deck):
      let box = PlanarBox(deck)
      var found: Set<Int> = []
      for run in runs where !found.contains(run.barrier) && run.reach.meets(box) {
        if CrossingAttachment.runs(deck, over: run.segments) { found.insert(run.barrier) }
      }
      return found.sorted()
    }
  }
}

/// Some consecutive segments of a line or a bank.
private struct WallRun: Sendable {
  var barrier: Int
  /// Among the shapes of the barrier.
  var shape: Int
  var isArea: Bool
  var segments: [(PlanarPoint, PlanarPoint)]
  /// The whole line, where it is closed; the first point comes again at the end.
  var ring: [PlanarPoint]?
  /// Its extent, wider by the reach on all sides.
  var reach: PlanarBox

  static func all(of barriers: [Barrier], reach: Double) -> [WallRun] {
    let size = 32
    var runs: [WallRun] = []
    for (barrier, one) in barriers.enumerated() {
      for (shape, form) in one.shapes.enumerated() {
        let segments = form.segments
        var ring: [PlanarPoint]?
        if case .line(let points) = form, points.count > 3, points.first == points.last {
          ring = points
        }
        for start in stride(from: 0, to: segments.count, by: size) {
          let some = Array(segments[start..<min(start + size, segments.count)])
          runs.append(
            WallRun(
              barrier: barrier, shape: shape, isArea: form.polygon != nil, segments: some,
              ring: ring, reach: PlanarBox(some.flatMap { [$0.0, $0.1] }).expanded(by: reach)))
        }
      }
    }
    return runs
  }
}
