import Geography
import TestSupport
import Testing

@Suite struct SuitedProjectionTests {
  struct Extent: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let corners: [GeoCoordinate]
    let family: String
    let error: Double

    init(_ name: String, _ family: String, _ error: Double, _ degrees: [Double]) {
      testDescription = name
      self.family = family
      self.error = error
      corners = stride(from: 0, to: degrees.count, by: 2).map {
        GeoCoordinate(longitude: degrees[$0], latitude: degrees[$0 + 1])
      }
    }
  }

  static let extents = [
    Extent("a city", "tmerc", 3e-6, [18.9, 47.3, 19.3, 47.3, 18.9, 47.6, 19.3, 47.6]),
    Extent("Chile", "tmerc", 0.002, [-70, -18, -73, -53]),
    Extent("Turkey", "lcc", 0.002, [26, 37, 45, 37, 45, 41.5, 26, 41.5]),
    Extent("along the equator", "merc", 0.002, [100, -2, 120, 2, 100, 2, 120, -2]),
    Extent("the Arctic", "stere", 0.006, [0, 80, 90, 80, 180, 80, -90, 80]),
    Extent("a slanted strip", "omerc", 1e-4, [8, 46, 16, 38, 16.1, 38.1, 8.1, 46.1]),
    Extent("Fiji, over the antimeridian", "", 0.0005, [177, -19, -179, -16]),
    Extent("one place", "tmerc", 1e-9, [19, 47]),
    Extent("the pole itself", "", 1e-9, [0, 90]),
  ]

  @Test("Each shape of extent gets its kind of map", arguments: extents)
  func kinds(_ extent: Extent) throws {
    let places = extent.corners
    let projection = try Projection.suited(to: places)
    #expect(projection.name.hasPrefix("+proj=\(extent.family)"), "\(projection.name)")
    #expect(projection.maximumScaleError < extent.error, "\(projection.maximumScaleError)")
    let again = try Projection(crs: projection.name)
    #expect(try again.planar(places) == projection.planar(places), "its name makes it anew")
    #expect(projection.scaleError(over: places) <= projection.maximumScaleError + 1e-9)
  }

  @Test("Map lengths keep within the printed scale error, wherever on the earth")
  func lengths() throws {
    try forEverySeed(in: 0...99) { rng in
      let middle = place(&rng)
      let radius = Double.random(in: 100...400_000, using: &rng)
      let places = (0..<12).map { _ in
        Geodesic.direct(
          from: middle, azimuth: .random(in: -180...180, using: &rng),
          distance: .random(in: 0...radius, using: &rng))
      }
      let projection = try Projection.suited(to: places)
      let points = try projection.planar(places)
      let back = try projection.geographic(points)
      for index in places.indices {
        guard Geodesic.distance(places[index], back[index]) < 1e-4 else { return false }
        for other in places.indices where other != index {
          let length = Geodesic.distance(places[index], places[other])
          let error = abs(points[index].distance(to: points[other]) - length)
          // Rounding of coordinates adds nanometres.
          guard error <= projection.maximumScaleError * length + 1e-6 else { return false }
        }
      }
      return true
    }
  }

  @Test("Neither the order of the places nor repeating them matters")
  func order() throws {
    try forEverySeed(in: 0...9) { rng in
      let places = (0..<30).map { _ in
        GeoCoordinate(
          longitude: .random(in: 18...20, using: &rng), latitude: .random(in: 46...49, using: &rng))
      }
      let projection = try Projection.suited(to: places)
      let other = try Projection.suited(to: places.shuffled(using: &rng) + places)
      return projection.name == other.name
        && projection.maximumScaleError == other.maximumScaleError
    }
  }

  @Test("Nothing to fit, and places all over the world, are errors")
  func errors() {
    #expect(throws: ProjectionError.noCoordinates) { try Projection.suited(to: []) }
    let odd = GeoCoordinate(longitude: 500, latitude: 0)
    #expect(throws: ProjectionError.notACoordinate(index: 0, coordinate: odd)) {
      try Projection.suited(to: [odd])
    }
    let world = [
      GeoCoordinate(longitude: 0, latitude: 0), GeoCoordinate(longitude: 180, latitude: 0),
      GeoCoordinate(longitude: 90, latitude: 10),
    ]
    #expect {
      try Projection.suited(to: world)
    } throws: { error in
      guard case ProjectionError.extentTooLarge(let kilometres) = error else { return false }
      return kilometres > 7000 && kilometres < 20_100
    }
  }

  private func place(_ rng: inout RepeatableGenerator) -> GeoCoordinate {
    GeoCoordinate(
      longitude: .random(in: -180...180, using: &rng), latitude: .random(in: -90...90, using: &rng))
  }
}
