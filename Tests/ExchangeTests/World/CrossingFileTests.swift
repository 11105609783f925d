import Exchange
import Testing

@Suite struct CrossingFileTests {
  private func feature(_ properties: String, geometry: String? = nil) -> [UInt8] {
    let point = "{\"type\": \"Point\", \"coordinates\": [19, 47]}"
    return utf8(
      "{\"type\": \"FeatureCollection\", \"features\": [\n{\"type\": \"Feature\", \"id\": \"X\", "
        + "\"properties\": {\(properties)}, \"geometry\": \(geometry ?? point)}]}")
  }

  @Test("A feature gives all that a crossing has")
  func record() throws {
    let file = try CrossingFile.read(
      feature(
        """
        "name": "Chain Bridge", "kind": "bridge", "barrier_id": "007", "barrier_kind": "river", \
        "cost_m": 25.5, "open": false, "direction": "left_to_right", "zones": ["Buda", "Pest"]
        """), file: "c.geojson")
    let crossing = try #require(file.records.first)
    #expect(crossing.id == "X")
    #expect(crossing.name == "Chain Bridge")
    #expect(crossing.kind == "bridge")
    #expect(crossing.barrierID == "007")
    #expect(crossing.barrierKind == "river")
    #expect(crossing.cost == 25.5)
    #expect(!crossing.isOpen)
    #expect(crossing.direction == .leftToRight)
    #expect(crossing.zones == ["Buda", "Pest"])
    #expect(crossing.geometry == .point(Position(19, 47)))
    #expect(crossing.line == 2)
    #expect(file.description == "c.geojson: 1 crossing (1 bridge), 1 closed")
  }

  @Test("What is not said is free, open and both ways")
  func defaults() throws {
    let file = try CrossingFile.read(
      feature(
        "\"kind\": \"zip-line\", \"cost_m\": null",
        geometry: "{\"type\": \"LineString\", \"coordinates\": [[1, 2], [3, 4]]}"),
      file: "c.geojson")
    let crossing = try #require(file.records.first)
    #expect(crossing.cost == 0)
    #expect(crossing.isOpen)
    #expect(crossing.direction == .both)
    #expect(crossing.kind == "zip-line")
    #expect(crossing.barrierID == nil)
    #expect(crossing.zones.isEmpty)
    #expect(crossing.geometry == .lineString([Position(1, 2), Position(3, 4)]))
  }

  @Test(
    "A table gives crossings, between zones too",
    arguments: [
      ("id,zones,lon,lat,cost_m,open,direction\nX,A B,19,47,200,no,forward\n", ["A", "B"]),
      (
        "id;zones;lon;lat;cost_m;open;direction\nX;Old Town, New Town;19,0;47;200;0;Forward\n",
        ["Old Town", "New Town"]
      ),
      (
        "id,zone_a,zone_b,lon,lat,cost_m,open,direction\nX,A,B,19,47,200,false,forward\n",
        ["A", "B"]
      ),
      (
        "id,zones,lon,lat,cost_m,open,direction\nX,A | B|C,19,47,200,closed,forward\n",
        ["A", "B", "C"]
      ),
    ])
  func table(text: String, zones: [String]) throws {
    let file = try CrossingFile.read(
      utf8(text), file: "c.csv", options: CrossingFile.Options(requiresZones: true))
    let crossing = try #require(file.records.first)
    #expect(crossing.zones == zones)
    #expect(crossing.geometry == .point(Position(19, 47)))
    #expect(crossing.cost == 200)
    #expect(!crossing.isOpen)
    #expect(crossing.direction == .forward)
  }

  @Test("Crossings between zones need no place")
  func noPlace() throws {
    let options = CrossingFile.Options(requiresPosition: false, requiresZones: true)
    let file = try CrossingFile.read(
      utf8("id,zones,cost_m\nX,A B,\n"), file: "c.csv", options: options)
    #expect(file.records[0].geometry == nil)
    #expect(file.records[0].zones == ["A", "B"])
    let numbered = try CrossingFile.read(
      utf8("zones\n\"A,B\"\n"), file: "c.csv", options: options)
    #expect(numbered.records[0].id == "1")
    #expect(numbered.warnings.count == 1)
  }

