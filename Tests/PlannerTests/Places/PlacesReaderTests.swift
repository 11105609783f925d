import Exchange
import Foundation
import TestSupport
import Testing
import Traces

@testable import Planner

/// One trace, in every format that there is.
@Suite struct PlacesReaderTests {
  private func expectTwoPlaces(
    _ name: String, _ text: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ change: (inout PlacesSettings) -> Void = { _ in }
  ) throws {
    let fixture = try PlacesFixture()
    let report = try fixture.run([try fixture.folder.write(name, text)], change)
    #expect(report.places.count == 2, sourceLocation: sourceLocation)
    #expect(report.visitCount == 2, sourceLocation: sourceLocation)
    let first = report.places.flatMap(\.visits).map(\.arrival).min()
    #expect(first == 1_767_614_400_000, sourceLocation: sourceLocation)
  }

  private static let unix = 1_767_614_400

  @Test("Tables by the names of their columns")
  func tables() throws {
    try expectTwoPlaces("a.csv", PlacesFixture.csv())
    try expectTwoPlaces(
      "b.csv",
      PlacesFixture.csv(header: "Latitude;Longitude;Datum;Time;Date") { _, seconds, latitude, _ in
        "\("\(latitude)".replacingOccurrences(of: ".", with: ","));8,5;x;\(PlacesFixture.time(seconds).suffix(9));2026-01-05"
      })
    try expectTwoPlaces(
      "c.csv", PlacesFixture.csv(header: "lng,lat,ts") { "\($3),\($2),\(Self.unix + $1)" })
    try expectTwoPlaces(
      "d.csv",
      PlacesFixture.csv(header: "\u{FEFF}\"uid\",\"lat\",\"lon\",\"unix time\",\"note\"") {
        "007,\($2),\($3),\(Self.unix + $1)500,\"a \"\"b\"\",\n c\""
      }.replacingOccurrences(of: "500,", with: "000,"))
    try expectTwoPlaces(
      "e.csv",
      PlacesFixture.csv(header: "time,lat,lon") {
        let clock = PlacesFixture.time($1 + 19_800).dropLast()
        return "\(clock).000+05:30,\($2),\($3)"
      })
    try expectTwoPlaces(
      "g.csv",
      PlacesFixture.csv(header: "date;time;Lat;Lon") {
        "5.1.2026;\(PlacesFixture.time($1).dropFirst(11).dropLast());\($2);\($3)"
      })
    try expectTwoPlaces(
      "h.csv",
      PlacesFixture.csv(header: "loc_timestamp,lat,lon") { "\(PlacesFixture.time($1)),\($2),\($3)" }
    )
    // Local times without a zone.
    try expectTwoPlaces(
      "f.csv",
      PlacesFixture.csv(header: "time,lat,lon") {
        "\(PlacesFixture.time($1 + 3600).dropLast().replacingOccurrences(of: "T", with: " ")),\($2),\($3)"
      }
    ) { settings in settings.zone = try? PlacesSettings.zone("Europe/Zurich") }
  }

  @Test("GPX, with what belongs to other things passed over")
  func gpx() throws {
    let points = PlacesFixture.csv(header: "") {
      "<trkpt lat='\($2)' lon=\"\($3)\"><ele>400</ele><time>\(PlacesFixture.time($1))</time>"
        + "<extensions><x:time>no</x:time></extensions></trkpt>"
    }
    try expectTwoPlaces(
      "a.gpx",
      "<?xml version='1.0'?><gpx xmlns:x='y'><wpt lat='1' lon='1'><time>2026-01-01T00:00:00Z</time></wpt>"
        + "<!-- <trkpt> --><trk><name><![CDATA[<a>]]> &amp; b</name><trkseg>\(points)</trkseg></trk></gpx>"
    )
  }

