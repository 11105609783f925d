import Exchange
import Foundation
import TestSupport
import Testing
import Traces

@testable import Planner

/// What users of traces ask for.
@Suite struct PlacesStoryTests {
  @Test("Story 38: shops on both sides of a railway never are one place, however near")
  func railway() throws {
    let fixture = try PlacesFixture()
    // 20 m apart, on either side of the line at 8.5° east.
    let path = try fixture.folder.write(
      "a.csv",
      PlacesFixture.days(4, steps: 60) { (47.4, $0.isMultiple(of: 2) ? 8.499867 : 8.500133) })
    let railway = try fixture.folder.write(
      "railway.geojson",
      #"{"type":"FeatureCollection","features":[{"type":"Feature","id":"r","properties":{"kind":"railway"},"#
        + #""geometry":{"type":"LineString","coordinates":[[8.5,47.3],[8.5,47.6]]}}]}"#)
    #expect(try fixture.run([path]).places.count == 1)
    let report = try fixture.run([path]) { $0.barriers = railway }
    #expect(report.places.map(\.visits.count) == [2, 2])
    let bridge = try fixture.folder.write(
      "bridge.geojson",
      #"{"type":"FeatureCollection","features":[{"type":"Feature","id":"b","properties":{},"#
        + #""geometry":{"type":"Point","coordinates":[8.5,47.4]}}]}"#)
    let crossed = try fixture.run([path]) {
      $0.barriers = railway
      $0.crossings = bridge
    }
    #expect(crossed.places.count == 1)
  }

  @Test("Story 39: all files are written, and belong together")
  func outputs() throws {
    let fixture = try PlacesFixture()
    let report = try fixture.run([try fixture.folder.write("a.csv", PlacesFixture.csv())])
    #expect(
      try fixture.folder.names(in: "out").filter { !$0.hasPrefix(".") } == [
        "cleaned.csv", "extents.geojson", "fixes.csv", "places.geojson", "places.svg", "stays.csv",
        "summary.json", "visits.csv",
      ])
    let places = try #require(
      JSON.decode(Array(fixture.folder.read("out/places.geojson").utf8)).objectValue)
    let features = try #require(places["features"]?.arrayValue)
    #expect(features.count == 2)
    let first = try #require(features[0].objectValue?["properties"]?.objectValue)
    for name in [
      "place_id", "user_id", "rank", "visits", "days", "total_dwell_s", "median_dwell_s",
      "first_seen", "last_seen", "label", "stay_ids", "stay_samples",
    ] {
      #expect(first[name] != nil, "\(name)")
    }
    let fixes = try fixture.rows("fixes.csv")
    #expect(fixes.count == report.collection.fixCount)
    let extents = try #require(
      JSON.decode(Array(fixture.folder.read("out/extents.geojson").utf8)).objectValue)
    #expect(extents["features"]?.arrayValue?.count == 2)
    // Those on the way have no place.
    #expect(fixes.contains { $0[6] == "trip" && $0[8].isEmpty })
    let ids = Set(try fixture.rows("visits.csv").map { $0[1] })
    #expect(Set(fixes.map { $0[8] }).subtracting([""]) == ids)
  }

  @Test("Anonymous outputs hold no fix, no id of a fix and no exact place")
  func anonymous() throws {
    let fixture = try PlacesFixture()
    _ = try fixture.run([try fixture.folder.write("a.csv", PlacesFixture.csv())]) {
      $0.anonymousDecimals = 2
    }
    #expect(!(try fixture.folder.names(in: "out").contains("fixes.csv")))
    for name in ["places.geojson", "stays.csv", "cleaned.csv", "visits.csv", "places.svg"] {
      let text = try fixture.folder.read("out/\(name)")
      #expect(!text.contains("f0") && !text.contains("47.445"), "\(name)")
    }
  }

  @Test("The same input gives the same bytes on one core and on two")
  func sameBytes() throws {
    let fixture = try PlacesFixture()
    let path = try fixture.folder.write("a.csv", PlacesFixture.csv())
    var texts: [[String]] = []
    for cores in [1, 2] {
      _ = try fixture.run([path]) { $0.cores = cores }
      texts.append(
        try fixture.folder.names(in: "out").sorted().map { try fixture.folder.read("out/\($0)") })
    }
    #expect(texts[0] == texts[1])
  }
}
