import ArgumentParser
import Exchange
import Planner

struct ClusterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cluster",
    abstract: "Put points into clusters, choose how many, and draw every step.",
    discussion: """
      EXAMPLES
        Three clusters of the points in a file:
          footbridge cluster points.csv -k 3 --out clusters/
        How many groups are there?
          footbridge cluster points.csv -k auto
        Columns of different units, and a picture of every step:
          footbridge cluster flowers.csv --columns petal_length,petal_width -k 3 \\
            --scale standard --out clusters/ --plot clusters.svg --animate steps.gif
        Five meeting points in a city cut by a river:
          footbridge cluster homes.csv --method hybrid --barriers river.geojson \\
            --crossings bridges.geojson -k 5 --out clusters/
        Shapes that no mean describes:
          footbridge cluster moons.csv --method hdbscan --min-size 10 --out clusters/

      The folder holds clusters.csv, centers.csv, model.json, summary.json and, where
      there are coordinates, clusters.geojson.
      """)

  @Argument(help: "Points, as CSV or GeoJSON; '-' for standard input.")
  var file: String

  @OptionGroup(title: "Method") var method: ClusterMethodOptions
  @OptionGroup(title: "Distances") var distances: ClusterDistanceOptions
  @OptionGroup(title: "Columns") var columns: ClusterColumnOptions
  @OptionGroup(title: "Output") var output: ClusterOutputOptions

  func settings() -> ClusterSettings {
    var settings = ClusterSettings(file: file)
    method.apply(to: &settings)
    settings.files = distances.files
    columns.apply(to: &settings)
    output.apply(to: &settings)
    settings.command = CommandText.current
    return settings
  }

  func run() throws {
    try tellingFailures {
      let settings = settings()
      try settings.validate()
      let folder = try ClusterFolder(settings)
      let line = ProgressLine(quiet: output.quiet, after: 1)
      defer { line.finish() }
      let report = try cluster(settings, line)
      line.show(ClusterProgress.writing)
      let lines = try folder.write(report) { findings in
        line.hide()
        tell(findings, quiet: output.quiet)
      }
      line.finish()
      if output.json {
        try StandardOutput.write(report.summaryText)
      } else {
        try StandardOutput.say(report.text)
        for line in lines { try StandardOutput.say(line) }
      }
      if report.wasInterrupted { throw ExitCode(130) }
    }
  }

  private func cluster(
    _ settings: ClusterSettings, _ line: ProgressLine
  ) throws -> ClusterReport {
    Interruption.listen()
    do {
      return try Clusterer(settings).run(
        shouldStop: { Interruption.isAsked },
        told: { findings in
          line.hide()
          tell(findings, quiet: output.quiet)
        },
        progress: { line.show($0) })
    } catch  where Interruption.isAsked {
      line.finish()
      Console.say("footbridge: \(error)")
      throw ExitCode(130)
    }
  }
}
