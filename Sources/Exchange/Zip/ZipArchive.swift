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
final class ZipArchive {
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
  private let descriptor: Int32
  private let size: Int

  /// Whether a file begins as archives do.
  static func isArchive(path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var isAtEnd = false
    let bytes = try? InputFile.piece(of: descriptor, 4, name: path, isAtEnd: &isAtEnd)
    return bytes == [0x50, 0x4B, 3, 4] || bytes == [0x50, 0x4B, 5, 6]
  }

  /// Reads the directory.
  ///
  /// - Throws: A fault for what is no archive or one of a kind that is not read.
  init(path: String, name: String) throws(DataFault) {
    self.name = name
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw InputFile.fault(name, errno) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else {
      let code = errno
      close(descriptor)
      throw InputFile.fault(name, code)
    }
    guard facts.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw InputFile.fault(name, EISDIR)
    }
    size = Int(facts.st_size)
    do throws(DataFault) {
      entries = try Self.directory(descriptor, size, name)
    } catch {
      close(descriptor)
      throw error
    }
  }

  deinit { close(descriptor) }

  private static func fault(_ name: String, _ problem: String) -> DataFault {
    DataFault(file: name, problem: problem, remedy: "unpack it and name the file inside")
  }

  private static func directory(
    _ descriptor: Int32, _ size: Int, _ name: String
  ) throws(DataFault) -> [Entry] {
    // The end of the directory has 22 bytes and a comment of at most 65,535.
    let tail = bytes(descriptor, max(0, size - 65_557), min(size, 65_557))
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
    let list = bytes(descriptor, start, length)
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

  /// Bytes of the file; fewer where it ends.
  private static func bytes(_ descriptor: Int32, _ start: Int, _ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: max(0, count)) { buffer, filled in
      while filled < count {
        let got = pread(
          descriptor, buffer.baseAddress.map { $0 + filled }, count - filled, start + filled)
        if got > 0 { filled += got } else if got == 0 || errno != EINTR { return }
      }
    }
  }

  /// The bytes of a file in the archive, as they are wanted.
  ///
  /// - Parameter entry: One of ``entries``.
  /// - Returns: A source that `ByteSource` reads.
  /// - Throws: A fault where the file is not where the directory says.
  func source(_ entry: Entry) throws(DataFault) -> ByteSource {
    let label = "\(name)/\(entry.name)"
    guard entry.method == 0 || entry.method == 8 else {
      throw Self.fault(label, "it is packed in a way (\(entry.method)) that is not read")
    }
    let head = Self.bytes(descriptor, entry.offset, 30)
    guard head.count == 30, head.word32(0) == 0x0403_4B50 else {
      throw DataFault(file: label, problem: "the archive is damaged", remedy: "fetch it again")
    }
    var place = entry.offset + 30 + Int(head.word16(26)) + Int(head.word16(28))
    let end = place + entry.packedSize
    guard end <= size else {
      throw DataFault(file: label, problem: "the archive is cut short", remedy: "fetch it again")
    }
    let inflater = entry.method == 8 ? ZipInflater(expecting: entry) : nil
    let sum = ZipCheckSum(expecting: entry)
    return try ByteSource(name: label) { [self] (buffer) throws(DataFault) in
      var written = 0
      while written == 0, !buffer.isEmpty {
        let packed = Self.bytes(descriptor, place, min(end - place, 1 << 16))
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

extension [UInt8] {
  /// A little-endian number; the bytes must be there.
  func word16(_ place: Int) -> UInt16 { UInt16(self[place]) | UInt16(self[place + 1]) << 8 }

  func word32(_ place: Int) -> UInt32 {
    UInt32(word16(place)) | UInt32(word16(place + 2)) << 16
  }
}
