import Exchange
import Foundation
import Planner
import TestSupport
import Testing

/// Geometries of all kinds, empty ones among them, through every format and back.
@Suite struct GeometryRoundTripTests {
  private let files: ConvertedFile

  init() throws { files = try ConvertedFile() }

  /// GeoJSON as the writer writes it: numbers of at most 7 decimals, rings wound by the right hand.
  private struct Maker {
    var random: RepeatableGenerator

    mutating func whole(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    mutating func number(_ limit: Int) -> String {
      let digits = [0, 1, 3, 7][whole(0...3)]
      let fraction = (0..<digits).map { $0 == digits - 1 ? "\(whole(1...9))" : "\(whole(0...9))" }
      let number = "\(whole(1 - limit...limit - 1))" + (digits > 0 ? "." : "") + fraction.joined()
      return number
    }

    mutating func position(_ hasHeight: Bool) -> String {
      "[\(number(180)), \(number(90))" + (hasHeight ? ", \(whole(-9...900))]" : "]")
    }

    mutating func list(_ count: Int, _ element: (inout Maker) -> String) -> String {
      "[" + (0..<count).map { _ in element(&self) }.joined(separator: ", ") + "]"
    }

    mutating func polygon(_ hasHeight: Bool) -> String {
      let (x, y) = (whole(-170...160), whole(-80...60))
      func corner(_ dx: Int, _ dy: Int) -> String {
        "[\(x + dx), \(y + dy)\(hasHeight ? ", 7" : "")]"
      }
      let outer = [corner(0, 0), corner(9, 0), corner(9, 9), corner(0, 0)]
      let hole = [corner(5, 2), corner(8, 5), corner(8, 2), corner(5, 2)]
      let rings = whole(0...1) == 0 ? [outer] : [outer, hole]
      return "[" + rings.map { "[\($0.joined(separator: ", "))]" }.joined(separator: ", ") + "]"
    }

    mutating func geometry(depth: Int = 0) -> String {
      let kind = whole(0...(depth < 3 ? 6 : 5))
      let names = [
        "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon",
      ]
      if kind == 6 {
        let members = list(whole(0...3)) { $0.geometry(depth: depth + 1) }
        return #"{"type": "GeometryCollection", "geometries": \#(members)}"#
      }
      let hasHeight = whole(0...3) == 0
      let coordinates: String
      // Well-known text cannot tell an empty point in a collection from an empty collection here.
      if whole(0...9) == 0, depth == 0 || kind > 0 {
        coordinates = "[]"
      } else {
        switch kind {
        case 0: coordinates = position(hasHeight)
        case 1, 3: coordinates = list(whole(2...4)) { $0.position(hasHeight) }
        case 2: coordinates = polygon(hasHeight)
        case 4:
          coordinates = list(whole(1...2)) { maker in
            maker.list(maker.whole(2...3)) { $0.position(hasHeight) }
          }
        default: coordinates = list(whole(1...2)) { $0.polygon(hasHeight) }
        }
      }
      return #"{"type": "\#(names[kind])", "coordinates": \#(coordinates)}"#
    }

    /// Features without a bbox of the collection, a line each.
    mutating func lines(_ count: Int, kinds: Bool = true) -> String {
      (0..<count).map { index in
        let ids = ["\(index)", "\"\(index)\"", "\(index).5", "\"00\(index)\""]
        let id = ids[whole(0...3)]
        let geometry = whole(0...7) == 0 ? "null" : geometry()
        return #"{"type": "Feature", "id": \#(id), "geometry": \#(geometry), "properties": "#
          + #"{"name": "é\#(index)", "z": \#(number(9)), "a": null, "ok": true, "list": [1, {"x": "y"}]}}"#
          + "\n"
      }.joined()
    }
  }

  @Test("GeoJSON of every kind comes back byte for byte, in all its forms")
  func geoJSON() throws {
    try forEverySeed(in: 0...60) { random in
      var maker = Maker(random: random)
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
      var maker = Maker(random: random)
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
    try files.write(text + "\n", "a.wkt")
    try files.convert("a.wkt", "c.geojsonl")
    #expect(try files.text("c.geojsonl").contains(#"{"type": "Point", "coordinates": []}"#))
  }
}
