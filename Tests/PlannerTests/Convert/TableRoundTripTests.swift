import Exchange
import Foundation
import Planner
import TestSupport
import Testing

/// GeoJSON through a table and back.
@Suite struct TableRoundTripTests {
  private let files: ConvertedFile

  init() throws { files = try ConvertedFile() }

  private static let names = [
    "lon", "lat", "x", "y", "z", "LATITUDE", "LONGITUDE", "Lon", "geometry", "wkt", "the_geom",
    "location", "coordinates", "height", "elevation", "ele", "name", "fl_lon", "fl_fl_geometry",
    "lat_start", "a,b", "say \"x\"", "é", "easting", "northing", "ID", "gps", "fl_name",
  ]

  @Test(
    "Any GeoJSON comes back from a CSV as it was: ids, names of coordinates, heights, every geometry, none"
  )
  func everything() throws {
    try forEverySeed(in: 0...60) { random in
      var maker = GeoJSONMaker(random: random)
      let arePoints = maker.whole(0...1) == 0
      let hasIDs = maker.whole(0...3) > 0
      let hasPlaces = maker.whole(0...5) > 0
      let hasHeights = maker.whole(0...2) == 0
      var names: [String] = []
      for _ in 0..<maker.whole(0...6) {
        let name = Self.names[maker.whole(0...Self.names.count - 1)]
        // A property ID stands for the id of a feature that has none.
        if !names.contains(name), hasIDs || name != "ID" { names.append(name) }
      }
      let kinds = names.map { _ in maker.whole(0...3) }
      // The values of one property are of one kind, as the cells of a column are.
      func value(_ kind: Int, _ row: Int) -> String {
        if maker.whole(0...4) == 0, row > 0 { return "null" }
        switch kind {
        case 0: return maker.number(80)
        case 1: return maker.whole(0...1) == 0 ? "true" : "false"
        case 2: return #""text \#(row), of, \"it\"\n""#
        default: return "\"POINT (\(row) 7)\""
        }
      }
      let lines = (0..<maker.whole(1...9)).map { row -> String in
        let id = hasIDs && maker.whole(0...4) > 0 ? "\"id \(row)\"" : ""
        let place =
          !hasPlaces || maker.whole(0...4) == 0
          ? "null"
          : arePoints
            ? #"{"type": "Point", "coordinates": \#(maker.position(hasHeights))}"#
            : maker.geometry()
        let members = zip(names, kinds).map { name, kind in
          "\"\(name.replacing("\"", with: "\\\""))\": \(value(kind, row))"
        }
        return #"{"type": "Feature", "# + (id.isEmpty ? "" : "\"id\": \(id), ")
          + #""geometry": \#(place), "properties": {\#(members.joined(separator: ", "))}}"#
      }
      let text = lines.map { $0 + "\n" }.joined()
      try files.write(text, "a.geojsonl")
      try files.convert("a.geojsonl", "b.csv")
      try files.convert("b.csv", "c.geojsonl")
      let back = try files.text("c.geojsonl")
      guard back == text else {
        Issue.record("\(text)\n\(try files.text("b.csv"))\n\(back)")
        return false
      }
      return true
    }
  }

  @Test(
    "Properties that would be read as coordinates get another name, which is told and comes off again"
  )
  func renamed() throws {
    try files.write(
      #"{"type": "Feature", "id": "v", "geometry": {"type": "Point", "coordinates": [1, 2]}, "#
        + #""properties": {"lon": 5, "z": 3, "id": "other", "wkt": "POINT (9 9)", "name": "a"}}"#,
      "a.geojsonl")
    let told = try files.convert("a.geojsonl", "b.csv")
    #expect(
      try files.text("b.csv")
        == "id,lon,lat,fl_lon,fl_z,fl_id,fl_wkt,name\nv,1,2,5,3,other,POINT (9 9),a\n")
    #expect(told.count { $0.hasPrefix("warning: property ") } == 4)
    #expect(told.first?.hasPrefix("warning: property \"lon\" is column \"fl_lon\"") == true)
  }

  @Test("Rows of empty cells are counted, and a feature without anything is none of them")
  func emptyRows() throws {
    try files.write("id,lon,lat,n\nA,1,2,3\n,,,\n\n , ,,\nB,1,2,4\n,,,\n", "a.csv")
    let told = try files.convert("a.csv", "a.geojsonl")
    #expect(
      told.contains("warning: a.csv:3: mended: a row of empty cells was passed over, 3 times"))
    #expect(try files.text("a.geojsonl").split(separator: "\n").count == 2)
    try files.write(
      #"{"type": "Feature", "geometry": null, "properties": {"a": null}}"# + "\n"
        + #"{"type": "Feature", "geometry": null, "properties": {"a": "x"}}"# + "\n", "b.geojsonl")
    try files.convert("b.geojsonl", "b.csv")
    try files.convert("b.csv", "c.geojsonl")
    #expect(try files.text("c.geojsonl") == files.text("b.geojsonl"))
  }

  @Test(
    "Short rows are filled, long rows of empty cells cut, names that come twice numbered, all told")
  func ragged() throws {
    try files.write(
      "id,lon,lat,name,name\nA,1,2\nB,1,2,x,y,,\nC,1,2,x,y\nD,1,2,x\n", "a.csv")
    let told = try files.convert("a.csv", "a.geojsonl")
    #expect(
      told.contains(
        "warning: a.csv:2: mended: a row with too few cells was filled with empty ones, 2 times"))
    #expect(
      told.contains("warning: a.csv:3: mended: empty cells beyond the last column were left out"))
    #expect(
      told.contains("warning: a.csv:1: mended: a column whose name came before was given a number"))
    #expect(
      try files.text("a.geojsonl").split(separator: "\n").map {
        $0.split(separator: "properties\": ")[1]
      }
        == [
          #"{"name": null, "name_2": null}}"#, #"{"name": "x", "name_2": "y"}}"#,
          #"{"name": "x", "name_2": "y"}}"#, #"{"name": "x", "name_2": null}}"#,
        ])
    #expect(
      files.complaint("a.csv", "b.geojson") { $0.isStrict = true }?.contains("the name comes twice")
        == true)
    try files.write("id,lon,lat\nA,1,2,3\nB,1\n", "b.csv")
    #expect(
      files.complaint("b.csv", "b.geojson")?.hasPrefix("b.csv:2: the row has 4 cells") == true)
    try files.write("id,lon,lat\nA,1,2\nB,1\n", "c.csv")
    #expect(
      files.complaint("c.csv", "b.geojson") { $0.isStrict = true }?.hasPrefix(
        "c.csv:3: the row has 2 cells")
        == true)
  }

  @Test("Columns of numbers with words for gaps are numbers with gaps")
  func gaps() throws {
    try files.write(
      "id,lon,lat,n,t,ok,all\nA,1,2,NA,NA,NULL,NA\nB,NA,n/a,3,x,true,\nC,nan,,4.5,,false,NA\n",
      "a.csv")
    try files.convert("a.csv", "a.geojsonl")
    #expect(
      try files.text("a.geojsonl") == """
        {"type": "Feature", "id": "A", "geometry": {"type": "Point", "coordinates": [1, 2]}, "properties": {"n": null, "t": "NA", "ok": null, "all": "NA"}}
        {"type": "Feature", "id": "B", "geometry": null, "properties": {"n": 3, "t": "x", "ok": true, "all": null}}
        {"type": "Feature", "id": "C", "geometry": null, "properties": {"n": 4.5, "t": null, "ok": false, "all": "NA"}}

        """)
  }

  @Test("Features of one id are told, with the first lines")
  func repeatedIDs() throws {
    try files.write("id,lon,lat\nB,1,2\nA,1,2\nC,1,2\nA,1,3\nA,4,5\nC,1,2\n", "a.csv")
    for output in ["a.geojson", "a.gpkg", "a.kml"] {
      let told = try files.convert("a.csv", output)
      #expect(
        told.contains(
          "warning: a.csv:5: \"A\" is the id of line 3 already; 2 ids come more than once, in 5 rows"
        ),
        "\(told)")
    }
    try files.write("id,lon,lat\nA,1,2\nB,1,2\n,1,2\n,1,2\n", "b.csv")
    #expect(!(try files.convert("b.csv", "b.geojson")).contains { $0.contains("already") })
  }

  @Test("A header longer than what is read at a time is read as a whole")
  func wide() throws {
    let names = (0..<20_000).map { "column_number_\($0)" }
    try files.write(
      "id,lon,lat," + names.joined(separator: ",") + "\nA,1,2"
        + String(repeating: ",3", count: 20_000)
        + "\n", "a.csv")
    try files.convert("a.csv", "a.geojsonl")
    let text = try files.text("a.geojsonl")
    #expect(text.contains("\"column_number_19999\": 3}") && text.contains("\"id\": \"A\""))
  }
}
