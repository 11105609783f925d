#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Writes a file piece by piece, whole or not at all; `-` is the standard output.
///
/// The pieces go to a file of its own, which takes the name when all is safe on disk: who is killed
/// in the middle leaves the old file as it was, and where the file system allows it nothing else. A
/// name that ends in `.gz` is packed.
package final class ByteSink {
  private let path: String
  private let force: Bool
  private var staged: StagedFile?
  private var descriptor: Int32
  private var deflater: Deflater?
  private var isDone = false
  /// Whether the file stays open at the end.
  private var isKept = false
  /// Whether nobody reads the standard output any more; ``finish()`` then throws.
  package private(set) var isClosedPipe = false
  /// How many bytes were written before packing.
  package private(set) var count = 0

  /// Begins to write.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - force: Whether a file that is there may be replaced.
  /// - Throws: An `OutputError`.
  package init(path: String, force: Bool) throws(OutputError) {
    self.path = path
    self.force = force
    if path.hasSuffix(".gz") { deflater = Deflater(.gzip) }
    if path == "-" {
      descriptor = STDOUT_FILENO
      return
    }
    try AtomicFile.check(path, force: force)
    if FileSystem.kind(of: path) == .device {
      // A stream of the process goes on where it stands.
      descriptor = FileSystem.stream(path).map { dup($0) } ?? open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw FileSystem.failure(path) }
      return
    }
    let target = FileSystem.realPath(path) ?? path
    do throws(OutputError) {
      let staged = try StagedFile(for: target)
      descriptor = staged.descriptor
      self.staged = staged
    } catch {
      throw Self.named(error, path)
    }
  }

  /// Writes into a file that is open already, and goes away without a name.
  init(into file: TemporaryFile) {
    path = file.folder
    force = false
    descriptor = file.descriptor
    isKept = true
  }

  /// The error by the name that was given, not the one behind a link.
  private static func named(_ error: OutputError, _ path: String) -> OutputError {
    if case .cannotWrite(_, let reason) = error { return .cannotWrite(path: path, reason: reason) }
    return error
  }

  deinit { abandon() }

  package func write(_ bytes: UnsafeBufferPointer<UInt8>) throws(OutputError) {
    count += bytes.count
    guard let deflater else { return try put(bytes) }
    try deflater.pack(bytes, isLast: false) { packed throws(OutputError) in try put(packed) }
  }

  func write(_ buffer: ByteBuffer) throws(OutputError) { try write(buffer.bytes) }

  func write(_ bytes: [UInt8]) throws(OutputError) {
    try bytes.withUnsafeBufferPointer { (bytes) throws(OutputError) in try write(bytes) }
  }

  private func put(_ bytes: UnsafeBufferPointer<UInt8>) throws(OutputError) {
    guard !isClosedPipe else { return }
    var offset = 0
    while offset < bytes.count {
      let start = bytes.baseAddress.map { $0 + offset }
      let written =
        staged == nil
        ? FileSystem.writeSome(descriptor, start, bytes.count - offset)
        : Self.writeSome(descriptor, start, bytes.count - offset)
      if written > 0 {
        offset += written
      } else if written < 0, errno != EINTR {
        if errno == EPIPE, path == "-" {
          isClosedPipe = true
          return
        }
        throw FileSystem.failure(path == "-" ? "standard output" : path)
      }
    }
  }

  private static func writeSome(
    _ descriptor: Int32, _ start: UnsafePointer<UInt8>?, _ count: Int
  ) -> Int {
    #if canImport(Glibc)
    Glibc.write(descriptor, start, count)
    #elseif canImport(Musl)
    Musl.write(descriptor, start, count)
    #else
    Darwin.write(descriptor, start, count)
    #endif
  }

  /// Ends the file and lets it take its name.
  ///
  /// - Throws: An `OutputError`; `closedPipe` where nobody has read all of the standard output.
  package func finish() throws(OutputError) {
    if let deflater {
      try deflater.pack(UnsafeBufferPointer(start: nil, count: 0), isLast: true) {
        packed throws(OutputError) in try put(packed)
      }
    }
    guard staged != nil else {
      isDone = true
      if isClosedPipe { throw .closedPipe }
      if !isKept, descriptor > STDERR_FILENO { close(descriptor) }
      return
    }
    do throws(OutputError) { try staged?.place(force: force) } catch {
      throw Self.named(error, path)
    }
    isDone = true
  }

  /// Forgets what was written; nothing where it is finished.
  package func abandon() {
    guard !isDone else { return }
    isDone = true
    if let staged {
      staged.abandon()
    } else if !isKept, descriptor > STDERR_FILENO {
      close(descriptor)
    }
  }
}
