import ArgumentParser
import Exchange
import Planner

struct GeocodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "geocode",
    abstract: "Find the coordinates of addresses among addresses that you have.",
    discussion: """
      EXAMPLES
        footbridge geocode pupils.csv --reference porto.csv --out placed.csv
        footbridge geocode pupils.csv --reference adresses-75.csv --out placed.geojson \\
          --unmatched unmatched.csv
        footbridge geocode pupils.csv --nominatim http://localhost:8080 --out placed.csv

      References are OpenAddresses (CSV or GeoJSON lines), BAN, or any CSV with a street, a house
      number and a place. Nothing leaves the machine unless --nominatim is given. The result has
      every row with all its columns, and lon, lat, match, score, changed and candidates:
      match is exact, corrected, interpolated, street, none or ambiguous.
      """)

  @Argument(help: "The addresses, as CSV or GeoJSON; '-' for standard input.")
  var file: String

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Addresses whose coordinates are known; several, or repeatable.", valueName: "file"))
  var reference: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      Where the index of the references is kept. (default: in the user's cache folder)
      """, valueName: "file"))
  var index: String?

  @Option(
    help: ArgumentHelp(
      "Columns to read, such as street=morada,number=porta.", valueName: "role=column"))
  var columns: ColumnChoices?

  @OptionGroup var reading: EncodingOptions

  @Option(
    help: ArgumentHelp(
      """
      A Nominatim server of your own that is sent what the references have not, one address a \
      second.
      """, valueName: "url"))
  var nominatim: String?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The file to write, CSV or GeoJSON by its name. (default: standard output)",
      valueName: "file"))
  var out: String?

  @Option(
    help: ArgumentHelp("Also write what has no house, with reasons, as CSV.", valueName: "file"))
  var unmatched: String?

  @Flag(help: "Longitudes of references beyond ±180 are brought back to it.")
  var wrap = false

  @OptionGroup var replacing: ReplaceOptions

  @Flag(help: "Print the report as JSON on standard output.")
  var json = false

  @Flag(help: "No notes; warnings stay.")
  var quiet = false

  func validate() throws {
    if reference.isEmpty, nominatim == nil {
      throw ValidationError("there is nothing to look in; add --reference FILE")
    }
    if json, out == nil || out == "-" {
      throw ValidationError("--json takes the standard output; name a file with --out")
    }
  }

  func run() throws {
    try tellingFailures {
      var request = GeocodeRequest(file: file, references: reference)
      request.index = index
      request.columns = columns?.columns ?? [:]
      request.encodings = reading.choice
      request.server = nominatim
      request.unmatched = unmatched
      request.force = replacing.force
      request.wraps = wrap
      request.command = CommandText.current
      // Asking a server takes hours; all else is soon done.
      if nominatim != nil { Interruption.listen() }
      let report = try request.run(
        writingTo: out ?? "-", told: { tell($0, quiet: quiet) },
        shouldStop: { Interruption.isAsked })
      if json {
        try StandardOutput.write(report.json)
      } else if let out, out != "-" {
        try StandardOutput.say("\(out): \(report.lines.joined(separator: "\n"))")
      } else if !quiet {
        for line in report.lines { Console.say(line) }
      }
    }
  }
}
