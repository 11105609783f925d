import TestSupport
import Testing

@testable import Exchange

@Suite struct LineCounterTests {
  @Test("Line feeds are counted in texts of any length, and nothing else is")
  func breaks() {
    forEverySeed(in: 0...99) { generator in
      let bytes = (0..<Int.random(in: 0...5000, using: &generator)).map { _ in
        [0x0A, 0x0B, 0x8A, 0x00, 0xFF, 0x61].randomElement(using: &generator) ?? UInt8(0)
      }
      let first = Int.random(in: 0...bytes.count, using: &generator)
      return bytes.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return true }
        return LineCounter.breaks(base + first, bytes.count - first)
          == bytes[first...].count { $0 == 0x0A }
      }
    }
  }
}
