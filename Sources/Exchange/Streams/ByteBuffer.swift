/// Bytes that are being put together, many at a time.
final class ByteBuffer: @unchecked Sendable {
  // Safe to send: one hand after another holds it, never two.
  private(set) var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0
  /// How many characters were replaced that the format cannot hold.
  var replacedCount = 0

  init(capacity: Int = 1 << 16) {
    self.capacity = max(capacity, 64)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  var isEmpty: Bool { count == 0 }

  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }
  var array: [UInt8] { Array(bytes) }

  func removeAll() { count = 0 }

  /// Forgets what was added after `count` bytes.
  func cut(to count: Int) { self.count = min(self.count, count) }

  /// Takes as added what stands behind already.
  func skip(to count: Int) { self.count = count }

  @inline(__always)
  func reserve(_ more: Int) { if count + more > capacity { grow(more) } }

  private func grow(_ more: Int) {
    capacity = max(capacity * 2, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
  }

  /// Adds a byte; room for it must have been reserved.
  @inline(__always)
  func put(_ byte: UInt8) {
    base[count] = byte
    count += 1
  }

  /// Adds eight bytes, the lowest first; room for them must have been reserved.
  @inline(__always)
  func put(eight word: UInt64) {
    UnsafeMutableRawPointer(base + count).storeBytes(of: word.littleEndian, as: UInt64.self)
    count += 8
  }

  /// Adds four bytes, the lowest first; room for them must have been reserved.
  @inline(__always)
  func put(four word: UInt32) {
    UnsafeMutableRawPointer(base + count).storeBytes(of: word.littleEndian, as: UInt32.self)
    count += 4
  }

  /// Adds the first `length` of 32 bytes, all of which can be read; room for 32 must have been reserved.
  @inline(__always)
  func put(_ start: UnsafePointer<UInt8>, of32 length: Int) {
    (base + count).update(from: start, count: 32)
    count += length
  }

  /// Adds bytes 32 at a time, up to 31 of which behind the last must be readable; room for them must have been reserved.
  @inline(__always)
  func put(_ start: UnsafePointer<UInt8>, by32 length: Int) {
    var copied = 0
    while copied < length {
      (base + count + copied).update(from: start + copied, count: 32)
      copied += 32
    }
    count += length
  }

  @inline(__always)
  func add(_ byte: UInt8) {
    reserve(1)
    put(byte)
  }

  /// Adds text that stands in the program.
  @inline(__always)
  func write(_ text: StaticString) {
    reserve(text.utf8CodeUnitCount)
    (base + count).update(from: text.utf8Start, count: text.utf8CodeUnitCount)
    count += text.utf8CodeUnitCount
  }

  @inline(__always)
  func add(_ start: UnsafePointer<UInt8>, _ length: Int) {
    guard length > 0 else { return }
    reserve(length)
    (base + count).update(from: start, count: length)
    count += length
  }

  func add(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { if let start = $0.baseAddress { add(start, $0.count) } }
  }

  func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    if let start = bytes.baseAddress { add(start, bytes.count) }
  }

  func add(_ text: String) {
    var text = text
    text.withUTF8 { add($0) }
  }

  /// Adds a finite number rounded to so many decimals, 8 at most, as ``DecimalText/trimmed(_:decimals:)``.
  @inline(__always)
  func add(_ value: Double, decimals: Int, power: Double) {
    let scaled = value.magnitude * power
    // Multiplying rounds, which matters near a half.
    guard scaled < 1e12 else { return addSlowly(value, decimals: decimals) }
    var number = UInt64(clamping: scaled)
    let rest = scaled - Double(number)
    guard (rest - 0.5).magnitude > 1e-3 else { return addSlowly(value, decimals: decimals) }
    if rest > 0.5 { number += 1 }
    reserve(32)
    if value < 0, number > 0 { put(0x2D) }
    let (whole, fraction) =
      decimals == 7
      ? number.quotientAndRemainder(dividingBy: 10_000_000)
      : number.quotientAndRemainder(dividingBy: EightDigits.powers[decimals])
    if whole < 10 {
      put(0x30 + UInt8(truncatingIfNeeded: whole))
    } else if whole < 1000 {
      // Degrees have three digits at most.
      let hundreds = (whole &* 41) >> 12
      let rest = whole &- hundreds &* 100
      let tens = (rest &* 103) >> 10
      if hundreds > 0 { put(0x30 + UInt8(truncatingIfNeeded: hundreds)) }
      put(0x30 + UInt8(truncatingIfNeeded: tens))
      put(0x30 + UInt8(truncatingIfNeeded: rest &- tens &* 10))
    } else {
      putWhole(whole)
    }
    guard fraction > 0 else { return }
    put(0x2E)
    let digits = EightDigits.of(
      decimals == 7 ? fraction &* 10 : fraction &* EightDigits.powers[8 - decimals])
    // The last digits stand in the highest bytes.
    let zeros = digits.leadingZeroBitCount >> 3
    put(eight: digits | 0x3030_3030_3030_3030)
    count -= zeros
  }

  /// Adds a whole number below 10^12, for which room was reserved.
  private func putWhole(_ number: UInt64) {
    let (high, low) = number.quotientAndRemainder(dividingBy: 100_000_000)
    if high > 0 {
      putUnpadded(EightDigits.of(high))
      put(eight: EightDigits.of(low) | 0x3030_3030_3030_3030)
    } else {
      putUnpadded(EightDigits.of(low))
    }
  }

  @inline(__always)
  private func putUnpadded(_ digits: UInt64) {
    let zeros = min(7, digits.trailingZeroBitCount >> 3)
    put(eight: (digits | 0x3030_3030_3030_3030) >> UInt64(zeros * 8))
    count -= zeros
  }

  private func addSlowly(_ value: Double, decimals: Int) {
    add(DecimalText.trimmed(value, decimals: decimals) ?? "null")
  }

  /// Adds a JSON string in quotes.
  func addString(_ text: String) {
    var json = JSONWriter()
    json.addString(text)
    add(json.bytes)
  }
}

/// The digits of numbers below 10^8, all at once.
private enum EightDigits {
  static let powers: [UInt64] = (0...8).map { (0..<$0).reduce(1) { power, _ in power * 10 } }

  /// A byte for each of eight digits, the first the lowest.
  ///
  /// Halves of four, two and one digits are divided side by side in one word, by multiplication.
  @inline(__always)
  static func of(_ number: UInt64) -> UInt64 {
    let high = number / 10_000
    let fours = high | (number &- high &* 10_000) << 32
    let hundreds = (fours &* 5243) >> 19 & 0x0000_007F_0000_007F
    let twos = hundreds | (fours &- hundreds &* 100) << 16
    let tens = (twos &* 103) >> 10 & 0x000F_000F_000F_000F
    return tens | (twos &- tens &* 10) << 8
  }
}
