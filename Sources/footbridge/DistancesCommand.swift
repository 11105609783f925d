import ArgumentParser
import Planner

struct DistancesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "distances",
    abstract: "Measure how far people really travel, and over which crossings.",
    discussion: """
      EXAMPLES
        From every home to every school:
          footbridge distances --from homes.csv --to schools.csv \\
            --barriers river.geojson --crossings bridges.geojson
        Chosen pairs (from_id,to_id), all crossings closed but one:
          footbridge distances --pairs pairs.csv --from homes.csv --to schools.csv \\
            --barriers river.geojson --crossings bridges.geojson \\
            --close all --open old-bridge --out distances.csv

      Writes from_id,to_id,distance_m,straight_m,crossing_ids: metres with six decimals, crossings
      in the order of travel, separated by spaces. Where there is no way, distance_m is empty.
      """)

  @Option(
    help: ArgumentHelp(
      "Points to start from, as CSV or GeoJSON; '-' for standard input.", valueName: "file"))
  var from: String

  @Option(
    help: ArgumentHelp(
      "Points to go to, as CSV or GeoJSON; '-' for standard input.", valueName: "file"))
  var to: String

  @Option(
    name: .customLong("from-id"),
    help: ArgumentHelp("The column of ids of --from.", valueName: "column"))
  var fromID: String?

  @Option(
    name: .customLong("to-id"),
    help: ArgumentHelp("The column of ids of --to.", valueName: "column"))
  var toID: String?

  @Option(
    help: ArgumentHelp(
      "Pairs to measure, as CSV with from_id and to_id. (default: all pairs)", valueName: "file"))
  var pairs: String?

  @Option(
    help: ArgumentHelp(
      "A scenario file to take barriers, crossings and the CRS from.", valueName: "file"))
  var scenario: String?

  @OptionGroup(title: "World") var world: WorldOptions

  @OptionGroup var output: FileOutputOptions

  @Flag(help: "Say only what is wrong, not what was read.")
  var quiet = false

  func run() throws {
    try tellingFailures {
      let settings = try world.settings(scenario: scenario)
      var query = DistanceQuery(settings, from: from, to: to, pairs: pairs)
      query.fromID = fromID
      query.toID = toID
      query.force = output.force
      try query.run(writingTo: output.path, told: { tell($0, quiet: quiet) })
    }
  }
}
