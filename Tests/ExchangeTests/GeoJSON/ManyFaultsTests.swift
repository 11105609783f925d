import TestSupport
import Testing

@testable import Exchange

/// Files in which all is wrong.
@Suite struct ManyFaultsTests {
  @Test(
    "The first faults are kept and the others counted", arguments: [1, 999, 1000, 1001, 40_000])
  func counted(_ count: Int) throws {
    let list = [String](repeating: "null", count: count).joined(separator: ",")
    let text = "{\"type\": \"FeatureCollection\", \"features\": [\(list)]}"
    let reading = try GeoJSONReader.parse(
      Array(text.utf8), file: "a.geojson", rules: ReadingRules(isStrict: true))
    #expect(reading.faults.count == min(count, 1001))
    #expect(DataFaults(reading.faults)?.count == count)
    let lenient = try GeoJSONReader.parse(
      Array(text.utf8), file: "a.geojson", rules: ReadingRules())
    #expect(lenient.faults.isEmpty && lenient.mends.count == 1)
  }

  @Test("No batch has very many features, however small they are")
  func batches() throws {
    let list = [String](repeating: "{}", count: 100_000).joined(separator: ",")
    var reader = try GeoJSONFeatures(
      FileSource(
        bytes: Array("{\"type\": \"FeatureCollection\", \"features\": [\(list)]}".utf8), name: "a"),
      rules: ReadingRules(), isSequence: false)
    var total = 0
    while let piece = try reader.nextPiece() {
      let batch = reader.read(piece)
      #expect(batch.faults.count <= 1 << 14)
      total += batch.faults.count
    }
    #expect(total == 100_000)
  }
}
