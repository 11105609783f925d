import CLanes

/// Writes batches as GeoJSON (RFC 7946), a feature on each line.
///
/// Degrees have 7 decimals, metres 3, heights 3. Outer rings run counterclockwise, holes clockwise. Ids,
/// properties and foreign members stand as they were read.
struct GeoJSONEncoder: FeatureEncoder {
  enum Layout: Sendable {
    case collection, lines, records
  }

  var layout: Layout
  var coordinates: CoordinateKind
  /// Members of the collection, `"name": value` each.
  var members: [[UInt8]] = []
  /// Whether the boxes that features came with still hold.
  var keepsBoxes = true

  private var decimals: Int { coordinates == .geographic ? 7 : 3 }
  private var power: Double { coordinates == .geographic ? 1e7 : 1e3 }

  var separatorCount: Int { layout == .collection ? 1 : 0 }

  func head() -> ByteBuffer {
    let buffer = ByteBuffer(capacity: 256)
    guard layout == .collection else { return buffer }
    buffer.write("{\"type\": \"FeatureCollection\",\n")
    for member in members {
      buffer.add(member)
      buffer.write(",\n")
    }
    buffer.write("\"features\": [")
    return buffer
  }

  func tail(_ box: CoordinateBox) -> ByteBuffer { tail(box, members: []) }

  func tail(_ box: CoordinateBox, members: [[UInt8]]) -> ByteBuffer {
    let buffer = ByteBuffer(capacity: 256)
    guard layout == .collection else { return buffer }
    buffer.write("\n]")
    for member in members {
      buffer.write(",\n")
      buffer.add(member)
    }
    if !box.isEmpty {
      buffer.write(",\n\"bbox\": [")
      for (index, value) in box.corners.enumerated() {
        if index > 0 { buffer.write(", ") }
        buffer.add(value, decimals: decimals, power: power)
      }
      buffer.write("]")
    }
    buffer.write("}\n")
    return buffer
  }

  func add(_ batch: FeatureBatch, to encoded: inout EncodedBatch) {
    batch.text.withUnsafeBufferPointer { text in
      batch.shapes.withUnsafeBufferPointer { shapes in
        batch.coordinates.withUnsafeBufferPointer { coordinates in
          var cursor = ShapeCursor(shapes: shapes, coordinates: coordinates, word: 0, number: 0)
          for index in batch.entries.indices {
            add(batch, index, text, &cursor, &encoded)
          }
        }
      }
    }
    encoded.count += batch.count
    if coordinates == .geographic { encoded.box.addSides(of: batch) }
  }

  private func add(
    _ batch: FeatureBatch, _ index: Int, _ text: UnsafeBufferPointer<UInt8>,
    _ cursor: inout ShapeCursor, _ encoded: inout EncodedBatch
  ) {
    let buffer = encoded.bytes
    let entry = batch.entries[index]
    switch layout {
    case .collection: buffer.write(",\n")
    case .lines: break
    case .records: buffer.add(0x1E)
    }
    buffer.write("{\"type\": \"Feature\"")
    if !entry.id.isEmpty {
      buffer.write(", \"id\": ")
      add(entry.id, text, buffer)
    }
    buffer.write(", \"geometry\": ")
    let members = batch.geometryMembers(of: index)
    if members.isEmpty {
      addGeometry(&cursor, buffer, &encoded.box)
    } else {
      let kept = KeptMembers(
        members: batch.geometryMembers[members], text: text, start: cursor.word)
      addGeometry(&cursor, buffer, &encoded.box, kept)
    }
    buffer.write(", \"properties\": ")
    if entry.properties.isEmpty {
      buffer.write("null")
    } else {
      add(entry.properties, text, buffer)
    }
    for span in batch.foreign[batch.foreign(of: index)] { addMember(span, text, buffer) }
    buffer.write("}")
    if layout != .collection { buffer.add(0x0A) }
  }

  /// Adds a foreign member; a box where it still holds.
  private func addMember(
    _ span: ByteSpan, _ text: UnsafeBufferPointer<UInt8>, _ buffer: ByteBuffer
  ) {
    if !keepsBoxes, Self.isBox(text, span) { return }
    buffer.write(", ")
    add(span, text, buffer)
  }

