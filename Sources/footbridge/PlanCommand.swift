import ArgumentParser
import Exchange
import Planner

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Site facilities for people, and write the plan.",
    discussion: """
      EXAMPLES
        Plan a scenario:
          footbridge plan scenarios/budapest-schools.yaml
        Five schools on given lots, in a city cut by a river:
          footbridge plan --demand homes.csv --candidates lots.geojson \\
            --barriers river.geojson --crossings bridges.geojson \\
            --facilities 5 --out plan/
        The same with one bridge closed:
          footbridge plan scenarios/budapest-schools.yaml --close szabadsag-hid --out closed/
        Look at the data only:
          footbridge plan scenarios/budapest-schools.yaml --dry-run

      The folder holds plan.json, sites.geojson, demand.geojson, assignments.csv,
      check.geojson, routes.geojson, areas.geojson and map.svg, and with --facilities
      3...8 curve.csv and curve.svg: all of them or, if anything fails, none.
      """)

  @Argument(help: "A scenario file (YAML); every key of it can be given as an option, too.")
  var scenario: String?

  @OptionGroup(title: "People and sites") var siting: SitingOptions
  @OptionGroup(title: "Rules") var rules: RuleOptions
  @OptionGroup(title: "World") var world: WorldOptions

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The folder for the plan: new, empty or an earlier plan. (default: out/NAME of the scenario)",
      valueName: "folder"))
  var out: String?

  @Option(help: "What the plan is called in file names.")
  var name: String?

  @Option(help: "What the plan is called on its map.")
  var title: String?

  @Option(help: ArgumentHelp("A sentence on what the plan is for.", valueName: "text"))
  var description: String?

  @Option(help: "The same number gives the same plan, byte for byte. (default: 1)")
  var seed: UInt64?

  @Option(help: ArgumentHelp("Stop the search after so long: 30s, 2m.", valueName: "time"))
  var timeLimit: Seconds?

  @Option(help: "The gap to reach, such as 1%; exit 5 if it is not reached.")
  var gap: Share?

  @Option(
    help: ArgumentHelp(
      "Report the share of people within these. (default: 0.5km,1km,1.5km,2km,3km,5km)",
      valueName: "lengths"))
  var thresholds: Lengths?

  @Option(help: "How ways are drawn in routes.geojson. (default: paths)")
  var routes: RoutesChoice?

  @Option(help: ArgumentHelp("A line of credit below the map; repeatable.", valueName: "text"))
  var credits: [String] = []

  @Flag(help: "Exit with 4 if somebody cannot reach any facility; the plan is written.")
  var requireServed = false

  @Flag(help: "Read and check everything, print what was found, and stop.")
  var dryRun = false

  @Flag(help: "Colours and texts for geojson.io and the like, by the keys of simplestyle.")
  var style = false

  @Flag(help: "Write the seconds into plan.json, which then differs from run to run.")
  var timing = false

  @Flag(help: "Print the plan's summary as JSON on standard output.")
  var json = false

  @Flag(help: "No progress; warnings stay.")
  var quiet = false

  func validate() throws { try gap?.requireSmall("--gap") }

  func settings() throws -> PlanSettings {
    var options = ScenarioOptions()
    siting.apply(to: &options)
    rules.apply(to: &options)
    options.name = name
    options.title = title
    options.summary = description
    options.seed = seed
    options.timeLimit = timeLimit?.seconds
    options.gap = gap?.share
    options.requiresServed = requireServed ? true : nil
    options.thresholds = thresholds?.metres ?? []
    options.routes = routes
    options.credits = credits
    options.out = out
    return try world.settings(scenario: scenario, options)
  }

  func run() throws {
    try tellingFailures {
      let settings = try settings()
      try settings.validate()
      if dryRun {
        try tell(DataCheck(settings))
        return
      }
      let folder = try PlanFolder(settings)
      let plan = try makePlan(settings)
      let files = try folder.write(plan, withTiming: timing, withStyle: style)
      try tellResult(plan, folder: folder, files: files)
      if settings.requireServed { try plan.requireServed() }
      if plan.wasInterrupted { throw ExitCode(130) }
      if !plan.reaches(gap: settings.gap) { throw ExitCode(5) }
    }
  }

  private func makePlan(_ settings: PlanSettings) throws -> Plan {
    let line = ProgressLine(quiet: quiet)
    defer { line.finish() }
    Interruption.listen()
    return try Planning(settings).plan(
      shouldStop: { Interruption.isAsked },
      told: { findings in
        line.finish()
        tell(findings, quiet: quiet)
      },
      progress: { line.show($0) })
  }

  private func tellResult(_ plan: Plan, folder: PlanFolder, files: [String]) throws {
    if !plan.reaches(gap: gap?.share) {
      Console.say("warning: the search stopped before the gap that was asked for")
    }
    if !plan.missingFiles.isEmpty {
      Console.say(
        "warning: interrupted, so \(folder.path) has no \(plan.missingFiles.joined(separator: ", "))"
      )
    }
    for person in plan.unservedSummary { Console.say("warning: \(person)") }
    tell(plan.leakSummary, quiet: quiet)
    if json {
      try StandardOutput.write(plan.summary())
      return
    }
    try StandardOutput.say(plan.headline)
    try StandardOutput.say(plan.proofLine)
    for line in plan.curveLines + plan.alternativeLines { try StandardOutput.say(line) }
    try StandardOutput.say("\(folder.path): \(files.joined(separator: ", "))")
  }
}
