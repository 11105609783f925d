/// Writes a single file, whole or not at all.
public enum AtomicFile {
  /// Finds out before the work is done whether a file may be written.
  ///
  /// - Parameters:
  ///   - path: `-` is the standard output.
  ///   - force: Whether a file with something in it may be replaced.
  /// - Throws: `OutputError.isAFolder`, `OutputError.fileExists` or `OutputError.brokenLink`.
  public static func check(_ path: String, force: Bool) throws(OutputError) {
    guard path != "-" else { return }
    switch FileSystem.kind(of: path) {
    case .folder: throw .isAFolder(path: path)
    case .file where !force && !FileSystem.isEmpty(path): throw .fileExists(path: path)
    case .missing where FileSystem.isBrokenLink(path): throw .brokenLink(path: path)
    case .file, .device, .missing: break
    }
  }

  /// Writes to a path; `-` is the standard output, and a name that ends in `.gz` is packed.
  ///
  /// A reader sees the old file or the new one, never a part; so does whoever finds the file after
  /// the program was killed.
  ///
  /// - Parameters:
  ///   - bytes: What the file is to hold.
  ///   - path: Where; a link stays a link, and a device such as `/dev/null` is written to directly.
  ///   - force: Whether a file with something in it may be replaced.
  /// - Throws: An ``OutputError``; `closedPipe` where nobody reads the standard output any more.
  public static func write(
    _ bytes: [UInt8], to path: String, force: Bool = false
  ) throws(OutputError) {
    if path == "-" { return try StandardOutput.write(bytes) }
    let sink = try ByteSink(path: path, force: force)
    try sink.write(bytes)
    try sink.finish()
  }
}
