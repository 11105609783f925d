import CLanes

/// Walks over JSON text (RFC 8259) without making anything of it.
///
/// The text is UTF-8 and stands before at least ``padding`` zeros, which no JSON text holds: so
/// nothing here looks for its end.
struct JSONCursor {
  static let padding = 64
  /// How deep arrays and objects may be nested.
  static let depthLimit = 500

  let base: UnsafePointer<UInt8>
  var place: Int
  /// The names of the objects that are open, to find those that come twice.
  private var names: [Name] = []
  /// How many of them are in use.
  private var nameCount = 0
  /// The names of open objects that have very many, or some with escapes, by their first in `names`.
  private var crowds: [Int: Set<ExactName>] = [:]

  private struct Name {
    var hash: UInt64
    var start: Int
    var end: Int
  }

  init(_ base: UnsafePointer<UInt8>, at place: Int = 0) {
    self.base = base
    self.place = place
    names.reserveCapacity(64)
  }

  /// A cursor that will not look for names that come twice.
  init(walking base: UnsafePointer<UInt8>, at place: Int) {
    self.base = base
    self.place = place
  }

  @inline(__always)
  mutating func skipSpace() {
    while true {
      let byte = base[place]
      if byte > 0x20 { return }
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      place += 1
    }
  }

  /// The next byte that is no space; 0 at the end.
  @inline(__always)
  mutating func peek() -> UInt8 {
    skipSpace()
    return base[place]
  }

  // MARK: Strings

  @inline(__always)
  func load(_ place: Int) -> UInt64 {
    UnsafeRawPointer(base + place).loadUnaligned(as: UInt64.self).littleEndian
  }

  @inline(__always)
  static func zeroBytes(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
  }

  /// Takes a string, whose opening quote is next, and says whether it has escapes.
  @inline(__always)
  mutating func string() throws(TextFault) -> Bool {
    var index = place + 1
    while true {
      let marks = text_string_marks(base + index)
      guard marks != 0 else {
        index += 32
        continue
      }
      index += marks.trailingZeroBitCount
      if base[index] == 0x22 {
        place = index + 1
        return false
      }
      try stringWithEscapes(from: index)
      return true
    }
  }

  private mutating func stringWithEscapes(from first: Int) throws(TextFault) {
    var index = first
    while true {
      let byte = base[index]
      switch byte {
      case 0x22:
        place = index + 1
        return
      case 0x5C: index = try escape(at: index)
      case 0..<0x20: throw control(at: index)
      default: index += 1
      }
    }
  }

  /// The fault of a string that holds a control character as it is.
  func control(at index: Int) -> TextFault {
    let byte = base[index]
    guard byte > 0 else { return unclosed(index) }
    return TextFault(
      index, "a string holds the control character \(byte)",
      byte == 0x0A || byte == 0x0D
        ? "close the string, or write \\n for a line break" : "write it as an escape")
  }

  /// Where an escape ends.
  ///
  /// - Throws: A fault that can be mended where it is half of a surrogate pair.
  func escape(at index: Int) throws(TextFault) -> Int {
    switch base[index + 1] {
    case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: return index + 2
    case 0x75: break
    case 0: throw unclosed(index + 1)
    default:
      throw TextFault(index, "a string holds an unknown escape", "write \\\\ for a backslash")
    }
    let unit = try hexUnit(at: index)
    guard (0xD800...0xDFFF).contains(unit) else { return index + 6 }
    guard unit < 0xDC00, base[index + 6] == 0x5C, base[index + 7] == 0x75,
      case let low = try hexUnit(at: index + 6), (0xDC00...0xDFFF).contains(low)
    else {
      throw TextFault(
        index, "a string holds half of a surrogate pair",
        "write both halves, or the character itself in UTF-8", mend: .halfCharacter)
    }
    return index + 12
  }

