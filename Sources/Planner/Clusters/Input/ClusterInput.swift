import Exchange
import Geography

/// What was read for a clustering: all rows of the file, in their order.
struct ClusterInput: Sendable {
  let table: TableFile
  /// The columns that are compared; empty where places on the map are.
  private(set) var features: [FeatureColumn] = []
  /// Where rows lie; nil where there are no coordinates or other columns were chosen.
  private(set) var places: ClusterPlaces?
  /// Whether rows are compared by their places.
  private(set) var comparesPlaces = false
  /// Whether the columns that are compared are x and y.
  private(set) var comparesCoordinates = false
  private(set) var weights: [Double]?
  private(set) var findings: [Finding] = []
  /// The column that names rows; nil where none does.
  private let idColumn: Int?
  /// Whether that column was asked for.
  private let isIDChosen: Bool
  /// Columns of numbers or words that are not compared, and why; nil for those that were left out on
  /// purpose, or because coordinates are compared.
  private var leftOut: [(column: Int, nature: ColumnNature?)] = []

  var rowCount: Int { table.rowCount }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - settings: What to read.
  ///   - known: The columns of a model, which the file must have; nil for a new clustering.
  /// - Throws: ``ClusterError``, or all faults of the file.
  init(_ settings: ClusterSettings, known: ClusterModel.Columns? = nil) throws {
    let crs = CRSChoice(settings.crs ?? "auto")
    table = try TableFile.read(
      path: settings.file, coordinates: crs.coordinates, header: settings.header,
      wraps: settings.wraps)
    findings = table.remarks.map(Finding.init)
    isIDChosen = settings.id != nil
    idColumn = try Self.idColumn(table, settings)
    if !table.hasHeader, settings.header == .automatic {
      let names = table.columns.prefix(3).joined(separator: ", ")
      findings.append(
        Finding(
          .note,
          "\(table.file): the first line holds values, not names, so columns are called \(names)"
            + (table.columns.count > 3 ? ", …" : "") + "; add --header if it does name them"))
    }
    guard table.rowCount > 0 else { throw ClusterError.noRows(file: table.file) }
    if let known {
      try read(known, crs: crs, wraps: settings.wraps)
    } else {
      try read(settings, crs: crs)
    }
  }

  /// What names a row: its id, else its number from 1.
  func id(_ row: Int) -> String {
    if !isIDChosen, let own = table.ownID(ofRow: row) { return own.text }
    return idColumn.flatMap { table.text(row, $0) } ?? String(row + 1)
  }

  /// The number of a column, or an error with a suggestion.
  func column(_ name: String) throws(ClusterError) -> Int {
    try Self.column(name, in: table)
  }

  private static func column(_ name: String, in table: TableFile) throws(ClusterError) -> Int {
    if let index = table.columns.firstIndex(of: name) { return index }
    throw .unknownColumn(
      name, file: table.file, suggestion: Suggestion.nearest(to: name, among: table.columns),
      known: table.columns)
  }

  /// The column that was asked for, that has the name of one, or that tells rows apart.
  private static func idColumn(
    _ table: TableFile, _ settings: ClusterSettings
  ) throws(ClusterError) -> Int? {
    if let name = settings.id { return try column(name, in: table) }
    let taken = Set(settings.columns + settings.exclude)
    if let found = table.idColumn, !taken.contains(table.columns[found]) { return found }
    let inspector = ColumnInspector(table: table)
    return table.columns.indices.first {
      !taken.contains(table.columns[$0]) && inspector.nature($0) == .identifier
    }
  }

  // MARK: A new clustering

