import Clustering
import Exchange
import Geography
import Travel

/// The clustered rows as places that a distance provider knows.
struct ClusterSpace<Provider: DistanceProvider>: Sendable {
  let provider: Provider
  /// A place for each clustered row.
  let places: [Provider.Place]
  /// A place for each row that is measured beside them.
  let beside: [Provider.Place]
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
  /// The flat map; nil where rows lie on none.
  let frame: MapFrame?
  let codings: [ColumnCoding]
  let rows: MeasuredRows
  /// Rows that are not clustered.
  var beside: MeasuredRows?
  /// For Gower's distance; nil for those of the clustered rows.
  var ranges: [ClosedRange<Double>?]?
  /// Whether the rows are the centers of a model, which are only gone to.
  var rowsAreCenters = false

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
    case .barriers, .zones, .network: return try inWorld(for: user)
    }
  }

  private func vectors(_ metric: VectorMetric) throws -> ClusterSpace<VectorDistance> {
    guard let matrix = rows.matrix else { throw ClusterError.noColumns(file: rows.file) }
    var all = matrix
    if let more = beside?.matrix {
      all = try PointMatrix(matrix.values + more.values, columnCount: matrix.columnCount)
    }
    let provider = try VectorDistance(all, metric: metric)
    let points = matrix.columnCount == 2 ? all : nil
    return ClusterSpace(
      provider: provider, places: Array(0..<rows.count),
      beside: Array(rows.count..<all.rowCount),
      point: { row in points.map { PlanarPoint($0[row, 0], $0[row, 1]) } })
  }

  private func straight() throws -> ClusterSpace<StraightDistance> {
    func points(_ matrix: PointMatrix?) -> [PlanarPoint] {
      guard let matrix else { return [] }
      return (0..<matrix.rowCount).map { PlanarPoint(matrix[$0, 0], matrix[$0, 1]) }
    }
    guard rows.matrix?.columnCount == 2 else {
      throw ClusterError.notTaken(
        option: "--method hybrid",
        why: "its centers move on a map of two columns; use --method kmeans or kmedoids")
    }
    return ClusterSpace(
      provider: StraightDistance(), places: points(rows.matrix), beside: points(beside?.matrix),
      point: { $0 })
  }

  private func geodesic() throws -> ClusterSpace<GeodesicDistance> {
    guard let frame, frame.isGeographic, let positions = rows.positions else {
      throw ClusterError.noCoordinates(file: rows.file, metric: "--metric geodesic")
    }
    return ClusterSpace(
      provider: GeodesicDistance(), places: positions.map(\.coordinate),
      beside: (beside?.positions ?? []).map(\.coordinate),
      point: { try? frame.points([Position($0.longitude, $0.latitude)]).first })
  }

  private func gower() throws -> ClusterSpace<GowerDistance> {
    let all = rows.mixed + (beside?.mixed ?? [])
    let columns = codings.enumerated().map { column, coding -> MixedColumn in
      switch coding.kind {
      case .numbers: .numeric(all.map { $0[column] })
      case .ranks: .ordinal(all.map { $0[column].flatMap { Int(exactly: $0.rounded(.down)) } })
      case .words:
        .categorical(
          all.map { $0[column].flatMap { Int(exactly: $0) }.map { coding.levels[$0] } })
      }
    }
    let provider = try GowerDistance(columns, ranges: ranges ?? rows.ranges(of: codings))
    return ClusterSpace(
      provider: provider, places: Array(0..<rows.count), beside: Array(rows.count..<all.count),
      point: { _ in nil })
  }

  private func table() throws -> ClusterSpace<MatrixDistance> {
    guard let path = settings.files.matrix else {
      throw ClusterError.missingFile(what: "table of distances", option: "--matrix FILE")
    }
    let input = try InputFile(path: path, encodings: settings.files.encodings)
    let file = try MatrixFile.read(input.bytes, file: input.name)
    let provider = try MatrixDistance(
      origins: file.fromIDs, destinations: file.toIDs, values: file.distances)
    let (from, to) = (Set(file.fromIDs), Set(file.toIDs))
    func places(_ ids: [String], _ known: [Set<String>]) throws -> [Int] {
      try ids.map { id in
        guard known.allSatisfy({ $0.contains(id) }), let place = provider.place(labelled: id) else {
          throw ClusterError.notInMatrix(id: id, file: path)
        }
        return place
      }
    }
    return ClusterSpace(
      provider: provider, places: try places(rows.ids, rowsAreCenters ? [to] : [from, to]),
      beside: try places(beside?.ids ?? [], [from]), point: { _ in nil })
  }
}
