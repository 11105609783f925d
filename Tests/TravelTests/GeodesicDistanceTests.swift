import Geography
import TestSupport
import Testing
import Travel

@Suite struct GeodesicDistanceTests {
  private let provider = GeodesicDistance()

  @Test("It is a metric all over the earth, and the tunnel is never longer")
  func axioms() {
    forEverySeed(in: 0...49) { rng in
      let places = (0..<8).map { _ in
        GeoCoordinate(
          longitude: .random(in: -180...180, using: &rng),
          latitude: .random(in: -90...90, using: &rng))
      }
      // A degree apart: where the bound is tight.
      let near = places.map {
        GeoCoordinate(longitude: $0.longitude + 1e-5, latitude: $0.latitude * 0.999_999)
      }
      return obeysAxioms(provider, places + near, tolerance: 1e-6)
    }
  }

  @Test("The bound is close where it matters")
  func tightBound() {
    let (a, b) = (
      GeoCoordinate(longitude: 19, latitude: 47.5), GeoCoordinate(longitude: 19.2, latitude: 47.4)
    )
    let length = provider.distance(from: a, to: b)
    #expect(provider.lowerBound(from: a, to: b) > length * 0.999_99)
  }

  @Test("A site moves over the antimeridian and the pole to where its people want it")
  func relocation() throws {
    try forEverySeed(in: 0...49) { rng in
      let middle = GeoCoordinate(
        longitude: .random(in: 179...181, using: &rng).remainder(dividingBy: 360),
        latitude: [-17.0, 52, 90].randomElement(using: &rng) ?? 0)
      let people = (0..<15).map { _ in
        Geodesic.direct(
          from: middle, azimuth: .random(in: 0...360, using: &rng),
          distance: .random(in: 0...80_000, using: &rng))
      }
      let start = Geodesic.direct(from: middle, azimuth: 45, distance: 150_000)
      let origins = provider.prepare(people)
      let weights = people.map { _ in Double.random(in: 0.5...3, using: &rng) }
      let members = Array(people.indices)
      for power in CostPower.allCases {
        func cost(_ place: GeoCoordinate) -> Double {
          zip(people, weights).reduce(0) {
            $0 + $1.1 * power.cost(Geodesic.distance($1.0, place))
          }
        }
        let place = try #require(
          provider.relocation(
            of: start, serving: members, of: origins, weights: weights, objective: power))
        // No place near it, in any direction, is better.
        for azimuth in stride(from: 0.0, to: 360, by: 45) {
          for metres in [10.0, 1000] {
            let rival = Geodesic.direct(from: place, azimuth: azimuth, distance: metres)
            if cost(rival) < cost(place) * (1 - 1e-12) { return false }
          }
        }
      }
      return true
    }
    #expect(
      provider.relocation(
        of: GeoCoordinate(longitude: 0, latitude: 0), serving: [], of: provider.prepare([]),
        weights: [], objective: .distance) == nil)
  }
}
