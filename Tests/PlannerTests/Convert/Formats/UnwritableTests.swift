import Exchange
import Foundation
import Planner
import TestSupport
import Testing

/// What GPX and KML cannot hold: metres of no known system, and characters that XML does not have.
@Suite struct UnwritableTests {
  private let files: ConvertedFile

  init() throws { files = try ConvertedFile() }

  @Test("Planar metres are refused, and nothing is written", arguments: ["gpx", "kml", "kmz"])
  func planar(_ format: String) throws {
    try files.write("id,x,y\nA,650000,240000\n", "a.csv")
    let complaint =
      "\(format) is longitude and latitude, and planar metres are in no known system; name their system with "
      + "--crs, such as --crs EPSG:23700, or write CSV or a GeoPackage"
    #expect(files.complaint("a.csv", "a.\(format)") { $0.crs = "planar" } == complaint)
    #expect(!FileManager.default.fileExists(atPath: files.path("a.\(format)")))
    // A GeoPackage of no system is metres as well.
    try files.convert("a.csv", "a.gpkg") { $0.crs = "planar" }
    #expect(files.complaint("a.gpkg", "b.\(format)") == complaint)
    try files.convert("a.gpkg", "b.\(format)") { $0.crs = "EPSG:23700" }
    try files.convert("b.\(format)", "b.csv")
    #expect(try files.text("b.csv").contains("19.0"))
  }

  private func feature(_ id: String, _ name: String = "x") -> String {
    "{\"type\": \"Feature\", \"id\": \"\(id)\", \"geometry\": {\"type\": \"Point\", \"coordinates\": [1, 2]}, "
      + "\"properties\": {\"name\": \"\(name)\"}}\n"
  }

  @Test("Characters that XML cannot hold are replaced visibly and told", arguments: ["gpx", "kml"])
  func replaced(_ format: String) throws {
    let first = feature("a\\u0001b") + feature("c", "d\\ufffe") + feature("e")
    try files.write(first + feature("a\\u0002b", "\\u001b[2J"), "a.geojsonl")
    let told = try files.convert("a.geojsonl", "a.\(format)")
    #expect(
      told.contains(
        "warning: a.geojsonl:1: feature 1 (id a\\u0001b): characters that XML cannot hold were replaced by U+FFFD in 3 "
          + "features"))
    try files.convert("a.\(format)", "b.geojsonl")
    let text = try files.text("b.geojsonl")
    for part in [
      "\"id\": \"a\u{FFFD}0001b\"", "\"id\": \"a\u{FFFD}0002b\"", "\"name\": \"d\u{FFFD}\"",
      "\"name\": \"\u{FFFD}[2J\"",
    ] { #expect(text.contains(part)) }
  }

  @Test("Two ids never become one", arguments: ["gpx", "kml"])
  func distinct(_ format: String) throws {
    try files.write(feature("a\\u0001") + feature("a\u{FFFD}0001"), "a.geojsonl")
    #expect(
      files.complaint("a.geojsonl", "a.\(format)")?.contains(
        "is written as \"a\u{FFFD}0001\", as another id is, for XML cannot hold all of its characters"
      ) == true)
    #expect(!FileManager.default.fileExists(atPath: files.path("a.\(format)")))
  }

  @Test(
    "Any ids and texts come back from XML as many as they were, those that XML can hold as they were"
  )
  func roundTrip() throws {
    let parts = [
      "a", "B", " ", "\\n", "\\t", "\\r", "\\u0000", "\\u0007", "\\u001f", "\\ufffe", "\\uffff",
      "\\u007f", "\\u0085",
      "\\u2028", "é", "𝄞", "<", "&", "\\\"", "'", ">", "]]>", "\u{FFFD}", "e\u{301}",
    ]
    try forEverySeed(in: 0...40) { random in
      var known: Set<[UInt8]> = []
      var text = ""
      for _ in 0..<20 {
        let pieces = (0..<Int.random(in: 1...5, using: &random)).map { _ in
          parts[Int.random(in: 0..<parts.count, using: &random)]
        }
        let id = pieces.joined()
        if known.insert(Array(id.utf8)).inserted { text += feature(id) }
      }
      try files.write(text, "a.geojsonl")
      let before = try ids("a.geojsonl")
      for format in ["gpx", "kml"] {
        try files.convert("a.geojsonl", "b.\(format)")
        try files.convert("b.\(format)", "c.geojsonl")
        let after = try ids("c.geojsonl")
        guard after.count == before.count, Set(after).count == Set(before).count else {
          return false
        }
        for (one, other) in zip(before, after) where other.firstRange(of: Self.mark) == nil {
          guard one == other else { return false }
        }
      }
      return true
    }
  }

  private func ids(_ name: String) throws -> [[UInt8]] {
    try files.bytes(name).split(separator: 0x0A).map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
      return Array((object?["id"] as? String ?? "").utf8)
    }
  }

  /// U+FFFD.
  private static let mark: [UInt8] = [0xEF, 0xBF, 0xBD]
}
