extension FeatureParser {
  /// Tells a fault, or reads the feature anew where that is allowed and something can be put right.
  mutating func tellOrMend(
    _ fault: TextFault, _ span: ByteSpan, _ buffer: UnsafeBufferPointer<UInt8>
  ) {
    do throws(TextFault) {
      try takeMended(fault, span.range)
    } catch {
      tell(error, span.range, buffer)
    }
  }

  /// Reads a feature whose text has commas too many, or halves of characters, as it should be written.
  private mutating func takeMended(_ fault: TextFault, _ range: Range<Int>) throws(TextFault) {
    guard !rules.isStrict, fault.mend == .trailingComma || fault.mend == .halfCharacter else {
      throw fault
    }
    batch.rollBack()
    var mender = JSONMender(JSONCursor(cursor.base, at: range.lowerBound), joinsNames: false)
    if areTexts { try mender.objects(until: range.upperBound) } else { try mender.value() }
    guard mender.cursor.place >= range.upperBound else { throw fault }
    let part = FeatureParser.parse(
      RawFeatures(
        text: mender.text + [UInt8](repeating: 0, count: JSONCursor.padding),
        spans: [ByteSpan(0, mender.text.count)], offset: entry.offset, line: entry.line,
        number: entry.number - 1, areTexts: areTexts, hasHeededCRS: raw.hasHeededCRS),
      rules: rules, usesForms: false)
    forgetText(from: range.lowerBound)
    for var other in part.faults {
      // Where it stood before the text was mended nobody knows any more.
      (other.offset, other.line) = (entry.offset, entry.line)
      batch.faults.append(other)
    }
    if part.count == 0, !part.faults.isEmpty { return }
    let found = mender.mends + part.mends.map(\.kind)
    for kind in Mend.Kind.allCases where found.contains(kind) { note(kind) }
    append(part)
  }

  /// Takes back the objects of the text at hand that were read before one that is to be mended.
  private mutating func forgetText(from start: Int) {
    guard let last = batch.entries.last, last.offset >= raw.offset + start else { return }
    batch.entries.removeAll { $0.offset >= raw.offset + start }
    batch.mends.removeSubrange(notedBefore...)
    batch.rollBack()
  }

  /// Adds features that were read from another text.
  private mutating func append(_ part: FeatureBatch) {
    let start = textCount + extra.count
    func moved(_ span: ByteSpan) -> ByteSpan {
      span.isEmpty ? span : ByteSpan(span.range.lowerBound + start, span.range.upperBound + start)
    }
    extra += part.text
    for index in part.entries.indices {
      var entry = part.entries[index]
      batch.shapes += part.shapes[part.shapes(of: index)]
      batch.coordinates += part.coordinates[part.coordinates(of: index)]
      batch.foreign += part.foreign[part.foreign(of: index)].map(moved)
      batch.geometryMembers += part.geometryMembers[part.geometryMembers(of: index)].map {
        GeometryMember(text: moved($0.text), word: $0.word)
      }
      (entry.id, entry.properties) = (moved(entry.id), moved(entry.properties))
      batch.close(entry)
    }
  }
}
