extension FeatureParser {
  /// Leaves the feature at hand out, and says why.
  mutating func tell(
    _ fault: TextFault, _ range: Range<Int>, _ buffer: UnsafeBufferPointer<UInt8>
  ) {
    batch.rollBack()
    var fault = fault
    if fault.isOffEarth { fault = ownCRS(in: range) ?? fault }
    if raw.areTexts, fault.offset >= range.upperBound {
      fault = TextFault(
        range.upperBound, "the text ends before it is whole", "it may be cut short", isCut: true)
    }
    batch.faults.append(
      RecordFault(
        number: entry.number, id: FeatureID.find(in: buffer, range),
        line: line(of: fault.offset, buffer),
        offset: raw.offset + fault.offset, value: fault.value, problem: fault.problem,
        remedy: fault.remedy))
  }

  /// The fault of a feature whose positions are in a system of its own, wherever that is named.
  private func ownCRS(in range: Range<Int>) -> TextFault? {
    guard !raw.hasHeededCRS else { return nil }
    var objects = [range.lowerBound]
    while let start = objects.popLast() {
      var walker = self
      walker.cursor = JSONCursor(cursor.base, at: start)
      guard walker.cursor.peek() == 0x7B else { continue }
      var walk = walker.cursor.openObject()
      do throws(TextFault) {
        while try walker.cursor.nextMember(&walk) {
          let name = MemberName(cursor.base, walk.start, walk.end, walk.hasEscapes)
          _ = walker.cursor.peek()
          let value = walker.cursor.place
          try walker.cursor.value()
          if name == .crs { try walker.checkCRS(value) }
          if name == .geometry { objects.append(value) }
        }
      } catch {
        return error.isOwnCRS ? error : nil
      }
    }
    return nil
  }

  /// The line of a place in the feature at hand, or behind it.
  private func line(of place: Int, _ buffer: UnsafeBufferPointer<UInt8>) -> Int {
    let start = entry.offset - raw.offset
    guard place > start else { return entry.line }
    let rest = UnsafeBufferPointer(rebasing: buffer[start...])
    return LineCounter.number(at: place - start, from: entry.line, in: rest)
  }

  /// What to do about a geometry without a type: that of another format has a look of its own.
  func remedyWithoutType(_ start: Int) -> String {
    var walk = PropertyWalk(cursor.base, ByteSpan(start, cursor.place))
    while let member = walk.next() {
      let range = member.name.range
      let name = JSONText.plain(cursor.base, range.lowerBound, range.upperBound)
      if ["x", "rings", "paths", "points"].contains(name) {
        return "this is Esri JSON: ask its server for f=geojson, or export it as GeoJSON"
      }
    }
    return "give it a \"type\""
  }
}
