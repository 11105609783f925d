import ArgumentParser
import Planner

/// What stands in the way, and how distances are measured: the same for all commands.
struct WorldOptions: ParsableArguments {
  @OptionGroup var barriers: BarrierOptions

  @Option(
    help: ArgumentHelp(
      "Crossings between zones, for --distance zones, as CSV or GeoJSON.", valueName: "file"))
  var zones: String?

  @Option(
    help: ArgumentHelp(
      "A precomputed distance matrix, for --distance matrix.", valueName: "file"))
  var matrix: String?

  @Option(
    help: ArgumentHelp(
      "The columns of a matrix that is a list of pairs. (default: found by their names)",
      valueName: "from,to,distance"))
  var matrixColumns: Names?

  @Option(
    help: ArgumentHelp(
      "Streets, as CSV (from,to,length_m,oneway) or GeoJSON lines, for --distance network.",
      valueName: "file"))
  var streets: String?

  @Option(
    help: ArgumentHelp(
      "Where the nodes of a CSV of streets lie, as CSV or GeoJSON.", valueName: "file"))
  var streetNodes: String?

  @Option(help: "Where streets that are lines meet. (default: vertices)")
  var streetJoints: StreetJointsChoice?

  @Option(
    help: ArgumentHelp(
      "How far a point may lie from its street. (default: 500)", valueName: "metres"))
  var snapLimit: Double?

  @Option(
    help: ArgumentHelp(
      "Points pass over parts of the streets with fewer nodes than this.", valueName: "nodes"))
  var snapPast: Int?

  @Option(
    name: [.long, .customLong("provider")],
    help: ArgumentHelp(
      "How distances are measured. (default: what the files are made for)",
      valueName: "provider"))
  var distance: DistanceChoice?

  @Option(
    help: """
      'auto' for longitude and latitude, 'planar' for metres, or a projected system such as \
      EPSG:23700, which x and y are in. (default: auto)
      """)
  var crs: String?

  @Option(
    name: .customLong("cost"),
    help: ArgumentHelp(
      "Metres that a crossing adds, in place of what its file says; repeatable.",
      valueName: "id=metres"))
  var costs: [CrossingCost] = []

  @Option(
    name: .customLong("add-barriers"),
    help: ArgumentHelp("More barriers, as if they were there; repeatable.", valueName: "file"))
  var addedBarriers: [String] = []

  @Option(
    name: .customLong("add-crossings"),
    help: ArgumentHelp("More crossings, as if they were there; repeatable.", valueName: "file"))
  var addedCrossings: [String] = []

  @Option(
    help: ArgumentHelp(
      "Ends of barriers move onto one that they nearly meet, at most so far.",
      valueName: "metres"))
  var snapBarriers: Double?

  @Option(
    name: [.long, .customLong("snap-crossings")],
    help: ArgumentHelp(
      "How far a point crossing may lie from its barrier. (default: 50)", valueName: "metres"))
  var crossingTolerance: Double?

  @OptionGroup var reading: EncodingOptions

  @Flag(help: "Latitude and longitude stand in each other's place in the point files.")
  var swap = false

  @Flag(help: "Longitudes beyond ±180 are brought back to it, and shapes cut at the antimeridian.")
  var wrap = false

  @Flag(help: "Leave rows that cannot be read out, and name them, instead of ending.")
  var skipBad = false

  /// What a scenario and options say together, this world among them.
  ///
  /// - Parameters:
  ///   - scenario: The scenario file, if any.
  ///   - options: What the other options say.
  /// - Returns: The settings, not yet validated as a whole.
  /// - Throws: A fault of the scenario file, or a `SettingsError`.
  func settings(
    scenario: String?, _ options: ScenarioOptions = ScenarioOptions()
  ) throws -> PlanSettings {
    var options = options
    apply(to: &options)
    var settings = try PlanSettings(scenarioFile: scenario, options: options)
    apply(to: &settings)
    settings.command = CommandText.current
    return settings
  }

  func apply(to options: inout ScenarioOptions) {
    barriers.apply(to: &options)
    options.zones = zones
    options.matrix = matrix
    options.matrixColumns = matrixColumns?.names ?? []
    options.streets = streets
    options.streetNodes = streetNodes
    options.streetJoints = streetJoints
    options.snapLimit = snapLimit
    options.snapPast = snapPast
    options.distance = distance
    options.encodings = reading.choice
    options.crs = crs
    options.addedBarriers = addedBarriers
    options.addedCrossings = addedCrossings
    options.costs = Dictionary(
      costs.map { ($0.id, $0.metres) }, uniquingKeysWith: { _, last in last })
    options.snapBarriers = snapBarriers
    options.crossingTolerance = crossingTolerance
  }

  func apply(to settings: inout PlanSettings) {
    settings.swap = swap
    settings.wraps = wrap
    settings.skipBad = skipBad
  }
}
