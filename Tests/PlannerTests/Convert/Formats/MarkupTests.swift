import Exchange
import Foundation
import Planner
import Testing

/// GPX, KML and KMZ: read, written, and read again.
@Suite struct MarkupTests {
  private let files: ConvertedFile

  init() throws { files = try ConvertedFile() }

  static let gpx = """
    <?xml version="1.0" encoding="UTF-8"?>
    <gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1" xmlns:t="urn:t">
    <metadata><name>m</name></metadata>
    <wpt lat="47.5" lon="19.04"><ele>102.5</ele><time>2026-01-31T08:00:00Z</time><name>A &amp; "B"</name>\
    <sym>Flag</sym><sat>7</sat></wpt>
    <rte><name>r</name><rtept lat="47.5" lon="19.04"/><rtept lat="47.6" lon="19.1"/></rte>
    <trk><name><![CDATA[t &amp; u]]></name><trkseg>
    <trkpt lat="47.5" lon="19.04"><ele>1</ele><time>2026-01-31T08:00:00Z</time>\
    <extensions><t:x><t:hr>120</t:hr></t:x></extensions></trkpt>
    <trkpt lat="47.6" lon="19.1"/></trkseg>
    <trkseg><trkpt lat="47.5" lon="19.04"/><trkpt lat="47.7" lon="19.1"/></trkseg></trk>
    </gpx>
    """

