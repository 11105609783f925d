public import Exchange

/// What is read from the files of a scenario, and what is wrong with it.
public struct DataCheck: Sendable {
  /// What was read, as which columns, and what somebody should look at.
  public private(set) var findings: [Finding] = []
  /// The map that places of findings are on; nil where the files could not be read.
  private var frame: MapFrame?
  private let provenance: Provenance
  private let inputs: [String]
  /// Whether there was anything to read.
  public let hasFiles: Bool

  /// Whether something must be mended before the data can be trusted.
  public var needsMending: Bool { findings.contains { $0.severity == .fault } }

  /// Reads all files that there are, and goes as far as it can.
  ///
  /// - Throws: ``SettingsError`` where what is asked for contradicts itself.
  public init(_ settings: PlanSettings) throws {
    try settings.validateTravel()
    inputs = settings.scenario.inputFiles
    var reader = InputReader(settings)
    var data = InputData.read(settings, with: &reader)
    provenance = Provenance(settings, inputs: reader.inputs)
    let faults =
      reader.faults + data.siteFaults + data.baselineFaults(settings)
      + data.takeSwapFaults(settings)
    hasFiles = !reader.inputs.isEmpty || !faults.isEmpty
    findings = data.findings
    guard faults.isEmpty else {
      findings += faults.map { Finding(.fault, $0.description) }
      return
    }
    do {
      let checked = try CheckedData(settings, data)
      findings = checked.findings
      frame = checked.frame
      let all = checked.people + checked.siteLocations
      findings += try checked.builder.build(
        for: FitCheck(settings: settings, data: data, checked: checked))
      if all.isEmpty && data.barriers.isEmpty && data.crossings.isEmpty {
        findings.append(
          Finding(
            .warning,
            reader.inputs.isEmpty
              ? "nothing was read; name files to check"
              : "the files hold neither points nor barriers nor crossings"))
      }
    } catch {
      findings += String(describing: error).split(separator: "\n")
        .map { Finding(.fault, String($0)) }
    }
  }

  /// Finds out whether a file may be written: one that is there needs `force`, and none may be read.
  ///
  /// - Throws: An `OutputError`.
  public func check(output path: String, force: Bool = false) throws(OutputError) {
    try AtomicFile.check(path, force: force)
    var conflict = OutputConflict(inputs: inputs)
    try conflict.add(file: path)
  }

  /// Writes what has a place on the map to a file, as GeoJSON; `-` is standard output.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - force: Whether a file with something in it may be replaced.
  /// - Throws: An `OutputError`, or a `ProjectionError` for a place off the map.
  public func write(to path: String, force: Bool = false) throws {
    try check(output: path, force: force)
    let frame = frame ?? MapFrame(planar: ())
    let layer = FeatureCollection(
      features: try frame.features(of: findings),
      metadata: provenance.members)
    try AtomicFile.write(
      GeoJSONWriter(coordinates: frame.coordinates).encode(layer), to: path, force: force)
  }
}
