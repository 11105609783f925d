import Exchange
import Foundation
import TestSupport
import Testing

@testable import Planner

@Suite struct ClusterFileTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private static let flowers = """
    code,length,colour,width,note
    007,1,red,10,"a, b"
    8,2,red,12,
    9,9,blue,80,c
    10,8,blue,82,d

    """

  private func run(
    _ text: String, _ change: (inout ClusterSettings) -> Void = { _ in }
  ) throws -> ClusterReport {
    var settings = ClusterSettings(file: try folder.write("rows.csv", text))
    settings.count = .fixed(2)
    change(&settings)
    return try Clusterer(settings).run()
  }

  private func table(_ report: ClusterReport) -> [String] {
    String(decoding: ClusterTable(report: report).bytes(), as: UTF8.self)
      .split(separator: "\n").map(String.init)
  }

  @Test("Every cell comes out as it went in, in the order of the file, ours behind them")
  func cells() throws {
    let lines = table(try run(Self.flowers))
    #expect(lines[0] == "code,length,colour,width,note,cluster,distance_to_center")
    let input = Self.flowers.split(separator: "\n").map(String.init)
    for (line, row) in zip(lines, input) { #expect(line.hasPrefix(row + ",")) }
    let clusters = lines.dropFirst().map { $0.split(separator: ",").dropLast().last }
    #expect(clusters[0] == clusters[1] && clusters[2] == clusters[3])
    #expect(clusters[0] != clusters[2])
  }

  @Test("Without being told, all numbers count but the id's")
  func columns() throws {
    let report = try run(Self.flowers)
    #expect(report.input.features.map(\.name) == ["length", "width"])
    #expect(report.input.id(0) == "007")
    #expect(try run("a,b\n1,2\n3,5\n9,9\n").input.id(2) == "3")
  }

  @Test(
    "Centers are in the units of the file, however columns were scaled",
    arguments: ScalingRule.allCases)
  func units(_ scale: ScalingRule) throws {
    let report = try run(Self.flowers) { $0.scale = scale }
    let centers = report.centers.map(\.values).sorted { $0[0] < $1[0] }
    for (center, expected) in zip(centers, [[1.5, 11], [8.5, 81]]) {
      for (value, wanted) in zip(center, expected) { #expect(abs(value - wanted) < 1e-9) }
    }
  }

  @Test("Words become a column each, and centers say their shares")
  func words() throws {
    let report = try run(Self.flowers) { $0.columns = ["colour"] }
    #expect(ClusterCenter.names(report.input, report.prepared) == ["colour=blue", "colour=red"])
    #expect(Set(report.centers.map(\.values)) == [[0, 1], [1, 0]])
  }

  @Test("A column of ours gives way to one of the file with its name")
  func clash() throws {
    let lines = table(try run("cluster,x\na,1\nb,2\nc,9\n"))
    #expect(lines[0] == "cluster,x,fl_cluster,distance_to_center")
  }

  @Test(
    "Missing values are left out, or filled in and centers know it",
    arguments: [MissingRule.drop, .mean, .median])
  func missing(_ rule: MissingRule) throws {
    let report = try run("id,x\na,1\nb,\nc,2\nd,30\ne,31\nf,32\n") { $0.missing = rule }
    #expect(report.prepared.incomplete == [1])
    #expect((report.labels[1] < 0) == (rule == .drop))
    let fill = rule == .mean ? 19.2 : 30
    if rule != .drop {
      // A sum of five may be off by some roundings.
      #expect(abs((report.prepared.codings[0].fill ?? 0) - fill) < 1e-12)
    }
    #expect(
      report.prepared.findings.contains {
        $0.description.contains("missing values") && $0.description.hasSuffix(": b")
      })
  }

  @Test("One row far out is flagged by its id, or dropped")
  func outliers() throws {
    let rows = (1...20).map { "r\($0),\($0)" } + ["far,900"]
    let text = "id,x\n" + rows.joined(separator: "\n") + "\n"
    let flagged = try run(text) { $0.outliers = .flag }
    #expect(flagged.prepared.outliers == [20])
    #expect(table(flagged)[21].hasPrefix("far,900,") && table(flagged)[21].hasSuffix(",true"))
    let dropped = try run(text) { $0.outliers = .drop }
    #expect(dropped.labels[20] == -1 && dropped.labels[..<20].allSatisfy { $0 >= 0 })
    #expect(try run(text).prepared.outliers.isEmpty)
  }

  @Test("Degrees are put on a map, and centers come back in degrees")
  func degrees() throws {
    let report = try run("id,lon,lat\na,19,47\nb,19.001,47\nc,20,48\nd,20.001,48\n")
    #expect(report.input.comparesPlaces)
    let centers = report.centers.map(\.values).sorted { $0[0] < $1[0] }
    #expect(abs(centers[0][0] - 19.0005) < 1e-7 && abs(centers[1][1] - 48) < 1e-7)
    // About 38 metres to either side: half a thousandth of a degree at 47° north.
    #expect(abs(report.distances[0] - 38) < 0.5)
    let layer = try #require(try report.layer())
    let read = try GeoJSONReader.read(layer, file: "layer")
    #expect(read.features.count { $0.properties["role"] == "point" } == 4)
    #expect(read.features.count { $0.properties["role"] == "center" } == 2)
    #expect(read.features.contains { $0.properties["id"] == "c" })
  }

  @Test("Over the antimeridian neighbours stay neighbours")
  func antimeridian() throws {
    let text = "id,lon,lat\na,179.99,0\nb,-179.99,0\nc,179.9,10\nd,-179.9,10\n"
    for method in [ClusterMethod.kmeans, .kmedoids] {
      let report = try run(text) {
        $0.method = method
        $0.metric = method == .kmedoids ? .geodesic : nil
      }
      #expect(report.labels[0] == report.labels[1] && report.labels[2] == report.labels[3])
    }
  }

  @Test(
    "New points get the clusters that old ones at their places have, in every metric",
    arguments: [
      (ClusterMethod.kmeans, ClusterMetric.euclidean, ScalingRule.standard),
      (.kmedians, .manhattan, .none), (.kmedoids, .chebyshev, .robust), (.kmedoids, .cosine, .none),
      (.bisecting, .euclidean, .minmax),
    ])
  func assign(_ method: ClusterMethod, _ metric: ClusterMetric, _ scale: ScalingRule) throws {
    var board = PointBoard(.gaussians)
    board.count = 90
    try board.write(to: folder.path("board.csv"))
    var settings = ClusterSettings(file: folder.path("board.csv"))
    (settings.method, settings.metric, settings.scale) = (method, metric, scale)
    settings.count = .fixed(3)
    settings.tolerance = 0
    settings.out = folder.path("out")
    let report = try Clusterer(settings).run()
    _ = try ClusterFolder(settings).write(report) { _ in }
    let assigner = ClusterAssigner(
      model: folder.path("out/model.json"), file: folder.path("board.csv"))
    #expect(try assigner.run(writingTo: folder.path("again.csv")) { _ in } == 90)
    let again = try folder.read("again.csv").split(separator: "\n")
    let first = try folder.read("out/clusters.csv").split(separator: "\n")
    #expect(again.map { $0.split(separator: ",")[4] } == first.map { $0.split(separator: ",")[4] })
  }

  @Test("Rows held back are scored by the clusters of the others")
  func split() throws {
    try PointBoard(.gaussians).write(to: folder.path("board.csv"))
    var settings = ClusterSettings(file: folder.path("board.csv"))
    settings.count = .fixed(3)
    settings.split = 0.3
    settings.truth = "label"
    let report = try Clusterer(settings).run()
    #expect(report.heldBack?.rows.count == 90 && report.prepared.rows.count == 210)
    #expect(report.heldAgreement?.accuracy == 1)
    #expect(report.labels.allSatisfy { $0 >= 0 })
    #expect(table(report).count { $0.hasSuffix(",test") } == 90)
  }

  @Test("Truth: rows in no cluster are misplaced, not a class of their own")
  func truth() {
    let report = TruthReport(
      rows: [0, 1, 2, 3, 4], labels: [0, 0, -1, 1, 1], truth: ["a", "a", "a", "b", ""],
      meaning: nil)
    #expect(report.accuracy == 0.75)
    #expect(report.misplaced == [2])
    #expect(report.meaning == [1: "a", 2: "b"])
    #expect(report.classes.map(\.recall) == [2.0 / 3, 1])
  }
}
