import ArgumentParser
import Exchange
import Planner

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say what is read from the files, as which columns, and what is wrong.",
    discussion: """
      EXAMPLES
        footbridge check scenarios/budapest-schools.yaml
        footbridge check --demand homes.csv
        footbridge check --barriers river.geojson --crossings bridges.geojson
        footbridge check scenarios/budapest-schools.yaml --out check.geojson
        footbridge check --barriers river.geojson --lenient

      Exits with 3 where something must be mended.
      """)

  @Argument(help: "A scenario file (YAML); every key of it can be given as an option, too.")
  var scenario: String?

  @OptionGroup(title: "People and sites") var siting: SitingOptions
  @OptionGroup(title: "Rules") var rules: RuleOptions
  @OptionGroup(title: "World") var world: WorldOptions

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Also write what was found, where it has a place on the map, as GeoJSON.",
      valueName: "file"))
  var out: String?

  @OptionGroup var replacing: ReplaceOptions

  @Flag(
    exclusivity: .exclusive,
    help: "Whether every departure from RFC 7946 is a fault, or mended and told, as plan does.")
  var manner: Manner = .strict

  func run() throws {
    try tellingFailures {
      var options = ScenarioOptions()
      siting.apply(to: &options)
      rules.apply(to: &options)
      var settings = try world.settings(scenario: scenario, options)
      settings.isStrict = manner == .strict
      if let out { try AtomicFile.check(out, force: replacing.force) }
      let check = try DataCheck(settings)
      if let out { try check.check(output: out, force: replacing.force) }
      guard check.hasFiles else {
        Console.say("footbridge: nothing was read; name files to check")
        throw ExitCode.validationFailure
      }
      if let out { try check.write(to: out, force: replacing.force) }
      if out == "-" {
        try tell(check) { Console.say($0) }
      } else {
        try tell(check)
      }
    }
  }
}
