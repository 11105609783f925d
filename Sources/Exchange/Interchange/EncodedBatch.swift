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
