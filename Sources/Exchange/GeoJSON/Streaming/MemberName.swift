/// The members that GeoJSON gives a meaning.
enum MemberName: String {
  case type, id, properties, geometry, coordinates, geometries, features, bbox, crs, other

  @inline(__always)
  init(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ hasEscapes: Bool) {
    if hasEscapes {
      self = MemberName(rawValue: JSONText.plain(base, start, end)) ?? .other
      return
    }
    // One load and one comparison tell most names.
    let word = UnsafeRawPointer(base + start).loadUnaligned(as: UInt64.self).littleEndian
    switch end - start {
    case 2: self = word & 0xFFFF == 0x6469 ? .id : .other
    case 3: self = word & 0xFF_FFFF == 0x73_7263 ? .crs : .other
    case 4:
      switch word & 0xFFFF_FFFF {
      case 0x6570_7974: self = .type
      case 0x786F_6262: self = .bbox
      default: self = .other
      }
    case 8:
      switch word {
      case 0x7972_7465_6D6F_6567: self = .geometry
      case 0x7365_7275_7461_6566: self = .features
      default: self = .other
      }
    case 10, 11:
      let bytes = UnsafeBufferPointer(start: base + start, count: end - start)
      if bytes.elementsEqual("properties".utf8) {
        self = .properties
      } else if bytes.elementsEqual("coordinates".utf8) {
        self = .coordinates
      } else if bytes.elementsEqual("geometries".utf8) {
        self = .geometries
      } else {
        self = .other
      }
    default: self = .other
    }
  }
}

/// Counts lines, each ended by a line feed, in the order of the text.
struct LineCounter {
  private var line: Int
  private var place = 0

  init(line: Int) { self.line = line }

  mutating func number(at target: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    if target > place, let base = bytes.baseAddress {
      line += Self.breaks(base + place, min(target, bytes.count) - place)
      place = target
    }
    return line
  }

  static func number(
    at target: Int, from first: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Int {
    var counter = LineCounter(line: first)
    return counter.number(at: target, in: bytes)
  }

  /// How many line feeds there are.
  static func breaks(_ base: UnsafePointer<UInt8>, _ count: Int) -> Int {
    var index = 0
    var total = 0
    let raw = UnsafeRawPointer(base)
    while index + 32 <= count {
      // At most 127 rounds fit into the signed bytes that count.
      var sums = SIMD32<UInt8>()
      let last = min(index + 32 * 127, count - 31)
      while index < last {
        let block = raw.loadUnaligned(fromByteOffset: index, as: SIMD32<UInt8>.self)
        sums.replace(with: sums &+ 1, where: block .== 0x0A)
        index += 32
      }
      for lane in 0..<32 { total += Int(sums[lane]) }
    }
    while index < count {
      if base[index] == 0x0A { total += 1 }
      index += 1
    }
    return total
  }
}
