import Foundation
import TestSupport
import Testing

@testable import Planner

/// What does not fit into memory goes through a file, and nobody can tell from the answer.
@Suite struct PlacesMemoryTests {
  private func traces(_ fixture: PlacesFixture) throws -> String {
    var settings = TraceSettings()
    settings.people = 5
    settings.days = 2
    settings.step = 60
    settings.outliers = 0.01
    _ = try TraceGenerator(settings).write(to: fixture.folder.path("traces"))
    return fixture.folder.path("traces/fixes.csv")
  }

  private func files(_ fixture: PlacesFixture) throws -> [String: String] {
    var files: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path("out")) {
      files[name] = try fixture.folder.read("out/\(name)")
    }
    return files
  }

  @Test("The same files, whether fixes are in memory or not, on one core or on all")
  func sameBytes() throws {
    let fixture = try PlacesFixture()
    let path = try traces(fixture)
    for choice: PlacesSettings.FixesChoice in [.csv, .geojson] {
      var expected: [String: String]?
      for (memory, cores) in [(nil, nil), (nil, 1), (40_000, nil), (40_000, 1), (1, 3)] {
        _ = try fixture.run([path]) {
          $0.memory = memory
          $0.cores = cores
          $0.fixes = choice
          $0.explainsFixes = true
        }
        let found = try files(fixture)
        #expect(found.count == 9)
        if let expected {
          for (name, text) in expected { #expect(found[name] == text, "\(name)") }
        } else {
          expected = found
        }
      }
    }
  }

  @Test("Rows in another order give the same files, through memory or a file")
  func shuffled() throws {
    let fixture = try PlacesFixture()
    let path = try traces(fixture)
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    var chance = RepeatableGenerator(seed: 3)
    let mixed = lines.prefix(1) + lines.dropFirst().shuffled(using: &chance)
    for memory in [nil, 40_000] {
      try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
      _ = try fixture.run([path]) { $0.memory = memory }
      let expected = try files(fixture)
      try mixed.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
      let report = try fixture.run([path]) { $0.memory = memory }
      #expect(report.findings.contains { $0.message.contains("came after a later one") })
      let found = try files(fixture)
      // The summary says how many came late, metadata has the check sum of the input.
      func answer(_ text: String?) -> [Substring]? {
        text?.split(separator: "\n").filter { !$0.hasPrefix("\"metadata\"") }
      }
      for (name, text) in expected where name != "summary.json" {
        #expect(answer(found[name]) == answer(text), "\(name)")
      }
    }
  }

  @Test("Fixes without times go through a file as well")
  func untimed() throws {
    let fixture = try PlacesFixture()
    let path = try fixture.folder.write(
      "a.csv", PlacesFixture.csv(header: "lat,lon") { "\($2),\($3)" })
    let expected = try fixture.run([path])
    let found = try fixture.run([path]) { $0.memory = 100 }
    #expect(!found.spots.isEmpty && found.spots.map(\.firstID) == expected.spots.map(\.firstID))
    #expect(found.spots.map(\.center) == expected.spots.map(\.center))
  }
}
