import TestSupport
import Testing

@testable import Exchange

@Suite struct NumberBytesTests {
  @Test("Numbers are written as the slow writer writes them")
  func writing() {
    let powers: [Double] = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8]
    func isSame(_ value: Double, _ decimals: Int) -> Bool {
      let buffer = ByteBuffer()
      buffer.add(value, decimals: decimals, power: powers[decimals])
      return String(decoding: buffer.bytes, as: UTF8.self)
        == DecimalText.trimmed(value, decimals: decimals)
    }
    for whole in 0...12_000 {
      #expect(isSame(Double(whole), 7) && isSame(-Double(whole) / 10, 3))
    }
    forEverySeed(in: 0...1999) { generator in
      let decimals = Int.random(in: 0...8, using: &generator)
      let size = ([1, 180, 1e4, 1e9, 1e14] as [Double]).randomElement(using: &generator) ?? 1
      let value = Double.random(in: -size...size, using: &generator)
      let short = (value * powers[decimals]).rounded() / powers[decimals]
      let half = ((value * powers[decimals]).rounded() + 0.5) / powers[decimals]
      return isSame(value, decimals) && isSame(short, decimals) && isSame(half, decimals)
    }
  }

  @Test("Numbers are read as the standard library reads them")
  func reading() {
    forEverySeed(in: 0...4999) { generator in
      func digits(_ range: ClosedRange<Int>) -> String {
        String(
          (0..<Int.random(in: range, using: &generator)).map { _ in
            "0123456789".randomElement(using: &generator) ?? "0"
          })
      }
      var text = Bool.random(using: &generator) ? "-" : ""
      text += digits(1...20)
      if Bool.random(using: &generator) { text += "." + digits(1...20) }
      if Int.random(in: 0..<4, using: &generator) == 0 {
        text += (["e", "E-", "e+"].randomElement(using: &generator) ?? "e") + digits(1...2)
      }
      // What follows is not part of it.
      let bytes = Array(text.utf8) + Array("]/:;".utf8) + [UInt8](repeating: 0, count: 16)
      var end = 0
      let value = bytes.withUnsafeBufferPointer { buffer in
        buffer.baseAddress.map { CoordinateReader.double($0, 0, end: &end) }
      }
      return value?.bitPattern == Double(text)?.bitPattern && end == text.utf8.count
    }
  }

  @Test("The first byte that is not UTF-8 is found wherever it stands")
  func invalid() {
    forEverySeed(in: 0...499) { generator in
      let words = ["plain text that is ASCII and rather long, ", "é", "猫", "🦉", "a"]
      var text = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
        words.randomElement(using: &generator) ?? ""
      }.joined().utf8.map { $0 }
      guard text.withUnsafeBufferPointer({ TextCheck.firstInvalid(in: $0) }) == nil else {
        return false
      }
      let before = text.count
      text += [0xFF] + Array("more é".utf8)
      return text.withUnsafeBufferPointer { TextCheck.firstInvalid(in: $0) } == before
    }
  }
}
