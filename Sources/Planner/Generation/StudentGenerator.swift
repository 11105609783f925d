import Clustering
import Geography

/// Makes up students: in proportion to the people of each district, never in the water.
///
/// Each district gets its part of the count by largest remainder, and each of its discs its part
/// of that. In a disc homes are dense in the middle and thin out to the rim (density
/// 1 − (*r*/radius)²). A home must be seen from the middle of its disc without looking over a
/// barrier, so nobody lands in a river or on its far bank, and it keeps a clearance from every
/// barrier.
///
/// The same input gives the same bits on every machine: the random numbers are SplitMix64, and no
/// function of the platform's mathematics library is used.
///
///     let students = try StudentGenerator(barriers: danube).generate(
///       20_000, in: districts, seed: 1)
package struct StudentGenerator: Sendable {
  package var barriers: GenerationBarriers
  /// Metres that a home keeps from every barrier.
  package var clearance: Double
  /// Metres that any two homes keep from each other; 0 for none, above it costs O(*n*²).
  package var spacing: Double
  /// What ids begin with.
  package var idPrefix: String

  static let triesPerHome = 100_000

  package init(
    barriers: GenerationBarriers = GenerationBarriers(), clearance: Double = 20,
    spacing: Double = 0, idPrefix: String = "S"
  ) {
    self.barriers = barriers
    self.clearance = clearance
    self.spacing = spacing
    self.idPrefix = idPrefix
  }

  /// Students in the order of the districts and of their discs.
  ///
  /// - Parameters:
  ///   - count: 0 or more.
  ///   - districts: At least one, each with a disc whose centre lies on land.
  ///   - seed: Any number; another one gives other homes but the same count per district.
  /// - Returns: `count` students.
  /// - Throws: ``GenerationError``.
  /// - Complexity: O(*n* · *e*) for *e* barrier edges within reach of a disc.
  package func generate(
    _ count: Int, in districts: [District], seed: UInt64
  ) throws(GenerationError) -> [GeneratedStudent] {
    try check(count: count, districts: districts)
    let perDistrict = LargestRemainder.split(count, by: districts.map(\.population))
    let digits = max(5, String(count).count)
    var seeds = SeededGenerator(seed: seed)
    var students: [GeneratedStudent] = []
    students.reserveCapacity(count)
    for (district, people) in zip(districts, perDistrict) {
      let perDisc = LargestRemainder.split(people, by: district.discs.map(\.share))
      for (index, homes) in perDisc.enumerated() {
        // A stream of its own for each disc: more people in one do not move those in the next.
        var random = SeededGenerator(seed: seeds.next())
        let area = Neighbourhood(
          disc: district.discs[index], barriers: barriers, clearance: clearance)
        for _ in 0..<homes {
          let others = spacing > 0 ? students.map { area.plane.planar($0.home) } : []
          guard let home = freePlace(in: area, awayFrom: others, using: &random) else {
            throw .noRoom(
              district: district.id, disc: index + 1, tries: StudentGenerator.triesPerHome)
          }
          students.append(
            GeneratedStudent(
              id: id(students.count + 1, digits: digits), home: home, district: district.id))
        }
      }
    }
    return students
  }

  private func freePlace(
    in area: Neighbourhood, awayFrom others: [PlanarPoint], using random: inout SeededGenerator
  ) -> GeoCoordinate? {
    for _ in 0..<StudentGenerator.triesPerHome {
      let u = 2 * random.unit() - 1
      let v = 2 * random.unit() - 1
      // Accepting with probability 1 − r² thins the homes out towards the rim.
      let square = u * u + v * v
      guard square < 1, random.unit() >= square else { continue }
      let place = StudentGenerator.rounded(
        area.plane.geographic(PlanarPoint(u * area.radius, v * area.radius)))
      let point = area.plane.planar(place)
      guard area.holds(point), others.allSatisfy({ $0.distance(to: point) >= spacing }) else {
        continue
      }
      return place
    }
    return nil
  }

  private func check(count: Int, districts: [District]) throws(GenerationError) {
    guard count >= 0 else { throw .countNegative(count) }
    guard !districts.isEmpty else { throw .noDistricts }
    for district in districts {
      guard district.population >= 0, district.population.isFinite else {
        throw .populationInvalid(district: district.id, population: district.population)
      }
      guard !district.discs.isEmpty else { throw .noDisc(district: district.id) }
      for (index, disc) in district.discs.enumerated() {
        guard disc.radius > 0, disc.radius.isFinite, disc.share >= 0, disc.share.isFinite,
          abs(disc.center.longitude) <= 180, abs(disc.center.latitude) < 90,
          district.discs.contains(where: { $0.share > 0 })
        else { throw .discInvalid(district: district.id, disc: index + 1) }
        if let area = barriers.areaAround(disc.center) {
          throw .centerNotOnLand(district: district.id, disc: index + 1, barrier: area.id)
        }
      }
    }
    guard districts.contains(where: { $0.population > 0 }) else { throw .allPopulationsZero }
  }

  private func id(_ number: Int, digits: Int) -> String {
    let text = String(number)
    return idPrefix + String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  private static func rounded(_ place: GeoCoordinate) -> GeoCoordinate {
    GeoCoordinate(
      longitude: (place.longitude * 1e6).rounded() / 1e6,
      latitude: (place.latitude * 1e6).rounded() / 1e6)
  }
}
