import Exchange
import TestSupport
import Testing

@testable import Planner

/// Clusters in every metric: held-back rows, and models that give new rows to the same clusters.
@Suite struct ClusterDistanceTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  /// Rows in four corners, a south of the river and a north, with what each metric needs.
  private func settings(_ metric: ClusterMetric) throws -> ClusterSettings {
    var rows = "id,lon,lat,x,y,zone,size,colour,side\n"
    var ids: [String] = []
    var places: [(Double, Double)] = []
    for (corner, (x, y)) in [(1.0, 40.0), (1.0, -40.0), (900.0, 45.0), (900.0, -45.0)].enumerated()
    {
      for step in 0..<5 {
        let (x, y) = (x + 7 * Double(step), y)
        let id = "r\(corner)\(step)"
        ids.append(id)
        places.append((x, y))
        rows += "\(id),\(x / 1000),\(y / 1000),\(x),\(y),\(y > 0 ? "north" : "south"),"
        rows += "\(corner < 2 ? "small" : "large"),\(corner % 2 == 0 ? "red" : "blue"),"
        rows += "\(y > 0 ? "north" : "south")\n"
      }
    }
    var settings = ClusterSettings(file: try folder.write("rows.csv", rows))
    settings.method = .kmedoids
    settings.metric = metric
    settings.count = .fixed(4)
    settings.crs = metric == .geodesic ? "auto" : "planar"
    settings.truth = "side"
    switch metric {
    case .euclidean, .manhattan, .chebyshev: break
    case .cosine:
      settings.columns = ["x", "y"]
      settings.count = .fixed(2)
    case .gower:
      settings.columns = ["size", "colour", "x"]
      settings.ordinals = ["size": ["small", "large"]]
    case .geodesic: settings.columns = ["lon", "lat"]
    case .matrix:
      let lines = zip(ids, places).map { id, one in
        id + "," + places.map { "\(abs(one.0 - $0.0) + abs(one.1 - $0.1))" }.joined(separator: ",")
      }
      settings.files.matrix = try folder.write(
        "matrix.csv", (["id," + ids.joined(separator: ",")] + lines).joined(separator: "\n") + "\n")
    case .barriers:
      settings.files.barriers = try folder.write(
        "river.geojson", Self.collection(TestTown.line((-90_000, 0), (90_000, 0))))
      settings.files.crossings = try folder.write(
        "bridge.geojson", Self.collection(TestTown.point(3000, 0)))
      settings.count = .fixed(2)
    case .zones:
      settings.files.zones = try folder.write(
        "zones.csv", "id,x,y,zones,cost_m\nbridge,450,0,north south,500\n")
      settings.count = .fixed(2)
    case .network:
      settings.files.streets = try folder.write(
        "streets.geojson",
        Self.collection(
          TestTown.line((0, 41), (950, 41), (2000, 0), (950, -41), (0, -41))))
      settings.count = .fixed(4)
    }
    return settings
  }

  private static func collection(_ geometry: String) -> String {
    #"{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "a", "geometry": "#
      + geometry + #", "properties": {"kind": "river", "name": "R"}}]}"#
  }

  @Test(
    "Rows that are held back go to the cluster of their own corner or side, in every metric",
    arguments: ClusterMetric.allCases)
  func split(_ metric: ClusterMetric) throws {
    var settings = try settings(metric)
    settings.split = 0.3
    let report = try Clusterer(settings).run()
    #expect(report.heldBack?.rows.count == 6 && report.prepared.rows.count == 14)
    #expect(report.labels.allSatisfy { $0 >= 0 })
    #expect(report.distances.allSatisfy { $0.isFinite })
    for corner in 0..<4 {
      #expect(Set(report.labels[5 * corner..<5 * corner + 5]).count == 1, "\(report.labels)")
    }
    // The crossing is far and dear: nobody shares a cluster over the water.
    if metric == .barriers || metric == .zones { #expect(report.heldAgreement?.accuracy == 1) }
  }

  @Test(
    "A model gives the same rows to the same clusters, in every metric",
    arguments: ClusterMetric.allCases)
  func assign(_ metric: ClusterMetric) throws {
    var settings = try settings(metric)
    settings.out = folder.path("out")
    settings.allDistances = true
    let report = try Clusterer(settings).run()
    _ = try ClusterFolder(settings).write(report) { _ in }
    var assigner = ClusterAssigner(model: folder.path("out/model.json"), file: settings.file)
    assigner.files.barriers = settings.files.barriers
    assigner.files.crossings = settings.files.crossings
    assigner.files.zones = settings.files.zones
    assigner.files.streets = settings.files.streets
    assigner.files.matrix = settings.files.matrix
    assigner.allDistances = true
    #expect(try assigner.run(writingTo: folder.path("again.csv")) { _ in } == 20)
    let (again, first) = try (folder.read("again.csv"), folder.read("out/clusters.csv"))
    for (one, other) in zip(again.split(separator: "\n"), first.split(separator: "\n")) {
      let (cells, wanted) = (one.split(separator: ","), other.split(separator: ","))
      #expect(cells.count == wanted.count && cells[..<10] == wanted[..<10])
      for (cell, value) in zip(cells[10...], wanted[10...]) {
        guard let cell = Double(cell), let value = Double(value) else { continue }
        // Written with some eight digits.
        #expect(abs(cell - value) <= 1e-5 * max(1, value), "\(one) and \(other)")
      }
    }
  }

  @Test(
    "A model asks for the files of its distances",
    arguments: [ClusterMetric.matrix, .barriers, .zones, .network])
  func needsFiles(_ metric: ClusterMetric) throws {
    let option = metric == .network ? "--streets" : "--\(metric.rawValue)"
    var settings = try settings(metric)
    settings.out = folder.path("out")
    _ = try ClusterFolder(settings).write(try Clusterer(settings).run()) { _ in }
    let assigner = ClusterAssigner(model: folder.path("out/model.json"), file: settings.file)
    #expect {
      _ = try assigner.run(writingTo: folder.path("again.csv")) { _ in }
    } throws: { error in
      (error as? ClusterError)?.isUsage == true && "\(error)".contains(option)
    }
  }

  @Test("A row far from any street is in no cluster, and is named")
  func offStreets() throws {
    var settings = try settings(.network)
    settings.file = try folder.write(
      "far.csv", try folder.read("rows.csv") + "far,1,1,50000,50000,north,small,red,north\n")
    let report = try Clusterer(settings).run()
    #expect(report.labels[20] == -1 && report.labels[..<20].allSatisfy { $0 >= 0 })
    #expect(report.fit.findings.contains { "\($0)".contains("far") && "\($0)".contains("street") })
  }

  @Test("Without a zone, or with one that no crossing leads to, the line is named")
  func wrongZone() throws {
    var settings = try settings(.zones)
    for (zone, says) in [("", "no zone"), ("nroth", "nroth")] {
      settings.file = try folder.write(
        "wrong.csv", try folder.read("rows.csv") + "odd,1,1,5,5,\(zone),small,red,north\n")
      #expect {
        _ = try Clusterer(settings).run()
      } throws: { "\($0)".contains("wrong.csv:22") && "\($0)".contains(says) }
    }
  }

  @Test("Numbers beyond the range of a model's rows are as far as its ends", arguments: [0.3])
  func beyond(_ share: Double) throws {
    var settings = try settings(.gower)
    settings.out = folder.path("out")
    _ = try ClusterFolder(settings).write(try Clusterer(settings).run()) { _ in }
    let file = try folder.write(
      "new.csv", "id,size,colour,x\nn,large,red,1e9\nm,small,blue,\nk,,,\n")
    let assigner = ClusterAssigner(model: folder.path("out/model.json"), file: file)
    #expect(try assigner.run(writingTo: folder.path("new-out.csv")) { _ in } == 3)
    let lines = try folder.read("new-out.csv").split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    // Nobody is farther than 1; without any value a row is as far as can be from all.
    #expect(lines[3][5] == "1")
    #expect(lines[1...].allSatisfy { (Double($0[5]) ?? 2) <= 1 })
  }
}