  private mutating func read(_ settings: ClusterSettings, crs: CRSChoice) throws {
    let chosen = try settings.columns.map { name throws(ClusterError) in try column(name) }
    let others = try [settings.weight, settings.truth, settings.label].compactMap { $0 }
      .map { name throws(ClusterError) in try column(name) }
    for name in settings.ordinals.keys.sorted() { _ = try column(name) }
    let excluded = try settings.exclude.map { name throws(ClusterError) in try column(name) }
    try readPlaces(chosen, crs: crs, settings)
    var reader = FeatureReader(table)
    if settings.usedMetric.comparesColumns, !comparesPlaces {
      let columns = featureColumns(
        chosen, others: others + excluded, excluded: excluded,
        takesWords: settings.usedMetric == .gower, reader: reader)
      guard !columns.isEmpty else { throw ClusterError.noColumns(file: table.file) }
      features = columns.map { column in
        if let levels = settings.ordinals[table.columns[column]] {
          return reader.ranks(column, levels: levels)
        }
        if let values = places?.numbers(ofColumn: column) {
          return .numbers(name: table.columns[column], values: values)
        }
        return reader.looksNumeric(column) ? reader.numbers(column) : reader.words(column)
      }
    }
    try readWeights(settings.weight, with: &reader)
    if let faults = DataFaults(reader.faults) { throw faults }
    for feature in features where (0..<rowCount).allSatisfy(feature.isMissing) {
      throw ClusterError.emptyColumn(feature.name, file: table.file)
    }
    tellColumns(settings)
  }

  /// Finds where rows lie, and whether that is what is compared.
  ///
  /// Degrees are put on a map; x and y are columns like others.
  private mutating func readPlaces(
    _ chosen: [Int], crs: CRSChoice, _ settings: ClusterSettings
  ) throws {
    let metric = settings.usedMetric
    let needsPlaces = metric.needsPlaces
    if chosen.isEmpty || needsPlaces {
      places = try ClusterPlaces(
        table, crs: crs, isChosen: settings.crs != nil, arePlaces: needsPlaces,
        wraps: settings.wraps)
    } else {
      // Places are for the map alone, or are the chosen columns themselves.
      places = try? ClusterPlaces(
        table, crs: crs, isChosen: settings.crs != nil, wraps: settings.wraps)
    }
    guard let places else {
      if needsPlaces {
        throw ClusterError.noCoordinates(
          file: table.file, metric: "--metric \(metric.rawValue)")
      }
      return
    }
    let isChosen =
      chosen.isEmpty
      || places.columns.map { chosen == [$0.x, $0.y] || chosen == [$0.y, $0.x] } == true
    if let pair = places.columns, !needsPlaces,
      settings.exclude.contains(table.columns[pair.x])
        || settings.exclude.contains(table.columns[pair.y])
    {
      return
    }
    comparesPlaces =
      needsPlaces || metric == .network && places.positions.allSatisfy { $0 != nil }
      || isChosen && metric.comparesColumns && metric != .gower
        && (table.hasGeometries || places.frame.isGeographic)
  }

  private mutating func featureColumns(
    _ chosen: [Int], others: [Int], excluded: [Int], takesWords: Bool, reader: FeatureReader
  ) -> [Int] {
    if !chosen.isEmpty { return chosen }
    let rest = table.columns.indices.filter { $0 != idColumn && !others.contains($0) }
    leftOut = excluded.filter { $0 != idColumn }.map { ($0, nil) }
    if let pair = places?.columns, !takesWords, !excluded.contains(pair.x),
      !excluded.contains(pair.y)
    {
      comparesCoordinates = true
      leftOut += rest.filter { $0 != pair.x && $0 != pair.y }.map { ($0, nil) }
      return [pair.x, pair.y]
    }
    let inspector = ColumnInspector(table: table)
    var columns: [Int] = []
    var numbered: [Int] = []
    for column in rest {
      if let nature = inspector.nature(column) {
        if nature == .rowNumbers { numbered.append(column) }
        leftOut.append((column, nature))
      } else if takesWords || reader.looksNumeric(column) {
        columns.append(column)
      } else {
        leftOut.append((column, .words))
      }
    }
    // A single column that counts on is data all the same.
    guard columns.isEmpty, !numbered.isEmpty else { return columns }
    leftOut.removeAll { $0.nature == .rowNumbers }
    return numbered
  }

