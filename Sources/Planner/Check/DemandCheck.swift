import Exchange
import Geography
import Travel

/// A demand point that was moved out of the water.
public struct MovedPerson: Hashable, Sendable {
  /// Index into the demand.
  public var person: Int
  /// The barrier that it stood in, by name.
  public var barrier: String
  public var metres: Double

  /// Names those who were moved.
  static func findings(about moved: [MovedPerson], among people: [Location]) -> [Finding] {
    moved.map { person in
      Finding(
        .warning,
        "demand point \(people[person.person].label) was moved "
          + "\(Decimals.text(person.metres, 1)) m out of \(person.barrier)",
        topic: "moved", place: .at(people[person.person]), ids: [people[person.person].id])
    }
  }
}

extension BarrierWorld {
  /// Moves demand that stands inside an area barrier to its bank.
  ///
  /// - Parameters:
  ///   - people: Moved in place.
  ///   - limit: Metres; whoever is farther from the bank stays in the water.
  /// - Returns: Who was moved.
  func snap(_ people: inout [Location], within limit: Double) -> [MovedPerson] {
    var moved: [MovedPerson] = []
    for index in people.indices {
      guard let point = people[index].point,
        case .insideArea(let id) = distance.whereabouts(of: point)
      else { continue }
      let land = distance.nearestLand(to: point)
      let metres = point.distance(to: land)
      guard metres <= limit else { continue }
      people[index].point = land
      moved.append(MovedPerson(person: index, barrier: names[id] ?? id, metres: metres))
    }
    return moved
  }

  /// Names the points that stand on or in a barrier.
  ///
  /// - Parameters:
  ///   - locations: The points, with their files and lines.
  ///   - noun: What they are called: `demand point`, `site`.
  ///   - canSnap: Whether `--snap-demand` would help.
  ///   - statuses: Of sites what may be done with each: in the water a candidate is left out and a
  ///     closed one does not matter, but the others must be open.
  /// - Returns: A fault or a warning for each that is inside an area, a note on those exactly on a
  ///   barrier.
  func findings(
    about locations: [Location], noun: String, canSnap: Bool, statuses: [PointStatus]? = nil
  ) -> [Finding] {
    var findings: [Finding] = []
    var inside: [(Location, String, PointStatus?)] = []
    var onBarrier: [(Location, String)] = []
    var beyond: [Location] = []
    for (index, location) in locations.enumerated() {
      let status = statuses?[index]
      guard let point = location.point, status != .closed else { continue }
      switch distance.whereabouts(of: point) {
      case .land: break
      case .beyondWorld: beyond.append(location)
      case .onBarrier(let id): onBarrier.append((location, names[id] ?? id))
      case .insideArea(let id): inside.append((location, names[id] ?? id, status))
      }
    }
    for (location, barrier, status) in inside {
      let isLeftOut = status == .candidate
      findings.append(
        Finding(
          isLeftOut ? .warning : .fault,
          "\(location.source): \(noun) \(location.label) is inside \(barrier)"
            + (isLeftOut
              ? ", where no facility can stand, and is left out; correct its coordinates"
              : " and nobody gets there or away; correct its coordinates")
            + (canSnap ? ", or move it to the bank with --snap-demand METRES" : ""),
          topic: "\(noun)_inside".replacing(" ", with: "_"), place: .at(location),
          ids: [location.id]))
    }
    if let location = beyond.first {
      findings.append(
        Finding(
          .fault,
          "\(location.source): \(noun) \(location.label) lies more than 1,000 km "
            + "from the barriers"
            + (beyond.count > 1 ? ", and so do \(beyond.count - 1) more" : "")
            + "; correct its coordinates or --crs",
          topic: "beyond_world", place: .at(location), ids: [location.id]))
    }
    if let (location, barrier) = onBarrier.first {
      let others = onBarrier.count - 1
      findings.append(
        Finding(
          .note,
          "\(location.source): \(noun) \(location.label) is exactly on \(barrier)"
            + (others > 0 ? ", and \(others) more on barriers" : "")
            + "; it belongs to both sides",
          topic: "on_barrier", place: .points(onBarrier.compactMap(\.0.point)),
          ids: onBarrier.map(\.0.id)))
    }
    return findings
  }
}

extension Finding.Place {
  /// Where a location is; nil where the file has no place.
  static func at(_ location: Location) -> Finding.Place? {
    location.point.map { .points([$0]) }
  }
}
