/// A batch as text of some format.
struct EncodedBatch: Sendable {
  var bytes: ByteBuffer
  /// Sections of the text that stand behind those of all batches, each behind the one before.
  var later: [ByteBuffer] = []
  var count = 0
  var box = CoordinateBox()
  var faults: [RecordFault] = []
  var mends: [Mend] = []
}

/// The box around positions; none lie in it where ``minX`` is above ``maxX``.
package struct CoordinateBox: Hashable, Sendable {
  package var minX = Double.infinity
  package var minY = Double.infinity
  package var maxX = -Double.infinity
  package var maxY = -Double.infinity

  package init() {}

  package var isEmpty: Bool { minX > maxX }

  mutating func add(_ other: CoordinateBox) {
    minX = min(minX, other.minX)
    minY = min(minY, other.minY)
    maxX = max(maxX, other.maxX)
    maxY = max(maxY, other.maxY)
  }

  @inline(__always)
  mutating func add(_ x: Double, _ y: Double) {
    minX = min(minX, x)
    minY = min(minY, y)
    maxX = max(maxX, x)
    maxY = max(maxY, y)
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