  private func hexUnit(at index: Int) throws(TextFault) -> UInt16 {
    var unit: UInt16 = 0
    for place in index + 2..<index + 6 {
      let digit: UInt8
      switch base[place] {
      case 0x30...0x39: digit = base[place] - 0x30
      case 0x41...0x46: digit = base[place] - 0x41 + 10
      case 0x61...0x66: digit = base[place] - 0x61 + 10
      case 0: throw unclosed(place)
      default:
        throw TextFault(
          index, "\\u needs four hexadecimal digits", "write \\u00e9, or the character itself")
      }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }

  // MARK: Numbers and words

  /// Takes a number, which must come next.
  @inline(__always)
  mutating func number() throws(TextFault) {
    let start = place
    if base[place] == 0x2D { place += 1 }
    let whole = place
    while base[place] &- 0x30 < 10 { place += 1 }
    guard place > whole else {
      if base[place] == 0x49 { throw unexpected("a value") }
      throw TextFault(start, "a number has no digits", "write one such as -1.5")
    }
    if base[whole] == 0x30, place - whole > 1 {
      throw TextFault(
        start, "a number begins with a needless 0", "take it out, or put ids such as 007 in quotes")
    }
    if base[place] == 0x2E {
      place += 1
      let first = place
      while base[place] &- 0x30 < 10 { place += 1 }
      if place == first {
        throw TextFault(start, "a number has no digits after its point", "write 1.0 or 1")
      }
    }
    if base[place] | 0x20 == 0x65 {
      place += 1
      if base[place] == 0x2B || base[place] == 0x2D { place += 1 }
      let first = place
      while base[place] &- 0x30 < 10 { place += 1 }
      if place == first {
        throw TextFault(start, "a number has no digits in its exponent", "write one such as 1e5")
      }
    }
  }

  private mutating func word(_ word: StaticString) throws(TextFault) {
    for index in 0..<word.utf8CodeUnitCount where base[place + index] != word.utf8Start[index] {
      if index > 0, base[place + index] == 0 { place += index }
      throw unexpected("a value")
    }
    place += word.utf8CodeUnitCount
  }

  // MARK: Values

  /// Takes any value.
  mutating func value(depth: Int = 0) throws(TextFault) {
    switch peek() {
    case 0x22: _ = try string()
    case 0x2D, 0x30...0x39: try number()
    case 0x7B:
      try checkDepth(depth)
      var walk = openObject()
      while try nextMember(&walk) { try value(depth: depth + 1) }
    case 0x5B:
      try checkDepth(depth)
      var walk = openArray()
      while try nextElement(&walk) { try value(depth: depth + 1) }
    case 0x74: try word("true")
    case 0x66: try word("false")
    case 0x6E: try word("null")
    default: throw unexpected("a value")
    }
  }

  private func checkDepth(_ depth: Int) throws(TextFault) {
    guard depth < Self.depthLimit else {
      throw TextFault(
        place, "arrays and objects are nested more than \(Self.depthLimit) deep",
        "no map needs that; take them out")
    }
  }

  /// Where a walk over an array or an object stands.
  struct Walk {
    fileprivate var isFirst = true
    fileprivate var firstName = 0
    /// Where the name of the member begins and ends, without its quotes.
    var start = 0
    var end = 0
    /// Whether the name has escapes.
    var hasEscapes = false
  }

  /// Begins to walk over an array, whose bracket is next.
  @inline(__always)
  mutating func openArray() -> Walk {
    place += 1
    return Walk()
  }

  /// Whether another element follows, which must be taken then.
  @inline(__always)
  mutating func nextElement(_ walk: inout Walk) throws(TextFault) -> Bool {
    let byte = peek()
    if byte == 0x2C, !walk.isFirst {
      place += 1
      if peek() == 0x5D { throw unneededComma() }
      return true
    }
    if byte == 0x5D {
      place += 1
      return false
    }
    guard walk.isFirst else { throw unexpected("\",\" or \"]\"") }
    walk.isFirst = false
    return true
  }

  /// Begins to walk over an object, whose bracket is next.
  @inline(__always)
  mutating func openObject() -> Walk {
    place += 1
    var walk = Walk()
    walk.firstName = nameCount
    return walk
  }

  /// Whether another member follows; its name is taken then, and the value must be.
  @inline(__always)
  mutating func nextMember(_ walk: inout Walk) throws(TextFault) -> Bool {
    var byte = peek()
    if byte == 0x7D {
      place += 1
      nameCount = walk.firstName
      if !crowds.isEmpty { crowds[walk.firstName] = nil }
      return false
    }
    if !walk.isFirst {
      guard byte == 0x2C else { throw unexpected("\",\" or \"}\"") }
      place += 1
      byte = peek()
      if byte == 0x7D { throw unneededComma() }
    }
    walk.isFirst = false
    guard byte == 0x22 else { throw unexpected("a name in double quotes") }
    walk.start = place + 1
    walk.hasEscapes = try string()
    walk.end = place - 1
    try note(walk)
    guard peek() == 0x3A else { throw unexpected("\":\"") }
    place += 1
    return true
  }

  /// A place to come back to.
  struct Mark {
    var place: Int
    fileprivate var nameCount: Int
  }

  var mark: Mark { Mark(place: place, nameCount: nameCount) }

  mutating func rewind(to mark: Mark) {
    place = mark.place
    nameCount = mark.nameCount
    if !crowds.isEmpty { crowds = crowds.filter { $0.key < mark.nameCount } }
  }

  /// Forgets the objects that a fault left open.
  mutating func restart(at place: Int) {
    nameCount = 0
    if !crowds.isEmpty { crowds = [:] }
    self.place = place
  }

  /// Remembers a name and fails where the object has it already.
  @inline(__always)
  private mutating func note(_ walk: Walk) throws(TextFault) {
    let (start, end, first) = (walk.start, walk.end, walk.firstName)
    if walk.hasEscapes || nameCount - first >= 32 || !crowds.isEmpty {
      return try noteInCrowd(walk)
    }
    let count = end - start
    var hash = load(start)
    if count < 8 { hash &= (1 << UInt64(truncatingIfNeeded: count * 8)) &- 1 }
    hash ^= UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
    var index = first
    while index < nameCount {
      if names[index].hash == hash, names[index].end - names[index].start == count,
        areEqual(names[index].start, start, count)
      {
        throw twice(start, end)
      }
      index += 1
    }
    add(Name(hash: hash, start: start, end: end))
  }

  private mutating func noteInCrowd(_ walk: Walk) throws(TextFault) {
    let name = ExactName(JSONText.plain(base, walk.start, walk.end))
    let first = walk.firstName
    if crowds[first] == nil {
      crowds[first] = Set(
        names[first..<nameCount].map { ExactName(JSONText.plain(base, $0.start, $0.end)) })
    }
    let isNew = crowds[first]?.insert(name).inserted ?? true
    guard isNew else { throw twice(walk.start, walk.end) }
    // Objects within this one have names, and crowds, of their own.
    add(Name(hash: 0, start: walk.start, end: walk.end))
  }

  @inline(__always)
  private mutating func add(_ name: Name) {
    if nameCount < names.count { names[nameCount] = name } else { names.append(name) }
    nameCount += 1
  }

  private func areEqual(_ one: Int, _ other: Int, _ count: Int) -> Bool {
    for index in 0..<count where base[one + index] != base[other + index] { return false }
    return true
  }

  private func twice(_ start: Int, _ end: Int) -> TextFault {
    TextFault(
      start - 1, JSONText.twice(JSONText.plain(base, start, end)), "keep one of them",
      mend: .repeatedName)
  }
}
