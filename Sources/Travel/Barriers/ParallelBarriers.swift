import Geography

/// Finds barriers beside a point crossing that nothing opens there.
///
/// Half a crossing is the commonest fault in real data: one of two tracks is opened, the other is
/// not. A barrier counts that runs beside the opened one, within the tolerance and 45° of its
/// direction, and that no other crossing passes within the tolerance of the place.
struct ParallelBarriers: Sendable {
  let barriers: [Barrier]
  let crossings: [Crossing]
  let attached: [AttachedCrossing]
  /// The extent of each barrier, wider by the tolerance on all sides.
  let reaches: [PlanarBox]
  let tolerance: Double

  /// - Complexity: O(crossings × barriers), on all cores, and more for those with barriers near.
  func findings() -> [BarrierFinding] {
    ChunkedWork(count: attached.count, chunk: max(16, attached.count / 64)).map { range in
      range.compactMap(finding)
    }.flatMap(\.self)
  }

  /// What is left shut beside a crossing; nil where nothing is.
  private func finding(at number: Int) -> BarrierFinding? {
    guard case .gate(let place, let opened) = attached[number].way, let own = opened.first,
      let heading = direction(of: barriers[own], at: place)
    else { return nil }
    var shut: [(distance: Double, barrier: Barrier)] = []
    for other in barriers.indices where reaches[other].contains(place) && !opened.contains(other) {
      let barrier = barriers[other]
      let distance = barrier.distance(to: place)
      guard distance < tolerance, distance > 0, let beside = direction(of: barrier, at: place),
        abs(heading.x * beside.x + heading.y * beside.y) > 0.707,
        !isPassed(other, near: place, besides: number)
      else { continue }
      shut.append((distance, barrier))
    }
    guard !shut.isEmpty else { return nil }
    let names = opened.map { barriers[$0].title }.joined(separator: ", ")
    let others = shut.map { "\($0.barrier.title), \(CrossingAttachment.metres($0.distance)) away" }
    return BarrierFinding(
      kind: .parallelBarrierLeftShut,
      description: "crossing \(crossings[number].id) opens \(names) but not "
        + others.joined(separator: ", nor ")
        + "; draw it as a line over all of them, or add crossings there",
      location: place, ids: [crossings[number].id] + shut.map(\.barrier.id))
  }

  /// Whether another crossing passes a barrier near a place.
  private func isPassed(_ barrier: Int, near place: PlanarPoint, besides own: Int) -> Bool {
    attached.enumerated().contains { number, way in
      guard number != own else { return false }
      switch way.way {
      case .gate(let gate, let opened):
        return opened.contains(barrier) && gate.distance(to: place) <= tolerance
      case .deck(let deck):
        // A deck over the place's surroundings opens whatever it runs over.
        return place.nearest(onLine: deck).map { $0.distance(to: place) <= tolerance } ?? false
      }
    }
  }

  /// The direction in which a line barrier runs past a place, of length one; nil for areas.
  private func direction(of barrier: Barrier, at place: PlanarPoint) -> PlanarPoint? {
    var best: (distance: Double, direction: PlanarPoint)?
    for shape in barrier.shapes {
      guard case .line = shape else { continue }
      for (a, b) in shape.segments {
        let length = a.distance(to: b)
        guard length > 0 else { continue }
        let distance = place.nearest(onSegment: a, b).distance(to: place)
        if distance < best?.distance ?? .infinity {
          best = (distance, PlanarPoint((b.x - a.x) / length, (b.y - a.y) / length))
        }
      }
    }
    return best?.direction
  }
}
