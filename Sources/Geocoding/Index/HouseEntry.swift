/// A house in the index, by one of the numbers that it goes by.
struct HouseEntry: Hashable, Sendable {
  /// 0 where it has none; then the suffix is its name, or empty.
  var number: Int32
  /// The number of a text of ``AddressIndex/texts``.
  var suffix: Int32
  /// How the reference writes the number; a text.
  var label: Int32
  /// A text.
  var postcode: Int32
  /// Degrees.
  var longitude: Double
  var latitude: Double

  /// Bytes in a block of houses.
  static let width = 32

  func append(to bytes: inout [UInt8]) {
    for value in [number, suffix, label, postcode] { Self.append(value.littleEndian, to: &bytes) }
    for value in [longitude, latitude] {
      Self.append(value.bitPattern.littleEndian, to: &bytes)
    }
  }

  private static func append<Value: FixedWidthInteger>(_ value: Value, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) }
  }

  /// Reads one house from a block.
  init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
    func integer(_ place: Int) -> Int32 {
      Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset + place, as: Int32.self))
    }
    func degrees(_ place: Int) -> Double {
      let bits = bytes.loadUnaligned(fromByteOffset: offset + place, as: UInt64.self)
      return Double(bitPattern: UInt64(littleEndian: bits))
    }
    number = integer(0)
    suffix = integer(4)
    label = integer(8)
    postcode = integer(12)
    longitude = degrees(16)
    latitude = degrees(24)
  }

  init(
    number: Int32, suffix: Int32, label: Int32, postcode: Int32, longitude: Double,
    latitude: Double
  ) {
    self.number = number
    self.suffix = suffix
    self.label = label
    self.postcode = postcode
    self.longitude = longitude
    self.latitude = latitude
  }
}
