import Foundation
import Geography
import TestSupport

@testable import Traces

/// A trace in the making: somebody stands, walks, or records nothing; metres around an origin.
struct TraceMaker {
  var origin = GeoCoordinate(longitude: 8.5, latitude: 47.4)
  /// Seconds since 2026-01-05T00:00:00Z.
  var clock = 0.0
  var step = 10.0
  var noise = 0.0
  var x = 0.0
  var y = 0.0
  private(set) var fixes: [Fix] = []
  /// How far fixes drift together, in metres, besides the noise of each.
  var drift = 0.0
  var generator = RepeatableGenerator(seed: 5)
  /// Where the drift is; it forgets half of itself in 3 minutes.
  private var wander = (x: 0.0, y: 0.0)
  private var lastRecord = -Double.infinity

  static let begin: Int64 = 1_767_571_200_000

  static func time(_ seconds: Double) -> Int64 { begin + Int64(clamping: seconds * 1000) }

  func coordinate(_ x: Double, _ y: Double) -> GeoCoordinate {
    let scale = LocalScale(latitude: origin.latitude * 1e7)
    return GeoCoordinate(
      longitude: LocalPlace.wrapped(origin.longitude * 1e7 + x / scale.east) / 1e7,
      latitude: origin.latitude + y / scale.north / 1e7)
  }

  mutating func record(_ x: Double, _ y: Double, accuracy: Double? = 8) {
    if drift > 0 {
      let kept = pow(0.5, (clock - lastRecord) / 180)
      let fresh = drift * (1 - kept * kept).squareRoot()
      wander = (kept * wander.x + fresh * normal(), kept * wander.y + fresh * normal())
      lastRecord = clock
    }
    fixes.append(
      Fix(
        id: "f\(fixes.count)", time: Self.time(clock),
        coordinate: coordinate(
          x + wander.x + noise * normal(), y + wander.y + noise * normal()), accuracy: accuracy))
  }

  mutating func normal() -> Double {
    let u = Double(generator.next() >> 11) * 0x1p-53
    let v = Double(generator.next() >> 11) * 0x1p-53
    return (-2 * log(1 - u)).squareRoot() * cos(2 * Double.pi * v)
  }

  /// Stays where it is for so many seconds.
  mutating func stand(_ seconds: Double) {
    let end = clock + seconds
    while clock < end {
      record(x, y)
      clock += step
    }
  }

  /// Goes straight to a point, in metres a second.
  mutating func go(_ toX: Double, _ toY: Double, speed: Double) {
    let (fromX, fromY) = (x, y)
    let length = ((toX - x) * (toX - x) + (toY - y) * (toY - y)).squareRoot()
    let start = clock
    while clock < start + length / speed {
      let share = (clock - start) * speed / length
      record(fromX + share * (toX - fromX), fromY + share * (toY - fromY))
      clock += step
    }
    (x, y) = (toX, toY)
  }

  /// Records nothing.
  mutating func sleep(_ seconds: Double) { clock += seconds }

  static func stays(
    _ fixes: [Fix], stay: StayOptions = StayOptions(), cleaning: CleaningOptions = CleaningOptions()
  ) -> [Stay] {
    var trace = Trace(person: "a", fixes: fixes)
    trace.sort()
    let cleaner = TraceCleaner(trace, options: cleaning)
    return PersonStays(trace, clean: cleaner.clean, options: stay).stays
  }

  var stays: [Stay] { Self.stays(fixes) }

  static func places(
    _ people: [[Fix]], places: PlaceOptions = PlaceOptions(), stay: StayOptions = StayOptions(),
    clock: LocalClock = .longitude, shared: Bool = false
  ) -> [Place] {
    let all = people.enumerated().map { number, fixes in
      var trace = Trace(person: "p\(number)", fixes: fixes)
      trace.sort()
      let cleaner = TraceCleaner(trace, options: CleaningOptions())
      return PersonStays(trace, clean: cleaner.clean, options: stay)
    }
    let finder = PlaceFinder(
      all, options: places, clock: clock, provider: ChordDistance(),
      spots: all.map { $0.stays.map { EarthPoint($0.center) } }, takesMedoid: false)
    return shared ? finder.sharedPlaces() : finder.places()
  }
}

extension TraceMaker {
  /// Some days of home, work and a shop, on foot and by car.
  static func life(days: Int, noise: Double = 6, seed: UInt64 = 1) -> TraceMaker {
    var maker = TraceMaker()
    maker.noise = noise
    maker.step = 20
    maker.generator = RepeatableGenerator(seed: seed)
    for day in 0..<days {
      maker.stand(Double(day) * 86_400 + 8 * 3600 - maker.clock)
      maker.go(3000, 1000, speed: 9)
      maker.stand(4 * 3600)
      maker.go(3400, 1300, speed: 1.3)
      maker.stand(1800)
      maker.go(3000, 1000, speed: 1.3)
      maker.stand(4 * 3600)
      maker.go(0, 0, speed: 8)
    }
    maker.stand(6 * 3600)
    return maker
  }
}
