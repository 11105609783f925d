/// Writes a single file, whole or not at all.
public enum AtomicFile {
  /// Writes to a path; `-` is the standard output.
  ///
  /// A reader sees the old file or the new one, never a part. A pipe that is closed on the other
  /// side is a normal end.
  public static func write(_ bytes: [UInt8], to path: String) throws(OutputError) {
    if path == "-" { return try StandardOutput.write(bytes) }
    if FileSystem.kind(of: path) == .folder { throw .isAFolder(path: path) }
    // A link stays a link, and a device such as /dev/null is written to directly.
    let target = FileSystem.realPath(path) ?? path
    let folder = Path.folder(of: target)
    if target.hasPrefix("/dev/") { return try StandardOutput.write(bytes, to: target) }
    let staged = Path.resolved(
      ".\(Path.name(of: target)).footbridge-\(FileSystem.processNumber)", in: folder)
    FileSystem.remove(staged)
    do throws(OutputError) {
      try FileSystem.create(staged, bytes)
      try FileSystem.move(staged, target)
    } catch {
      FileSystem.remove(staged)
      if case .cannotWrite(_, let reason) = error {
        throw .cannotWrite(path: path, reason: reason)
      }
      throw error
    }
    FileSystem.settle(folder)
  }
}
