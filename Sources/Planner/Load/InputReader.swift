import Exchange

/// Reads the files of a plan one by one and keeps all faults, so that they are told together.
struct InputReader {
  let settings: PlanSettings
  private(set) var faults: [DataFault] = []
  private(set) var findings: [Finding] = []

  init(_ settings: PlanSettings) { self.settings = settings }

  /// Throws all faults of all files, if there are any.
  func finish() throws(DataFaults) {
    if let faults = DataFaults(faults) { throw faults }
  }

  mutating func points(
    _ source: Scenario.Points, role: PointFile.Role
  ) -> PointFile? {
    let options = PointFile.Options(
      coordinates: settings.crs.coordinates, role: role, columns: source.columns,
      skipBad: settings.skipBad, swap: settings.swap,
      requiresPosition: settings.distance != .matrix && settings.distance != .network,
      namesNodes: settings.distance == .network)
    let file = keepingFaults { () throws(DataFaults) in
      try PointFile.read(path: source.file, options: options)
    }
    guard let file else { return nil }
    findings.append(Finding(.note, file.report.description))
    note(file.warnings)
    for fault in file.rejected { findings.append(Finding(.warning, "left out: \(fault)")) }
    return file
  }

  mutating func barriers() -> [BarrierRecord] {
    guard settings.usesBarriers, let path = settings.scenario.barriers else { return [] }
    let coordinates = settings.crs.coordinates
    let file = keepingFaults { () throws(DataFaults) in
      try BarrierFile.read(path: path, coordinates: coordinates)
    }
    guard let file else { return [] }
    findings.append(Finding(.note, file.description))
    note(file.warnings)
    return file.records
  }

  mutating func crossings() -> [CrossingRecord] {
    let zones = settings.distance == .zones
    guard zones || settings.usesBarriers,
      let path = (zones ? settings.scenario.zones : nil) ?? settings.scenario.crossings
    else { return [] }
    let options = CrossingFile.Options(
      coordinates: settings.crs.coordinates, requiresZones: zones)
    let file = keepingFaults { () throws(DataFaults) in
      try CrossingFile.read(path: path, options: options)
    }
    guard let file else { return [] }
    findings.append(Finding(.note, file.description))
    note(file.warnings)
    return file.records
  }

  mutating func matrix() -> MatrixFile? {
    guard settings.distance == .matrix, let path = settings.scenario.matrix else { return nil }
    let file = keepingFaults { () throws(DataFaults) in try MatrixFile.read(path: path) }
    guard let file else { return nil }
    findings.append(
      Finding(
        .note,
        "\(file.file): distances from \(file.fromIDs.count) to \(file.toIDs.count) ids"))
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
    let coordinates = settings.crs.coordinates
    let file = keepingFaults { () throws(DataFaults) in
      try NetworkFile.read(path: path, nodes: scenario.streetNodes, coordinates: coordinates)
    }
    guard let file else { return nil }
    findings.append(Finding(.note, file.description))
    if file.hasLines, let nodes = scenario.streetNodes {
      findings.append(
        Finding(.warning, "\(nodes): not used, for the streets in \(file.file) are drawn lines"))
    }
    return file
  }

  mutating func pairs(_ path: String) -> PairFile? {
    keepingFaults { () throws(DataFaults) in try PairFile.read(path: path) }
  }

  private mutating func note(_ warnings: [DataFault]) {
    for warning in warnings { findings.append(Finding(.warning, warning.description)) }
  }

  private mutating func keepingFaults<File>(
    _ read: () throws(DataFaults) -> File
  ) -> File? {
    do {
      return try read()
    } catch {
      faults += error.faults
      return nil
    }
  }
}
