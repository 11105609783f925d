import ArgumentParser
import Exchange
import Planner

struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Turn a file of one format into one of another.",
    discussion: """
      EXAMPLES
        footbridge convert homes.geojson homes.csv
        footbridge convert homes.csv homes.geojson --crs EPSG:23700
        footbridge convert homes.geojson homes.gpkg
        footbridge convert districts.zip districts.gpkg
        footbridge convert ride.gpx ride.csv --layer track_points
        footbridge convert open-data.zip/roads.csv --out roads.geojson
        footbridge convert big.geojson.gz big.geojsonl --skip-bad
        cat homes.geojson | footbridge convert - - --from geojson --to csv

      Formats go by the endings of the names: .geojson .json (GeoJSON), .geojsonl .ndjson (a
      feature on each line), .geojsons (RFC 8142), .csv .tsv, .gpkg (GeoPackage), .gpx, .kml .kmz,
      .wkt and .wkb (a geometry on each line); read only: .shp or .zip (Shapefile), .fgb
      (FlatGeobuf). With .gz behind them files of text are packed. Ids, properties and their order
      stay as they are.
      """)

  @Argument(help: "The file to read; '-' for standard input.")
  var input: String

  @Argument(help: "The file to write; '-' for standard output.")
  var output: String?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("The file to write, as in every other command.", valueName: "file"))
  var out: String?

  @Option(help: "The format of the input.")
  var from: DataFormat?

  @Option(help: "The format of the output.")
  var to: DataFormat?

  @Option(
    help: ArgumentHelp(
      """
      What the coordinates of the input are: an EPSG code, any name that PROJ knows, or planar. \
      (default: what the file says, else longitude and latitude)
      """, valueName: "crs"))
  var crs: String?

  @Option(
    help: ArgumentHelp(
      "What the coordinates of the output are. (default: longitude and latitude)",
      valueName: "crs"))
  var toCrs: String?

  @Option(
    help: ArgumentHelp(
      """
      The layer to read of a GeoPackage, a GPX (waypoints, routes, tracks, route_points, \
      track_points) or an archive, or to write. (default: the only one)
      """))
  var layer: String?

  @OptionGroup var reading: EncodingOptions

  @Flag(
    exclusivity: .exclusive,
    help: "Whether every departure from a format's rules is a fault, or mended and told.")
  var manner: Manner = .lenient

  @Flag(help: "Leave features with faults out and list them; without it nothing is written.")
  var skipBad = false

  @Flag(help: "The input has latitude before longitude.")
  var swap = false

  @Flag(help: "Longitudes beyond ±180 are brought back to it, and shapes cut at the antimeridian.")
  var wrap = false

  @OptionGroup var replacing: ReplaceOptions

  @Flag(help: "Say only what is wrong, not what was read.")
  var quiet = false

  func validate() throws {
    guard output == nil || out == nil else {
      throw ValidationError("the output is named twice; give either the second file or --out")
    }
    guard output != nil || out != nil else {
      throw ValidationError("there is no output; give a second file, or --out FILE")
    }
  }

  func run() throws {
    try tellingFailures {
      var settings = ConversionSettings(input: input, output: output ?? out ?? "-")
      settings.from = from
      settings.to = to
      settings.crs = crs
      settings.targetCRS = toCrs
      settings.encoding = reading.choice.encoding(of: input)
      settings.layer = layer
      settings.isStrict = manner == .strict
      settings.skipBad = skipBad
      settings.swap = swap
      settings.wraps = wrap
      settings.force = replacing.force
      try Conversion(settings).run { finding in
        if !quiet || finding.severity != .note { Console.say(finding.description) }
      }
    }
  }
}

/// How faults that can be mended are taken.
enum Manner: String, EnumerableFlag {
  case strict, lenient
}
