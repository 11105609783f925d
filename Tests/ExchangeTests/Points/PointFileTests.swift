import Exchange
import Testing

@Suite struct PointFileTests {
  private func read(
    _ text: String, _ options: PointFile.Options = PointFile.Options(role: .demand)
  ) throws -> PointFile {
    try PointFile.read(utf8(text), file: "homes.csv", options: options)
  }

  @Test("A table in French or Nepali habits keeps ids, names and numbers")
  func habits() throws {
    let file = try read(
      "\u{FEFF}scode;lat;long;count;Név\r\n007;27,7;85,32;12;काठमाडौं\r\n7;27,8;85,3;3,5;x\r\n;;;;\r\n")
    #expect(file.records.map(\.id) == ["007", "7"])
    #expect(file.records.map(\.position) == [Position(85.32, 27.7), Position(85.3, 27.8)])
    #expect(file.records.map(\.weight) == [12, 3.5])
    #expect(file.records.map(\.line) == [2, 3])
    #expect(file.records[0].properties["Név"] == "काठमाडौं")
    #expect(file.records[0].properties["scode"] == "007")
    #expect(
      file.report.description
        == "homes.csv: 2 rows; id from `scode`, longitude from `long`, latitude from `lat`, "
        + "weight from `count`; cells separated by semicolons")
  }

  @Test("Nodes are read where they are wanted, as they are written")
  func nodes() throws {
    var options = PointFile.Options(role: .sites, requiresPosition: false, namesNodes: true)
    let text = "id,Node,corner,lon,lat\na,007,7,,\nb,,8,19,47\n"
    var file = try read(text, options)
    #expect(file.records.map(\.node) == ["007", nil])
    #expect(file.records.map(\.position) == [nil, Position(19, 47)])
    #expect(file.report.description.contains("node from `Node`"))
    options.columns = [.node: "corner"]
    file = try read(text, options)
    #expect(file.records.map(\.node) == ["7", "8"])
    options = PointFile.Options(role: .sites, requiresPosition: false)
    #expect(try read(text, options).records.allSatisfy { $0.node == nil })
  }

  @Test("Properties keep all columns; numbers are numbers where the whole column is")
  func properties() throws {
    let file = try read(
      "id,lon,lat,class,postcode,ok,big\n1,19.00,47,3,0101,true,1\n2,19,47,,1011,false,\n")
    #expect(
      string(JSON.encode(.object(file.records[0].properties)))
        == "{\"id\": \"1\", \"lon\": 19.00, \"lat\": 47, \"class\": 3, \"postcode\": \"0101\", "
        + "\"ok\": true, \"big\": 1}")
    #expect(
      string(JSON.encode(.object(file.records[1].properties)))
        == "{\"id\": \"2\", \"lon\": 19, \"lat\": 47, \"class\": null, \"postcode\": \"1011\", "
        + "\"ok\": false, \"big\": null}")
  }

  @Test(
    "Columns are found by name",
    arguments: [
      (
        "ID,Longitude,Latitude",
        "id from `ID`, longitude from `Longitude`, latitude from `Latitude`"
      ),
      ("y,x,elevation", "longitude from `x`, latitude from `y`"),
      ("lat_wgs84,lon_wgs84,latest", "longitude from `lon_wgs84`, latitude from `lat_wgs84`"),
      ("Point-X,Point Y,uid", "id from `uid`, longitude from `Point-X`, latitude from `Point Y`"),
      ("LÖN,Lät,longest", "longitude from `LÖN`, latitude from `Lät`"),
      ("home_lat,home_lon,school_id", "longitude from `home_lon`, latitude from `home_lat`"),
      (
        "student id,long,lat,pop_density",
        "id from `student id`, longitude from `long`, latitude from `lat`"
      ),
    ])
  func detection(header: String, found: String) throws {
    let row = header.split(separator: ",").indices.map { "\($0 + 1)" }.joined(separator: ",")
    let file = try read("\(header)\n\(row)\n")
    #expect(file.report.description.contains(found))
  }

  @Test("Detection takes whole names before parts of names")
  func wholeNames() throws {
    let file = try read("long_name,lat_note,lng,lat,name\nx,y,19,47,A\n")
    #expect(file.records[0].position == Position(19, 47))
    #expect(file.records[0].id == "A")
  }

  @Test("Without an id column the row numbers are the ids, and the report says so")
  func rowNumbers() throws {
    let file = try read("lon,lat,name\n19,47,A\n19,48,A\n")
    #expect(file.records.map(\.id) == ["1", "2"])
    #expect(file.records.map(\.name) == ["A", "A"])
    #expect(
      file.report.description
        == "homes.csv: 2 rows; longitude from `lon`, latitude from `lat`, name from `name`; "
        + "each row counts as 1; no id column, so the row numbers are the ids")
  }

  @Test(
    "Every fault has its line, column, value and remedy",
    arguments: [
      (
        "A,abc,47.5,1",
        "column lon: \"abc\" is not a number; write degrees such as 47.5"
      ),
      (
        "A,19,NaN,1",
        "column lat: \"NaN\" says that there is no place; write degrees such as 47.5, "
          + "or leave the row out (--skip-bad)"
      ),
      (
        "A,\"19,5\",47,1",
        "column lon: \"19,5\" is not a number; write a decimal point, not a comma"
      ),
      (
        "A,19, ,1",
        "column lat: the cell is empty; write degrees such as 47.5, or leave the row out (--skip-bad)"
      ),
      (
        "A,47.5,119.04,1",
        "column lat: \"119.04\" is no latitude; latitude and longitude look swapped: "
          + "put longitude first, or give --swap"
      ),
      (
        "A,651000,239000,1",
        "column lon: \"651000\" is no longitude in degrees; these look like projected metres: "
          + "name their system with --crs, such as EPSG:23700, or give --crs planar"
      ),
      (
        "A,200,47,1",
        "column lon: \"200\" is no longitude; it must lie between -180 and 180: "
          + "beyond the antimeridian subtract 360, or give --wrap"
      ),
      (
        "A,0,0,1",
        "column lon: the point lies at (0, 0), in the sea off Africa; "
          + "give its true place, or leave it out (--skip-bad)"
      ),
      (
        "A,19,47,-2",
        "column weight: \"-2\" is a negative weight; write how many people it stands for, 0 or more"
      ),
      ("A,19,47,many", "column weight: \"many\" is not a number; write a weight such as 1 or 2.5"),
      (" ,19,47,1", "column id: the id is missing; give each row its own id"),
      (
        "first,19,47,1",
        "column id: \"first\" is the id of line 2 already; give each row its own id"
      ),
      (
        "A,19,47,1,x",
        "the row has 5 cells but the header has 4 columns; "
          + "put cells with a comma in them in double quotes"
      ),
    ])
  func faults(row: String, message: String) throws {
    let text = "id,lon,lat,weight\nfirst,19,47,1\n\(row)\nlast,19,47,1\n"
    #expect(complaint { try read(text) } == "homes.csv:3: \(message)")
    // With --skip-bad the others are read and the fault is told.
    let file = try read(text, PointFile.Options(role: .demand, skipBad: true))
    #expect(file.records.map(\.id) == ["first", "last"])
    #expect(file.rejected.map(\.description) == ["homes.csv:3: \(message)"])
    #expect(file.report.description.hasSuffix("; 1 fault left out"))
  }

  @Test("Sites have a status and a capacity; demand may have any status")
  func sites() throws {
    let text = "id,x,y,status,capacity\nA,1,2,Existing,400\nB,1,2,,\nC,1,2,required,0\n"
    let options = PointFile.Options(coordinates: .planar, role: .sites)
    let file = try read(text, options)
    #expect(file.records.map(\.status) == [.existing, nil, .required])
    #expect(file.records.map(\.capacity) == [400, nil, 0])
    let wrong = text.replacing("Existing", with: "exsiting")
    #expect(
      complaint { try read(wrong, options) }
        == "homes.csv:2: column status: \"exsiting\" is no status; did you mean existing?")
    #expect(
      complaint {
        try read(wrong, PointFile.Options(coordinates: .planar, role: .demand))
      } == nil)
  }

  @Test(
    "A missing column is answered with those that there are",
    arguments: [
      (
        "id,lon,height\n1,2,3\n", CoordinateKind.geographic,
        "there is no column for the latitude among \"id\", \"lon\", \"height\"; "
          + "name one `latitude`, or say which it is"
      ),
      (
        "id,lon,lattitude\n1,2,3\n", .geographic,
        "there is no column for the latitude among \"id\", \"lon\", \"lattitude\"; "
          + "is it \"lattitude\"? name one `latitude`, or say which it is"
      ),
      (
        "id,lon,lat\n1,2,3\n", .planar,
        "there is no column for the x among \"id\", \"lon\", \"lat\"; "
          + "it has longitudes and latitudes: leave --crs planar out"
      ),
    ])
  func missingColumn(text: String, coordinates: CoordinateKind, message: String) {
    #expect(
      complaint { try read(text, PointFile.Options(coordinates: coordinates)) }
        == "homes.csv:1: \(message)")
  }

  @Test("Columns that the user names win, and a wrong name is answered")
  func overrides() throws {
    let text = "id,lon,lat,pupils,seats_now\nA,19,47,3,9\n"
    let file = try read(
      text, PointFile.Options(role: .demand, columns: [.weight: "Seats now"]))
    #expect(file.records[0].weight == 9)
    #expect(
      complaint { try read(text, PointFile.Options(role: .demand, columns: [.weight: "pupil"])) }
        == "homes.csv: \"pupil\" is no column; did you mean \"pupils\"? "
        + "the columns are \"id\", \"lon\", \"lat\", \"pupils\", \"seats_now\"")
  }

  @Test("Swapped columns are read with the option, and its misuse is told")
  func swap() throws {
    let options = PointFile.Options(role: .demand, swap: true)
    let file = try read("id,lon,lat\nA,47.5,119.04\n", options)
    #expect(file.records[0].position == Position(119.04, 47.5))
    #expect(
      complaint { try read("id,lon,lat\nA,119.04,47.5\n", options) }
        == "homes.csv:2: column lon: \"119.04\" is no latitude; "
        + "leave --swap out if the columns are right")
  }

  @Test(
    "A place may stand in one column",
    arguments: [
      ("wkt", "POINT (19.04 47.5)", Position(19.04, 47.5)),
      ("geometry", "SRID=4326;Point(19.04 47.5)", Position(19.04, 47.5)),
      ("geom", "POINT Z (19.04 47.5 120)", Position(x: 19.04, y: 47.5, z: 120)),
      ("wkt", "POLYGON ((0 0, 4 0, 4 2, 0 2, 0 0))", Position(2, 1)),
      ("latlon", "47.5, 19.04", Position(19.04, 47.5)),
    ])
  func oneColumn(column: String, cell: String, position: Position) throws {
    let file = try read("id,\(column)\nA,\"\(cell)\"\n")
    #expect(file.records[0].position == position)
  }

  @Test(
    "A place in one column that cannot be read is a fault",
    arguments: [
      (
        "POINT (19.04)",
        "\"POINT (19.04)\" has a position without two numbers; write POINT (19.04 47.5)"
      ),
      ("CIRCLE (1 2)", "\"CIRCLE (1 2)\" is no known kind of place; write POINT (19.04 47.5)"),
      ("47.5", "\"47.5\" is not a place; write POINT (19.04 47.5), or latitude,longitude"),
      (
        "LINESTRING (1 2, 3 4)",
        "\"LineString\" cannot stand for one place; give it a Point, or leave it out (--skip-bad)"
      ),
    ])
  func badPlace(cell: String, message: String) {
    #expect(
      complaint { try read("id,wkt\nA,\"\(cell)\"\n") } == "homes.csv:2: column wkt: \(message)")
  }

  @Test("Points may have no place where none is needed")
  func noPlaces() throws {
    let options = PointFile.Options(coordinates: .planar, role: .demand, requiresPosition: false)
    let zones = try read("id,zone\nA,Buda\nB,Pest\n", options)
    #expect(zones.records.map(\.zone) == ["Buda", "Pest"])
    #expect(zones.records.map(\.position) == [nil, nil])
    let some = try read("id,x,y,zone\nA,1,2,Buda\nB,,,Pest\n", options)
    #expect(some.records.map(\.position) == [Position(1, 2), nil])
    #expect(
      complaint { try read("id,x,y,zone\nA,1,,Buda\n", options) }
        == "homes.csv:2: column y: the cell is empty; write metres such as 5164.6, "
        + "or leave the row out (--skip-bad)")
  }

  @Test("GeoJSON points keep ids, properties and number ids")
  func geoJSON() throws {
    let text = """
      {"type": "FeatureCollection", "features": [
      {"type": "Feature", "id": 7, "properties": {"Count": "3", "name": "A", "z": [1]},
       "geometry": {"type": "Point", "coordinates": [19, 47]}},
      {"type": "Feature", "id": "007", "properties": null,
       "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]}}
      ]}
      """
    let file = try read(text)
    #expect(file.records.map(\.id) == ["7", "007"])
    #expect(file.records.map(\.idIsNumber) == [true, false])
    #expect(file.records.map(\.weight) == [3, 1])
    #expect(file.records.map(\.position) == [Position(19, 47), Position(1, 1)])
    #expect(file.records[0].properties.names == ["Count", "name", "z"])
    #expect(
      file.report.description
        == "homes.csv: 2 features; weight from `Count`, name from `name`; ids from the features")
    #expect(
      file.warnings.map(\.description) == [
        "homes.csv: no weight in 1 feature, counted as 1; fill it in if that is wrong",
        "homes.csv: taken as a point inside it: 1 area",
      ])
  }

  @Test(
    "GeoJSON points are checked like rows",
    arguments: [
      (
        "\"id\": \"A\", \"geometry\": {\"type\": \"Point\", \"coordinates\": [0, 0]}",
        "feature 2 (id A): the point lies at (0, 0), in the sea off Africa; "
          + "give its true place, or leave it out (--skip-bad)"
      ),
      (
        "\"id\": \"A\", \"geometry\": null",
        "feature 2 (id A): the geometry is missing; give it a Point, or leave it out (--skip-bad)"
      ),
      (
        "\"id\": \"one\", \"geometry\": {\"type\": \"Point\", \"coordinates\": [1, 2]}",
        "feature 2 (id one): \"one\" is the id of line 1 already; give each feature its own id"
      ),
      (
        "\"geometry\": {\"type\": \"Point\", \"coordinates\": [1, 2]}",
        "feature 2: the id is missing; give each feature its own id"
      ),
      (
        "\"id\": \"A\", \"geometry\": {\"type\": \"Point\", \"coordinates\": [47, 119]}",
        "feature 2 (id A): \"119\" is no latitude; latitude and longitude look swapped: "
          + "put longitude first, or give --swap"
      ),
      (
        "\"id\": \"A\", \"geometry\": {\"type\": \"Point\", \"coordinates\": [1, \"x\"]}",
        "feature 2 (id A): \"x\" is not a coordinate; "
          + "write numbers without quotes, such as [19.04, 47.5]"
      ),
    ])
  func geoJSONFaults(members: String, message: String) throws {
    let text = """
      {"type": "FeatureCollection", "features": [{"type": "Feature", "id": "one", "properties": {},\
       "geometry": {"type": "Point", "coordinates": [19, 47]}},
      {"type": "Feature", "properties": {}, \(members)}]}
      """
    let told = complaint { try read(text) }?.replacing(/, byte \d+/, with: "")
    #expect(told == "homes.csv:2: \(message)")
    let file = try read(text, PointFile.Options(role: .demand, skipBad: true))
    #expect(file.records.map(\.id) == ["one"])
    #expect(file.rejected.count == 1)
  }

  @Test("A file that is not there, or is a folder, says so")
  func noFile() {
    #expect(
      complaint { try PointFile.read(path: "no/such.csv") }
        == "no/such.csv: there is no such file; check the path")
    #expect(complaint { try PointFile.read(path: "/") } == "/: this is a folder; name a file in it")
    #expect(
      complaint { try PointFile.read([], file: "a.csv") }
        == "a.csv: the file is empty; it needs a header with column names")
    #expect(
      complaint { try PointFile.read([], file: "a.geojson") }
        == "a.geojson: the file is empty; it needs a GeoJSON object")
  }

  @Test("Degrees that are read as metres are remarked on")
  func degreesAsMetres() throws {
    let options = PointFile.Options(coordinates: .planar, role: .demand)
    let degrees = try read("id,x,y\nA,19.0402,47.4979\nB,19.1,47.5\n", options)
    #expect(
      degrees.warnings.map(\.description) == [
        "homes.csv: all coordinates look like degrees, and are read as metres; "
          + "leave --crs planar out if they are longitude and latitude"
      ])
    #expect(try read("id,x,y\nA,19,47\nB,60,12.5\n", options).warnings.isEmpty)
    #expect(try read("id,x,y\nA,19.0402,47\nB,5000,12.5\n", options).warnings.isEmpty)
  }

  @Test("A column named for the place is taken before those found by name")
  func namedPlace() throws {
    let text = "id,lon,lat,site\nA,1,2,POINT (19 47)\n"
    let one = try read(text, PointFile.Options(columns: [.position: "site"]))
    #expect(one.records[0].position == Position(19, 47))
    let two = try read("id,a,b\nA,19,47\n", PointFile.Options(columns: [.x: "a", .latitude: "b"]))
    #expect(two.records[0].position == Position(19, 47))
  }

  @Test("What is no text says what it is")
  func notText() {
    #expect(
      complaint { try PointFile.read([0x50, 0x4B, 3, 4, 20, 0], file: "a.csv") }
        == "a.csv: this is a spreadsheet or a zip file, not text; save it as CSV in UTF-8")
    #expect(
      complaint { try PointFile.read([0x1F, 0x8B, 8, 0], file: "a.csv") }
        == "a.csv: the file is packed with gzip; unpack it with gunzip")
    #expect(
      complaint { try PointFile.read(utf8("id,lon,lat\n"), file: "a.geojson") }
        == "a.geojson:1: a GeoJSON object should be here, not \"i\" (byte 0); "
        + "it begins with a brace; a table is named .csv, or given with --from csv"
    )
  }

  @Test("Whole numbers too long for a JSON number stay text")
  func longNumbers() throws {
    let file = try read("id,lon,lat,tax\nA,19,47,12345678901234567\nB,19,48,1\n")
    #expect(file.records[0].properties["tax"] == "12345678901234567")
    #expect(file.records[1].properties["tax"] == "1")
  }
}
