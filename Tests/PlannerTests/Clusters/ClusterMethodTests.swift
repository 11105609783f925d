import Cartography
import Foundation
import TestSupport
import Testing

@testable import Planner

@Suite struct ClusterMethodTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private func run(
    _ text: String, _ change: (inout ClusterSettings) -> Void
  ) throws -> ClusterReport {
    var settings = ClusterSettings(file: try folder.write("rows.csv", text))
    change(&settings)
    return try Clusterer(settings).run()
  }

  /// Two rows of homes, 40 metres apart, with a river between them and a bridge a kilometre away.
  private func river() throws -> (homes: String, barriers: String, crossings: String) {
    var homes = "id,x,y\n"
    for number in 0..<10 {
      homes += "n\(number),\(100 * number),20\ns\(number),\(100 * number),-20\n"
    }
    func collection(_ geometry: String) -> String {
      #"{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "a", "geometry": "#
        + geometry + #", "properties": {"kind": "river", "name": "R"}}]}"#
    }
    let barriers = try folder.write(
      "b.geojson", collection(TestTown.line((-90_000, 0), (90_000, 0))))
    let crossings = try folder.write("c.geojson", collection(TestTown.point(3000, 0)))
    return (homes, barriers, crossings)
  }

  @Test("With a river between them nobody shares a center over the water, nor a picture's ground")
  func barriers() throws {
    let town = try river()
    for method in [ClusterMethod.hybrid, .kmedoids] {
      let report = try run(town.homes) {
        $0.method = method
        $0.count = .fixed(2)
        $0.crs = "planar"
        ($0.files.barriers, $0.files.crossings) = (town.barriers, town.crossings)
        $0.plot = "p.svg"
        $0.out = folder.path("out")
      }
      let north = Set((0..<10).map { report.labels[2 * $0] })
      let south = Set((0..<10).map { report.labels[2 * $0 + 1] })
      #expect(north.count == 1 && south.count == 1 && north != south)
      let plane = try #require(ClusterPlane(report))
      let regions = plane.regions(report, centers: plane.places(report.fit.middles))
      guard case .areas(let areas) = regions else {
        Issue.record("the ground should be divided by the river")
        return
      }
      #expect(areas.allSatisfy { !$0.isEmpty })
    }
    // Straight distances pair neighbours over the river instead.
    let straight = try run(town.homes) { $0.count = .fixed(2) }
    #expect(straight.labels[0] == straight.labels[1])
  }

  @Test("Density finds moons that k-means cuts")
  func moons() throws {
    var board = PointBoard(.moons)
    board.spread = 1
    board.count = 120
    try board.write(to: folder.path("moons.csv"))
    func accuracy(_ change: (inout ClusterSettings) -> Void) throws -> Double? {
      var settings = ClusterSettings(file: folder.path("moons.csv"))
      settings.truth = "label"
      change(&settings)
      return try Clusterer(settings).run().agreement?.accuracy
    }
    #expect(try #require(try accuracy { $0.count = .fixed(2) }) < 0.9)
    #expect(
      try accuracy {
        $0.method = .dbscan
        $0.radius = 8
      } == 1)
    #expect(
      try accuracy {
        $0.method = .agglomerative
        $0.linkage = .single
        $0.count = .fixed(2)
      } == 1)
  }

  @Test("Numbers, ordered words and categories together, gaps included")
  func gower() throws {
    let text = "id,size,colour,price\na,small,red,1\nb,small,red,\nc,large,blue,9\nd,large,blue,8\n"
    let report = try run(text) {
      $0.method = .kmedoids
      $0.metric = .gower
      $0.ordinals = ["size": ["small", "medium", "large"]]
      $0.count = .fixed(2)
    }
    #expect(report.labels[0] == report.labels[1] && report.labels[2] == report.labels[3])
    #expect(report.labels[0] != report.labels[2])
    #expect(report.centers.allSatisfy { $0.id != nil })
    #expect(report.model.centers == nil)
  }

  @Test("A table of distances is enough")
  func matrix() throws {
    let file = try folder.write(
      "d.csv", "id,a,b,c,d\na,0,1,9,9\nb,1,0,9,9\nc,9,9,0,2\nd,9,9,2,0\n")
    let report = try run("id,name\na,x\nb,y\nc,z\nd,w\n") {
      $0.method = .kmedoids
      $0.files.matrix = file
      $0.count = .fixed(2)
    }
    #expect(report.labels[0] == report.labels[1] && report.labels[2] == report.labels[3])
    #expect(report.fit.cost == 3)
    #expect(throws: ClusterError.notInMatrix(id: "e", file: file)) {
      try run("id\na\ne\n") {
        $0.method = .kmedoids
        $0.files.matrix = file
        $0.count = .fixed(1)
      }
    }
  }

  @Test("Sizes are kept, or it is an error", arguments: [ClusterMethod.kmeans, .kmedoids])
  func sizes(_ method: ClusterMethod) throws {
    var board = PointBoard(.uniform)
    board.count = 16
    try board.write(to: folder.path("even.csv"))
    var settings = ClusterSettings(file: folder.path("even.csv"))
    (settings.method, settings.count) = (method, .fixed(2))
    (settings.minSize, settings.maxSize) = (7, 9)
    do {
      let report = try Clusterer(settings).run()
      #expect(report.fit.sizes.allSatisfy { (7...9).contains($0) })
    } catch {
      #expect("\(error)".contains("size"))
    }
    settings.maxSize = 7
    #expect(throws: (any Error).self) { try Clusterer(settings).run() }
  }

  @Test("Every step is a frame: from the start to the end, centers where the trace says")
  func steps() throws {
    var board = PointBoard(.gaussians)
    board.count = 45
    try board.write(to: folder.path("board.csv"))
    var settings = ClusterSettings(file: folder.path("board.csv"))
    settings.count = .fixed(3)
    settings.starts = 2
    settings.trace = true
    settings.out = folder.path("out")
    settings.frames = folder.path("frames")
    let report = try Clusterer(settings).run()
    _ = try ClusterFolder(settings).write(report) { _ in }
    let frames = try folder.names(in: "frames").filter { $0.hasSuffix(".png") }
    #expect(frames.count == report.fit.steps.count && frames.count > 1)
    let last = try #require(report.fit.steps.last)
    #expect(last.labels == report.fit.labels)
    #expect(report.fit.steps.first?.kind == .start)
    let trace = try JSONSerialization.jsonObject(
      with: Data(contentsOf: folder.url.appending(path: "out/steps.json")))
    let members = try #require(trace as? [String: Any])
    #expect((members["steps"] as? [Any])?.count == frames.count)
  }
}
