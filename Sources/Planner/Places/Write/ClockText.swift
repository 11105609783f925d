/// Times as files write them: ISO 8601 with the offset of local clocks.
enum ClockText {
  /// How seconds are written: the same way in all of a column.
  enum Precision: Sendable {
    /// `08:00:05`; fractions are dropped.
    case seconds
    /// `08:00:05.250`, also for whole seconds.
    case milliseconds
    /// Milliseconds only where there are some, for times that stand alone.
    case asNeeded

    /// That of a column with these times.
    init(_ times: some Sequence<Int64>) {
      self = times.contains { !$0.isMultiple(of: 1000) } ? .milliseconds : .seconds
    }
  }

  /// `2026-01-31T08:00:05+01:00`.
  ///
  /// - Parameters:
  ///   - time: Milliseconds since 1970-01-01T00:00:00Z.
  ///   - offset: Seconds ahead of UTC.
  ///   - precision: Whether fractions of seconds are written.
  /// - Returns: The local time with its offset; `Z` where that is 0.
  static func text(_ time: Int64, offset: Int, _ precision: Precision = .asNeeded) -> String {
    var text = CellText()
    add(time, offset: offset, precision, to: &text)
    return String(decoding: text.bytes, as: UTF8.self)
  }

  static func add(
    _ time: Int64, offset: Int, _ precision: Precision = .asNeeded, to text: inout CellText
  ) {
    // Offsets are written in whole minutes.
    let minutes = offset / 60
    let local = time + Int64(minutes) * 60_000
    let day = local >= 0 ? local / 86_400_000 : (local - 86_399_999) / 86_400_000
    let rest = Int(local - day * 86_400_000)
    let date = date(day)
    add(date.year, digits: 4, to: &text)
    text.bytes.append(0x2D)
    add(date.month, digits: 2, to: &text)
    text.bytes.append(0x2D)
    add(date.day, digits: 2, to: &text)
    text.bytes.append(0x54)
    add(rest / 3_600_000, digits: 2, to: &text)
    text.bytes.append(0x3A)
    add(rest / 60_000 % 60, digits: 2, to: &text)
    text.bytes.append(0x3A)
    add(rest / 1000 % 60, digits: 2, to: &text)
    if precision == .milliseconds || precision == .asNeeded && !rest.isMultiple(of: 1000) {
      text.bytes.append(0x2E)
      add(rest % 1000, digits: 3, to: &text)
    }
    guard minutes != 0 else {
      text.bytes.append(0x5A)
      return
    }
    text.bytes.append(minutes < 0 ? 0x2D : 0x2B)
    add(abs(minutes) / 60, digits: 2, to: &text)
    text.bytes.append(0x3A)
    add(abs(minutes) % 60, digits: 2, to: &text)
  }

  private static func add(_ value: Int, digits: Int, to text: inout CellText) {
    var unit = 1
    for _ in 1..<digits { unit *= 10 }
    while unit > 0 {
      text.bytes.append(UInt8(0x30 + value / unit % 10))
      unit /= 10
    }
  }

  /// The date of a day counted from 1970-01-01, by years that begin in March.
  private static func date(_ day: Int64) -> (year: Int, month: Int, day: Int) {
    let shifted = Int(day) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let number = month < 10 ? month + 3 : month - 9
    return (
      yearOfEra + era * 400 + (number <= 2 ? 1 : 0), number,
      dayOfYear - (153 * month + 2) / 5 + 1
    )
  }
}
