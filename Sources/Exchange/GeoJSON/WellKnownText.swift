/// Reads well-known text (OGC 06-103r4): points, lines, polygons, their Multi forms and collections.
enum WellKnownText {
  /// Whether a text begins as well-known text does, in any case.
  static func hasKind(_ text: String) -> Bool {
    let start = text.drop { $0 == " " }.prefix(18).uppercased()
    let kinds = ["SRID=", "POINT", "LINESTRING", "POLYGON", "MULTI", "GEOMETRYCOLLECTION"]
    return kinds.contains { start.hasPrefix($0) }
  }

  static func geometry(_ text: String) throws(GeometryFault) -> Geometry {
    var reader = Reader(bytes: Array(text.utf8))
    // PostGIS writes SRID=4326; in front.
    if reader.take("SRID=") {
      while let byte = reader.next, byte != 0x3B { reader.offset += 1 }
      reader.offset += 1
    }
    let geometry = try reader.geometry()
    guard reader.next == nil else {
      throw GeometryFault(problem: "has text after the place", remedy: "write POINT (19.04 47.5)")
    }
    return geometry
  }

  private struct Reader {
    let bytes: [UInt8]
    var offset = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func geometry(depth: Int = 0) throws(GeometryFault) -> Geometry {
      var reader = self
      defer { self = reader }
      let type = reader.word()
      // POINT Z, POINT ZM: the numbers say how many there are.
      if reader.next != 0x28, ["Z", "M", "ZM"].contains(reader.word()) == false {
        throw GeometryFault(
          problem: "cannot be read as a place", remedy: "write POINT (19.04 47.5)")
      }
      let geometry: Geometry =
        switch type {
        case "POINT", "POINTZ": .point(try reader.single())
        case "LINESTRING", "LINESTRINGZ": .lineString(try reader.positions())
        case "POLYGON", "POLYGONZ": .polygon(try reader.lists())
        case "MULTIPOINT", "MULTIPOINTZ": .multiPoint(try reader.points())
        case "MULTILINESTRING", "MULTILINESTRINGZ": .multiLineString(try reader.lists())
        case "MULTIPOLYGON", "MULTIPOLYGONZ": .multiPolygon(try reader.polygons())
        case "GEOMETRYCOLLECTION" where depth < 100:
          .geometryCollection(
            try reader.list { (reader) throws(GeometryFault) in
              try reader.geometry(depth: depth + 1)
            })
        default:
          throw GeometryFault(
            problem: "is no known kind of place", remedy: "write POINT (19.04 47.5)")
        }
      return geometry
    }

    /// The next byte that is not a space.
    var next: UInt8? {
      mutating get {
        while offset < bytes.count, DecimalReader.isSpace(bytes[offset]) { offset += 1 }
        return offset < bytes.count ? bytes[offset] : nil
      }
    }

    mutating func take(_ word: String) -> Bool {
      guard next != nil, bytes[offset...].starts(with: word.utf8) else { return false }
      offset += word.utf8.count
      return true
    }

    /// Letters, in upper case.
    mutating func word() -> String {
      var word = ""
      while let byte = next, (0x41...0x5A).contains(byte & 0xDF) {
        word.unicodeScalars.append(Unicode.Scalar(byte & 0xDF))
        offset += 1
        if offset < bytes.count, DecimalReader.isSpace(bytes[offset]) { break }
      }
      return word
    }

    mutating func expect(_ byte: UInt8) throws(GeometryFault) {
      guard next == byte else {
        throw GeometryFault(
          problem: "lacks \"\(Unicode.Scalar(byte))\" in the place",
          remedy: "write POINT (19.04 47.5)")
      }
      offset += 1
    }

    mutating func list<Element>(
      _ element: (inout Reader) throws(GeometryFault) -> Element
    ) throws(GeometryFault) -> [Element] {
      try expect(0x28)
      var elements = [try element(&self)]
      while next == 0x2C {
        offset += 1
        elements.append(try element(&self))
      }
      try expect(0x29)
      return elements
    }

    mutating func single() throws(GeometryFault) -> Position {
      try expect(0x28)
      let position = try position()
      try expect(0x29)
      return position
    }

    /// Points with or without brackets around each.
    mutating func points() throws(GeometryFault) -> [Position] {
      try list { (reader) throws(GeometryFault) in
        reader.next == 0x28 ? try reader.single() : try reader.position()
      }
    }

    mutating func positions() throws(GeometryFault) -> [Position] {
      try list { (reader) throws(GeometryFault) in try reader.position() }
    }

    mutating func lists() throws(GeometryFault) -> [[Position]] {
      try list { (reader) throws(GeometryFault) in try reader.positions() }
    }

    mutating func polygons() throws(GeometryFault) -> [[[Position]]] {
      try list { (reader) throws(GeometryFault) in try reader.lists() }
    }

    mutating func position() throws(GeometryFault) -> Position {
      var numbers: [Double] = []
      while let byte = next, byte != 0x2C, byte != 0x28, byte != 0x29 {
        let start = offset
        while offset < bytes.count, ![0x20, 0x09, 0x2C, 0x28, 0x29].contains(bytes[offset]) {
          offset += 1
        }
        let number = bytes[start..<offset].withUnsafeBufferPointer { DecimalReader.double($0) }
        guard let number, number.isFinite else {
          throw GeometryFault(
            problem: "has something else than numbers in the place",
            remedy: "write POINT (19.04 47.5)")
        }
        numbers.append(number)
      }
      guard numbers.count >= 2 else {
        throw GeometryFault(
          problem: "has a position without two numbers", remedy: "write POINT (19.04 47.5)")
      }
      return Position(x: numbers[0], y: numbers[1], z: numbers.count > 2 ? numbers[2] : nil)
    }
  }
}
