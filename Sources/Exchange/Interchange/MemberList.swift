/// The properties of one feature by name, for writers that give some names a place of their own.
struct MemberList {
  private let base: UnsafePointer<UInt8>
  private(set) var members: [(name: String, value: ByteSpan)] = []

  init(_ base: UnsafePointer<UInt8>, _ properties: ByteSpan) {
    self.base = base
    guard !properties.isEmpty else { return }
    var walk = PropertyWalk(base, properties)
    while let member = walk.next() {
      let range = member.name.range
      members.append((JSONText.plain(base, range.lowerBound, range.upperBound), member.value))
    }
  }

  /// Takes a property out by its name; nil where it is not there or null.
  mutating func take(_ name: String) -> ByteSpan? {
    guard let index = members.firstIndex(where: { ExactName.areSame($0.name, name) }) else {
      return nil
    }
    let value = members.remove(at: index).value
    return base[value.range.lowerBound] == 0x6E ? nil : value
  }

  /// Takes a property out that a check holds good; nil where there is none.
  mutating func take(_ name: String, where isGood: (String) -> Bool) -> String? {
    guard let index = members.firstIndex(where: { ExactName.areSame($0.name, name) }) else {
      return nil
    }
    let text = text(members[index].value)
    guard let text, isGood(text) else { return nil }
    members.remove(at: index)
    return text
  }

  /// A value as text: strings without quotes, all else as JSON; nil for null.
  func text(_ span: ByteSpan) -> String? {
    let range = span.range
    switch base[range.lowerBound] {
    case 0x6E: return nil
    case 0x22: return JSONText.plain(base, range.lowerBound + 1, range.upperBound - 1)
    default:
      let bytes = UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// The JSON text of a value.
  func json(_ span: ByteSpan) -> [UInt8] {
    Array(UnsafeBufferPointer(start: base + span.range.lowerBound, count: span.range.count))
  }

  /// What kind of value it is.
  func kind(_ span: ByteSpan) -> ValueKinds { ValueKinds(base, span) }
}
