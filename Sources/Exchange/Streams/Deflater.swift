import CZLIB

/// Packs bytes piece by piece (RFC 1951).
final class Deflater {
  enum Wrapping {
    /// A file of its own, with a header and a check sum (RFC 1952).
    case gzip
    /// The packed data alone.
    case raw
  }

  private var stream = z_stream()
  private let output = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 16)

  init(_ wrapping: Wrapping) {
    let window =
      switch wrapping {
      case .gzip: MAX_WBITS + 16
      case .raw: -MAX_WBITS
      }
    deflateInit2_(
      &stream, 6, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
  }

  deinit {
    deflateEnd(&stream)
    output.deallocate()
  }

  /// Packs a piece.
  ///
  /// - Parameters:
  ///   - bytes: At most 4 GB.
  ///   - isLast: Whether all is to come out now; nothing may follow.
  ///   - body: Takes what is ready, once or more or not at all.
  /// - Throws: What `body` throws.
  func pack<Failure: Error>(
    _ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool,
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    stream.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
    stream.avail_in = UInt32(bytes.count)
    var status = Z_OK
    repeat {
      stream.next_out = output.baseAddress
      stream.avail_out = UInt32(output.count)
      status = deflate(&stream, isLast ? Z_FINISH : Z_NO_FLUSH)
      let filled = output.count - Int(stream.avail_out)
      if filled > 0 { try body(UnsafeBufferPointer(rebasing: output[..<filled])) }
    } while stream.avail_out == 0 || (isLast && status == Z_OK)
  }
}
