#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A file that is being written, in the folder where it belongs, and takes its name when it is whole.
///
/// Where the file system can do so (`O_TMPFILE`, Linux), the file has no name until then: whoever
/// is killed in the middle leaves nothing behind. Elsewhere it has a hidden name of its own.
struct StagedFile {
  /// Open for writing.
  let descriptor: Int32
  private let target: String
  /// The name it has until then; nil while it has none.
  private var hidden: String?

  /// Begins a file.
  ///
  /// - Parameter target: Where it belongs, without links.
  /// - Throws: `OutputError.cannotWrite` for the target.
  init(for target: String) throws(OutputError) {
    let folder = Path.folder(of: target)
    self.target = target
    Leftovers.remove(in: folder)
    if let unnamed = Self.unnamed(in: folder) {
      descriptor = unnamed
      return
    }
    let made = try HiddenName.create(for: target)
    descriptor = made.descriptor
    hidden = made.path
  }

  /// Brings all bytes to the disk, and the file to its place.
  ///
  /// - Parameter force: Whether a file with something in it may be replaced that is there by now.
  /// - Throws: `OutputError.cannotWrite` for the target, `OutputError.fileExists`; then ``abandon()``
  ///   is still to be called.
  mutating func place(force: Bool) throws(OutputError) {
    guard fsync(descriptor) == 0 else { throw FileSystem.failure(target) }
    if hidden == nil {
      // A link cannot replace a file: then it takes a hidden name for a moment.
      if link(to: target) { return try end() }
      guard errno == EEXIST else { throw FileSystem.failure(target) }
      try AtomicFile.check(target, force: force)
      hidden = try linkHidden()
    }
    guard let hidden else { return }
    try AtomicFile.check(target, force: force)
    try FileSystem.move(hidden, target)
    self.hidden = nil
    try end()
  }

  private func linkHidden() throws(OutputError) -> String {
    for _ in 0..<16 {
      let path = HiddenName.path(for: target)
      if link(to: path) { return path }
      guard errno == EEXIST else { break }
    }
    throw FileSystem.failure(target)
  }

  private func end() throws(OutputError) {
    guard close(descriptor) == 0 else { throw FileSystem.failure(target) }
    FileSystem.settle(Path.folder(of: target))
  }

  /// Forgets the file.
  func abandon() {
    close(descriptor)
    if let hidden { FileSystem.remove(hidden) }
  }

  #if os(Linux)
  private static func path(of descriptor: Int32) -> String { "/proc/self/fd/\(descriptor)" }

  /// A file without a name; nil where there are none, or no way to give them one later.
  private static func unnamed(in folder: String) -> Int32? {
    // O_TMPFILE, which the headers have as an expression.
    let withoutName: Int32 = 0o20_000_000 | O_DIRECTORY
    let descriptor = open(folder.isEmpty ? "." : folder, O_WRONLY | O_CLOEXEC | withoutName, 0o666)
    guard descriptor >= 0 else { return nil }
    guard access(path(of: descriptor), F_OK) == 0 else {
      close(descriptor)
      return nil
    }
    return descriptor
  }

  private func link(to name: String) -> Bool {
    let own = Self.path(of: descriptor)
    return SystemPath.withBytes(of: name) {
      linkat(AT_FDCWD, own, AT_FDCWD, $0, Int32(AT_SYMLINK_FOLLOW)) == 0
    }
  }
  #else
  private static func unnamed(in folder: String) -> Int32? { nil }

  private func link(to name: String) -> Bool { false }
  #endif
}
