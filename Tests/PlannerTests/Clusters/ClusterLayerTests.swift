import Exchange
import TestSupport
import Testing

@testable import Planner

/// `clusters.geojson`: what it says of itself, and how it looks.
@Suite struct ClusterLayerTests {
  private let folder: TestFolder
  private static let points =
    "id,lon,lat,name\n1,19,47,Ada\n2,19.001,47,\n3,19,47.001,Bea\n4,19.1,47,\n5,19.101,47,\n"
    + "6,19.1,47.001,\n"
  /// As `sha256sum` prints it.
  private static let sum = "74cbdbfad6535e1afc8d0828980e6d05cda16e986538440e88fc6fdecbaa1b36"

  init() throws { folder = try TestFolder() }

  private func layer(
    _ change: (inout ClusterSettings) -> Void = { _ in }
  ) throws -> (collection: FeatureCollection, report: ClusterReport) {
    var settings = ClusterSettings(file: try folder.write("points.csv", Self.points))
    settings.count = .fixed(2)
    settings.out = folder.path("out")
    change(&settings)
    let report = try Clusterer(settings).run()
    _ = try ClusterFolder(settings).write(report) { _ in }
    return (try GeoJSONReader.read(path: folder.path("out/clusters.geojson")), report)
  }

  @Test("The layer and the summary say what they were made from, and how good it is")
  func metadata() throws {
    let (layer, report) = try layer {
      $0.command = "footbridge cluster points.csv -k 2"
      $0.seed = 7
    }
    let metadata = layer.metadata
    #expect(metadata["generator"] == "footbridge")
    #expect(metadata["version"] == .string(FootbridgeVersion.current))
    #expect(metadata["command"] == "footbridge cluster points.csv -k 2")
    #expect(metadata["inputs"] == [["file": "points.csv", "sha256": .string(Self.sum)]])
    #expect(metadata["seed"] == 7 && metadata["clusters"] == 2 && metadata["rows"] == 6)
    #expect(metadata["objective"]?.doubleValue == report.fit.cost)
    #expect(metadata["objective_is"] == "inertia" && metadata["status"] == .string(report.fit.end))
    #expect(metadata["parameters"]?.objectValue?["method"] == "kmeans")
    let summary = report.summary().objectValue
    #expect(summary?["inputs"] == metadata["inputs"] && summary?["command"] == metadata["command"])
  }

  @Test("A proven bound stands beside the objective, and so do files of barriers")
  func bound() throws {
    let river = try folder.write(
      "river.geojson",
      #"{"type": "Feature", "id": "r", "properties": {"kind": "river"}, "geometry": {"type": "#
        + #""LineString", "coordinates": [[19.05, 46.9], [19.05, 47.1]]}}"#)
    let (layer, _) = try layer {
      $0.method = .hybrid
      $0.files.barriers = river
    }
    let inputs = layer.metadata["inputs"]?.arrayValue ?? []
    #expect(inputs.compactMap { $0.objectValue?["file"] } == ["points.csv", "river.geojson"])
    #expect(inputs.allSatisfy { $0.objectValue?["sha256"]?.stringValue?.count == 64 })
    if let bound = layer.metadata["bound"]?.doubleValue {
      #expect(bound <= layer.metadata["objective"]?.doubleValue ?? 0)
    }
  }

  @Test("A style adds keys of simplestyle alone: one colour for a cluster, another for the next")
  func style() throws {
    let plain = try layer().collection.features
    let styled = try layer { $0.withStyle = true }.collection.features
    expectStyleAlone(styled, beyond: plain)
    var colours: [Int: Set<String>] = [:]
    for feature in styled {
      let cluster = try #require(feature.properties["cluster"]?.doubleValue)
      for key in ["marker-color", "stroke", "fill"] {
        if let colour = feature.properties[key]?.stringValue {
          colours[Int(clamping: cluster), default: []].insert(colour)
        }
      }
    }
    #expect(colours.count == 2 && colours.values.allSatisfy { $0.count == 1 })
    #expect(colours[1] != colours[2])
    let titles = styled.compactMap { $0.properties["title"]?.stringValue }
    #expect(titles.contains("Ada") && titles.contains("2") && titles.contains("cluster 1"))
  }

  @Test("The picture has the colours of the layer; what is in no cluster is grey")
  func picture() throws {
    let (collection, _) = try layer {
      $0.withStyle = true
      $0.method = .dbscan
      $0.count = nil
      $0.radius = 200
      $0.minNeighbours = 3
      $0.plot = "plot.svg"
      $0.file = (try? folder.write("more.csv", Self.points + "7,20,48,far\n")) ?? ""
    }
    let svg = try folder.read("out/plot.svg")
    let points = collection.features.filter { $0.properties["role"] == "point" }
    #expect(points.count == 7)
    for point in points.dropLast() {
      let colour = try #require(point.properties["marker-color"]?.stringValue)
      #expect(svg.contains(colour))
    }
    #expect(points.last?.properties["marker-color"] == "#8A8F98")
    #expect(points.last?.properties["description"] == "in no cluster")
  }
}
