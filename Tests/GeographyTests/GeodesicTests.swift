import Geography
import TestSupport
import Testing

@Suite struct GeodesicTests {
  @Test(
    "Published lengths come out to the millimetre",
    arguments: [
      // GeographicLib's documentation: Wellington to Salamanca, nearly antipodes.
      (174.81, -41.32, -5.50, 40.96, 19_959_679.267),
      // GDA technical manual: Flinders Peak to Buninyong (GRS 80; the same to 0.1 mm).
      (144.424_867_889, -37.951_033_417, 143.926_495_528, -37.652_821_139, 54_972.271),
      // A quarter of the meridian, and a degree of the equator, of WGS 84.
      (0, 0, 0, 90, 10_001_965.729),
      (0, 0, 1, 0, 111_319.491),
    ])
  func published(_ row: (Double, Double, Double, Double, Double)) {
    let length = Geodesic.distance(at(row.0, row.1), at(row.2, row.3))
    #expect(abs(length - row.4) < 0.001)
  }

  @Test("A published walk ends where it should")
  func direct() {
    // GeographicLib's documentation: 20,000 km south-west of Perth.
    let end = Geodesic.direct(from: at(115.74, -32.06), azimuth: 225, distance: 20_000_000)
    #expect(abs(end.latitude - 32.111_955_29) < 1e-8)
    #expect(abs(end.longitude + 63.959_252_78) < 1e-8)
  }

  @Test("The antimeridian and the poles are places like any other")
  func seams() {
    #expect(
      abs(
        Geodesic.distance(at(179.95, 10), at(-179.95, 10))
          - Geodesic.distance(at(0, 10), at(0.1, 10)))
        < 1e-6)
    #expect(Geodesic.distance(at(20, 90), at(-130, 90)) < 1e-6)
    let overThePole = Geodesic.distance(at(10, 89.9), at(-170, 89.9))
    #expect(abs(overThePole - 2 * Geodesic.distance(at(10, 89.9), at(0, 90))) < 1e-6)
  }

  @Test("Walking a measured line leads to its end, and no way is longer than by a third place")
  func properties() {
    forEverySeed { rng in
      let (a, b, c) = (place(&rng), place(&rng), place(&rng))
      let line = Geodesic(from: a, to: b)
      let end = Geodesic.direct(from: a, azimuth: line.startAzimuth, distance: line.distance)
      return Geodesic.distance(end, b) < 1e-6
        && line.distance == Geodesic.distance(a, b)
        && abs(line.distance - Geodesic.distance(b, a)) < 1e-6
        && line.distance <= Geodesic.distance(a, c) + Geodesic.distance(c, b) + 1e-6
    }
  }

  private func at(_ longitude: Double, _ latitude: Double) -> GeoCoordinate {
    GeoCoordinate(longitude: longitude, latitude: latitude)
  }

  private func place(_ rng: inout RepeatableGenerator) -> GeoCoordinate {
    at(.random(in: -180...180, using: &rng), .random(in: -90...90, using: &rng))
  }
}
