package import Foundation

/// A moment as a file gives it.
package struct TimeStamp: Hashable, Sendable {
  /// What the text says about local clocks.
  package enum Zone: Hashable, Sendable {
    /// UTC, which says nothing about local clocks.
    case utc
    /// Minutes ahead of UTC.
    case offset(Int)
    /// Nothing: read as ``TimeReader/assumedZone``, or as UTC.
    case none
  }

  /// Milliseconds since 1970-01-01T00:00:00Z.
  package var milliseconds: Int64
  package var zone: Zone

  package init(milliseconds: Int64, zone: Zone) {
    self.milliseconds = milliseconds
    self.zone = zone
  }

  /// What local clocks were ahead of UTC where the text says so, in minutes.
  package var offsetMinutes: Int? {
    if case .offset(let minutes) = zone { minutes } else { nil }
  }
}

/// Reads times: ISO 8601 with or without offset, fractions, a space instead of the T; seconds,
/// milliseconds and microseconds since 1970.
package struct TimeReader {
  /// The zone of times that name none; nil for UTC.
  package var assumedZone: TimeZone?
  /// Whether times that name no zone are UTC because the format says so.
  private var isUTC = false
  private var cachedHour = Int64.min
  private var cachedOffset: Int64 = 0

  package init(assumedZone: TimeZone? = nil) { self.assumedZone = assumedZone }

  /// A reader for formats and columns whose times are UTC, whatever clocks are to be shown.
  package static var utc: TimeReader {
    var reader = TimeReader()
    reader.isUTC = true
    return reader
  }

  /// Nil where the bytes are no time.
  package mutating func time(_ bytes: UnsafeBufferPointer<UInt8>) -> TimeStamp? {
    var text = TimeText(bytes)
    if let stamp = text.calendarTime() { return settled(stamp) }
    return Self.unixTime(bytes)
  }

  /// A date and a time of day from two cells.
  package mutating func time(
    date: UnsafeBufferPointer<UInt8>, clock: UnsafeBufferPointer<UInt8>
  ) -> TimeStamp? {
    var text = TimeText(date)
    guard let day = text.date(), text.isAtEnd else { return nil }
    var rest = TimeText(clock)
    guard let stamp = rest.clock(day: day) else { return nil }
    return settled(stamp)
  }

  package mutating func time(_ text: String) -> TimeStamp? {
    var text = text
    // The closure may not capture self while it is being changed.
    let bytes = text.withUTF8 { Array($0) }
    return bytes.withUnsafeBufferPointer { time($0) }
  }

  private mutating func settled(_ stamp: TimeStamp) -> TimeStamp {
    guard stamp.zone == .none else { return stamp }
    if isUTC { return TimeStamp(milliseconds: stamp.milliseconds, zone: .utc) }
    guard let zone = assumedZone else { return stamp }
    let hour = stamp.milliseconds / 900_000
    if hour != cachedHour {
      cachedHour = hour
      let wall = Date(timeIntervalSince1970: Double(stamp.milliseconds) / 1000)
      let guess = zone.secondsFromGMT(for: wall)
      // The offset holds at the moment itself, not at the same number in UTC.
      cachedOffset = Int64(zone.secondsFromGMT(for: wall.addingTimeInterval(-Double(guess))))
    }
    return TimeStamp(
      milliseconds: stamp.milliseconds - cachedOffset * 1000,
      zone: .offset(Int(cachedOffset / 60)))
  }

  /// Seconds, milliseconds or microseconds, by their size.
  private static func unixTime(_ bytes: UnsafeBufferPointer<UInt8>) -> TimeStamp? {
    guard let value = DecimalReader.double(bytes), value.magnitude < 1e18 else { return nil }
    let milliseconds =
      switch value.magnitude {
      case ..<1e11: value * 1000
      case ..<1e14: value
      case ..<1e17: value / 1000
      default: value / 1e6
      }
    return TimeStamp(milliseconds: Int64(clamping: milliseconds.rounded()), zone: .utc)
  }
}

