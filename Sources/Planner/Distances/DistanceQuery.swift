import Exchange
import Travel

/// Distances between the points of two files, of all to all or of chosen pairs.
///
///     var scenario = Scenario()
///     scenario.barriers = "river.geojson"
///     scenario.crossings = "bridges.geojson"
///     let query = DistanceQuery(PlanSettings(scenario), from: "homes.csv", to: "schools.csv")
///     try query.run { print($0, terminator: "") }
public struct DistanceQuery: Sendable {
  /// Files, barriers and crossings; demand and sites are not looked at.
  public let settings: PlanSettings
  /// Points to start from.
  public let from: String
  /// Points to go to.
  public let to: String
  /// Pairs of their ids, `from_id,to_id`; nil for all pairs.
  public let pairs: String?
  /// The columns of ids of the two files; nil to find them by their names.
  public var fromID: String?
  public var toID: String?
  /// Whether a file with something in it may be replaced.
  public var force = false

  public init(_ settings: PlanSettings, from: String, to: String, pairs: String? = nil) {
    self.settings = settings
    self.from = from
    self.to = to
    self.pairs = pairs
  }

  /// Writes `from_id,to_id,distance_m,straight_m,crossing_ids` row by row.
  ///
  /// Metres with six decimals; `distance_m` and `crossing_ids` are empty where there is no way.
  /// All pairs come row by row of the first file, in the order of the second; chosen ones in the
  /// order of their file, and there an id may stand in either of the two files.
  ///
  /// - Parameters:
  ///   - told: Findings as soon as they are known, before the first row.
  ///   - write: Takes the text, some thousand rows at a time.
  /// - Throws: ``SettingsError``, or what is wrong with the data; then no row is written.
  public func run(
    told: ([Finding]) -> Void = { _ in }, write: (_ text: String) throws -> Void
  ) throws {
    if [from, to, pairs].count(where: { $0 == "-" }) > 1 {
      throw SettingsError.standardInputTwice("--from", "--to or --pairs")
    }
    try settings.validateTravel()
    var reader = InputReader(settings)
    var data = InputData()
    data.demandFile = from
    let pairFile = pairs.flatMap { reader.pairs($0) }
    let referred = pairFile.map { file in
      ReferredIDs(Set(file.pairs.flatMap { [$0.from, $0.to] }), in: file.file)
    }
    data.demand =
      reader.points(
        Scenario.Points(file: from, columns: fromID.map { [.id: $0] } ?? [:]), role: .points,
        idOption: "--from-id", referred: referred)?.records ?? []
    data.sites = reader.places(
      Scenario.Points(file: to, columns: toID.map { [.id: $0] } ?? [:]), idOption: "--to-id",
      referred: referred)
    let checked = try CheckedData(settings, pointsOf: &data, reader: &reader)
    told(checked.findings)
    let chosen = try ChosenPairs(pairFile, from: checked.people, to: checked.siteLocations)
    try withoutActuallyEscaping(write) { write in
      try checked.builder.build(for: DistanceTableWriter(pairs: chosen, write: write))
    }
  }
}
