import Exchange
import Geography
import Travel

/// Makes the world that the files describe, and hands it on with its type known.
struct WorldBuilder {
  let settings: PlanSettings
  let data: InputData
  let frame: MapFrame
  /// Built before, for the check.
  let barriers: BarrierWorld?
  let streets: StreetWorld?

  /// Does something in that world.
  ///
  /// - Throws: What is wrong with the world, or what `user` throws.
  func build<User: TravelWorldUser>(for user: User) throws -> User.Outcome {
    switch settings.distance {
    case .straight:
      var world = TravelWorld(planar: StraightDistance())
      world.areas = {
        ServiceAreas.of(sites: $0, distance: StraightDistance(), within: $1, tolerance: $2)
      }
      return try user.use(world)
    case .manhattan:
      var world = TravelWorld(planar: ManhattanDistance())
      world.areas = {
        ServiceAreas.of(sites: $0, distance: ManhattanDistance(), within: $1, tolerance: $2)
      }
      return try user.use(world)
    case .geodesic: return try user.use(try geodesicWorld())
    case .matrix: return try user.use(try matrixWorld())
    case .zones: return try user.use(try zoneWorld())
    case .network:
      guard let streets else {
        throw SettingsError.needs(
          option: "--distance", choice: "network", file: "--streets FILE")
      }
      return try user.use(streets.travelWorld(drawsWays: settings.routes == .paths))
    case .barriers:
      let world =
        try barriers ?? BarrierWorld(settings: settings, data: data, frame: frame)
      return try user.use(world.travelWorld)
    }
  }

  private func geodesicWorld() throws -> TravelWorld<GeodesicDistance> {
    guard frame.isGeographic else { throw SettingsError.geodesicNeedsDegrees }
    let frame = frame
    let places: @Sendable ([Location]) throws -> [GeoCoordinate] = {
      try $0.map { try $0.requiredCoordinate() }
    }
    return TravelWorld(
      provider: GeodesicDistance(), origins: places, destinations: places,
      point: { try? frame.points([Position($0.longitude, $0.latitude)]).first },
      straight: { origin, end in
        guard let origin = origin.position, let end = end.position else { return nil }
        return Geodesic.distance(origin.coordinate, end.coordinate)
      },
      reason: { _, _ in .noWay }, crossings: [], hasBarriers: false)
  }

  private func matrixWorld() throws -> TravelWorld<MatrixDistance> {
    guard let matrix = data.matrix else {
      throw SettingsError.needs(option: "--distance", choice: "matrix", file: "--matrix FILE")
    }
    // A list of pairs leaves out what nothing leads to, or from.
    let all = matrix.isList ? data.demand.map(\.id) + data.sites.map(\.record.id) : []
    let provider = try MatrixDistance(
      origins: matrix.fromIDs, destinations: matrix.toIDs, values: matrix.distances,
      apart: all)
    let isList = matrix.isList
    let rows = Set(matrix.fromIDs)
    let columns = Set(matrix.toIDs)
    @Sendable func places(
      _ locations: [Location], in known: Set<String>, as kind: String
    ) throws(DataFault) -> [Int] {
      try locations.map { location throws(DataFault) in
        guard isList || known.contains(location.id),
          let place = provider.place(labelled: location.id)
        else {
          throw DataFault(
            file: location.file, line: location.line, value: location.id,
            problem: "has no \(kind) in the matrix \(matrix.file)",
            remedy: "add its distances there; `inf` or an empty cell says that there is no way")
        }
        return place
      }
    }
    return TravelWorld(
      provider: provider,
      origins: { try places($0, in: rows, as: "row") },
      destinations: { try places($0, in: columns, as: "column") },
      point: { _ in nil },
      straight: { $0.straightDistance(to: $1) },
      reason: { _, _ in .noWay }, crossings: [], hasBarriers: false)
  }

  private func zoneWorld() throws -> TravelWorld<ZoneDistance> {
    let file = settings.scenario.zones ?? settings.scenario.crossingFiles.first
    let changes = try CrossingChanges(
      settings.scenario, ids: data.crossings.map(\.id), file: file)
    var crossings: [ZoneCrossing] = []
    for record in data.crossings {
      let crossing = try zoneCrossing(record.record, file: file)
      crossings.append(crossing)
    }
    let provider = try ZoneDistance(crossings: crossings)
      .withCrossings(open: changes.open, close: changes.close)
    let known = Set(provider.zones)
    let places: @Sendable ([Location]) throws -> [ZonedPoint] = { locations in
      // A zone of its own is an island; one that is called nearly as another is a slip of the pen.
      var meant: [String: String] = [:]
      for zone in Set(locations.compactMap(\.zone)).subtracting(known) where zone.count >= 4 {
        meant[zone] = Suggestion.nearest(to: zone, among: provider.zones)
      }
      return try locations.map { try $0.zoned(meant: meant, crossings: file ?? "the crossings") }
    }
    return TravelWorld(
      provider: provider, origins: places, destinations: places,
      point: { $0.point },
      straight: { $0.straightDistance(to: $1) },
      reason: { person, _ in .zoneCutOff(person.zone ?? "") },
      crossings: data.crossings.map { CrossingUse($0.record, changes: changes) }, hasBarriers: true,
      whatIf: WhatIf(
        walls: [], without: { _ in provider },
        closing: { provider.withCrossings(open: [], close: [$0]) }))
  }

  private func zoneCrossing(
    _ record: CrossingRecord, file: String?
  ) throws -> ZoneCrossing {
    var point: PlanarPoint?
    if case .point(let position) = record.geometry {
      point = try frame.points([position]).first
    }
    return ZoneCrossing(
      id: record.id, point: point, zones: record.zones, cost: record.cost, isOpen: record.isOpen,
      direction: ZoneCrossing.Direction(rawValue: record.direction.rawValue) ?? .both)
  }
}

extension CrossingUse {
  init(_ record: CrossingRecord, changes: CrossingChanges) {
    self.init(
      id: record.id, name: record.name, kind: record.kind,
      isOpen: changes.isOpen(record.id, asRead: record.isOpen), cost: record.cost)
  }
}

extension Location {
  /// The point with its zone, or a fault that names the line.
  ///
  /// - Parameters:
  ///   - meant: What zones without a crossing are likely to be meant to be called.
  ///   - crossings: What messages call the file of the crossings.
  /// - Returns: The point and its zone.
  /// - Throws: A fault of a point that has no zone, or a misspelt one.
  func zoned(meant: [String: String], crossings: String) throws(DataFault) -> ZonedPoint {
    let point = try requiredPoint()
    guard let zone, !zone.isEmpty else {
      throw DataFault(
        file: file, line: line, subject: id, problem: "the point has no zone",
        remedy: "add a column zone with the label of the zone that it lies in")
    }
    if let meant = meant[zone] {
      throw DataFault(
        file: file, line: line, field: .column("zone"), value: zone,
        problem: "is a zone that no crossing in \(crossings) leads to",
        remedy: "did you mean \(meant)?")
    }
    return ZonedPoint(point: point, zone: zone)
  }
}
