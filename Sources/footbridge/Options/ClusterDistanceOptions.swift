import ArgumentParser
import Planner

/// The files that distances are measured with: the same for old points and new.
struct ClusterDistanceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Rivers, railways, fences, for --metric barriers, as GeoJSON.", valueName: "file"))
  var barriers: String?

  @Option(
    help: ArgumentHelp("Bridges, underpasses, gates, as GeoJSON or CSV.", valueName: "file"))
  var crossings: String?

  @Option(help: ArgumentHelp("A crossing to open, or 'all'; repeatable.", valueName: "id"))
  var open: [String] = []

  @Option(help: ArgumentHelp("A crossing to close, or 'all'; repeatable.", valueName: "id"))
  var close: [String] = []

  @Option(
    help: ArgumentHelp(
      "Crossings between zones, for --metric zones, as CSV or GeoJSON.", valueName: "file"))
  var zones: String?

  @Option(
    help: ArgumentHelp(
      "Streets, as CSV (from,to,length_m,oneway) or GeoJSON lines, for --metric network.",
      valueName: "file"))
  var streets: String?

  @Option(
    help: ArgumentHelp(
      "Where the nodes of a CSV of streets lie, as CSV or GeoJSON.", valueName: "file"))
  var streetNodes: String?

  @Option(
    help: ArgumentHelp(
      "How far a point may lie from its street. (default: 500)", valueName: "metres"))
  var snapLimit: Double?

  @Option(
    help: ArgumentHelp("Distances between ids, as CSV, for --metric matrix.", valueName: "file"))
  var matrix: String?

  @OptionGroup var reading: EncodingOptions

  var files: ClusterDistanceFiles {
    var files = ClusterDistanceFiles()
    files.encodings = reading.choice
    files.barriers = barriers
    files.crossings = crossings
    files.open = open
    files.close = close
    files.zones = zones
    files.streets = streets
    files.streetNodes = streetNodes
    files.snapLimit = snapLimit
    files.matrix = matrix
    return files
  }
}