  private mutating func readWeights(
    _ name: String?, with reader: inout FeatureReader
  ) throws {
    guard let name else { return }
    let column = try column(name)
    guard case .numbers(_, let values) = reader.numbers(column) else { return }
    for (row, value) in values.enumerated() where !(value >= 0) && reader.faults.isEmpty {
      throw DataFaults(
        table.fault(
          row: row, column: column, value: table.text(row, column), "is no weight",
          "weights are numbers from 0 up"))
    }
    weights = values
  }

  private mutating func tellColumns(_ settings: ClusterSettings) {
    var text = "\(table.file): \(Count.of(rowCount, "row")); "
    if let idColumn { text += "id `\(table.columns[idColumn])`; " }
    if settings.usedMetric == .matrix {
      text += "compared by the distances in \(settings.files.matrix ?? "")"
    } else if settings.usedMetric == .network, !comparesPlaces {
      text += "compared by the nodes of their streets"
    } else if comparesPlaces, let places {
      text +=
        table.hasGeometries ? "places" : "places from `\(places.names.x)`, `\(places.names.y)`"
    } else {
      let names = features.map { feature in
        if case .words(_, _, let levels) = feature {
          return
            "`\(feature.name)` (\(Count.of(levels.count, "word")))"
        }
        return "`\(feature.name)`"
      }
      text += "columns " + names.joined(separator: ", ")
    }
    text += leftOutText
    if idColumn == nil, !table.hasGeometries { text += "; no id column, rows go by their numbers" }
    findings.append(Finding(.note, text))
    findings += table.warnings.map { Finding(.warning, $0.description) }
    if let places, comparesPlaces, places.frame.isGeographic, settings.usedMetric != .geodesic {
      findings.append(places.frame.finding)
    }
  }

  private var leftOutText: String {
    guard !leftOut.isEmpty else { return "" }
    let most = 12
    let names = leftOut.prefix(most).map { column, nature in
      "`\(table.columns[column])`" + (nature.map { " (\($0.words))" } ?? "")
    }
    let isByItself = leftOut.contains { $0.nature != nil && $0.nature != .words }
    return "; left out: " + names.joined(separator: ", ")
      + (leftOut.count > most ? ", …" : "")
      + (isByItself ? " – name them in --columns to compare them" : "")
  }

  // MARK: The columns of a model

  private mutating func read(
    _ known: ClusterModel.Columns, crs: CRSChoice, wraps: Bool
  ) throws {
    var reader = FeatureReader(table)
    switch known {
    case .places(let names, let crs):
      if !table.hasGeometries {
        for name in [names.x, names.y] where !table.columns.contains(name) {
          throw ClusterError.noCoordinates(file: table.file, metric: "this model")
        }
      }
      places = try ClusterPlaces(table, crs: CRSChoice(crs), isChosen: true, wraps: wraps)
      guard places != nil else {
        throw ClusterError.noCoordinates(file: table.file, metric: "this model")
      }
      comparesPlaces = true
    case .features(let codings, let model):
      let missing = codings.map(\.name).filter { !table.columns.contains($0) }
      guard missing.isEmpty else {
        throw ClusterError.otherColumns(model: model, missing: missing, file: table.file)
      }
      for coding in codings {
        let column = try column(coding.name)
        switch coding.kind {
        case .numbers: features.append(reader.numbers(column))
        case .ranks: features.append(reader.ranks(column, levels: coding.levels))
        case .words: features.append(reader.words(column, levels: coding.levels))
        }
      }
      places = try? ClusterPlaces(table, crs: crs, isChosen: false, wraps: wraps)
    }
    if let faults = DataFaults(reader.faults) { throw faults }
    findings.append(Finding(.note, "\(table.file): \(Count.of(rowCount, "row"))"))
    findings += table.warnings.map { Finding(.warning, $0.description) }
  }
}
