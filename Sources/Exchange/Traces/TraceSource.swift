/// A file of fixes, or the standard input, whose first bytes tell what it is before it is read.
package final class TraceSource {
  /// What messages call it.
  package let name: String
  /// The first bytes, some 64 kB where there are so many; they are read again.
  package let head: [UInt8]

  private let file: FileSource
  private var isHeadRead = false

  /// Opens a file; `-` is the standard input. What is packed with gzip is unpacked.
  package convenience init(path: String) throws(DataFault) {
    try self.init(FileSource(path: path))
  }

  /// Bytes that are in memory already.
  package convenience init(bytes: [UInt8], name: String) throws(DataFault) {
    try self.init(FileSource(bytes: bytes, name: name))
  }

  private init(_ file: FileSource) throws(DataFault) {
    self.file = file
    name = file.name
    var head: [UInt8] = []
    try file.read(1 << 16, into: &head)
    self.head = head
  }

  /// Adds some bytes to a list, `count` of them or fewer; none at the end.
  package func read(_ count: Int, into bytes: inout [UInt8]) throws(DataFault) {
    guard isHeadRead else {
      isHeadRead = true
      bytes += head
      return
    }
    try file.read(count, into: &bytes)
  }
}
