/// Writes the geometries of batches one on each line, as well-known text or as well-known binary in hexadecimal digits.
struct WellKnownLineEncoder: FeatureEncoder {
  var isBinary: Bool
  var coordinates: CoordinateKind

  var separatorCount: Int { 0 }

  func head() -> ByteBuffer { ByteBuffer(capacity: 64) }
  func tail(_ box: CoordinateBox) -> ByteBuffer { ByteBuffer(capacity: 64) }

  func add(_ batch: FeatureBatch, to encoded: inout EncodedBatch) {
    let text = WellKnownTextEncoder(
      decimals: coordinates == .geographic ? 7 : 3, power: coordinates == .geographic ? 1e7 : 1e3)
    let buffer = encoded.bytes
    batch.shapes.withUnsafeBufferPointer { shapes in
      batch.coordinates.withUnsafeBufferPointer { numbers in
        var cursor = ShapeCursor(shapes: shapes, coordinates: numbers, word: 0, number: 0)
        for _ in batch.entries {
          if isBinary {
            for byte in WellKnownBinary.body(&cursor, box: &encoded.box) {
              buffer.add(Self.digits[Int(byte >> 4)])
              buffer.add(Self.digits[Int(byte & 15)])
            }
          } else {
            text.add(&cursor, to: buffer, &encoded.box)
          }
          buffer.add(UInt8(0x0A))
        }
      }
    }
    encoded.count += batch.count
  }

  private static let digits = Array("0123456789ABCDEF".utf8)
}
