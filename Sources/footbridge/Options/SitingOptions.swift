import ArgumentParser
import Planner

/// Who is to be served, and where facilities may stand.
struct SitingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The people to be served, as CSV or GeoJSON; '-' for standard input.", valueName: "file"))
  var demand: String?

  @Option(
    help: ArgumentHelp(
      "Columns to read the demand from, such as id=code,weight=pupils.", valueName: "role=column"))
  var demandColumns: ColumnChoices?

  @Option(
    name: .customLong("demand-id"),
    help: ArgumentHelp("The column of ids of the demand.", valueName: "column"))
  var demandID: String?

  @Option(
    help: ArgumentHelp(
      "The column that says how many people each row of the demand stands for.",
      valueName: "column"))
  var demandWeight: String?

  @Option(
    help: ArgumentHelp(
      """
      Addresses whose coordinates are known, for a demand that has addresses alone; repeatable.
      """, valueName: "file"))
  var reference: [String] = []

  @Option(help: ArgumentHelp("Where facilities may stand, as CSV or GeoJSON.", valueName: "file"))
  var candidates: String?

  @Option(
    help: ArgumentHelp(
      "Columns to read the candidates from, such as id=lot.", valueName: "role=column"))
  var candidateColumns: ColumnChoices?

  @Option(
    name: .customLong("candidate-id"),
    help: ArgumentHelp("The column of ids of the candidates.", valueName: "column"))
  var candidateID: String?

  @Option(
    help: ArgumentHelp(
      "Facilities that stand already and stay, as CSV or GeoJSON; repeatable.", valueName: "file"))
  var existing: [String] = []

  @Option(
    name: .customLong("existing-id"),
    help: ArgumentHelp("The column of ids of the existing facilities.", valueName: "column"))
  var existingID: String?

  @Option(
    help: "Where facilities may stand. (default: candidates where there are any, else demand)")
  var sites: SitesChoice?

  @Option(
    name: [.long, .customLong("p")],
    help: ArgumentHelp(
      """
      How many facilities are open in the end, required and existing ones included; 3...8 \
      compares.
      """, valueName: "n"))
  var facilities: Counts?

  @Option(
    help: ArgumentHelp(
      "Of several numbers the one to plan for. (default: the largest)", valueName: "n"))
  var planFor: Int?

  @Option(
    help: ArgumentHelp(
      """
      What is made small: the sum of distances (median), of their squares (means), the largest \
      (center), how many are beyond --max-distance (coverage), how many facilities it takes \
      (cover-all), the mean of the worst-off (fair). (default: median)
      """, valueName: "objective"))
  var objective: ObjectiveChoice?

  @Option(
    help: ArgumentHelp(
      "Who is worst off, for fair: so many of the people. (default: 10%)", valueName: "share"))
  var worst: Share?

  @Option(
    help: ArgumentHelp(
      "How much of the mean of all is mixed into fair. (default: 0)", valueName: "share"))
  var mix: Share?

  @Option(
    help: ArgumentHelp(
      "Demand inside a river moves to its bank if that is at most so far.", valueName: "metres"))
  var snapDemand: Double?

  func apply(to options: inout ScenarioOptions) {
    options.demand = demand
    options.demandColumns = demandColumns?.columns ?? [:]
    if let demandID { options.demandColumns["id"] = demandID }
    if let demandWeight { options.demandColumns["weight"] = demandWeight }
    options.references = reference
    options.candidates = candidates
    options.candidateColumns = candidateColumns?.columns ?? [:]
    if let candidateID { options.candidateColumns["id"] = candidateID }
    options.existing = existing
    options.existingID = existingID
    options.sites = sites
    options.facilities = facilities?.range
    options.planFor = planFor
    options.objective = objective
    options.worst = worst?.share
    options.mix = mix?.share
    options.snapDemand = snapDemand
  }
}

/// Roles and the columns that are read as them: `id=code,weight=pupils`.
struct ColumnChoices: ExpressibleByArgument {
  var columns: [String: String] = [:]

  init?(argument: String) {
    for part in argument.split(separator: ",") {
      let sides = part.split(separator: "=", maxSplits: 1).map(String.init)
      guard sides.count == 2 else { return nil }
      columns[sides[0]] = sides[1]
    }
  }
}
