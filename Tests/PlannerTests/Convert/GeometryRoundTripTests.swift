import Exchange
import Foundation
import Planner
import TestSupport
import Testing

/// Geometries of all kinds, empty ones among them, through every format and back.
@Suite struct GeometryRoundTripTests {
  private let files: ConvertedFile

  init() throws { files = try ConvertedFile() }

  @Test("GeoJSON of every kind comes back byte for byte, in all its forms")
  func geoJSON() throws {
    try forEverySeed(in: 0...60) { random in
      var maker = GeoJSONMaker(random: random)
      let text = maker.lines(maker.whole(1...6))
      try files.write(text, "a.geojsonl")
      for name in ["b.geojson", "b.geojsons", "b.geojsonl.gz"] {
        try files.convert("a.geojsonl", name) { $0.isStrict = true }
        try files.convert(name, "c.geojsonl") { $0.isStrict = true }
        guard try files.text("c.geojsonl") == text else { return false }
      }
      return true
    }
  }

  @Test(
    "A GeoPackage and a CSV with well-known text keep every geometry, empty points and none too")
  func tables() throws {
    try forEverySeed(in: 0...40) { random in
      var maker = GeoJSONMaker(random: random)
      // A line and a feature without a place, so that cells hold well-known text.
      let lines = (0..<maker.whole(1...6)).map { index in
        let geometry = index == 0 ? #"{"type": "Point", "coordinates": []}"# : maker.geometry()
        return
          #"{"type": "Feature", "id": "i\#(index)", "geometry": \#(geometry), "properties": {"n": \#(index)}}"#
          + "\n"
      }
      let text =
        lines.joined()
        + #"{"type": "Feature", "id": "none", "geometry": null, "properties": {"n": null}}"# + "\n"
      try files.write(text, "a.geojsonl")
      for name in ["b.gpkg", "b.csv"] {
        try files.convert("a.geojsonl", name)
        try files.convert(name, "c.geojsonl")
        guard try files.text("c.geojsonl") == text else {
          Issue.record("\(name)\n\(text)\n\(try files.text("c.geojsonl"))")
          return false
        }
      }
      return true
    }
  }

  @Test(
    "Points without a place are read from well-known text as such",
    arguments: [
      "POINT EMPTY", "point empty", "SRID=4326;POINT EMPTY", "POINT Z EMPTY", "POINTZ EMPTY",
    ])
  func emptyPoints(_ text: String) throws {
    try files.write("id,wkt\nA,\(text)\nB,\n", "a.csv")
    try files.convert("a.csv", "a.geojsonl")
    #expect(
      try files.text("a.geojsonl") == """
        {"type": "Feature", "id": "A", "geometry": {"type": "Point", "coordinates": []}, "properties": {}}
        {"type": "Feature", "id": "B", "geometry": null, "properties": {}}

        """)
    try files.convert("a.geojsonl", "b.csv")
    #expect(try files.text("b.csv") == "id,geometry\nA,POINT EMPTY\nB,\n")
    let plain = text.replacing("SRID=4326;", with: "")
    try files.write("id,wkt\nA,\"GEOMETRYCOLLECTION (\(plain), POINT (1 2))\"\n", "d.csv")
    try files.convert("d.csv", "d.geojsonl")
    #expect(
      try files.text("d.geojsonl").contains(
        #"[{"type": "Point", "coordinates": []}, {"type": "Point", "coordinates": [1, 2]}]"#))
    try files.write(text + "\n", "a.wkt")
    try files.convert("a.wkt", "c.geojsonl")
    #expect(try files.text("c.geojsonl").contains(#"{"type": "Point", "coordinates": []}"#))
  }
}
