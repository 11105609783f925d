import CLanes

/// What a table needs to know of all features before it can be written.
package struct FeatureSurvey: Sendable {
  /// The names of all properties, in the order in which they first come.
  package var names: [String] = []
  /// What kinds of values each has.
  package var kinds: [ValueKinds] = []
  package var count = 0
  package var hasIDs = false
  /// Whether some id is no whole number.
  package var hasTextIDs = false
  /// The kinds of geometries that come, a bit for each.
  private var geometryKinds = 0
  /// Whether every geometry is a point, or none.
  package var areAllPoints = true
  package var hasGeometries = false
  package var hasHeights = false
  /// Whether some feature has neither id nor geometry nor any value of a property.
  package var hasBlankFeatures = false
  /// Whether a property `id` says something else than the id of its feature somewhere.
  package var idDiffers = false
  private var known: [ExactName: Int] = [:]

  package init() {}

  /// Looks at one batch.
  package init(_ batch: FeatureBatch) {
    count = batch.count
    var last: [(name: ByteSpan, index: Int)] = []
    var places = [[Int]](repeating: [], count: batch.forms.count)
    batch.text.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress else { return }
      for index in batch.entries.indices {
        let entry = batch.entries[index]
        if !entry.id.isEmpty {
          hasIDs = true
          if !ValueKinds(base, entry.id).isSubset(of: .whole) { hasTextIDs = true }
        }
        let code = batch.shapes[batch.shapes(of: index).lowerBound]
        let kind = ShapeCode.kind(code)
        if kind != ShapeCode.none { hasGeometries = true }
        // Cells of longitude and latitude cannot tell a point without a place from none.
        let isEmptyPoint =
          kind == ShapeCode.point && batch.shapes[batch.shapes(of: index).lowerBound + 1] == 0
        if kind > ShapeCode.point || isEmptyPoint { areAllPoints = false }
        geometryKinds |= 1 << Int(kind)
        if code & ShapeCode.height != 0 { hasHeights = true }
        let isBare = entry.id.isEmpty && kind == ShapeCode.none
        guard !entry.properties.isEmpty else {
          if isBare { hasBlankFeatures = true }
          continue
        }
        var all: ValueKinds = []
        if entry.form >= 0 {
          let form = Int(entry.form)
          if places[form].isEmpty { places[form] = batch.forms[form].map { place(base, $0) } }
          for (slot, place) in places[form].enumerated() {
            let found = ValueKinds(base, batch.values[Int(entry.firstValue) + slot])
            kinds[place].formUnion(found)
            all.formUnion(found)
          }
        } else {
          // Features of one file mostly have the same properties in the same order.
          var walk = PropertyWalk(base, entry.properties)
          var number = 0
          while let member = walk.next() {
            defer { number += 1 }
            let found = ValueKinds(base, member.value)
            all.formUnion(found)
            if number < last.count, Self.areEqual(base, last[number].name, member.name) {
              kinds[last[number].index].formUnion(found)
              continue
            }
            if number < last.count { last.removeSubrange(number...) }
            let place = place(base, member.name)
            last.append((member.name, place))
            kinds[place].formUnion(found)
          }
        }
        if isBare, all.isEmpty { hasBlankFeatures = true }
        if hasIDs, known[ExactName("id")] != nil, !idDiffers {
          idDiffers = !Self.hasSameID(base, entry)
        }
      }
    }
  }

  /// The place of a name of the text.
  private mutating func place(_ base: UnsafePointer<UInt8>, _ name: ByteSpan) -> Int {
    index(of: JSONText.plain(base, name.range.lowerBound, name.range.upperBound))
  }

  private static func hasSameID(_ base: UnsafePointer<UInt8>, _ entry: FeatureBatch.Entry) -> Bool {
    var walk = PropertyWalk(base, entry.properties)
    while let member = walk.next() {
      guard member.name.count == 2, base[member.name.range.lowerBound] == 0x69,
        base[member.name.range.lowerBound + 1] == 0x64
      else { continue }
      return areEqual(base, member.value, entry.id)
    }
    return true
  }

  static func areEqual(_ base: UnsafePointer<UInt8>, _ one: ByteSpan, _ other: ByteSpan) -> Bool {
    guard one.count == other.count else { return false }
    let (a, b) = (base + Int(one.start), base + Int(other.start))
    for index in 0..<Int(one.count) where a[index] != b[index] { return false }
    return true
  }

  /// Adds what was found in the batch that follows.
  package mutating func add(_ other: FeatureSurvey) {
    count += other.count
    hasIDs = hasIDs || other.hasIDs
    areAllPoints = areAllPoints && other.areAllPoints
    hasGeometries = hasGeometries || other.hasGeometries
    hasHeights = hasHeights || other.hasHeights
    idDiffers = idDiffers || other.idDiffers
    hasTextIDs = hasTextIDs || other.hasTextIDs
    hasBlankFeatures = hasBlankFeatures || other.hasBlankFeatures
    geometryKinds |= other.geometryKinds
    for (name, found) in zip(other.names, other.kinds) { kinds[index(of: name)].formUnion(found) }
  }

  /// The place of a name, which is entered where it is new.
  private mutating func index(of name: String) -> Int {
    let exact = ExactName(name)
    if let index = known[exact] { return index }
    known[exact] = names.count
    names.append(name)
    kinds.append([])
    return names.count - 1
  }

  /// The geometries as databases call them: one kind, or `GEOMETRY`.
  var geometryType: String {
    let kinds = (1...7).filter { geometryKinds & 1 << $0 != 0 }
    guard kinds.count == 1 else { return "GEOMETRY" }
    return ShapeCode.names[kinds[0]].description.uppercased()
  }
}

