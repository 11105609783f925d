import Exchange
import Foundation
import Geography
import Testing
import Travel

/// The Danube of the demo: what it cuts apart, and how far it is over its bridges.
@Suite struct BudapestWorldTests {
  @Test("200 distances agree with a separate brute-force program")
  func distances() throws {
    let world = try world()
    let students = try places("students.csv")
    let sites = try places("candidate-lots.csv")
      .merging(places("existing-schools.geojson")) { first, _ in first }
    let pairs = try MatrixFile.read(path: root + "Tests/Cases/distances/budapest.csv")
    var measured = 0
    for (row, from) in pairs.fromIDs.enumerated() {
      for (column, to) in pairs.toIDs.enumerated() where pairs[row, column].isFinite {
        let distance = try world.distance(
          from: #require(students[from]), to: #require(sites[to]))
        // The file has six decimals; the projection is the same to a micrometre.
        #expect(abs(distance - pairs[row, column]) < 1e-5, "\(from) to \(to)")
        measured += 1
      }
    }
    #expect(measured == 200)
  }

  @Test("With every bridge closed, Buda, Pest, Csepel and the islands are apart")
  func pieces() throws {
    let world = try world()
    let closed = world.withCrossings(open: [], close: Set(world.crossings.map(\.id)))
    let pieces = try points([
      Position(19.02, 47.49), Position(19.10, 47.50), Position(19.07, 47.42),
      Position(19.047, 47.526), Position(19.055, 47.55), Position(19.0785, 47.603),
      Position(19.1085, 47.40),
    ])
    for (index, from) in pieces.enumerated() {
      for (other, to) in pieces.enumerated() where other != index {
        #expect(closed.distance(from: from, to: to) == .infinity)
        // Nobody reaches the end of Szentendrei-sziget: Megyeri híd has no way down to it.
        let isReachable = index != 5 && other != 5
        #expect(world.distance(from: from, to: to).isFinite == isReachable)
      }
    }
    #expect(world.findings.isEmpty)
  }

  @Test("Nobody and nothing stands in the water")
  func onLand() throws {
    let world = try world()
    for file in ["students.csv", "candidate-lots.csv", "existing-schools.geojson"] {
      let wet = try places(file).filter { world.whereabouts(of: $0.value) != .land }
      #expect(wet.isEmpty)
    }
  }

  private var root: String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path + "/"
  }

  private var folder: String { root + "data/budapest/" }

  private func points(_ positions: [Position]) throws -> [PlanarPoint] {
    try Projection(crs: "EPSG:32634").planar(
      positions.map { GeoCoordinate(longitude: $0.x, latitude: $0.y) })
  }

  private func places(_ file: String) throws -> [String: PlanarPoint] {
    let records = try PointFile.read(path: folder + file).records
    let points = try points(records.compactMap(\.position))
    return Dictionary(uniqueKeysWithValues: zip(records.map(\.id), points))
  }

  private func world() throws -> BarrierDistance {
    try demoWorld(
      barriers: BarrierFile.read(path: folder + "barriers.geojson").records,
      crossings: CrossingFile.read(path: folder + "crossings.geojson").records, points: points)
  }
}
