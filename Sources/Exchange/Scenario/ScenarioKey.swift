import Yams

/// One key of a scenario file: its name, and how its value is read.
///
/// A new key is a property of ``Scenario`` and a line in ``all``.
struct ScenarioKey: Sendable {
  let name: String
  let read: @Sendable (inout Scenario, Node, inout ScenarioReader) -> Void

  init(
    _ name: String, _ read: @escaping @Sendable (inout Scenario, Node, inout ScenarioReader) -> Void
  ) {
    self.name = name
    self.read = read
  }

  static let all: [ScenarioKey] = [
    ScenarioKey("name") { $0.name = $2.text($1) },
    ScenarioKey("title") { $0.title = $2.text($1) },
    ScenarioKey("description") { $0.summary = $2.text($1) },
    ScenarioKey("demand") { $0.demand = $2.points($1) },
    ScenarioKey("reference") { scenario, node, reader in
      scenario.references = reader.several(node) { $0.path($1) }
    },
    ScenarioKey("candidates") { $0.candidates = $2.points($1) },
    ScenarioKey("existing") { scenario, node, reader in
      scenario.existing = reader.several(node) { $0.points($1) }.map { points in
        var points = points
        points.status = points.status ?? .existing
        return points
      }
    },
    ScenarioKey("sites") { $0.sites = $2.word($1) },
    ScenarioKey("barriers") { $0.barriers = $2.path($1) },
    ScenarioKey("crossings") { $0.crossings = $2.path($1) },
    ScenarioKey("add_barriers") { scenario, node, reader in
      scenario.addedBarriers = reader.several(node) { $0.path($1) }
    },
    ScenarioKey("add_crossings") { scenario, node, reader in
      scenario.addedCrossings = reader.several(node) { $0.path($1) }
    },
    ScenarioKey("costs") { $0.costs = $2.amountsByID($1) },
    ScenarioKey("zones") { $0.zones = $2.path($1) },
    ScenarioKey("matrix") { $0.matrix = $2.path($1) },
    ScenarioKey("matrix_columns") { scenario, node, reader in
      scenario.matrixColumns = reader.several(node) { $0.text($1) }.flatMap {
        $0.split(separator: ",").map { String($0.drop { $0 == " " }) }
      }
    },
    ScenarioKey("streets") { $0.streets = $2.path($1) },
    ScenarioKey("street_nodes") { $0.streetNodes = $2.path($1) },
    ScenarioKey("street_joints") { $0.streetJoints = $2.word($1) },
    ScenarioKey("snap_limit") { $0.snapLimit = $2.metres($1) },
    ScenarioKey("snap_past") { $0.snapPast = $2.count($1) },
    ScenarioKey("distance") { $0.distance = $2.word($1) },
    ScenarioKey("encoding") { scenario, node, reader in
      for name in reader.several(node, { $0.encoding($1) }) { _ = scenario.encodings.add(name) }
    },
    ScenarioKey("crs") { $0.crs = $2.text($1) },
    ScenarioKey("objective") { $0.objective = $2.word($1) },
    ScenarioKey("worst") { $0.worst = $2.share($1) },
    ScenarioKey("mix") { $0.mix = $2.share($1) },
    ScenarioKey("facilities") { scenario, node, reader in
      let counts = reader.counts(node)
      scenario.facilities = counts?.upperBound
      scenario.leastFacilities = counts.flatMap { $0.count > 1 ? $0.lowerBound : nil }
    },
    ScenarioKey("plan_for") { $0.planFor = $2.count($1) },
    ScenarioKey("capacity_slack") { $0.capacitySlack = $2.smallShare($1) },
    ScenarioKey("ignore_capacities") { $0.ignoresCapacities = $2.truth($1) },
    ScenarioKey("min_assigned") { $0.minAssigned = $2.amount($1) },
    ScenarioKey("baseline") { $0.baseline = $2.text($1) },
    ScenarioKey("max_moves") { $0.maxMoves = $2.amount($1) },
    ScenarioKey("alternatives") { $0.alternatives = $2.count($1) },
    ScenarioKey("alternatives_within") { $0.alternativesWithin = $2.share($1) },
    ScenarioKey("gap") { $0.gap = $2.smallShare($1) },
    ScenarioKey("require_served") { $0.requiresServed = $2.truth($1) },
    ScenarioKey("seed") { $0.seed = $2.seed($1) },
    ScenarioKey("time_limit") { $0.timeLimit = $2.seconds($1) },
    ScenarioKey("snap_demand") { $0.snapDemand = $2.metres($1) },
    ScenarioKey("snap_barriers") { $0.snapBarriers = $2.metres($1) },
    ScenarioKey("crossing_tolerance") { $0.crossingTolerance = $2.metres($1) },
    ScenarioKey("thresholds") { scenario, node, reader in
      scenario.thresholds = reader.several(node) { $0.metres($1) }
    },
    ScenarioKey("max_distance") { $0.maxDistance = $2.metres($1) },
    ScenarioKey("open") { scenario, node, reader in
      scenario.open = reader.several(node) { $0.text($1) }
    },
    ScenarioKey("close") { scenario, node, reader in
      scenario.close = reader.several(node) { $0.text($1) }
    },
    ScenarioKey("routes") { $0.routes = $2.word($1) },
    ScenarioKey("credits") { scenario, node, reader in
      scenario.credits = reader.several(node) { $0.text($1) }
    },
    ScenarioKey("out") { $0.out = $2.path($1) },
  ]

  /// Other names that people use.
  private static let aliases = [
    "p": "facilities", "snap_crossings": "crossing_tolerance", "cutoff": "max_distance",
    "service_radius": "max_distance", "minimum_load": "min_assigned", "min_load": "min_assigned",
  ]

  /// The key of a name; `time-limit` is `time_limit`.
  static func named(_ written: String) -> ScenarioKey? {
    let name = String(written.map { $0 == "-" ? "_" : $0 })
    return all.first { $0.name == aliases[name] ?? name }
  }
}
