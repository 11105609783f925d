import CZLIB

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Reads a file or the standard input piece by piece; what is packed with gzip is unpacked, and text of any encoding
/// becomes UTF-8 where that is asked for.
package final class FileSource {
  package let name: String
  /// Gives the bytes of the file as it is; nil for bytes that are in memory.
  private let outside: ByteSource.Outside?
  /// Turns text into UTF-8; nil where bytes are to stay as they are.
  private var feed: TextFeed?
  private var isAtEnd = false
  private var inflater: Inflater?
  private let limit: UnpackingLimit
  private var isFirst = true
  /// What was read of the file but not handed over yet.
  private var ahead: [UInt8] = []
  /// What is in memory, packed, and was not unpacked yet: little at a time, for each time what is left is moved.
  private var waiting: ArraySlice<UInt8> = []
  /// Where pieces of the file arrive.
  private var piece = UnsafeMutableRawBufferPointer(start: nil, count: 0)
  /// The size of the file as it is on disk; 0 where it is not known.
  package let size: Int
  /// Whether it is packed; known once something has been read.
  package var isPacked: Bool { inflater != nil }

  /// Opens a file; `-` is the standard input.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - name: What messages call it; nil for its path.
  ///   - text: How it is read as text, which comes as UTF-8; nil for its bytes as they are.
  ///   - limit: How much may come out of a packed file.
  /// - Throws: The fault of a file that cannot be opened.
  package convenience init(
    path: String, name: String? = nil, text: TextInput? = nil,
    limit: UnpackingLimit = UnpackingLimit()
  ) throws(DataFault) {
    try self.init(try InputPlace(path), name: name, text: text, limit: limit)
  }

  /// Opens what stands behind a name.
  package init(
    _ place: InputPlace, name: String? = nil, text: TextInput? = nil,
    limit: UnpackingLimit = UnpackingLimit()
  ) throws(DataFault) {
    self.limit = limit
    self.name = name ?? place.name
    feed = text.map { TextFeed(file: name ?? place.name, $0) }
    outside = try place.open()
    size = place.size
  }

  /// Reads a temporary file from its beginning.
  init(_ file: TemporaryFile) throws(DataFault) {
    limit = UnpackingLimit()
    name = file.folder
    size = 0
    isFirst = false
    let descriptor = OpenDescriptor(dup(file.descriptor))
    guard descriptor.number >= 0, lseek(descriptor.number, 0, SEEK_SET) == 0 else {
      throw InputFile.fault(file.folder, errno)
    }
    outside = { [name] (buffer) throws(DataFault) in try descriptor.read(buffer, name: name) }
  }

  /// Bytes that are in memory already.
  package init(bytes: [UInt8], name: String, limit: UnpackingLimit = UnpackingLimit()) {
    self.name = name
    self.limit = limit
    outside = nil
    size = bytes.count
    isAtEnd = true
    isFirst = false
    if bytes.starts(with: [0x1F, 0x8B]) {
      inflater = Inflater()
      waiting = bytes[...]
    } else {
      ahead = bytes
    }
  }

  deinit { piece.deallocate() }

  /// Adds up to `count` bytes to a list; none at the end of the file.
  ///
  /// - Throws: A fault where the file cannot be read or is packed wrongly.
  package func read(_ count: Int, into bytes: inout [UInt8]) throws(DataFault) {
    if isFirst {
      isFirst = false
      try readRaw(1 << 16, into: &ahead)
      if ahead.starts(with: [0x1F, 0x8B]) { inflater = Inflater() }
    }
    guard var feed else { return try readUnpacked(count, into: &bytes) }
    self.feed = nil
    defer { self.feed = feed }
    try feed.read(count, into: &bytes) { (count, bytes) throws(DataFault) in
      try readUnpacked(count, into: &bytes)
    }
  }

  private func readUnpacked(_ count: Int, into bytes: inout [UInt8]) throws(DataFault) {
    guard let inflater else {
      if !ahead.isEmpty {
        bytes += ahead
        ahead = []
      }
      return try readRaw(count, into: &bytes)
    }
    let before = bytes.count
    while bytes.count == before {
      if ahead.isEmpty { try readRaw(1 << 17, into: &ahead) }
      if ahead.isEmpty {
        guard inflater.isBetweenMembers else {
          throw DataFault(
            file: name, problem: "the packed file is cut short", remedy: "fetch it again")
        }
        return
      }
      do throws(Inflater.Damage) {
        try inflater.unpack(&ahead, into: &bytes, atMost: count)
      } catch {
        throw DataFault(
          file: name, problem: "the packed file is damaged (\(error.reason))",
          remedy: "fetch it again")
      }
      try checkUnpacked(inflater)
    }
  }

  private func checkUnpacked(_ inflater: Inflater) throws(DataFault) {
    if inflater.beginsPacked {
      throw DataFault(
        file: name, problem: "the packed file holds another packed file",
        remedy: "unpack it once more")
    }
    guard inflater.unpackedCount > limit.bytes,
      inflater.unpackedCount / limit.ratio > max(size, inflater.packedCount)
    else { return }
    throw DataFault(
      file: name,
      problem: "the packed file unpacks to more than \(limit.bytes >> 20) MB and \(limit.ratio) "
        + "times its size, as files do that are made to fill computers",
      remedy: "unpack it first if that is meant")
  }

  private func readRaw(_ count: Int, into bytes: inout [UInt8]) throws(DataFault) {
    if !waiting.isEmpty {
      bytes += waiting.prefix(count)
      waiting = waiting.dropFirst(count)
      return
    }
    // Read here first, which stays in the cache, and from here to its place.
    let pieceSize = 1 << 17
    if piece.isEmpty { piece = .allocate(byteCount: pieceSize, alignment: 64) }
    var missing = count
    while missing > 0, !isAtEnd, let outside {
      let got = try outside(
        UnsafeMutableRawBufferPointer(rebasing: piece[..<min(missing, pieceSize)]))
      if got > 0 {
        bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: piece[..<got]))
        missing -= got
      } else {
        isAtEnd = true
      }
    }
  }

  /// What the system's call says.
  static func readSome(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    #if canImport(Glibc)
    Glibc.read(descriptor, buffer.baseAddress, buffer.count)
    #elseif canImport(Musl)
    Musl.read(descriptor, buffer.baseAddress, buffer.count)
    #else
    Darwin.read(descriptor, buffer.baseAddress, buffer.count)
    #endif
  }
}

