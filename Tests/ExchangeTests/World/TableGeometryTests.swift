import TestSupport
import Testing

@testable import Exchange

/// Barriers, crossings and streets whose geometries stand in a column of a table.
@Suite struct TableGeometryTests {
  @Test("Barriers are read from a column of well-known text, with their lines")
  func barriers() throws {
    let text = """
      id,kind,lon,lat,geometry
      river,river,19.05,47.5,"LINESTRING (19.04 47.4, 19.06 47.6)"
      lake,water,19.1,47.5,"POLYGON ((19.1 47.5, 19.2 47.5, 19.2 47.6, 19.1 47.5))"

      """
    let file = try BarrierFile.read(Array(text.utf8), file: "a.csv")
    #expect(file.records.map(\.id) == ["river", "lake"])
    #expect(file.records.map(\.kind) == ["river", "water"] && file.records.map(\.line) == [2, 3])
    #expect(file.records.map(\.geometry.typeName) == ["LineString", "Polygon"])
    let bad = text.replacing("19.06 47.6", with: "19.06")
    let fault = #expect(throws: DataFaults.self) {
      try BarrierFile.read(Array(bad.utf8), file: "a.csv")
    }
    #expect(fault?.description.hasPrefix("a.csv:2: column geometry") == true)
    let none = #expect(throws: DataFaults.self) {
      try BarrierFile.read(Array("id,lon,lat\nA,1,2\n".utf8), file: "a.csv")
    }
    #expect(none?.description.contains("no column of this table holds any") == true)
  }

  @Test("Crossings and streets are read from a column of well-known text")
  func others() throws {
    let text = """
      id,kind,cost_m,open,wkt
      b1,bridge,50,true,"LINESTRING (19.04 47.4, 19.06 47.4)"
      007,ferry,NA,no,POINT (19.05 47.5)

      """
    let crossings = try CrossingFile.read(Array(text.utf8), file: "a.csv")
    #expect(crossings.records.map(\.id) == ["b1", "007"])
    #expect(
      crossings.records.map(\.cost) == [50, 0] && crossings.records.map(\.isOpen) == [true, false])
    #expect(crossings.records.map { $0.geometry?.typeName } == ["LineString", "Point"])
    let streets = try NetworkFile.read(
      Array("name,oneway,geom\nA,yes,\"LINESTRING (1 2, 3 4)\"\n".utf8), file: "s.csv")
    #expect(streets.hasLines && streets.streets.map(\.direction) == [.forward])
    let table = try NetworkFile.read(
      Array("from,to,length_m,geom\nA,B,5,\"LINESTRING (1 2, 3 4)\"\n".utf8), file: "s.csv")
    #expect(!table.hasLines && table.streets[0].length == 5)
  }

  @Test(
    "Arcs of well-known text become lines through their positions",
    arguments: [
      ("CIRCULARSTRING (0 0, 1 1, 2 0)", "LineString"),
      ("COMPOUNDCURVE (CIRCULARSTRING (0 0, 1 1, 2 0), (2 0, 3 0))", "LineString"),
      ("CURVEPOLYGON (CIRCULARSTRING (0 0, 1 1, 2 0, 1 -1, 0 0))", "Polygon"),
      (
        "CURVEPOLYGON (COMPOUNDCURVE (CIRCULARSTRING (0 0, 1 1, 2 0), (2 0, 0 0)), (0.5 0.1, 1 0.1, 1 0.2, 0.5 0.1))",
        "Polygon"
      ),
      ("MULTICURVE ((0 0, 5 5), CIRCULARSTRING (4 0, 4 4, 8 4))", "MultiLineString"),
      (
        "MULTISURFACE (CURVEPOLYGON (CIRCULARSTRING (0 0, 1 1, 2 0, 1 -1, 0 0)), ((10 10, 14 12, 11 10, 10 10)))",
        "MultiPolygon"
      ),
      ("CIRCULARSTRING Z (0 0 1, 1 1 2, 2 0 3)", "LineString"),
      ("GEOMETRYCOLLECTION (CIRCULARSTRING (0 0, 1 1, 2 0), POINT (5 5))", "GeometryCollection"),
      ("TRIANGLE ((0 0, 1 0, 0 1, 0 0))", "Polygon"),
      ("SRID=4326;circularstring(0 0,1 1,2 0)", "LineString"),
    ])
  func arcs(_ text: String, _ kind: String) throws {
    #expect(WellKnownText.hasKind(text))
    let geometry = try WellKnownText.geometry(text)
    #expect(geometry.typeName == kind)
    var positions: [Position] = []
    geometry.forEachPosition { positions.append($0) }
    if text.contains("0 0, 1 1, 2 0") || text.contains("0 0,1 1,2 0") {
      // A half circle around (1, 0), a position every 4 degrees.
      let half = positions.prefix { $0.x < 2 }.filter { $0.y > 1e-9 }
      #expect(half.count >= 43)
      #expect(half.allSatisfy { (($0.x - 1) * ($0.x - 1) + $0.y * $0.y - 1).magnitude < 1e-9 })
    }
    if text.contains(" Z ") { #expect(positions.first?.z == 1 && positions.last?.z == 3) }
  }

  @Test("Arcs that are none are faults")
  func wrongArcs() {
    for text in [
      "CIRCULARSTRING (0 0, 1 1)", "CIRCULARSTRING (0 0, 1 1, 2 0, 3 3)",
      "COMPOUNDCURVE (POINT (1 1))", "MULTISURFACE (POINT (1 1))",
    ] {
      #expect(throws: GeometryFault.self) { try WellKnownText.geometry(text) }
    }
  }
}
