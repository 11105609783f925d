import Exchange
import Foundation
import TestSupport
import Testing

@testable import Planner

/// Every wrong input ends with one message that names the place and the remedy, and writes nothing.
@Suite struct WrongInputTests {
  /// One way to get a plan wrong.
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var exitCode: Int32 = 3
    /// What the message must say.
    var says: [String]
    var spoil: @Sendable (inout PlanSettings, TestFolder) throws -> Void
  }

  private func goodSettings(in folder: TestFolder) throws -> PlanSettings {
    var scenario = Scenario()
    scenario.demand = .init(
      file: try folder.write(
        "homes.csv", "id,lon,lat,weight\n1,19.01,47.50,2\n2,19.02,47.51,1\n3,19.03,47.52,1\n"))
    scenario.candidates = .init(
      file: try folder.write("lots.csv", "id,lon,lat\na,19.01,47.505\nb,19.03,47.515\n"))
    scenario.facilities = 1
    scenario.out = folder.path("plan")
    return PlanSettings(scenario)
  }

  /// The message and exit code of a run as the command line makes it.
  private func failure(of settings: PlanSettings) throws -> PlanningFailure? {
    do {
      let folder = try PlanFolder(settings)
      try folder.write(try Planning(settings).plan())
      return nil
    } catch {
      return PlanningFailure(error)
    }
  }

  @Test("The good input that the cases spoil is planned")
  func good() throws {
    let folder = try TestFolder()
    let settings = try goodSettings(in: folder)
    #expect(try failure(of: settings) == nil)
    #expect(try folder.names(in: "plan").contains("plan.json"))
  }

  @Test("One message, the right exit code, and nothing half-written", arguments: cases)
  func wrongInput(_ wrong: Case) throws {
    let folder = try TestFolder()
    var settings = try goodSettings(in: folder)
    try wrong.spoil(&settings, folder)
    let failure = try #require(try failure(of: settings))
    #expect(failure.exitCode == wrong.exitCode)
    for text in wrong.says { #expect(failure.message.contains(text)) }
    #expect(!failure.message.hasSuffix("."))
    if settings.scenario.out == folder.path("plan") {
      #expect(!FileManager.default.fileExists(atPath: folder.path("plan/plan.json")))
    }
  }

  private static func homes(
    _ name: String, exitCode: Int32 = 3, says: [String], text: String
  ) -> Case {
    Case(testDescription: name, exitCode: exitCode, says: ["homes.csv"] + says) { _, folder in
      try folder.write("homes.csv", text)
    }
  }

  static let cases: [Case] = [
    Case(testDescription: "missing file", says: ["nowhere.csv"]) { settings, folder in
      settings.scenario.demand?.file = folder.path("nowhere.csv")
    },
    homes("empty file", says: [], text: ""),
    homes("header alone", says: ["nobody"], text: "id,lon,lat\n"),
    Case(testDescription: "a directory", says: ["folder"]) { settings, folder in
      settings.scenario.demand?.file = folder.url.path
    },
    Case(testDescription: "not UTF-8", says: ["homes.csv", "UTF-8"]) { _, folder in
      try folder.write("homes.csv", Data("id,lon,lat\nM".utf8) + [0xFC] + Data("l,19,47\n".utf8))
    },
    homes(
      "missing column lists those there are", says: ["homes.csv:1", "longitude", "street"],
      text: "id,street,lat\n1,Fo,47.5\n"),
    homes(
      "latitude and longitude swapped", says: ["--swap"],
      text: "id,lat,lon\n1,139.69,35.68\n2,139.70,35.69\n"),
    homes(
      "latitude and longitude swapped in a whole file, both below 90",
      says: ["homes.csv:2", "swapped", "--swap"],
      text: "id,lon,lat\n1,47.50,19.01\n2,47.51,19.02\n3,47.52,19.03\n"),
    homes(
      "latitude and longitude swapped in one row",
      says: ["homes.csv:4", "47.52, 19.03", "swap them in this row"],
      text: "id,lon,lat\n1,19.01,47.50\n2,19.02,47.51\n3,47.52,19.03\n4,19.02,47.5\n"),
    homes(
      "metres where degrees are expected", says: ["homes.csv:2", "--crs"],
      text: "id,lon,lat\n1,651234,239876\n2,651300,239900\n"),
    homes("NaN", says: ["homes.csv:3", "nan"], text: "id,lon,lat\n1,19.0,47.5\n2,nan,47.5\n"),
    homes(
      "a blank cell on line 17", says: ["homes.csv:17", "lat"],
      text: "id,lon,lat\n"
        + (2...20).map { "\($0),19.0\($0),\($0 == 17 ? "" : "47.5")\n" }.joined()),
    homes(
      "duplicate ids", says: ["homes.csv:3", "\"1\""], text: "id,lon,lat\n1,19,47\n1,19.1,47\n"),
    homes(
      "negative weight", says: ["homes.csv:2", "weight", "-4"],
      text: "id,lon,lat,weight\n1,19,47,-4\n"),
    Case(testDescription: "a crossing 3 km from any barrier", says: ["crossings.geojson:1", "b1"]) {
      settings, folder in
      settings.scenario.barriers = try folder.write("barriers.geojson", line("r", "[19.02, 47]"))
      settings.scenario.crossings = try folder.write(
        "crossings.geojson",
        #"{"type": "Feature", "id": "b1", "geometry": {"type": "Point", "#
          + #""coordinates": [19.06, 47.5]}, "properties": {}}"#)
    },
    Case(testDescription: "a barrier with one point", says: ["barriers.geojson:1", "r"]) {
      settings, folder in
      settings.scenario.barriers = try folder.write("barriers.geojson", line("r"))
    },
    Case(testDescription: "0 facilities", exitCode: 64, says: ["0 facilities", "--facilities"]) {
      settings, _ in
      settings.scenario.facilities = 0
    },
    Case(
      testDescription: "more facilities than candidates",
      says: ["3 facilities", "2 candidate sites", "lower --facilities"]
    ) { settings, _ in settings.scenario.facilities = 3 },
    Case(
      testDescription: "more facilities than demand", says: ["4 facilities", "3 demand points"]
    ) { settings, _ in
      settings.scenario.sites = .demand
      settings.scenario.facilities = 4
    },
    Case(testDescription: "no demand", exitCode: 64, says: ["--demand"]) { settings, _ in
      settings.scenario.demand = nil
    },
    Case(testDescription: "unknown crossing to close", says: ["\"bridge\"", "--close"]) {
      settings, folder in
      settings.scenario.barriers = try folder.write("barriers.geojson", line("r", "[19.02, 47]"))
      settings.scenario.close = ["bridge"]
    },
    Case(testDescription: "unknown CRS", says: ["EPSG:1"]) { settings, _ in
      settings.scenario.crs = "EPSG:1"
    },
    Case(testDescription: "an id in two files of sites", says: ["more.csv:2", "lots.csv"]) {
      settings, folder in
      settings.scenario.existing = [
        .init(file: try folder.write("more.csv", "id,lon,lat\na,19,47\n"))
      ]
    },
    Case(testDescription: "an output folder with other files", says: ["plan", "thesis.doc"]) {
      settings, folder in
      let url = folder.url.appending(path: "plan")
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
      try Data().write(to: url.appending(path: "thesis.doc"))
    },
    Case(testDescription: "an output folder under a file", says: ["homes.csv"]) {
      settings, folder in
      settings.scenario.out = folder.path("homes.csv/plan")
    },
  ]

  /// A barrier to the north of a point, or of that point alone.
  private static func line(_ id: String, _ second: String? = nil) -> String {
    let points = ["[19.02, 48]", second].compactMap(\.self).joined(separator: ", ")
    return #"{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "\#(id)", "#
      + #""geometry": {"type": "LineString", "coordinates": [\#(points)]}, "properties": {}}]}"#
  }

  @Test("An unknown key in a scenario is an error with a suggestion")
  func unknownKey() throws {
    let folder = try TestFolder()
    let file = try folder.write("plan.yaml", "demand: homes.csv\nfacilites: 2\n")
    let error = try #require(throws: (any Error).self) {
      try PlanSettings(scenarioFile: file, options: ScenarioOptions())
    }
    let failure = PlanningFailure(error)
    #expect(failure.exitCode == 3)
    #expect(failure.message.contains("plan.yaml:2"))
    #expect(failure.message.contains("facilities"))
  }

  @Test("A point at (0, 0) is flagged")
  func nullIsland() throws {
    let folder = try TestFolder()
    var scenario = Scenario()
    scenario.demand = .init(file: try folder.write("homes.csv", "id,lon,lat\n1,19,47\n2,0,0\n"))
    let check = try DataCheck(PlanSettings(scenario))
    #expect(
      check.findings.contains { $0.severity != .note && $0.message.contains("homes.csv:3") })
  }

  @Test("The faults of all files come together")
  func allFaults() throws {
    let folder = try TestFolder()
    let settings = try goodSettings(in: folder)
    try folder.write("homes.csv", "id,lon,lat\n1,x,47\n2,19,y\n")
    try folder.write("lots.csv", "id,lon\na,19\n")
    let failure = try #require(try failure(of: settings))
    #expect(failure.message.contains("homes.csv:2"))
    #expect(failure.message.contains("homes.csv:3"))
    #expect(failure.message.contains("lots.csv:1"))
  }

  @Test("--skip-bad plans with the good rows and names the others")
  func skipBad() throws {
    let folder = try TestFolder()
    var settings = try goodSettings(in: folder)
    try folder.write("homes.csv", "id,lon,lat\n1,19.01,47.5\n2,,47.51\n3,19.03,47.52\n")
    settings.skipBad = true
    let plan = try Planning(settings).plan()
    #expect(plan.demand.map(\.id) == ["1", "3"])
    #expect(plan.findings.contains { $0.message.contains("homes.csv:3") })
  }

  @Test("A scenario that contradicts itself is told so before files are read")
  func contradictions() {
    func failure(_ change: (inout Scenario) -> Void) -> SettingsError? {
      var scenario = Scenario()
      scenario.demand = .init(file: "nowhere.csv")
      scenario.facilities = 1
      change(&scenario)
      do {
        try PlanSettings(scenario).validate()
        return nil
      } catch {
        return error
      }
    }
    #expect(failure { _ in } == nil)
    #expect(
      failure { $0.distance = .matrix }
        == .needs(option: "--distance", choice: "matrix", file: "--matrix FILE"))
    #expect(
      failure { $0.sites = .candidates }
        == .needs(option: "--sites", choice: "candidates", file: "--candidates FILE"))
    #expect(failure { $0.close = ["b"] } == .nothingToClose("straight"))
    #expect(
      failure {
        $0.barriers = "b"
        $0.open = ["x"]
        $0.close = ["x"]
      } == .openedAndClosed("x"))
    #expect(failure { $0.timeLimit = 0 } == .notPositive(option: "--time-limit", value: 0))
    #expect(
      failure {
        $0.candidates = .init(file: "-")
        $0.demand = .init(file: "-")
      } == .standardInputTwice("--demand", "--candidates"))
    #expect(
      failure {
        $0.matrix = "m.csv"
        $0.sites = .anywhere
      } == .anywhereNeedsPlane("matrix"))
  }
}
