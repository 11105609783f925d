import Exchange
import Foundation
import Geography
import Testing
import Travel

/// The small towns under `scenarios/`, held to the arithmetic in their READMEs.
@Suite struct DemoTownTests {
  @Test(
    "Every scenario can be read, with all the files that it names",
    arguments: [
      "budapest-schools", "budapest-more-schools", "three-banks", "zones-only", "exam-centres",
    ])
  func reads(name: String) throws {
    let scenario = try ScenarioFile.read(path: folder + name + ".yaml")
    let coordinates: CoordinateKind = scenario.crs == "planar" ? .planar : .geographic
    #expect(scenario.name == name)
    for points in [scenario.demand, scenario.candidates].compactMap({ $0 }) + scenario.existing {
      let file = try PointFile.read(
        path: points.file, options: PointFile.Options(coordinates: coordinates))
      #expect(!file.records.isEmpty)
      #expect(file.warnings.isEmpty)
    }
    if let barriers = scenario.barriers {
      let file = try BarrierFile.read(path: barriers, coordinates: coordinates)
      #expect(file.warnings.isEmpty)
    }
    if let crossings = scenario.crossings ?? scenario.zones {
      let file = try CrossingFile.read(
        path: crossings, options: CrossingFile.Options(coordinates: coordinates))
      #expect(file.warnings.isEmpty)
    }
  }

  struct Leg: Sendable {
    var from: String
    var to: String
    var metres: Double
    var open = Set<String>()
    var close = Set<String>()
  }

  /// The table of `three-banks/README.md`, as sums of its legs.
  static let legs = [
    Leg(from: "001", to: "A2", metres: 800),
    Leg(from: "001", to: "B2", metres: 500 + 100 + 50 + 750),
    Leg(from: "001", to: "C1", metres: 500 + 150 + 1200 + 500),
    Leg(from: "005", to: "B2", metres: 1000 + 150 + 750),
    Leg(from: "006", to: "B2", metres: 1000 + 150 + 750),
    Leg(
      from: "006", to: "B2", metres: 750 + 100 + 200 + 1000,
      close: ["old-bridge", "old-bridge-west"]),
    Leg(from: "031", to: "A2", metres: 1000 + 1200 + 150 + 500),
    Leg(from: "034", to: "B2", metres: 1300 + 750),
    Leg(from: "034", to: "B2", metres: 500 + 922_500.0.squareRoot(), open: ["mill-gate"]),
    Leg(from: "037", to: "C1", metres: 1300),
    Leg(from: "022", to: "A2", metres: 200 + 150 + 500),
    Leg(from: "022", to: "B2", metres: 602_500.0.squareRoot()),
    Leg(
      from: "001", to: "B2", metres: .infinity,
      close: ["old-bridge", "old-bridge-west", "ferry", "ferry-west"]),
  ]

  @Test("Distances on three banks are those worked out by hand", arguments: legs)
  func threeBanks(leg: Leg) throws {
    let town = try Town(folder: folder + "three-banks/", crossings: "crossings.geojson")
    let distance = try town.world()
      .withCrossings(open: leg.open, close: leg.close.intersection(town.crossingIDs))
      .distance(from: town.student(leg.from).point, to: town.school(leg.to).point)
    // Six roundings of numbers below 10,000 at most.
    #expect(distance == leg.metres || abs(distance - leg.metres) < 1e-9)
  }

  @Test("Zones and crossings alone give the same distances", arguments: legs)
  func zonesOnly(leg: Leg) throws {
    let town = try Town(
      folder: folder + "three-banks/", crossings: "../zones-only/crossings.geojson")
    let distance = try ZoneDistance(crossings: town.zoneCrossings())
      .withCrossings(open: leg.open, close: leg.close.intersection(town.crossingIDs))
      .distance(from: town.student(leg.from), to: town.school(leg.to))
    #expect(distance == leg.metres || abs(distance - leg.metres) < 1e-9)
  }

  @Test("The far exam centre is as far as its README says")
  func examCentres() throws {
    let town = try Town(
      folder: folder + "exam-centres/", crossings: "crossings.geojson", students: "schools.csv",
      schools: "centres.csv")
    let world = try town.world()
    let school = try town.student("0101").point
    let north = try town.school("C-north").point
    #expect(world.distance(from: school, to: north) == 12_300)
    #expect(school.distance(to: north) == 2300)
    #expect(try world.distance(from: school, to: town.school("C-south").point) == 2500)
  }

  private var folder: String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path + "/scenarios/"
  }
}

/// One of the small towns, as read from its folder.
private struct Town {
  let students: [PointRecord]
  let schools: [PointRecord]
  let crossings: [CrossingRecord]
  let barriers: [BarrierRecord]

  init(
    folder: String, crossings: String, students: String = "students.csv",
    schools: String = "schools.csv"
  ) throws {
    let planar = PointFile.Options(coordinates: .planar)
    self.students = try PointFile.read(path: folder + students, options: planar).records
    self.schools = try PointFile.read(path: folder + schools, options: planar).records
    barriers = try BarrierFile.read(
      path: folder + "barriers.geojson", coordinates: .planar
    ).records
    self.crossings = try CrossingFile.read(
      path: folder + crossings, options: CrossingFile.Options(coordinates: .planar)
    ).records
  }

  var crossingIDs: Set<String> { Set(crossings.map(\.id)) }

  func student(_ id: String) throws -> ZonedPoint { try place(id, in: students) }

  func school(_ id: String) throws -> ZonedPoint { try place(id, in: schools) }

  private func place(_ id: String, in records: [PointRecord]) throws -> ZonedPoint {
    let record = try #require(records.first { $0.id == id })
    return ZonedPoint(
      point: try point(#require(record.position)), zone: record.zone ?? "")
  }

  private func point(_ position: Position) -> PlanarPoint { PlanarPoint(position.x, position.y) }

  func world() throws -> BarrierDistance {
    try demoWorld(barriers: barriers, crossings: crossings, points: { $0.map(point) })
  }

  func zoneCrossings() throws -> [ZoneCrossing] {
    try crossings.map { record in
      guard case .point(let position) = record.geometry else {
        throw Missing.point(of: record.id)
      }
      return ZoneCrossing(
        id: record.id, point: point(position), zones: record.zones, cost: record.cost,
        isOpen: record.isOpen)
    }
  }

  enum Missing: Error { case point(of: String) }
}
