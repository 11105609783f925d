import ArgumentParser
import Planner

struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Make up data to try things out with.",
    subcommands: [
      GenerateStudentsCommand.self, GenerateUniformCommand.self, GenerateGaussiansCommand.self,
      GenerateMoonsCommand.self, GenerateCirclesCommand.self, GenerateRingsCommand.self,
      GenerateTracesCommand.self,
    ])
}

struct GenerateStudentsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "students",
    abstract: "Make up students in proportion to the people of districts, none in the water.",
    discussion: """
      EXAMPLES
        footbridge generate students --districts data/budapest/districts.csv \\
          --barriers data/budapest/barriers.geojson --count 20000 --seed 1 \\
          --out students.csv

      Nobody who comes out exists. The same seed gives the same file, byte for byte.
      """)

  @Option(
    help: ArgumentHelp(
      "Districts, as CSV with district, population, lon, lat, radius_m.", valueName: "file"))
  var districts: String

  @Option(help: ArgumentHelp("What nobody lives in, as GeoJSON.", valueName: "file"))
  var barriers: String?

  @Option(help: ArgumentHelp("How many students.", valueName: "n"))
  var count = 20_000

  @Option(help: ArgumentHelp("Another number gives other homes.", valueName: "n"))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("How far homes keep from barriers.", valueName: "metres"))
  var clearance = 20.0

  @Option(help: ArgumentHelp("How far homes keep from each other.", valueName: "metres"))
  var spacing = 0.0

  @Option(help: ArgumentHelp("What ids begin with.", valueName: "text"))
  var prefix = "S"

  @OptionGroup var reading: EncodingOptions

  @OptionGroup var output: FileOutputOptions

  func run() throws {
    try tellingFailures {
      var request = StudentRequest(districts: districts)
      request.barriers = barriers
      request.encodings = reading.choice
      request.count = count
      request.seed = seed
      request.clearance = clearance
      request.spacing = spacing
      request.idPrefix = prefix
      request.force = output.force
      try request.run(writingTo: output.path)
    }
  }
}
