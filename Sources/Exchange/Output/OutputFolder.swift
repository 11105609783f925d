/// Why files could not be written.
public enum OutputError: Error, Hashable, Sendable {
  /// The folder holds files that no plan wrote; the first few by name.
  case folderInUse(path: String, files: [String])
  /// There is a file where the folder should be.
  case notAFolder(path: String)
  /// There is a folder where the file should be.
  case isAFolder(path: String)
  /// The system refuses; with its own words.
  case cannotWrite(path: String, reason: String)
}

extension OutputError: CustomStringConvertible {
  public var description: String { fatalError("not written yet") }
}

/// A folder of results, written whole or not at all.
///
///     var folder = OutputFolder(path: "plan")
///     try folder.check()                              // before the work, not after it
///     folder.add("plan.json", JSON.encode(summary))
///     try folder.write()
public struct OutputFolder: Sendable {
  public let path: String

  public init(path: String) { self.path = path }

  /// Whether the folder can be written to, found out before the work is done.
  ///
  /// - Parameter force: Whether a folder with other files is accepted; those stay as they are.
  public func check(force: Bool = false) throws(OutputError) { fatalError("not written yet") }

  /// Adds a file; nothing is written yet. The same name again replaces it.
  public mutating func add(_ name: String, _ bytes: [UInt8]) { fatalError("not written yet") }

  /// Writes all files, in place of those that an earlier run wrote there.
  public func write(force: Bool = false) throws(OutputError) { fatalError("not written yet") }
}

/// Writes a single file, whole or not at all.
public enum AtomicFile {
  /// Writes to a path; `-` is the standard output.
  public static func write(_ bytes: [UInt8], to path: String) throws(OutputError) {
    fatalError("not written yet")
  }
}
