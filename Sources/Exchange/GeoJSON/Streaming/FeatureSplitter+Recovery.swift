extension FeatureSplitter {
  // MARK: Broken features

  /// How long a value may grow before somebody looks whether it is right so far.
  static var firstCheck: Int { 1 << 22 }

  /// How the text goes on behind a feature that is broken.
  private enum Continuation {
    /// Its brackets close before another feature begins: who reads it will say what is wrong.
    case whole(Int)
    /// Another feature seems to begin here.
    case next(Int)
    case lost
  }

  /// Goes on behind a feature that does not end as it should; false where nothing more comes.
  ///
  /// Brackets and quotes say no longer where the next one begins: it is where an object begins whose
  /// type is Feature. What lies between is one fault.
  func recover(_ spans: inout [ByteSpan]) throws(DataFault) -> Bool {
    isBroken = false
    switch try continuation() {
    case .whole(let end):
      spans.append(ByteSpan(place, end))
      place = end
      needsComma = true
      return true
    case .next(let next):
      // What is wrong shows soon behind the beginning of the next one, if not before.
      var fault = faultOfBroken(until: next + 4096)
      fault.remedy = remedy(fault.remedy, next)
      faults.append(fault)
      number += 1
      place = next
      if place >= batchSize / 4 { drop() }
      needsComma = false
      return true
    case .lost:
      let fault = faultOfBroken()
      faults.append(fault)
      number += 1
      guard try seek(behind: place + 1) else { return false }
      faults[faults.count - 1].remedy = remedy(fault.remedy, place)
      return true
    }
  }

  private func remedy(_ remedy: String?, _ next: Int) -> String {
    (remedy.map { $0 + "; " } ?? "") + "reading went on with the next feature on line "
      + "\(lineNumber(at: next)), byte \(offset + next)"
  }

  private func continuation() throws(DataFault) -> Continuation {
    let start = place
    var brackets = BracketScan(at: start, looksForBreaks: false)
    var from = start + 1
    while true {
      let search = text.withUnsafeBufferPointer {
        FeatureBeginning.find(in: $0, from: from, to: $0.count, isAll: isAtEnd)
      }
      if let found = search.found {
        // Only what stands before it is looked at, or a file of broken features would take its square.
        let isWhole =
          found > brackets.place
          && text.withUnsafeBufferPointer {
            brackets.run(UnsafeBufferPointer(rebasing: $0[..<found]))
          }
        return isWhole ? .whole(brackets.place) : .next(found)
      }
      from = max(from, search.undecided)
      if text.withUnsafeBufferPointer({ brackets.run($0) }) {
        let end = brackets.place
        let last = text.withUnsafeBufferPointer {
          FeatureBeginning.find(in: $0, from: min(from, end), to: end, isAll: true)
        }
        return last.found.map { .next($0) } ?? .whole(end)
      }
      guard text.count - start <= Self.firstCheck, try fill() else { return .lost }
    }
  }

  /// Goes on to where a feature seems to begin, however far that is; false where there is none.
  func seek(behind start: Int) throws(DataFault) -> Bool {
    needsComma = false
    place = start
    drop()
    var from = 0
    while true {
      let search = text.withUnsafeBufferPointer {
        FeatureBeginning.find(in: $0, from: from, to: $0.count, isAll: isAtEnd)
      }
      if let found = search.found {
        place = found
        drop()
        return true
      }
      // What may be the first half of a beginning stays, and the brackets before it.
      place = max(0, search.undecided - FeatureBeginning.longest)
      from = search.undecided - place
      drop()
      guard try fill() else { return false }
    }
  }

  /// What is wrong with the broken feature at the place, with its id where that can be read.
  private func faultOfBroken(until end: Int = .max) -> RecordFault {
    let limit = min(text.count, end, place + 2 * Self.firstCheck)
    let copy = Array(text[place..<limit]) + [UInt8](repeating: 0, count: JSONCursor.padding)
    let (found, id) = copy.withUnsafeBufferPointer { Self.faultAndID(of: $0) }
    let isCut = isAtEnd || limit < text.count
    let problem =
      found ?? TextFault(0, "the feature is not closed", isCut ? "the file may be cut short" : nil)
    return RecordFault(
      number: number + 1, id: id, line: lineNumber(at: place + problem.offset),
      offset: offset + place + problem.offset, value: problem.value, problem: problem.problem,
      remedy: problem.remedy)
  }

  private static func faultAndID(
    of text: UnsafeBufferPointer<UInt8>
  ) -> (fault: TextFault?, id: String?) {
    guard let base = text.baseAddress else { return (nil, nil) }
    var cursor = JSONCursor(base)
    var id: String?
    do throws(TextFault) {
      guard base[0] == 0x7B else {
        try cursor.value()
        return (nil, nil)
      }
      var walk = cursor.openObject()
      while try cursor.nextMember(&walk) {
        let isID = MemberName(base, walk.start, walk.end, walk.hasEscapes) == .id
        _ = cursor.peek()
        let start = cursor.place
        try cursor.value()
        guard isID else { continue }
        id =
          base[start] == 0x22
          ? JSONText.plain(base, start + 1, cursor.place - 1)
          : String(
            decoding: UnsafeBufferPointer(rebasing: text[start..<cursor.place]), as: UTF8.self)
      }
      return (nil, id)
    } catch {
      return (error, id)
    }
  }

  /// What is wrong with a value that has not ended yet; nil where it may still become right.
  func earlyFault(from start: Int) -> TextFault? {
    let count = text.count
    text.append(contentsOf: repeatElement(0, count: JSONCursor.padding))
    defer { text.removeLast(JSONCursor.padding) }
    return text.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return nil }
      var cursor = JSONCursor(base, at: start)
      do throws(TextFault) {
        try cursor.value()
        return nil
      } catch {
        // What stands at the very end may only be cut.
        let rest = buffer[min(error.offset, count)..<count]
        let isNumber = rest.allSatisfy { $0 < 0x3A || $0 | 0x20 == 0x65 }
        return error.isCut || rest.count < 16 || isNumber ? nil : error
      }
    }
  }
}

