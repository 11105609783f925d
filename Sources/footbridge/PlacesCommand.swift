import ArgumentParser
import Exchange
import Planner

struct PlacesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "places",
    abstract: "Find the places that people visit often in GPS traces.",
    discussion: """
      EXAMPLES
        The places of everybody in a file, and a map:
          footbridge places fixes.csv --out places/
        All tracks of a watch, times by the clocks of home:
          footbridge places tracks/ --time-zone Europe/Zurich --out places/
        A folder for each person, places that all of them share:
          footbridge places people/ --person-from folder --shared --out places/
        A railway between two shops keeps them apart:
          footbridge places fixes.csv --barriers railway.geojson --out places/
        Places by the nearest of the addresses that you have:
          footbridge places fixes.csv --reference porto.csv --out places/
        Visits as they end, from a stream of fixes:
          tail -f fixes.csv | footbridge places --follow -

      Reads GPX, CSV, GeoLife PLT, GeoJSON, KML, TCX, GeoPackage, Google's Timeline
      and OwnTracks .rec, compressed with gzip or not. The folder holds
      places.geojson, extents.geojson, visits.csv, stays.csv, fixes.csv, cleaned.csv,
      places.svg and summary.json.
      """)

  @Argument(help: "Files and folders of traces; '-' for standard input.")
  var traces: [String]

  @OptionGroup(title: "What counts") var rules: PlacesRuleOptions
  @OptionGroup(title: "Reading") var input: PlacesInputOptions
  @OptionGroup(title: "Barriers") var barriers: BarrierOptions
  @OptionGroup(title: "Names") var names: PlacesNameOptions
  @OptionGroup(title: "Output") var output: PlacesOutputOptions

  func settings() throws -> PlacesSettings {
    var settings = PlacesSettings(files: traces)
    rules.apply(to: &settings)
    try input.apply(to: &settings)
    barriers.apply(to: &settings)
    names.apply(to: &settings)
    output.apply(to: &settings)
    settings.command = CommandText.current
    return settings
  }

  func run() throws {
    try tellingFailures {
      let settings = try settings()
      try settings.validate()
      if output.follow {
        // Whoever reads a pipe wants a visit when it ends, not when a buffer is full.
        var follower = PlacesFollower(settings)
        try follower.run(
          onVisit: { try StandardOutput.write($0 + "\n") }, warn: { Console.say($0) })
        return
      }
      let folder = try PlacesFolder(settings)
      let report = try PlacesSearch(settings).run()
      tell(
        report.findings, quiet: output.quiet,
        rest: settings.out == nil ? "--out writes all to summary.json" : "summary.json has all")
      let lines = try folder.write(report)
      if output.json {
        try StandardOutput.write(report.summaryText)
      } else {
        try StandardOutput.say(report.text)
        for line in lines { try StandardOutput.say(line) }
      }
    }
  }
}
