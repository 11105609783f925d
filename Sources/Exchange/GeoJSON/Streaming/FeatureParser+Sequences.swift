extension FeatureParser {
  /// Takes what follows a feature in its text: objects that have no line or record separator of their own.
  mutating func takeMore(until end: Int) throws(TextFault) {
    notedBefore = batch.mends.count
    while cursor.peek() != 0, cursor.place < end {
      let isComma = cursor.peek() == 0x2C
      let fault = TextFault(
        cursor.place, "there is more text after the end of the feature",
        isComma ? "take the comma out" : "put each feature on a line of its own")
      if areTexts, isComma {
        try mend(.commaBehind, fault)
        cursor.place += 1
        continue
      }
      guard areTexts, cursor.peek() == 0x7B else { throw fault }
      try mend(.manyValues, fault)
      for kind in mends { note(kind) }
      begin(
        entry.number, at: cursor.place,
        UnsafeBufferPointer(start: cursor.base, count: textCount))
      try object()
    }
    isPlain = false
  }

  /// Reads the features of a collection that is one text of a sequence (RFC 8142, section 2); their number is that of the text.
  mutating func takeCollection(_ features: ByteSpan, start: Int) throws(TextFault) {
    let number = entry.number
    for kind in mends { note(kind) }
    let end = cursor.place
    batch.rollBack()
    cursor.restart(at: Int(features.start))
    guard !features.isEmpty, cursor.peek() == 0x5B else {
      throw TextFault(
        start, "the FeatureCollection has no list of features",
        "give it \"features\": [], filled or not")
    }
    areTexts = false
    defer { areTexts = raw.areTexts }
    let buffer = UnsafeBufferPointer(start: cursor.base, count: textCount)
    cursor.place += 1
    while cursor.peek() != 0x5D {
      if cursor.peek() == 0x2C { cursor.place += 1 }
      _ = cursor.peek()
      let start = cursor.place
      // The text as a whole was read already: this finds where the element ends.
      try cursor.value()
      let next = cursor.place
      begin(number, at: start, buffer)
      cursor.restart(at: start)
      do throws(TextFault) {
        try element(until: next)
        for kind in mends { note(kind) }
      } catch {
        tellOrMend(error, ByteSpan(start, next), buffer)
      }
      cursor.restart(at: next)
    }
    mends.removeAll(keepingCapacity: true)
    isPlain = false
    cursor.restart(at: end)
  }
}
