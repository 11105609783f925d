/// A file, the standard input or bytes from elsewhere, of which the first tell what they are before
/// they are read.
package final class ByteSource {
  /// What messages call it.
  package let name: String
  /// The first bytes, some 64 kB where there are so many; they are read again.
  package private(set) var head: [UInt8]

  /// Fills a buffer with what comes next; 0 bytes are the end.
  package typealias Outside = (UnsafeMutableRawBufferPointer) throws(DataFault) -> Int

  private enum Content {
    case file(FileSource)
    /// Bytes, the number of those handed out, and how many go at once.
    case memory([UInt8], Int, Int)
    case outside(Outside)
  }

  private var content: Content
  private var isHeadRead = false

  /// Whether the bytes are UTF-8 already, whatever the text says of itself.
  private(set) var isDecoded: Bool
  /// Turns text into UTF-8 as it is read; nil where it stays as it is.
  private var feed: TextFeed?
  /// Text that was read for the head.
  private var ahead: [UInt8]?

  /// Opens a file, packed with gzip or not; `-` is the standard input.
  package convenience init(path: String, name: String? = nil) throws(DataFault) {
    try self.init(try InputPlace(path, isReadOnce: true), name: name)
  }

  /// Opens what stands behind a name, packed with gzip or not.
  package init(_ place: InputPlace, name: String? = nil) throws(DataFault) {
    let file = try FileSource(place, name: name)
    self.name = file.name
    isDecoded = false
    var head: [UInt8] = []
    try file.read(1 << 16, into: &head)
    self.head = head
    content = .file(file)
  }

  /// Bytes that are in memory already, handed out in pieces of at most `pieceSize`.
  package init(bytes: [UInt8], name: String, pieceSize: Int = 1 << 20) {
    precondition(pieceSize > 0, "a piece has a byte at least")
    self.name = name
    isDecoded = false
    head = Array(bytes.prefix(1 << 16))
    content = .memory(bytes, 0, pieceSize)
    isHeadRead = true
  }

  /// Bytes that come from elsewhere, such as out of an archive.
  package init(name: String, outside: @escaping Outside) throws(DataFault) {
    self.name = name
    isDecoded = false
    var head: [UInt8] = []
    try Self.read(1 << 16, from: outside, into: &head)
    self.head = head
    content = .outside(outside)
  }

  /// Whether the bytes are those of a file that was compressed.
  package var isUnpacked: Bool {
    if case .file(let file) = content { file.isPacked } else { false }
  }

  /// Turns all that is read from now on into UTF-8, unless it is that already; ``head`` stays as it is.
  func readAsText(_ input: TextInput) {
    guard !isDecoded else { return }
    isDecoded = true
    feed = TextFeed(file: name, input)
  }

  /// Turns the text into UTF-8, ``head`` too.
  func becomeText(_ input: TextInput) throws(DataFault) {
    readAsText(input)
    var first: [UInt8] = []
    try read(1 << 16, into: &first)
    head = first
    ahead = first
  }

  /// Adds some bytes to a list, `count` of them or fewer; none at the end.
  package func read(_ count: Int, into bytes: inout [UInt8]) throws(DataFault) {
    guard var feed else { return try readBytes(count, into: &bytes) }
    if let ahead {
      self.ahead = nil
      bytes += ahead
      if !ahead.isEmpty { return }
    }
    self.feed = nil
    defer { self.feed = feed }
    try feed.read(count, into: &bytes) { (count, bytes) throws(DataFault) in
      try readBytes(count, into: &bytes)
    }
  }

  private func readBytes(_ count: Int, into bytes: inout [UInt8]) throws(DataFault) {
    guard isHeadRead else {
      isHeadRead = true
      bytes += head
      return
    }
    switch content {
    case .file(let file): try file.read(count, into: &bytes)
    case .outside(let outside): try Self.read(count, from: outside, into: &bytes)
    case .memory(let all, let begin, let pieceSize):
      let end = min(all.count, begin + min(count, pieceSize))
      bytes += all[begin..<end]
      content = .memory(all, end, pieceSize)
    }
  }

  /// Reads until the end.
  package func all() throws(DataFault) -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let before = bytes.count
      try read(1 << 20, into: &bytes)
      if bytes.count == before { return bytes }
    }
  }

  private static func read(
    _ count: Int, from outside: Outside, into bytes: inout [UInt8]
  ) throws(DataFault) {
    let before = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: count))
    let result: Result<Int, DataFault> = bytes.withUnsafeMutableBytes { buffer in
      do throws(DataFault) {
        return .success(try outside(UnsafeMutableRawBufferPointer(rebasing: buffer[before...])))
      } catch { return .failure(error) }
    }
    let got = (try? result.get()) ?? 0
    bytes.removeLast(count - got)
    _ = try result.get()
  }
}
