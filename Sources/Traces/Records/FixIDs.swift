/// The ids of many fixes in their order, numbered ones in next to no memory.
///
/// Ids that count up, as in `u00-000017`, `u00-000018`, are kept as the first one and how many
/// follow; any others as they are.
public struct FixIDs: Hashable, Sendable {
  private var text: [UInt8] = []
  /// Where each run begins: in the list, and in `text`.
  private var runs: [UInt32] = []
  private var starts: [UInt32] = []
  /// The last id, to be counted up.
  private var last: [UInt8] = []

  public private(set) var count = 0

  public init() {}

  public mutating func append(_ id: String) {
    var id = id
    id.withUTF8 { append($0) }
  }

  /// Adds an id given as UTF-8.
  package mutating func append(_ id: UnsafeBufferPointer<UInt8>) {
    let isNext = Self.countUp(&last) && Self.areEqual(last, id)
    if !isNext || count == 0 {
      runs.append(UInt32(count))
      starts.append(UInt32(text.count))
      text.append(contentsOf: id)
      last.removeAll(keepingCapacity: true)
      last.append(contentsOf: id)
    }
    count += 1
  }

  /// Adds the ids of another list after these.
  package mutating func append(_ other: FixIDs) {
    for run in other.runs.indices {
      let begin = Int(other.starts[run])
      let end =
        run + 1 < other.starts.count ? Int(other.starts[run + 1]) : other.text.count
      let length =
        (run + 1 < other.runs.count ? Int(other.runs[run + 1]) : other.count)
        - Int(other.runs[run])
      other.text[begin..<end].withUnsafeBufferPointer { append($0) }
      guard length > 1 else { continue }
      count += length - 1
      // Behind a run stands its last id.
      last = other.id(inRun: run, step: length - 1)
    }
  }

  /// The id with a number, from 0.
  ///
  /// - Complexity: O(log *r*), *r* runs.
  public subscript(index: Int) -> String {
    precondition(index >= 0 && index < count, "there are \(count) ids")
    return String(decoding: bytes(of: index), as: UTF8.self)
  }

  /// The id as UTF-8.
  package func bytes(of index: Int) -> [UInt8] {
    var low = 0
    var high = runs.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if runs[middle] <= UInt32(index) { low = middle } else { high = middle }
    }
    return id(inRun: low, step: index - Int(runs[low]))
  }

  private func id(inRun run: Int, step: Int) -> [UInt8] {
    let end = run + 1 < starts.count ? Int(starts[run + 1]) : text.count
    var id = Array(text[Int(starts[run])..<end])
    guard step > 0 else { return id }
    var carry = step
    var place = id.count - 1
    while carry > 0, place >= 0, id[place] &- 0x30 < 10 {
      carry += Int(id[place] &- 0x30)
      id[place] = 0x30 + UInt8(carry % 10)
      carry /= 10
      place -= 1
    }
    return id
  }

  /// Adds one to the number at the end; false where there is none, or no digit left for the carry.
  private static func countUp(_ id: inout [UInt8]) -> Bool {
    var place = id.count - 1
    while place >= 0, id[place] &- 0x30 < 10 {
      if id[place] < 0x39 {
        id[place] += 1
        return true
      }
      id[place] = 0x30
      place -= 1
    }
    return false
  }

  private static func areEqual(_ one: [UInt8], _ other: UnsafeBufferPointer<UInt8>) -> Bool {
    guard one.count == other.count else { return false }
    for index in one.indices where one[index] != other[index] { return false }
    return true
  }

  // MARK: Columns

  /// What they take in memory, in bytes; nearly.
  package var byteCount: Int { text.count + 8 * runs.count }

  /// All that they consist of.
  package struct Columns {
    package var text: [UInt8]
    package var runs: [UInt32]
    package var starts: [UInt32]

    package init(text: [UInt8], runs: [UInt32], starts: [UInt32]) {
      self.text = text
      self.runs = runs
      self.starts = starts
    }
  }

  package var columns: Columns { Columns(text: text, runs: runs, starts: starts) }

  /// So many ids from columns of such a list.
  package init(_ columns: Columns, count: Int) {
    text = columns.text
    runs = columns.runs
    starts = columns.starts
    self.count = count
    if count > 0 { last = bytes(of: count - 1) }
  }
}