  @Test("GeoLife, GeoJSON and OwnTracks")
  func others() throws {
    try expectTwoPlaces(
      "a.plt",
      "Geolife trajectory\nWGS 84\nAltitude is in Feet\nReserved 3\n0,2,255,My Track\n0"
        + PlacesFixture.csv(header: "") {
          let time = PlacesFixture.time($1)
          return "\($2),\($3),0,492,40000.5,\(time.prefix(10)),\(time.dropFirst(11).dropLast())"
        })
    let features = PlacesFixture.csv(header: "") {
      "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[\($3),\($2)]},"
        + "\"properties\":{\"time\":\"\(PlacesFixture.time($1))\"}},"
    }
    try expectTwoPlaces(
      "b.geojson", "{\"type\":\"FeatureCollection\",\"features\":[\(features.dropLast(2))]}")
    try expectTwoPlaces(
      "c.rec",
      String(
        PlacesFixture.csv(header: "") {
          "\(PlacesFixture.time($1))\t*\t{\"_type\":\"location\",\"lat\":\($2),\"lon\":\($3),"
            + "\"tst\":\(Self.unix + $1),\"acc\":9,\"topic\":\"owntracks/jane/phone\"}"
        }.dropFirst()))
  }

  @Test("Google's Timeline in three shapes")
  func google() throws {
    let records = PlacesFixture.csv(header: "") {
      "{\"latitudeE7\":\(Int(clamping: $2 * 1e7)),\"longitudeE7\":\(Int(clamping: $3 * 1e7)),\"accuracy\":9,"
        + "\"timestamp\":\"\(PlacesFixture.time($1))\"},"
    }
    try expectTwoPlaces("Records.json", "{\"locations\":[\(records.dropLast(2))]}")
    func visit(_ latitude: String, _ begin: Int, _ end: Int) -> String {
      "{\"placeVisit\":{\"location\":{\"latitudeE7\":\(latitude),\"longitudeE7\":85000000},"
        + "\"duration\":{\"startTimestamp\":\"\(PlacesFixture.time(begin))\","
        + "\"endTimestamp\":\"\(PlacesFixture.time(end))\"}}}"
    }
    try expectTwoPlaces(
      "2026_JANUARY.json",
      "{\"timelineObjects\":[\(visit("474000000", 0, 1800)),\(visit("474450000", 2400, 4200))]}")
    func segment(_ latitude: String, _ begin: Int, _ end: Int) -> String {
      "{\"startTime\":\"\(PlacesFixture.time(begin))\",\"endTime\":\"\(PlacesFixture.time(end))\","
        + "\"visit\":{\"topCandidate\":{\"placeLocation\":{\"latLng\":\"\(latitude)°, 8.5°\"}}}}"
    }
    try expectTwoPlaces(
      "Timeline.json",
      "{\"semanticSegments\":[\(segment("47.4", 0, 1800)),\(segment("47.445", 2400, 4200))]}")
  }

  @Test("Files of one person in any number of parts give the same places")
  func parts() throws {
    let fixture = try PlacesFixture()
    let lines = PlacesFixture.csv().split(separator: "\n").map(String.init)
    let whole = try fixture.run([try fixture.folder.write("whole.csv", PlacesFixture.csv())])
    for part in 0..<4 {
      let rows = lines.dropFirst().enumerated().filter { $0.offset % 4 == part }.map(\.element)
      try fixture.folder.write(
        "part\(part).csv", ([lines[0]] + rows).joined(separator: "\n"))
    }
    let parts = try fixture.run((0..<4).map { fixture.folder.path("part\($0).csv") })
    #expect(parts.places == whole.places)
  }

  @Test("The reference files of GPX are read, or refused with file and line")
  func reference() throws {
    guard let reference = ReferenceData.folder("gpx") else {
      print("left out: no reference data")
      return
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: reference.path)
      .filter { $0.hasSuffix(".gpx") }.sorted()
    for name in names {
      let fixture = try PlacesFixture()
      let url = reference.appendingPathComponent(name)
      let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
        .replacing(/<!--(.|\n)*?-->/, with: "")
      let points = text.split(separator: "<trkpt").count - 1
      do {
        let collection = try fixture.run([url.path]).collection
        // Every point of a track is read, or left out by file and line.
        #expect(
          collection.fixCount + collection.untimedCount + collection.skippedCount == points,
          "\(name)")
        #expect(collection.skipped.allSatisfy { $0.line != nil && $0.file == url.path })
      } catch {
        let message = "\(error)"
        #expect(message.contains(name), "\(name): \(message)")
        #expect(points == 0 || message.contains("\(name):"), "\(name): \(message)")
      }
    }
  }
}
