/// Bytes that are being put together, many at a time.
final class ByteBuffer: @unchecked Sendable {
  // Safe to send: one hand after another holds it, never two.
  private(set) var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

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

  @inline(__always)
  func add(_ byte: UInt8) {
    reserve(1)
    put(byte)
  }

  @inline(__always)
  func add(_ text: StaticString) {
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

  @inline(__always)
  private func addDigits(_ number: UInt64) {
    reserve(20)
    var rest = number
    var length = 1
    var limit: UInt64 = 10
    while length < 20, rest >= limit {
      length += 1
      limit = length < 20 ? limit &* 10 : .max
    }
    var place = count + length
    count = place
    repeat {
      place -= 1
      let next = rest / 10
      base[place] = 0x30 + UInt8(truncatingIfNeeded: rest &- next &* 10)
      rest = next
    } while rest > 0
  }

  /// Adds a finite number rounded to so many decimals, as ``DecimalText/trimmed(_:decimals:)``.
  @inline(__always)
  func add(_ value: Double, decimals: Int, power: Double) {
    let scaled = value.magnitude * power
    let floor = scaled.rounded(.down)
    guard scaled < 1e12, ((scaled - floor) - 0.5).magnitude > 1e-3 else {
      return addSlowly(value, decimals: decimals)
    }
    var digits = UInt64(scaled - floor > 0.5 ? floor + 1 : floor)
    guard digits > 0 else { return add(0x30) }
    if value < 0 { add(0x2D) }
    var decimals = decimals
    while decimals > 0 {
      let next = digits / 10
      guard next &* 10 == digits else { break }
      digits = next
      decimals -= 1
    }
    guard decimals > 0 else { return addDigits(digits) }
    var unit: UInt64 = 1
    for _ in 0..<decimals { unit &*= 10 }
    let whole = digits / unit
    addDigits(whole)
    var rest = digits &- whole &* unit
    reserve(decimals + 1)
    base[count] = 0x2E
    var place = count + decimals
    count = place + 1
    while decimals > 0 {
      let next = rest / 10
      base[place] = 0x30 + UInt8(truncatingIfNeeded: rest &- next &* 10)
      rest = next
      place -= 1
      decimals -= 1
    }
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
