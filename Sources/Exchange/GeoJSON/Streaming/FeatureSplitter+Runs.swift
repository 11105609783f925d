#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension FeatureSplitter {
  /// How many features go together at most: what is made of tiny ones is much larger than their text.
  private static let mostFeatures = 1 << 14

  // MARK: Features of a collection

  func nextFeatures() throws(DataFault) -> RawFeatures? {
    var spans: [ByteSpan] = []
    spans.reserveCapacity(batchSize / 128)
    while true {
      let goesOn = isBroken ? try recover(&spans) : isLost ? try goOn() : true
      guard goesOn else {
        state = .done
        return nil
      }
      if faults.count >= 256, spans.isEmpty { return faultsAlone() }
      passSpaces()
      if place == text.count, !isAtEnd {
        // Spaces without end need no memory.
        if spans.isEmpty {
          drop()
        } else if place >= batchSize {
          return handOver(spans, until: place)
        }
        _ = try fill()
        continue
      }
      guard place < text.count else {
        state = .done
        faults.append(
          broken("the text ends before the list of features does", "the file may be cut short"))
        return handOver(spans, until: place)
      }
      let byte = text[place]
      if byte == 0x5D {
        let run = handOver(spans, until: place, keeping: 1)
        do throws(DataFault) { try finishCollection() } catch { add(error) }
        return run
      }
      if needsComma {
        needsComma = false
        if byte == 0x2C {
          place += 1
          if try peek() == 0x5D {
            try note(.trailingComma, at: place)
            continue
          }
          // The run ends before a feature that may not be whole yet.
          if place >= batchSize || spans.count >= Self.mostFeatures, !spans.isEmpty {
            return handOver(spans, until: place)
          }
        } else if byte == 0x7B {
          try note(.missingComma, at: place)
        } else {
          faults.append(
            broken("\",\" or \"]\" should stand between features, not \(shown(byte))"))
          isLost = true
          if let run = handOver(spans, until: place) { return run }
          spans = []
          continue
        }
      }
      guard try takeFeature(&spans) else {
        if isBroken || isLost {
          if spans.isEmpty { continue }
        } else {
          state = .done
        }
        return handOver(spans, until: place)
      }
      needsComma = true
    }
  }

  /// Remembers a fault of the whole file that came after features were handed over.
  private func add(_ fault: DataFault) {
    faults.append(
      RecordFault(
        number: 0, line: fault.line, value: fault.value, problem: fault.problem,
        remedy: fault.remedy))
  }

  func shown(_ byte: UInt8) -> String {
    byte > 0x20 && byte < 0x7F ? "\"\(Unicode.Scalar(byte))\"" : "byte \(byte)"
  }

  /// Takes a feature, whatever it is made of; false where it does not end, and the place is its first byte.
  func takeFeature(_ spans: inout [ByteSpan]) throws(DataFault) -> Bool {
    guard try peek() != nil else {
      faults.append(broken("the text ends where a feature should be", "the file may be cut short"))
      return false
    }
    let start = place
    var scan = BracketScan(at: start)
    var nextCheck = Self.firstCheck
    while true {
      let isOver = text.withUnsafeBufferPointer { scan.run($0) }
      if isOver { break }
      if text.count - start > nextCheck {
        nextCheck *= 2
        isBroken = earlyFault(from: start) != nil
      }
      if isBroken { return false }
      if try !fill() {
        if scan.isScalar { break }
        isBroken = true
        return false
      }
    }
    isBroken = scan.isBroken ? true : try isCutWrongly(from: start, to: scan.place)
    if isBroken { return false }
    if scan.place == start {
      faults.append(broken("a feature should be here, not \(shown(text[start]))"))
      isLost = text[start] != 0x2C
      // One fault for all commas that follow.
      while place + 1 < text.count, text[place] == 0x2C, text[place + 1] == 0x2C { place += 1 }
      return !isLost
    }
    if isCollection, text[start] == 0x22, try isName(until: scan.place) {
      faults.append(
        broken("a feature should be here, not the member of one", "a bracket before it is missing"))
      isLost = true
      return false
    }
    spans.append(ByteSpan(start, scan.place))
    place = scan.place
    return true
  }

  /// Whether a string that ends here is the name of a member.
  private func isName(until end: Int) throws(DataFault) -> Bool {
    let start = place
    place = end
    defer { place = start }
    return try peek() == 0x3A
  }

  func broken(_ problem: String, _ remedy: String? = nil) -> RecordFault {
    RecordFault(
      number: 0, line: lineNumber(at: place), problem: problem + " (byte \(offset + place))",
      remedy: remedy)
  }

  /// Hands over the text up to `end` and goes on behind it.
  func handOver(_ spans: [ByteSpan], until end: Int, keeping: Int = 0) -> RawFeatures? {
    let next = end + keeping
    guard !spans.isEmpty else {
      place = next
      drop()
      return nil
    }
    // Room for all of the next run, so that nothing is moved while it grows.
    var rest: [UInt8] = []
    rest.reserveCapacity(text.count - next + batchSize + batchSize / 2 + JSONCursor.padding)
    rest += text[next...]
    let runLine = line
    line = lineNumber(at: next)
    text.removeSubrange(end...)
    text.append(contentsOf: repeatElement(0, count: JSONCursor.padding))
    let run = RawFeatures(
      text: text, spans: spans, offset: offset, line: runLine, number: number,
      areTexts: !isCollection, hasHeededCRS: members.contains { $0.name == "crs" }, faults: faults)
    faults = []
    text = rest
    offset += next
    number += spans.count
    place = 0
    return run
  }

  // MARK: Texts of a sequence

  func nextTexts() throws(DataFault) -> RawFeatures? {
    var spans: [ByteSpan] = []
    while place < batchSize && spans.count < Self.mostFeatures || spans.isEmpty {
      if isBroken, try !recover(&spans) {
        state = .done
        return nil
      }
      let isTaken: Bool
      switch state {
      case .sequence: isTaken = try takeRecord(&spans)
      case .lines where areLines: isTaken = try takeLine(&spans)
      default: isTaken = try takeObject(&spans)
      }
      if !isTaken {
        if isBroken {
          if spans.isEmpty { continue }
          break
        }
        state = .done
        break
      }
    }
    return handOver(spans, until: place)
  }

  /// Whether a feature that seems to end here has swallowed what follows it.
  private func isCutWrongly(from start: Int, to end: Int) throws(DataFault) -> Bool {
    guard isCollection else { return false }
    place = end
    let next = try peek()
    place = start
    if let next, next == 0x2C || next == 0x5D || next == 0x7B { return false }
    return earlyFault(from: start) != nil
  }

  /// A run of no features, so that faults need not wait for any.
  private func faultsAlone() -> RawFeatures {
    defer { faults = [] }
    return RawFeatures(
      text: [UInt8](repeating: 0, count: JSONCursor.padding), spans: [], offset: offset, line: line,
      number: number, areTexts: !isCollection, faults: faults)
  }

  /// Goes on to where a feature seems to begin.
  private func goOn() throws(DataFault) -> Bool {
    isLost = false
    return try seek(behind: place)
  }

  /// Takes an object that another may follow without saying so.
  private func takeObject(_ spans: inout [ByteSpan]) throws(DataFault) -> Bool {
    guard var byte = try peek() else { return false }
    let isFirst = number + spans.count == 0
    if byte == 0x2C, !isFirst {
      try note(.commaBehind, at: place)
      place += 1
      guard let next = try peek() else { return false }
      byte = next
    }
    if number + spans.count == 1 {
      guard byte == 0x7B else {
        throw fault(
          place, "there is more text after the end of the GeoJSON object", "take it out")
      }
      try note(.manyValues, at: place)
    }
    guard byte == 0x7B else {
      faults.append(broken("a GeoJSON object should be here", "take the text out"))
      return false
    }
    return try takeFeature(&spans)
  }

  /// Takes a line; those with nothing but spaces are passed over.
  private func takeLine(_ spans: inout [ByteSpan]) throws(DataFault) -> Bool {
    try take(until: 0x0A, &spans)
  }

  /// Takes what stands behind a record separator.
  private func takeRecord(_ spans: inout [ByteSpan]) throws(DataFault) -> Bool {
    guard let byte = try peek() else { return false }
    if byte == 0x1E {
      place += 1
    } else {
      try note(.sequenceMark, at: place)
    }
    return try take(until: 0x1E, &spans)
  }

  private func take(until mark: UInt8, _ spans: inout [ByteSpan]) throws(DataFault) -> Bool {
    var from = place
    while true {
      let found = text.withUnsafeBufferPointer { Self.find(mark, in: $0, from: from) }
      if let found {
        add(place, found, to: &spans)
        // The next record begins with its mark, the next line behind it.
        place = mark == 0x0A ? found + 1 : found
        return true
      }
      from = text.count
      guard try fill() else {
        let isSomething = place < text.count
        add(place, text.count, to: &spans)
        place = text.count
        return isSomething
      }
    }
  }

  private func add(_ first: Int, _ last: Int, to spans: inout [ByteSpan]) {
    func isSpace(_ byte: UInt8) -> Bool {
      byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
    var (start, end) = (first, last)
    if state == .lines, start < end, text[start] == 0x1E { start += 1 }
    while start < end, isSpace(text[start]) { start += 1 }
    while end > start, isSpace(text[end - 1]) { end -= 1 }
    if start < end { spans.append(ByteSpan(start, end)) }
  }

  static func find(_ byte: UInt8, in buffer: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard let base = buffer.baseAddress, start < buffer.count else { return nil }
    let found = memchr(base + start, Int32(byte), buffer.count - start)
    return found.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) }
  }
}
