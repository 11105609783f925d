#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A folder that is held open: what is done in it is done in this folder, even if another one takes its
/// name meanwhile.
final class OpenFolder {
  let descriptor: Int32

  /// - Parameter path: A folder itself, not a link to one.
  /// - Throws: `OutputError.cannotWrite` for anything else.
  init(_ path: String) throws(OutputError) {
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileSystem.failure(path) }
  }

  deinit { close(descriptor) }

  /// The names in it, in no order.
  var names: [String] {
    let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0, let folder = fdopendir(copy) else { return [] }
    defer { closedir(folder) }
    return FileSystem.names(of: folder)
  }

  func facts(_ name: String) -> stat? {
    var facts = stat()
    return SystemPath.withBytes(of: name) {
      fstatat(descriptor, $0, &facts, AT_SYMLINK_NOFOLLOW) == 0 ? facts : nil
    }
  }

  /// When something in it was changed last, in seconds since 1970; nil where nothing is in it.
  var newestChange: Int? { names.compactMap { facts($0).map(FileSystem.changed) }.max() }

  /// Removes files and links by their names; folders, and what links lead to, stay.
  ///
  /// - Parameters:
  ///   - names: Those that are taken away.
  ///   - linked: Also takes files that have another name elsewhere.
  func removeFiles(_ names: some Sequence<String>, linked: Bool = false) {
    for name in names where FolderList.isPlain(name) { remove(name) }
    guard linked else { return }
    for name in self.names {
      if let facts = facts(name), facts.st_mode & S_IFMT == S_IFREG, facts.st_nlink > 1 {
        remove(name)
      }
    }
  }

  private func remove(_ name: String) {
    SystemPath.withBytes(of: name) { _ = unlinkat(descriptor, $0, 0) }
  }

  /// Moves something into another folder, where its name is free.
  func move(_ name: String, to other: OpenFolder) {
    SystemPath.withBytes(of: name) { _ = renameat(descriptor, $0, other.descriptor, $0) }
  }

  /// The bytes of a file in it; nil where there is none, or a link.
  func bytes(_ name: String) -> [UInt8]? {
    let file = openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 14)
    // A list of names is short; more than this is none.
    while bytes.count < 1 << 24 {
      let count = piece.withUnsafeMutableBytes { FileSource.readSome(file, $0) }
      if count == 0 { return bytes }
      if count < 0 {
        guard errno == EINTR else { return nil }
        continue
      }
      bytes += piece[..<count]
    }
    return nil
  }
}

/// The list of its own files that a folder of results keeps.
enum FolderList {
  /// The names in the list; those that lead out of the folder are left out.
  static func names(in folder: OpenFolder) -> [String] {
    guard let bytes = folder.bytes(OutputFolder.listName) else { return [] }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
      .filter(isPlain)
  }

  /// Whether a name is that of something in a folder, and not a path.
  static func isPlain(_ name: String) -> Bool {
    !name.isEmpty && name != "." && name != ".." && !name.utf8.contains(UInt8(ascii: "/"))
      && !name.utf8.contains(0)
  }
}
