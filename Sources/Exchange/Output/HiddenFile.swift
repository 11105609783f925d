/// A file that another library writes by its path, under a hidden name until it is whole.
package final class HiddenFile {
  /// Where it is written.
  package let path: String
  private let target: String
  private let descriptor: Int32
  private var isPlaced = false

  /// Makes an empty file.
  ///
  /// - Parameter target: The name that it takes in the end; a link stays a link.
  /// - Throws: `OutputError.cannotWrite`.
  package init(for target: String) throws(OutputError) {
    self.target = FileSystem.realPath(target) ?? target
    Leftovers.remove(in: Path.folder(of: self.target))
    (path, descriptor) = try HiddenName.create(for: self.target)
  }

  /// Brings all bytes to the disk and lets the file take its name, in place of what is there.
  ///
  /// - Throws: `OutputError.cannotWrite`.
  package func place() throws(OutputError) {
    guard FileSystem.settleFile(path) else { throw FileSystem.failure(target) }
    try FileSystem.move(path, target)
    isPlaced = true
    FileSystem.settle(Path.folder(of: target))
  }

  deinit {
    if !isPlaced { FileSystem.remove(path) }
    FileSystem.close(descriptor)
  }
}
