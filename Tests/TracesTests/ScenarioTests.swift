import Foundation
import Geography
import TestSupport
import Testing

@testable import Traces

/// Days of people whom no generator of ours knows: what they did is written down beside what they recorded.
@Suite struct ScenarioTests {
  /// A trace with the stays that are true, in seconds, and where.
  private struct Day {
    var maker = TraceMaker()
    private(set) var truth: [(from: Double, to: Double, x: Double, y: Double)] = []

    init(_ generator: inout RepeatableGenerator, step: Double = 10, noise: Double = 6) {
      maker.generator = RepeatableGenerator(seed: generator.next())
      maker.step = step
      maker.noise = noise
    }

    mutating func stay(_ minutes: Double) {
      let begin = maker.clock
      maker.stand(minutes * 60)
      truth.append((begin, maker.clock, maker.x, maker.y))
    }

    /// Each stay found shares four fifths with a true one near it, and each true one is found.
    func isFound(_ metres: Double = 50) -> Bool {
      let stays = maker.stays
      guard stays.count == truth.count else { return false }
      return zip(stays, truth).allSatisfy { stay, truth in
        let (from, to) = (TraceMaker.time(truth.from), TraceMaker.time(truth.to))
        let shared = min(to, stay.departure) - max(from, stay.arrival)
        let off = ChordDistance().distance(
          from: EarthPoint(stay.center), to: EarthPoint(maker.coordinate(truth.x, truth.y)))
        return Double(shared) >= 0.8 * Double(max(to, stay.departure) - min(from, stay.arrival))
          && off <= metres
      }
    }
  }

  @Test("A slow walk round the block with a dog, a minute at some corners, is no stay")
  func dog() {
    forEverySeed(in: 0...9) { generator in
      var day = Day(&generator)
      day.stay(60)
      for _ in 0..<2 {
        for (x, y) in [(160.0, 0.0), (160, 120), (0, 120), (0, 0)] {
          day.maker.go(x, y, speed: Double.random(in: 0.7...1.2, using: &generator))
          if (x, y) != (0, 0) { day.maker.stand(Double.random(in: 0...60, using: &generator)) }
        }
      }
      day.stay(60)
      return day.isFound()
    }
  }

  @Test("A bus that stops every 300 m for up to a minute, and at lights, is one way")
  func bus() {
    forEverySeed(in: 0...9) { generator in
      var day = Day(&generator)
      day.stay(30)
      for stop in 1...25 {
        day.maker.go(Double(stop) * 300, 40, speed: Double.random(in: 5...12, using: &generator))
        day.maker.stand(Double.random(in: 5...60, using: &generator))
      }
      day.stay(30)
      return day.isFound()
    }
  }

  @Test("A jam that goes on by a few car lengths a minute is no stay")
  func jam() {
    forEverySeed(in: 0...9) { generator in
      var day = Day(&generator)
      day.stay(20)
      day.maker.go(5000, 0, speed: 20)
      for _ in 0..<25 {
        day.maker.go(
          day.maker.x + Double.random(in: 30...60, using: &generator), 0, speed: 2)
        day.maker.stand(Double.random(in: 20...50, using: &generator))
      }
      day.maker.go(15_000, 0, speed: 25)
      day.stay(20)
      return day.isFound()
    }
  }

  @Test("A quarter of an hour in each of two shops 100 m apart are two visits to two places")
  func shops() {
    forEverySeed(in: 0...9) { generator in
      var day = Day(&generator)
      for _ in 0..<3 {
        day.stay(120)
        day.maker.go(1500, 0, speed: 6)
        day.stay(15)
        day.maker.go(1600, 0, speed: 1.2)
        day.stay(15)
        day.maker.go(0, 0, speed: 6)
      }
      day.stay(120)
      return day.isFound(30)
        && TraceMaker.places([day.maker.fixes]).map(\.visits.count).sorted() == [3, 3, 4]
    }
  }

  @Test("Under a roof fixes drift by 60 m and say so: one stay")
  func roof() {
    forEverySeed(in: 0...9) { generator in
      var day = Day(&generator)
      day.maker.go(3000, 0, speed: 8)
      let begin = day.maker.fixes.count
      (day.maker.drift, day.maker.noise) = (30, 25)
      day.stay(180)
      let end = day.maker.fixes.count
      (day.maker.drift, day.maker.noise) = (0, 6)
      day.maker.go(9000, 0, speed: 8)
      var fixes = day.maker.fixes
      for index in begin..<end { fixes[index].accuracy = 60 }
      let stays = TraceMaker.stays(fixes)
      return stays.count == 1 && stays[0].dwell > 170 * 60
    }
  }

  @Test("A ferry that waits, crosses and waits: two stays at its quays at most, none on the water")
  func ferry() {
    forEverySeed(in: 0...9) { generator in
      var day = Day(&generator, step: 15)
      day.stay(60)
      day.maker.go(4000, 0, speed: 12)
      day.stay(12)
      day.maker.go(9000, 3000, speed: 5)
      day.maker.go(9400, 3200, speed: 1.5)
      day.stay(8)
      day.maker.go(14_000, 3000, speed: 12)
      day.stay(60)
      return day.isFound()
    }
  }