  @Test("Waypoints, routes and tracks keep what they say, there and back")
  func gpx() throws {
    try files.write(Self.gpx, "a.gpx")
    try files.convert("a.gpx", "a.geojsonl")
    #expect(
      try files.text("a.geojsonl") == """
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [19.04, 47.5, 102.5]}, "properties": \
        {"gpx": "waypoint", "time": "2026-01-31T08:00:00Z", "name": "A & \\"B\\"", "sym": "Flag", "sat": 7}}
        {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[19.04, 47.5], [19.1, 47.6]]}, \
        "properties": {"gpx": "route", "name": "r"}}
        {"type": "Feature", "geometry": {"type": "MultiLineString", "coordinates": \
        [[[19.04, 47.5, 1], [19.1, 47.6]], [[19.04, 47.5], [19.1, 47.7]]]}, "properties": {"gpx": "track", \
        "name": "t &amp; u", "coordTimes": [["2026-01-31T08:00:00Z", null], [null, null]]}}

        """)
    try files.convert("a.geojsonl", "b.gpx")
    try files.convert("b.gpx", "b.geojsonl")
    #expect(try files.bytes("a.geojsonl") == files.bytes("b.geojsonl"))
  }

  @Test("Each point of a track can be a feature, as GDAL has it")
  func trackPoints() throws {
    try files.write(Self.gpx, "a.gpx")
    try files.convert("a.gpx", "a.csv") { $0.layer = "track_points" }
    #expect(
      try files.text("a.csv") == """
        lon,lat,z,track_fid,track_seg_id,track_seg_point_id,time,hr
        19.04,47.5,1,0,0,0,2026-01-31T08:00:00Z,120
        19.1,47.6,,0,0,1,,
        19.04,47.5,,0,1,0,,
        19.1,47.7,,0,1,1,,

        """)
    #expect(
      files.complaint("a.gpx", "b.csv") { $0.layer = "points" }
        == "a.gpx: \"points\" is no layer of GPX; choose one of waypoints, routes, tracks, "
        + "route_points, track_points")
  }

  @Test("Ids and properties that GPX has no place for survive in extensions, with their types")
  func extensions() throws {
    let features = """
      {"type": "Feature", "id": "007", "geometry": {"type": "Point", "coordinates": [19.04, 47.5]}, \
      "properties": {"gpx": "waypoint", "weight": 3.50, "open": true, "list": [1, "a"], "two words": "<&>", \
      "feature_id": "x", "time": "morning"}}
      {"type": "Feature", "id": 7, "geometry": {"type": "LineString", "coordinates": [[19.04, 47.5], [19, 47]]}, \
      "properties": {"gpx": "track", "value": "v"}}

      """
    try files.write(features, "a.geojsonl")
    try files.convert("a.geojsonl", "a.gpx")
    try files.convert("a.gpx", "b.geojsonl")
    #expect(
      try files.text("b.geojsonl")
        == features.replacing(
          "{\"gpx\": \"track\"", with: "{\"gpx\": \"track\""))
  }

  @Test("Areas do not fit into GPX, and say so")
  func areas() throws {
    try files.write(GeoPackageTests.collection, "a.geojson")
    #expect(
      files.complaint("a.geojson", "a.gpx") == """
        a.geojson:4: feature 2 (id b): GPX has points and lines, and this is an area or a mix; write KML, or \
        leave it out with --skip-bad
        a.geojson:6: feature 4 (id d): GPX has points and lines, and this is an area or a mix; write KML, or \
        leave it out with --skip-bad
        a.geojson:7: feature 5 (id e): GPX has points and lines, and this is a feature without a place; write \
        KML, or leave it out with --skip-bad
        """)
    let told = try files.convert("a.geojson", "a.gpx") { $0.skipBad = true }
    #expect(told.last == "a.geojson: 2 features written to a.gpx")
  }

  static let kml = """
    <?xml version="1.0" encoding="UTF-8"?>
    <kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document>
    <name>d</name><Style id="s"><LineStyle><color>7f0000ff</color><width>2</width></LineStyle></Style>
    <StyleMap id="m"><Pair><key>normal</key><styleUrl>#s</styleUrl></Pair></StyleMap>
    <Schema id="c"><SimpleField name="n" type="int"/><SimpleField name="ok" type="bool"/></Schema>
    <Folder><name>one</name><Folder><name>two</name>
    <Placemark id="p1"><name>A</name><description><![CDATA[<b>x</b> &amp;]]></description>
    <ExtendedData><Data name="code"><value>007</value></Data><SchemaData schemaUrl="#c">
    <SimpleData name="n">5</SimpleData><SimpleData name="ok">1</SimpleData></SchemaData></ExtendedData>
    <Point><coordinates> 19.04, 47.5, 0 </coordinates></Point></Placemark></Folder>
    <Placemark><styleUrl>#m</styleUrl><MultiGeometry><LineString><coordinates>19,47 19.1,47.1
    19.2,47.2</coordinates></LineString><LineString><coordinates>20,47 20,48</coordinates></LineString>
    </MultiGeometry></Placemark></Folder>
    <Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 4,0 4,4 0,4 0,0</coordinates></LinearRing>
    </outerBoundaryIs><innerBoundaryIs><LinearRing><coordinates>1,1 1,2 2,2 1,1</coordinates></LinearRing>
    </innerBoundaryIs></Polygon></Placemark>
    <Placemark><gx:Track><when>2026-01-31T08:00:00Z</when><when>2026-01-31T08:01:00Z</when>
    <gx:coord>19 47 1</gx:coord><gx:coord>19.1 47 2</gx:coord></gx:Track></Placemark>
    <NetworkLink><name>elsewhere</name></NetworkLink>
    </Document></kml>
    """

  static let features = """
    {"type": "Feature", "id": "p1", "geometry": {"type": "Point", "coordinates": [19.04, 47.5, 0]}, "properties": \
    {"name": "A", "description": "<b>x</b> &amp;", "code": "007", "n": 5, "ok": true, "folder": "one/two"}}
    {"type": "Feature", "geometry": {"type": "MultiLineString", "coordinates": [[[19, 47], [19.1, 47.1], \
    [19.2, 47.2]], [[20, 47], [20, 48]]]}, "properties": {"stroke": "#ff0000", "stroke-opacity": 0.498, \
    "stroke-width": 2, "folder": "one"}}
    {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]], \
    [[1, 1], [1, 2], [2, 2], [1, 1]]]}, "properties": {}}
    {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[19, 47, 1], [19.1, 47, 2]]}, \
    "properties": {"coordTimes": ["2026-01-31T08:00:00Z", "2026-01-31T08:01:00Z"]}}

    """

  @Test("Placemarks keep folders, data, styles and times")
  func kml() throws {
    try files.write(Self.kml, "a.kml")
    let told = try files.convert("a.kml", "a.geojsonl")
    #expect(try files.text("a.geojsonl") == Self.features)
    #expect(
      told == [
        "a.kml: 4 placemarks written to a.geojsonl",
        "warning: 1 NetworkLink left out: only placemarks are read",
      ])
  }

  @Test("What is written as KML or KMZ reads back as itself", arguments: ["b.kml", "b.kmz"])
  func written(_ name: String) throws {
    try files.write(Self.features, "a.geojsonl")
    try files.convert("a.geojsonl", name)
    try files.convert(name, "b.geojsonl")
    // Data stand before styles and times in what is read.
    let moved = Self.features.replacing(
      "{\"stroke\": \"#ff0000\", \"stroke-opacity\": 0.498, \"stroke-width\": 2, \"folder\": \"one\"}",
      with:
        "{\"folder\": \"one\", \"stroke\": \"#ff0000\", \"stroke-opacity\": 0.498, \"stroke-width\": 2}"
    )
    #expect(try files.text("b.geojsonl") == moved)
    try files.convert("a.geojsonl", "again-\(name)")
    #expect(try files.bytes(name) == files.bytes("again-\(name)"))
  }

  @Test(
    "Faults name line, record and remedy, and do not hide what is right",
    arguments: [
      (
        "a.gpx", "<gpx>\n<wpt lat=\"47\" lon=\"x\"/>\n<wpt lat=\"95\" lon=\"0\"/></gpx>",
        """
        a.gpx:2: feature 1: property lon: "x" is not a number; write degrees such as 47.5
        a.gpx:3: feature 2: "95" is no latitude; latitude and longitude look swapped: put longitude first, or \
        give --swap
        """
      ),
      (
        "a.gpx", "<gpx>\n<wpt lat=\"47\" lon=\"19\"/>\n<wpt lat=\"47\"",
        "a.gpx:3: the text ends inside a tag; the file is cut short; fetch it again"
      ),
      (
        "a.gpx", "<kml/>",
        "a.gpx:1: this is XML but no GPX: it begins with <kml>; say what it is with --from"
      ),
      ("a.gpx", "", "a.gpx:1: there is no GPX in the file; it may be empty or cut short"),
      (
        "a.kml",
        "<kml>\n<Placemark><Point><coordinates>19;47</coordinates></Point></Placemark></kml>",
        "a.kml:2: placemark 1: property coordinates: \"19;47\" is not a number; write longitude,latitude such "
          + "as 19.04,47.5"
      ),
      (
        "a.kmz", "PK\u{3}\u{4}", "a.kmz: this is no zip archive, or it is cut short; fetch it again"
      ),
      ("a.kmz", "no archive", "a.kmz:1: there is text outside of all tags"),
    ])
  func faults(_ name: String, _ text: String, _ complaint: String) throws {
    try files.write(text, name)
    #expect(files.complaint(name, "b.geojson") == complaint)
  }

  @Test("What stands before damage can be had")
  func damage() throws {
    try files.write("<gpx><wpt lat=\"47\" lon=\"19\"/><wpt lat=", "a.gpx")
    let told = try files.convert("a.gpx", "a.csv") { $0.skipBad = true }
    #expect(try files.text("a.csv") == "lon,lat,gpx\n19,47,waypoint\n")
    #expect(
      told.first
        == "warning: left out: a.gpx:1: the text ends inside a tag; the file is cut short; fetch it again"
    )
  }

  @Test("Holes that share a boundary stay holes, and maps of styles may stand before their styles")
  func boundaries() throws {
    try files.write(
      """
      <kml><Document><StyleMap id="m"><Pair><key>normal</key><styleUrl>#n</styleUrl></Pair></StyleMap>
      <Style id="n"><LineStyle><color>ff0000ff</color></LineStyle></Style>
      <Placemark><styleUrl>#m</styleUrl><Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 10,0 10,10 0,0
      </coordinates></LinearRing></outerBoundaryIs><innerBoundaryIs>
      <LinearRing><coordinates>5,2 6,2 6,3 5,2</coordinates></LinearRing>
      <LinearRing><coordinates>7,2 8,2 8,3 7,2</coordinates></LinearRing></innerBoundaryIs></Polygon>
      </Placemark></Document></kml>
      """, "a.kml")
    try files.convert("a.kml", "a.geojsonl")
    #expect(
      try files.text("a.geojsonl") == """
        {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [10, 0], [10, 10], [0, 0]], \
        [[5, 2], [6, 3], [6, 2], [5, 2]], [[7, 2], [8, 3], [8, 2], [7, 2]]]}, "properties": {"stroke": "#ff0000", \
        "stroke-opacity": 1}}

        """)
  }

  @Test("Truth values are written so that other programs do not take them for 0")
  func truths() throws {
    let feature =
      #"{"type": "Feature", "geometry": null, "properties": {"ok": true, "no": false, "s": "true"}}"#
    try files.write(feature + "\n", "a.geojsonl")
    try files.convert("a.geojsonl", "a.kml")
    let text = try files.text("a.kml")
    #expect(text.contains(#"<SimpleData name="ok">1</SimpleData>"#))
    #expect(text.contains(#"<SimpleData name="s">true</SimpleData>"#))
    try files.convert("a.kml", "b.geojsonl")
    #expect(try files.text("b.geojsonl") == feature + "\n")
  }
}
