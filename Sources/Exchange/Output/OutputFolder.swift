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
      let others = try foreignFiles()
      if !force, !others.isEmpty { throw .folderInUse(path: path, files: others) }
      try FileSystem.tryWriting(in: path, naming: path)
    case .missing:
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
      !name.isEmpty && !name.contains("/") && name != Self.listName && !name.hasPrefix(".."),
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
    let isNew = FileSystem.kind(of: target) == .missing
    let parent = Path.folder(of: target)
    let made = isNew && !parent.isEmpty ? try FileSystem.makeFolders(parent) : []
    do throws(OutputError) {
      if isNew {
        try place(target, inside: parent) { (staged) throws(OutputError) in
          try FileSystem.move(staged, target)
        }
      } else if canBeReplaced(target, parent: parent) {
        // A mount point cannot be moved away: then file after file takes its place.
        do throws(OutputError) {
          try replace(target, parent: parent)
        } catch {
          try fill(target)
        }
      } else {
        try fill(target)
      }
    } catch {
      for folder in made.reversed() { FileSystem.removeFolder(folder) }
      throw error
    }
    FileSystem.settle(parent)
  }

  // MARK: Staging

  private var suffix: String { "footbridge-\(FileSystem.processNumber)" }

  /// Writes all files to a folder of their own and hands it over; removes it on failure.
  private func place(
    _ target: String, inside parent: String, _ finish: (String) throws(OutputError) -> Void
  ) throws(OutputError) {
    let staged = Path.resolved(".\(Path.name(of: target)).\(suffix)", in: parent)
    FileSystem.removeAll(staged)
    do throws(OutputError) {
      _ = try FileSystem.makeFolders(staged)
      for file in files { try create("\(staged)/\(file.name)", file.content) }
      let list = files.map { $0.name + "\n" }.joined()
      try FileSystem.create("\(staged)/\(Self.listName)", Array(list.utf8))
      FileSystem.settle(staged)
      try finish(staged)
    } catch {
      FileSystem.removeAll(staged)
      if case .cannotWrite(_, let reason) = error {
        throw .cannotWrite(path: path, reason: reason)
      }
      throw error
    }
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

  /// Lets the new folder take the place of the old one; files of others get a second name in it before.
  private func replace(_ target: String, parent: String) throws(OutputError) {
    let others = try foreignFiles().filter { !names.contains($0) }
    let old = Path.resolved(".\(Path.name(of: target)).\(suffix)-old", in: parent)
    try place(target, inside: parent) { (staged) throws(OutputError) in
      for name in others
      where !FileSystem.link("\(target)/\(name)", as: "\(staged)/\(name)") {
        throw FileSystem.failure("\(target)/\(name)")
      }
      FileSystem.copyRights(of: target, to: staged)
      if FileSystem.exchange(staged, target) { return FileSystem.removeAll(staged) }
      // Otherwise there is a moment without a folder; what was in it stands beside.
      FileSystem.removeAll(old)
      try FileSystem.move(target, old)
      do throws(OutputError) {
        try FileSystem.move(staged, target)
      } catch {
        try FileSystem.move(old, target)
        throw error
      }
      FileSystem.removeAll(old)
    }
  }

  /// Fills a folder that has to stay: stages inside it and moves file after file.
  private func fill(_ target: String) throws(OutputError) {
    let earlier = ownFiles()
    try place(target, inside: target) { (staged) throws(OutputError) in
      for name in names + [Self.listName] {
        try FileSystem.move("\(staged)/\(name)", "\(target)/\(name)")
      }
      for name in earlier where !names.contains(name) { FileSystem.remove("\(target)/\(name)") }
      FileSystem.removeFolder(staged)
    }
    FileSystem.settle(target)
  }

  // MARK: Own files

  /// The names that an earlier run wrote here.
  private func ownFiles() -> [String] {
    guard let list = try? InputFile(path: "\(path)/\(Self.listName)") else { return [] }
    return String(decoding: list.bytes, as: UTF8.self).split(separator: "\n").map(String.init)
      .filter { !$0.contains("/") && !$0.hasPrefix("..") }
  }

  /// What is in the folder and no run wrote.
  private func foreignFiles() throws(OutputError) -> [String] {
    let own = Set(ownFiles() + [Self.listName])
    return try FileSystem.names(in: path).filter { !own.contains($0) }
  }
}
