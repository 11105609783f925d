/// Reads well-known binary (OGC 06-103r4, ISO 13249-3), with the header of a GeoPackage or alone.
extension WellKnownBinary {
  /// What geometries had that does not come out as it was.
  struct Findings {
    var hasMeasures = false
    var hasCurves = false
  }

  /// Reads a geometry with the header of a GeoPackage and adds it to a batch.
  @discardableResult
  static func read(
    _ blob: [UInt8], into batch: inout FeatureBatch
  ) throws(Damage) -> Findings {
    guard blob.count >= 8, blob[0] == 0x47, blob[1] == 0x50 else {
      throw Damage(problem: "the geometry has no header of a GeoPackage")
    }
    let flags = blob[3]
    let sizes = [0, 32, 48, 48, 64]
    let box = Int(flags >> 1 & 7)
    guard box < sizes.count else { throw Damage(problem: "the header of the geometry is damaged") }
    var reader = Reader(bytes: blob, place: 8 + sizes[box])
    try reader.geometry(into: &batch, depth: 0)
    return reader.findings
  }

  /// Reads well-known binary, the words and numbers of which go to a batch.
  struct Reader {
    let bytes: [UInt8]
    var place = 0
    private var isBig = false
    /// The number of the coordinate system, as PostGIS writes it.
    private(set) var system: Int32?
    private(set) var findings = Findings()

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

    /// A geometry that follows: its kind by the standard, and how many numbers its positions have.
    private struct Head {
      var kind: Int32
      var numbers: Int
      var hasHeight: Bool

      /// Added to the kind of what comes out.
      var height: Int32 { hasHeight ? ShapeCode.height : 0 }
    }

    private mutating func head() throws(Damage) -> Head {
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
      guard (1...12).contains(kind) || (15...17).contains(kind), base < 4000 else {
        throw Damage(problem: "geometries of type \(base) are not known")
      }
      if hasMeasure { findings.hasMeasures = true }
      return Head(
        kind: kind, numbers: 2 + (hasHeight ? 1 : 0) + (hasMeasure ? 1 : 0), hasHeight: hasHeight)
    }

    mutating func geometry(into batch: inout FeatureBatch, depth: Int) throws(Damage) {
      guard depth < 100 else { throw Damage(problem: "the geometry is nested too deep") }
      let head = try head()
      switch head.kind {
      case ShapeCode.point:
        batch.shapes.append(head.kind + head.height)
        let first = batch.coordinates.count
        try positions(1, head.numbers, head.hasHeight, &batch)
        let isEmpty = batch.coordinates[first].isNaN
        batch.shapes.append(isEmpty ? 0 : 1)
        if isEmpty { batch.coordinates.removeSubrange(first...) }
      case ShapeCode.lineString, Kind.circularString, Kind.compoundCurve:
        batch.shapes.append(ShapeCode.lineString + head.height)
        try curve(head, &batch)
      case ShapeCode.polygon, Kind.curvePolygon, Kind.triangle:
        batch.shapes.append(ShapeCode.polygon + head.height)
        try area(head, &batch)
      case ShapeCode.collection:
        batch.shapes.append(head.kind)
        let count = try count(of: 5)
        batch.shapes.append(Int32(count))
        for _ in 0..<count { try geometry(into: &batch, depth: depth + 1) }
      default:
        try parts(head, &batch)
      }
    }

    /// Reads what gathers geometries of one kind.
    private mutating func parts(_ head: Head, _ batch: inout FeatureBatch) throws(Damage) {
      let kinds: (whole: Int32, parts: [Int32]) =
        switch head.kind {
        case ShapeCode.multiPoint: (head.kind, [ShapeCode.point])
        case ShapeCode.multiLineString, Kind.multiCurve:
          (
            ShapeCode.multiLineString,
            [ShapeCode.lineString, Kind.circularString, Kind.compoundCurve]
          )
        default:
          (ShapeCode.multiPolygon, [ShapeCode.polygon, Kind.curvePolygon, Kind.triangle])
        }
      batch.shapes.append(kinds.whole + head.height)
      let count = try count(of: 5)
      let place = batch.shapes.count
      batch.shapes.append(Int32(count))
      for _ in 0..<count {
        let part = try self.head()
        guard kinds.parts.contains(part.kind), part.hasHeight == head.hasHeight else {
          throw Damage(problem: "a part of the geometry has another type")
        }
        switch kinds.whole {
        case ShapeCode.multiPoint:
          let first = batch.coordinates.count
          try positions(1, part.numbers, part.hasHeight, &batch)
          // A point without a place adds nothing to many.
          if batch.coordinates[first].isNaN {
            batch.coordinates.removeSubrange(first...)
            batch.shapes[place] -= 1
          }
        case ShapeCode.multiLineString: try curve(part, &batch)
        default: try area(part, &batch)
        }
      }
    }

