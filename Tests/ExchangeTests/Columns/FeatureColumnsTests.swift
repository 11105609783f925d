import TestSupport
import Testing

@testable import Exchange

@Suite struct FeatureColumnsTests {
  private static func write(_ text: String, _ name: String) throws -> String {
    let path = temporaryPath(name)
    let sink = try ByteSink(path: path, force: true)
    let buffer = ByteBuffer()
    buffer.add(text)
    try sink.write(buffer)
    try sink.finish()
    return path
  }

  /// Every value as text.
  private static func shown(_ columns: FeatureColumns) -> [String: [String]] {
    var shown = ["id": (0..<columns.count).map { columns.ids[$0] ?? "–" }]
    for property in columns.properties {
      shown[property.name] =
        switch property.column {
        case .numbers(let numbers): numbers.map { $0.isNaN ? "–" : "\($0)" }
        case .truths(let truths): truths.map { $0.map { "\($0)" } ?? "–" }
        case .texts(let texts): (0..<texts.count).map { texts[$0].map { "\"\($0)\"" } ?? "–" }
        case .values(let texts): (0..<texts.count).map { texts[$0] ?? "–" }
        }
    }
    return shown
  }

  private static let table = #"""
    id,lon,lat,name,weight,code,open
    007,19.5,47.25,"Ann, ""the first""",1.5,01,true
    b,-19,47.125,,2,2,
    c,19.75,47,"two
    lines",,003,false

    """#

  @Test("A table is read into columns: numbers, truths, texts, and what is not there")
  func table() throws {
    let path = try Self.write(Self.table, "table.csv")
    defer { FileSystem.remove(path) }
    let columns = try FeatureColumns.read(path: path)
    #expect(columns.coordinates == [19.5, 47.25, -19, 47.125, 19.75, 47])
    #expect(
      Self.shown(columns) == [
        "id": ["007", "b", "c"], "name": ["\"Ann, \"the first\"\"", "–", "\"two\nlines\""],
        "weight": ["1.5", "2.0", "–"], "code": ["\"01\"", "\"2\"", "\"003\""],
        "open": ["true", "–", "false"],
      ])
  }

  @Test("A table has the columns of the GeoJSON that it becomes")
  func tableAsGeoJSON() throws {
    try forEverySeed(in: 0...59) { generator in
      let kinds: [[String]] = [
        ["", "1", "-2.50", "\"3\"", "4e2"], ["", "true", "false"],
        ["", "\"\"", "\"a \"\"b\"\"\"", "x\\y"],
        ["", "1", "x", "true"], [""],
      ]
      let names = ["p", "q", "r", "s", "t"]
      var text = "id,lon,lat,\(names.joined(separator: ","))\n"
      for row in 0..<Int.random(in: 1...60, using: &generator) {
        let cells = kinds.map { $0.randomElement(using: &generator) ?? "" }
        let place = row.isMultiple(of: 7) ? "," : "\(row),\(row).5"
        text +=
          "\(row.isMultiple(of: 5) ? "" : "\"0\(row)\""),\(place),\(cells.joined(separator: ","))\n"
      }
      var reader = try CSVFeatures(rules: ReadingRules(), batchSize: 256) {
        FileSource(bytes: Array(text.utf8), name: "table")
      }
      var json = FeatureColumns()
      _ = try FeatureWork.forEachBatch(&reader) { json.add(FeatureColumns($0, .all)) }
      let path = try Self.write(text, "same.csv")
      defer { FileSystem.remove(path) }
      let columns = try FeatureColumns.read(path: path)
      return Self.shown(columns) == Self.shown(json) && columns.coordinates == json.coordinates
        && columns.coordinateEnds == json.coordinateEnds && columns.shapes == json.shapes
        && columns.shapeEnds == json.shapeEnds
    }
  }

  @Test("Named columns of a table are the same as among all, and others are not read")
  func named() throws {
    let path = try Self.write(Self.table, "named.csv")
    defer { FileSystem.remove(path) }
    let all = Self.shown(try FeatureColumns.read(path: path))
    let some = try FeatureColumns.read(path: path, properties: .named(["weight", "code", "none"]))
    #expect(some.properties.map(\.name) == ["weight", "code", "none"])
    let shown = Self.shown(some)
    #expect(shown["weight"] == all["weight"] && shown["code"] == all["code"])
    #expect(shown["none"] == ["–", "–", "–"])
    #expect(try FeatureColumns.read(path: path, properties: .none).properties.isEmpty)
  }

  @Test("Faults of a table are thrown, or left out where that is allowed")
  func faults() throws {
    let path = try Self.write(Self.table + "d,190,47,x,1,1,true\n", "faults.csv")
    defer { FileSystem.remove(path) }
    #expect(complaint { try FeatureColumns.read(path: path) }?.contains("190") == true)
    let columns = try FeatureColumns.read(path: path, skipsBad: true)
    #expect(columns.count == 3 && columns.faults.count == 1)
  }

  @Test("Columns are the same whether features share a form or not")
  func forms() throws {
    try forEverySeed(in: 0...19) { generator in
      let values = ["1", "2.5", "\"a\"", "\"b\\n\"", "true", "null", "[1]"]
      let names = ["p", "q", "r"]
      var texts: [String] = []
      for index in 0..<40 {
        let members = names.map { name in
          // Mostly one kind a column.
          let value = Bool.random(using: &generator) ? values[name == "p" ? 0 : 2] : nil
          return "\"\(name)\": \(value ?? values.randomElement(using: &generator) ?? "1")"
        }
        texts.append(
          "{\"type\": \"Feature\", \"id\": \(index), \"geometry\": {\"type\": \"Point\", "
            + "\"coordinates\": [\(index), 1]}, \"properties\": {\(members.joined(separator: ", "))}}"
        )
      }
      // Turned around the members have no form that is the other's.
      let turned = texts.enumerated().map { index, text in
        index.isMultiple(of: 2)
          ? text
          : text.replacing("\"id\": \(index), ", with: "").replacing(
            "{\"type\": \"Feature\", ", with: "{\"id\": \(index), \"type\": \"Feature\", ")
      }
      let shown = try [texts, turned].map { texts in
        let path = try Self.write(
          "{\"type\": \"FeatureCollection\", \"features\": [\(texts.joined(separator: ",\n"))]}",
          "forms.geojson")
        defer { FileSystem.remove(path) }
        return Self.shown(try FeatureColumns.read(path: path))
      }
      return shown[0] == shown[1]
    }
  }

  @Test("Names that come in another order in other batches keep their columns")
  func orders() throws {
    let count = 2000
    func feature(_ names: [Int]) -> String {
      "{\"type\": \"Feature\", \"geometry\": null, \"properties\": {"
        + names.map { "\"n\($0)\": \($0)" }.joined(separator: ", ") + "}}"
    }
    let all = Array(0..<count)
    let features = (0..<80).map { feature($0.isMultiple(of: 2) ? all : all.reversed()) }
    let path = try Self.write(features.joined(separator: "\n"), "orders.geojsonl")
    defer { FileSystem.remove(path) }
    let columns = try FeatureColumns.read(path: path)
    #expect(columns.properties.map(\.name) == all.map { "n\($0)" })
    for (index, property) in columns.properties.enumerated() {
      guard case .numbers(let numbers) = property.column else {
        Issue.record("column \(index) has other values than numbers")
        return
      }
      #expect(numbers == [Double](repeating: Double(index), count: features.count))
    }
  }
}
