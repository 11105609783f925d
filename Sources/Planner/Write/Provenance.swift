import Exchange

/// What a result was made from, so that somebody can make it again.
struct Provenance: Sendable {
  /// The command that asked for it; nil where a program did.
  var command: String?
  /// The files that were read, each once.
  var inputs: [InputDigest]
  /// What was asked for, keys as in a scenario.
  var parameters: JSONObject

  init(command: String?, inputs: [InputDigest], parameters: JSONObject) {
    self.command = command
    var seen = Set<InputDigest>()
    self.inputs = inputs.filter { seen.insert($0).inserted }
    self.parameters = parameters
  }

  init(_ settings: PlanSettings, inputs: [InputDigest]) {
    let scenario = settings.scenario
    let own = scenario.file.flatMap { file in
      scenario.sha256.map { InputDigest(path: file, sha256: $0) }
    }
    self.init(
      command: settings.command, inputs: [own].compactMap(\.self) + inputs,
      parameters: settings.parameters)
  }

  /// `version`, `command`, `parameters` and `inputs`, as files tell them.
  var members: JSONObject {
    var members: JSONObject = [
      "generator": "footbridge", "version": .string(FootbridgeVersion.current),
    ]
    members["command"] = .text(command)
    members["parameters"] = .object(parameters)
    members["inputs"] = inputsDocument
    return members
  }

  /// More files than these are told as one.
  private static let mostInputs = 100

  /// The files that were read, with their hashes.
  ///
  /// Of very many files it is their number, and the hash of what `sha256sum` prints for them in their order.
  var inputsDocument: JSONValue {
    guard inputs.count > Self.mostInputs else {
      return .array(
        inputs.map { .object(["file": .string($0.file), "sha256": .string($0.sha256)]) })
    }
    let list = inputs.map { "\($0.sha256)  \($0.file)\n" }.joined()
    return .array([
      .object([
        "files": .integer(inputs.count),
        "sha256_of_list": .string(InputFile.sha256(of: Array(list.utf8))),
      ])
    ])
  }
}

extension PlanSettings {
  /// What was asked for beyond files; what is not set is left out.
  var parameters: JSONObject {
    var parameters: JSONObject = [
      "distance": .string(distance.rawValue), "crs": .string(crs.description),
    ]
    for (name, ids) in [("open", scenario.open), ("close", scenario.close)] where !ids.isEmpty {
      parameters[name] = .array(ids.map(JSONValue.string))
    }
    if !scenario.costs.isEmpty {
      var costs = JSONObject()
      for (id, metres) in scenario.costs.sorted(by: { $0.key < $1.key }) {
        costs[id] = .measure(metres)
      }
      parameters["costs"] = .object(costs)
    }
    for (name, metres) in [
      ("snap_demand", scenario.snapDemand), ("snap_barriers", scenario.snapBarriers),
      ("crossing_tolerance", scenario.crossingTolerance), ("snap_limit", scenario.snapLimit),
      ("max_distance", scenario.maxDistance), ("worst", scenario.worst), ("mix", scenario.mix),
      ("capacity_slack", scenario.capacitySlack), ("min_assigned", scenario.minAssigned),
      ("max_moves", scenario.maxMoves), ("time_limit", scenario.timeLimit),
    ] {
      if let metres { parameters[name] = .measure(metres) }
    }
    if let baseline = scenario.baseline { parameters["baseline"] = .string(baseline) }
    if let gap { parameters["gap"] = .double(gap, decimals: 9) }
    if let encoding = scenario.encodings.common { parameters["encoding"] = .string(encoding.name) }
    if swap { parameters["swap"] = true }
    if wraps { parameters["wrap"] = true }
    if skipBad { parameters["skip_bad"] = true }
    return parameters
  }
}
