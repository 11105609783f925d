import ArgumentParser
import Exchange
import Planner

struct AssignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assign",
    abstract: "Give new points to the clusters that footbridge cluster found.",
    discussion: """
      EXAMPLES
        footbridge assign --model clusters/model.json newcomers.csv --out assigned.csv
        footbridge assign --model clusters/model.json newcomers.csv --all-distances

      Writes the columns of the file, cluster and distance_to_center. The file needs the columns
      of the model; they are prepared as the old points were. A model of distances around
      barriers, between zones, along streets or from a table needs their files again.
      """)

  @Option(help: ArgumentHelp("The model.json of a clustering.", valueName: "file"))
  var model: String

  @Argument(help: "New points, as CSV or GeoJSON; '-' for standard input.")
  var file: String

  @Option(
    help: ArgumentHelp(
      "The column that names rows. (default: one called id, code, CustomerID and the like)",
      valueName: "column"))
  var id: String?

  @Flag(
    inversion: .prefixedNo,
    help: """
      Whether the first line names the columns; without names they are column_1, column_2, … \
      (default: unless it holds values like the lines below it)
      """)
  var header: Bool?

  @OptionGroup(title: "Distances") var distances: ClusterDistanceOptions

  @Flag(help: "A column with the distance to each center.")
  var allDistances = false

  @Flag(help: "Longitudes beyond ±180 are brought back to it.")
  var wrap = false

  @OptionGroup var output: FileOutputOptions

  @Flag(help: "No notes; warnings stay.")
  var quiet = false

  func run() throws {
    try tellingFailures {
      var assigner = ClusterAssigner(model: model, file: file)
      assigner.files = distances.files
      assigner.id = id
      assigner.namesColumns(header)
      assigner.force = output.force
      assigner.wraps = wrap
      assigner.allDistances = allDistances
      let count = try assigner.run(writingTo: output.path) { tell($0, quiet: quiet) }
      if output.path != "-" {
        try StandardOutput.say("\(output.path): \(count) rows assigned")
      }
    }
  }
}
