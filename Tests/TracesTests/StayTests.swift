import Geography
import TestSupport
import Testing

@testable import Traces

/// The known faults of windows that slide over a trace, one test for each.
@Suite struct StayTests {
  private func minutes(_ stay: Stay) -> Double { stay.dwell / 60 }

  @Test("A stay lies where somebody stood, not on the way in")
  func notTheFirstFix() throws {
    var maker = TraceMaker()
    maker.x = -400
    maker.go(0, 0, speed: 1.3)
    maker.stand(1200)
    maker.go(400, 0, speed: 1.3)
    let stays = maker.stays
    try #require(stays.count == 1)
    let middle = EarthPoint(maker.coordinate(0, 0))
    let off = ChordDistance().distance(from: EarthPoint(stays[0].center), to: middle)
    #expect(off < 5)
    // Walking through the radius to both sides takes some 80 s.
    #expect(abs(minutes(stays[0]) - 20) < 2)
  }

  @Test("One outlier does not split a stay", arguments: [80.0, 150, 400, 3000, 50_000])
  func outlier(metres: Double) {
    var maker = TraceMaker()
    maker.noise = 4
    maker.stand(900)
    maker.record(metres, 0)
    maker.clock += 10
    maker.stand(900)
    maker.go(2000, 0, speed: 8)
    #expect(maker.stays.count == 1)
    #expect(maker.stays.allSatisfy { abs(minutes($0) - 30) < 1 })
  }

  @Test("Somebody leaves with the last fix inside, not with the first outside")
  func leaving() throws {
    var maker = TraceMaker()
    maker.stand(1200)
    maker.sleep(240)
    maker.x = 600
    maker.go(3000, 0, speed: 8)
    let stays = maker.stays
    try #require(stays.count == 1)
    #expect(stays[0].departure == TraceMaker.time(1190))
  }

  @Test("The last stay of a trace counts, and so does the first")
  func ends() {
    var maker = TraceMaker()
    maker.stand(600)
    maker.go(2000, 0, speed: 8)
    maker.stand(600)
    #expect(maker.stays.count == 2)
  }

  @Test("A gap in the middle of a trip is no stay", arguments: [400.0, 1200, 3600, 14_400])
  func gapOnTheWay(seconds: Double) {
    var maker = TraceMaker()
    maker.go(4000, 0, speed: 8)
    maker.sleep(seconds)
    maker.x += max(1000, seconds)
    maker.go(maker.x + 4000, 0, speed: 8)
    #expect(maker.stays.isEmpty)
  }

  @Test("A gap with the same place at both ends is one stay", arguments: [400.0, 3600, 28_800])
  func gapAtRest(seconds: Double) throws {
    var maker = TraceMaker()
    maker.go(4000, 0, speed: 8)
    maker.record(4000, 0)
    maker.sleep(seconds)
    maker.go(0, 0, speed: 8)
    let stays = maker.stays
    try #require(stays.count == 1)
    #expect(abs(stays[0].dwell - seconds) < 60)
  }

  @Test("A phone that sleeps at rest and wakes up on the way out was there all the time")
  func wakesLate() throws {
    var maker = TraceMaker()
    maker.go(4000, 0, speed: 8)
    maker.stand(60)
    maker.sleep(7200)
    maker.x = 4150
    maker.go(9000, 0, speed: 8)
    let stays = maker.stays
    try #require(stays.count == 1)
    #expect(stays[0].isDepartureInferred)
    #expect(abs(stays[0].dwell - 7260) < 200)
  }

  @Test("A trip of a few minutes parts two stays at one place")
  func awayAndBack() {
    var maker = TraceMaker()
    maker.stand(1800)
    maker.go(700, 0, speed: 2)
    maker.go(0, 0, speed: 2)
    maker.stand(1800)
    #expect(maker.stays.count == 2)
  }

  @Test("Slow traffic is no stay")
  func traffic() {
    var maker = TraceMaker()
    maker.noise = 4
    for stop in 1...30 {
      maker.go(Double(stop) * 90, 0, speed: 3)
      maker.stand(50)
    }
    #expect(maker.stays.isEmpty)
  }

  @Test("A slow walk is no stay", arguments: [0.6, 0.9, 1.2])
  func walk(speed: Double) {
    var maker = TraceMaker()
    maker.noise = 4
    maker.go(2500, 0, speed: speed)
    #expect(maker.stays.isEmpty)
  }

