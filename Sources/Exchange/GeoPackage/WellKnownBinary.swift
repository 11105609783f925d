/// Geometries as bytes: well-known binary (OGC 06-103r4, ISO 13249-3) and the header that GeoPackages put
/// before it.
enum WellKnownBinary {
  /// Why bytes are no geometry.
  struct Damage: Error {
    var problem: String
  }

  // MARK: Writing

  /// Adds the geometry at the cursor with the header of a GeoPackage; false where there is none.
  static func addBlob(
    _ cursor: inout ShapeCursor, srs: Int32, to buffer: ByteBuffer, box: inout CoordinateBox
  ) -> Bool {
    guard ShapeCode.kind(cursor.shapes[cursor.word]) != ShapeCode.none else {
      cursor.word += 1
      return false
    }
    let start = buffer.count
    // Room for the box of x and y, which is known when the positions are.
    buffer.reserve(40)
    for _ in 0..<5 { buffer.put(eight: 0) }
    add(&cursor, to: buffer, &box)
    let isEmpty = box.isEmpty
    let end = buffer.count
    if isEmpty {
      (buffer.base + start + 8).update(from: buffer.base + start + 40, count: end - start - 40)
    }
    // GP, version 0; little endian, with the box unless the geometry is empty.
    buffer.cut(to: start)
    let flags: UInt32 = isEmpty ? 0b0001_0001 : 0b0000_0011
    buffer.put(four: 0x0000_5047 | flags << 24)
    buffer.put(four: UInt32(bitPattern: srs))
    if !isEmpty {
      for value in [box.minX, box.maxX, box.minY, box.maxY] { buffer.put(eight: value.bitPattern) }
    }
    buffer.skip(to: isEmpty ? end - 32 : end)
    return true
  }

  /// The geometry at the cursor alone; an empty collection where there is none.
  static func body(_ cursor: inout ShapeCursor, box: inout CoordinateBox) -> [UInt8] {
    guard ShapeCode.kind(cursor.shapes[cursor.word]) != ShapeCode.none else {
      cursor.word += 1
      return [1, 7, 0, 0, 0, 0, 0, 0, 0]
    }
    let buffer = ByteBuffer(capacity: 256)
    add(&cursor, to: buffer, &box)
    return buffer.array
  }

  private static func add(
    _ cursor: inout ShapeCursor, to buffer: ByteBuffer, _ box: inout CoordinateBox
  ) {
    let code = cursor.nextWord()
    let kind = ShapeCode.kind(code)
    let stride = ShapeCode.stride(code)
    func word(_ word: Int32) {
      buffer.reserve(4)
      buffer.put(four: UInt32(bitPattern: word))
    }
    func head(_ type: Int32) {
      buffer.add(UInt8(1))
      word(type + (stride == 3 ? 1000 : 0))
    }
    func position() {
      let x = cursor.coordinates[cursor.number]
      let y = cursor.coordinates[cursor.number + 1]
      box.add(x, y)
      buffer.reserve(24)
      buffer.put(eight: x.bitPattern)
      buffer.put(eight: y.bitPattern)
      if stride == 3 { buffer.put(eight: cursor.coordinates[cursor.number + 2].bitPattern) }
      cursor.number += stride
    }
    func positions() {
      let count = cursor.nextWord()
      word(count)
      for _ in 0..<count { position() }
    }
    func rings(_ type: Int32) {
      head(type)
      let count = cursor.nextWord()
      word(count)
      for _ in 0..<count { positions() }
    }
    switch kind {
    case ShapeCode.point:
      head(kind)
      if cursor.nextWord() == 0 {
        buffer.reserve(24)
        for _ in 0..<stride { buffer.put(eight: Double.nan.bitPattern) }
      } else {
        position()
      }
    case ShapeCode.lineString:
      head(kind)
      positions()
    case ShapeCode.polygon: rings(kind)
    case ShapeCode.collection:
      head(kind)
      let count = cursor.nextWord()
      word(count)
      for _ in 0..<count { add(&cursor, to: buffer, &box) }
    default:
      head(kind)
      let count = cursor.nextWord()
      word(count)
      for _ in 0..<count {
        switch kind {
        case ShapeCode.multiPoint:
          head(ShapeCode.point)
          position()
        case ShapeCode.multiLineString:
          head(ShapeCode.lineString)
          positions()
        default: rings(ShapeCode.polygon)
        }
      }
    }
  }

  /// Whether bytes can be the beginning of a geometry: the order of its bytes, and a kind.
  static func canBegin(_ head: [UInt8]) -> Bool {
    guard head.count >= 5, head[0] <= 1 else { return false }
    let code = head[0] == 0 ? head.word32(1).byteSwapped : head.word32(1)
    return (1...17).contains((code & 0x1FFF_FFFF) % 1000)
  }

  // MARK: Hexadecimal digits

  /// Whether a text can be a geometry in hexadecimal digits: no shorter than an empty collection.
  static func isHexadecimal(_ text: String) -> Bool {
    let bytes = text.utf8
    guard bytes.count >= 18, bytes.count.isMultiple(of: 2), bytes.first == 0x30,
      let second = bytes.dropFirst().first, second == 0x30 || second == 0x31
    else { return false }
    return bytes.allSatisfy { digit($0) != nil }
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }

  private static func bytes(hexadecimal text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var high: UInt8?
    for byte in text.utf8 {
      let digit = digit(byte) ?? 0
      if let first = high {
        bytes.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    return bytes
  }

  /// The number of the coordinate system that PostGIS writes into geometries; nil where there is none.
  static func system(hexadecimal text: String) -> Int? {
    let bytes = bytes(hexadecimal: text)
    var reader = Reader(bytes: bytes)
    var batch = FeatureBatch()
    do throws(Damage) { try reader.geometry(into: &batch, depth: 0) } catch { return nil }
    return reader.system.map(Int.init)
  }

  /// The geometry of hexadecimal digits.
  static func geometry(hexadecimal text: String) throws(GeometryFault) -> Geometry {
    var reader = Reader(bytes: bytes(hexadecimal: text))
    var batch = FeatureBatch()
    do throws(Damage) {
      try reader.geometry(into: &batch, depth: 0)
      guard reader.isAtEnd else { throw Damage(problem: "bytes follow behind the geometry") }
    } catch {
      throw GeometryFault(
        problem: "is no well-known binary: \(error.problem)", remedy: "write POINT (19.04 47.5)")
    }
    batch.close(FeatureBatch.Entry())
    return batch.geometry(of: 0) ?? .geometryCollection([])
  }
}
