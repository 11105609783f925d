#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The files in a zip archive (PKWARE APPNOTE 6.3), stored or deflated.
///
/// Names and sizes are those of the directory at the end, so that sizes behind the data need no care. Archives in
/// parts, with passwords or beyond 4 GB are refused.
final class ZipArchive: Sendable {
  struct Entry: Hashable, Sendable {
    var name: String
    var method: UInt16
    var packedSize: Int
    var size: Int
    var checkSum: UInt32
    var offset: Int

    /// The name without folders.
    var fileName: String { name.split(separator: "/").last.map(String.init) ?? name }
  }

  let name: String
  let entries: [Entry]
  private let storage: Storage

  /// Where the bytes of the archive are.
  private struct Storage: Sendable {
    let size: Int
    private let read:
      @Sendable (UnsafeMutableRawBufferPointer, _ position: Int) throws(DataFault) -> Int

    init(_ descriptor: OpenDescriptor, size: Int, name: String) {
      self.size = size
      read = { (buffer, position) throws(DataFault) in
        while true {
          let got = pread(descriptor.number, buffer.baseAddress, buffer.count, off_t(position))
          if got >= 0 { return got }
          if errno != EINTR { throw InputFile.fault(name, errno) }
        }
      }
    }

    init(_ stream: StreamCopy) throws(DataFault) {
      size = try stream.size()
      read = { (buffer, position) throws(DataFault) in try stream.read(buffer, at: position) }
    }

    /// Bytes from a place on; fewer where the archive ends.
    func bytes(_ start: Int, _ count: Int) throws(DataFault) -> [UInt8] {
      var place = start
      var bytes: [UInt8] = []
      while bytes.count < count {
        let piece = try [UInt8](reading: count - bytes.count) { (buffer) throws(DataFault) in
          try read(buffer, place)
        }
        if piece.isEmpty { break }
        place += piece.count
        if bytes.isEmpty { bytes = piece } else { bytes += piece }
      }
      return bytes
    }
  }

  /// Whether bytes begin as archives do.
  static func isArchive(_ head: [UInt8]) -> Bool {
    head.starts(with: [0x50, 0x4B, 3, 4]) || head.starts(with: [0x50, 0x4B, 5, 6])
  }

  /// Reads the directory of a file.
  ///
  /// - Throws: A fault for what is no archive or one of a kind that is not read.
  convenience init(path: String, name: String) throws(DataFault) {
    let descriptor = OpenDescriptor(open(path, O_RDONLY | O_CLOEXEC))
    guard descriptor.number >= 0 else { throw InputFile.fault(name, errno) }
    var facts = stat()
    guard fstat(descriptor.number, &facts) == 0 else { throw InputFile.fault(name, errno) }
    try self.init(Storage(descriptor, size: Int(facts.st_size), name: name), name: name)
  }

  /// Reads the directory of what comes as a stream.
  convenience init(_ stream: StreamCopy, name: String) throws(DataFault) {
    try self.init(try Storage(stream), name: name)
  }

  private init(_ storage: Storage, name: String) throws(DataFault) {
    self.name = name
    self.storage = storage
    entries = try Self.directory(storage, name)
  }

  private static func fault(_ name: String, _ problem: String) -> DataFault {
    DataFault(file: name, problem: problem, remedy: "unpack it and name the file inside")
  }

  private static func directory(
    _ storage: Storage, _ name: String
  ) throws(DataFault) -> [Entry] {
    let size = storage.size
    // The end of the directory has 22 bytes and a comment of at most 65,535.
    let tail = try storage.bytes(max(0, size - 65_557), min(size, 65_557))
    guard tail.count >= 22,
      let end = (0...tail.count - 22).last(where: { tail.word32($0) == 0x0605_4B50 })
    else {
      throw DataFault(
        file: name, problem: "this is no zip archive, or it is cut short",
        remedy: "fetch it again")
    }
    guard tail.word16(end + 4) == 0, tail.word16(end + 8) == tail.word16(end + 10) else {
      throw fault(name, "the archive is one of several parts")
    }
    let (count, length) = (Int(tail.word16(end + 10)), Int(tail.word32(end + 12)))
    let start = Int(tail.word32(end + 16))
    guard count < 0xFFFF, start < 0xFFFF_FFFF, length < 0xFFFF_FFFF else {
      throw fault(name, "the archive is a zip64, which is not read")
    }
    guard start + length <= size else {
      throw DataFault(
        file: name, problem: "the directory of the archive lies beyond its end",
        remedy: "fetch it again")
    }
    let list = try storage.bytes(start, length)
    var entries: [Entry] = []
    var place = 0
    for _ in 0..<count {
      guard place + 46 <= list.count, list.word32(place) == 0x0201_4B50 else {
        throw DataFault(
          file: name, problem: "the directory of the archive is damaged", remedy: "fetch it again")
      }
      let nameCount = Int(list.word16(place + 28))
      let next =
        place + 46 + nameCount + Int(list.word16(place + 30)) + Int(list.word16(place + 32))
      guard next <= list.count else {
        throw DataFault(
          file: name, problem: "the directory of the archive is damaged", remedy: "fetch it again")
      }
      let text = String(decoding: list[place + 46..<place + 46 + nameCount], as: UTF8.self)
      let entry = Entry(
        name: text, method: list.word16(place + 10), packedSize: Int(list.word32(place + 20)),
        size: Int(list.word32(place + 24)), checkSum: list.word32(place + 16),
        offset: Int(list.word32(place + 42)))
      if list.word16(place + 8) & 1 != 0 {
        throw fault(name, "\(text) in the archive needs a password")
      }
      // Folders, and what a Mac packs beside every file.
      if !text.hasSuffix("/"), !text.hasPrefix("__MACOSX/") { entries.append(entry) }
      place = next
    }
    return entries
  }

