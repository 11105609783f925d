import Cartography
import Exchange
import Geography
import TestSupport
import Testing

@testable import Planner

/// Crossings as real data has them: half, closed in other words, in pieces; and sites where nothing
/// can stand.
@Suite struct CrossingStoryTests {
  /// A road of two carriageways, 12 m apart, a home to the south and a school to the north.
  private var road: TestTown {
    var town = TestTown()
    town.demand = ["home,0,0"]
    town.sites = ["school,0,300"]
    town.barriers = [
      (
        "m",
        #"{"type": "MultiLineString", "coordinates": [[[-2000, 100], [2000, 100]], "#
          + "[[-2000, 112], [2000, 112]]]}"
      )
    ]
    return town
  }

  private func findings(_ town: TestTown, _ topic: String) throws -> [String] {
    let folder = try TestFolder()
    return try DataCheck(try town.settings(in: folder)).findings
      .filter { $0.topic == topic }.map(\.message)
  }

  @Test("A half crossing is told by check and by plan, with places as the files have them")
  func halfCrossing() throws {
    var town = road
    town.crossings = [("x", TestTown.line((0, 99), (0, 111)), "")]
    let message =
      "crossing x opens m (River m) but not another line of m (River m), 1.0 m away at (0, 112); "
      + "draw it as a line over all of them, or add crossings there"
    #expect(try findings(town, "parallel_barrier_left_shut") == [message])
    #expect(try town.plan().findings.filter { $0.severity == .warning }.map(\.message) == [message])
    town.crossings = [("x", TestTown.line((0, 99), (0, 113)), "")]
    let plan = try town.plan()
    #expect(plan.assignments[0].distance == 300)
    #expect(plan.findings.allSatisfy { $0.severity == .note })
  }