/// Kinds of JSON values.
package struct ValueKinds: OptionSet, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  static let whole = ValueKinds(rawValue: 1)
  static let fraction = ValueKinds(rawValue: 2)
  static let truth = ValueKinds(rawValue: 4)
  static let text = ValueKinds(rawValue: 8)
  static let nested = ValueKinds(rawValue: 16)

  /// The kind of one value; none for null.
  @inline(__always)
  init(_ base: UnsafePointer<UInt8>, _ span: ByteSpan) {
    switch base[Int(span.start)] {
    case 0x22: self = .text
    case 0x74, 0x66: self = .truth
    case 0x7B, 0x5B: self = .nested
    case 0x6E: self = []
    default: self = Self.number(base, span)
    }
  }

  private static func number(_ base: UnsafePointer<UInt8>, _ span: ByteSpan) -> ValueKinds {
    var index = 1
    while index < Int(span.count) {
      if base[Int(span.start) + index] &- 0x30 >= 10 { return .fraction }
      index += 1
    }
    guard span.count > 18 else { return .whole }
    // Whole numbers of more digits than any column of numbers keeps are texts.
    let digits = UnsafeBufferPointer(start: base + Int(span.start), count: Int(span.count))
    return Int64(String(decoding: digits, as: UTF8.self)) == nil ? .text : .whole
  }

  /// The type of a column that holds them.
  var sqlType: String {
    if isEmpty || !isDisjoint(with: [.text, .nested]) { return "TEXT" }
    if self == .truth { return "BOOLEAN" }
    if self == .whole { return "INTEGER" }
    return contains(.truth) ? "TEXT" : "REAL"
  }
}

/// Walks over the members of properties, whose text is right.
struct PropertyWalk {
  private var cursor: JSONCursor
  private var walk = JSONCursor.Walk()
  private let isObject: Bool

  struct Member {
    /// Without its quotes.
    var name: ByteSpan
    var hasEscapes: Bool
    var value: ByteSpan
  }

  init(_ base: UnsafePointer<UInt8>, _ span: ByteSpan) {
    cursor = JSONCursor(unchecked: base, at: Int(span.start))
    isObject = !span.isEmpty && base[Int(span.start)] == 0x7B
    if isObject { cursor.place += 1 }
  }

  @inline(__always)
  mutating func next() -> Member? {
    guard isObject else { return nil }
    var byte = cursor.peek()
    if byte == 0x2C {
      cursor.place += 1
      byte = cursor.peek()
    }
    guard byte == 0x22 else { return nil }
    let nameStart = cursor.place + 1
    let hasEscapes = cursor.passString()
    let name = ByteSpan(nameStart, cursor.place - 1)
    _ = cursor.peek()
    cursor.place += 1
    _ = cursor.peek()
    let start = cursor.place
    cursor.passValue()
    return Member(name: name, hasEscapes: hasEscapes, value: ByteSpan(start, cursor.place))
  }
}

extension JSONCursor {
  /// A cursor for text that was read before: it checks nothing.
  init(unchecked base: UnsafePointer<UInt8>, at place: Int) {
    self.init(walking: base, at: place)
  }

  /// Passes over a string of right text and says whether it has escapes.
  @inline(__always)
  mutating func passString() -> Bool {
    var index = place + 1
    var hasEscapes = false
    while true {
      let marks = text_string_marks(base + index)
      guard marks != 0 else {
        index += 32
        continue
      }
      index += marks.trailingZeroBitCount
      guard base[index] == 0x5C else {
        place = base[index] == 0 ? index : index + 1
        return hasEscapes
      }
      hasEscapes = true
      index += 2
    }
  }

  /// Passes over a value of right text.
  @inline(__always)
  mutating func passValue() {
    switch base[place] {
    case 0x22: _ = passString()
    case 0x7B, 0x5B: passNested()
    default:
      while true {
        let byte = base[place]
        if byte <= 0x20 || byte == 0x2C || byte == 0x7D || byte == 0x5D { return }
        place += 1
      }
    }
  }

  private mutating func passNested() {
    var depth = 0
    while true {
      switch base[place] {
      case 0x22: _ = passString()
      case 0x7B, 0x5B:
        depth += 1
        place += 1
      case 0x7D, 0x5D:
        depth -= 1
        place += 1
        if depth == 0 { return }
      case 0: return
      default: place += 1
      }
    }
  }
}
