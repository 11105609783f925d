/// Reads well-known text (OGC 06-103r4), and well-known binary in hexadecimal digits.
///
/// Points, lines, polygons, their Multi forms and collections; as PostGIS writes them, too. Measures are not kept; arcs
/// become lines with a position every 4 degrees or closer, surfaces of several faces areas of several polygons.
enum WellKnownText {
  /// Whether a text begins as well-known text does, in any case, or is well-known binary in hexadecimal digits.
  static func hasKind(_ text: String) -> Bool {
    let start = text.drop { $0 == " " }.prefix(18).uppercased()
    let kinds = [
      "SRID=", "POINT", "LINESTRING", "POLYGON", "MULTI", "GEOMETRYCOLLECTION", "CIRCULARSTRING",
      "COMPOUNDCURVE", "CURVEPOLYGON", "TRIANGLE", "TIN", "POLYHEDRALSURFACE",
    ]
    return kinds.contains { start.hasPrefix($0) } || WellKnownBinary.isHexadecimal(text)
  }

  /// The number of the coordinate system in front, as PostGIS writes it: `SRID=4326;POINT …`; nil where there is none.
  static func system(of text: String) -> Int? {
    let start = text.drop { $0 == " " }
    guard start.prefix(5).uppercased() == "SRID=" else {
      return WellKnownBinary.isHexadecimal(text) ? WellKnownBinary.system(hexadecimal: text) : nil
    }
    return Int(start.dropFirst(5).prefix { $0 != ";" }.filter { $0 != " " })
  }

  /// Whether it is a point without a place, which no ``Geometry`` can be.
  static func isEmptyPoint(_ text: String) -> Bool {
    let words = text.prefix(60).uppercased().split { $0 == " " || $0 == ";" }
      .filter { !$0.hasPrefix("SRID=") }.map(String.init)
    let kinds = ["POINT", "POINTZ", "POINTM", "POINTZM"]
    guard words.last == "EMPTY", let first = words.first, kinds.contains(first) else {
      return false
    }
    return words.count == 2 || words.count == 3 && ["Z", "M", "ZM"].contains(words[1])
  }

  /// The geometry; an empty point within a collection lies ``Position/nowhere``.
  static func geometry(_ text: String) throws(GeometryFault) -> Geometry {
    if WellKnownBinary.isHexadecimal(text) {
      return try WellKnownBinary.geometry(hexadecimal: text)
    }
    var reader = Reader(bytes: Array(text.utf8))
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

  struct Reader {
    let bytes: [UInt8]
    var offset = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Whether the third number of positions is a measure.
    private var isMeasured = false

    mutating func geometry(depth: Int = 0) throws(GeometryFault) -> Geometry {
      var reader = self
      defer { self = reader }
      var type = reader.word()
      var mark = ""
      for ending in ["ZM", "Z", "M"] where type.hasSuffix(ending) {
        type.removeLast(ending.count)
        mark = ending
        break
      }
      var isEmpty = false
      if reader.next != 0x28 {
        var word = reader.word()
        if ["Z", "M", "ZM"].contains(word) {
          mark = word
          word = reader.next == 0x28 ? "" : reader.word()
        }
        isEmpty = word == "EMPTY"
        guard word.isEmpty || isEmpty, isEmpty || reader.next == 0x28 else {
          throw GeometryFault(
            problem: "cannot be read as a place", remedy: "write POINT (19.04 47.5)")
        }
      }
      reader.isMeasured = mark == "M"
      switch type {
      case "POINT":
        if !isEmpty { return .point(try reader.single()) }
        return depth == 0 ? .geometryCollection([]) : .point(.nowhere)
      case "LINESTRING": return .lineString(isEmpty ? [] : try reader.positions())
      case "POLYGON": return .polygon(isEmpty ? [] : try reader.lists())
      case "MULTIPOINT": return .multiPoint(isEmpty ? [] : try reader.points())
      case "MULTILINESTRING": return .multiLineString(isEmpty ? [] : try reader.lists())
      case "MULTIPOLYGON": return .multiPolygon(isEmpty ? [] : try reader.polygons())
      case "CIRCULARSTRING", "COMPOUNDCURVE":
        return .lineString(isEmpty ? [] : try reader.curve(type))
      case "CURVEPOLYGON": return .polygon(isEmpty ? [] : try reader.curves())
      case "MULTICURVE": return .multiLineString(isEmpty ? [] : try reader.curves())
      case "MULTISURFACE": return .multiPolygon(isEmpty ? [] : try reader.surfaces())
      case "TRIANGLE": return .polygon(isEmpty ? [] : try reader.lists())
      case "TIN", "POLYHEDRALSURFACE":
        return .multiPolygon(isEmpty ? [] : try reader.polygons())
      case "GEOMETRYCOLLECTION" where depth < 100:
        if isEmpty { return .geometryCollection([]) }
        return .geometryCollection(
          try reader.list { (reader) throws(GeometryFault) in
            try reader.geometry(depth: depth + 1)
          })
      default:
        throw GeometryFault(
          problem: "is no known kind of place", remedy: "write POINT (19.04 47.5)")
      }
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
        let number = bytes[start..<offset].withUnsafeBufferPointer { word in
          // A height may be unknown.
          numbers.count > 1 && GapWord.isGap(word) ? .nan : DecimalReader.double(word)
        }
        guard let number, number.isFinite || numbers.count > 1 && number.isNaN else {
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
      let hasHeight = numbers.count > 2 && !isMeasured && numbers[2].isFinite
      return Position(x: numbers[0], y: numbers[1], z: hasHeight ? numbers[2] : nil)
    }
  }
}

extension Position {
  /// The place of a point that has none, where a list of geometries must tell it from an empty list.
  static let nowhere = Position(x: .nan, y: .nan)

  var isNowhere: Bool { x.isNaN }
}
