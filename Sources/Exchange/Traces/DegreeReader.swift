import Traces

/// Reads degrees into whole 1e-7 of them, some 1.1 cm.
enum DegreeReader {
  enum Outcome {
    case degrees(Int32)
    case beyond
    case blank
    case notANumber
  }

  /// - Parameters:
  ///   - bytes: A decimal number, spaces around it allowed.
  ///   - limit: 90 or 180.
  ///   - decimalComma: Whether a comma may stand for the point.
  /// - Returns: The degrees, or why there are none.
  static func degrees(
    _ bytes: UnsafeBufferPointer<UInt8>, limit: Int64, decimalComma: Bool = false
  ) -> Outcome {
    var index = 0
    let count = bytes.count
    let isNegative = count > 0 && bytes[0] == 0x2D
    if isNegative { index = 1 }
    var value: Int64 = 0
    var digits = 0
    while index < count, bytes[index] &- 0x30 < 10, digits < 4 {
      value = value &* 10 &+ Int64(bytes[index] &- 0x30)
      digits += 1
      index += 1
    }
    // The usual case; anything else goes the long way.
    if digits > 0, digits < 4, index < count, bytes[index] == 0x2E {
      index += 1
      var decimals = 0
      while index < count, bytes[index] &- 0x30 < 10 {
        if decimals < 7 {
          value = value &* 10 &+ Int64(bytes[index] &- 0x30)
        } else if decimals == 7, bytes[index] >= 0x35 {
          value += 1
        }
        decimals += 1
        index += 1
      }
      if index == count {
        while decimals < 7 {
          value = value &* 10
          decimals += 1
        }
        return value <= limit * 10_000_000 ? .degrees(Int32(isNegative ? -value : value)) : .beyond
      }
    }
    if bytes.allSatisfy(DecimalReader.isSpace) { return .blank }
    guard let number = DecimalReader.double(bytes, decimalComma: decimalComma) else {
      return angle(bytes, limit: limit)
    }
    return degrees(number, limit: limit)
  }

  /// Degrees with minutes or with a letter for the side: `52.52N`, `13°24'18"E`.
  private static func angle(_ bytes: UnsafeBufferPointer<UInt8>, limit: Int64) -> Outcome {
    guard let angle = AngleReader.angle(String(decoding: bytes, as: UTF8.self)),
      angle.isLatitude == nil || angle.isLatitude == (limit == 90)
    else { return .notANumber }
    return degrees(angle.degrees, limit: limit)
  }

  /// Degrees from whole 1e-7 of them, as Google writes them.
  ///
  /// Some exports of 2019 and before wrote numbers beyond 32 bits around.
  static func degrees(e7 value: Double?) -> Double? {
    value.map { ($0 > 1.8e9 ? $0 - 4_294_967_296 : $0) / 1e7 }
  }

  static func degrees(_ number: Double, limit: Int64) -> Outcome {
    guard number.magnitude <= Double(limit) + CoordinateRange.tolerance else { return .beyond }
    return .degrees(Int32(clamping: (number * 1e7).rounded()))
  }

  /// A longitude up to two turns around the earth, brought back to ±180.
  static func wrapped(
    _ bytes: UnsafeBufferPointer<UInt8>, decimalComma: Bool = false
  ) -> Outcome {
    guard let number = DecimalReader.double(bytes, decimalComma: decimalComma) else {
      return .notANumber
    }
    return number.magnitude <= 720 ? degrees(LongitudeWrap.wrapped(number), limit: 180) : .beyond
  }

  /// A place from two numbers; nil where they are none on earth, or both 0, which devices write
  /// that do not know where they are.
  ///
  /// - Parameters:
  ///   - longitude: In degrees.
  ///   - latitude: In degrees.
  ///   - wraps: Whether longitudes may be up to two turns around the earth.
  /// - Returns: The place.
  static func place(
    longitude: Double, latitude: Double, wraps: Bool = false
  ) -> FixedCoordinate? {
    var longitude = longitude
    if wraps, longitude.magnitude <= 720 { longitude = LongitudeWrap.wrapped(longitude) }
    guard case .degrees(let east) = degrees(longitude, limit: 180),
      case .degrees(let north) = degrees(latitude, limit: 90), east != 0 || north != 0
    else { return nil }
    return FixedCoordinate(longitude: east, latitude: north)
  }
}
