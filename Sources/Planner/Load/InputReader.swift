import Exchange

/// Reads the files of a plan one by one and keeps all faults, so that they are told together.
struct InputReader {
  let settings: PlanSettings
  private(set) var faults: [DataFault] = []
  private(set) var findings: [Finding] = []
  /// What was read, in that order.
  private(set) var inputs: [InputDigest] = []
  /// The system of coordinates that are no degrees, where one is named.
  private let system: ProjectedSystem?
  /// The matrix, once it was read; the inner nil where it could not be.
  private var knownMatrix: MatrixFile??

  init(_ settings: PlanSettings) {
    self.settings = settings
    // A system that nobody knows is a fault of the map, which is made later.
    if case .named(let name) = settings.crs {
      system = (try? ProjectedSystem(name)) ?? nil
    } else {
      system = nil
    }
  }

  mutating func add(_ faults: [DataFault]) { self.faults += faults }

  /// Throws all faults of all files, if there are any.
  func finish() throws(DataFaults) {
    if let faults = DataFaults(faults) { throw faults }
  }

  /// Reads points.
  ///
  /// - Parameters:
  ///   - source: The file, and the columns that are named.
  ///   - role: What they are for.
  ///   - idOption: The option that names the column of ids.
  ///   - referred: The ids by which something else than a matrix calls them.
  /// - Returns: The points; nil where the file cannot be read, which is a fault.
  mutating func points(
    _ source: Scenario.Points, role: PointFile.Role, idOption: String,
    referred: ReferredIDs? = nil
  ) -> PointFile? {
    let matrix = matrix()
    var options = PointFile.Options(
      coordinates: settings.crs.coordinates, role: role, columns: source.columns,
      skipBad: settings.skipBad, swap: settings.swap,
      requiresPosition: settings.distance != .matrix && settings.distance != .network,
      namesNodes: settings.distance == .network, isStrict: settings.isStrict,
      wraps: settings.wraps)
    options.system = system
    options.idOption = idOption
    options.referred = matrix.map { ReferredIDs($0.allIDs, in: $0.file) } ?? referred
    let file = read(source.file, layer: role == .demand ? "demand" : "sites") {
      [options] input throws(DataFaults) in
      try PointFile.read(input.bytes, file: input.name, options: options)
    }
    guard let file else { return nil }
    tell(file)
    return file
  }

  /// The points of a file as places to go to.
  mutating func places(
    _ source: Scenario.Points, idOption: String, referred: ReferredIDs? = nil
  ) -> [SiteInput] {
    let path = source.file
    let records =
      points(source, role: .points, idOption: idOption, referred: referred)?.records ?? []
    return records.map { SiteInput(record: $0, status: .candidate, file: path) }
  }

  private mutating func tell(_ file: PointFile) {
    findings.append(Finding(.note, file.report.description))
    note(file.warnings)
    for fault in file.rejected {
      findings.append(Finding(.warning, "left out: \(fault)", topic: "left out: \(fault.kind)"))
    }
  }

  /// Demand points of a list of addresses; who is not found is named and left out.
  mutating func addresses(_ source: Scenario.Points, references: [String]) -> [PointRecord] {
    guard settings.crs.coordinates == .geographic else {
      faults.append(
        DataFault(
          file: source.file, problem: "addresses have places in degrees, and the plan is in metres",
          remedy: "leave --crs planar out"))
      return []
    }
    var located: GeocodedDemand?
    let input = read(source.file) { input throws(DataFaults) in input }
    guard let input else { return [] }
    do {
      located = try GeocodedDemand(
        input, source, references, encodings: settings.scenario.encodings,
        skipBad: settings.skipBad)
    } catch let error as DataFaults {
      faults += error.faults
    } catch {
      faults.append(DataFault(problem: "\(error)"))
    }
    guard let located else { return [] }
    for path in references { _ = read(path) { input throws(DataFaults) in input.name } }
    tell(located.file)
    findings += located.findings
    return located.file.records
  }

  /// The barriers of the file and of those that are added to it.
  mutating func barriers() -> [Sourced<BarrierRecord>] {
    guard settings.usesBarriers else { return [] }
    let (coordinates, isStrict) = (settings.crs.coordinates, settings.isStrict)
    let (wraps, system) = (settings.wraps, system)
    var records: [Sourced<BarrierRecord>] = []
    for path in settings.scenario.barrierFiles {
      let file = read(path, layer: "barriers") { input throws(DataFaults) in
        try BarrierFile.read(
          input.bytes, file: input.name, coordinates: coordinates, isStrict: isStrict,
          wraps: wraps, system: system)
      }
      guard let file else { continue }
      findings.append(Finding(.note, file.description))
      note(file.warnings)
      records += file.records.map { Sourced(record: $0, file: file.file) }
    }
    requireOneFileEach(records.map { ($0.record.id, $0.file, $0.record.line) }, "barrier")
    return records
  }

  /// The crossings of the file and of those that are added to it, with the costs asked for.
  mutating func crossings() -> [Sourced<CrossingRecord>] {
    let zones = settings.distance == .zones
    guard zones || settings.usesBarriers else { return [] }
    let scenario = settings.scenario
    let files = zones && scenario.zones != nil ? [scenario.zones ?? ""] : scenario.crossingFiles
    var options = CrossingFile.Options(
      coordinates: settings.crs.coordinates, requiresZones: zones, isStrict: settings.isStrict,
      wraps: settings.wraps)
    options.system = system
    var records: [Sourced<CrossingRecord>] = []
    for path in files {
      let file = read(path, layer: "crossings") { [options] input throws(DataFaults) in
        try CrossingFile.read(input.bytes, file: input.name, options: options)
      }
      guard let file else { continue }
      findings.append(Finding(.note, file.description))
      note(file.warnings)
      records += file.records.map { Sourced(record: $0, file: file.file) }
    }
    requireOneFileEach(records.map { ($0.record.id, $0.file, $0.record.line) }, "crossing")
    setCosts(&records)
    return records
  }

