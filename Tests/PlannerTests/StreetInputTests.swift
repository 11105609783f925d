import Exchange
import TestSupport
import Testing

@testable import Planner

/// What can be wrong with a plan along streets: one message with the place and the remedy.
@Suite struct StreetInputTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var exitCode: Int32 = 3
    var says: [String]
    var spoil: @Sendable (inout PlanSettings, TestFolder) throws -> Void
  }

  private func goodSettings(in folder: TestFolder) throws -> PlanSettings {
    var scenario = Scenario()
    scenario.crs = "planar"
    scenario.streets = try folder.write(
      "streets.csv", "from,to,length_m\nmill,church,350\nchurch,school,200\n")
    scenario.streetNodes = try folder.write(
      "nodes.csv", "id,x,y\nmill,0,0\nchurch,350,0\nschool,350,200\n")
    scenario.demand = .init(
      file: try folder.write("homes.csv", "id,node,x,y\na,mill,,\nb,,300,40\n"))
    scenario.candidates = .init(file: try folder.write("lots.csv", "id,node\ns,school\n"))
    scenario.facilities = 1
    return PlanSettings(scenario)
  }

  @Test("The good input that the cases spoil is planned")
  func good() throws {
    let folder = try TestFolder()
    let plan = try Planning(goodSettings(in: folder)).plan()
    #expect(plan.assignments.map(\.distance) == [550, 40 + 50 + 200])
  }

  @Test("What is not used is said; a home in the water is no fault if it stands at a node")
  func check() throws {
    let folder = try TestFolder()
    var settings = try goodSettings(in: folder)
    settings.scenario.barriers = try folder.write(
      "lake.geojson",
      #"{"type": "Feature", "id": "lake", "properties": {}, "geometry": {"type": "Polygon", "#
        + #""coordinates": [[[10, 10], [90, 10], [90, 90], [10, 90], [10, 10]]]}}"#)
    try folder.write("homes.csv", "id,node,x,y\na,mill,50,50\nb,,300,40\n")
    let check = try DataCheck(settings)
    #expect(!check.needsMending)
    #expect(!check.findings.contains { $0.severity == .warning })
    try folder.write("homes.csv", "id,node,x,y\na,,50,50\nb,,300,40\n")
    let warnings = try DataCheck(settings).findings.filter { $0.severity == .warning }
    #expect(warnings.count == 1)
    #expect(warnings.first?.message.contains("homes.csv:2: demand point a") == true)
    #expect(warnings.first?.message.contains("cut by a barrier") == true)
    settings.scenario.barriers = nil
    settings.scenario.streets = try folder.write("streets.geojson", Self.oneLine)
    try folder.write("lots.csv", "id,x,y\ns,100,0\n")
    let lines = try DataCheck(settings).findings.first {
      $0.message.contains("nodes.csv: not used")
    }
    #expect(lines?.severity == .warning)
  }

  @Test("One message and the right exit code; check says the same", arguments: cases)
  func wrongInput(_ wrong: Case) throws {
    let folder = try TestFolder()
    var settings = try goodSettings(in: folder)
    try wrong.spoil(&settings, folder)
    let spoilt = settings
    let failure = PlanningFailure(
      try #require(throws: (any Error).self) { try Planning(spoilt).plan() })
    #expect(failure.exitCode == wrong.exitCode)
    for text in wrong.says { #expect(failure.message.contains(text)) }
    #expect(!failure.message.hasSuffix("."))
    guard wrong.exitCode == 3 else { return }
    let check = try DataCheck(settings)
    let faults = check.findings.filter { $0.severity == .fault }.map(\.message)
    for text in wrong.says { #expect(faults.contains { $0.contains(text) }) }
  }

  private static let oneLine =
    #"{"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "#
    + #""coordinates": [[0, 0], [100, 0]]}}"#

  static let cases: [Case] = [
    Case(
      testDescription: "a node that nobody knows",
      says: ["homes.csv:2: a: \"mil\" is no node of", "streets.csv; did you mean \"mill\"?"]
    ) { _, folder in
      try folder.write("homes.csv", "id,node,x,y\na,mil,,\nb,,300,40\n")
    },
    Case(
      testDescription: "neither node nor coordinates",
      says: ["homes.csv:3: b: the point has no node", "or coordinates"]
    ) { _, folder in
      try folder.write("homes.csv", "id,node,x,y\na,mill,,\nb,,,\n")
    },
    Case(
      testDescription: "no file of nodes",
      says: ["homes.csv:3: b: the point has no node", "--street-nodes FILE"]
    ) { settings, _ in settings.scenario.streetNodes = nil },
    Case(
      testDescription: "a whole file without nodes where nodes have no places",
      says: ["homes.csv:2: a: the point has no node, and so it is with all 3", "--street-nodes"]
    ) { settings, folder in
      settings.scenario.streetNodes = nil
      try folder.write("homes.csv", "id,x,y\na,0,0\nb,300,40\nc,1,1\n")
    },
    Case(
      testDescription: "a point without coordinates beside drawn lines",
      says: ["homes.csv:2: a: the point has no coordinates", "no nodes to name"]
    ) { settings, folder in
      settings.scenario.streets = try folder.write("streets.geojson", oneLine)
    },
    Case(
      testDescription: "a street to a node that is not in the file of nodes",
      says: ["streets.csv:3", "\"shool\"", "add the node"]
    ) { _, folder in
      try folder.write("streets.csv", "from,to,length_m\nmill,church,350\nchurch,shool,200\n")
    },
    Case(testDescription: "a negative length", says: ["streets.csv:2", "-350"]) { _, folder in
      try folder.write("streets.csv", "from,to,length_m\nmill,church,-350\nchurch,school,2\n")
    },
    Case(
      testDescription: "a node beyond the world",
      says: [
        "nodes.csv:3: column x: \"3e12\" is beyond the range of planar coordinates",
        "they are metres from -1,000,000,000 to 1,000,000,000",
      ]
    ) { _, folder in
      try folder.write("nodes.csv", "id,x,y\nmill,0,0\nchurch,3e12,0\nschool,350,200\n")
    },
    Case(
      testDescription: "a street beyond the world",
      says: [
        "streets.geojson:1: feature 1 (byte 97): \"3e12\" is beyond the range of planar coordinates"
      ]
    ) { settings, folder in
      settings.scenario.streets = try folder.write(
        "streets.geojson", oneLine.replacing("100", with: "3e12"))
      try folder.write("homes.csv", "id,x,y\na,0,0\n")
    },
    Case(testDescription: "no streets at all", exitCode: 64, says: ["--streets FILE"]) {
      settings, _ in
      settings.scenario.streets = nil
      settings.scenario.distance = .network
    },
    Case(testDescription: "sites anywhere", exitCode: 64, says: ["network", "--sites demand"]) {
      settings, _ in
      settings.scenario.sites = .anywhere
    },
    Case(testDescription: "a limit of nothing", exitCode: 64, says: ["--snap-limit is 0"]) {
      settings, _ in
      settings.scenario.snapLimit = 0
    },
    Case(testDescription: "a crossing closed", exitCode: 64, says: ["network, which knows none"]) {
      settings, _ in
      settings.scenario.close = ["bridge"]
    },
  ]
}
