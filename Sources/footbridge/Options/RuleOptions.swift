import ArgumentParser
import Planner

/// What every plan must keep to.
struct RuleOptions: ParsableArguments {
  @Option(
    name: [.long, .customLong("cutoff"), .customLong("service-radius")],
    help: ArgumentHelp(
      "Nobody is sent farther; 1500, 1.5km, 1mi. A column cutoff_m sets it for each.",
      valueName: "length"))
  var maxDistance: Length?

  @Option(
    help: ArgumentHelp(
      "By how much a capacity may be exceeded, such as 2%. (default: 0)", valueName: "share"))
  var capacitySlack: Share?

  @Flag(help: "Do not keep to the column capacity of the sites.")
  var ignoreCapacities = false

  @Option(
    name: [.long, .customLong("minimum-load")],
    help: ArgumentHelp("The least weight that every facility serves.", valueName: "weight"))
  var minAssigned: Double?

  @Option(
    help: ArgumentHelp(
      """
      The column of the demand with the site that serves it today, or a file such as \
      assignments.csv of an earlier plan.
      """, valueName: "column"))
  var baseline: String?

  @Option(
    help: ArgumentHelp(
      "The most weight that may go elsewhere than today.", valueName: "weight"))
  var maxMoves: Double?

  @Option(
    help: ArgumentHelp(
      "Also tell so many other choices of sites that are nearly as good.", valueName: "n"))
  var alternatives: Int?

  @Option(
    help: ArgumentHelp(
      "How much worse alternatives may be. (default: 1%)", valueName: "share"))
  var alternativesWithin: Share?

  func validate() throws { try capacitySlack?.requireSmall("--capacity-slack") }

  func apply(to options: inout ScenarioOptions) {
    options.maxDistance = maxDistance?.metres
    options.capacitySlack = capacitySlack?.share
    options.ignoresCapacities = ignoreCapacities ? true : nil
    options.minAssigned = minAssigned
    options.baseline = baseline
    options.maxMoves = maxMoves
    options.alternatives = alternatives
    options.alternativesWithin = alternativesWithin?.share
  }
}
