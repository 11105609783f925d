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
  /// Longitudes beyond ±180 are brought back to that.
  package var wraps = false
  /// Whether a file with something in it may be replaced.
  package var force = false
  /// For models of distances that columns do not give.
  package var files = ClusterDistanceFiles()
  /// The column that names rows; nil for one that is called so.
  package var id: String?
  var header = HeaderRule.automatic

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
  package func run(writingTo path: String, told: @escaping ([Finding]) -> Void) throws -> Int {
    try AtomicFile.check(path, force: force)
    var conflict = OutputConflict(inputs: [self.model, file] + files.all)
    try conflict.add(file: path)
    let model = try ClusterModel(path: model)
    guard let count = model.centerCount else {
      throw ClusterError.noCenters(
        model: self.model,
        method: "\(model.method.rawValue) with \(model.metric.rawValue) distances")
    }
    var settings = ClusterSettings(file: file)
    settings.wraps = wraps
    settings.method = model.method
    settings.metric = model.metric
    settings.files = files
    (settings.id, settings.header) = (id, header)
    try settings.validateDistances()
    let input = try ClusterInput(settings, known: model.columns)
    told(input.findings)
    let rows = try PreparedRows(
      input, codings: model.codings, frame: input.places?.frame, for: model.metric)
    told(rows.findings)
    var found: NearestCenters
    if let centers = model.centers, VectorMetric(rawValue: model.metric.rawValue) != nil {
      guard let matrix = rows.matrix else { throw ClusterError.noColumns(file: file) }
      let search = CenterSearch(centers: centers, metric: model.metric)
      let near = try search.nearest(matrix)
      found = .init(
        labels: near.labels, distances: near.distances,
        all: allDistances ? try search.all(matrix) : nil)
    } else {
      let frame = input.places?.frame
      var builder = ClusterSpaceBuilder(
        settings: settings, frame: frame, codings: model.codings,
        rows: try model.measured(file: self.model, frame: frame))
      builder.beside = MeasuredRows(input, rows, for: model.metric)
      builder.ranges = model.ranges
      builder.rowsAreCenters = true
      found = try builder.build(for: AssignmentSearch(allDistances: allDistances, told: told))
    }
    let unit = MeasureUnit(exponent: model.exponent)
    found.distances = found.distances.map { unit.plain($0) }
    found.all = found.all.map { $0.map { unit.plain($0) } }
    try AtomicFile.write(table(found, input, rows, count: count), to: path, force: force)
    return found.labels.count { $0 >= 0 }
  }

  private func table(
    _ found: NearestCenters, _ input: ClusterInput, _ rows: PreparedRows, count: Int
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

/// The nearest center of each new row.
private struct NearestCenters {
  /// −1 where no center can be reached.
  var labels: [Int]
  var distances: [Double]
  /// Row after row a distance to each center; nil where not asked for.
  var all: [Double]?
}

/// Measures from new rows to the centers of a model, in any metric.
private struct AssignmentSearch: ClusterSpaceUser {
  let allDistances: Bool
  let told: ([Finding]) -> Void

  func use<Provider: DistanceProvider>(_ space: ClusterSpace<Provider>) throws -> NearestCenters {
    told(space.findings)
    let rows = space.provider.prepare(space.beside)
    let centers = space.provider.prepare(space.places)
    let chosen = Array(space.places.indices)
    let near = space.provider.nearest(from: rows, among: centers, chosen: chosen)
    var all: [Double]?
    if allDistances {
      let table = space.provider.distances(from: rows, to: centers, chosen: chosen)
      all = space.beside.indices.flatMap { row in chosen.map { table[$0, row] } }
    }
    return NearestCenters(labels: near.sites.map { $0 ?? -1 }, distances: near.distances, all: all)
  }
}
