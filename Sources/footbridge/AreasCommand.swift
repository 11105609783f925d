import ArgumentParser
import Planner

struct AreasCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "areas",
    abstract: "Divide the land among given facilities: who is nearest to which.",
    discussion: """
      EXAMPLES
        The service areas of all schools, by the way that people really travel:
          footbridge areas --facilities schools.csv \\
            --barriers river.geojson --crossings bridges.geojson --out areas.geojson
        The same with one bridge closed:
          footbridge areas --facilities schools.csv \\
            --barriers river.geojson --crossings bridges.geojson \\
            --close old-bridge --out closed.geojson

      Writes GeoJSON polygons that cover the land once and do not reach over barriers. Nobody
      needs to live there.
      """)

  @Option(
    help: ArgumentHelp(
      "Where the facilities stand, as CSV or GeoJSON; '-' for standard input.", valueName: "file"))
  var facilities: String

  @Option(help: ArgumentHelp("The column of ids of the facilities.", valueName: "column"))
  var id: String?

  @Option(
    help: ArgumentHelp(
      "A scenario file to take barriers, crossings and the CRS from.", valueName: "file"))
  var scenario: String?

  @Option(
    help: ArgumentHelp(
      """
      How much land around the outermost facilities. (default: a quarter of their extent, 1 km at \
      least)
      """, valueName: "metres"))
  var margin: Length?

  @Option(
    help: ArgumentHelp(
      "How far a border may lie from the true one. (default: 1)", valueName: "metres"))
  var tolerance: Length?

  @OptionGroup(title: "World") var world: WorldOptions

  @OptionGroup var output: FileOutputOptions

  @Flag(help: "Colours and texts for geojson.io and the like, by the keys of simplestyle.")
  var style = false

  @Flag(help: "Say only what is wrong, not what was read.")
  var quiet = false

  func run() throws {
    try tellingFailures {
      let settings = try world.settings(scenario: scenario)
      var query = AreasQuery(
        settings, facilities: facilities, margin: margin?.metres, tolerance: tolerance?.metres ?? 1)
      query.idColumn = id
      query.withStyle = style
      query.force = output.force
      try query.run(writingTo: output.path, told: { tell($0, quiet: quiet) })
    }
  }
}
