import Exchange
import Foundation
import TestSupport
import Testing
import Traces

@testable import Planner

@Suite struct PlacesWrongInputTests {
  private func message(_ name: String, _ text: String) throws -> String {
    let fixture = try PlacesFixture()
    let path = try fixture.folder.write(name, text)
    do {
      let report = try fixture.run([path])
      return report.findings.map(\.description).joined(separator: "\n")
    } catch {
      #expect(PlanningFailure(error).exitCode == 3)
      return "\(error)"
    }
  }

  @Test(
    "What is wrong is said with file and line",
    arguments: [
      (
        "a.csv", "lat,lon,time\n91,8,2026-01-05T00:00:00Z\n",
        "a.csv:2: column lat: \"91\" is beyond ±90"
      ),
      ("b.csv", "lat,lon,time\n47,8,soon\n", "b.csv:2: column time: \"soon\" is not a time"),
      ("c.csv", "lat,lon,time\n47,,2026-01-05\n", "c.csv:2: column lon: is empty"),
      ("d.csv", "a,b\n1,2\n", "there are no columns of latitude and longitude among \"a\", \"b\""),
      ("e.csv", "lat,lon,time\n0,0,2026-01-05\n", "both 0"),
      ("f.csv", "", "the file is empty"),
      ("g.gpx", "<gpx><trk><trkseg><trkpt lat=\"1\"", "g.gpx:1: the text ends inside a tag"),
      ("h.gpx", "<gpx>\n<trk>\n</gpx>", "h.gpx:3: <trk> is closed by </gpx>"),
      ("i.gpx", "<html/>", "this is XML but no GPX"),
      ("m.kml", "<kml/>", "there is no fix to work with"),
      ("j.json", "{\"a\": [{\"b\": 1}]}", "holds no fixes that are known"),
      ("l.json", "{\"features\":[{\"a\": 1}}", "l.json:1: this is no JSON text"),
      (
        "k.gpx", "<gpx><trk><trkseg><trkpt lat='x' lon='8'/></trkseg></trk></gpx>",
        "track point 1: property lat: \"x\" is no latitude"
      ),
    ])
  func wrong(name: String, text: String, expected: String) throws {
    let found = try message(name, text)
    #expect(found.contains(expected), "\(found)")
  }