/// The look that a feature has at its beginning.
enum FeatureBeginning {
  /// More bytes than it takes, with some spaces.
  static let longest = 256

  /// Where an object begins whose first member is the type Feature, or that has it and follows
  /// another; and up to where that is known.
  ///
  /// - Parameters:
  ///   - text: What is here of the file.
  ///   - start: Where to begin.
  ///   - limit: Where it must begin before.
  ///   - isAll: Whether nothing more comes.
  /// - Returns: The place of its brace, else from where to look again when there is more text.
  static func find(
    in text: UnsafeBufferPointer<UInt8>, from start: Int, to limit: Int, isAll: Bool
  ) -> (found: Int?, undecided: Int) {
    var index = start
    while let brace = FeatureSplitter.find(0x7B, in: text, from: index), brace < limit {
      guard isAll || brace + longest <= text.count else { return (nil, brace) }
      switch isHere(brace, in: text, isAll: isAll) {
      case true?: return (brace, brace)
      case false?: index = brace + 1
      case nil: return (nil, brace)
      }
    }
    return (nil, max(index, min(limit, text.count)))
  }

  /// Whether a feature begins at a brace; nil where there is not enough text to know.
  private static func isHere(
    _ brace: Int, in text: UnsafeBufferPointer<UInt8>, isAll: Bool
  ) -> Bool? {
    var place = brace + 1
    if pass("\"type\"", in: text, &place) {
      return pass(":", in: text, &place) && pass("\"Feature\"", in: text, &place)
    }
    let isOther = ["\"id\"", "\"geometry\"", "\"properties\"", "\"bbox\""].contains {
      pass($0, in: text, &place)
    }
    guard isOther, pass(":", in: text, &place), followsObject(brace, in: text) else { return false }
    // Only an object that is whole and has the type is one.
    let size = 1 << 20
    let window = UnsafeBufferPointer(rebasing: text[..<min(text.count, brace + size)])
    var scan = BracketScan(at: brace)
    guard scan.run(window) else { return isAll || window.count == brace + size ? false : nil }
    guard !scan.isBroken else { return false }
    var from = brace
    while let quote = FeatureSplitter.find(0x22, in: window, from: from), quote < scan.place {
      var place = quote
      if pass("\"type\"", in: window, &place), pass(":", in: window, &place),
        pass("\"Feature\"", in: window, &place)
      {
        return true
      }
      from = quote + 1
    }
    return false
  }

  private static func followsObject(
    _ brace: Int, in text: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    var wanted: [UInt8] = [0x2C, 0x7D]
    var place = brace - 1
    while place >= 0, let byte = wanted.first {
      if text[place] == byte {
        wanted.removeFirst()
      } else if text[place] > 0x20 {
        return false
      }
      place -= 1
    }
    return wanted.isEmpty
  }

  /// Passes spaces and then a word, if it comes next.
  private static func pass(
    _ word: StaticString, in text: UnsafeBufferPointer<UInt8>, _ place: inout Int
  ) -> Bool {
    var index = place
    while index < text.count, [0x20, 0x0A, 0x0D, 0x09].contains(text[index]) { index += 1 }
    guard index + word.utf8CodeUnitCount <= text.count else { return false }
    for offset in 0..<word.utf8CodeUnitCount where text[index + offset] != word.utf8Start[offset] {
      return false
    }
    place = index + word.utf8CodeUnitCount
    return true
  }
}
