import Exchange
import Foundation
import Planner
import Testing

/// How the files of a plan are held to RFC 7946.
@Suite struct StrictCheckTests {
  private static let barrier = """
    {"type": "FeatureCollection", "features": [
    {"type": "Feature", "id": 1, "properties": {}, "geometry": {"type": "Polygon",
    "coordinates": [[[0, 0], [0.01, 0], [0.01, 0.01], [0, 0.01]]]}},
    {"type": "Feature", "id": "1", "properties": {}, "geometry": {"type": "Polygon",
    "coordinates": [[[1, 0], [1.01, 0], [1.01, 0.01], [1, 0]]]}}]}
    """

  private func findings(_ name: String, isStrict: Bool) throws -> [Finding] {
    let files = try ConvertedFile()
    try files.write(Self.barrier, "river.geojson")
    if name != "river.geojson" { try files.convert("river.geojson", name) { $0.isStrict = false } }
    var scenario = Scenario()
    scenario.barriers = files.path(name)
    var settings = PlanSettings(scenario)
    settings.isStrict = isStrict
    return try DataCheck(settings).findings
  }

  @Test("A ring that is open is a fault for who is strict, and is closed and told for others")
  func openRing() throws {
    let strict = try findings("river.geojson", isStrict: true)
    #expect(strict.map(\.severity) == [.fault])
    let told = strict.first?.description ?? ""
    #expect(told.contains("river.geojson:3: feature 1 (id 1, byte "))
    #expect(
      told.hasSuffix("): the outer ring is not closed; repeat its first position at the end"))
    let lenient = try findings("river.geojson", isStrict: false)
    #expect(!lenient.contains { $0.severity == .fault })
    #expect(
      lenient.contains {
        $0.severity == .warning
          && $0.description.hasSuffix("river.geojson:2: feature 1: mended: a ring was closed")
      })
  }

  @Test("Files that are packed, or have a feature on each line, are read as well")
  func forms() throws {
    for name in ["river.geojson.gz", "river.geojsonl", "river.geojsons"] {
      let found = try findings(name, isStrict: true)
      #expect(
        found.contains {
          $0.description.contains("barriers") || $0.description.contains("1 barrier")
        })
      #expect(!found.contains { $0.severity == .fault })
    }
  }
}
