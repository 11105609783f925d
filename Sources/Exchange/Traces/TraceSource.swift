/// A file of fixes, or the standard input, whose first bytes tell what it is before it is read.
package final class TraceSource {
  /// What messages call it.
  package let name: String
  /// The first bytes, some 64 kB where there are so many; they are read again.
  package let head: [UInt8]

  private enum Content {
    case file(FileSource)
    /// Bytes, the number of those handed out, and how many go at once.
    case memory([UInt8], Int, Int)
  }

  private var content: Content
  private var isHeadRead = false

  /// Opens a file, packed with gzip or not; `-` is the standard input.
  package init(path: String) throws(DataFault) {
    let file = try FileSource(path: path)
    name = file.name
    var head: [UInt8] = []
    try file.read(1 << 16, into: &head)
    self.head = head
    content = .file(file)
  }

  /// Bytes that are in memory already, handed out in pieces of at most `pieceSize`.
  package init(bytes: [UInt8], name: String, pieceSize: Int) {
    precondition(pieceSize > 0, "a piece has a byte at least")
    self.name = name
    head = Array(bytes.prefix(1 << 16))
    content = .memory(bytes, 0, pieceSize)
    isHeadRead = true
  }

  /// Adds some bytes to a list, `count` of them or fewer; none at the end.
  package func read(_ count: Int, into bytes: inout [UInt8]) throws(DataFault) {
    guard isHeadRead else {
      isHeadRead = true
      bytes += head
      return
    }
    switch content {
    case .file(let file): try file.read(count, into: &bytes)
    case .memory(let all, let begin, let pieceSize):
      let end = min(all.count, begin + min(count, pieceSize))
      bytes += all[begin..<end]
      content = .memory(all, end, pieceSize)
    }
  }
}