  @Test(
    "Faults are named",
    arguments: [
      (
        "\"cost_m\": -1",
        "property cost_m: \"-1\" is a negative cost; write the metres that using it adds, 0 or more"
      ),
      (
        "\"cost_m\": \"dear\"",
        "property cost_m: \"dear\" is not a number; write the metres that using it adds, such as 200"
      ),
      (
        "\"open\": \"maybe\"",
        "property open: \"maybe\" is neither true nor false; write true or false"
      ),
      (
        "\"direction\": \"left_to_rihgt\"",
        "property direction: \"left_to_rihgt\" is no direction; did you mean left_to_right?"
      ),
      (
        "\"zones\": \"A\"",
        "property zones: \"A\" is one zone alone; name two or more, such as \"A B\""
      ),
    ])
  func faults(properties: String, message: String) {
    #expect(
      complaint { try CrossingFile.read(feature(properties), file: "c.geojson") }
        == "c.geojson:2: feature 1 (id X): \(message)")
  }

  @Test("A crossing is a point or a line, and has an id of its own")
  func shapes() {
    #expect(
      complaint { try CrossingFile.read(feature("", geometry: "null"), file: "c") }
        == "c:2: feature 1 (id X): the crossing has no geometry; give it a Point or a LineString")
    let area = "{\"type\": \"Polygon\", \"coordinates\": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}"
    #expect(
      complaint { try CrossingFile.read(feature("", geometry: area), file: "c") }
        == "c:2: feature 1 (id X): \"Polygon\" cannot be a crossing; "
        + "a crossing is a Point on a barrier, or a LineString or MultiLineString over it")
    #expect(
      complaint { try CrossingFile.read(utf8("id,lon,lat\nX,1,2\nX,3,4\n"), file: "c.csv") }
        == "c.csv:3: column id: \"X\" is the id of line 2 already; give each row its own id")
    #expect(
      complaint { try CrossingFile.read(utf8("id,name\nX,Y\n"), file: "c.csv") }
        == "c.csv:1: there are no columns for the place among \"id\", \"name\"; "
        + "name them `lon` and `lat`")
    #expect(
      complaint {
        try CrossingFile.read(
          utf8("id,lon,lat\nX,1,2\n"), file: "c.csv",
          options: CrossingFile.Options(requiresZones: true))
      }
        == "c.csv:1: no crossing says which zones it joins: there is only \"id\", \"lon\", \"lat\"; "
        + "add `zones` such as \"A B\"")
  }

  @Test(
    "A crossing that is closed says so in many words, and none of them carries anybody",
    arguments: [
      "\"open\": false", "\"open\": 0", "\"open\": \"no\"", "\"OPEN\": \"Closed\"",
      "\"open\": \"temporarily closed\"", "\"closed\": true", "\"closed\": \"yes\"",
      "\"closed\": 1",
      "\"is_closed\": \"Y\"", "\"closed\": \"2021-05-01\"", "\"status\": \"closed\"",
      "\"Status\": \"Proposed\"", "\"state\": \"under construction\"", "\"status\": \"DEMOLISHED\"",
      "\"status\": \"out of service\"", "\"status\": \"not in use\"", "\"access\": \"no\"",
      "\"access\": \"private\"", "\"foot\": \"no\"", "\"foot\": \"private\", \"access\": \"yes\"",
      "\"abandoned\": \"yes\"", "\"demolished\": true", "\"disused\": 1",
      "\"construction\": \"footway\"",
      "\"proposed\": \"bridge\"", "\"highway\": \"proposed\"", "\"railway\": \"abandoned\"",
      "\"bridge\": \"collapsed\"",
      "\"kind\": \"abandoned\"",
      "\"opening_hours\": \"closed\"", "\"demolished\": \"1945\"",
    ])
  func closed(properties: String) throws {
    let file = try CrossingFile.read(feature(properties), file: "c.geojson")
    #expect(file.records.map(\.isOpen) == [false])
    #expect(file.warnings.isEmpty)
  }

  @Test(
    "A crossing that is open says so in as many words",
    arguments: [
      "\"open\": true", "\"open\": 1", "\"open\": \"yes\"", "\"closed\": false",
      "\"closed\": \"no\"",
      "\"closed\": 0", "\"status\": \"open\"", "\"status\": \"In use\"", "\"status\": \"existing\"",
      "\"access\": \"permissive\"", "\"access\": \"private\", \"foot\": \"yes\"",
      "\"access\": \"unknown\"", "\"foot\": \"designated\"", "\"abandoned\": \"no\"",
      "\"construction\": \"minor\"", "\"highway\": \"footway\"",
      "\"railway\": \"abandoned\", \"highway\": \"cycleway\"", "\"bridge\": \"yes\"",
      "\"kind\": \"ferry\"",
      "\"opening_hours\": \"24/7\"", "\"open\": null", "\"status\": \"\"", "\"opened\": 1873",
    ])
  func open(properties: String) throws {
    let file = try CrossingFile.read(feature(properties), file: "c.geojson")
    #expect(file.records.map(\.isOpen) == [true])
    #expect(file.warnings.isEmpty)
  }

  @Test(
    "A value that is not understood is reported, and the crossing counts as open",
    arguments: [
      (
        "\"status\": \"grade B\"",
        "property status: \"grade B\" is not understood, and the crossing counts as open; "
          + "write open or closed"
      ),
      (
        "\"status\": \"abandonned\"",
        "property status: \"abandonned\" is not understood, and the crossing counts as open; "
          + "did you mean \"abandoned\"?"
      ),
      (
        "\"access\": \"perhaps\"",
        "property access: \"perhaps\" is not understood, and the crossing counts as open; "
          + "write yes, no or private"
      ),
      (
        "\"construction\": \"steel\"",
        "property construction: \"steel\" is not understood, and the crossing counts as open; "
          + "write yes or no"
      ),
      (
        "\"oneway\": \"reversible\"",
        "property oneway: \"reversible\" is not understood, and the crossing counts as two-way; "
          + "write yes, no or -1 (against the direction in which it is drawn)"
      ),
      (
        "\"oneway\": \"yes\"",
        "property oneway: \"yes\" gives no direction for a point, so the crossing counts as two-way; "
          + "write direction: left_to_right or right_to_left, as its barrier is drawn"
      ),
    ])
  func notUnderstood(properties: String, message: String) throws {
    let file = try CrossingFile.read(feature(properties), file: "c.geojson")
    #expect(file.records.map(\.isOpen) == [true])
    #expect(file.records.map(\.direction) == [.both])
    #expect(file.warnings.map(\.description) == ["c.geojson:2: feature 1 (id X): \(message)"])
  }

  @Test("Of properties that contradict each other the one that closes counts, and that is reported")
  func contradiction() throws {
    let file = try CrossingFile.read(
      feature("\"open\": true, \"status\": \"closed\""), file: "c.geojson")
    #expect(!file.records[0].isOpen)
    #expect(
      file.warnings.map(\.description) == [
        "c.geojson:2: feature 1 (id X): property status: \"closed\" closes the crossing, though open "
          + "says \"true\"; correct one of them, or open it by its id"
      ])
    #expect(file.description == "c.geojson: 1 crossing, 1 closed (status closed 1)")
  }

  @Test(
    "A line that is one-way is one-way, as it is drawn or against it",
    arguments: [
      ("\"oneway\": \"yes\"", CrossingRecord.Direction.forward), ("\"oneway\": true", .forward),
      ("\"oneway\": 1", .forward), ("\"oneway\": \"-1\"", .backward), ("\"oneway\": -1", .backward),
      ("\"oneway\": \"no\"", .both), ("\"oneway\": false", .both),
      ("\"one_way\": \"Yes\"", .forward),
      ("\"oneway\": \"yes\", \"oneway:foot\": \"no\"", .both),
      ("\"oneway\": \"reverse\"", .backward),
      ("\"oneway\": \"yes\", \"direction\": \"forward\"", .forward),
    ])
  func oneWay(properties: String, direction: CrossingRecord.Direction) throws {
    let line = "{\"type\": \"LineString\", \"coordinates\": [[1, 2], [3, 4]]}"
    let file = try CrossingFile.read(feature(properties, geometry: line), file: "c.geojson")
    #expect(file.records.map(\.direction) == [direction])
    #expect(file.warnings.isEmpty)
  }

  @Test("Tables say it with the same words")
  func closedInTables() throws {
    let file = try CrossingFile.read(
      utf8(
        "id,lon,lat,Status,closed,oneway\na,1,2,closed,,\nb,1,3,,yes,\nc,1,4,open,no,no\n"
          + "d,1,5,fair,,\n"), file: "c.csv")
    #expect(file.records.map(\.isOpen) == [false, false, true, true])
    #expect(
      file.warnings.map(\.description) == [
        "c.csv:5: crossing d: column Status: \"fair\" is not understood, and the crossing counts as open; "
          + "write open or closed"
      ])
  }

  @Test("A bridge in several lines is one crossing")
  func severalLines() throws {
    let lines =
      "{\"type\": \"MultiLineString\", \"coordinates\": [[[1, 2], [3, 4]], [[3, 4], [5, 6]]]}"
    let file = try CrossingFile.read(feature("", geometry: lines), file: "c")
    #expect(
      file.records[0].geometry
        == .multiLineString([[Position(1, 2), Position(3, 4)], [Position(3, 4), Position(5, 6)]]))
  }
}