  @Test("A train through tunnels, standing in two stations for a minute, is one way")
  func train() {
    forEverySeed(in: 0...9) { generator in
      var day = Day(&generator)
      day.stay(40)
      day.maker.go(500, 0, speed: 1.4)
      day.stay(7)
      for _ in 0..<6 {
        day.maker.go(day.maker.x + 4000, 500, speed: 35)
        let tunnel = Double.random(in: 60...600, using: &generator)
        day.maker.sleep(tunnel)
        day.maker.x += 35 * tunnel
        if Bool.random(using: &generator) { day.maker.stand(60) }
      }
      day.maker.go(day.maker.x + 300, 900, speed: 1.4)
      day.stay(40)
      return day.isFound()
    }
  }

  @Test("A fix every 15 minutes: long stays are found, ways are none")
  func sparse() {
    forEverySeed(in: 0...9) { generator in
      var day = Day(&generator, step: 900, noise: 15)
      day.stay(600)
      day.maker.go(40_000, 0, speed: 11)
      day.stay(480)
      day.maker.go(0, 0, speed: 11)
      day.stay(300)
      let stays = day.maker.stays
      guard stays.count == 3 else { return false }
      return zip(stays, day.truth).allSatisfy { stay, truth in
        abs(Double(stay.arrival - TraceMaker.time(truth.from))) <= 900_000
          && abs(Double(stay.departure - TraceMaker.time(truth.to))) <= 900_000
      }
    }
  }

  @Test("A nurse on nights, far east of the clocks of the record, sleeps at home by day")
  func nurse() {
    forEverySeed(in: 0...9) { generator in
      var day = Day(&generator, step: 60)
      day.maker.origin = GeoCoordinate(longitude: 174.8, latitude: -41.3)
      for number in 0..<6 {
        // From 21 to 7 at the hospital by the clocks of Wellington, 13 hours ahead of UTC.
        day.stay(Double(number) * 1440 + 20 * 60 - 13 * 60 + 1440 - day.maker.clock / 60)
        day.maker.go(6000, 2000, speed: 8)
        day.stay(600)
        day.maker.go(0, 0, speed: 8)
      }
      day.stay(3000)
      let places = TraceMaker.places([day.maker.fixes])
      guard let home = places.first(where: { $0.suggestion?.kind == .home }),
        let work = places.first(where: { $0.suggestion?.kind == .work })
      else { return false }
      func isAt(_ place: Place, _ x: Double, _ y: Double) -> Bool {
        ChordDistance().distance(
          from: EarthPoint(place.center), to: EarthPoint(day.maker.coordinate(x, y))) < 50
      }
      return isAt(home, 0, 0) && isAt(work, 6000, 2000) && work.profile.seconds(from: 0, to: 5) > 0
    }
  }

  @Test("A phone asleep at night with one fix elsewhere is one night where ways are recorded")
  func loneFix() {
    forEverySeed(in: 0...9) { generator in
      var day = Day(&generator)
      day.maker.x = -6000
      day.maker.go(0, 0, speed: 8)
      day.maker.record(0, 0)
      for _ in 0..<5 {
        day.maker.sleep(Double.random(in: 4000...9000, using: &generator))
        day.maker.record(0, 0)
      }
      day.maker.sleep(5000)
      day.maker.record(Double.random(in: 200...3000, using: &generator), 0)
      day.maker.sleep(5000)
      day.maker.record(0, 0)
      day.maker.sleep(5000)
      day.maker.go(-6000, 0, speed: 8)
      return day.maker.stays.count == 1
    }
  }

  @Test("A logger of a fix every two hours that shows another place once has shown a trip")
  func rareFixes() {
    var maker = TraceMaker()
    maker.noise = 6
    maker.step = 7200
    maker.stand(36_000)
    maker.record(4000, 0)
    maker.clock += 7200
    maker.stand(36_000)
    #expect(maker.stays.count == 2)
  }

  @Test("A phone that fell asleep on the last steps had come home soon after, not when it woke up")
  func asleepOnTheWay() throws {
    var maker = TraceMaker()
    maker.noise = 5
    maker.x = -3000
    maker.go(-400, 0, speed: 1.4)
    let entry = maker.clock
    maker.x = 0
    maker.sleep(4 * 3600)
    maker.record(0, 0)
    maker.sleep(3600)
    maker.go(3000, 0, speed: 8)
    let stays = maker.stays
    try #require(stays.count == 1)
    #expect(stays[0].isArrivalInferred)
    #expect(abs(Double(stays[0].arrival - TraceMaker.time(entry + 400 / 1.4))) < 60_000)
    // Farther away nobody knows where somebody was on the way.
    var other = TraceMaker()
    other.x = -9000
    other.go(-5000, 0, speed: 1.4)
    other.x = 0
    other.sleep(4 * 3600)
    other.record(0, 0)
    other.sleep(3600)
    other.go(3000, 0, speed: 8)
    #expect(other.stays.count == 1 && !other.stays[0].isArrivalInferred)
  }
}