    /// Reads the rings of an area, the head of which was read.
    private mutating func area(_ head: Head, _ batch: inout FeatureBatch) throws(Damage) {
      guard head.kind == Kind.curvePolygon else {
        return try rings(head.numbers, head.hasHeight, &batch)
      }
      let count = try count(of: 5)
      batch.shapes.append(Int32(count))
      for _ in 0..<count {
        let ring = try self.head()
        guard ring.hasHeight == head.hasHeight else {
          throw Damage(problem: "a ring of the geometry has another type")
        }
        try curve(ring, &batch)
      }
    }

    /// Reads a line, some parts of which may be arcs, the head of which was read.
    private mutating func curve(_ head: Head, _ batch: inout FeatureBatch) throws(Damage) {
      guard head.kind != ShapeCode.lineString else {
        return try line(head.numbers, head.hasHeight, &batch)
      }
      let place = batch.shapes.count
      batch.shapes.append(0)
      let first = batch.coordinates.count
      let stride = head.hasHeight ? 3 : 2
      switch head.kind {
      case Kind.circularString: try arcs(head, &batch)
      case Kind.compoundCurve:
        let count = try count(of: 5)
        for index in 0..<count {
          let part = try self.head()
          let end = batch.coordinates.count
          guard part.hasHeight == head.hasHeight else {
            throw Damage(problem: "a part of the geometry has another type")
          }
          switch part.kind {
          case ShapeCode.lineString:
            let count = try self.count(of: part.numbers * 8)
            try positions(count, part.numbers, part.hasHeight, &batch)
          case Kind.circularString: try arcs(part, &batch)
          default: throw Damage(problem: "a part of the geometry has another type")
          }
          // Where one part ends the next begins.
          if index > 0, end >= first + stride, batch.coordinates.count > end,
            batch.coordinates[end..<end + 2].elementsEqual(
              batch.coordinates[end - stride..<end - stride + 2])
          {
            batch.coordinates.removeSubrange(end..<end + stride)
          }
        }
      default: throw Damage(problem: "a part of the geometry has another type")
      }
      batch.shapes[place] = Int32((batch.coordinates.count - first) / stride)
    }

    /// Reads a row of arcs: each has a beginning, a position on the way, and an end where the next begins.
    private mutating func arcs(_ head: Head, _ batch: inout FeatureBatch) throws(Damage) {
      let count = try count(of: head.numbers * 8)
      guard count == 0 || (count >= 3 && !count.isMultiple(of: 2)) else {
        throw Damage(problem: "a row of arcs has \(count) positions, which make no whole arcs")
      }
      findings.hasCurves = findings.hasCurves || count > 0
      let first = batch.coordinates.count
      try positions(count, head.numbers, head.hasHeight, &batch)
      let stride = head.hasHeight ? 3 : 2
      let controls = Array(batch.coordinates[first...])
      batch.coordinates.removeSubrange(first...)
      guard count > 0 else { return }
      batch.coordinates += controls[..<stride]
      for start in Swift.stride(from: 0, to: count - 1, by: 2) {
        CircularArc(controls[(start * stride)..<((start + 3) * stride)], stride: stride)
          .add(to: &batch.coordinates)
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

  /// Kinds of geometries that come out as others.
  private enum Kind {
    static let circularString: Int32 = 8
    static let compoundCurve: Int32 = 9
    static let curvePolygon: Int32 = 10
    static let multiCurve: Int32 = 11
    static let triangle: Int32 = 17
  }
}
