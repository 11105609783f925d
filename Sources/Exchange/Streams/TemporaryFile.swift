#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A file for the life of this object, in the folder for such files (`TMPDIR`, else `/tmp`).
///
/// It loses its name as soon as it is open, so that nothing is left however the program ends; where a file
/// without a name cannot be opened again, the name stays until the end.
package final class TemporaryFile {
  package let descriptor: Int32
  let folder: String
  /// By which it can be opened once more.
  package let path: String
  private let isNamed: Bool

  /// `TMPDIR`, else `/tmp`.
  static var usualFolder: String {
    getenv("TMPDIR").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
  }

  /// A path in that folder which nobody can guess, for what has to have a name.
  static func randomPath(_ name: String) -> String {
    "\(usualFolder)/footbridge-\(String(UInt64.random(in: .min ... .max), radix: 16))-\(name)"
  }

  /// - Throws: A fault that names the folder where no file can be made there.
  package init() throws(DataFault) {
    folder = Self.usualFolder
    // Six letters of the system's choice, and a file that was not there before.
    var template = Array("\(folder)/footbridge-XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    let code = errno
    let named = template.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { String(cString: $0) } ?? ""
    }
    let unnamed = "/proc/self/fd/\(descriptor)"
    isNamed = descriptor >= 0 && access(unnamed, R_OK) != 0
    path = isNamed ? named : unnamed
    guard descriptor >= 0 else {
      throw DataFault(
        file: folder,
        problem: "no temporary file can be made here: \(String(cString: strerror(code)))",
        remedy: "set TMPDIR to a folder that may be written to")
    }
    if !isNamed { unlink(named) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  /// Makes a file with these bytes, to be read from its beginning.
  package convenience init(holding bytes: [UInt8]) throws(DataFault) {
    try self.init()
    guard FileSystem.writeAll(descriptor, bytes), lseek(descriptor, 0, SEEK_SET) == 0 else {
      throw full("the text cannot be kept in a temporary file here")
    }
  }

  /// All that is in it.
  package func bytes() throws(DataFault) -> [UInt8] {
    let source = try FileSource(self)
    var bytes: [UInt8] = []
    var before = -1
    while bytes.count > before {
      before = bytes.count
      try source.read(1 << 18, into: &bytes)
    }
    return bytes
  }

  /// The fault of a disk without room, with what was to be kept.
  func full(_ problem: String) -> DataFault {
    DataFault(
      file: folder, problem: "\(problem): \(String(cString: strerror(errno)))",
      remedy: "free some room, or set TMPDIR to a folder with more")
  }

  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    if isNamed { unlink(path) }
  }
}
