/// Writes a zip archive of one deflated file, front to back: its sizes stand behind the data.
final class ZipWriter {
  private let sink: ByteSink
  private let name: [UInt8]
  private let deflater = Deflater(.raw)
  private var sum: UInt = 0
  private var size = 0
  private var packedSize = 0

  /// The same bytes for the same content: the time is the first that the format can write.
  private static let time: [UInt8] = [0, 0, 0x21, 0]

  init(_ sink: ByteSink, name: String) throws(OutputError) {
    self.sink = sink
    self.name = Array(name.utf8)
    // Version 2.0; sizes follow, names are UTF-8; deflated.
    var head: [UInt8] = [0x50, 0x4B, 3, 4, 20, 0, 8, 8, 8, 0] + Self.time
    head += [UInt8](repeating: 0, count: 12)
    head.add16(self.name.count)
    head.add16(0)
    try put(head + self.name)
  }

  private func put(_ bytes: [UInt8]) throws(OutputError) {
    let buffer = ByteBuffer(capacity: bytes.count)
    buffer.add(bytes)
    try sink.write(buffer)
  }

  func add(_ bytes: [UInt8]) throws(OutputError) { try pack(bytes, isLast: false) }

  private func pack(_ bytes: [UInt8], isLast: Bool) throws(OutputError) {
    size += bytes.count
    var failure: OutputError?
    bytes.withUnsafeBufferPointer { bytes in
      sum = ZipCheckSum.sum(bytes, after: sum)
      do throws(OutputError) {
        try deflater.pack(bytes, isLast: isLast) { packed throws(OutputError) in
          packedSize += packed.count
          try sink.write(packed)
        }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  /// Ends the archive.
  func finish() throws(OutputError) {
    try pack([], isLast: true)
    guard size < 0xFFFF_FFFF, packedSize < 0xFFFF_FFF0 else {
      throw .cannotWrite(path: "archive", reason: "more than 4 GB do not fit; write .kml")
    }
    var sizes: [UInt8] = []
    sizes.add32(Int(sum))
    sizes.add32(packedSize)
    sizes.add32(size)
    try put([0x50, 0x4B, 7, 8] + sizes)
    let start = 30 + name.count + packedSize + 16
    var list: [UInt8] = [0x50, 0x4B, 1, 2, 20, 0, 20, 0, 8, 8, 8, 0] + Self.time + sizes
    list.add16(name.count)
    list += [UInt8](repeating: 0, count: 16)
    list += name
    var end: [UInt8] = [0x50, 0x4B, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0]
    end.add32(list.count)
    end.add32(start)
    end.add16(0)
    try put(list + end)
  }
}

extension [UInt8] {
  fileprivate mutating func add16(_ value: Int) {
    append(UInt8(truncatingIfNeeded: value))
    append(UInt8(truncatingIfNeeded: value >> 8))
  }

  fileprivate mutating func add32(_ value: Int) {
    add16(value & 0xFFFF)
    add16(value >> 16 & 0xFFFF)
  }
}
