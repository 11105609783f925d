import Exchange

extension PlanSettings {
  /// Finds what contradicts itself before any file is read.
  ///
  /// - Throws: The first ``SettingsError``.
  public func validate() throws(SettingsError) {
    guard scenario.demand != nil else { throw .missing(what: "demand", option: "--demand FILE") }
    if let facilities = scenario.facilities {
      guard facilities > 0 else { throw .noFacilities(facilities) }
    } else if objective != .coverAll {
      throw .missing(what: "number of facilities", option: "--facilities N")
    }
    try validateObjective()
    try validateRules()
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

  private func validateObjective() throws(SettingsError) {
    if objective == .fair {
      if let worst = scenario.worst, !(worst > 0 && worst <= 1) {
        throw .notShare(option: "--worst", value: worst, canBeZero: false)
      }
      if let mix = scenario.mix, !(mix >= 0 && mix <= 1) {
        throw .notShare(option: "--mix", value: mix, canBeZero: true)
      }
    } else {
      for (option, value) in [("--worst", scenario.worst), ("--mix", scenario.mix)]
      where value != nil {
        throw .onlyWith(option: option, needed: "--objective fair")
      }
    }
    if objective == .coverAll && curve != nil { throw .noCurve("cover-all") }
    if let count = scenario.planFor {
      guard let curve else { throw .planForWithoutCurve(count) }
      guard curve.contains(count) else { throw .planForOutside(count, curve) }
    }
    if sites == .anywhere && objective != .median && objective != .means {
      throw .needsSites("--objective \(objective.optionName)")
    }
  }

  private func validateRules() throws(SettingsError) {
    try requirePositive(scenario.maxDistance, "--max-distance")
    for (option, value) in [
      ("--capacity-slack", scenario.capacitySlack), ("--min-assigned", scenario.minAssigned),
      ("--max-moves", scenario.maxMoves),
    ] {
      if let value, !(value >= 0 && value.isFinite) {
        throw .belowZero(option: option, value: value)
      }
    }
    if scenario.maxMoves != nil && scenario.baseline == nil {
      throw .onlyWith(option: "--max-moves", needed: "--baseline COLUMN")
    }
    if scenario.capacitySlack != nil && scenario.ignoresCapacities == true {
      throw .onlyWith(option: "--capacity-slack", needed: "capacities, not --ignore-capacities")
    }
    if sites == .anywhere {
      for (option, isSet) in [
        ("--min-assigned", scenario.minAssigned != nil),
        ("--baseline", scenario.baseline != nil), ("--alternatives", scenario.alternatives != nil),
      ] where isSet {
        throw .needsSites(option)
      }
    }
    if let share = scenario.alternativesWithin, !(share >= 0 && share <= 1) {
      throw .notShare(option: "--alternatives-within", value: share, canBeZero: true)
    }
    if let count = scenario.alternatives, count < 1 {
      throw .notPositive(option: "--alternatives", value: Double(count))
    }
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
    for (value, option) in [
      (scenario.snapDemand, "--snap-demand"), (scenario.snapBarriers, "--snap-barriers"),
      (scenario.crossingTolerance, "--crossing-tolerance"), (scenario.snapLimit, "--snap-limit"),
    ] {
      try requirePositive(value, option)
      let range = 0...CoordinateRange.planarReach
      if let value, !range.contains(value) {
        throw .lengthOutOfRange(option: option, value: value, range: range)
      }
    }
    try requirePositive(scenario.snapPast.map(Double.init), "--snap-past")
    if scenario.snapPast != nil && distance != .network {
      throw .onlyWith(option: "--snap-past", needed: "--distance network")
    }
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

extension Scenario.Objective {
  /// As options write it: `cover-all`.
  var optionName: String { String(rawValue.map { $0 == "_" ? "-" : $0 }) }
}
