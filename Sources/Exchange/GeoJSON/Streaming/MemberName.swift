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
    case 10:
      let rest = UnsafeRawPointer(base + start + 8).loadUnaligned(as: UInt16.self).littleEndian
      switch (word, rest) {
      case (0x6974_7265_706F_7270, 0x7365): self = .properties
      case (0x6972_7465_6D6F_6567, 0x7365): self = .geometries
      default: self = .other
      }
    case 11:
      let rest = UnsafeRawPointer(base + start + 8).loadUnaligned(as: UInt32.self).littleEndian
      self =
        word == 0x616E_6964_726F_6F63 && rest & 0xFF_FFFF == 0x73_6574 ? .coordinates : .other
    default: self = .other
    }
  }
}
