extension InputPlace {
  /// All of a source, kept as it is read, for formats that are read in any order.
  init(keeping source: ByteSource) {
    let rest = Rest(source)
    self.init(
      StreamCopy(keepsAll: true) { (buffer) throws(DataFault) in try rest.fill(buffer) },
      name: source.name)
  }

  /// What a source has not given yet; used by one thread at a time, behind the lock of the copy.
  private final class Rest: @unchecked Sendable {
    private let source: ByteSource
    private var bytes: [UInt8] = []
    private var offset = 0

    init(_ source: ByteSource) { self.source = source }

    func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(DataFault) -> Int {
      if offset == bytes.count {
        bytes.removeAll(keepingCapacity: true)
        offset = 0
        try source.read(1 << 18, into: &bytes)
      }
      let count = min(buffer.count, bytes.count - offset)
      bytes[offset..<offset + count].withUnsafeBytes { buffer.copyMemory(from: $0) }
      offset += count
      return count
    }
  }
}
