import Exchange
import TestSupport
import Testing

@testable import Planner

@Suite struct ClusterGeoJSONTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private static let features = [
    #""id": 7, "geometry": {"type": "Point", "coordinates": [19, 47]}, "properties": {"name": "Ágota", "pupils": 3, "open": true}"#,
    #""id": 8, "geometry": {"type": "Polygon", "coordinates": [[[19.001, 47], [19.003, 47], [19.003, 47.002], [19.001, 47.002], [19.001, 47]]]}, "properties": {"name": null, "pupils": 4}"#,
    #""id": "007", "geometry": {"type": "Point", "coordinates": [20, 48]}, "properties": {"name": "b", "pupils": 5, "tags": ["x", "y"]}"#,
    #""id": 10, "geometry": {"type": "MultiPoint", "coordinates": [[20.001, 48]]}, "properties": {"name": "c", "pupils": 6}"#,
  ]

  private func run(
    _ features: [String] = features, _ change: (inout ClusterSettings) -> Void = { _ in }
  ) throws -> ClusterReport {
    let text =
      #"{"type": "FeatureCollection", "features": ["#
      + features.map { #"{"type": "Feature", \#($0)}"# }.joined(separator: ",\n") + "]}"
    var settings = ClusterSettings(file: try folder.write("places.geojson", text))
    settings.count = .fixed(2)
    change(&settings)
    return try Clusterer(settings).run()
  }

  @Test("Ids, all properties and the order stay; areas go by a point inside")
  func kept() throws {
    let report = try run()
    #expect(report.labels[0] == report.labels[1] && report.labels[2] == report.labels[3])
    #expect(report.labels[0] != report.labels[2])
    #expect((0..<4).map(report.input.id) == ["7", "8", "007", "10"])
    let layer = try #require(try report.layer())
    let read = try GeoJSONReader.read(layer, file: "layer")
    let points = read.features.filter { $0.properties["role"] == "point" }
    #expect(points.map(\.id) == ["7", "8", "007", "10"])
    #expect(points.map(\.idIsNumber) == [true, true, false, true])
    #expect(points[0].properties["name"] == "Ágota" && points[0].properties["open"] == true)
    #expect(points[0].properties["pupils"] == 3)
    #expect(points[2].properties["tags"] == ["x", "y"])
    guard case .point(let inside)? = points[1].geometry else {
      Issue.record("an area is shown by its point")
      return
    }
    #expect((19.001...19.003).contains(inside.x) && (47...47.002).contains(inside.y))
    let table = String(decoding: ClusterTable(report: report).bytes(), as: UTF8.self)
    let lines = table.split(separator: "\n")
    #expect(lines[0] == "name,pupils,open,tags,cluster,distance_to_center")
    #expect(lines[1].hasPrefix("Ágota,3,true,,"))
    #expect(lines[2].hasPrefix(",4,,,"))
  }

  @Test("Properties can be compared instead of places, and weights come from them")
  func properties() throws {
    let report = try run { $0.columns = ["pupils"] }
    #expect(!report.input.comparesPlaces)
    #expect(report.centers.map(\.values).sorted { $0[0] < $1[0] } == [[3.5], [5.5]])
    let weighted = try run {
      $0.weight = "pupils"
      $0.count = .fixed(1)
    }
    // (19 · 3 + 19.002 · 4 + 20 · 5 + 20.001 · 6) ÷ 18, up to the curve of the map.
    #expect(abs(weighted.centers[0].values[0] - 19.6118) < 1e-2)
  }

  @Test("A line and a feature without geometry have no place: an error by id, or left out")
  func nowhere() throws {
    let more = [
      #""id": "way", "geometry": {"type": "LineString", "coordinates": [[19, 47], [20, 48]]}, "properties": {}"#,
      #""id": "none", "geometry": null, "properties": {}"#,
    ]
    #expect {
      _ = try run(Self.features + more)
    } throws: { error in
      let text = "\(error)"
      return text.contains("way") && text.contains("none") && text.contains("no place")
        && text.contains("--missing drop")
    }
    let report = try run(Self.features + more) { $0.missing = .drop }
    #expect(report.labels[4] == -1 && report.labels[5] == -1)
    #expect(report.labels[..<4].allSatisfy { $0 >= 0 })
    let layer = try #require(try report.layer())
    let read = try GeoJSONReader.read(layer, file: "layer")
    #expect(read.features.count { $0.properties["role"] == "point" } == 6)
  }

  @Test("Features without ids go by their names or numbers, rows of CSV by their numbers")
  func unnamed() throws {
    let report = try run(Self.features.map { String($0.drop { $0 != "," }.dropFirst(2)) })
    #expect((0..<4).map(report.input.id) == ["Ágota", "2", "b", "c"])
    var settings = ClusterSettings(file: try folder.write("rows.csv", "x,y\n1,1\n2,1\n9,9\n"))
    settings.count = .fixed(2)
    let rows = try Clusterer(settings).run()
    #expect((0..<3).map(rows.input.id) == ["1", "2", "3"])
    let table = String(decoding: ClusterTable(report: rows).bytes(), as: UTF8.self)
    #expect(table.hasPrefix("x,y,cluster,distance_to_center\n1,1,"))
    #expect(rows.input.findings.contains { "\($0)".contains("rows go by their numbers") })
  }
}
