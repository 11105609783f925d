import Clustering
import Exchange
import Geography
import Travel

/// The clustered rows as places that a distance provider knows.
struct ClusterSpace<Provider: DistanceProvider>: Sendable {
  let provider: Provider
  /// A place for each clustered row.
  let places: [Provider.Place]
  /// Where a place is on the map; nil where the provider knows no map.
  let point: @Sendable (Provider.Place) -> PlanarPoint?
  var areas: (@Sendable ([PlanarPoint], PlanarBox) -> [ServiceArea])?
  var barriers: [Barrier] = []
  var findings: [Finding] = []
}

/// Something to be done with distances of whatever kind.
protocol ClusterSpaceUser {
  associatedtype Outcome
  func use<Provider: DistanceProvider>(_ space: ClusterSpace<Provider>) throws -> Outcome
}

/// Makes the distances that are asked for, and hands them on with their type known.
struct ClusterSpaceBuilder {
  let settings: ClusterSettings
  let input: ClusterInput
  let prepared: PreparedRows

  func build<User: ClusterSpaceUser>(for user: User) throws -> User.Outcome {
    switch settings.usedMetric {
    case .euclidean:
      if settings.method == .hybrid { return try user.use(try straight()) }
      return try user.use(try vectors(.euclidean))
    case .manhattan: return try user.use(try vectors(.manhattan))
    case .chebyshev: return try user.use(try vectors(.chebyshev))
    case .cosine: return try user.use(try vectors(.cosine))
    case .gower: return try user.use(try gower())
    case .geodesic: return try user.use(try geodesic())
    case .matrix: return try user.use(try table())
    case .barriers: return try user.use(try barriers())
    }
  }

  private func vectors(_ metric: VectorMetric) throws -> ClusterSpace<VectorDistance> {
    guard let matrix = prepared.matrix else {
      throw ClusterError.noColumns(file: input.table.file)
    }
    let provider = try VectorDistance(matrix, metric: metric)
    let points = matrix.columnCount == 2 ? matrix : nil
    return ClusterSpace(
      provider: provider, places: provider.places,
      point: { row in points.map { PlanarPoint($0[row, 0], $0[row, 1]) } })
  }

  private func straight() throws -> ClusterSpace<StraightDistance> {
    guard let matrix = prepared.matrix, matrix.columnCount == 2 else {
      throw ClusterError.notTaken(
        option: "--method hybrid",
        why: "its centers move on a map of two columns; use --method kmeans or kmedoids")
    }
    return ClusterSpace(
      provider: StraightDistance(),
      places: (0..<matrix.rowCount).map { PlanarPoint(matrix[$0, 0], matrix[$0, 1]) },
      point: { $0 })
  }

  private func geodesic() throws -> ClusterSpace<GeodesicDistance> {
    guard let places = input.places, places.frame.isGeographic else {
      throw ClusterError.noCoordinates(file: input.table.file, metric: "--metric geodesic")
    }
    let frame = places.frame
    return ClusterSpace(
      provider: GeodesicDistance(),
      places: prepared.rows.compactMap { places.positions[$0]?.coordinate },
      point: { try? frame.points([Position($0.longitude, $0.latitude)]).first })
  }

  private func gower() throws -> ClusterSpace<GowerDistance> {
    let rows = prepared.rows
    let columns = zip(input.features, prepared.codings).map { feature, coding -> MixedColumn in
      switch feature {
      case .numbers(_, let values):
        .numeric(rows.map { values[$0].isNaN ? coding.fill : values[$0] })
      case .ranks(_, let values, _):
        .ordinal(rows.map { values[$0].isNaN ? coding.fill.map { Int($0) } : Int(values[$0]) })
      case .words(_, let codes, let levels):
        .categorical(
          rows.map { row in
            let code = codes[row] >= 0 ? codes[row] : coding.fill.map { Int($0) }
            return code.map { levels[$0] }
          })
      }
    }
    let provider = try GowerDistance(columns)
    return ClusterSpace(provider: provider, places: provider.places, point: { _ in nil })
  }

  private func table() throws -> ClusterSpace<MatrixDistance> {
    guard let path = settings.matrix else {
      throw ClusterError.missingFile(what: "table of distances", option: "--matrix FILE")
    }
    let file = try MatrixFile.read(path: path)
    let provider = try MatrixDistance(
      origins: file.fromIDs, destinations: file.toIDs, values: file.distances)
    let known = Set(file.fromIDs).intersection(file.toIDs)
    let places = try prepared.rows.map { row in
      let id = input.id(row)
      guard known.contains(id), let place = provider.place(labelled: id) else {
        throw ClusterError.notInMatrix(id: id, file: path)
      }
      return place
    }
    return ClusterSpace(provider: provider, places: places, point: { _ in nil })
  }

  private func barriers() throws -> ClusterSpace<BarrierDistance> {
    guard let path = settings.barriers else {
      throw ClusterError.missingFile(what: "file of barriers", option: "--barriers FILE")
    }
    guard let places = input.places, let points = prepared.points else {
      throw ClusterError.noCoordinates(file: input.table.file, metric: "--metric barriers")
    }
    var scenario = Scenario()
    scenario.barriers = path
    scenario.crossings = settings.crossings
    scenario.distance = .barriers
    scenario.open = settings.open
    scenario.close = settings.close
    if !places.frame.isGeographic { scenario.crs = "planar" }
    let plan = PlanSettings(scenario)
    var reader = InputReader(plan)
    var data = InputData()
    data.barriers = reader.barriers()
    data.crossings = reader.crossings()
    try reader.finish()
    let world = try BarrierWorld(settings: plan, data: data, frame: places.frame)
    let distance = world.distance
    var space = ClusterSpace(provider: distance, places: points, point: { $0 })
    space.areas = { ServiceAreas.of(sites: $0, distance: distance, within: $1) }
    space.barriers = try places.frame.barriers(data.barriers)
    space.findings = reader.findings + world.findings
    return space
  }
}
