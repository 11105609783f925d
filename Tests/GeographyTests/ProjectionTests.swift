import Geography
import TestSupport
import Testing

@Suite struct ProjectionTests {
  @Test("On its central meridian UTM is 0.9996 of the meridian's length")
  func centralMeridian() throws {
    let utm = try Projection(crs: "EPSG:32634")
    let place = GeoCoordinate(longitude: 21, latitude: 47.5)
    let point = try #require(try utm.planar([place]).first)
    let arc = Geodesic.distance(GeoCoordinate(longitude: 21, latitude: 0), place)
    #expect(abs(point.x - 500_000) < 1e-6)
    #expect(abs(point.y - 0.9996 * arc) < 1e-6)
    #expect(utm.name == "EPSG:32634")
    // 0.9996 in the middle of the zone, some 1.001 at its rim on the equator.
    #expect(utm.maximumScaleError > 0.0004 && utm.maximumScaleError < 0.0012)
  }

  @Test(
    "Longitude comes first, and coordinates come back to 1e-9 degrees",
    arguments: [
      "EPSG:32634", "EPSG:23700", "EPSG:31467", "EPSG:3035", "+proj=laea +lat_0=47 +lon_0=19",
    ])
  func roundTrip(crs: String) throws {
    let projection = try Projection(crs: crs)
    try forEverySeed(in: 0...19) { rng in
      let places = (0..<50).map { _ in
        GeoCoordinate(
          longitude: .random(in: 17...22, using: &rng),
          latitude: .random(in: 46...48.5, using: &rng))
      }
      let back = try projection.geographic(projection.planar(places))
      return zip(places, back).allSatisfy {
        abs($0.longitude - $1.longitude) < 1e-9 && abs($0.latitude - $1.latitude) < 1e-9
      }
    }
    let pair = try projection.planar([
      GeoCoordinate(longitude: 19, latitude: 47), GeoCoordinate(longitude: 19.1, latitude: 47),
    ])
    #expect(pair[1].x - pair[0].x > 7000, "x grows to the east")
  }

  @Test(
    "Another datum is reached in one way everywhere, so the map has no tears",
    arguments: ["EPSG:31467", "EPSG:23700"])
  func noTears(crs: String) throws {
    // A jump of 1 m between places 100 m apart would show as an error of 0.01.
    #expect(try Projection(crs: crs).maximumScaleError < 0.001)
  }

  @Test("Web Mercator's stretch is measured, not believed")
  func webMercator() throws {
    let map = try Projection(crs: "EPSG:3857")
    let error = map.scaleError(over: [GeoCoordinate(longitude: 19, latitude: 47.5)])
    // North to south a/(M cos φ), M the meridian's radius of curvature: 1.4820.
    #expect(abs(error - 0.4820) < 0.0005)
    #expect(map.scaleError(over: []) == 0)
  }

  @Test(
    "What is not a map in metres is refused, with a way out",
    arguments: [
      ("EPSG:4326", "counts in degrees"), ("EPSG:2263", "counts in US survey foot"),
      ("EPSG:4978", "is not a flat map"), ("EPSG:5703", "is not a flat map"),
      ("EPSG:1234567", "is not known"), ("32634", "write EPSG:32634"), ("", "is not known"),
      ("EPSG:2053", "points west"), ("+proj=pipeline +step +proj=utm +zone=34", "is not a flat"),
      ("+proj=utm +zone=34 +units=km", "counts in"),
    ])
  func refused(crs: String, words: String) {
    let error = #expect(throws: ProjectionError.self) { try Projection(crs: crs) }
    #expect(
      error.map { "\($0)".contains(words) && "\($0)".contains(";") } == true, "\(error as Any)")
  }

  @Test("The place that cannot be projected is named")
  func cannotProject() throws {
    let utm = try Projection(crs: "EPSG:32634")
    let good = GeoCoordinate(longitude: 19, latitude: 47)
    let far = GeoCoordinate(longitude: 111, latitude: 0)
    #expect(throws: ProjectionError.cannotProject(index: 1, coordinate: far, crs: "EPSG:32634")) {
      try utm.planar([good, far])
    }
    let odd = GeoCoordinate(longitude: 47, latitude: 190)
    #expect(throws: ProjectionError.notACoordinate(index: 2, coordinate: odd)) {
      try utm.planar([good, good, odd])
    }
    #expect(throws: ProjectionError.self) {
      try utm.planar([GeoCoordinate(longitude: .nan, latitude: 1)])
    }
    #expect(throws: ProjectionError.self) { try utm.geographic([PlanarPoint(.infinity, 0)]) }
    #expect(try utm.planar([]).isEmpty)
  }

  @Test("Many threads may use one projection")
  func threads() async throws {
    let utm = try Projection(crs: "EPSG:32634")
    let places = (0..<500).map {
      GeoCoordinate(longitude: 18 + Double($0) * 0.01, latitude: 47)
    }
    let expected = try utm.planar(places)
    let answers = try await withThrowingTaskGroup(of: [PlanarPoint].self) { group in
      for _ in 0..<16 { group.addTask { try utm.planar(places) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(answers.count == 16 && answers.allSatisfy { $0 == expected })
  }
}
