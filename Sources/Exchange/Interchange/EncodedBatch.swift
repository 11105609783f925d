/// A batch as text of some format.
struct EncodedBatch: Sendable {
  var bytes: ByteBuffer
  /// Sections of the text that stand behind those of all batches, each behind the one before.
  var later: [ByteBuffer] = []
  var count = 0
  var box = CoordinateBox()
  var faults: [RecordFault] = []
  var mends: [Mend] = []
  var ids = RepeatedIDs.Batch()
  /// Features in which characters were replaced that the format cannot hold.
  var replaced = ReplacedTexts()
  /// Ids with U+FFFD in them, as they are written and as they were.
  var doubtfulIDs: [(written: String, own: String)] = []

  /// Notes a feature that has been written.
  ///
  /// - Parameters:
  ///   - entry: The feature.
  ///   - id: Its id; nil where it has none.
  ///   - isReplaced: Whether characters of it were replaced.
  mutating func note(_ entry: FeatureBatch.Entry, id: @autoclosure () -> String?, isReplaced: Bool)
  {
    guard isReplaced else { return }
    replaced.add(number: entry.number, line: entry.line, id: id())
  }

  /// Notes an id that may fall together with another one.
  mutating func note(id: String, written: String) {
    if written.unicodeScalars.contains("\u{FFFD}") { doubtfulIDs.append((written, id)) }
  }
}

/// Features in which characters were replaced.
package struct ReplacedTexts: Sendable {
  package private(set) var count = 0
  /// The first of them.
  package private(set) var first: (number: Int, line: Int, id: String?)?

  mutating func add(number: Int, line: Int, id: String?) {
    if first == nil { first = (number, line, id) }
    count += 1
  }

  mutating func add(_ other: ReplacedTexts) {
    first = first ?? other.first
    count += other.count
  }

  /// What is told of them; nil where there are none.
  package func told(file: String, unit: String) -> DataFault? {
    guard let first else { return nil }
    var fault = RecordFault(
      number: first.number,
      problem: "characters that XML cannot hold were replaced by U+FFFD in \(Count.of(count, unit))"
    )
    fault.line = first.line == 0 ? nil : first.line
    fault.id = first.id
    return fault.fault(file: file, unit: unit)
  }
}

/// Turns batches into text, each for itself.
protocol FeatureEncoder: Sendable {
  /// What stands before all features.
  func head() -> ByteBuffer
  /// The features; what must stand between two of them stands before each.
  func add(_ batch: FeatureBatch, to encoded: inout EncodedBatch)
  /// What stands behind all features.
  func tail(_ box: CoordinateBox) -> ByteBuffer
  /// The same with members of the collection that stood behind its features.
  func tail(_ box: CoordinateBox, members: [[UInt8]]) -> ByteBuffer
  /// How many bytes of the first feature's text are left out, because none stands before it.
  var separatorCount: Int { get }
}

extension FeatureEncoder {
  /// Only GeoJSON has members.
  func tail(_ box: CoordinateBox, members: [[UInt8]]) -> ByteBuffer { tail(box) }
}
