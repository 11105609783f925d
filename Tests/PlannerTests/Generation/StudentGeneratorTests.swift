import Geography
import TestSupport
import Testing

@testable import Planner

@Suite struct StudentGeneratorTests {
  /// A river of 200 m along the 19th meridian, with an island, between two towns.
  private let river = GenerationBarriers(areas: [
    GenerationBarriers.Area(
      id: "river",
      rings: [
        corners(west: 19.000, south: 47.4, east: 19.003, north: 47.6),
        corners(west: 19.001, south: 47.49, east: 19.002, north: 47.51),
      ])
  ])

  private let towns = [
    District(
      id: "West", population: 3000,
      discs: [.init(center: GeoCoordinate(longitude: 18.990, latitude: 47.5), radius: 2000)]),
    District(
      id: "East", population: 1000,
      discs: [
        .init(center: GeoCoordinate(longitude: 19.010, latitude: 47.5), radius: 2000, share: 1),
        .init(center: GeoCoordinate(longitude: 19.030, latitude: 47.55), radius: 500, share: 3),
      ]),
  ]

  private static func corners(
    west: Double, south: Double, east: Double, north: Double
  ) -> [GeoCoordinate] {
    [(west, south), (east, south), (east, north), (west, north), (west, south)].map {
      GeoCoordinate(longitude: $0.0, latitude: $0.1)
    }
  }

  @Test("Everyone lives on their own bank, 20 m from the water, and not on the island")
  func staysOnLand() throws {
    let students = try StudentGenerator(barriers: river).generate(2000, in: towns, seed: 1)
    // 20 m at 47.5° N are 0.000266° of longitude.
    for student in students where student.district == "West" {
      #expect(student.home.longitude < 19.000 - 0.000265, "\(student)")
    }
    for student in students where student.district == "East" {
      #expect(student.home.longitude > 19.003 + 0.000265, "\(student)")
    }
    #expect(students.contains { $0.home.longitude > 18.998 && $0.district == "West" })
  }

  @Test("Counts follow population and shares, ids are counted through")
  func counts() throws {
    let students = try StudentGenerator(barriers: river).generate(1001, in: towns, seed: 7)
    #expect(students.count(where: { $0.district == "West" }) == 751)
    #expect(students.count(where: { $0.district == "East" }) == 250)
    // East: quotas 62.5 and 187.5; the tie goes to the first disc.
    #expect(students.count(where: { $0.home.latitude > 47.535 }) == 187)
    #expect(students.map(\.id) == (1...1001).map { "S0" + ($0 < 1000 ? "0" : "") + padded($0) })
    #expect(students.allSatisfy { $0.weight == 1 })
  }

  private func padded(_ number: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, 3 - text.count)) + text
  }

  @Test("Homes stay in their disc and are denser in the middle than even scatter")
  func density() throws {
    let center = GeoCoordinate(longitude: 19.1, latitude: 47.5)
    let district = District(
      id: "A", population: 1, discs: [.init(center: center, radius: 1000)])
    let students = try StudentGenerator().generate(4000, in: [district], seed: 3)
    let plane = LocalPlane(origin: center)
    let distances = students.map { plane.planar($0.home).distance(to: PlanarPoint(0, 0)) }
    #expect(distances.allSatisfy { $0 <= 1000.2 })
    // Of the density 1 − r², 2·0.5² − 0.5⁴ = 43.75 % lie within half the radius; 5 standard
    // deviations of a share of 4,000 are 3.9 %.
    let inner = Double(distances.count(where: { $0 < 500 })) / 4000
    #expect(abs(inner - 0.4375) < 0.039)
  }

  @Test("The same seed gives the same students, another seed others")
  func seeds() throws {
    let generator = StudentGenerator(barriers: river)
    let first = try generator.generate(300, in: towns, seed: 5)
    #expect(try generator.generate(300, in: towns, seed: 5) == first)
    #expect(try generator.generate(300, in: towns, seed: 6) != first)
  }

  @Test("These are the digits that every machine gives; a program of its own found the same")
  func digits() throws {
    let students = try StudentGenerator(barriers: river).generate(4, in: towns, seed: 1)
    #expect(StudentTable.csv(students) == expectedDigits)
  }

  private let expectedDigits = """
    id,lon,lat,district,weight
    S00001,18.976404,47.504128,West,1
    S00002,18.995999,47.487722,West,1
    S00003,18.990007,47.502721,West,1
    S00004,19.032012,47.549343,East,1

    """

  @Test("More people in one disc do not move those of the next")
  func independentDiscs() throws {
    let few = try StudentGenerator().generate(40, in: towns, seed: 2)
    var crowded = towns
    crowded[0].population = 7000
    let many = try StudentGenerator().generate(80, in: crowded, seed: 2)
    #expect(
      few.filter { $0.district == "East" }.map(\.home)
        == many.filter { $0.district == "East" }.map(\.home))
  }

  @Test("Spacing keeps homes apart")
  func spacing() throws {
    let generator = StudentGenerator(spacing: 150, idPrefix: "L")
    let lots = try generator.generate(60, in: towns, seed: 4)
    let plane = LocalPlane(origin: towns[0].discs[0].center)
    let points = lots.map { plane.planar($0.home) }
    for i in points.indices {
      // Each disc has its own scale; they differ by less than one in a hundred here.
      #expect(points[..<i].allSatisfy { $0.distance(to: points[i]) > 148 })
    }
    #expect(lots[0].id == "L00001")
  }

  @Test(
    "Bad input is named",
    arguments: [
      (-1, 1.0, 1000.0, 18.99, GenerationError.countNegative(-1)),
      (1, -2, 1000, 18.99, .populationInvalid(district: "A", population: -2)),
      (1, 0, 1000, 18.99, .allPopulationsZero),
      (1, 1, 0, 18.99, .discInvalid(district: "A", disc: 1)),
      (1, 1, 1000, 19.0005, .centerNotOnLand(district: "A", disc: 1, barrier: "river")),
    ])
  func faults(
    count: Int, population: Double, radius: Double, longitude: Double, error: GenerationError
  ) {
    let center = GeoCoordinate(longitude: longitude, latitude: 47.5)
    let district = District(
      id: "A", population: population, discs: [.init(center: center, radius: radius)])
    #expect(throws: error) {
      try StudentGenerator(barriers: river).generate(count, in: [district], seed: 1)
    }
  }

  @Test("A disc without a free place is an error, not an endless search")
  func noRoom() {
    let center = GeoCoordinate(longitude: 18.99, latitude: 47.5)
    let district = District(id: "A", population: 1, discs: [.init(center: center, radius: 10)])
    #expect(throws: GenerationError.noRoom(district: "A", disc: 1, tries: 100_000)) {
      try StudentGenerator(spacing: 30).generate(2, in: [district], seed: 1)
    }
  }

  @Test("Without districts there is nothing to generate")
  func noDistricts() {
    #expect(throws: GenerationError.noDistricts) {
      try StudentGenerator().generate(1, in: [], seed: 1)
    }
  }
}
