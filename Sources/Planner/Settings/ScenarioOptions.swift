public import Exchange

/// The keys of a scenario as they are given one by one; what is nil leaves the scenario as it is.
public struct ScenarioOptions: Hashable, Sendable {
  public var name: String?
  public var title: String?
  /// What the key `description` says.
  public var summary: String?
  public var demand: String?
  public var demandColumns: [String: String] = [:]
  /// Files of addresses with their places.
  public var references: [String] = []
  public var candidates: String?
  public var candidateColumns: [String: String] = [:]
  public var existing: [String] = []
  /// The name of the column of ids of the existing facilities.
  public var existingID: String?
  public var sites: SitesChoice?
  public var barriers: String?
  public var crossings: String?
  public var addedBarriers: [String] = []
  public var addedCrossings: [String] = []
  /// Metres by id of the crossing.
  public var costs: [String: Double] = [:]
  public var zones: String?
  public var matrix: String?
  /// The names of its columns: where from, where to, how far.
  public var matrixColumns: [String] = []
  public var streets: String?
  public var streetNodes: String?
  public var streetJoints: StreetJointsChoice?
  /// Metres.
  public var snapLimit: Double?
  /// Nodes.
  public var snapPast: Int?
  public var distance: DistanceChoice?
  /// The encodings of the files, the scenario's own among them.
  public var encodings = EncodingChoice()
  public var crs: String?
  public var objective: ObjectiveChoice?
  /// A share: 0.1 is a tenth.
  public var worst: Double?
  /// A share.
  public var mix: Double?
  /// One number, or several that are compared.
  public var facilities: ClosedRange<Int>?
  public var planFor: Int?
  /// Metres.
  public var maxDistance: Double?
  /// A share.
  public var capacitySlack: Double?
  public var ignoresCapacities: Bool?
  public var minAssigned: Double?
  /// The name of a column of the demand.
  public var baseline: String?
  public var maxMoves: Double?
  public var alternatives: Int?
  /// A share.
  public var alternativesWithin: Double?
  /// A share.
  public var gap: Double?
  public var requiresServed: Bool?
  public var seed: UInt64?
  /// Seconds.
  public var timeLimit: Double?
  /// Metres.
  public var snapDemand: Double?
  /// Metres.
  public var snapBarriers: Double?
  /// Metres.
  public var crossingTolerance: Double?
  /// Metres.
  public var thresholds: [Double] = []
  public var open: [String] = []
  public var close: [String] = []
  public var routes: RoutesChoice?
  public var credits: [String] = []
  /// The folder to write to.
  public var out: String?

  public init() {}
}

extension PlanSettings {
  /// A scenario file, if there is one, with options in place of its keys.
  ///
  /// - Throws: `DataFaults` for the file; ``SettingsError`` for a column role that is not known.
  public init(scenarioFile: String?, options: ScenarioOptions) throws {
    var scenario =
      try scenarioFile.map {
        try ScenarioFile.read(path: $0, encodings: options.encodings)
      } ?? Scenario()
    try options.apply(to: &scenario)
    self.init(scenario)
  }
}

extension ScenarioOptions {
  /// Puts what is given in place of what the scenario says.
  ///
  /// - Throws: ``SettingsError/unknownColumnRole(_:known:)``.
  func apply(to scenario: inout Scenario) throws(SettingsError) {
    replace(&scenario.name, name)
    replace(&scenario.title, title)
    replace(&scenario.summary, summary)
    try replace(&scenario.demand, file: demand, columns: demandColumns)
    try replace(&scenario.candidates, file: candidates, columns: candidateColumns)
    if !references.isEmpty { scenario.references = references }
    if !existing.isEmpty { scenario.existing = existing.map { Scenario.Points(file: $0) } }
    if let existingID {
      for index in scenario.existing.indices { scenario.existing[index].columns[.id] = existingID }
    }
    replace(&scenario.sites, sites.flatMap { Scenario.Sites(rawValue: $0.rawValue) })
    replace(&scenario.barriers, barriers)
    replace(&scenario.crossings, crossings)
    replace(&scenario.zones, zones)
    replace(&scenario.matrix, matrix)
    if !matrixColumns.isEmpty { scenario.matrixColumns = matrixColumns }
    replace(&scenario.streets, streets)
    replace(&scenario.streetNodes, streetNodes)
    replace(
      &scenario.streetJoints,
      streetJoints.flatMap { Scenario.StreetJoints(rawValue: $0.rawValue) })
    replace(&scenario.snapLimit, snapLimit)
    replace(&scenario.snapPast, snapPast)
    replace(&scenario.distance, distance.flatMap { Scenario.Distance(rawValue: $0.rawValue) })
    replace(&scenario.encodings.common, encodings.common)
    scenario.encodings.byFile.merge(encodings.byFile) { _, option in option }
    replace(&scenario.crs, crs)
    replace(&scenario.objective, objective.map(\.inScenario))
    replace(&scenario.worst, worst)
    replace(&scenario.mix, mix)
    if let facilities {
      scenario.facilities = facilities.upperBound
      scenario.leastFacilities = facilities.count > 1 ? facilities.lowerBound : nil
    }
    replace(&scenario.planFor, planFor)
    replace(&scenario.maxDistance, maxDistance)
    replace(&scenario.capacitySlack, capacitySlack)
    replace(&scenario.ignoresCapacities, ignoresCapacities)
    replace(&scenario.minAssigned, minAssigned)
    replace(&scenario.baseline, baseline)
    replace(&scenario.maxMoves, maxMoves)
    replace(&scenario.alternatives, alternatives)
    replace(&scenario.alternativesWithin, alternativesWithin)
    replace(&scenario.gap, gap)
    replace(&scenario.requiresServed, requiresServed)
    replace(&scenario.seed, seed)
    replace(&scenario.timeLimit, timeLimit)
    replace(&scenario.snapDemand, snapDemand)
    replace(&scenario.snapBarriers, snapBarriers)
    replace(&scenario.crossingTolerance, crossingTolerance)
    replace(&scenario.routes, routes.flatMap { Scenario.Routes(rawValue: $0.rawValue) })
    replace(&scenario.out, out)
    if !thresholds.isEmpty { scenario.thresholds = thresholds }
    if !open.isEmpty { scenario.open = open }
    if !close.isEmpty { scenario.close = close }
    if !addedBarriers.isEmpty { scenario.addedBarriers = addedBarriers }
    if !addedCrossings.isEmpty { scenario.addedCrossings = addedCrossings }
    scenario.costs.merge(costs) { _, option in option }
    if !credits.isEmpty { scenario.credits = credits }
  }

  private func replace<Value>(_ key: inout Value?, _ option: Value?) {
    if let option { key = option }
  }

  private func replace(
    _ key: inout Scenario.Points?, file: String?, columns: [String: String]
  ) throws(SettingsError) {
    if let file { key = Scenario.Points(file: file) }
    for (name, column) in columns {
      guard let role = ColumnRole(rawValue: Self.roleNames[name] ?? name) else {
        throw .unknownColumnRole(name, known: ColumnRole.allCases.map(\.rawValue))
      }
      key?.columns[role] = column
    }
  }

  /// Short forms of the roles.
  private static let roleNames = ["lon": "longitude", "lat": "latitude", "wkt": "position"]
}

extension ObjectiveChoice {
  fileprivate var inScenario: Scenario.Objective {
    switch self {
    case .median: .median
    case .means: .means
    case .center: .center
    case .coverage: .coverage
    case .coverAll: .coverAll
    case .fair: .fair
    }
  }
}
