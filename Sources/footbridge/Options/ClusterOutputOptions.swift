import ArgumentParser
import Planner

/// What is written, and where.
struct ClusterOutputOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The folder for the results: new, empty or of an earlier run. (default: none is written)",
      valueName: "folder"))
  var out: String?

  @Flag(help: "A column with the distance to each center.")
  var allDistances = false

  @Option(
    help: ArgumentHelp(
      "A picture of the clusters, .svg or .png, with silhouettes and all columns beside it.",
      valueName: "file"))
  var plot: String?

  @Option(help: ArgumentHelp("Texts beside the points of pictures.", valueName: "column"))
  var label: String?

  @Flag(
    help: """
      Colours and texts in clusters.geojson for geojson.io and the like, by the keys of \
      simplestyle.
      """)
  var style = false

  @Flag(help: "Write steps.json: centers and clusters of each iteration.")
  var trace = false

  @Option(help: ArgumentHelp("A folder with a picture of each step.", valueName: "folder"))
  var frames: String?

  @Option(
    help: ArgumentHelp("All steps as an animation, .gif or .apng; repeatable.", valueName: "file"))
  var animate: [String] = []

  @Flag(help: "Replace pictures outside the folder if they are there.")
  var force = false

  @Flag(help: "Print the summary as JSON on standard output.")
  var json = false

  @Flag(help: "No notes; warnings stay.")
  var quiet = false

  func apply(to settings: inout ClusterSettings) {
    settings.out = out
    settings.allDistances = allDistances
    settings.plot = plot
    settings.label = label
    settings.withStyle = style
    settings.trace = trace
    settings.frames = frames
    settings.animations = animate
    settings.force = force
  }
}
