import Synchronization
import TestSupport
import Testing

@testable import Exchange

@Suite struct StreamCopyTests {
  /// A stream of bytes that come in odd pieces, and how many have been taken.
  private final class Source: Sendable {
    private let bytes: [UInt8]
    private let place = Mutex(0)

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var taken: Int { place.withLock { $0 } }

    func next(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
      place.withLock { place in
        let count = min(buffer.count, bytes.count - place, 1 + place % 7001)
        buffer.copyBytes(from: bytes[place..<place + count])
        place += count
        return count
      }
    }
  }

  private static func all(_ stream: StreamCopy, _ piece: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let start = bytes.count
      let more = try [UInt8](reading: piece) { (buffer) throws(DataFault) in
        try stream.read(buffer, at: start)
      }
      if more.isEmpty { return bytes }
      bytes += more
    }
  }

  @Test("A stream gives its bytes again, from memory and from a file, from any place")
  func again() throws {
    try forEverySeed(in: 0...20) { random in
      let bytes = (0..<Int.random(in: 0...200_000, using: &random)).map { _ in
        UInt8.random(in: .min ... .max, using: &random)
      }
      let source = Source(bytes)
      let limit = Int.random(in: 0...300_000, using: &random)
      let stream = StreamCopy(keepsAll: true, memoryLimit: limit) { source.next($0) }
      let half = bytes.count / 2
      let middle = try [UInt8](reading: 100) { (buffer) throws(DataFault) in
        try stream.read(buffer, at: half)
      }
      guard bytes[half...].starts(with: middle), middle.isEmpty == bytes.isEmpty else {
        return false
      }
      return try Self.all(stream, 999) == bytes && Self.all(stream, 1 << 16) == bytes
        && stream.size() == bytes.count
    }
  }

  @Test("Nothing is taken before it is wanted, so that an endless stream can be looked at")
  func lazy() throws {
    let source = Source([UInt8](repeating: 0, count: 10_000_000))
    let place = InputPlace(StreamCopy(keepsAll: true) { source.next($0) }, name: "zeros.csv")
    #expect(try place.head(100) == [UInt8](repeating: 0, count: 100))
    #expect(source.taken <= 1 << 17)
    let fault = #expect(throws: DataFault.self) { try RowSplitter(FileSource(place)) }
    #expect(fault?.description.contains("a byte of 0") == true)
    #expect(source.taken < 1 << 20)
  }

  @Test("A stream that is read once keeps its beginning alone, which can be looked at before")
  func once() throws {
    let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 / 3) }
    let source = Source(bytes)
    let place = InputPlace(StreamCopy(keepsAll: false) { source.next($0) }, name: "a.csv")
    #expect(try place.head(4) == Array(bytes.prefix(4)))
    let file = try FileSource(place)
    var read: [UInt8] = []
    var before = -1
    while before != read.count {
      before = read.count
      try file.read(1 << 15, into: &read)
    }
    #expect(read == bytes)
  }
}
