import Exchange
import Testing

@Suite struct BarrierFileTests {
  private func collection(_ features: String...) -> [UInt8] {
    utf8(
      "{\"type\": \"FeatureCollection\", \"features\": [\n"
        + features.map { "{\"type\": \"Feature\", \($0)}" }.joined(separator: ",\n") + "]}")
  }

  private let line = "\"geometry\": {\"type\": \"LineString\", \"coordinates\": [[1, 2], [3, 4]]}"
  private let area = """
    "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    """

  @Test("Lines and areas come with id, name and kind, whatever the kind")
  func records() throws {
    let file = try BarrierFile.read(
      collection(
        "\"id\": \"B1\", \"properties\": {\"kind\": \"railway\", \"name\": \"Main\", \"n\": 1}, \(line)",
        "\"id\": 2, \"properties\": {\"barrier_kind\": \"x-wall\"}, \(area)",
        "\"properties\": null, \(line)"),
      file: "b.geojson")
    #expect(file.records.map(\.id) == ["B1", "2", "3"])
    #expect(file.records.map(\.kind) == ["railway", "", ""])
    #expect(file.records[0].name == "Main")
    #expect(file.records[0].properties.names == ["kind", "name", "n"])
    #expect(file.records.map(\.line) == [2, 3, 4])
    #expect(file.description == "b.geojson: 3 barriers (2 of no kind, 1 railway)")
    let other = try BarrierFile.read(
      collection("\"id\": 2, \"properties\": {\"barrier_kind\": \"x-wall\"}, \(area)"), file: "b")
    #expect(other.records.map(\.kind) == ["x-wall"])
  }

  @Test("Features of one id are one barrier, with a remark")
  func sameID() throws {
    let file = try BarrierFile.read(
      collection(
        "\"id\": \"R\", \"properties\": {}, \(line)", "\"id\": \"R\", \"properties\": {}, \(line)",
        "\"id\": \"R\", \"properties\": {}, \(area)"),
      file: "b.geojson")
    #expect(file.records.count == 1)
    #expect(
      file.records[0].geometry
        == .geometryCollection([
          .lineString([Position(1, 2), Position(3, 4)]),
          .polygon([[Position(0, 0), Position(1, 0), Position(1, 1), Position(0, 0)]]),
        ]))
    #expect(
      file.warnings.map(\.description) == [
        "b.geojson:3: feature 2 (id R): \"R\" is the id of line 2 already; "
          + "both are taken as one barrier",
        "b.geojson:4: feature 3 (id R): \"R\" is the id of line 2 already; "
          + "both are taken as one barrier",
      ])
  }

  @Test("What is neither line nor area is a fault, with all others of the file")
  func faults() {
    let bytes = collection(
      "\"id\": \"P\", \"properties\": {}, \"geometry\": {\"type\": \"Point\", \"coordinates\": [1, 2]}",
      "\"id\": \"L\", \"properties\": {}, "
        + "\"geometry\": {\"type\": \"LineString\", \"coordinates\": [[1, 2]]}",
      "\"id\": \"N\", \"properties\": {}, \"geometry\": null")
    #expect(
      complaint { try BarrierFile.read(bytes, file: "b.geojson") }?
        .replacing(/, byte \d+/, with: "") == """
          b.geojson:2: feature 1 (id P): "Point" cannot be a barrier; \
          a barrier is a LineString or a Polygon, or several of them
          b.geojson:3: feature 2 (id L): a line has 1 position; \
          it needs two or more; else make it a Point
          b.geojson:4: feature 3 (id N): the barrier has no geometry; \
          a barrier is a LineString or a Polygon, or several of them
          """)
    #expect(
      complaint { try BarrierFile.read(utf8("id,lon,lat\n"), file: "b.csv") }
        == "b.csv:1: barriers are lines and areas, and no column of this table holds any; name a "
        + "column `geometry` with well-known text, such as LINESTRING (19.04 47.5, 19.05 47.6), "
        + "or write GeoJSON")
  }
}