  private mutating func setCosts(_ records: inout [Sourced<CrossingRecord>]) {
    let costs = settings.scenario.costs
    guard !costs.isEmpty else { return }
    let ids = records.map(\.record.id)
    for id in costs.keys.sorted() where !ids.contains(id) {
      faults.append(
        DataFault(
          file: settings.scenario.crossingFiles.first, value: id,
          problem: "is not the id of a crossing, but --cost names it",
          remedy: CrossingChanges.remedy(for: id, among: ids)))
    }
    for index in records.indices {
      if let cost = costs[records[index].record.id] { records[index].record.cost = cost }
    }
  }

  /// Ids that stand in two files: each file is checked in itself as it is read.
  private mutating func requireOneFileEach(
    _ records: [(id: String, file: String, line: Int)], _ noun: String
  ) {
    var first: [String: (file: String, line: Int)] = [:]
    for record in records {
      if let other = first[record.id], other.file != record.file {
        faults.append(
          DataFault(
            file: record.file, line: record.line, value: record.id,
            problem: "is also the id of a \(noun) in \(other.file), "
              + DataFault.earlier(line: other.line),
            remedy: "give each \(noun) an id of its own"))
      } else {
        first[record.id] = (record.file, record.line)
      }
    }
  }

  /// Reads the matrix, when it is first asked for.
  mutating func matrix() -> MatrixFile? {
    if let knownMatrix { return knownMatrix }
    let file = readMatrix()
    knownMatrix = .some(file)
    return file
  }

  private mutating func readMatrix() -> MatrixFile? {
    guard settings.distance == .matrix, let path = settings.scenario.matrix else { return nil }
    let columns = settings.scenario.matrixColumns
    let file = read(path) { input throws(DataFaults) in
      try MatrixFile.read(input.bytes, file: input.name, columns: columns)
    }
    guard let file else { return nil }
    let said =
      ["\(file.file): distances from \(file.fromIDs.count) to \(file.toIDs.count) ids"]
      + file.notes
    findings.append(Finding(.note, said.joined(separator: "; ")))
    note(file.warnings)
    if file.missingPairs > 0 {
      findings.append(
        Finding(
          .warning,
          "\(file.file): \(file.missingPairs) pairs have no distance and count as unreachable"))
    }
    return file
  }

  mutating func network() -> NetworkFile? {
    let scenario = settings.scenario
    guard settings.distance == .network, let path = scenario.streets else { return nil }
    let (coordinates, isStrict) = (settings.crs.coordinates, settings.isStrict)
    let (wraps, system) = (settings.wraps, system)
    var nodes: [PointRecord]?
    if let path = scenario.streetNodes {
      var options = PointFile.Options(coordinates: coordinates, wraps: wraps)
      options.system = system
      nodes =
        read(path) { [options] input throws(DataFaults) in
          try PointFile.read(input.bytes, file: input.name, options: options)
        }?.records
      // What is wrong with them has been noted; without them nothing fits.
      guard nodes != nil else { return nil }
    }
    let file = read(path) { input throws(DataFaults) in
      try NetworkFile.read(
        input.bytes, file: input.name, nodes: nodes, coordinates: coordinates, isStrict: isStrict,
        wraps: wraps, system: system)
    }
    guard let file else { return nil }
    findings.append(Finding(.note, file.description))
    note(file.warnings)
    if file.hasLines, let nodes = scenario.streetNodes {
      findings.append(
        Finding(.warning, "\(nodes): not used, for the streets in \(file.file) are drawn lines"))
    }
    return file
  }

  mutating func pairs(_ path: String) -> PairFile? {
    read(path) { input throws(DataFaults) in try PairFile.read(input.bytes, file: input.name) }
  }

  private mutating func note(_ warnings: [DataFault]) {
    for warning in warnings {
      findings.append(Finding(.warning, warning.description, topic: warning.kind))
    }
  }

  /// Reads one file, and keeps its faults and its digest.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - layer: The layer that is meant where there are several.
  ///   - parse: Makes something of its text.
  /// - Returns: What was made of it; nil where there are faults.
  mutating func read<File>(
    _ path: String, layer: String? = nil, _ parse: (InputFile) throws(DataFaults) -> File
  ) -> File? {
    do throws(DataFaults) {
      let input: InputFile
      do throws(DataFault) {
        input = try InputFile(
          path: path, encodings: settings.scenario.encodings, keepsBinary: false)
      } catch { throw DataFaults(error) }
      inputs.append(InputDigest(path: path, sha256: input.sha256))
      inputs += InputDigest.beside(path)
      let readable = try input.inGeoJSON(
        isPlanar: settings.crs.coordinates == .planar,
        encoding: settings.scenario.encodings.encoding(of: path), wraps: settings.wraps,
        named: system?.name, layer: layer)
      findings += readable.remarks.map(Finding.init)
      return try parse(readable.file)
    } catch {
      faults += error.faults
      let others = error.count - error.faults.reduce(0) { $0 + $1.count }
      if others > 0 {
        let last = error.faults.last
        faults.append(.others(others, file: last?.file, line: last?.line))
      }
      return nil
    }
  }
}

extension Scenario {
  /// The file of barriers and those that are added to it.
  var barrierFiles: [String] { [barriers].compactMap(\.self) + addedBarriers }

  /// The file of crossings and those that are added to it.
  var crossingFiles: [String] { [crossings].compactMap(\.self) + addedCrossings }
}
