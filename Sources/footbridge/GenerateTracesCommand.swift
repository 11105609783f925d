import ArgumentParser
import Exchange
import Planner

struct GenerateTracesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "traces",
    abstract: "Traces of made-up people, with the places and visits that are true.",
    discussion: """
      EXAMPLES
        footbridge generate traces --people 20 --days 31 --out traces/
        footbridge places traces/fixes.csv --out places/

      The folder holds fixes.csv, places.csv and visits.csv.
      """)

  @Option(help: ArgumentHelp("How many people.", valueName: "number"))
  var people = 4
  @Option(help: ArgumentHelp("How many days, from Monday 5 January 2026 on.", valueName: "number"))
  var days = 10
  @Option(help: ArgumentHelp("Seconds from one fix to the next.", valueName: "seconds"))
  var step = 10.0
  @Option(help: ArgumentHelp("How far fixes scatter and drift.", valueName: "metres"))
  var noise = 8.0
  @Option(help: ArgumentHelp("The share of fixes that lie somewhere else.", valueName: "share"))
  var outliers = 0.001
  @Option(
    help: ArgumentHelp("How often a day nothing is recorded for a while.", valueName: "number"))
  var gaps = 0.5
  @Option(help: ArgumentHelp("The share of people whose phones sleep at rest.", valueName: "share"))
  var sleepers = 0.0
  @Option(help: ArgumentHelp("The share of people who work at night.", valueName: "share"))
  var nightWorkers = 0.0
  @Flag(help: "People live in cities of all time zones, at 70° north and at the antimeridian too.")
  var worldwide = false
  @Option(help: ArgumentHelp("Another number gives other people.", valueName: "number"))
  var seed: UInt64 = 1
  @Option(
    name: [.short, .long], help: ArgumentHelp("The folder to write to.", valueName: "folder"))
  var out: String

  func run() throws {
    try tellingFailures {
      var settings = TraceSettings()
      settings.people = people
      settings.days = days
      settings.step = step
      settings.noise = noise
      settings.outliers = outliers
      settings.gaps = gaps
      settings.sleepers = sleepers
      settings.nightWorkers = nightWorkers
      settings.isWorldwide = worldwide
      settings.seed = seed
      try StandardOutput.say(TraceGenerator(settings).write(to: out))
    }
  }
}