/// How much may come out of a packed file.
package struct UnpackingLimit: Hashable, Sendable {
  /// More bytes than this are taken only where they are not too many times those that are packed.
  package var bytes = 256 << 20
  /// How many times.
  package var ratio = 250

  package init() {}
}

/// Unpacks gzip (RFC 1952), one member after another.
final class Inflater {
  struct Damage: Error {
    var reason: String
  }

  private var stream = z_stream()
  /// Whether the last member has ended.
  private(set) var isBetweenMembers = true
  /// How many bytes were taken, and how many made of them.
  private(set) var packedCount = 0
  private(set) var unpackedCount = 0
  private var first: [UInt8] = []
  /// Whether what is unpacked is packed itself.
  var beginsPacked: Bool { first == [0x1F, 0x8B] }

  init() {
    // 16 asks zlib for gzip's header and check sum.
    inflateInit2_(
      &stream, MAX_WBITS + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  }

  deinit { inflateEnd(&stream) }

  /// Unpacks what it can of `packed`, which is taken from it, into at most so many bytes.
  func unpack(
    _ packed: inout [UInt8], into bytes: inout [UInt8], atMost count: Int
  ) throws(Damage) {
    if isBetweenMembers {
      // Zeros may pad the file after the last member.
      let start = packed.firstIndex { $0 != 0 } ?? packed.count
      packed.removeSubrange(..<start)
      if packed.isEmpty { return }
      inflateReset(&stream)
      isBetweenMembers = false
    }
    var status = Z_OK
    var taken = 0
    let before = bytes.count
    let unpacked = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      packed.withUnsafeMutableBufferPointer { source in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(buffer.count)
        status = inflate(&stream, Z_NO_FLUSH)
        taken = source.count - Int(stream.avail_in)
        filled = buffer.count - Int(stream.avail_out)
      }
    }
    packed.removeSubrange(..<taken)
    packedCount += taken
    unpackedCount += unpacked.count
    if first.count < 2 { first += unpacked.prefix(2 - first.count) }
    if before == 0 { bytes = unpacked } else { bytes += unpacked }
    if status == Z_STREAM_END {
      isBetweenMembers = true
    } else if status != Z_OK && status != Z_BUF_ERROR {
      throw Damage(reason: stream.msg.map { String(cString: $0) } ?? "code \(status)")
    }
  }
}
