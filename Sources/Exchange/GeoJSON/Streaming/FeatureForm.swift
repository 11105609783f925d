import CLanes

/// The text that features of one writer have in common: all but ids, coordinates and values.
///
/// Where a feature has the same text as one that was found to be right, only what stands between has to be
/// read: its names, their order and how its objects are nested are those of the other one.
final class FeatureForm {
  /// What follows a part that is the same in all features.
  enum Slot {
    case id, coordinates, value, end
  }

  struct Part {
    /// Where it stands in the text of the batch.
    var start: Int
    var count: Int
    var slot: Slot
  }

  private(set) var parts: [Part] = []
  /// The names of the properties, without their quotes.
  private(set) var names: [ByteSpan] = []
  /// The values that the feature has whose form it is.
  private(set) var values: [ByteSpan] = []
  /// The kind of the geometry.
  private(set) var kind: Int32 = 0
  /// In which parts the properties begin and end, and where in them.
  private(set) var opening = (part: 0, offset: 0)
  private(set) var closing = (part: 0, offset: 0)
  private var mark: Int

  /// The form of a feature that was read; nil for one with members that GeoJSON does not know, without
  /// properties or without a geometry, and where the type of the geometry stands behind its coordinates.
  init?(_ base: UnsafePointer<UInt8>, _ range: Range<Int>, kindOf: (ByteSpan) -> Int32?) {
    mark = range.lowerBound
    var hasProperties = false
    var walk = PropertyWalk(base, ByteSpan(range.lowerBound, range.upperBound))
    while let member = walk.next() {
      let name = member.name.range
      switch MemberName(base, name.lowerBound, name.upperBound, member.hasEscapes) {
      case .type: break
      case .id: cut(member.value, .id)
      case .geometry:
        guard base[Int(member.value.start)] == 0x7B, takeGeometry(base, member.value, kindOf)
        else { return nil }
      case .properties:
        guard base[Int(member.value.start)] == 0x7B else { return nil }
        hasProperties = true
        opening = (parts.count, Int(member.value.start) - mark)
        var inner = PropertyWalk(base, member.value)
        while let property = inner.next() {
          names.append(property.name)
          values.append(property.value)
          cut(property.value, .value)
        }
        closing = (parts.count, member.value.range.upperBound - mark)
      default: return nil
      }
    }
    guard hasProperties, kind != 0 else { return nil }
    parts.append(Part(start: mark, count: range.upperBound - mark, slot: .end))
  }

  private func takeGeometry(
    _ base: UnsafePointer<UInt8>, _ geometry: ByteSpan, _ kindOf: (ByteSpan) -> Int32?
  ) -> Bool {
    var walk = PropertyWalk(base, geometry)
    while let member = walk.next() {
      let name = member.name.range
      switch MemberName(base, name.lowerBound, name.upperBound, member.hasEscapes) {
      case .type:
        guard let found = kindOf(member.value) else { return false }
        kind = found
      case .coordinates where kind != 0: cut(member.value, .coordinates)
      default: return false
      }
    }
    return true
  }

  private func cut(_ value: ByteSpan, _ slot: Slot) {
    parts.append(Part(start: mark, count: Int(value.start) - mark, slot: slot))
    mark = value.range.upperBound
  }
}

extension FeatureParser {
  /// How many forms are kept: files with more kinds of features are read without.
  private static let formLimit = 4

  /// Reads a feature by the form of others; false where none fits, and nothing has changed then.
  mutating func takeByForm(until end: Int) -> Bool {
    guard !forms.isEmpty, formMisses < 32 + formHits else { return false }
    let start = cursor.place
    for step in 0..<forms.count {
      let index = step == 0 ? lastForm : step <= lastForm ? step - 1 : step
      if take(forms[index], index, until: end) {
        lastForm = index
        formHits += 1
        return true
      }
      cursor.restart(at: start)
    }
    formMisses += 1
    return false
  }

  private mutating func take(_ form: FeatureForm, _ index: Int, until end: Int) -> Bool {
    let before = batch.values.count
    var properties = 0..<0
    do throws(TextFault) {
      for (number, part) in form.parts.enumerated() {
        let place = cursor.place
        guard part.count <= end - place,
          text_is_same(cursor.base + place, cursor.base + part.start, part.count)
        else { break }
        if number == form.opening.part {
          properties = place + form.opening.offset..<place + form.opening.offset
        }
        if number == form.closing.part {
          properties = properties.lowerBound..<place + form.closing.offset
        }
        cursor.place += part.count
        let first = cursor.place
        let byte = cursor.base[first]
        switch part.slot {
        case .value where byte > 0x20:
          if byte == 0x22 { _ = try cursor.string() } else { try cursor.value(depth: 1) }
          batch.values.append(ByteSpan(first, cursor.place))
        case .id where byte == 0x22 || byte == 0x2D || byte &- 0x30 < 10:
          try cursor.value()
          entry.id = ByteSpan(first, cursor.place)
        case .coordinates where byte == 0x5B: try coordinates(of: form.kind)
        case .end where cursor.place == end:
          entry.properties = ByteSpan(properties.lowerBound, properties.upperBound)
          entry.form = Int32(index)
          entry.firstValue = Int32(before)
          batch.close(entry)
          return true
        default: break
        }
        if cursor.place == first { break }
      }
    } catch {
      // What is wrong with it is told by who reads all of it.
    }
    batch.values.removeLast(batch.values.count - before)
    batch.rollBack()
    mends.removeAll(keepingCapacity: true)
    entry.id = .none
    return false
  }

  /// Remembers the form of the feature that was read last, for those that follow.
  mutating func keepForm(_ range: Range<Int>) {
    guard usesForms, forms.count < Self.formLimit, formMisses < 32 + formHits, mends.isEmpty else {
      return
    }
    let form = FeatureForm(cursor.base, range) { span in
      let type = typeName(span)
      let known = ShapeCode.names.firstIndex { $0.description == type }
      return known.flatMap { 1...6 ~= $0 ? Int32($0) : nil }
    }
    guard let form else {
      formMisses += 1
      return
    }
    batch.entries[batch.entries.count - 1].form = Int32(forms.count)
    batch.entries[batch.entries.count - 1].firstValue = Int32(batch.values.count)
    batch.values += form.values
    forms.append(form)
    batch.forms.append(form.names)
  }
}
