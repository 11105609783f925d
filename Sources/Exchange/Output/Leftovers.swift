import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Hidden files and folders of runs that were killed while writing.
///
/// The next run that writes into the same folder removes those that are an hour old. It takes away only
/// what carries a hidden name of ours (``HiddenName``), belongs to the same user, and is locked by no
/// run; of a folder only the files that its own list names.
enum Leftovers {
  /// Seconds since the last change.
  private static let age = 3600
  private static let searched = Mutex<Set<String>>([])

  /// Looks through a folder, once for each folder in the life of the program.
  static func remove(in folder: String) {
    let folder = folder.isEmpty ? "." : folder
    guard searched.withLock({ $0.insert(folder).inserted }) else { return }
    removeNow(in: folder)
  }

  static func removeNow(in folder: String) {
    for name in (try? FileSystem.names(in: folder)) ?? [] where HiddenName.isOne(name) {
      remove("\(folder)/\(name)")
    }
  }

  private static func remove(_ path: String) {
    var facts = stat()
    guard lstat(path, &facts) == 0, isOld(facts) else { return }
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    // A run that is still at work holds the lock.
    guard fstat(descriptor, &facts) == 0, FileSystem.lock(descriptor) else { return }
    switch facts.st_mode & S_IFMT {
    case S_IFREG: unlink(path)
    case S_IFDIR:
      guard let folder = try? OpenFolder(path), folder.newestChange.map(isOld) ?? true else {
        return
      }
      let unfinished = folder.names.filter(HiddenName.isOne)
      folder.removeFiles(
        FolderList.names(in: folder) + unfinished + [OutputFolder.listName], linked: true)
      rmdir(path)
    default: break
    }
  }

  private static func isOld(_ facts: stat) -> Bool {
    facts.st_uid == geteuid() && isOld(FileSystem.changed(facts))
  }

  private static func isOld(_ seconds: Int) -> Bool { time(nil) - seconds > age }
}
