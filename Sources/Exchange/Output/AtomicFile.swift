/// Writes a single file, whole or not at all.
public enum AtomicFile {
  /// Writes to a path; `-` is the standard output.
  ///
  /// A reader sees the old file or the new one, never a part; so does whoever finds the file after
  /// the program was killed.
  ///
  /// - Throws: An ``OutputError``; `closedPipe` where nobody reads the standard output any more.
  public static func write(_ bytes: [UInt8], to path: String) throws(OutputError) {
    if path == "-" { return try StandardOutput.write(bytes) }
    if FileSystem.kind(of: path) == .folder { throw .isAFolder(path: path) }
    // A link stays a link, and a device such as /dev/null is written to directly.
    let target = FileSystem.realPath(path) ?? path
    if target.hasPrefix("/dev/") { return try StandardOutput.write(bytes, to: target) }
    do throws(OutputError) {
      var staged = try StagedFile(for: target)
      do throws(OutputError) {
        guard FileSystem.writeAll(staged.descriptor, bytes) else { throw FileSystem.failure(path) }
        try staged.place()
      } catch {
        staged.abandon()
        throw error
      }
    } catch {
      // By the name that was given, not the one behind a link.
      if case .cannotWrite(_, let reason) = error {
        throw .cannotWrite(path: path, reason: reason)
      }
      throw error
    }
  }
}
