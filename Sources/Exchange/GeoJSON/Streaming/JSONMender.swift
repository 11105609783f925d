/// Rewrites JSON text whose faults have an obvious remedy.
///
/// Of a name that comes twice the last value is kept, half a surrogate pair becomes U+FFFD, and a
/// comma before a closing bracket goes. All else stays as it is written.
struct JSONMender {
  var cursor: JSONCursor
  private(set) var text: [UInt8] = []
  private(set) var mends: [Mend.Kind] = []

  /// Whether names that come twice become one, else they stay.
  private let joinsNames: Bool

  init(_ cursor: JSONCursor, joinsNames: Bool = true) {
    self.cursor = JSONCursor(cursor.base, at: cursor.place)
    self.joinsNames = joinsNames
  }

  mutating func value(depth: Int = 0) throws(TextFault) {
    guard depth < JSONCursor.depthLimit else { throw cursor.unexpected("something less nested") }
    switch cursor.peek() {
    case 0x22: try string()
    case 0x7B: try object(depth)
    case 0x5B: try array(depth)
    default:
      let start = cursor.place
      try cursor.value()
      copy(start, cursor.place)
    }
  }

  /// Rewrites one object after another, with commas that stand between and behind them.
  mutating func objects(until end: Int) throws(TextFault) {
    try value()
    while cursor.peek() != 0, cursor.place < end {
      switch cursor.peek() {
      case 0x2C:
        copy(cursor.place, cursor.place + 1)
        cursor.place += 1
      case 0x7B: try value()
      default: return
      }
    }
  }

  private mutating func note(_ kind: Mend.Kind) {
    if !mends.contains(kind) { mends.append(kind) }
  }

  private mutating func copy(_ start: Int, _ end: Int) {
    text += UnsafeBufferPointer(start: cursor.base + start, count: end - start)
  }

  private mutating func string() throws(TextFault) {
    let start = cursor.place
    do throws(TextFault) {
      _ = try cursor.string()
      return copy(start, cursor.place)
    } catch {
      guard error.mend == .halfCharacter else { throw error }
    }
    // Walk again, escape by escape.
    var index = start + 1
    text.append(0x22)
    while cursor.base[index] != 0x22 {
      guard cursor.base[index] == 0x5C else {
        if cursor.base[index] < 0x20 { throw cursor.control(at: index) }
        text.append(cursor.base[index])
        index += 1
        continue
      }
      do throws(TextFault) {
        let end = try cursor.escape(at: index)
        copy(index, end)
        index = end
      } catch {
        guard error.mend == .halfCharacter else { throw error }
        text += Array("\u{FFFD}".utf8)
        note(.halfCharacter)
        index += 6
      }
    }
    text.append(0x22)
    cursor.place = index + 1
  }

  private mutating func array(_ depth: Int) throws(TextFault) {
    cursor.place += 1
    text.append(0x5B)
    var isFirst = true
    while cursor.peek() != 0x5D {
      if !isFirst {
        guard cursor.peek() == 0x2C else { throw cursor.unexpected("\",\" or \"]\"") }
        cursor.place += 1
        if cursor.peek() == 0x5D {
          note(.trailingComma)
          break
        }
        text.append(0x2C)
      }
      isFirst = false
      try value(depth: depth + 1)
    }
    cursor.place += 1
    text.append(0x5D)
  }

  private mutating func object(_ depth: Int) throws(TextFault) {
    cursor.place += 1
    // Moved, not copied: a list may have very many objects.
    var outer: [UInt8] = []
    swap(&outer, &text)
    var members: [(name: [UInt8], value: [UInt8])] = []
    var places: [ExactName: Int] = [:]
    var isFirst = true
    while cursor.peek() != 0x7D {
      if !isFirst {
        guard cursor.peek() == 0x2C else { throw cursor.unexpected("\",\" or \"}\"") }
        cursor.place += 1
        if cursor.peek() == 0x7D {
          note(.trailingComma)
          break
        }
      }
      isFirst = false
      guard cursor.peek() == 0x22 else { throw cursor.unexpected("a name in double quotes") }
      text = []
      try string()
      let name = text
      guard cursor.peek() == 0x3A else { throw cursor.unexpected("\":\"") }
      cursor.place += 1
      text = []
      try value(depth: depth + 1)
      let key = name.withUnsafeBufferPointer { buffer in
        ExactName(
          buffer.baseAddress.map { JSONText.plain($0, 1, buffer.count - 1) } ?? "")
      }
      if joinsNames, let earlier = places[key] {
        members[earlier].value = text
        note(.repeatedName)
      } else {
        places[key] = members.count
        members.append((name, text))
      }
    }
    cursor.place += 1
    text = []
    swap(&outer, &text)
    text.append(0x7B)
    for (index, member) in members.enumerated() {
      if index > 0 { text.append(0x2C) }
      text += member.name + [0x3A] + member.value
    }
    text.append(0x7D)
  }
}
