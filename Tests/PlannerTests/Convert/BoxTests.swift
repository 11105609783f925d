import Exchange
import Foundation
import TestSupport
import Testing

@testable import Planner

/// The member `bbox`, over the antimeridian too (RFC 7946, 5.2).
@Suite struct BoxTests {
  private let files: ConvertedFile

  init() throws { files = try ConvertedFile() }

  /// Points, lines and rings anywhere, more often than not near the antimeridian, and never across it.
  private static func geometry(_ random: inout RepeatableGenerator) -> Geometry {
    func number(_ range: ClosedRange<Int>) -> Double {
      Double(Int.random(in: range, using: &random))
    }
    let ranges = [-180...(-170), -180...(-90), 170...180, 90...180, -20...20, 0...90]
    let range = ranges[Int.random(in: 0..<ranges.count, using: &random)]
    func position() -> Position { Position(number(range), number(-89...89)) }
    switch Int.random(in: 0...3, using: &random) {
    case 0: return .point(position())
    case 1: return .lineString([position(), position(), position()])
    case 2:
      let (x, y) = (number(range), number(-80...80))
      let east = min(x + 3, 180)
      return .polygon([[Position(x, y), Position(east, y), Position(east, y + 5), Position(x, y)]])
    default:
      return .multiPoint([position(), position()])
    }
  }

  @Test("The box of whatever is written is that of the RFC, by both writers")
  func both() throws {
    let path = files.path("a.geojson")
    try forEverySeed(in: 0...150) { random in
      let count = Int.random(in: 1...4, using: &random)
      let features = (0..<count).map { _ in Feature(geometry: Self.geometry(&random)) }
      let written = GeoJSONWriter().encode(FeatureCollection(features: features))
      try Data(written).write(to: URL(fileURLWithPath: path))
      try files.convert("a.geojson", "b.geojson")
      // Lines of this test may lie across the map as they please; boxes may not.
      let faults = RFC7946(written).faults + RFC7946(try files.bytes("b.geojson")).faults
      return !faults.contains { $0.contains("bbox") }
    }
  }

  @Test("Batches on either side of the antimeridian have one box, west of it above east")
  func batches() throws {
    let rows = (0..<40_000).map {
      "\($0),\($0 < 20_000 ? 179.5 : -179.25),-17,\(String(repeating: "x", count: 60))"
    }
    try files.write("id,lon,lat,note\n" + rows.joined(separator: "\n") + "\n", "a.csv")
    try files.convert("a.csv", "a.geojson")
    #expect(try files.text("a.geojson").hasSuffix("\"bbox\": [179.5, -17, -179.25, -17]}\n"))
  }

  @Test(
    "What cannot be a box is a fault with its number, or left out where that is asked for",
    arguments: [
      ("[0, 50, 1, 40]", "has its south above its north"),
      ("[0, 0, 10, 1, 1, 5]", "has its bottom above its top"),
      ("[0, 0, 190, 1]", "is not on the earth"), ("[0, -91, 1, 1]", "is not on the earth"),
      ("[0, 0, 1]", "is no list of four numbers, or six with heights"),
      ("[0, 0, 1, \"1\"]", "is no list of four numbers, or six with heights"),
      ("[0, 0, 1, 1e999]", "is no list of four numbers, or six with heights"),
    ])
  func impossible(_ box: String, _ problem: String) throws {
    try files.write(
      "{\"type\": \"FeatureCollection\", \"features\": [{\"type\": \"Feature\", \"bbox\": \(box), \"geometry\": {\"type\": \"Point\", \"coordinates\": [0, 0]}, "
        + "\"properties\": {}}]}", "a.geojson")
    let complaint = files.complaint("a.geojson", "b.geojson") { $0.isStrict = true }
    #expect(complaint?.contains("feature 1") == true, "\(complaint ?? "none")")
    #expect(complaint?.contains(problem) == true, "\(complaint ?? "none")")
    let told = try files.convert("a.geojson", "b.geojson")
    #expect(told.contains { $0.contains("mended: a bbox that is none was left out") })
    #expect(try !files.text("b.geojson").contains(box))
  }

  @Test("Boxes over the antimeridian, of a feature or of all, are right")
  func right() throws {
    try files.write(
      #"{"type": "FeatureCollection", "bbox": [177, -20, -178, -16], "features": [{"type": "Feature", "bbox": [177, -20, -178, -16], "geometry": {"type": "MultiPoint", "coordinates": [[177, -20], [-178, -16]]}, "properties": {}}]}"#,
      "a.geojson")
    try files.convert("a.geojson", "b.geojson") { $0.isStrict = true }
    let text = try files.text("b.geojson")
    #expect(text.components(separatedBy: "[177, -20, -178, -16]").count == 3)
  }
}