  @Test("Times that name no zone, go backwards, lie ahead or at 1970 are said and left out by name")
  func clocks() throws {
    let fixture = try PlacesFixture()
    let plain = PlacesFixture.csv(header: "time,lat,lon") {
      "\(PlacesFixture.time($1).dropLast()),\($2),\($3)"
    }
    let unzoned = try fixture.run([try fixture.folder.write("a.csv", plain)])
    #expect(
      unzoned.findings.contains {
        $0.message.hasPrefix("140 times name no zone and are read as UTC; give --time-zone")
      })
    var rows = PlacesFixture.csv().split(separator: "\n").map(String.init)
    rows.swapAt(10, 11)
    rows.append("ahead,a,2031-01-05T12:00:00Z,47.4,8.5,5")
    rows.append("unset,a,1970-01-01T00:00:09Z,47.4,8.5,5")
    let path = try fixture.folder.write("b.csv", rows.joined(separator: "\n"))
    let report = try fixture.run([path]) { $0.setLatest(seconds: 1_767_700_000) }
    #expect(report.places.count == 2)
    #expect(report.findings.contains { $0.message.hasPrefix("2 fixes came after a later one") })
    let cleaned = try fixture.rows("cleaned.csv").map { [$0[0], $0[6]] }
    #expect(cleaned == [["unset", "clock_not_set"], ["ahead", "in_the_future"]])
  }

  @Test("A packed file that is cut short is refused, or read up to there by name")
  func cutShort() throws {
    let fixture = try PlacesFixture()
    let points = PlacesFixture.csv(header: "") {
      "<trkpt lat='\($2)' lon='\($3)'><time>\(PlacesFixture.time($1))</time></trkpt>"
    }
    let whole = "<gpx><trk><trkseg>\n\(points)</trkseg></trk></gpx>"
    let path = try fixture.folder.write("a.gpx", String(whole.prefix(whole.count / 2)))
    let report = try fixture.run([path])
    let warning = try #require(report.findings.first { $0.message.contains("points before it") })
    #expect(warning.message.hasPrefix("left out: \(path):"))
    #expect(report.collection.skippedCount == 1 && report.collection.fixCount > 60)
  }

  @Test("Rows that cannot be read are left out by name, or end the run")
  func rows() throws {
    let fixture = try PlacesFixture()
    let text = PlacesFixture.csv() + "bad,a,\(PlacesFixture.time(0)),47,x,5\n"
    let path = try fixture.folder.write("a.csv", text)
    let report = try fixture.run([path])
    #expect(report.places.count == 2)
    #expect(try fixture.folder.read("out/cleaned.csv").contains("a.csv:142"))
    #expect(throws: DataFaults.self) { try fixture.run([path]) { $0.isStrict = true } }
  }

  @Test("Without times there are spots only, and that is said")
  func untimed() throws {
    let fixture = try PlacesFixture()
    let path = try fixture.folder.write(
      "a.csv", PlacesFixture.csv(header: "lat,lon") { "\($2),\($3)" })
    let report = try fixture.run([path])
    #expect(report.places.isEmpty && !report.spots.isEmpty)
    #expect(report.findings.contains { $0.message.contains("without a time") })
  }

  @Test("An empty folder, a file that is cut short and one that is not there are named")
  func files() throws {
    let fixture = try PlacesFixture()
    try FileManager.default.createDirectory(
      atPath: fixture.folder.path("empty"), withIntermediateDirectories: true)
    #expect(throws: DataFault.self) { try fixture.run([fixture.folder.path("empty")]) }
    #expect(throws: DataFault.self) { try fixture.run([fixture.folder.path("none.gpx")]) }
    let packed: [UInt8] = [
      0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xCB, 0x49, 0x2C, 0xD1,
    ]
    let path = try fixture.folder.write("a.csv.gz", Data(packed))
    do {
      _ = try fixture.run([path])
      Issue.record("a file that is cut short was read")
    } catch {
      #expect("\(error)".contains("a.csv.gz") && "\(error)".contains("cut short"))
    }
  }

  @Test("What lies beside traces in a folder is left out by name; what is asked for by name is not")
  func besides() throws {
    let fixture = try PlacesFixture()
    try FileManager.default.createDirectory(
      atPath: fixture.folder.path("tracks"), withIntermediateDirectories: true)
    try fixture.folder.write("tracks/a.csv", PlacesFixture.csv())
    let note = try fixture.folder.write("tracks/LICENSE.txt", "Mine.\nAll of it.\n")
    let report = try fixture.run([fixture.folder.path("tracks")])
    #expect(report.places.count == 2)
    #expect(
      report.findings.contains {
        $0.severity == .warning && $0.message.hasPrefix("left out: \(note):1: ")
      })
    #expect(throws: DataFault.self) { try fixture.run([note]) }
  }

  @Test("One fix, two fixes and one stay are no trouble")
  func few() throws {
    for (rows, places) in [(1, 0), (2, 0), (60, 1)] {
      let fixture = try PlacesFixture()
      let text = PlacesFixture.csv().split(separator: "\n").prefix(rows + 1).joined(separator: "\n")
      let report = try fixture.run([try fixture.folder.write("a.csv", text)])
      #expect(report.places.count == places)
    }
  }

  @Test("Options that make no sense are refused")
  func options() {
    for change: (inout PlacesSettings) -> Void in [
      { $0.stays.minimumStay = 0 }, { $0.stays.radius = -1 }, { $0.crossings = "a" },
      { $0.anonymousDecimals = 9 }, { $0.places.minimumVisits = 0 },
    ] {
      var settings = PlacesSettings(files: ["a.csv"])
      change(&settings)
      #expect(throws: PlacesError.self) { try settings.validate() }
    }
    #expect(throws: PlacesError.self) { try PlacesSettings.zone("Europe/Zurick") }
  }

  @Test("What --follow cannot do is refused, not passed over")
  func following() {
    for change: (inout PlacesSettings) -> Void in [
      { $0.out = "a" }, { $0.isShared = true }, { $0.barriers = "b" }, { $0.references = ["c"] },
      { $0.fixes = .csv }, { $0.explainsFixes = true },
    ] {
      var settings = PlacesSettings(files: ["-"])
      settings.isFollowing = true
      #expect(throws: Never.self) { try settings.validate() }
      change(&settings)
      #expect(throws: PlacesError.self) { try settings.validate() }
    }
  }

  @Test("Files that cannot be followed line by line are refused with the way out")
  func notFollowed() throws {
    let fixture = try PlacesFixture()
    for (name, bytes, words) in [
      ("a.csv.gz", Data([0x1F, 0x8B, 8, 0, 0x0A]), "zcat"),
      ("a.gpx", Data("<gpx><trk><trkseg>\n".utf8), "leave --follow out"),
      ("a.csv", Data("lat,lon\n47,8\n".utf8), "name it timestamp"),
    ] {
      let path = try fixture.folder.write(name, bytes)
      var follower = PlacesFollower(PlacesSettings(files: [path]))
      #expect {
        try follower.run(onVisit: { _ in }, warn: { _ in })
      } throws: { error in
        "\(error)".hasPrefix(path) && "\(error)".contains(words)
      }
    }
  }

  @Test("Where hardly any fix can be used, that is a warning")
  func hardlyAny() throws {
    let fixture = try PlacesFixture()
    let path = try fixture.folder.write(
      "a.csv", PlacesFixture.csv(header: "time,lat,lon") { "\(5 + $1),\($2),\($3)" })
    let report = try fixture.run([path])
    #expect(
      report.findings.contains {
        $0.severity == .warning && $0.message.hasPrefix("140 of 140 fixes not used")
      })
  }

  @Test("Dates with slashes are refused with the reason; a table without times names its columns")
  func dates() throws {
    let fixture = try PlacesFixture()
    let slashes = try fixture.folder.write(
      "a.csv", "Date,Time,lat,lon\n01/05/2026,12:00:00,47,8\n")
    #expect {
      try fixture.run([slashes])
    } throws: { error in
      "\(error)".contains("\"01/05/2026 12:00:00\" is not a time")
        && "\(error)".contains("which is the month")
    }
    let plain = try fixture.folder.write(
      "b.csv", PlacesFixture.csv(header: "moment,lat,lon") { "\($1),\($2),\($3)" })
    let report = try fixture.run([plain])
    #expect(
      report.findings.contains {
        $0.severity == .warning
          && $0.message.contains("no column of times among \"moment\", \"lat\", \"lon\"")
      })
  }
}
