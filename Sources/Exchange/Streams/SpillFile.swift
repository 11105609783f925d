#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A file without a name, for what does not fit into memory; the system takes it back when this goes
/// away, however the program ends.
final class SpillFile: Sendable {
  private let descriptor: Int32
  /// Where it lies: `TMPDIR`, else `/var/tmp`, which is on a disk where `/tmp` may be memory, else `/tmp`.
  let folder: String

  /// - Throws: A fault that names the folder where no file can be made there.
  convenience init() throws(DataFault) {
    var folders = ["/var/tmp", "/tmp"]
    if let chosen = getenv("TMPDIR").map({ String(cString: $0) }), !chosen.isEmpty {
      folders = [chosen]
    }
    try self.init(in: folders)
  }

  /// Makes a file in the first folder that takes one.
  init(in folders: [String]) throws(DataFault) {
    var folder = "/tmp"
    var descriptor: Int32 = -1
    var code: Int32 = 0
    for next in folders where descriptor < 0 {
      var template = Array("\(next)/footbridge-XXXXXX".utf8CString)
      folder = next
      descriptor = mkstemp(&template)
      code = errno
      if descriptor >= 0 { unlink(template) }
    }
    self.descriptor = descriptor
    self.folder = folder
    guard descriptor >= 0 else {
      throw DataFault(
        file: folder,
        problem: "no temporary file can be made here: \(String(cString: strerror(code)))",
        remedy: "set TMPDIR to a folder that may be written to")
    }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Writes bytes at a position.
  ///
  /// - Throws: A fault that says what to free where the disk is full.
  func write(_ bytes: UnsafeRawBufferPointer, at position: Int) throws(DataFault) {
    var done = 0
    while done < bytes.count {
      let count = pwrite(
        descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done,
        off_t(position + done))
      if count > 0 {
        done += count
      } else if errno != EINTR {
        throw DataFault(
          file: folder,
          problem: "what does not fit into memory cannot be written to a temporary file here, "
            + "after \((position + done) >> 20) MB: \(String(cString: strerror(errno)))",
          remedy: "free some room, or set TMPDIR to a folder with more")
      }
    }
  }

  /// Fills a buffer with the bytes from a position on; several cores may read at once.
  func read(_ bytes: UnsafeMutableRawBufferPointer, at position: Int) throws(DataFault) {
    var done = 0
    while done < bytes.count {
      let count = pread(
        descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done,
        off_t(position + done))
      if count > 0 {
        done += count
      } else if count == 0 || errno != EINTR {
        throw DataFault(
          file: folder,
          problem: "a temporary file cannot be read again: "
            + (count == 0 ? "it has become shorter" : String(cString: strerror(errno))),
          remedy: "check the disk")
      }
    }
  }
}

/// Writes small pieces to the end of a file together.
struct SpillWriter {
  private let file: SpillFile
  private var waiting: [UInt8] = []
  private var written: Int

  init(_ file: SpillFile, at end: Int) {
    self.file = file
    written = end
  }

  /// Where the next byte goes.
  var position: Int { written + waiting.count }

  mutating func write(_ bytes: UnsafeRawBufferPointer) throws(DataFault) {
    if bytes.count < 1 << 16 {
      waiting += bytes
      if waiting.count >= 1 << 18 { try flush() }
    } else {
      try flush()
      try file.write(bytes, at: written)
      written += bytes.count
    }
  }

  mutating func flush() throws(DataFault) {
    let bytes = waiting
    waiting.removeAll(keepingCapacity: true)
    try bytes.withUnsafeBufferPointer { (bytes) throws(DataFault) in
      try file.write(UnsafeRawBufferPointer(bytes), at: written)
    }
    written += bytes.count
  }
}
