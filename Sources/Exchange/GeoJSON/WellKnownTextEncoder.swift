/// Writes geometries as well-known text (OGC 06-103r4).
struct WellKnownTextEncoder {
  var decimals: Int
  var power: Double

  /// Adds the geometry at the cursor, which then stands behind it.
  func add(_ cursor: inout ShapeCursor, to buffer: ByteBuffer, _ box: inout CoordinateBox) {
    let code = cursor.nextWord()
    let kind = ShapeCode.kind(code)
    guard kind != ShapeCode.none else { return buffer.write("GEOMETRYCOLLECTION EMPTY") }
    buffer.write(Self.names[Int(kind)])
    let stride = ShapeCode.stride(code)
    if stride == 3 { buffer.write(" Z") }
    buffer.add(0x20)
    let count = cursor.nextWord()
    guard count > 0 else { return buffer.write("EMPTY") }
    switch kind {
    case ShapeCode.point, ShapeCode.lineString:
      list(count, buffer) { position(&cursor, stride, buffer, &box) }
    case ShapeCode.multiPoint:
      list(count, buffer) { list(1, buffer) { position(&cursor, stride, buffer, &box) } }
    case ShapeCode.polygon, ShapeCode.multiLineString:
      lists(count, &cursor, stride, buffer, &box)
    case ShapeCode.multiPolygon:
      list(count, buffer) { lists(cursor.nextWord(), &cursor, stride, buffer, &box) }
    default: list(count, buffer) { add(&cursor, to: buffer, &box) }
    }
  }

  private static let names: [StaticString] = [
    "", "POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON",
    "GEOMETRYCOLLECTION",
  ]

  private func list(_ count: Int32, _ buffer: ByteBuffer, _ body: () -> Void) {
    buffer.write("(")
    for index in 0..<count {
      if index > 0 { buffer.write(", ") }
      body()
    }
    buffer.write(")")
  }

  private func lists(
    _ count: Int32, _ cursor: inout ShapeCursor, _ stride: Int, _ buffer: ByteBuffer,
    _ box: inout CoordinateBox
  ) {
    guard count > 0 else { return buffer.write("EMPTY") }
    list(count, buffer) {
      list(cursor.nextWord(), buffer) { position(&cursor, stride, buffer, &box) }
    }
  }

  private func position(
    _ cursor: inout ShapeCursor, _ stride: Int, _ buffer: ByteBuffer, _ box: inout CoordinateBox
  ) {
    let x = cursor.coordinates[cursor.number]
    let y = cursor.coordinates[cursor.number + 1]
    box.add(x, y)
    buffer.add(x, decimals: decimals, power: power)
    buffer.add(0x20)
    buffer.add(y, decimals: decimals, power: power)
    if stride == 3 {
      buffer.add(0x20)
      let z = cursor.coordinates[cursor.number + 2]
      // A height that nobody knows, among others, as PostGIS writes it.
      if z.isFinite { buffer.add(z, decimals: 3, power: 1e3) } else { buffer.write("NaN") }
    }
    cursor.number += stride
  }
}