  private static func isBox(_ text: UnsafeBufferPointer<UInt8>, _ span: ByteSpan) -> Bool {
    span.count > 6 && text[span.range].prefix(6).elementsEqual("\"bbox\"".utf8)
  }

  /// Whether there are line breaks in a piece of a text that stands before zeros.
  private static func hasLineBreaks(_ piece: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let start = piece.baseAddress else { return false }
    var index = 0
    while index < piece.count {
      let breaks = text_cell_ends(start + index, 0x0A)
      if breaks != 0 { return index + breaks.trailingZeroBitCount < piece.count }
      index += 32
    }
    return false
  }

  /// Adds JSON text as it stands; on one line, where it has line breaks.
  private func add(_ span: ByteSpan, _ text: UnsafeBufferPointer<UInt8>, _ buffer: ByteBuffer) {
    let piece = UnsafeBufferPointer(rebasing: text[span.range])
    guard Self.hasLineBreaks(piece) else { return buffer.add(piece) }
    var isInString = false
    var index = 0
    while index < piece.count {
      let byte = piece[index]
      index += 1
      if isInString {
        buffer.add(byte)
        if byte == 0x5C, index < piece.count {
          buffer.add(piece[index])
          index += 1
        } else if byte == 0x22 {
          isInString = false
        }
        continue
      }
      if byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { continue }
      buffer.add(byte)
      if byte == 0x22 { isInString = true }
      if byte == 0x2C || byte == 0x3A { buffer.add(0x20) }
    }
  }

  // MARK: Geometries

  /// The foreign members that the geometries of a feature have.
  private struct KeptMembers {
    let members: ArraySlice<GeometryMember>
    let text: UnsafeBufferPointer<UInt8>
    /// The first word of the feature.
    let start: Int
  }

  private func addGeometry(
    _ cursor: inout ShapeCursor, _ buffer: ByteBuffer, _ box: inout CoordinateBox,
    _ kept: KeptMembers
  ) {
    let word = cursor.word - kept.start
    if ShapeCode.kind(cursor.shapes[cursor.word]) == ShapeCode.collection {
      cursor.word += 1
      buffer.write("{\"type\": \"GeometryCollection\", \"geometries\": [")
      for index in 0..<cursor.nextWord() {
        if index > 0 { buffer.write(", ") }
        addGeometry(&cursor, buffer, &box, kept)
      }
      buffer.write("]")
    } else {
      addGeometry(&cursor, buffer, &box)
      // Behind the coordinates, before the brace of the geometry.
      buffer.cut(to: buffer.count - 1)
    }
    for member in kept.members where Int(member.word) == word {
      addMember(member.text, kept.text, buffer)
    }
    buffer.write("}")
  }

  private func addGeometry(
    _ cursor: inout ShapeCursor, _ buffer: ByteBuffer, _ box: inout CoordinateBox
  ) {
    let code = cursor.nextWord()
    let kind = ShapeCode.kind(code)
    guard kind != ShapeCode.none else { return buffer.write("null") }
    if kind == ShapeCode.point {
      buffer.write("{\"type\": \"Point\", \"coordinates\": ")
      if cursor.nextWord() == 0 {
        buffer.write("[]")
      } else {
        addPosition(&cursor, ShapeCode.stride(code), buffer, &box)
      }
      return buffer.add(0x7D)
    }
    buffer.write("{\"type\": \"")
    buffer.write(ShapeCode.names[Int(kind)])
    if kind == ShapeCode.collection {
      buffer.write("\", \"geometries\": [")
      for index in 0..<cursor.nextWord() {
        if index > 0 { buffer.write(", ") }
        addGeometry(&cursor, buffer, &box)
      }
      return buffer.write("]}")
    }
    buffer.write("\", \"coordinates\": ")
    let stride = ShapeCode.stride(code)
    switch kind {
    case ShapeCode.lineString, ShapeCode.multiPoint:
      addPositions(&cursor, stride, buffer, &box)
    case ShapeCode.multiLineString:
      addList(&cursor, buffer) { cursor, _ in addPositions(&cursor, stride, buffer, &box) }
    case ShapeCode.polygon: addRings(&cursor, stride, buffer, &box)
    default: addList(&cursor, buffer) { cursor, _ in addRings(&cursor, stride, buffer, &box) }
    }
    buffer.write("}")
  }

