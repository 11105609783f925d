/// A folder of results, written whole or not at all.
///
/// The folder remembers in `.footbridge` which files are its own. Writing again replaces exactly
/// those, and a folder with any other file in it is refused. Whoever looks in at any moment, or after the
/// program was killed, sees the old files or the new ones, where the file system can exchange folders.
///
///     var folder = OutputFolder(path: "plan")
///     try folder.check()                              // before the work, not after it
///     folder.add("plan.json", JSON.encode(summary))
///     try folder.write()
public struct OutputFolder: Sendable {
  /// The name of the list of own files.
  public static let listName = ".footbridge"

  public let path: String
  private var files: [(name: String, content: Content)] = []

  /// Takes the bytes that come next in a file.
  package typealias Write = ([UInt8]) throws(OutputError) -> Void

  /// Writes a file piece by piece; it may be asked to do so more than once.
  package typealias Pieces = @Sendable (_ write: Write) throws(OutputError) -> Void

  private enum Content: Sendable {
    case bytes([UInt8])
    case pieces(Pieces)
  }

  public init(path: String) {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.path = path
  }

  /// The files to be written, in the order in which they were added.
  public var names: [String] { files.map(\.name) }

  /// Finds out before the work is done whether the folder can be written to; it leaves nothing
  /// behind.
  ///
  /// - Parameter force: Whether a folder with other files is accepted; those stay as they are.
  /// - Throws: ``OutputError``, as ``write(force:)`` would.
  public func check(force: Bool = false) throws(OutputError) {
    switch FileSystem.kind(of: path) {
    case .file, .device: throw .notAFolder(path: path)
    case .folder:
      // Another run may be filling it file by file at the moment.
      let folder = try OpenFolder(FileSystem.realPath(path) ?? path)
      FileSystem.lockWaiting(folder.descriptor)
      try withExtendedLifetime(folder) { () throws(OutputError) in
        _ = try checkOthers(in: path, force: force)
      }
      try FileSystem.tryWriting(in: path, naming: path)
    case .missing:
      if FileSystem.isBrokenLink(path) { throw .brokenLink(path: path) }
      var above = Path.folder(of: path)
      while !above.isEmpty, FileSystem.kind(of: above) == .missing {
        above = Path.folder(of: above)
      }
      if above.isEmpty { above = "." }
      if FileSystem.kind(of: above) == .file { throw .notAFolder(path: above) }
      try FileSystem.tryWriting(in: above, naming: path)
    }
  }

  /// Adds a file; nothing is written yet, and the same name again replaces it.
  ///
  /// - Precondition: A name without folders, and not that of the list of own files.
  public mutating func add(_ name: String, _ bytes: [UInt8]) { add(name, .bytes(bytes)) }

  /// Adds a file that is too large for the memory.
  package mutating func add(_ name: String, pieces: @escaping Pieces) {
    add(name, .pieces(pieces))
  }

  private mutating func add(_ name: String, _ content: Content) {
    precondition(
      FolderList.isPlain(name) && name != Self.listName,
      "a file of results has a plain name")
    if let index = files.firstIndex(where: { $0.name == name }) {
      files[index].content = content
    } else {
      files.append((name, content))
    }
  }

  /// Writes all files, in place of those that an earlier run wrote there.
  ///
  /// They are written beside the folder first and take its place when all are safe on disk.
  ///
  /// - Parameter force: Whether a folder with other files is accepted; those stay as they are.
  /// - Throws: ``OutputError``; the folder is then as it was before.
  public func write(force: Bool = false) throws(OutputError) {
    try check(force: force)
    let target = FileSystem.realPath(path) ?? path
    let parent = Path.folder(of: target)
    let isNew = FileSystem.kind(of: target) == .missing
    let made = isNew && !parent.isEmpty ? try FileSystem.makeFolders(parent) : []
    do throws(OutputError) {
      if isNew || canBeReplaced(target, parent: parent) {
        do throws(OutputError) {
          try replace(target, parent: parent, force: force)
        } catch {
          guard case .cannotWrite = error, !isNew else { throw error }
          // A mount point cannot be moved away: then file after file takes its place.
          try fill(target, force: force)
        }
      } else {
        try fill(target, force: force)
      }
    } catch {
      for folder in made.reversed() { FileSystem.removeFolder(folder) }
      if case .cannotWrite(_, let reason) = error {
        throw .cannotWrite(path: path, reason: reason)
      }
      throw error
    }
    FileSystem.settle(parent)
  }

  // MARK: Staging