  /// The bytes of a file in the archive, as they are wanted.
  ///
  /// - Parameter entry: One of ``entries``.
  /// - Returns: A source that is read from front to back.
  /// - Throws: A fault where the file is not where the directory says.
  func source(_ entry: Entry) throws(DataFault) -> ByteSource {
    try ByteSource(name: "\(name)/\(entry.name)", outside: try reading(entry))
  }

  /// The same as what fills buffers.
  ///
  /// - Parameters:
  ///   - entry: One of ``entries``.
  ///   - limit: How much may come out of how little.
  /// - Returns: What fills buffers from front to back.
  /// - Throws: A fault where the file is not where the directory says, or is made to fill computers.
  func reading(
    _ entry: Entry, limit: UnpackingLimit = UnpackingLimit()
  ) throws(DataFault) -> ByteSource.Outside {
    let label = "\(name)/\(entry.name)"
    guard entry.size <= limit.bytes || entry.size / limit.ratio <= entry.packedSize else {
      throw DataFault(
        file: label,
        problem:
          "it unpacks to more than \(limit.bytes >> 20) MB and \(limit.ratio) times its size, "
          + "as files do that are made to fill computers",
        remedy: "unpack it first if that is meant")
    }
    guard entry.method == 0 || entry.method == 8 else {
      throw Self.fault(label, "it is packed in a way (\(entry.method)) that is not read")
    }
    let head = try storage.bytes(entry.offset, 30)
    guard head.count == 30, head.word32(0) == 0x0403_4B50 else {
      throw DataFault(file: label, problem: "the archive is damaged", remedy: "fetch it again")
    }
    var place = entry.offset + 30 + Int(head.word16(26)) + Int(head.word16(28))
    let end = place + entry.packedSize
    guard end <= storage.size else {
      throw DataFault(file: label, problem: "the archive is cut short", remedy: "fetch it again")
    }
    let inflater = entry.method == 8 ? ZipInflater(expecting: entry) : nil
    let sum = ZipCheckSum(expecting: entry)
    return { [storage] (buffer) throws(DataFault) in
      var written = 0
      while written == 0, !buffer.isEmpty {
        let packed = try storage.bytes(place, min(end - place, 1 << 16))
        if let inflater {
          let step = inflater.step(packed, into: buffer)
          place += step.taken
          written = step.written
          if let damage = step.damage {
            throw DataFault(
              file: label, problem: "the archive is damaged (\(damage))", remedy: "fetch it again")
          }
          if inflater.isAtEnd { break }
        } else {
          written = min(packed.count, buffer.count)
          buffer.copyBytes(from: packed[..<written])
          place += written
          if written == 0 { break }
        }
      }
      guard sum.agrees(UnsafeRawBufferPointer(buffer), written) else {
        throw DataFault(
          file: label, problem: "what is unpacked does not agree with its check sum",
          remedy: "fetch it again")
      }
      return written
    }
  }
}

extension ZipArchive {
  /// The bytes of the archive itself.
  func readingAll() -> ByteSource.Outside {
    var place = 0
    return { [storage] (buffer) throws(DataFault) in
      let piece = try storage.bytes(place, min(buffer.count, 1 << 18))
      buffer.copyBytes(from: piece)
      place += piece.count
      return piece.count
    }
  }
}

extension [UInt8] {
  /// A little-endian number; the bytes must be there.
  func word16(_ place: Int) -> UInt16 { UInt16(self[place]) | UInt16(self[place + 1]) << 8 }

  func word32(_ place: Int) -> UInt32 {
    UInt32(word16(place)) | UInt32(word16(place + 2)) << 16
  }
}
