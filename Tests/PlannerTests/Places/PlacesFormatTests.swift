import Exchange
import Foundation
import Geography
import TestSupport
import Testing
import Traces

@testable import Planner

/// What other programs write, and what becomes of what holds no fix.
@Suite struct PlacesFormatTests {
  private static let unix = 1_767_614_400

  /// Runs on one file; two half hours some 5 km apart must be two visits at their times.
  private func expectTwoPlaces(
    _ name: String, _ text: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ change: (inout PlacesSettings) -> Void = { _ in }
  ) throws {
    let fixture = try PlacesFixture()
    try expectTwoPlaces(
      fixture, try fixture.folder.write(name, text), sourceLocation: sourceLocation, change)
  }

  private func expectTwoPlaces(
    _ fixture: PlacesFixture, _ path: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ change: (inout PlacesSettings) -> Void = { _ in }
  ) throws {
    let report = try fixture.run([path], change)
    #expect(report.places.count == 2, sourceLocation: sourceLocation)
    #expect(report.visitCount == 2, sourceLocation: sourceLocation)
    let first = report.places.flatMap(\.visits).map(\.arrival).min()
    #expect(first == 1_767_614_400_000, sourceLocation: sourceLocation)
    #expect(
      report.places.allSatisfy { abs($0.center.longitude - 8.5) < 1e-6 },
      sourceLocation: sourceLocation)
  }

  private func features(_ feature: (_ seconds: Int, _ latitude: Double) -> String) -> String {
    let list = points { feature($0, $1) + "," }
    return "{\"type\":\"FeatureCollection\",\"features\":[\(list.dropLast(2))]}"
  }

  private func points(_ point: (_ seconds: Int, _ latitude: Double) -> String) -> String {
    String(PlacesFixture.csv(header: "") { _, seconds, latitude, _ in point(seconds, latitude) })
  }

  // MARK: Clocks

  @Test(
    "Times that are UTC by their format stay so, whatever clocks are to be shown",
    arguments: ["Asia/Shanghai", "America/New_York"])
  func utcByFormat(zone: String) throws {
    let shown: (inout PlacesSettings) -> Void = { $0.zone = try? PlacesSettings.zone(zone) }
    try expectTwoPlaces(
      "a.plt",
      "Geolife trajectory\nWGS 84\nAltitude is in Feet\nReserved 3\n0,2,255,My Track\n0"
        + PlacesFixture.csv(header: "") {
          let time = PlacesFixture.time($1)
          return "\($2),\($3),0,492,40000.5,\(time.prefix(10)),\(time.dropFirst(11).dropLast())"
        }, shown)
    // Some loggers leave the Z out, which GPX does not allow.
    let track = points {
      "<trkpt lat='\($1)' lon='8.5'><time>\(PlacesFixture.time($0).dropLast())</time></trkpt>"
    }
    try expectTwoPlaces("b.gpx", "<gpx><trk><trkseg>\(track)</trkseg></trk></gpx>", shown)
    let records = points {
      "{\"latitudeE7\":\(Int(clamping: ($1 * 1e7).rounded())),\"longitudeE7\":85000000,"
        + "\"timestamp\":\"\(PlacesFixture.time($0).dropLast())\"},"
    }
    try expectTwoPlaces("Records.json", "{\"locations\":[\(records.dropLast(2))]}", shown)
    try expectTwoPlaces(
      "c.rec",
      String(
        points {
          "\(PlacesFixture.time($0))\t*\t{\"_type\":\"location\",\"lat\":\($1),\"lon\":8.5,"
            + "\"tst\":\(Self.unix + $0)}"
        }.dropFirst()), shown)
    // Columns that say it by their names.
    for header in ["timestamp_utc,lat,lon", "GMT time,lat,lon", "utc,lat,lon"] {
      try expectTwoPlaces(
        "d.csv",
        PlacesFixture.csv(header: header) { _, seconds, latitude, longitude in
          "\(PlacesFixture.time(seconds).dropLast()),\(latitude),\(longitude)"
        },
        shown)
    }
    try expectTwoPlaces(
      "movebank.csv",
      PlacesFixture.csv(header: "event-id,timestamp,location-long,location-lat") {
        "\($0),\(PlacesFixture.time($1).dropLast()),\($3),\($2)"
      }, shown)
    try expectTwoPlaces(
      "seconds.csv",
      PlacesFixture.csv(header: "timestamp,lat,lon") { "\(Self.unix + $1),\($2),\($3)" }, shown)
  }

  @Test("Times of tables and GeoJSON without a zone are local")
  func local() throws {
    let local: (inout PlacesSettings) -> Void = { settings in
      settings.zone = try? PlacesSettings.zone("Europe/Zurich")
    }
    try expectTwoPlaces(
      "a.csv",
      PlacesFixture.csv(header: "timestamp,lat,lon") {
        "\(PlacesFixture.time($1 + 3600).dropLast()),\($2),\($3)"
      }, local)
    try expectTwoPlaces(
      "b.geojson",
      features {
        "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[8.5,\($1)]},"
          + "\"properties\":{\"time\":\"\(PlacesFixture.time($0 + 3600).dropLast())\"}}"
      }, local)
  }

  // MARK: Numbers as others write them

  @Test("Numbers in quotes, as Dawarich exports them, are numbers")
  func quoted() throws {
    try expectTwoPlaces(
      "a.json",
      features {
        "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[\"8.5\",\"\($1)\"]},"
          + "\"properties\":{\"timestamp\":\(Self.unix + $0),\"accuracy\":\"8\"}}"
      })
  }

  @Test("Sides by letters, in the cell or in a column of their own", arguments: [1.0, -1.0])
  func sides(sign: Double) throws {
    let fixture = try PlacesFixture()
    let (north, east) = sign > 0 ? ("N", "E") : ("S", "W")
    let inCells = PlacesFixture.csv(header: "INDEX,TIME,LATITUDE N/S,LONGITUDE E/W") {
      "\($0),\(PlacesFixture.time($1)),\($2)\(north),\($3)\(east)"
    }
    let apart = PlacesFixture.csv(header: "INDEX,TIME,LATITUDE,N/S,LONGITUDE,E/W") {
      "\($0),\(PlacesFixture.time($1)),\($2),\(north),\($3),\(east)"
    }
    for (name, text) in [("cells.csv", inCells), ("apart.csv", apart)] {
      let report = try fixture.run([try fixture.folder.write(name, text)])
      #expect(report.places.count == 2, "\(name)")
      for place in report.places {
        #expect(abs(place.center.longitude - sign * 8.5) < 1e-6, "\(name)")
        #expect(place.center.latitude * sign > 47, "\(name)")
      }
    }
  }

  @Test("Whole 1e-7 of degrees, as Google writes them")
  func e7() throws {
    try expectTwoPlaces(
      "a.csv",
      PlacesFixture.csv(header: "timestamp,latitudeE7,longitudeE7,accuracy") {
        "\(PlacesFixture.time($1)),\(Int(clamping: ($2 * 1e7).rounded())),\(Int(clamping: $3 * 1e7)),8"
      })
  }

  @Test("A fourth number of positions is the time")
  func fourth() throws {
    let line = points { "[8.5,\($1),400,\(Self.unix + $0)]," }
    try expectTwoPlaces(
      "a.geojson",
      "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"LineString\","
        + "\"coordinates\":[\(line.dropLast(2))]}}")
    // A measure that is no time since 1990 makes none.
    let fixture = try PlacesFixture()
    let report = try fixture.run([
      try fixture.folder.write(
        "b.geojson",
        "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"LineString\","
          + "\"coordinates\":[[8.5,47.4,1,0],[8.5,47.4,1,70],[8.5,47.4,1,140]]}}")
    ])
    #expect(report.collection.fixCount == 0)
    #expect(report.collection.untimedCount == 3)
  }

  @Test("Tracks of several segments have a list of times each")
  func segments() throws {
    var lists: (positions: [String], times: [String]) = ([], [])
    for part in 0..<2 {
      let rows = points { $0 < 2400 && part == 0 || $0 >= 2400 && part == 1 ? "\($0) \($1)" : "" }
        .split(separator: "\n").map { $0.split(separator: " ") }
      lists.positions.append("[\(rows.map { "[8.5,\($0[1])]" }.joined(separator: ","))]")
      let times = rows.map { "\"\(PlacesFixture.time(Int($0[0]) ?? 0))\"" }
      lists.times.append("[\(times.joined(separator: ","))]")
    }
    try expectTwoPlaces(
      "a.geojson",
      "{\"type\":\"Feature\",\"properties\":{\"coordTimes\":[\(lists.times.joined(separator: ","))]},"
        + "\"geometry\":{\"type\":\"MultiLineString\",\"coordinates\":[\(lists.positions.joined(separator: ","))]}}"
    )
  }

  // MARK: Formats

  @Test("KML: placemarks with times, spans, and tracks")
  func kml() throws {
    let marks = points {
      "<Placemark><TimeStamp><when>\(PlacesFixture.time($0))</when></TimeStamp>"
        + "<Point><coordinates>8.5,\($1),0</coordinates></Point></Placemark>"
    }
    let head =
      "<?xml version='1.0'?><!-- a <gpx> --><kml xmlns='http://www.opengis.net/kml/2.2' "
      + "xmlns:gx='http://www.google.com/kml/ext/2.2'><Document>"
    try expectTwoPlaces("a.kml", "\(head)\(marks)</Document></kml>")
    let when = points { seconds, _ in "<when>\(PlacesFixture.time(seconds))</when>" }
    let places = points { "<gx:coord>8.5 \($1) 0</gx:coord>" }
    try expectTwoPlaces(
      "b.kml",
      "\(head)<Placemark><gx:Track>\(when)\(places)</gx:Track></Placemark></Document></kml>")
    func span(_ latitude: Double, _ begin: Int, _ end: Int) -> String {
      "<Placemark><TimeSpan><begin>\(PlacesFixture.time(begin))</begin>"
        + "<end>\(PlacesFixture.time(end))</end></TimeSpan>"
        + "<Point><coordinates>8.5,\(latitude)</coordinates></Point></Placemark>"
    }
    try expectTwoPlaces(
      "c.kml", "\(head)\(span(47.4, 0, 1800))\(span(47.445, 2400, 4200))</Document></kml>")
  }

  @Test("TCX, with points that have no place counted")
  func tcx() throws {
    let track = points {
      "<Trackpoint><Time>\(PlacesFixture.time($0))</Time><Position><LatitudeDegrees>\($1)"
        + "</LatitudeDegrees><LongitudeDegrees>8.5</LongitudeDegrees></Position>"
        + "<HeartRateBpm><Value>80</Value></HeartRateBpm></Trackpoint>"
    }
    let text =
      "<TrainingCenterDatabase xmlns='x'><Activities><Activity Sport='Biking'><Lap><Track>\(track)"
      + "<Trackpoint><Time>2026-01-05T20:00:00Z</Time></Trackpoint></Track></Lap></Activity>"
      + "</Activities></TrainingCenterDatabase>"
    try expectTwoPlaces("a.tcx", text)
    let fixture = try PlacesFixture()
    let report = try fixture.run([try fixture.folder.write("a.tcx", text)])
    #expect(report.collection.notes.contains { $0.contains("1 point without a place") })
  }

  @Test("What convert writes, places reads")
  func converted() throws {
    let fixture = try PlacesFixture()
    let source = try fixture.folder.write(
      "a.geojson",
      features {
        "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[8.5,\($1)]},"
          + "\"properties\":{\"timestamp\":\"\(PlacesFixture.time($0))\",\"user_id\":\"007\"}}"
      })
    for name in ["a.gpkg", "a.kml", "a.kmz", "a.csv", "a.geojsonl"] {
      var settings = ConversionSettings(input: source, output: fixture.folder.path(name))
      settings.force = true
      try Conversion(settings).run { _ in }
      try expectTwoPlaces(fixture, fixture.folder.path(name))
    }
    // Places in one column.
    try expectTwoPlaces(
      "wkt.csv",
      PlacesFixture.csv(header: "user_id,timestamp,wkt") {
        "007,\(PlacesFixture.time($1)),POINT (\($3) \($2))"
      })
  }

  @Test("Flat objects with positions, in an array or line by line")
  func flat() throws {
    func objects(_ separator: String) -> String {
      String(
        points {
          "{\"id\":\($0),\"time\":\"\(PlacesFixture.time($0))\",\"latitude\":\($1),\"longitude\":8.5}\(separator)"
        }.dropFirst())
    }
    try expectTwoPlaces("a.json", "[\(objects(",").dropLast(2))]")
    try expectTwoPlaces("b.jsonl", objects(""))
  }

  // MARK: What holds no fix

  @Test("Google's visits within visits and raw paths are read, waypoints without times counted")
  func semantic() throws {
    let fixture = try PlacesFixture()
    func span(_ begin: Int, _ end: Int) -> String {
      "\"duration\":{\"startTimestamp\":\"\(PlacesFixture.time(begin))\","
        + "\"endTimestamp\":\"\(PlacesFixture.time(end))\"}"
    }
    func place(_ latitude: Int) -> String { "\"latitudeE7\":\(latitude),\"longitudeE7\":85000000" }
    let text = """
      {"timelineObjects":[
      {"placeVisit":{"location":{\(place(474_000_000))},\(span(0, 7200)),
       "simplifiedRawPath":{"points":[{"latE7":474000010,"lngE7":85000010,"accuracyMeters":9,
        "timestamp":"\(PlacesFixture.time(600))"}]},
       "childVisits":[{"location":{\(place(474_020_000))},\(span(1200, 2400))}]}},
      {"activitySegment":{"startLocation":{},"endLocation":{},\(span(7200, 8000)),
       "waypointPath":{"waypoints":[{"latE7":474000000,"lngE7":85000000},{"latE7":474100000,"lngE7":85000000}]},
       "parkingEvent":{"location":{\(place(474_100_000))},"timestamp":"\(PlacesFixture.time(7900))"}}}
      ]}
      """
    let report = try fixture.run([try fixture.folder.write("2026.json", text)])
    // Two ends of the visit, one raw fix, two ends of the inner visit, the parked car.
    #expect(report.collection.fixCount == 6)
    #expect(report.collection.notes.contains { $0.contains("2 waypoints without a time") })
  }

  @Test("Features that hold no fix are counted")
  func leftOut() throws {
    let fixture = try PlacesFixture()
    let point = PlacesFixture.time(0)
    let report = try fixture.run([
      try fixture.folder.write(
        "a.geojson",
        """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","geometry":null,"properties":{}},
        {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]},"properties":{}},
        {"type":"Feature","geometry":{"type":"Point","coordinates":[8.5,47]},"properties":{"time":"\(point)"}}]}
        """)
    ])
    #expect(report.collection.fixCount == 1)
    let note = report.collection.notes.joined()
    #expect(note.contains("1 feature without a geometry"))
    #expect(note.contains("1 polygon"))
  }

  // MARK: Times that are written

  @Test("All times of a column have fractions, or none has")
  func oneForm() throws {
    for fractions in [false, true] {
      let fixture = try PlacesFixture()
      let text = PlacesFixture.csv(header: "timestamp,lat,lon") {
        let time = PlacesFixture.time($1).dropLast()
        return "\(time)\(fractions && $1.isMultiple(of: 7) ? ".250Z" : "Z"),\($2),\($3)"
      }
      _ = try fixture.run([try fixture.folder.write("a.csv", text)])
      for (name, columns) in [("visits.csv", [2, 3]), ("stays.csv", [3, 4]), ("fixes.csv", [2])] {
        let rows = try fixture.rows(name)
        let cells = rows.flatMap { row in columns.map { row[$0] } }
        #expect(!cells.isEmpty)
        // A stay that ends on a whole second may stand beside one that does not.
        let lengths = Set(cells.map(\.count))
        #expect(lengths.count == 1, "\(name): \(lengths)")
      }
    }
  }
}
