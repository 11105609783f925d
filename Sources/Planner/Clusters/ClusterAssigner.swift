import Clustering
import Exchange
import Geography
import Travel

/// Gives new points to the clusters of a model.
package struct ClusterAssigner {
  /// The model's file and the points'.
  package var model: String
  package var file: String
  package var allDistances = false
  /// For a model of barrier distances.
  package var barriers: String?
  package var crossings: String?
  package var open: [String] = []
  package var close: [String] = []

  package init(model: String, file: String) {
    self.model = model
    self.file = file
  }

  /// Reads, assigns and writes CSV: the columns of the file, `cluster` and `distance_to_center`.
  ///
  /// - Parameters:
  ///   - path: Where to write; `-` is the standard output.
  ///   - told: What was read and what is doubtful.
  /// - Returns: How many rows were given to a cluster.
  /// - Throws: ``ClusterError``, `DataFaults`, an `OutputError`.
  package func run(writingTo path: String, told: ([Finding]) -> Void) throws -> Int {
    let model = try ClusterModel(path: model)
    guard let centers = model.centers else {
      throw ClusterError.noCenters(
        model: self.model,
        method: "\(model.method.rawValue) with \(model.metric.rawValue) distances")
    }
    var settings = ClusterSettings(file: file)
    settings.method = model.method
    settings.metric = model.metric
    settings.barriers = barriers
    settings.crossings = crossings
    settings.open = open
    settings.close = close
    let input = try ClusterInput(settings, known: model.columns)
    told(input.findings)
    let rows = try PreparedRows(
      input, codings: model.codings, frame: input.places?.frame)
    told(rows.findings)
    let user = AssignmentSearch(centers: centers, allDistances: allDistances)
    let found: AssignmentSearch.Found
    switch model.metric {
    case .barriers, .geodesic:
      found = try ClusterSpaceBuilder(settings: settings, input: input, prepared: rows)
        .build(for: PlacedSearch(search: user, frame: input.places?.frame))
    default:
      guard let matrix = rows.matrix else { throw ClusterError.noColumns(file: file) }
      let search = CenterSearch(centers: centers, metric: model.metric)
      let near = try search.nearest(matrix)
      found = .init(
        labels: near.labels, distances: near.distances,
        all: allDistances ? try search.all(matrix) : nil)
    }
    try AtomicFile.write(table(found, input, rows, count: centers.rowCount), to: path)
    return found.labels.count { $0 >= 0 }
  }

  private func table(
    _ found: AssignmentSearch.Found, _ input: ClusterInput, _ rows: PreparedRows, count: Int
  ) -> [UInt8] {
    var text = CellText()
    var extra = ["cluster", "distance_to_center"]
    if found.all != nil { extra += (1...count).map { "distance_to_\($0)" } }
    ClusterTable.addHeader(input.table.columns, extra, to: &text)
    let decimals = CellText.decimals(for: found.distances)
    var next = 0
    for row in 0..<input.rowCount {
      let place = next < rows.rows.count && rows.rows[next] == row ? next : nil
      if place != nil { next += 1 }
      text.addRow(of: input.table, row)
      text.comma()
      if let place, found.labels[place] >= 0 { text.add(found.labels[place] + 1) }
      text.comma()
      if let place { text.add(found.distances[place], decimals: decimals) }
      if let all = found.all {
        for cluster in 0..<count {
          text.comma()
          if let place { text.add(all[place * count + cluster], decimals: decimals) }
        }
      }
      text.endLine()
    }
    return text.bytes
  }
}

/// The nearest of given centers for each row.
private struct AssignmentSearch {
  struct Found {
    var labels: [Int]
    var distances: [Double]
    var all: [Double]?
  }

  let centers: PointMatrix
  let allDistances: Bool
}

/// The same where rows are places: on a map, or on the globe.
private struct PlacedSearch: ClusterSpaceUser {
  let search: AssignmentSearch
  let frame: MapFrame?

  func use<Provider: DistanceProvider>(
    _ space: ClusterSpace<Provider>
  ) throws -> AssignmentSearch.Found {
    let points = (0..<search.centers.rowCount).map {
      PlanarPoint(search.centers[$0, 0], search.centers[$0, 1])
    }
    let centers: [Provider.Place]
    if let places = points as? [Provider.Place] {
      centers = places
    } else {
      let positions = try frame?.positions(points).map(\.coordinate)
      guard let places = positions as? [Provider.Place] else {
        preconditionFailure("places are points or coordinates")
      }
      centers = places
    }
    let rows = space.provider.prepare(space.places)
    let prepared = space.provider.prepare(centers)
    let near = space.provider.nearest(
      from: rows, among: prepared, chosen: Array(centers.indices))
    var all: [Double]?
    if search.allDistances {
      let table = space.provider.distances(
        from: rows, to: prepared, chosen: Array(centers.indices))
      all = (0..<space.places.count).flatMap { row in
        centers.indices.map { table[$0, row] }
      }
    }
    return .init(labels: near.sites.map { $0 ?? -1 }, distances: near.distances, all: all)
  }
}
