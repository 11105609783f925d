import Exchange
import Geography
import Travel

/// The world of rivers and bridges: built once, checked, and asked for distances.
struct BarrierWorld: Sendable {
  let distance: BarrierDistance
  let changes: CrossingChanges
  /// What barriers are called in messages.
  let names: [String: String]
  /// Ends of barriers that were moved to close gaps.
  let moves: [BarrierMove]
  let frame: MapFrame
  /// Why points that were looked at are no places to start from or to go to.
  private(set) var outside: [PlanarPoint: UnservedReason] = [:]

  init(settings: PlanSettings, data: InputData, frame: MapFrame) throws {
    self.frame = frame
    let scenario = settings.scenario
    var barriers = try frame.barriers(data.barriers)
    var moves: [BarrierMove] = []
    if let limit = scenario.snapBarriers {
      (barriers, moves) = Barrier.snapping(barriers, within: limit)
    }
    self.moves = moves
    let crossings = try frame.crossings(data.crossings)
    changes = try CrossingChanges(
      scenario, ids: crossings.map(\.id), file: scenario.crossings)
    let asRead: BarrierDistance
    do {
      asRead = try BarrierDistance(
        barriers: barriers, crossings: crossings,
        attachmentTolerance: scenario.crossingTolerance
          ?? BarrierDistance.defaultAttachmentTolerance)
    } catch {
      throw error.fault(in: data, scenario: scenario)
    }
    distance =
      changes.isEmpty
      ? asRead : asRead.withCrossings(open: changes.open, close: changes.close)
    names = Dictionary(
      barriers.map { ($0.id, $0.displayName) }, uniquingKeysWith: { first, _ in first })
  }

  /// What was noticed as barriers and crossings were put together.
  var findings: [Finding] {
    movesFindings
      + distance.findings.map { finding in
        let severity: Finding.Severity =
          switch finding.severity {
          case .harmless: .note
          case .suspicious: .warning
          case .wrong: .fault
          }
        let place: Finding.Place? =
          finding.gap.map { .opening($0.from, $0.to) } ?? finding.location.map { .points([$0]) }
        return Finding(
          severity, finding.message.text(frame.text), topic: finding.kind.topic, place: place,
          ids: finding.ids)
      }
  }

  private var movesFindings: [Finding] {
    moves.map { move in
      Finding(
        .note,
        "an end of \(names[move.barrier] ?? move.barrier) was moved "
          + "\(Decimals.text(move.metres, 1)) m onto a barrier at \(frame.text(move.to)), which closes a gap",
        topic: "barrier_moved", place: .points([move.to]), ids: [move.barrier])
    }
  }

  var travelWorld: TravelWorld<BarrierDistance> {
    let world = self
    var made = TravelWorld(
      planar: distance,
      crossings: distance.crossings.map {
        CrossingUse(
          id: $0.id, name: $0.name, kind: $0.kind, isOpen: $0.isOpen, cost: $0.cost)
      },
      hasBarriers: true,
      reason: { world.reason(for: $0, facilities: $1) })
    made.whatIf = WhatIf(distance)
    made.areas = {
      ServiceAreas.of(sites: $0, distance: world.distance, within: $1, tolerance: $2)
    }
    if !outside.isEmpty { made.outside = { $0.point.flatMap { world.outside[$0] } } }
    return made
  }

  /// Remembers which of some points are no places to start from or to go to.
  mutating func settle(_ locations: [Location]) {
    for point in locations.compactMap(\.point) {
      if let reason = reasonOutside(point) { outside[point] = reason }
    }
  }

  /// Why a place is no place to start from or to go to; nil for land.
  func reasonOutside(_ point: PlanarPoint) -> UnservedReason? {
    switch distance.whereabouts(of: point) {
    case .land, .onBarrier: nil
    case .insideArea(let id): .inside(barrier: names[id] ?? id)
    case .beyondWorld: .beyondWorld
    }
  }

  /// Why somebody can get to none of the facilities.
  private func reason(for person: Location, facilities: [Location]) -> UnservedReason {
    guard let point = person.point else { return .noWay }
    if let reason = reasonOutside(point) { return reason }
    var around = distance.enclosingBarriers(of: point)
    if around.isEmpty {
      // Nothing shuts this person in, so the facilities are shut off.
      around = facilities.compactMap(\.point).flatMap(distance.enclosingBarriers)
    }
    var seen = Set<String>()
    let shown = around.map { names[$0] ?? $0 }.filter { seen.insert($0).inserted }
    return shown.isEmpty ? .noWay : .noOpenCrossing(over: shown)
  }
}

extension Barrier {
  /// Its name, or else its kind and id: `railway B07`.
  var displayName: String {
    if !name.isEmpty { return name }
    // `railway-6` says itself what it is.
    return id.lowercased().hasPrefix(kind.lowercased()) ? id : "\(kind) \(id)"
  }
}

extension BarrierFinding.Kind {
  /// As files write it: `self_crossing`.
  var topic: String {
    rawValue.reduce(into: "") { text, letter in
      text += letter.isUppercase ? "_\(letter.lowercased())" : String(letter)
    }
  }
}
