/// Bytes of a file from front to back, some of them at a time.
///
/// Memory grows with what is really there: a length that the file does not have costs nothing.
struct BinaryFile {
  private let source: ByteSource
  private var bytes: [UInt8] = []
  private var start = 0
  private var isAtEnd = false
  /// Where the next byte stands in the file, counted from 0.
  private(set) var offset = 0

  /// No record that anybody writes is longer.
  private static let longest = 1 << 30

  init(_ source: ByteSource) { self.source = source }

  var name: String { source.name }

  private var available: Int { bytes.count - start }

  /// Sees to it that so many bytes are there; false where the file ends before.
  private mutating func has(_ count: Int) throws(DataFault) -> Bool {
    guard count <= Self.longest else { return false }
    while available < count {
      if isAtEnd { return false }
      if start > 0 {
        bytes.removeSubrange(..<start)
        start = 0
      }
      let filled = bytes.count
      // Twice as much as is there, so that a wrong length ends with the file.
      let more = max(1 << 16, min(count - filled, max(filled, 1 << 20)))
      try source.read(more, into: &bytes)
      if bytes.count == filled { isAtEnd = true }
    }
    return true
  }

  /// The next bytes; nil where the file ends before.
  mutating func take(_ count: Int) throws(DataFault) -> [UInt8]? {
    guard count >= 0, try has(count) else { return nil }
    let taken = Array(bytes[start..<start + count])
    start += count
    offset += count
    return taken
  }

  /// Passes over bytes; false where the file ends before.
  mutating func skip(_ count: Int) throws(DataFault) -> Bool {
    var left = count
    while left > 0 {
      let step = min(left, 1 << 18)
      guard try has(step) else { return false }
      start += step
      offset += step
      left -= step
    }
    return true
  }

  /// The next line without its end; nil at the end of the file.
  mutating func line() throws(DataFault) -> [UInt8]? {
    var searched = 0
    while true {
      let from = start + searched
      if let end = bytes[from...].firstIndex(of: 0x0A) {
        let line = Array(bytes[start..<end])
        offset += line.count + 1
        start = end + 1
        return line.last == 0x0D ? Array(line.dropLast()) : line
      }
      searched = available
      // A line of text that has become so long and is zeros has no end.
      if searched >= 1 << 16 {
        try TextCheck.refuseHole(in: bytes, from: bytes.count / 2, file: source.name) { 0 }
      }
      guard try has(searched + 1) else { return searched == 0 ? nil : try take(searched) }
    }
  }

  /// Whether nothing follows.
  mutating func isDone() throws(DataFault) -> Bool { try !has(1) }

  /// A fault that names the byte.
  func fault(_ problem: String, remedy: String? = nil, at place: Int? = nil) -> DataFault {
    DataFault(file: name, problem: "\(problem) (byte \(place ?? offset))", remedy: remedy)
  }
}

extension [UInt8] {
  /// A little-endian number at a place that must be there.
  func int32(_ place: Int) -> Int32 { Int32(bitPattern: word32(place)) }

  func bigInt32(_ place: Int) -> Int32 { Int32(bitPattern: word32(place).byteSwapped) }

  func word64(_ place: Int) -> UInt64 {
    withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: UInt64.self) }.littleEndian
  }

  func double(_ place: Int) -> Double { Double(bitPattern: word64(place)) }
}
