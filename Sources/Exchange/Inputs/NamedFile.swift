#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A file with a name that other libraries can open: itself, a link to it, or a copy for the moment.
final class NamedFile: Sendable {
  let path: String
  /// Whether it is ours to remove.
  private let isTemporary: Bool

  /// A file that is there; a link to it where its name is no UTF-8.
  init(of path: String) throws(DataFault) {
    guard !SystemPath.isPlain(path) else {
      (self.path, isTemporary) = (path, false)
      return
    }
    let link = TemporaryFile.randomPath("link")
    let target = FileSystem.realPath(path) ?? path
    guard symlink(target, link) == 0 else { throw InputFile.fault(link, errno) }
    (self.path, isTemporary) = (link, true)
  }

  /// A copy of what comes from elsewhere.
  ///
  /// - Throws: A fault where it cannot be read or written.
  init(copying read: ByteSource.Outside, name: String) throws(DataFault) {
    let path = TemporaryFile.randomPath("copy")
    let descriptor = OpenDescriptor(
      open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600))
    guard descriptor.number >= 0 else { throw InputFile.fault(TemporaryFile.usualFolder, errno) }
    (self.path, isTemporary) = (path, true)
    while true {
      let piece = try [UInt8](reading: 1 << 18, from: read)
      if piece.isEmpty { return }
      guard FileSystem.writeAll(descriptor.number, piece) else {
        throw InputFile.fault(TemporaryFile.usualFolder, errno)
      }
    }
  }

  /// Takes the name away: who has opened the file keeps it.
  func removeName() { if isTemporary { unlink(path) } }

  deinit { removeName() }
}
