#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What a command reads and what it writes, which must not be the same.
///
/// Files are compared as the system knows them: over links, hard links and other spellings of a path.
///
///     var conflict = OutputConflict(inputs: ["homes.csv", "schools.shp"])
///     try conflict.add(file: "placed.csv")
///     try conflict.add(folder: "plan")
package struct OutputConflict {
  private var inputs: [Place] = []
  private var outputs: [Place] = []

  /// Where a path leads.
  private struct Place {
    var path: String
    /// The path without links and dots.
    var real: String
    /// Device and number of what is there.
    var identity: [UInt64]?
    var isFolder = false

    func isSame(_ other: Place) -> Bool {
      real == other.real || identity != nil && identity == other.identity
    }

    /// Whether a folder holds another place, at any depth.
    func holds(_ other: Place) -> Bool {
      other.real.hasPrefix(real == "/" ? real : real + "/")
    }
  }

  /// - Parameter inputs: Files and folders that are read; `-` is the standard input, and of a shapefile
  ///   all its parts are meant.
  package init(inputs: [String]) {
    for path in inputs {
      for path in [path] + ShapefileParts.beside(path) + Self.archive(of: path) {
        if let place = Self.place(path, stream: STDIN_FILENO) { self.inputs.append(place) }
      }
    }
  }

  /// The archive of `archive.zip/roads.csv`; none for a file that is there itself.
  private static func archive(of path: String) -> [String] {
    var archive = path
    while path != "-", FileSystem.kind(of: archive) == .missing {
      archive = Path.folder(of: archive)
      if archive.isEmpty { return [] }
    }
    return archive != path && FileSystem.kind(of: archive) == .file ? [archive] : []
  }

  /// Adds a file that is written.
  ///
  /// - Parameter path: `-` is the standard output.
  /// - Throws: `OutputError.isInput`, or `sameOutput` where another output is there.
  package mutating func add(file path: String?) throws(OutputError) {
    guard let path, let place = Self.place(path, stream: STDOUT_FILENO) else { return }
    if let input = inputs.first(where: { $0.isSame(place) }) {
      throw .isInput(path: path, input: input.path)
    }
    for other in outputs where other.isSame(place) || other.isFolder && other.holds(place) {
      throw .sameOutput(path: path, other: other.path)
    }
    outputs.append(place)
  }

  /// Adds a folder that is written as a whole.
  ///
  /// - Throws: `OutputError.holdsInput`, or `sameOutput` where it is another output or lies in one, or
  ///   one lies in it.
  package mutating func add(folder path: String?) throws(OutputError) {
    guard let path, var place = Self.place(path, stream: nil) else { return }
    place.isFolder = true
    if let input = inputs.first(where: { $0.isSame(place) || place.holds($0) }) {
      throw .holdsInput(folder: path, input: input.path)
    }
    for other in outputs
    where other.isSame(place) || place.holds(other) || other.isFolder && other.holds(place) {
      throw .sameOutput(path: path, other: other.path)
    }
    outputs.append(place)
  }

  /// Whether two paths lead to one file.
  package static func areSame(_ one: String, _ other: String) -> Bool {
    guard let one = place(one, stream: nil), let other = place(other, stream: nil) else {
      return false
    }
    return one.isSame(other)
  }

  /// - Parameters:
  ///   - path: As it was given.
  ///   - stream: What `-` stands for.
  /// - Returns: Nil for terminals, `/dev/null` and the like, which nothing is lost in.
  private static func place(_ path: String, stream: Int32?) -> Place? {
    var facts = stat()
    if path == "-", let stream {
      guard fstat(stream, &facts) == 0, facts.st_mode & S_IFMT != S_IFCHR else { return nil }
      // Only a file is lost by writing to what is read; a socket is often both.
      let isFile = facts.st_mode & S_IFMT == S_IFREG
      return Place(
        path: path, real: "stream \(stream)", identity: isFile ? identity(facts) : nil)
    }
    guard stat(path, &facts) == 0 else { return Place(path: path, real: real(path)) }
    if facts.st_mode & S_IFMT == S_IFCHR { return nil }
    return Place(path: path, real: real(path), identity: identity(facts))
  }

  private static func identity(_ facts: stat) -> [UInt64] {
    [UInt64(facts.st_dev), UInt64(facts.st_ino)]
  }

  /// The path without links as far as it is there; what is not there yet stays as it is written.
  private static func real(_ path: String) -> String {
    if let real = FileSystem.realPath(path) { return real }
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    let name = Path.name(of: path)
    let folder = Path.folder(of: path)
    let above = folder == path ? "/" : real(folder.isEmpty ? "." : folder)
    switch name {
    case ".": return above
    case "..": return Path.folder(of: above)
    default: return above == "/" ? "/\(name)" : "\(above)/\(name)"
    }
  }
}