  private func addList(
    _ cursor: inout ShapeCursor, _ buffer: ByteBuffer, _ body: (inout ShapeCursor, Int32) -> Void
  ) {
    buffer.write("[")
    for index in 0..<cursor.nextWord() {
      if index > 0 { buffer.write(", ") }
      body(&cursor, index)
    }
    buffer.write("]")
  }

  private func addPositions(
    _ cursor: inout ShapeCursor, _ stride: Int, _ buffer: ByteBuffer, _ box: inout CoordinateBox
  ) {
    let count = cursor.nextWord()
    buffer.add(0x5B)
    for index in 0..<count {
      if index > 0 { buffer.write(", ") }
      addPosition(&cursor, stride, buffer, &box)
    }
    buffer.add(0x5D)
  }

  /// Adds rings so that the inside lies to their left.
  private func addRings(
    _ cursor: inout ShapeCursor, _ stride: Int, _ buffer: ByteBuffer, _ box: inout CoordinateBox
  ) {
    addList(&cursor, buffer) { cursor, ring in
      let count = Int(cursor.shapes[cursor.word])
      let numbers = cursor.coordinates[cursor.number..<cursor.number + count * stride]
      let turn = RingDirection.turn(numbers, stride: stride, power: power)
      guard ring == 0 ? turn < 0 : turn > 0 else {
        return addPositions(&cursor, stride, buffer, &box)
      }
      cursor.word += 1
      let first = cursor.number
      buffer.write("[")
      for index in (0..<count).reversed() {
        cursor.number = first + index * stride
        addPosition(&cursor, stride, buffer, &box)
        if index > 0 { buffer.write(", ") }
      }
      cursor.number = first + count * stride
      buffer.write("]")
    }
  }

  @inline(__always)
  private func addPosition(
    _ cursor: inout ShapeCursor, _ stride: Int, _ buffer: ByteBuffer, _ box: inout CoordinateBox
  ) {
    let x = cursor.coordinates[cursor.number]
    let y = cursor.coordinates[cursor.number + 1]
    box.add(x, y)
    buffer.add(0x5B)
    buffer.add(x, decimals: decimals, power: power)
    buffer.write(", ")
    buffer.add(y, decimals: decimals, power: power)
    if stride == 3, case let z = cursor.coordinates[cursor.number + 2], z.isFinite {
      buffer.write(", ")
      buffer.add(z, decimals: 3, power: 1e3)
    }
    buffer.add(0x5D)
    cursor.number += stride
  }
}

/// Which way a ring runs.
enum RingDirection {
  /// 1 counterclockwise, -1 clockwise, 0 for a ring without an inside; of the numbers as they are
  /// written, so that what is written never turns when it is read.
  ///
  /// - Parameters:
  ///   - numbers: Positions one behind the other.
  ///   - stride: How many numbers a position has.
  ///   - power: By what numbers are whole when they are written.
  /// - Returns: 1, -1 or 0.
  static func turn(
    _ numbers: Slice<UnsafeBufferPointer<Double>>, stride: Int, power: Double
  ) -> Int {
    guard let base = numbers.base.baseAddress, numbers.count >= 3 * stride else { return 0 }
    let start = base + numbers.startIndex
    let (x0, y0) = (whole(start[0] * power), whole(start[1] * power))
    var area = 0.0
    var (ax, ay) = (0.0, 0.0)
    var index = stride
    while index < numbers.count {
      let bx = whole(start[index] * power) - x0
      let by = whole(start[index + 1] * power) - y0
      area += ax * by - bx * ay
      (ax, ay) = (bx, by)
      index += stride
    }
    return area > 0 ? 1 : area < 0 ? -1 : 0
  }

  /// The nearest whole number, for which no function of the C library is asked.
  @inline(__always)
  private static func whole(_ value: Double) -> Double {
    // Adding 1.5 × 2^52 leaves no room for digits behind the point.
    guard value.magnitude < 0x1p51 else { return value.rounded() }
    return value + 0x1.8p52 - 0x1.8p52
  }
}
