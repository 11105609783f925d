import Foundation
import TestSupport
import Testing

@testable import footbridge

/// The program itself: streams, exit codes, files.
@Suite struct ProcessTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "footbridge-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try write("homes.csv", "id,lon,lat\n007,19.01,47.50\n2,19.02,47.51\n3,19.03,47.52\n")
    try write("lots.csv", "id,lon,lat\na,19.01,47.505\nb,19.03,47.515\n")
  }

  private func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  private func run(_ arguments: String..., input: String = "") throws -> FootbridgeProcess {
    try FootbridgeProcess(arguments, input: input, in: folder)
  }

  @Test("A plan: the headline on standard output, what was read on standard error, exit 0")
  func plan() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try run(
      "plan", "--demand", "homes.csv", "--candidates", "lots.csv", "--facilities", "1", "--out",
      "plan")
    #expect(result.exitCode == 0)
    #expect(result.output.hasPrefix("1 facility serves 3 of 3 people"))
    #expect(result.errors.contains("homes.csv: 3 rows; id from `id`, longitude from `lon`"))
    #expect(!result.errors.contains("\u{1B}") && !result.errors.contains("\r"))
    let files = try FileManager.default.contentsOfDirectory(
      atPath: folder.appending(path: "plan").path)
    #expect(files.contains("plan.json") && files.contains("map.svg"))
  }

  @Test("30: homes may be piped in, and --json alone is on standard output")
  func pipe() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try run(
      "plan", "--demand", "-", "--p", "1", "--json", "--quiet", "--out", "plan",
      input: "id,lon,lat\n007,19.01,47.50\n2,19.02,47.51\n")
    #expect(result.exitCode == 0)
    #expect(result.errors.isEmpty)
    let summary = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    let members = try #require(summary as? [String: Any])
    #expect(members["seed"] as? Int == 1)
    #expect(members["seconds"] is Double)
  }

  @Test("Distances along streets, by option alone; a node that nobody knows is 3")
  func streets() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write("streets.csv", "from,to,length_m,oneway\nmill,church,350,\nchurch,school,200,yes\n")
    try write("a.csv", "id,node\n1,mill\n2,school\n")
    try write("b.csv", "id,node\ns,school\n")
    let result = try run(
      "distances", "--from", "a.csv", "--to", "b.csv", "--streets", "streets.csv", "--quiet")
    #expect(result.exitCode == 0)
    #expect(result.errors.isEmpty)
    #expect(
      result.output
        == "from_id,to_id,distance_m,straight_m,crossing_ids\n1,s,550.000000,,\n2,s,0.000000,,\n")
    try write("b.csv", "id,node\ns,scool\n")
    let wrong = try run(
      "distances", "--from", "a.csv", "--to", "b.csv", "--streets", "streets.csv", "--quiet")
    #expect(wrong.exitCode == 3)
    #expect(wrong.output.isEmpty)
    #expect(
      wrong.errors
        == "footbridge: b.csv:2: s: \"scool\" is no node of streets.csv; did you mean \"school\"?\n"
    )
  }

  @Test("Wrong usage is 64, bad data is 3, both with one message and nothing written")
  func failures() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let usage = try run("plan", "--demand", "homes.csv", "--facilities", "0", "--out", "plan")
    #expect(usage.exitCode == 64)
    #expect(usage.errors.hasPrefix("footbridge: cannot plan 0 facilities"))
    #expect(try run("plan", "--nonsense").exitCode == 64)
    #expect(try run("plan", "--demand", "homes.csv", "--sites", "moon").exitCode == 64)

    try write("homes.csv", "id,lon,lat\n1,19,47\n1,19.1,47\n")
    let data = try run("plan", "--demand", "homes.csv", "--p", "1", "--out", "plan")
    #expect(data.exitCode == 3)
    #expect(data.output.isEmpty)
    #expect(data.errors.contains("homes.csv:3"))
    #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "plan").path))
  }

  @Test("Who cannot be reached: exit 0 with a warning, 4 with --require-served")
  func requireServed() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write("homes.csv", "id,x,y\nin,5,5\nout,50,5\n")
    try write("lots.csv", "id,x,y\ns,60,5\n")
    try write(
      "wall.geojson",
      #"{"type": "Feature", "id": "w", "properties": {"name": "the Wall"}, "geometry": "#
        + #"{"type": "LineString", "coordinates": [[0,0],[10,0],[10,10],[0,10],[0,0]]}}"#)
    let arguments = [
      "plan", "--demand", "homes.csv", "--candidates", "lots.csv", "--barriers", "wall.geojson",
      "--crs", "planar", "--p", "1", "--out", "plan",
    ]
    let lenient = try FootbridgeProcess(arguments, in: folder)
    #expect(lenient.exitCode == 0)
    #expect(
      lenient.errors.contains("warning: in is unreachable: no open crossing over the Wall"))
    let strict = try FootbridgeProcess(arguments + ["--require-served"], in: folder)
    #expect(strict.exitCode == 4)
    #expect(strict.errors.contains("no open crossing over the Wall"))
  }

  @Test("check prints what it reads, and exits with 3 where something must be mended")
  func check() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let good = try run("check", "--demand", "homes.csv")
    #expect(good.exitCode == 0)
    #expect(good.output.contains("homes.csv: 3 rows"))
    #expect(good.output.hasSuffix("nothing to mend\n"))
    try write("homes.csv", "id,lon,lat\n1,19,147\n2,,47\n")
    let bad = try run("check", "--demand", "homes.csv")
    #expect(bad.exitCode == 3)
    #expect(bad.output.contains("homes.csv:2") && bad.output.contains("homes.csv:3"))
    let dry = try run("plan", "--demand", "homes.csv", "--p", "1", "--dry-run")
    #expect(dry.exitCode == 3)
  }

  @Test("check --out - writes GeoJSON alone to standard output")
  func checkLayer() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write("homes.csv", "id,x,y\nwet,5,5\n")
    try write(
      "pond.geojson",
      #"{"type": "Feature", "id": "p", "properties": {"kind": "pond"}, "geometry": {"type": "#
        + #""Polygon", "coordinates": [[[0,0],[10,0],[10,10],[0,10],[0,0]]]}}"#)
    let result = try run(
      "check", "--demand", "homes.csv", "--barriers", "pond.geojson", "--crs", "planar", "--out",
      "-")
    #expect(result.exitCode == 3)
    #expect(result.errors.contains("homes.csv:2: demand point wet is inside pond p"))
    let layer = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    let members = try #require(layer as? [String: Any])
    #expect((members["features"] as? [Any])?.count == 1)
    let metadata = try #require(members["metadata"] as? [String: Any])
    #expect(
      metadata["command"] as? String
        == "footbridge check --demand homes.csv --barriers pond.geojson --crs planar")
  }

  @Test("areas divides the land among facilities, to standard output or a file")
  func areas() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try run("areas", "--facilities", "lots.csv", "--quiet")
    #expect(result.exitCode == 0)
    #expect(result.errors.isEmpty)
    #expect(result.output.contains("\"facility_id\": \"b\""))
    let file = try run("areas", "--facilities", "lots.csv", "--quiet", "--out", "areas.geojson")
    #expect(file.output.isEmpty)
    let text = try String(contentsOf: folder.appending(path: "areas.geojson"), encoding: .utf8)
    #expect(text == result.output)
    #expect(
      try run("areas", "--facilities", "lots.csv", "--distance", "geodesic").exitCode == 64)
    #expect(try run("areas", "--facilities", "lots.csv", "--margin", "0").exitCode == 64)
  }

  @Test("The same plan into two folders is the same, byte for byte")
  func sameBytes() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let common = ["plan", "--demand", "homes.csv", "--candidates", "lots.csv", "--p", "1"]
    for out in ["one", "two"] {
      let result = try FootbridgeProcess(common + ["--quiet", "--out", out], in: folder)
      #expect(result.exitCode == 0)
    }
    let one = folder.appending(path: "one"), two = folder.appending(path: "two")
    let names = try FileManager.default.contentsOfDirectory(atPath: one.path)
    #expect(names.count >= 7)
    for name in names {
      #expect(
        try Data(contentsOf: one.appending(path: name))
          == Data(contentsOf: two.appending(path: name)), "\(name) differs")
    }
  }

  @Test("distances writes CSV to standard output or to a file")
  func distances() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write("a.csv", "id,x,y\np,0,0\n")
    let result = try run("distances", "--from", "a.csv", "--to", "a.csv", "--crs", "planar")
    #expect(result.exitCode == 0)
    #expect(
      result.output
        == "from_id,to_id,distance_m,straight_m,crossing_ids\np,p,0.000000,0.000000,\n")
    let file = try run(
      "distances", "--from", "a.csv", "--to", "a.csv", "--crs", "planar", "--out", "d.csv")
    #expect(file.output.isEmpty)
    let text = try String(contentsOf: folder.appending(path: "d.csv"), encoding: .utf8)
    #expect(text == result.output)
  }

  @Test("A gap that is asked for and not reached is 5, and the plan is written")
  func gap() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    // Nothing is proved where facilities may stand anywhere.
    let result = try run(
      "plan", "--demand", "homes.csv", "--sites", "anywhere", "--p", "1", "--gap", "1%", "--out",
      "plan")
    #expect(result.exitCode == 5)
    #expect(
      FileManager.default.fileExists(atPath: folder.appending(path: "plan/plan.json").path))
  }

  @Test("Several numbers of facilities are printed as a table, with what is proved before it")
  func curve() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try run(
      "plan", "--demand", "homes.csv", "--p", "1...3", "--plan-for", "2", "--quiet", "--out",
      "plan")
    #expect(result.exitCode == 0)
    let lines = result.output.split(separator: "\n")
    #expect(lines[0].hasPrefix("2 facilities serve 3 of 3 people"))
    #expect(lines[1].hasPrefix("objective ") && lines[1].contains("(median), bound "))
    #expect(lines[1].contains("gap 0 %, optimal, ") && lines[1].hasSuffix(", seed 1"))
    #expect(lines[2].hasPrefix("facilities  objective"))
    #expect(lines.count == 7)
    let names = try FileManager.default.contentsOfDirectory(
      atPath: folder.appending(path: "plan").path)
    #expect(names.contains("curve.csv") && names.contains("curve.svg"))
  }

  @Test("Rules that cannot be kept are 4, with names and remedies; nothing is written")
  func infeasible() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write("homes.csv", "id,x,y,name\n007,0,0,Ada\n8,900,0,\n")
    try write("lots.csv", "id,x,y,seats\na,100,0,1\nb,200,0,1\n")
    let common = [
      "plan", "--demand", "homes.csv", "--candidates", "lots.csv", "--crs", "planar", "--quiet",
      "--out", "plan",
    ]
    let far = try FootbridgeProcess(
      common + ["--p", "1", "--ignore-capacities", "--cutoff", "0.5km"], in: folder)
    #expect(far.exitCode == 4)
    #expect(far.output.isEmpty)
    #expect(far.errors.contains("1 demand point has no site within 500 m: 8 (nearest b, 700 m)"))
    #expect(far.errors.contains("--max-distance 700 would do"))
    let full = try FootbridgeProcess(common + ["--p", "1"], in: folder)
    #expect(full.exitCode == 4)
    #expect(full.errors.contains("1 seat is missing"))
    #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "plan").path))
    let covered = try FootbridgeProcess(
      common + [
        "--p", "1", "--ignore-capacities", "--objective", "coverage", "--max-distance", "500m",
        "--require-served",
      ], in: folder)
    #expect(covered.exitCode == 4)
    #expect(covered.errors.contains("8 is beyond_cutoff: nearest"))
  }

  /// Homes anywhere in a square of ten kilometres.
  private func homes(_ count: Int, seed: UInt64) -> String {
    var random = RepeatableGenerator(seed: seed)
    let rows = (0..<count).map { index in
      "\(index),\(Int.random(in: 0...9999, using: &random)),"
        + "\(Int.random(in: 0...9999, using: &random))\n"
    }
    return "id,x,y\n" + rows.joined()
  }

  @Test("17: a search that is cut short tells a bound and gap that hold, and ends with 5")
  func timeLimit() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write("homes.csv", homes(600, seed: 2))
    let result = try run(
      "plan", "--demand", "homes.csv", "--crs", "planar", "--p", "30", "--time-limit", "0.05s",
      "--gap", "0%", "--quiet", "--json", "--routes", "none", "--out", "plan")
    #expect(result.exitCode == 5)
    #expect(result.errors.contains("stopped before the gap that was asked for"))
    let summary = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    let members = try #require(summary as? [String: Any])
    #expect(members["status"] as? String == "time_limit")
    let objective = try #require(members["objective"] as? Double)
    if let bound = members["bound"] as? Double, let gap = members["gap_pct"] as? Double {
      #expect(bound <= objective)
      #expect(abs(gap - (objective - bound) / objective * 100) < 1e-4)
    }
  }

  @Test("Ctrl-C writes the best plan so far and exits with 130", .timeLimit(.minutes(10)))
  func interrupt() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write("homes.csv", homes(4000, seed: 1))
    let result = try FootbridgeProcess(
      [
        "plan", "--demand", "homes.csv", "--sites", "demand", "--crs", "planar", "--p", "40",
        "--out", "plan", "--routes", "none",
      ], in: folder, interruptAfter: 2)
    #expect(result.exitCode == 130)
    #expect(
      FileManager.default.fileExists(atPath: folder.appending(path: "plan/plan.json").path))
  }
}
