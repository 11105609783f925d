#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A folder that is filled under a hidden name of its own before it takes its place.
///
/// Only what was put into it here is ever removed from it.
struct StagedFolder {
  let path: String
  private let folder: OpenFolder
  private var names: [String] = []

  /// Makes an empty folder, locked for as long as this is in use.
  ///
  /// - Parameter target: Whose name it will take; the new one stands beside it.
  /// - Throws: `OutputError.cannotWrite` for the target.
  init(beside target: String) throws(OutputError) {
    Leftovers.remove(in: Path.folder(of: target))
    for _ in 0..<16 {
      let path = HiddenName.path(for: target)
      if mkdir(path, 0o777) == 0 {
        self.path = path
        folder = try OpenFolder(path)
        FileSystem.lock(folder.descriptor)
        return
      }
      guard errno == EEXIST else { break }
    }
    throw FileSystem.failure(target)
  }

  /// Notes a name before something gets it, so that it is removed with the rest.
  mutating func expect(_ name: String) { names.append(name) }

  /// Lets the folder take the place of one that is not there.
  ///
  /// - Returns: Whether it could; false where a folder with something in it has come there meanwhile.
  /// - Throws: `OutputError.cannotWrite` for the target.
  func move(to target: String) throws(OutputError) -> Bool {
    if rename(path, target) == 0 { return true }
    guard FileSystem.existsAlready else { throw FileSystem.failure(target) }
    return false
  }

  /// Removes it, with what was put into it.
  func remove() {
    folder.removeFiles(names)
    rmdir(path)
  }
}

/// A folder of results that has given its place to a newer one and lies under a hidden name.
struct ReplacedFolder {
  /// Where it lies.
  let path: String
  private let folder: OpenFolder

  /// - Throws: `OutputError.cannotWrite`.
  init(_ path: String) throws(OutputError) {
    self.path = path
    folder = try OpenFolder(path)
  }

  /// Removes the files that its list names, and those that the newer folder holds as well; what else
  /// has come into it moves over to the newer one.
  ///
  /// - Parameters:
  ///   - newer: The folder that has taken the place.
  ///   - names: Files of others that were to be replaced.
  func remove(for newer: String, also names: [String]) {
    folder.removeFiles(FolderList.names(in: folder) + [OutputFolder.listName] + names)
    if rmdir(path) == 0 { return }
    guard let newer = try? OpenFolder(newer) else { return }
    for name in folder.names {
      guard let here = folder.facts(name) else { continue }
      if let there = newer.facts(name) {
        if there.st_ino == here.st_ino, there.st_dev == here.st_dev { folder.removeFiles([name]) }
      } else {
        folder.move(name, to: newer)
      }
    }
    rmdir(path)
  }
}