  @Test("A slow loop of 2 km without a stop is no stay, nor is there a place in its middle")
  func loop() {
    var maker = TraceMaker()
    maker.noise = 3
    for (x, y) in [(500.0, 0.0), (500, 500), (0, 500), (0, 0)] { maker.go(x, y, speed: 0.9) }
    #expect(maker.stays.isEmpty)
  }

  @Test("Stays are found at any spacing of fixes", arguments: [1.0, 5, 30, 60, 120, 240])
  func spacing(step: Double) {
    var maker = TraceMaker()
    maker.step = step
    maker.noise = 5
    maker.go(5000, 0, speed: 8)
    maker.stand(1800)
    maker.go(10_000, 0, speed: 8)
    maker.stand(3600)
    maker.go(15_000, 0, speed: 8)
    #expect(maker.stays.count == 2)
  }

  @Test("Few fixes and none are no trouble")
  func few() {
    var maker = TraceMaker()
    #expect(maker.stays.isEmpty)
    maker.record(0, 0)
    #expect(maker.stays.isEmpty)
    maker.clock += 10
    maker.record(0, 0)
    #expect(maker.stays.isEmpty)
    maker.clock += 3600
    maker.record(0, 0)
    #expect(maker.stays.count == 1)
  }

  @Test(
    "The antimeridian, the equator and 70° north are places like all others",
    arguments: [
      GeoCoordinate(longitude: 180, latitude: -16.8),
      GeoCoordinate(longitude: -179.9999, latitude: 0),
      GeoCoordinate(longitude: 19, latitude: 70),
    ])
  func anywhere(origin: GeoCoordinate) {
    var here = TraceMaker.life(days: 2)
    let there = {
      var maker = TraceMaker()
      maker.origin = origin
      return maker
    }()
    let fixes = here.fixes.map { fix -> Fix in
      var moved = fix
      let scale = LocalScale(latitude: here.origin.latitude * 1e7)
      moved.coordinate = there.coordinate(
        (fix.coordinate.longitude - here.origin.longitude) * 1e7 * scale.east,
        (fix.coordinate.latitude - here.origin.latitude) * 1e7 * scale.north)
      return moved
    }
    let expected = TraceMaker.places([here.fixes])
    let found = TraceMaker.places([fixes])
    #expect(found.map(\.visits.count) == expected.map(\.visits.count))
    #expect(found.map(\.visits.first?.arrival) == expected.map(\.visits.first?.arrival))
    here.noise = 0
    for place in found {
      #expect(place.extent.count > 2)
      for corner in place.extent {
        let off = ChordDistance().distance(
          from: EarthPoint(corner), to: EarthPoint(place.center))
        #expect(off < 100)
      }
    }
  }
}

/// Nights that are told by two fixes alone.
@Suite struct NightTests {
  @Test("A night between two fixes at one place counts, however slow the walk before or after it")
  func slowWalks() {
    forEverySeed(in: 0...99) { generator in
      var maker = TraceMaker()
      maker.step = 4
      maker.noise = 3
      maker.generator = RepeatableGenerator(seed: generator.next())
      func number(_ range: ClosedRange<Double>) -> Double {
        Double.random(in: range, using: &generator)
      }
      maker.x = number(300...600)
      // Slow or brisk on the way in, and slow for some minutes on the way out.
      maker.go(number(0...60), 0, speed: number(0.3...1.4))
      maker.go(0, 0, speed: number(0.3...1.4))
      maker.record(0, 0)
      let asleep = maker.clock
      let night = number(3...14) * 3600
      maker.sleep(night)
      maker.record(number(-3...3), number(-3...3))
      maker.go(number(50...140), number(-30...30), speed: number(0.2...0.5))
      maker.go(1500, 0, speed: 1.3)
      let stays = maker.stays
      guard stays.count == 1, let stay = stays.first else { return false }
      // From some minutes before the last fix in the evening to some minutes after the first in the morning.
      return stay.arrival <= TraceMaker.time(asleep)
        && stay.arrival >= TraceMaker.time(asleep - 600)
        && stay.departure >= TraceMaker.time(asleep + night)
        && stay.departure <= TraceMaker.time(asleep + night + 900)
    }
  }
}
