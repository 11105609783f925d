import Foundation
import Testing

@testable import footbridge

/// `places` and `generate traces`, run as users run them.
@Suite struct PlacesProcessTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "footbridge-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func read(_ name: String) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  private func run(_ arguments: String..., input: String = "") throws -> FootbridgeProcess {
    try FootbridgeProcess(arguments, input: input, in: folder)
  }

  /// Two people, half an hour at one place and half an hour at another each.
  private static let fixes: String = {
    var lines = ["id,user_id,time,lat,lon"]
    for person in ["anna", "bert"] {
      for step in 0..<140 {
        let latitude = step < 60 ? 47.4 : step < 80 ? 47.4 + Double(step - 60) * 0.00225 : 47.445
        lines.append("\(person)\(step),\(person),\(1_767_614_400 + step * 30),\(latitude),8.5")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }()

  @Test("From the standard input to a folder; what was read is said apart from what was found")
  func standardInput() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try run("places", "-", "--out", "out", input: Self.fixes)
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(result.output.hasPrefix("anna: 2 places, 2 visits\n"))
    #expect(result.errors.contains("280 fixes of 2 people"))
    #expect(result.errors.contains("time from \"time\""))
    #expect(try read("out/visits.csv").split(separator: "\n").count == 5)
    let shared = try run("places", "-", "--out", "out", "--shared", "--quiet", input: Self.fixes)
    #expect(shared.output.hasPrefix("2 places, 4 visits\n") && shared.errors.isEmpty)
    #expect(try read("out/places.geojson").contains("\"user_ids\": [\"anna\", \"bert\"]"))
  }

  @Test("Visits are printed as they end")
  func follow() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try run("places", "--follow", "-", input: Self.fixes)
    #expect(result.exitCode == 0, "\(result.errors)")
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines.allSatisfy { $0.hasPrefix("{\"user_id\":") && $0.hasSuffix("}") })
    #expect(lines[0].contains("\"first_sample\": \"anna0\""))
  }

  @Test("Anonymous results hold no fix")
  func anonymous() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try run(
      "places", "-", "--out", "out", "--anonymize", "--round", "2", input: Self.fixes)
    #expect(result.exitCode == 0, "\(result.errors)")
    let names = try FileManager.default.contentsOfDirectory(
      atPath: folder.appending(path: "out").path)
    #expect(!names.contains("fixes.csv") && names.contains("places.svg"))
    for name in names { #expect(!(try read("out/\(name)")).contains("47.445")) }
  }

  @Test("Made-up people are found again")
  func generated() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let made = try run(
      "generate", "traces", "--people", "2", "--days", "3", "--step", "60", "--out", "made")
    #expect(made.exitCode == 0, "\(made.errors)")
    let result = try run("places", "made/fixes.csv", "--out", "out", "--json")
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(result.output.contains("\"home\""))
    #expect(try run("generate", "traces", "--people", "0", "--out", "x").exitCode == 64)
  }

  @Test("What cannot be is said, with the code of its kind")
  func wrong() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let data = try run("places", "-", "--out", "out", input: "lat,lon,time\n91,8,1767614400\n")
    #expect(data.exitCode == 3)
    #expect(data.errors.contains("standard input:2: column lat: \"91\" is beyond ±90 degrees"))
    #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "out").path))
    let usage = try run("places", "-", "--radius", "1m", input: Self.fixes)
    #expect(usage.exitCode == 64)
    #expect(usage.errors.contains("--radius cannot be 1; give 5 to 5000 metres"))
    let missing = try run("places", "nowhere.gpx")
    #expect(missing.exitCode == 3 && missing.errors.contains("nowhere.gpx: there is no such file"))
  }
}
