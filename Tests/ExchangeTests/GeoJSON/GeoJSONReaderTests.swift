import Exchange
import Testing

@Suite struct GeoJSONReaderTests {
  @Test("A collection keeps ids, order, properties and lines")
  func collection() throws {
    let text = """
      {"type": "FeatureCollection", "metadata": {"seed": 1}, "name": "lots", "features": [
      {"type": "Feature", "id": "007", "properties": {"b": 1.50, "a": "x"},
       "geometry": {"type": "Point", "coordinates": [19.04, 47.5]}},
      {"type": "Feature", "id": 12, "geometry": null, "properties": null},
      {"geometry": {"coordinates": [[0, 1], [2.5e1, 3, 120]], "type": "LineString"},
       "properties": {"id": 0.5}, "type": "Feature"}
      ]}
      """
    let read = try GeoJSONReader.read(utf8(text), file: "a.geojson")
    #expect(read.metadata == ["seed": 1])
    #expect(read.foreignMembers == ["name": "lots"])
    #expect(read.features.map(\.id) == ["007", "12", "0.5"])
    #expect(read.features.map(\.idIsNumber) == [false, true, true])
    #expect(read.features.map(\.line) == [2, 4, 5])
    #expect(read.features.map(\.number) == [1, 2, 3])
    #expect(read.features[0].geometry == .point(Position(19.04, 47.5)))
    #expect(read.features[0].properties.names == ["b", "a"])
    #expect(read.features[1].geometry == nil)
    #expect(
      read.features[2].geometry
        == .lineString([Position(0, 1), Position(x: 25, y: 3, z: 120)]))
  }

  @Test(
    "All types of geometry are read, in a collection, as a feature or bare",
    arguments: [
      ("Point", "[1, 2]"),
      ("MultiPoint", "[[1, 2], [3, 4]]"),
      ("LineString", "[[1, 2], [3, 4]]"),
      ("MultiLineString", "[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]"),
      ("Polygon", "[[[0, 0], [1, 0], [1, 1], [0, 0]]]"),
      ("MultiPolygon", "[[[[0, 0], [1, 0], [1, 1], [0, 0]]], [[[5, 5], [6, 5], [6, 6], [5, 5]]]]"),
    ])
  func types(type: String, coordinates: String) throws {
    let bare = "{\"type\": \"\(type)\", \"coordinates\": \(coordinates)}"
    let feature = "{\"type\": \"Feature\", \"geometry\": \(bare), \"properties\": {}}"
    let collection = "{\"type\": \"FeatureCollection\", \"features\": [\(feature)]}"
    let nested = "{\"type\": \"GeometryCollection\", \"geometries\": [\(bare)]}"
    let read = try [bare, feature, collection].map {
      try GeoJSONReader.read(utf8($0), file: "a").features.map(\.geometry)
    }
    #expect(read[0] == read[1])
    #expect(read[1] == read[2])
    let geometry = try #require(read[0][0])
    #expect(geometry.typeName == type)
    #expect(
      try GeoJSONReader.read(utf8(nested), file: "a").features[0].geometry
        == .geometryCollection([geometry]))
    // Written and read again it is the same.
    let written = GeoJSONWriter().encode(
      FeatureCollection(features: [Feature(geometry: geometry)]))
    #expect(try GeoJSONReader.read(written, file: "a").features[0].geometry == geometry)
  }

  @Test(
    "A broken geometry is named by number, id, line and remedy",
    arguments: [
      (
        "{\"type\": \"LineString\", \"coordinates\": [[1, 2]]}",
        "a line has 1 position; it needs two or more; else make it a Point"
      ),
      (
        "{\"type\": \"Polygon\", \"coordinates\": [[[0, 0], [1, 0], [1, 1], [0, 1]]]}",
        "the outer ring is not closed; repeat its first position at the end"
      ),
      (
        """
        {"type": "Polygon", "coordinates": [[[0, 0], [9, 0], [9, 9], [0, 0]],\
        [[1, 1], [2, 1], [1, 1]]]}
        """,
        "hole 1 has 3 positions; a ring needs four or more, the last equal to the first"
      ),
      (
        "{\"type\": \"Point\", \"coordinates\": [47.5, 190.4]}",
        "\"190.4\" is no latitude; it must lie between -90 and 90"
      ),
      (
        "{\"type\": \"Point\", \"coordinates\": [41.1, 119.0]}",
        "\"119.0\" is no latitude; latitude and longitude look swapped: put longitude first, "
          + "or give --swap"
      ),
      (
        "{\"type\": \"Point\", \"coordinates\": [651000.5, 239000]}",
        "\"651000.5\" is no longitude in degrees; these look like projected metres: "
          + "name their system with --crs, such as EPSG:23700, or give --crs planar"
      ),
      (
        "{\"type\": \"Point\", \"coordinates\": [\"19\", 47]}",
        "\"19\" is not a coordinate; write numbers without quotes, such as [19.04, 47.5]"
      ),
      (
        "{\"type\": \"Point\", \"coordinates\": [null, 47]}",
        "\"null\" is not a coordinate; write \"geometry\": null where no place is known"
      ),
      (
        "{\"type\": \"Point\", \"coordinates\": [1e999, 47]}",
        "\"1e999\" is too large for a coordinate; write degrees or metres"
      ),
      (
        "{\"type\": \"Point\", \"coordinates\": [19]}",
        "a position has 1 number; it needs two, such as [19.04, 47.5]"
      ),
      (
        "{\"type\": \"Point\", \"coordinates\": [[19, 47]]}",
        "coordinates are nested deeper than they should be; take a pair of brackets out"
      ),
      (
        "{\"type\": \"LineString\", \"coordinates\": [[1, 2], [[3, 4]]]}",
        "coordinates are nested deeper than they should be; take a pair of brackets out"
      ),
      (
        "{\"type\": \"Circle\", \"coordinates\": [1, 2]}",
        "\"Circle\" is no type of geometry; GeoJSON knows Point, MultiPoint, LineString, "
          + "MultiLineString, Polygon, MultiPolygon and GeometryCollection"
      ),
      ("{\"type\": \"Point\"}", "the Point has no coordinates; give it \"coordinates\""),
    ])
  func broken(geometry: String, message: String) {
    let text = """
      {"type": "FeatureCollection", "features": [
      {"type": "Feature", "id": "ok", "geometry": null, "properties": {}},
      {"type": "Feature", "id": "B07", "geometry": \(geometry), "properties": {}}
      ]}
      """
    let told = complaint {
      try GeoJSONReader.read(utf8(text), file: "b.geojson", isStrict: true)
    }
    // Which byte it is, the corpus checks.
    #expect(
      told?.replacing(/, byte \d+/, with: "") == "b.geojson:3: feature 2 (id B07): \(message)")
  }

  @Test("Metres have no range")
  func planar() throws {
    let text = "{\"type\": \"Point\", \"coordinates\": [651000.5, 239000]}"
    let read = try GeoJSONReader.read(utf8(text), file: "a", coordinates: .planar)
    #expect(read.features[0].geometry == .point(Position(651000.5, 239000)))
  }

  @Test("All faults of a file are reported, the first twenty in full")
  func manyFaults() {
    let bad = "{\"type\": \"Feature\", \"geometry\": {\"type\": \"Point\"}, \"properties\": {}}"
    let text =
      "{\"type\": \"FeatureCollection\", \"features\": ["
      + Array(repeating: bad, count: 25).joined(separator: ",\n") + "]}"
    let lines = complaint { try GeoJSONReader.read(utf8(text), file: "a") }?.split(separator: "\n")
    #expect(lines?.count == 21)
    #expect(
      lines?[19]
        == "a:20: feature 20 (byte 1405): the Point has no coordinates; give it \"coordinates\"")
    #expect(lines?.last == "and 5 more in a")
  }

  @Test(
    "The crs of older files is honoured or refused",
    arguments: [
      ("urn:ogc:def:crs:OGC:1.3:CRS84", CoordinateKind.geographic, String?.none),
      ("EPSG:4326", .geographic, nil),
      ("EPSG:23700", .planar, nil),
      (
        "urn:ogc:def:crs:EPSG::23700", .geographic,
        "a:2: \"urn:ogc:def:crs:EPSG::23700\" is not longitude and latitude; turn the file "
          + "with footbridge convert, or give --crs planar if its numbers are metres"
      ),
      (
        "EPSG:4326", .planar,
        "a:2: \"EPSG:4326\" is degrees, but the coordinates are to be metres; leave --crs planar out"
      ),
    ])
  func crs(name: String, coordinates: CoordinateKind, message: String?) {
    let text = """
      {"type": "FeatureCollection", "features": [],
       "crs": {"type": "name", "properties": {"name": "\(name)"}}}
      """
    #expect(
      complaint { try GeoJSONReader.read(utf8(text), file: "a", coordinates: coordinates) }
        == message)
  }

  @Test("Geometries nested without end are refused")
  func deep() {
    func nested(_ levels: Int) -> [UInt8] {
      let open = String(
        repeating: "{\"type\": \"GeometryCollection\", \"geometries\": [", count: levels)
      return utf8(open + String(repeating: "]}", count: levels))
    }
    #expect(complaint { try GeoJSONReader.read(nested(90), file: "a") } == nil)
    #expect(
      complaint { try GeoJSONReader.read(nested(100_000), file: "a") }
        == "a:1: feature 1 (byte 11545): arrays and objects are nested more than 500 deep; no map needs that; "
        + "take them out")
  }

  @Test(
    "What is no GeoJSON is refused",
    arguments: [
      ("", "a: the file is empty; it needs a GeoJSON object"),
      (
        "[]",
        "a:1: the file is a list and no GeoJSON object (byte 0); "
          + "write {\"type\": \"FeatureCollection\", \"features\": […]}"
      ),
      ("{}", "a:1: the GeoJSON object has no type (byte 0); it should be a FeatureCollection"),
      (
        "{\"type\": \"FeatureCollection\"}",
        "a:1: the FeatureCollection has no list of features (byte 0); give it \"features\": [], "
          + "filled or not"
      ),
      (
        "{\"type\": \"FeatureCollection\", \"features\": [\n{\"type\": \"Street\"}]}",
        "a:2: feature 1 (byte 44): \"Street\" is no Feature; its \"type\" must be \"Feature\""
      ),
      (
        "{\"type\": \"Feature\", \"id\": [1], \"geometry\": null}",
        "a:1: feature 1 (byte 26): \"[1]\" is no id; an id is a string or a number"
      ),
    ])
  func noGeoJSON(text: String, message: String) {
    #expect(complaint { try GeoJSONReader.read(utf8(text), file: "a") } == message)
  }
}
