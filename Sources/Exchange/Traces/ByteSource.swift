import CZLIB

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The bytes of a file, of the standard input or of what is packed in them with gzip, piece by
/// piece.
package final class ByteSource {
  /// What messages call it.
  package let name: String
  /// The first bytes, some 64 kB where there are so many; they are handed out again.
  package private(set) var head: [UInt8] = []
  /// How many bytes of the file itself were read.
  package private(set) var packedCount = 0
  package private(set) var isPacked = false

  private let descriptor: Int32
  /// Where the bytes come from, if not from a file.
  private let outside: Outside?
  private var headOffset = 0
  private var stream = z_stream()
  private var packed: [UInt8] = []
  private var isAtEnd = false
  private var isStreamOpen = false
  private var memberIsOpen = false

  /// Fills a buffer with what comes next; 0 bytes are the end.
  package typealias Outside = (UnsafeMutableRawBufferPointer) throws(DataFault) -> Int

  /// Bytes that come from elsewhere, such as out of an archive.
  package init(name: String, outside: @escaping Outside) throws(DataFault) {
    self.name = name
    self.outside = outside
    descriptor = -1
    try readHead()
  }

  /// Opens a file; `-` is the standard input.
  package init(path: String, name: String? = nil) throws(DataFault) {
    outside = nil
    if path == "-" {
      self.name = "standard input"
      descriptor = 0
    } else {
      self.name = name ?? path
      descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw InputFile.fault(path, errno) }
      var facts = stat()
      if fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR {
        throw InputFile.fault(path, EISDIR)
      }
    }
    try readHead()
  }

  deinit {
    if isStreamOpen { inflateEnd(&stream) }
    if descriptor > 0 { close(descriptor) }
  }

  private func readHead() throws(DataFault) {
    var first = try fromFile(1 << 16)
    if first.count == 1 { first += try fromFile(1 << 16) }
    if first.starts(with: [0x1F, 0x8B]) {
      isPacked = true
      packed = first
      // 16 says gzip, 15 the largest window.
      guard inflateInit2_(&stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
      else { throw DataFault(file: name, problem: "cannot be unpacked: zlib needs memory") }
      isStreamOpen = true
      memberIsOpen = true
      head = try unpacked(1 << 16)
    } else {
      head = first
    }
  }

  /// Fills a buffer; fewer bytes than fit mean the end.
  package func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(DataFault) -> Int {
    var count = 0
    if headOffset < head.count {
      let size = min(buffer.count, head.count - headOffset)
      head.withUnsafeBytes { bytes in
        buffer.copyMemory(
          from: UnsafeRawBufferPointer(rebasing: bytes[headOffset..<headOffset + size]))
      }
      headOffset += size
      count = size
    }
    while count < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
      let got = isPacked ? try unpack(into: rest) : try read(into: rest)
      if got == 0 { break }
      count += got
    }
    return count
  }

  /// Reads until the end.
  package func all() throws(DataFault) -> [UInt8] {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = try refill(&piece)
      bytes += piece[..<count]
      if count < piece.count { return bytes }
    }
  }

  /// Fills an array from its beginning.
  package func refill(_ bytes: inout [UInt8], from start: Int = 0) throws(DataFault) -> Int {
    let result: Result<Int, DataFault> = bytes.withUnsafeMutableBytes { buffer in
      do throws(DataFault) {
        return .success(try fill(UnsafeMutableRawBufferPointer(rebasing: buffer[start...])))
      } catch { return .failure(error) }
    }
    return try result.get()
  }

  // MARK: The file

  private func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataFault) -> Int {
    if let outside {
      let got = try outside(buffer)
      packedCount += got
      return got
    }
    while true {
      let got = FileSource.readSome(descriptor, buffer)
      if got >= 0 {
        packedCount += got
        return got
      }
      if errno != EINTR { throw InputFile.fault(name, errno) }
    }
  }

  private func fromFile(_ size: Int) throws(DataFault) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: size)
    let result: Result<Int, DataFault> = bytes.withUnsafeMutableBytes { buffer in
      do throws(DataFault) { return .success(try read(into: buffer)) } catch {
        return .failure(error)
      }
    }
    bytes.removeSubrange(try result.get()...)
    return bytes
  }

  // MARK: gzip

  private func unpacked(_ size: Int) throws(DataFault) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: size)
    let result: Result<Int, DataFault> = bytes.withUnsafeMutableBytes { buffer in
      do throws(DataFault) { return .success(try unpack(into: buffer)) } catch {
        return .failure(error)
      }
    }
    bytes.removeSubrange(try result.get()...)
    return bytes
  }

  private func unpack(into buffer: UnsafeMutableRawBufferPointer) throws(DataFault) -> Int {
    guard !isAtEnd else { return 0 }
    stream.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.avail_out = UInt32(buffer.count)
    while stream.avail_out == buffer.count {
      if packed.isEmpty {
        packed = try fromFile(1 << 18)
        if packed.isEmpty {
          isAtEnd = true
          guard memberIsOpen else { return 0 }
          throw DataFault(
            file: name, problem: "the packed file is cut short after \(packedCount) bytes",
            remedy: "fetch or pack it again")
        }
      }
      var used = 0
      var status = Z_OK
      packed.withUnsafeMutableBufferPointer { input in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        if !memberIsOpen {
          inflateReset(&stream)
          memberIsOpen = true
        }
        status = inflate(&stream, Z_NO_FLUSH)
        used = input.count - Int(stream.avail_in)
      }
      packed.removeFirst(used)
      if status == Z_STREAM_END {
        // Several packed files after each other are one.
        memberIsOpen = false
      } else if status != Z_OK, status != Z_BUF_ERROR {
        throw DataFault(
          file: name, problem: "the packed file is damaged near byte \(packedCount)",
          remedy: "fetch or pack it again")
      }
    }
    return buffer.count - Int(stream.avail_out)
  }
}
