/// Where the attributes of a tag lie in the text.
enum XMLAttributes {
  struct Place {
    var name: Range<Int>
    /// Without its quotes.
    var value: Range<Int>
  }

  enum Fault { case noValue, noQuotes, notClosed }

  /// Finds the attributes of a tag behind its name.
  static func find(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ stop: Int,
    into found: inout [Place]
  ) -> Fault? {
    var index = start
    while true {
      while index < stop, bytes[index] <= 0x20 { index += 1 }
      guard index < stop else { return nil }
      let nameStart = index
      while index < stop, bytes[index] != 0x3D, bytes[index] > 0x20 { index += 1 }
      let nameEnd = index
      while index < stop, bytes[index] <= 0x20 { index += 1 }
      guard index < stop, bytes[index] == 0x3D else { return .noValue }
      index += 1
      while index < stop, bytes[index] <= 0x20 { index += 1 }
      guard index < stop, bytes[index] == 0x22 || bytes[index] == 0x27 else { return .noQuotes }
      let quote = bytes[index]
      let valueStart = index + 1
      index = valueStart
      while index < stop, bytes[index] != quote { index += 1 }
      guard index < stop else { return .notClosed }
      found.append(Place(name: nameStart..<nameEnd, value: valueStart..<index))
      index += 1
    }
  }
}
