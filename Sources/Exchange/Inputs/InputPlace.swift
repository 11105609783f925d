#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What stands behind the name of an input: the one place that decides how its bytes are read.
///
/// - A regular file is read where it lies.
/// - All else that has bytes is a stream, which can be read once alone: the standard input (`-`), a pipe with a name,
///   a socket, a device. It is read through a ``StreamCopy``.
/// - A zip archive stands for the one file in it that can be read, and `archive.zip/roads.csv` for a file in it.
package struct InputPlace: Sendable {
  private enum Content: Sendable {
    case file(String)
    case stream(StreamCopy)
    case member(ZipArchive, ZipArchive.Entry)
  }

  private let content: Content
  /// What messages call it; its ending says what format it is.
  package let name: String
  /// The path as it was given.
  package let path: String
  /// The size of a regular file; 0 where nobody knows.
  package let size: Int

  /// Finds out what is behind a path.
  ///
  /// - Parameters:
  ///   - path: As the user gives it; `-` is the standard input.
  ///   - layer: Which file of an archive that has several, by its name without its ending.
  ///   - format: What it is, where the user says so.
  ///   - isReadOnce: Whether nobody will read it a second time, so that nothing of a stream must be kept.
  /// - Throws: A fault for what is not there, a folder, or an archive that does not say which file is meant.
  package init(
    _ path: String, layer: String? = nil, format: DataFormat? = nil, isReadOnce: Bool = false
  ) throws(DataFault) {
    self.path = path
    let plainName = path == "-" ? "standard input" : path
    var facts = stat()
    if path != "-", stat(path, &facts) != 0 {
      let code = errno
      guard let found = try Self.member(path) else { throw InputFile.fault(path, code) }
      content = .member(found.archive, found.entry)
      name = path
      size = 0
      return
    }
    let kind = facts.st_mode & S_IFMT
    if path != "-", kind == S_IFDIR { throw InputFile.fault(path, EISDIR) }
    let bytes: Content
    if path != "-", kind == S_IFREG {
      bytes = .file(path)
      size = Int(facts.st_size)
    } else {
      bytes = .stream(
        try InputStreams.stream(path, name: plainName, keepsAll: !isReadOnce))
      size = 0
    }
    let isArchive = ZipArchive.isArchive(try Self.head(bytes, plainName, 4))
    let known = format ?? DataFormat(path: path)
    guard isArchive, known != .kmz, known != .kml else {
      content = bytes
      name = plainName
      return
    }
    let archive: ZipArchive
    do throws(DataFault) {
      archive = try Self.archive(bytes, plainName)
    } catch {
      // What is called a table and begins as an archive is a broken spreadsheet, as its reader says.
      guard let known, known.isText else { throw error }
      content = bytes
      name = plainName
      return
    }
    let entry = try archive.only(layer: layer, format: format)
    content = .member(archive, entry)
    name = "\(plainName)/\(entry.name)"
  }

  /// Bytes in memory, as a stream gives them.
  init(_ stream: StreamCopy, name: String) {
    content = .stream(stream)
    (self.name, path, size) = (name, name, 0)
  }

  /// Whether somebody may look for other files beside it.
  var isFile: Bool { if case .file = content { true } else { false } }

  /// The archive that it lies in, and where; nil for what lies in none.
  var member: (archive: ZipArchive, entry: ZipArchive.Entry)? {
    if case .member(let archive, let entry) = content { (archive, entry) } else { nil }
  }

  /// Whether a layer is the file in the archive that was chosen by that name, which has no layers of its own then.
  package func isMemberNamed(_ layer: String?) -> Bool {
    guard let member, let layer else { return false }
    return ZipArchive.stem(member.entry.fileName) == layer
  }

  // MARK: Bytes

  /// Gives its bytes from front to back.
  func open() throws(DataFault) -> ByteSource.Outside {
    switch content {
    case .file(let path):
      let descriptor = OpenDescriptor(Exchange.open(path, O_RDONLY | O_CLOEXEC))
      guard descriptor.number >= 0 else { throw InputFile.fault(name, errno) }
      return { [name] (buffer) throws(DataFault) in try descriptor.read(buffer, name: name) }
    case .stream(let stream):
      var position = 0
      return { (buffer) throws(DataFault) in
        let count = try stream.read(buffer, at: position)
        position += count
        return count
      }
    case .member(let archive, let entry): return try archive.reading(entry)
    }
  }

  /// The same of the file on the disk: of an archive that it lies in, all of that.
  func openWhole() throws(DataFault) -> ByteSource.Outside {
    if case .member(let archive, _) = content { return archive.readingAll() }
    return try open()
  }

  /// Its first bytes.
  package func head(_ count: Int) throws(DataFault) -> [UInt8] {
    precondition(count <= StreamCopy.headSize, "a head is short")
    return try Self.head(content, name, count)
  }

  private static func head(
    _ content: Content, _ name: String, _ count: Int
  ) throws(DataFault) -> [UInt8] {
    var bytes: [UInt8] = []
    let read = try InputPlace(content, name: name).open()
    while bytes.count < count {
      let piece = try [UInt8](reading: count - bytes.count, from: read)
      if piece.isEmpty { break }
      bytes += piece
    }
    return bytes
  }

  private init(_ content: Content, name: String) {
    self.content = content
    (self.name, path, size) = (name, name, 0)
  }

  // MARK: Archives

  /// Itself as an archive; nil where it is none.
  func archive() throws(DataFault) -> ZipArchive? {
    guard ZipArchive.isArchive(try head(4)) else { return nil }
    return try Self.archive(content, name)
  }

  private static func archive(
    _ content: Content, _ name: String
  ) throws(DataFault) -> ZipArchive {
    switch content {
    case .file(let path): return try ZipArchive(path: path, name: name)
    case .stream(let stream) where stream.keepsAll: return try ZipArchive(stream, name: name)
    case .stream, .member:
      // The parts of an archive are read in any order, so all of it is kept.
      let read = Unshared(try InputPlace(content, name: name).open())
      return try ZipArchive(
        StreamCopy(keepsAll: true) { (buffer) throws(DataFault) in try read.value(buffer) },
        name: name)
    }
  }

  /// The file in an archive that a path names: `data/roads.zip/2024/roads.csv`; nil where no part of it is a file.
  private static func member(
    _ path: String
  ) throws(DataFault) -> (archive: ZipArchive, entry: ZipArchive.Entry)? {
    var outer = path
    while let slash = outer.lastIndex(of: "/"), slash > outer.startIndex {
      outer = String(outer[..<slash])
      var facts = stat()
      guard stat(outer, &facts) == 0 else { continue }
      guard facts.st_mode & S_IFMT == S_IFREG,
        ZipArchive.isArchive(try head(.file(outer), outer, 4))
      else { return nil }
      let archive = try ZipArchive(path: outer, name: outer)
      let inner = String(path.dropFirst(outer.count + 1))
      return (archive, try archive.entry(named: inner))
    }
    return nil
  }

  // MARK: Files with names

  /// A file with a name that other libraries can open.
  ///
  /// - Throws: A fault where no copy can be made.
  func namedFile() throws(DataFault) -> NamedFile {
    if case .file(let path) = content { return try NamedFile(of: path) }
    return try NamedFile(copying: try open(), name: name)
  }
}

/// What one thread uses at a time, whatever the compiler can see of that.
private final class Unshared<Value>: @unchecked Sendable {
  let value: Value

  init(_ value: Value) { self.value = value }
}

extension [UInt8] {
  /// What a source gives, at most so many bytes; none at the end.
  init(reading count: Int, from read: ByteSource.Outside) throws(DataFault) {
    var result: Result<Int, DataFault> = .success(0)
    self.init(unsafeUninitializedCapacity: count) { buffer, filled in
      do throws(DataFault) {
        filled = try read(UnsafeMutableRawBufferPointer(buffer))
      } catch {
        result = .failure(error)
      }
    }
    _ = try result.get()
  }
}
