public import Foundation
public import Geography

/// What clocks on the wall showed.
public enum LocalClock: Hashable, Sendable {
  /// One time zone for all, with its summer time.
  case zone(TimeZone)
  /// Nautical time: a whole hour for each 15° of longitude. Near the truth, no summer time, and up to
  /// three hours off where a country keeps the time of another meridian.
  case longitude

  /// How far local clocks are ahead of UTC, in seconds.
  ///
  /// - Parameters:
  ///   - time: Milliseconds since 1970-01-01T00:00:00Z.
  ///   - coordinate: Where.
  ///   - recorded: What the record itself says, in minutes; it goes before a guess by longitude.
  /// - Returns: Seconds, above 0 east of Greenwich.
  public func offset(at time: Int64, _ coordinate: GeoCoordinate, recorded: Int?) -> Int {
    switch self {
    case .zone(let zone):
      zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time) / 1000))
    case .longitude:
      recorded.map { $0 * 60 } ?? Int(clamping: (coordinate.longitude / 15).rounded()) * 3600
    }
  }
}

/// Seconds spent in each hour of the week, from Monday 0:00 on, by local clocks.
public struct WeekProfile: Hashable, Sendable {
  /// 168 values.
  public var seconds = [Double](repeating: 0, count: 168)

  public init() {}

  /// Adds a time from `start` to `end`, in milliseconds since 1970 by local clocks.
  mutating func add(from start: Int64, to end: Int64) {
    let hour: Int64 = 3_600_000
    // 1970-01-01 was a Thursday.
    let monday = 3 * 24 * hour
    var time = start
    while time < end {
      let number = (time + monday).quotientAndRemainder(dividingBy: hour)
      let next = min(end, time + hour - (number.remainder + hour) % hour)
      var index = Int(number.quotient % 168)
      if index < 0 { index += 168 }
      seconds[index] += Double(next - time) / 1000
      time = next
    }
  }

  static func + (one: WeekProfile, other: WeekProfile) -> WeekProfile {
    var sum = one
    for index in 0..<168 { sum.seconds[index] += other.seconds[index] }
    return sum
  }

  /// Seconds between two hours of the day, over all days; `from` may be later than `to`.
  public func seconds(from: Int, to: Int) -> Double {
    var sum = 0.0
    for day in 0..<7 {
      for step in 0..<((to - from + 24) % 24) {
        sum += seconds[day * 24 + (from + step) % 24]
      }
    }
    return sum
  }

  public var total: Double { seconds.reduce(0, +) }
}
