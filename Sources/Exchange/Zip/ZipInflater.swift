import CZLIB

/// Unpacks one deflated file of an archive (RFC 1951), in steps.
final class ZipInflater {
  /// What one step took, gave and found wrong.
  struct Step {
    var taken = 0
    var written = 0
    var damage: String?
  }

  private var stream = z_stream()
  private(set) var isAtEnd = false
  private let size: Int
  private var total = 0

  init(expecting entry: ZipArchive.Entry) {
    size = entry.size
    // Negative: neither header nor check sum.
    inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  }

  deinit { inflateEnd(&stream) }

  /// Unpacks into a buffer what it can of some bytes; none are the end of what is packed.
  func step(_ packed: [UInt8], into buffer: UnsafeMutableRawBufferPointer) -> Step {
    guard !isAtEnd else { return Step() }
    var step = Step()
    var status = Z_OK
    var packed = packed
    packed.withUnsafeMutableBufferPointer { source in
      stream.next_in = source.baseAddress
      stream.avail_in = UInt32(source.count)
      stream.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.avail_out = UInt32(truncatingIfNeeded: min(buffer.count, 1 << 30))
      let room = stream.avail_out
      status = inflate(&stream, Z_NO_FLUSH)
      step.taken = source.count - Int(stream.avail_in)
      step.written = Int(room - stream.avail_out)
    }
    total += step.written
    if status == Z_STREAM_END {
      isAtEnd = true
    } else if status != Z_OK, status != Z_BUF_ERROR {
      step.damage = stream.msg.map { String(cString: $0) } ?? "code \(status)"
    } else if step.taken == 0, step.written == 0 {
      step.damage = "it is cut short"
    }
    if total > size { step.damage = "there is more of it than its directory says" }
    return step
  }
}

/// Compares what comes out of an archive with its check sum.
final class ZipCheckSum {
  private let expected: UInt32
  private let size: Int
  private var sum: UInt = 0
  private var count = 0

  init(expecting entry: ZipArchive.Entry) {
    expected = entry.checkSum
    size = entry.size
  }

  /// Takes the first bytes of a buffer in; false at the end, where nothing comes, if sum or size are wrong.
  func agrees(_ buffer: UnsafeRawBufferPointer, _ count: Int) -> Bool {
    guard count > 0 else { return self.count == size && sum == UInt(expected) }
    self.count += count
    sum = crc32(
      sum, buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt32(count))
    return true
  }

  /// The sum of bytes, to be written.
  static func sum(_ bytes: UnsafeBufferPointer<UInt8>, after sum: UInt = 0) -> UInt {
    crc32(sum, bytes.baseAddress, UInt32(bytes.count))
  }
}
