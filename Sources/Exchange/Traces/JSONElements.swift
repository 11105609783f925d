/// Cuts a large JSON text into the elements of its long arrays, one at a time, in bounded memory.
///
/// Elements are those of an array at the top, of the arrays among the members of an object at
/// the top, or values that follow each other. An object at the top that is a feature, a geometry or a fix
/// by itself, as in newline-delimited GeoJSON, is one element.
struct JSONElements {
  /// One element as text.
  struct Element {
    /// The member whose array it is in; empty at the top.
    var key: String
    var bytes: [UInt8]
    /// The line on which it begins, counted from 1.
    var line: Int
  }

  private let source: ByteSource
  private var buffer: [UInt8] = []
  private var offset = 0
  private var line = 1
  private var key = ""
  private enum Place { case top, object, array, arrayInObject }
  private var place = Place.top

  init(_ source: ByteSource) { self.source = source }

  private func fault(_ problem: String) -> DataFault {
    DataFault(file: source.name, line: line, problem: problem, remedy: "the file may be cut short")
  }

  private mutating func byte() throws(DataFault) -> UInt8? {
    if offset == buffer.count {
      buffer.removeAll(keepingCapacity: true)
      offset = 0
      try source.read(1 << 18, into: &buffer)
      if buffer.isEmpty { return nil }
    }
    return buffer[offset]
  }

  private mutating func nextByte() throws(DataFault) -> UInt8? {
    while let byte = try byte() {
      switch byte {
      case 0x0A:
        line += 1
        offset += 1
      case 0x20, 0x09, 0x0D, 0xEF, 0xBB, 0xBF, 0x1E: offset += 1
      default: return byte
      }
    }
    return nil
  }

  /// The next element; nil at the end.
  mutating func next() throws(DataFault) -> Element? {
    while true {
      guard let byte = try nextByte() else {
        if place == .top { return nil }
        throw fault("the text ends before its last bracket")
      }
      switch (place, byte) {
      case (_, 0x2C): offset += 1
      case (.top, 0x5B):
        offset += 1
        place = .array
        key = ""
      case (.top, 0x7B):
        if try isSingle() {
          key = ""
          return try value()
        }
        offset += 1
        place = .object
      case (.object, 0x7D), (.array, 0x5D):
        offset += 1
        place = .top
      case (.arrayInObject, 0x5D):
        offset += 1
        place = .object
      case (.object, 0x22):
        let name = try value().bytes
        key = String(decoding: name.dropFirst().dropLast(), as: UTF8.self)
        guard try nextByte() == 0x3A else { throw fault("a colon should follow \"\(key)\"") }
        offset += 1
        guard try nextByte() == 0x5B else {
          return try value()
        }
        offset += 1
        place = .arrayInObject
      case (.array, _), (.arrayInObject, _):
        let element = try value()
        // A bracket of another kind is no value and would stay where it is for ever.
        guard !element.bytes.isEmpty else { throw fault("this is no JSON text") }
        return element
      default: throw fault("this is no JSON text")
      }
    }
  }

  private static let singleKinds: Set = [
    "Feature", "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon",
    "GeometryCollection",
  ]

  /// Whether the object here is one element, by the names of its members as far as the first 64 kB show them.
  private mutating func isSingle() throws(DataFault) -> Bool {
    while buffer.count - offset < 1 << 16 {
      let before = buffer.count
      buffer.removeFirst(offset)
      offset = 0
      try source.read(1 << 16, into: &buffer)
      if buffer.count == before { break }
    }
    var members = JSONMemberScan(buffer[offset...])
    while let (name, text) = members.next() {
      switch name {
      case "type": return Self.singleKinds.contains(text ?? "")
      case "lat", "latitude": return true
      case "features", "locations", "timelineObjects", "semanticSegments": return false
      default: continue
      }
    }
    return false
  }

  /// Takes a value up to its end, however nested.
  private mutating func value() throws(DataFault) -> Element {
    var element = Element(key: key, bytes: [], line: line)
    var depth = 0
    var isQuoted = false
    var isEscaped = false
    while let byte = try byte() {
      if isQuoted {
        element.bytes.append(byte)
        offset += 1
        if isEscaped {
          isEscaped = false
        } else if byte == 0x5C {
          isEscaped = true
        } else if byte == 0x22 {
          isQuoted = false
          if depth == 0 { return element }
        }
        continue
      }
      switch byte {
      case 0x7B, 0x5B: depth += 1
      case 0x7D, 0x5D:
        if depth == 0 { return element }
        depth -= 1
        if depth == 0 {
          element.bytes.append(byte)
          offset += 1
          return element
        }
      case 0x22: isQuoted = true
      case 0x2C: if depth == 0 { return element }
      case 0x0A: line += 1
      case 0x20, 0x09, 0x0D: if depth == 0 { return element }
      default: break
      }
      element.bytes.append(byte)
      offset += 1
      if element.bytes.count > 256 << 20 { throw fault("an element is longer than 256 MB") }
    }
    if depth > 0 || isQuoted { throw fault("the text ends inside a value") }
    return element
  }
}