  /// Writes all files to a folder of their own beside a target, the list of their names first.
  private func stage(beside target: String) throws(OutputError) -> StagedFolder {
    var staged = try StagedFolder(beside: target)
    do throws(OutputError) {
      let list = files.map { $0.name + "\n" }.joined()
      staged.expect(Self.listName)
      try FileSystem.create("\(staged.path)/\(Self.listName)", Array(list.utf8))
      for file in files {
        staged.expect(file.name)
        try create("\(staged.path)/\(file.name)", file.content)
      }
      FileSystem.settle(staged.path)
    } catch {
      staged.remove()
      throw error
    }
    return staged
  }

  private func create(_ path: String, _ content: Content) throws(OutputError) {
    switch content {
    case .bytes(let bytes): try FileSystem.create(path, bytes)
    case .pieces(let pieces):
      let sink = try ByteSink(path: path, force: false)
      try pieces { (bytes) throws(OutputError) in try sink.write(bytes) }
      try sink.finish()
    }
  }

  /// Whether the folder as such can be exchanged: nobody stands in it.
  private func canBeReplaced(_ target: String, parent: String) -> Bool {
    guard let here = FileSystem.realPath("."), !(here + "/").hasPrefix(target + "/") else {
      return false
    }
    return !parent.isEmpty && FileSystem.mayWrite(parent)
  }

  /// Lets a new folder take its place, or that of an old one; files of others get a second name in it before.
  ///
  /// Another run may do the same at the same time: both write whole folders, and one of them stays.
  private func replace(_ target: String, parent: String, force: Bool) throws(OutputError) {
    var staged = try stage(beside: target)
    do throws(OutputError) {
      while true {
        if FileSystem.kind(of: target) == .missing {
          if try staged.move(to: target) { return }
        } else if try exchange(&staged, target, force: force) {
          return
        }
      }
    } catch {
      staged.remove()
      throw error
    }
  }

  /// Takes the place of a folder that is there; false where somebody else was faster.
  private func exchange(
    _ staged: inout StagedFolder, _ target: String, force: Bool
  ) throws(OutputError) -> Bool {
    for name in try checkOthers(in: target, force: force) {
      staged.expect(name)
      guard
        FileSystem.link("\(target)/\(name)", as: "\(staged.path)/\(name)")
          || FileSystem.existsAlready
      else {
        throw FileSystem.failure("\(target)/\(name)")
      }
    }
    FileSystem.copyRights(of: target, to: staged.path)
    if FileSystem.exchange(staged.path, target) {
      try? ReplacedFolder(staged.path).remove(for: target, also: force ? names : [])
      return true
    }
    guard FileSystem.kind(of: target) == .folder else { return false }
    // Otherwise there is a moment without a folder; what was in it stands beside.
    let old = HiddenName.path(for: target)
    try FileSystem.move(target, old)
    let replaced: ReplacedFolder
    let isMoved: Bool
    do throws(OutputError) {
      replaced = try ReplacedFolder(old)
      isMoved = try staged.move(to: target)
    } catch {
      try FileSystem.move(old, target)
      throw error
    }
    replaced.remove(for: target, also: force ? names : [])
    return isMoved
  }

  /// Fills a folder that has to stay: stages inside it and moves file after file.
  private func fill(_ target: String, force: Bool) throws(OutputError) {
    // Two runs must not mix their files.
    let folder = try OpenFolder(target)
    FileSystem.lockWaiting(folder.descriptor)
    try checkOthers(in: target, force: force)
    let earlier = FolderList.names(in: folder)
    let staged = try stage(beside: Path.resolved(Path.name(of: target), in: target))
    do throws(OutputError) {
      for name in names + [Self.listName] {
        try FileSystem.move("\(staged.path)/\(name)", "\(target)/\(name)")
      }
    } catch {
      staged.remove()
      throw error
    }
    folder.removeFiles(earlier.filter { !names.contains($0) })
    staged.remove()
    FileSystem.settle(target)
  }

  // MARK: Own files

  /// What is in a folder and no run wrote; ours are the files that its list names.
  ///
  /// - Returns: Those that will not be replaced.
  /// - Throws: `OutputError.folderInUse` unless it is forced, `isAFolder` for what cannot be replaced.
  @discardableResult
  private func checkOthers(in folder: String, force: Bool) throws(OutputError) -> [String] {
    let folder = FileSystem.realPath(folder) ?? folder
    let list = try OpenFolder(folder)
    let own = Set(FolderList.names(in: list) + [Self.listName])
    // What is being written there by another run is neither ours nor in the way; no run makes folders.
    let others = try FileSystem.names(in: folder).filter { name in
      !HiddenName.isOne(name)
        && (!own.contains(name) || list.facts(name).map(FileSystem.isFolder) == true)
    }
    if !force, !others.isEmpty { throw .folderInUse(path: path, files: others) }
    for name in names + [Self.listName] {
      if let facts = list.facts(name), FileSystem.isFolder(facts) {
        throw .isAFolder(path: "\(path)/\(name)")
      }
    }
    return others.filter { !names.contains($0) }
  }
}
