#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The few calls of the system that writing needs, with errors that name the path.
enum FileSystem {
  enum Kind {
    case missing, file, folder
    /// What is written to directly: a terminal, a pipe with a name, `/dev/null`.
    case device
  }

  static func kind(of path: String) -> Kind {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return .missing }
    switch facts.st_mode & S_IFMT {
    case S_IFDIR: return .folder
    // What leads to the streams of the process stays theirs, a file behind it or not.
    case S_IFREG: return stream(path) == nil ? .file : .device
    default: return .device
    }
  }

  /// The open stream of the process that a path stands for, such as 1 for `/dev/stdout`.
  static func stream(_ path: String) -> Int32? {
    switch path {
    case "/dev/stdout": return STDOUT_FILENO
    case "/dev/stderr": return STDERR_FILENO
    default:
      for folder in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(folder) {
        return Int32(path.dropFirst(folder.count))
      }
      return nil
    }
  }

  /// Whether there is a link that leads nowhere.
  static func isBrokenLink(_ path: String) -> Bool {
    var facts = stat()
    return lstat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFLNK
      && stat(path, &facts) != 0
  }

  /// When something was changed last, in seconds since 1970.
  static func changed(_ facts: stat) -> Int {
    #if canImport(Darwin)
    facts.st_mtimespec.tv_sec
    #else
    facts.st_mtim.tv_sec
    #endif
  }

  /// Whether the call before failed for something that is there.
  static var existsAlready: Bool { errno == EEXIST || errno == ENOTEMPTY }

  /// Opens a file that was not there, for writing; less than 0 with `errno` where that cannot be.
  static func openNew(_ path: String) -> Int32 {
    open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
  }

  /// Marks a file or a folder as being worked on; false where another run does so.
  ///
  /// A file system without locks lets everybody have them.
  @discardableResult
  static func lock(_ descriptor: Int32) -> Bool {
    flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
  }

  /// Whether there is a file with nothing in it.
  static func isEmpty(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_size == 0
  }

  static func failure(_ path: String, _ code: Int32 = errno) -> OutputError {
    .cannotWrite(path: path, reason: String(cString: strerror(code)))
  }

  static func mayWrite(_ path: String) -> Bool { access(path, W_OK | X_OK) == 0 }

  /// Makes a folder in a folder and removes it: rights alone do not tell of file systems that can
  /// only be read, are full, or keep no files.
  static func tryWriting(in folder: String, naming path: String) throws(OutputError) {
    let trial = HiddenName.path(for: Path.resolved("trial", in: folder))
    if mkdir(trial, 0o777) == 0 {
      rmdir(trial)
    } else if errno != EEXIST {
      throw failure(path)
    }
  }

  /// The names in a folder, sorted.
  static func names(in path: String) throws(OutputError) -> [String] {
    guard let folder = SystemPath.withBytes(of: path, { opendir($0) }) else { throw failure(path) }
    defer { closedir(folder) }
    return names(of: folder).sorted()
  }

  /// The names in an open folder, in no order.
  static func names(of folder: OpaquePointer) -> [String] {
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(
          to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)
        ) { SystemPath.text(of: UnsafePointer($0)) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// Makes a folder and those above it; returns the ones that were not there, the outermost first.
  static func makeFolders(_ path: String) throws(OutputError) -> [String] {
    switch kind(of: path) {
    case .folder: return []
    case .file, .device: throw .notAFolder(path: path)
    case .missing: break
    }
    let parent = Path.folder(of: path)
    var made = parent.isEmpty ? [] : try makeFolders(parent)
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
      let error = failure(path)
      for folder in made.reversed() { removeFolder(folder) }
      throw error
    }
    made.append(path)
    return made
  }

  /// Writes a file that is not there yet, down to the disk.
  static func create(_ path: String, _ bytes: [UInt8]) throws(OutputError) {
    let descriptor = openNew(path)
    guard descriptor >= 0 else { throw failure(path) }
    let written = writeAll(descriptor, bytes)
    let isSafe = written && fsync(descriptor) == 0
    let code = errno
    let isClosed = closed(descriptor)
    guard isSafe, isClosed else {
      let error = failure(path, isSafe ? errno : code)
      unlink(path)
      throw error
    }
  }

  /// Writes all bytes; false with `errno` where the system refuses.
  static func writeAll(_ descriptor: Int32, _ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset < buffer.count {
        let count = writeSome(
          descriptor, buffer.baseAddress.map { $0 + offset }, buffer.count - offset)
        if count < 0 { return false }
        offset += count
      }
      return true
    }
  }

  /// Waits until no other run works in a folder.
  static func lockWaiting(_ descriptor: Int32) {
    while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
  }

  static func isFolder(_ facts: stat) -> Bool { facts.st_mode & S_IFMT == S_IFDIR }

  static func move(_ old: String, _ new: String) throws(OutputError) {
    guard rename(old, new) == 0 else { throw failure(new) }
  }

  /// Gives each of two folders the name of the other, in one step; false where the system cannot.
  static func exchange(_ one: String, _ other: String) -> Bool {
    #if os(Linux)
    // `RENAME_EXCHANGE` of renameat2(2), which the headers leave out.
    typealias Call =
      @convention(c) (
        Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32
      ) -> Int32
    guard let symbol = dlsym(nil, "renameat2") else { return false }
    return SystemPath.withBytes(of: one) { one in
      SystemPath.withBytes(of: other) {
        unsafeBitCast(symbol, to: Call.self)(AT_FDCWD, one, AT_FDCWD, $0, 2) == 0
      }
    }
    #elseif canImport(Darwin)
    return renamex_np(one, other, UInt32(RENAME_SWAP)) == 0
    #else
    return false
    #endif
  }

  /// Gives a file a second name; false where it has none to be had, such as for folders.
  static func link(_ path: String, as other: String) -> Bool {
    SystemPath.withBytes(of: path) { path in
      SystemPath.withBytes(of: other) { linkat(AT_FDCWD, path, AT_FDCWD, $0, 0) == 0 }
    }
  }

  /// Gives a folder the rights that another has.
  static func copyRights(of path: String, to other: String) {
    var facts = stat()
    if stat(path, &facts) == 0 { chmod(other, facts.st_mode & 0o7777) }
  }

  static func remove(_ path: String) { unlink(path) }

  static func close(_ descriptor: Int32) { _ = closed(descriptor) }

  /// Closes a file; false with `errno` where what was written is lost.
  private static func closed(_ descriptor: Int32) -> Bool {
    #if canImport(Glibc)
    Glibc.close(descriptor) == 0
    #elseif canImport(Musl)
    Musl.close(descriptor) == 0
    #else
    Darwin.close(descriptor) == 0
    #endif
  }

  static func removeFolder(_ path: String) { rmdir(path) }

  /// Makes renamed entries safe on disk; a system that cannot is no reason to fail.
  static func settle(_ folder: String) {
    let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// Makes the bytes of a file safe on disk; false where that fails, and `errno` says why.
  static func settleFile(_ path: String) -> Bool {
    let descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return fsync(descriptor) == 0
  }

  /// The path without links; nil where it does not exist.
  static func realPath(_ path: String) -> String? {
    guard let resolved = SystemPath.withBytes(of: path, { realpath($0, nil) }) else { return nil }
    defer { free(resolved) }
    return SystemPath.text(of: UnsafePointer(resolved))
  }
}