/// The text of a time on its way through the reader.
private struct TimeText {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    skipSpaces()
  }

  var isAtEnd: Bool { index == bytes.count }

  private mutating func skipSpaces() {
    while index < bytes.count, DecimalReader.isSpace(bytes[index]) { index += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  /// A number of exactly so many digits.
  private mutating func number(_ digits: Int) -> Int? {
    guard index + digits <= bytes.count else { return nil }
    var value = 0
    for place in index..<index + digits {
      let digit = bytes[place] &- 0x30
      guard digit < 10 else { return nil }
      value = value &* 10 &+ Int(digit)
    }
    index += digits
    return value
  }

  mutating func calendarTime() -> TimeStamp? {
    guard let day = date() else { return nil }
    skipSpaces()
    if isAtEnd { return TimeStamp(milliseconds: day * 86_400_000, zone: .none) }
    _ = take(0x54) || take(0x74)
    skipSpaces()
    return clock(day: day)
  }

  /// Days since 1970 of `2026-01-31`, `2026/01/31`, `20260131` or `31.01.2026`.
  mutating func date() -> Int64? {
    let start = index
    guard let year = number(4) else { return dateFromDay() }
    let separator = index < bytes.count ? bytes[index] : 0
    let isSeparated = separator == 0x2D || separator == 0x2F || separator == 0x2E
    if isSeparated { index += 1 }
    guard let month = number(2), !isSeparated || take(separator), let day = number(2),
      (1...12).contains(month), day >= 1, day <= Self.length(of: month, year)
    else {
      index = start
      return nil
    }
    // A number of eight digits and more is no date but a time since 1970.
    if !isSeparated, index < bytes.count, bytes[index] | 0x20 != 0x74, bytes[index] != 0x20 {
      return nil
    }
    if !isSeparated, index == bytes.count { return nil }
    return Self.days(year, month, day)
  }

  /// The day first, as dates with points have it everywhere; with slashes it may be the month, so those are
  /// not read.
  private mutating func dateFromDay() -> Int64? {
    let start = index
    guard let day = number(2) ?? number(1), take(0x2E), let month = number(2) ?? number(1),
      take(0x2E), let year = number(4), (1...12).contains(month), day >= 1,
      day <= Self.length(of: month, year)
    else {
      index = start
      return nil
    }
    return Self.days(year, month, day)
  }

  /// The time of day with its offset, and nothing after it.
  mutating func clock(day: Int64) -> TimeStamp? {
    guard let hour = number(2) else { return nil }
    let isSeparated = take(0x3A)
    guard let minute = number(2), hour <= 24, minute < 60 else { return nil }
    var milliseconds = day * 86_400_000 + Int64(hour * 60 + minute) * 60_000
    if isSeparated ? take(0x3A) : (index < bytes.count && bytes[index] &- 0x30 < 10) {
      // A leap second is the last one of its minute.
      guard let second = number(2), second <= 60 else { return nil }
      milliseconds += Int64(min(second, 59)) * 1000
      if index < bytes.count, bytes[index] == 0x2E || bytes[index] == 0x2C {
        index += 1
        milliseconds += fraction()
      }
    }
    skipSpaces()
    guard let zone = zone() else { return nil }
    skipSpaces()
    guard isAtEnd else { return nil }
    if case .offset(let minutes) = zone { milliseconds -= Int64(minutes) * 60_000 }
    return TimeStamp(milliseconds: milliseconds, zone: zone)
  }

  private mutating func fraction() -> Int64 {
    var value: Int64 = 0
    var unit: Int64 = 100
    while index < bytes.count, bytes[index] &- 0x30 < 10 {
      value += Int64(bytes[index] &- 0x30) * unit
      unit /= 10
      index += 1
    }
    return value
  }

  private mutating func zone() -> TimeStamp.Zone? {
    guard index < bytes.count else { return TimeStamp.Zone.none }
    let sign = bytes[index]
    if sign == 0x5A || sign == 0x7A {
      index += 1
      return .utc
    }
    if sign == 0x2B || sign == 0x2D {
      index += 1
      guard let hours = number(2), hours <= 18 else { return nil }
      _ = take(0x3A)
      let minutes = index < bytes.count && bytes[index] &- 0x30 < 10 ? number(2) : 0
      guard let minutes, minutes < 60 else { return nil }
      let offset = (sign == 0x2D ? -1 : 1) * (hours * 60 + minutes)
      // Many programs write +00:00 for UTC wherever they are.
      return offset == 0 ? .utc : .offset(offset)
    }
    let rest = bytes[index...].map { $0 | 0x20 }
    for word in ["utc", "gmt"] where rest.elementsEqual(word.utf8) {
      index += 3
      return .utc
    }
    return nil
  }

  private static func length(of month: Int, _ year: Int) -> Int {
    switch month {
    case 2:
      year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days since 1970-01-01 in the Gregorian calendar, counted in years from March on.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
    let shifted = month > 2 ? year : year - 1
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int64(era * 146_097 + dayOfEra - 719_468)
  }
}