  @Test("Places in messages are longitude and latitude where the files have those")
  func degrees() throws {
    let folder = try TestFolder()
    var scenario = Scenario()
    scenario.barriers = try folder.write(
      "rails.geojson",
      #"{"type": "FeatureCollection", "features": ["#
        + #"{"type": "Feature", "id": "a", "properties": {}, "geometry": "#
        + #"{"type": "LineString", "coordinates": [[19.0, 47.5], [19.1, 47.5]]}}, "#
        + #"{"type": "Feature", "id": "b", "properties": {}, "geometry": "#
        + #"{"type": "LineString", "coordinates": [[19.0, 47.5001], [19.1, 47.5001]]}}]}"#)
    scenario.crossings = try folder.write(
      "gates.csv", "id,lon,lat\ngate,19.05,47.5\n")
    let check = try DataCheck(PlanSettings(scenario))
    let message = check.findings.first { $0.topic == "parallel_barrier_left_shut" }?.message
    #expect(message?.contains("gate opens a but not b, 11.1 m away at (19.0") == true)
    #expect(message?.contains(", 47.50011") == true)
  }

  @Test("A closed crossing carries nobody, however the file says so; --open opens it")
  func closed() throws {
    for words in [
      #""status": "closed""#, #""closed": true"#, #""access": "private""#, #""abandoned": "yes""#,
    ] {
      var town = road
      town.crossings = [("x", TestTown.line((0, 90), (0, 120)), words)]
      let plan = try town.plan()
      #expect(plan.crossings.map(\.users) == [0])
      #expect(plan.assignments[0].distance ?? 0 > 4000)
      #expect(try town.plan { $0.scenario.open = ["x"] }.assignments[0].distance == 300)
    }
  }

  @Test("What a crossing says that is not understood is a warning with file, line, id and value")
  func notUnderstood() throws {
    var town = road
    town.crossings = [("x", TestTown.line((0, 90), (0, 120)), #""status": "fair""#)]
    let plan = try town.plan()
    let warning = plan.findings.first { $0.severity == .warning }
    #expect(
      warning?.message.hasSuffix(
        "crossings.geojson:1: feature 1 (id x): property status: \"fair\" is not understood, and "
          + "the crossing counts as open; write open or closed") == true)
    #expect(plan.assignments[0].distance == 300)
  }

  @Test("A bridge of several lines is one crossing on the map and in every figure")
  func severalLines() throws {
    var town = road
    town.crossings = [
      (
        "x",
        #"{"type": "MultiLineString", "coordinates": [[[0, 120], [0, 106]], [[0, 90], [0, 106]]]}"#,
        ""
      )
    ]
    let plan = try town.plan()
    #expect(plan.assignments[0].distance == 300)
    #expect(plan.assignments[0].crossings == ["x"])
    #expect(plan.crossings.map(\.users) == [1])
    #expect(try plan.drawing().crossings.count == 2)
    #expect(try !plan.geoPackage().isEmpty)
  }

  @Test("A bridge over the antimeridian may be cut there")
  func antimeridian() throws {
    let folder = try TestFolder()
    var scenario = Scenario()
    scenario.demand = .init(file: try folder.write("homes.csv", "id,lon,lat\nh,179.99,-17\n"))
    scenario.candidates = .init(file: try folder.write("lots.csv", "id,lon,lat\ns,-179.99,-17\n"))
    scenario.barriers = try folder.write(
      "strait.geojson",
      #"{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "strait", "properties": {}, "#
        + #""geometry": {"type": "MultiPolygon", "coordinates": ["#
        + "[[[179.995, -18], [180, -18], [180, -16], [179.995, -16], [179.995, -18]]], "
        + "[[[-180, -18], [-179.995, -18], [-179.995, -16], [-180, -16], [-180, -18]]]]}}]}")
    scenario.crossings = try folder.write(
      "bridge.geojson",
      #"{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "bridge", "properties": {}, "#
        + #""geometry": {"type": "MultiLineString", "coordinates": ["#
        + "[[179.994, -17], [180, -17]], [[-180, -17], [-179.994, -17]]]}}]}")
    scenario.facilities = 1
    let plan = try Planning(PlanSettings(scenario)).plan()
    #expect(plan.assignments[0].crossings == ["bridge"])
    let (distance, straight) = (plan.assignments[0].distance, plan.assignments[0].straight)
    #expect(abs((distance ?? 0) - (straight ?? 1)) < 0.01)
  }

  // MARK: Sites in the water

  private var riverside: TestTown {
    var town = TestTown()
    town.demand = ["a,-100,0", "b,-150,10", "c,-120,-30"]
    town.sites = ["wet,0,0", "dry,-500,0"]
    town.barriers = [("R", TestTown.area((-50, -900), (50, -900), (50, 900), (-50, 900)))]
    return town
  }

  @Test("A candidate inside a river is left out with a warning, and the plan is made without it")
  func wetCandidate() throws {
    let plan = try riverside.plan()
    #expect(plan.facilities.map(\.id) == ["dry"])
    #expect(plan.unserved.isEmpty)
    #expect(
      plan.findings.contains {
        $0.severity == .warning
          && $0.message.contains(
            "lots.csv:2: site wet is inside River R, where no facility can stand, and is left out")
      })
    var town = riverside
    town.facilities = 2
    let failure = PlanningFailure(try #require(throws: (any Error).self) { try town.plan() })
    #expect(failure.exitCode == 3)
    #expect(failure.message.contains("candidate sites on land"))
  }

  @Test(
    "A site inside a river that must be open is refused by file, line and id; a closed one is not")
  func wetRequired() throws {
    var town = riverside
    town.sitesHeader = "id,x,y,status"
    for status in ["required", "existing"] {
      town.sites = ["wet,0,0,\(status)", "dry,-500,0,"]
      let failure = PlanningFailure(try #require(throws: (any Error).self) { try town.plan() })
      #expect(failure.exitCode == 3)
      #expect(
        failure.message.contains(
          "lots.csv:2: wet: the site is \(status), but unreachable: inside River R; correct its "
            + "coordinates, or make it a candidate, which is left out"))
    }
    town.sites = ["wet,0,0,closed", "dry,-500,0,"]
    let plan = try town.plan()
    #expect(plan.facilities.map(\.id) == ["dry"])
    #expect(plan.findings.allSatisfy { $0.severity == .note })
  }

  @Test("Where facilities may stand at any home, none stands at one in the river")
  func wetHome() throws {
    var town = riverside
    town.sites = []
    town.demand = ["a,0,0", "b,-150,10", "c,-120,-30"]
    town.facilities = 2
    let plan = try town.plan()
    #expect(Set(plan.facilities.map(\.id)) == ["b", "c"])
    #expect(plan.unserved == [0])
    #expect(plan.assignments[0].unserved?.description == "unreachable: inside River R")
  }

  @Test(
    "Where facilities may stand anywhere, none stands in a river, however many people are in it")
  func anywhere() throws {
    var town = riverside
    town.sites = []
    town.demandHeader = "id,x,y,weight"
    town.demand = ["a,0,0,900", "b,-150,10,1", "c,-120,-30,1", "d,300,0,2"]
    town.facilities = 2
    let plan = try town.plan { $0.scenario.sites = .anywhere }
    #expect(plan.unserved == [0])
    #expect(plan.facilities.allSatisfy { abs($0.point?.x ?? 0) >= 50 })
  }

  // MARK: Zones and isolated streets

  @Test("A zone that no open crossing leads to is reported with its people")
  func zoneCutOff() throws {
    let folder = try TestFolder()
    var scenario = Scenario()
    scenario.demand = .init(
      file: try folder.write(
        "homes.csv", "id,x,y,zone,weight\na,0,0,west,3\nb,900,0,isle,4\nc,950,0,isle,1\n"))
    scenario.candidates = .init(file: try folder.write("lots.csv", "id,x,y,zone\ns,10,0,west\n"))
    scenario.zones = try folder.write(
      "zones.csv", "id,x,y,zones,open\nbridge,100,0,west east,yes\nferry,800,0,east isle,no\n")
    scenario.crs = "planar"
    scenario.facilities = 1
    let warning =
      ": 5 people at 2 places live in zone isle, which no open crossing leads to; add or open a "
      + "crossing, or correct the labels"
    let plan = try Planning(PlanSettings(scenario)).plan()
    #expect(plan.findings.contains { $0.severity == .warning && $0.message.hasSuffix(warning) })
    #expect(
      plan.assignments[1].unserved?.description
        == "unreachable: no open crossing leads from zone isle to a facility")
    // The same where no crossing names the zone at all.
    scenario.zones = try folder.write("few.csv", "id,x,y,zones\nbridge,100,0,west east\n")
    let fewer = try Planning(PlanSettings(scenario)).plan()
    #expect(fewer.findings.contains { $0.message.hasSuffix(warning) })
    #expect(fewer.unserved == [1, 2])
    scenario.open = ["ferry"]
    scenario.zones = folder.path("zones.csv")
    #expect(try Planning(PlanSettings(scenario)).plan().unserved.isEmpty)
  }

  @Test("A zone that is called nearly as another is a mistake")
  func misspeltZone() throws {
    let folder = try TestFolder()
    var scenario = Scenario()
    scenario.demand = .init(file: try folder.write("homes.csv", "id,x,y,zone\na,0,0,wset\n"))
    scenario.candidates = .init(file: try folder.write("lots.csv", "id,x,y,zone\ns,10,0,west\n"))
    scenario.zones = try folder.write("zones.csv", "id,x,y,zones\nbridge,100,0,west east\n")
    scenario.crs = "planar"
    scenario.facilities = 1
    let failure = PlanningFailure(
      try #require(throws: (any Error).self) { try Planning(PlanSettings(scenario)).plan() })
    #expect(
      failure.message.contains("homes.csv:2: column zone: \"wset\" is a zone that no crossing"))
    #expect(failure.message.contains("did you mean west?"))
  }

  /// A street of three nodes, and a bit of two nodes beside it.
  private func isolated(in folder: TestFolder) throws -> Scenario {
    var scenario = Scenario()
    scenario.demand = .init(
      file: try folder.write("homes.csv", "id,x,y\nlost,230,70\nfine,300,10\n"))
    scenario.candidates = .init(file: try folder.write("lots.csv", "id,x,y\nschool,900,5\n"))
    func street(_ points: String) -> String {
      #"{"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": \#(points)}}"#
    }
    scenario.streets = try folder.write(
      "streets.geojson",
      #"{"type": "FeatureCollection", "features": ["#
        + [
          street("[[0, 0], [500, 0]]"), street("[[500, 0], [1000, 0]]"),
          street("[[200, 80], [260, 80]]"),
        ].joined(separator: ", ") + "]}")
    scenario.crs = "planar"
    scenario.facilities = 1
    return scenario
  }

  @Test("Homes and sites beside isolated bits of the streets are named as such")
  func isolatedHome() throws {
    let folder = try TestFolder()
    var scenario = try isolated(in: folder)
    let plan = try Planning(PlanSettings(scenario)).plan()
    #expect(plan.unserved == [0])
    #expect(
      plan.assignments[0].unserved?.description
        == "unreachable: beside an isolated bit of the streets (2 nodes) that no street joins to a "
        + "facility")
    #expect(
      plan.findings.contains {
        $0.message.hasSuffix(
          "homes.csv:2: demand point lost stands beside an isolated bit of the streets (2 nodes), "
            + "which no street joins to the rest; draw the missing street, or pass over such bits "
            + "with --snap-past 3")
      })
    scenario.candidates = .init(
      file: try folder.write("more.csv", "id,x,y\nschool,900,5\nshed,210,85\n"))
    let sited = try Planning(PlanSettings(scenario)).plan()
    #expect(
      sited.findings.contains {
        $0.message.contains("more.csv:3: site shed stands beside an isolated")
      })
  }

  @Test("snap_past leads past small bits of the streets, and refuses to lead past all")
  func snapPast() throws {
    let folder = try TestFolder()
    var scenario = try isolated(in: folder)
    scenario.snapPast = 3
    let plan = try Planning(PlanSettings(scenario)).plan()
    #expect(plan.unserved.isEmpty)
    // 70 m to the street, 670 m along it, 5 m to the door.
    #expect(plan.assignments[0].distance == 745)
    #expect(!plan.findings.contains { $0.message.contains("stands beside an isolated") })
    scenario.snapPast = 9
    let failure = PlanningFailure(
      try #require(throws: (any Error).self) { try Planning(PlanSettings(scenario)).plan() })
    #expect(failure.message.contains("\"9\" is more than the 3 nodes of the largest part"))
    scenario.streets = nil
    #expect(throws: SettingsError.onlyWith(option: "--snap-past", needed: "--distance network")) {
      try PlanSettings(scenario).validate()
    }
  }

  // MARK: Words

  @Test("A gap is told with its width and its place, in words that fit what meets")
  func gaps() throws {
    var town = TestTown()
    town.demand = ["a,500,60"]
    town.sites = ["s,500,-60"]
    town.barriers = [
      (
        "fence",
        #"{"type": "MultiLineString", "coordinates": [[[0, 0], [100, 0]], [[110, 0], [200, 0]]]}"#
      ),
      ("wall", TestTown.line((150, 9), (150, 90))),
    ]
    #expect(
      try findings(town, "gap") == [
        "an end of river \"River wall\" (wall) stops 9.0 m short of river \"River fence\" (fence) at "
          + "(150, 9), and paths lead through; draw them to the same point",
        "two ends of river \"River fence\" (fence) are 10.0 m apart at (100, 0), and paths lead "
          + "through; draw them to the same point",
      ])
  }

  @Test("A plan for coverage does not warn of those beyond the limit one by one")
  func coverage() throws {
    var town = TestTown()
    town.demand = ["near,0,10", "far,0,900"]
    town.sites = ["s,0,0"]
    let plan = try town.plan {
      $0.scenario.objective = .coverage
      $0.scenario.maxDistance = 100
    }
    #expect(plan.unserved == [1])
    #expect(plan.unservedSummary.isEmpty)
    #expect(plan.headline.contains("1 person at 1 place would have to go too far."))
  }

  @Test("An interrupted plan names the files that it has nothing for")
  func interrupted() throws {
    let folder = try TestFolder()
    var settings = try road.settings(in: folder)
    settings.scenario.alternatives = 2
    let plan = try Planning(settings).plan(shouldStop: { true })
    #expect(plan.wasInterrupted)
    #expect(plan.missingFiles.contains("areas.geojson"))
    let files = try PlanFolder(path: folder.path("out")).write(plan)
    #expect(Set(files).isDisjoint(with: plan.missingFiles))
    #expect(try Planning(settings).plan().missingFiles.isEmpty)
  }

  @Test("Many warnings alike are counted, of whatever kind they are")
  func grouped() throws {
    var town = road
    town.crossings = (0..<12).map {
      (
        "x\($0)", TestTown.line((Double($0) * 10, 90), (Double($0) * 10, 120)),
        #""status": "B\#($0)""#
      )
    }
    let findings = try town.plan().findings.filter { $0.severity == .warning }
    #expect(findings.count == 12)
    let shown = Finding.abridged(findings)
    #expect(shown.count == 6)
    #expect(shown.last?.message == "and 7 more like these, 12 in all; footbridge check lists all")
  }
}
