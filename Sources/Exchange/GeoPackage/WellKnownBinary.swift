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

  // MARK: Reading

  /// Reads a geometry with the header of a GeoPackage and adds it to a batch.
  static func read(_ blob: [UInt8], into batch: inout FeatureBatch) throws(Damage) {
    guard blob.count >= 8, blob[0] == 0x47, blob[1] == 0x50 else {
      throw Damage(problem: "the geometry has no header of a GeoPackage")
    }
    let flags = blob[3]
    let sizes = [0, 32, 48, 48, 64]
    let box = Int(flags >> 1 & 7)
    guard box < sizes.count else { throw Damage(problem: "the header of the geometry is damaged") }
    var reader = Reader(bytes: blob, place: 8 + sizes[box])
    try reader.geometry(into: &batch, depth: 0)
  }

  /// Reads well-known binary, the words and numbers of which go to a batch.
  struct Reader {
    let bytes: [UInt8]
    var place = 0
    private var isBig = false
    /// The number of the coordinate system, as PostGIS writes it.
    private(set) var system: Int32?

    var isAtEnd: Bool { place >= bytes.count }

    init(bytes: [UInt8], place: Int = 0) {
      self.bytes = bytes
      self.place = place
    }

    private mutating func take(_ count: Int) throws(Damage) -> Int {
      guard count <= bytes.count - place else {
        throw Damage(problem: "the geometry is cut short")
      }
      place += count
      return place - count
    }

    private mutating func word() throws(Damage) -> UInt32 {
      let start = try take(4)
      let value = bytes.withUnsafeBytes {
        $0.loadUnaligned(fromByteOffset: start, as: UInt32.self)
      }
      return isBig ? value.bigEndian : value.littleEndian
    }

    private mutating func number() throws(Damage) -> Double {
      let start = try take(8)
      let value = bytes.withUnsafeBytes {
        $0.loadUnaligned(fromByteOffset: start, as: UInt64.self)
      }
      return Double(bitPattern: isBig ? value.bigEndian : value.littleEndian)
    }

    /// How many elements follow, each of so many bytes at least.
    private mutating func count(of size: Int) throws(Damage) -> Int {
      let count = Int(try word())
      guard count <= (bytes.count - place) / size else {
        throw Damage(problem: "the geometry is cut short")
      }
      return count
    }

    /// The kind of the geometry that follows, and how many numbers its positions have.
    private mutating func head() throws(Damage) -> (kind: Int32, numbers: Int, hasHeight: Bool) {
      let start = try take(1)
      isBig = bytes[start] == 0
      let code = try word()
      // ISO adds thousands, older writers set bits.
      var hasHeight = code & 0x8000_0000 != 0
      var hasMeasure = code & 0x4000_0000 != 0
      if code & 0x2000_0000 != 0 { system = Int32(bitPattern: try word()) }
      let base = code & 0x1FFF_FFFF
      switch base / 1000 {
      case 1: hasHeight = true
      case 2: hasMeasure = true
      case 3: (hasHeight, hasMeasure) = (true, true)
      default: break
      }
      let kind = Int32(base % 1000)
      guard (1...7).contains(kind), base < 4000 else {
        throw Damage(problem: "geometries of type \(base) are not known")
      }
      return (kind, 2 + (hasHeight ? 1 : 0) + (hasMeasure ? 1 : 0), hasHeight)
    }

    mutating func geometry(into batch: inout FeatureBatch, depth: Int) throws(Damage) {
      guard depth < 100 else { throw Damage(problem: "the geometry is nested too deep") }
      let head = try head()
      batch.shapes.append(head.kind + (head.hasHeight && head.kind < 7 ? ShapeCode.height : 0))
      switch head.kind {
      case ShapeCode.point:
        let first = batch.coordinates.count
        try positions(1, head.numbers, head.hasHeight, &batch)
        let isEmpty = batch.coordinates[first].isNaN
        batch.shapes.append(isEmpty ? 0 : 1)
        if isEmpty { batch.coordinates.removeSubrange(first...) }
      case ShapeCode.lineString: try line(head.numbers, head.hasHeight, &batch)
      case ShapeCode.polygon: try rings(head.numbers, head.hasHeight, &batch)
      default:
        let count = try count(of: 5)
        batch.shapes.append(Int32(count))
        for _ in 0..<count {
          guard head.kind != ShapeCode.collection else {
            try geometry(into: &batch, depth: depth + 1)
            continue
          }
          let part = try self.head()
          guard part.kind == head.kind - 3, part.hasHeight == head.hasHeight else {
            throw Damage(problem: "a part of the geometry has another type")
          }
          switch part.kind {
          case ShapeCode.point: try positions(1, part.numbers, part.hasHeight, &batch)
          case ShapeCode.lineString: try line(part.numbers, part.hasHeight, &batch)
          default: try rings(part.numbers, part.hasHeight, &batch)
          }
        }
      }
    }

    private mutating func line(
      _ numbers: Int, _ hasHeight: Bool, _ batch: inout FeatureBatch
    ) throws(Damage) {
      let count = try count(of: numbers * 8)
      batch.shapes.append(Int32(count))
      try positions(count, numbers, hasHeight, &batch)
    }

    private mutating func rings(
      _ numbers: Int, _ hasHeight: Bool, _ batch: inout FeatureBatch
    ) throws(Damage) {
      let count = try count(of: 4)
      batch.shapes.append(Int32(count))
      for _ in 0..<count { try line(numbers, hasHeight, &batch) }
    }

    private mutating func positions(
      _ count: Int, _ numbers: Int, _ hasHeight: Bool, _ batch: inout FeatureBatch
    ) throws(Damage) {
      for _ in 0..<count {
        for index in 0..<numbers {
          let value = try number()
          if index < 2 || (index == 2 && hasHeight) { batch.coordinates.append(value) }
        }
      }
    }
  }
}
