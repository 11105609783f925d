import Testing

@testable import Exchange

@Suite struct ScenarioFileTests {
  private func read(_ text: String) throws -> Scenario {
    try ScenarioFile.read(text, file: "scenarios/town.yaml")
  }

  @Test("All keys are read, paths beside the file")
  func everything() throws {
    let scenario = try read(
      """
      name: town
      title: "Schools: where?"
      description: >
        Two
        lines
      demand: ../data/homes.csv
      candidates:
        file: lots.geojson
        capacity: seats_now
        id: code
        status: required
      existing: [old.csv, {file: /abs/older.csv, status: closed}]
      sites: candidates
      barriers: river.geojson
      crossings: ./bridges.geojson
      zones: zones.csv
      matrix: m.csv
      streets: streets.geojson
      street_nodes: nodes.csv
      street_joints: ends
      snap-limit: 0.2 km
      distance: barriers
      crs: EPSG:23700
      objective: means
      facilities: 5
      seed: 18446744073709551615
      time_limit: 2 min
      snap_demand: 30 m
      snap_barriers: 4 m
      crossing_tolerance: 12.5
      thresholds: [500, 1 km, 1.5km]
      max_distance: 3km
      open: G07
      close: [007, "8"]
      worst: 10%
      mix: 0.3
      plan_for: 4
      capacity-slack: 2 %
      ignore_capacities: no
      min_assigned: 10
      baseline: school
      max_moves: 40
      alternatives: 5
      alternatives_within: 2%
      gap: 0.5%
      require_served: true
      costs:
        G07: 200
        "8": 0.5 mi
      add_barriers: wall.geojson
      add_crossings: [gate.csv, ferry.csv]
      routes: lines
      credits:
        - © OpenStreetMap contributors
      out: ../out/town
      encoding: [windows-1250, homes.csv=cp852]
      reference: [streets.csv, /abs/more.csv]
      matrix_columns: home, school, metres
      snap_past: 5
      """)
    #expect(scenario.name == "town")
    #expect(scenario.title == "Schools: where?")
    #expect(scenario.summary == "Two lines")
    #expect(scenario.streets == "scenarios/streets.geojson")
    #expect(scenario.streetNodes == "scenarios/nodes.csv")
    #expect(scenario.streetJoints == .ends)
    #expect(scenario.snapLimit == 200)
    #expect(scenario.snapPast == 5)
    #expect(scenario.demand == Scenario.Points(file: "data/homes.csv"))
    #expect(
      scenario.candidates
        == Scenario.Points(
          file: "scenarios/lots.geojson", columns: [.capacity: "seats_now", .id: "code"],
          status: .required))
    #expect(
      scenario.existing == [
        Scenario.Points(file: "scenarios/old.csv", status: .existing),
        Scenario.Points(file: "/abs/older.csv", status: .closed),
      ])
    #expect(scenario.sites == .candidates)
    #expect(scenario.barriers == "scenarios/river.geojson")
    #expect(scenario.crossings == "scenarios/bridges.geojson")
    #expect(scenario.zones == "scenarios/zones.csv")
    #expect(scenario.matrix == "scenarios/m.csv")
    #expect(scenario.distance == .barriers)
    #expect(scenario.crs == "EPSG:23700")
    #expect(scenario.objective == .means)
    #expect(scenario.facilities == 5)
    #expect(scenario.seed == .max)
    #expect(scenario.timeLimit == 120)
    #expect(scenario.matrixColumns == ["home", "school", "metres"])
    #expect(scenario.snapDemand == 30)
    #expect(scenario.snapBarriers == 4)
    #expect(scenario.crossingTolerance == 12.5)
    #expect(scenario.thresholds == [500, 1000, 1500])
    #expect(scenario.maxDistance == 3000)
    #expect(scenario.open == ["G07"])
    #expect(scenario.close == ["007", "8"])
    #expect(scenario.worst == 0.1)
    #expect(scenario.mix == 0.3)
    #expect(scenario.planFor == 4)
    #expect(scenario.capacitySlack == 0.02)
    #expect(scenario.ignoresCapacities == false)
    #expect(scenario.minAssigned == 10)
    #expect(scenario.baseline == "school")
    #expect(scenario.maxMoves == 40)
    #expect(scenario.alternatives == 5)
    #expect(scenario.alternativesWithin == 0.02)
    #expect(scenario.gap == 0.005)
    #expect(scenario.requiresServed == true)
    #expect(scenario.costs == ["G07": 200, "8": 804.672])
    #expect(scenario.addedBarriers == ["scenarios/wall.geojson"])
    #expect(scenario.addedCrossings == ["scenarios/gate.csv", "scenarios/ferry.csv"])
    #expect(scenario.routes == .lines)
    #expect(scenario.credits == ["© OpenStreetMap contributors"])
    #expect(scenario.out == "out/town")
    #expect(scenario.encodings.common == TextEncoding("windows-1250"))
    #expect(scenario.encodings.byFile == ["scenarios/homes.csv": TextEncoding("cp852")])
    #expect(scenario.references == ["scenarios/streets.csv", "/abs/more.csv"])
    #expect(Set(scenario.lines.keys) == Set(ScenarioKey.all.map(\.name)))
    #expect(scenario.lines["demand"] == 6)
    #expect(
      scenario.fault(key: "facilities", value: "5", "is more than there are").description
        == "scenarios/town.yaml:25: key facilities: \"5\" is more than there are")
  }

  @Test("A key without a value says nothing, and hyphens are underscores")
  func forms() throws {
    let scenario = try read("seed:\ntime-limit: 5\np: 3\n")
    #expect(scenario.seed == nil)
    #expect(scenario.timeLimit == 5)
    #expect(scenario.facilities == 3)
  }

  @Test(
    "Faults are named by line and key",
    arguments: [
      (
        "title: a\nfacilites: 5",
        ":2: key facilites: there is no such key; did you mean facilities?"
      ),
      ("crossing: a.csv", ":1: key crossing: there is no such key; did you mean crossings?"),
      (
        "facilities: five",
        ":1: key facilities: \"five\" is not a whole number; write one such as 5"
      ),
      ("facilities: 0", ":1: key facilities: \"0\" is too few; write 1 or more"),
      (
        "facilities: [1]",
        ":1: key facilities: needs a whole number; write it on the line of the key"
      ),
      ("seed: -1", ":1: key seed: \"-1\" is no seed; write a whole number from 0 upwards"),
      (
        "max_distance: 3 miles",
        ":1: key max_distance: \"3 miles\" is no distance; write metres such as 1500, or 1.5 km"
      ),
      (
        "time_limit: soon",
        ":1: key time_limit: \"soon\" is no time; write seconds such as 60, or 2 min"
      ),
      (
        "sites: candidate",
        ":1: key sites: \"candidate\" is not known here; did you mean candidates?"
      ),
      (
        "objective: best",
        ":1: key objective: \"best\" is not known here; write median, means, center, coverage, cover_all, fair"
      ),
      ("demand: {weight: n}", ":1: key demand: names no file; add file: PATH"),
      (
        "demand:\n  file: a.csv\n  wieght: n",
        ":3: key demand.wieght: there is no such key; did you mean weight?"
      ),
      ("seed: 1\nseed: 2", ":1: key seed: comes twice; keep one of them"),
      ("p: 1\nfacilities: 2", ":2: key facilities: comes twice; keep one of them"),
      ("- a", ":1: the scenario is no list of keys; write lines such as \"facilities: 5\""),
      ("", ": the file is empty; it needs keys such as demand and facilities"),
      ("# only a remark\n", ": the file is empty; it needs keys such as demand and facilities"),
    ])
  func faults(text: String, message: String) {
    #expect(complaint { try read(text) } == "scenarios/town.yaml" + message)
  }

  @Test("What is not YAML is named by its line")
  func notYAML() {
    let message = complaint { try read("title: a\n  seed: 1\n") }
    #expect(message?.hasPrefix("scenarios/town.yaml:2: this is not YAML: ") == true)
  }

  @Test("All faults come at once")
  func several() {
    let message = complaint { try read("seed: x\nfacilities: y\nnonsense: z\n") }
    #expect(message?.split(separator: "\n").count == 3)
  }

  @Test(
    "Paths are put together as text",
    arguments: [
      ("a.csv", "", "a.csv"), ("a.csv", "b", "b/a.csv"), ("../a.csv", "b", "a.csv"),
      ("../../a.csv", "b", "../a.csv"), ("/a.csv", "b", "/a.csv"), ("-", "b", "-"),
      ("./c/../a.csv", "/b", "/b/a.csv"), ("../a.csv", "../b", "../a.csv"),
    ])
  func paths(path: String, folder: String, resolved: String) {
    #expect(Path.resolved(path, in: folder) == resolved)
  }

  @Test(
    "Numbers of facilities: one, or several that are compared",
    arguments: [
      ("5", nil, 5), ("3...8", 3, 8), ("3..8", 3, 8), ("3…8", 3, 8), ("4...4", nil, 4),
    ] as [(String, Int?, Int)])
  func counts(_ text: String, _ least: Int?, _ most: Int) throws {
    let scenario = try ScenarioFile.read("facilities: \(text)\n", file: "s.yaml")
    #expect(scenario.leastFacilities == least)
    #expect(scenario.facilities == most)
  }

  @Test(
    "What is no number, share, word or truth is named with what to write",
    arguments: [
      ("facilities: 8...3", "is no range of numbers; write one such as 3...8"),
      ("facilities: 0...3", "is no range of numbers"), ("worst: most", "is no share"),
      ("min_assigned: -3", "is no amount"), ("require_served: maybe", "neither true nor false"),
      ("objective: cover", "did you mean cover"), ("max_distance: far", "is no distance"),
    ])
  func wrongValues(_ line: String, _ message: String) throws {
    let faults = try #require(throws: DataFaults.self) {
      try ScenarioFile.read(line + "\n", file: "s.yaml")
    }
    #expect(faults.description.contains(message))
  }

  @Test("Objectives may be written with hyphens")
  func hyphens() throws {
    #expect(
      try ScenarioFile.read("objective: cover-all\n", file: "s.yaml").objective == .coverAll)
  }
}
