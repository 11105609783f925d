/// Texts one behind the other, for a million of them without a million strings.
public struct TextColumn: Hashable, Sendable {
  var bytes: [UInt8] = []
  /// Where each text ends; it begins where the one before it ends.
  var ends: [Int] = []
  /// Whether each text is there.
  var isThere: [Bool] = []

  public var count: Int { ends.count }

  /// The text of a row; nil where there is none.
  public subscript(row: Int) -> String? {
    guard isThere[row] else { return nil }
    return String(decoding: bytes[(row == 0 ? 0 : ends[row - 1])..<ends[row]], as: UTF8.self)
  }

  @inline(__always)
  mutating func add(_ start: UnsafePointer<UInt8>, _ count: Int) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: count))
    ends.append(bytes.count)
    isThere.append(true)
  }

  mutating func add(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    ends.append(bytes.count)
    isThere.append(true)
  }

  @inline(__always)
  mutating func addNone() {
    ends.append(bytes.count)
    isThere.append(false)
  }

  /// Makes room for so many more texts.
  mutating func reserve(_ count: Int, bytes size: Int) {
    bytes.reserveCapacity(bytes.count + size)
    ends.reserveCapacity(ends.count + count)
    isThere.reserveCapacity(isThere.count + count)
  }

  mutating func fill(to count: Int) { while ends.count < count { addNone() } }

  mutating func add(_ other: TextColumn) {
    let start = bytes.count
    bytes += other.bytes
    // No more room than asked for would copy all that is there for every batch.
    for end in other.ends { ends.append(start + end) }
    isThere += other.isThere
  }
}
