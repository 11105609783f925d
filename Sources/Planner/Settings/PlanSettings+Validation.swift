import Exchange

extension PlanSettings {
  /// Finds what contradicts itself before any file is read.
  ///
  /// - Throws: The first ``SettingsError``.
  public func validate() throws(SettingsError) {
    guard scenario.demand != nil else { throw .missing(what: "demand", option: "--demand FILE") }
    guard let facilities = scenario.facilities else {
      throw .missing(what: "number of facilities", option: "--facilities N")
    }
    guard facilities > 0 else { throw .noFacilities(facilities) }
    guard scenario.maxDistance == nil else {
      throw .notSupported(
        key: "max_distance", instead: "remove it; thresholds report who lives within a distance")
    }
    try validateTravel()
    switch sites {
    case .candidates where scenario.candidates == nil && scenario.existing.isEmpty:
      throw .needs(option: "--sites", choice: "candidates", file: "--candidates FILE")
    case .anywhere where [.matrix, .zones, .network].contains(distance):
      throw .anywhereNeedsPlane(distance.rawValue)
    default: break
    }
    try requirePositive(scenario.timeLimit, "--time-limit")
    for limit in scenario.thresholds { try requirePositive(limit, "--thresholds") }
    if let gap, !(gap >= 0 && gap.isFinite) { throw .gapNotShare(gap) }
  }

  /// Finds contradictions in what concerns files and travel, as all commands need it.
  ///
  /// - Throws: The first ``SettingsError``.
  public func validateTravel() throws(SettingsError) {
    try validateStandardInput()
    let distance = distance
    switch distance {
    case .matrix where scenario.matrix == nil:
      throw .needs(option: "--distance", choice: "matrix", file: "--matrix FILE")
    case .zones where scenario.crossingFiles.isEmpty && scenario.zones == nil:
      throw .needs(option: "--distance", choice: "zones", file: "--crossings FILE")
    case .barriers where scenario.barrierFiles.isEmpty:
      throw .needs(option: "--distance", choice: "barriers", file: "--barriers FILE")
    case .network where scenario.streets == nil:
      throw .needs(option: "--distance", choice: "network", file: "--streets FILE")
    case .geodesic where crs == .planar:
      throw .geodesicNeedsDegrees
    default: break
    }
    if let id = scenario.open.first(where: scenario.close.contains) {
      throw .openedAndClosed(id)
    }
    if !(scenario.open + scenario.close).isEmpty && distance != .barriers && distance != .zones {
      throw .nothingToClose(distance.rawValue)
    }
    if !scenario.costs.isEmpty && distance != .barriers && distance != .zones {
      throw .noCrossings(distance.rawValue)
    }
    try requirePositive(scenario.snapDemand, "--snap-demand")
    try requirePositive(scenario.snapBarriers, "--snap-barriers")
    try requirePositive(scenario.crossingTolerance, "--crossing-tolerance")
    try requirePositive(scenario.snapLimit, "--snap-limit")
  }

  private func validateStandardInput() throws(SettingsError) {
    let files =
      [
        ("--demand", scenario.demand?.file), ("--candidates", scenario.candidates?.file),
        ("--barriers", scenario.barriers), ("--crossings", scenario.crossings),
        ("--matrix", scenario.matrix), ("--streets", scenario.streets),
        ("--street-nodes", scenario.streetNodes),
      ] + scenario.existing.map { ("--existing", $0.file) }
      + scenario.addedBarriers.map { ("--add-barriers", $0) }
      + scenario.addedCrossings.map { ("--add-crossings", $0) }
    let piped = files.filter { $0.1 == "-" }
    if piped.count > 1 { throw .standardInputTwice(piped[0].0, piped[1].0) }
  }

  private func requirePositive(_ value: Double?, _ option: String) throws(SettingsError) {
    if let value, !(value > 0 && value.isFinite) {
      throw .notPositive(option: option, value: value)
    }
  }
}
