#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Writes numbers with a fixed number of decimals, correctly rounded, the same everywhere.
public enum DecimalText {
  /// The value with exactly so many decimals, 0 to 15, as in `12.340000`.
  ///
  /// Nil where it is not finite. Halves go to the even neighbour of the exact binary value; minus zero is written as zero.
  public static func fixed(_ value: Double, decimals: Int) -> String? {
    precondition((0...15).contains(decimals), "between 0 and 15 decimals can be written")
    guard value.isFinite else { return nil }
    var power = 1.0
    for _ in 0..<decimals { power *= 10 }
    let scaled = value.magnitude * power
    let rounded = scaled.rounded()
    // Multiplying rounds by less than 1e-4, which matters near a half: there the C library decides.
    guard scaled < 1e12, ((scaled - scaled.rounded(.down)) - 0.5).magnitude > 1e-3 else {
      return slowly(value, decimals: decimals)
    }
    guard rounded > 0 else { return zero(decimals: decimals) }
    var digits = Array(String(Int(clamping: rounded)).utf8)
    if digits.count <= decimals {
      digits.insert(
        contentsOf: repeatElement(0x30, count: decimals + 1 - digits.count), at: 0)
    }
    if decimals > 0 { digits.insert(0x2E, at: digits.count - decimals) }
    if value < 0 { digits.insert(0x2D, at: 0) }
    return String(decoding: digits, as: UTF8.self)
  }

  /// As ``fixed(_:decimals:)`` without zeros at the end: `12.34`.
  public static func trimmed(_ value: Double, decimals: Int) -> String? {
    guard let text = fixed(value, decimals: decimals) else { return nil }
    guard decimals > 0 else { return text }
    var end = text.utf8.endIndex
    while text.utf8[text.utf8.index(before: end)] == 0x30 { end = text.utf8.index(before: end) }
    if text.utf8[text.utf8.index(before: end)] == 0x2E { end = text.utf8.index(before: end) }
    return String(text[..<end])
  }

  private static func zero(decimals: Int) -> String {
    decimals == 0 ? "0" : "0." + String(repeating: "0", count: decimals)
  }

  private static func slowly(_ value: Double, decimals: Int) -> String {
    let capacity = 350
    let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      buffer.withMemoryRebound(to: CChar.self) { text in
        count = withVaList([Int32(decimals), value]) {
          Int(vsnprintf(text.baseAddress, capacity, "%.*f", $0))
        }
      }
    }
    let text = String(decoding: bytes, as: UTF8.self)
    let isZero = !bytes.contains { (0x31...0x39).contains($0) }
    return isZero ? zero(decimals: decimals) : text
  }
}
