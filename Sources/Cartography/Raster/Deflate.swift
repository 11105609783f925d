import CZLIB

/// zlib's streams, as PNG holds them.
package enum Deflate {
  /// - Parameters:
  ///   - bytes: Any number of them, none included.
  ///   - level: 1, fast, to 9, small.
  /// - Returns: A stream with zlib's head and checksum.
  package static func compressed(_ bytes: [UInt8], level: Int32) -> [UInt8] {
    var size = compressBound(uLong(bytes.count))
    return [UInt8](unsafeUninitializedCapacity: Int(size)) { buffer, count in
      let status = bytes.withUnsafeBufferPointer {
        compress2(buffer.baseAddress, &size, $0.baseAddress, uLong($0.count), level)
      }
      precondition(status == Z_OK, "zlib needs memory")
      count = Int(size)
    }
  }

  /// - Parameters:
  ///   - bytes: What ``compressed(_:level:)`` gave.
  ///   - count: How many bytes that was given.
  /// - Returns: Those bytes.
  package static func expanded(_ bytes: [UInt8], count: Int) -> [UInt8] {
    var size = uLong(count)
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      let status = bytes.withUnsafeBufferPointer {
        uncompress(buffer.baseAddress, &size, $0.baseAddress, uLong($0.count))
      }
      precondition(status == Z_OK && size == count, "only our own streams are expanded")
      filled = count
    }
  }

  /// The CRC-32 of the bytes, as PNG's chunks end with it.
  package static func checksum(_ bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBufferPointer { UInt32(crc32_z(0, $0.baseAddress, $0.count)) }
  }
}
