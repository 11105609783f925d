extension FeatureSplitter {
  /// Members that a collection must not have (RFC 7946, section 7.1).
  private static let strayNames: Set<String> = [
    "coordinates", "geometries", "geometry", "properties",
  ]

  private static func stray(_ name: String) -> (problem: String, remedy: String) {
    let isOfFeatures = name == "geometry" || name == "properties"
    return (
      "a collection has a member \(name), which belongs to "
        + (isOfFeatures ? "features" : "geometries"), "take it out"
    )
  }

  func begin() throws(DataFault) {
    _ = try fill()
    try checkKind()
    if text.starts(with: [0xEF, 0xBB, 0xBF]) {
      try note(.byteOrderMark, at: 0)
      place = 3
    }
    switch try peek() {
    case nil:
      if isSequence { return state = .done }
      throw DataFault(
        file: source.name, problem: "the file is empty", remedy: "it needs a GeoJSON object")
    case 0x1E: state = .sequence
    case 0x7B:
      if isSequence, try !isSpread() {
        areLines = true
        state = .lines
      } else {
        try root()
      }
    case _ where isSequence: (areLines, state) = (true, .lines)
    case 0x5B:
      throw fault(
        place, "the file is a list and no GeoJSON object",
        "write {\"type\": \"FeatureCollection\", \"features\": […]}")
    case let byte?: throw notGeoJSON(byte)
    }
  }

  private func checkKind() throws(DataFault) {
    if text.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      throw DataFault(
        file: source.name, problem: "this is a spreadsheet or a zip file, not text",
        remedy: "unpack it, or say what it is with --from")
    }
    if let name = TextCheck.wideEncoding(of: text) {
      throw DataFault(
        file: source.name, problem: "the text is \(name), not UTF-8", remedy: "save it as UTF-8")
    }
  }

  /// Reads the object at the root until its features begin.
  private func root() throws(DataFault) {
    let start = place
    let mendCount = mends.count
    place += 1
    do throws(DataFault) {
      if try passMembers(isFirst: true) {
        isCollection = true
        state = .features
        return drop()
      }
    } catch {
      // Who reads features says what is wrong with one, and may mend it.
      guard isBare(start) else { throw error }
      return goBack(to: start, mendCount)
    }
    try finishRoot(start: start)
    goBack(to: start, mendCount)
  }

  /// Whether the object at the root calls itself something else than a collection.
  private func isBare(_ start: Int) -> Bool {
    let range = start..<min(text.count, start + 1 << 16)
    let found = type ?? text.withUnsafeBufferPointer { FeatureID.find("type", in: $0, range) }
    return found.map { $0.lowercased() != "featurecollection" } ?? false
  }

  /// Leaves an object that is no collection to who reads features; of its members the `crs` has been heeded.
  private func goBack(to start: Int, _ mendCount: Int) {
    members = members.filter { $0.name == "crs" }
    mends = mends[..<mendCount] + mends[mendCount...].filter { $0.kind == .unknownCRS }
    place = start
    state = .lines
  }

  /// Reads what stands behind the features.
  func finishCollection() throws(DataFault) {
    defer { state = .done }
    let before = Set(members.map(\.name))
    _ = try passMembers(isFirst: false)
    lateMembers = Set(members.map(\.name)).subtracting(before)
    if let type, type != "FeatureCollection" {
      throw fault(
        0, "the features belong to a \(type)", "the \"type\" should be \"FeatureCollection\"")
    }
    if type == nil {
      throw fault(place, "the collection has no type", "write \"type\": \"FeatureCollection\"")
    }
    // Without a type in front of them nobody could know whose members they are.
    for member in members where Self.strayNames.contains(member.name) {
      guard strayMembers.insert(member.name).inserted else { continue }
      try note(.strayMember, at: place, Self.stray(member.name))
    }
    guard try peek() == nil else {
      throw text[place] == 0x7B
        ? fault(
          place, "another object begins after the end of the collection",
          "put the features of both into one")
        : fault(place, "there is more text after the end of the collection", "take it out")
    }
  }

  /// Reads members until the features begin, which it tells, or the object ends.
  private func passMembers(isFirst first: Bool) throws(DataFault) -> Bool {
    var isFirst = first
    while let byte = try peek(), byte != 0x7D {
      if !isFirst {
        guard byte == 0x2C else { throw try misplaced("\",\" or \"}\"") }
        place += 1
        if try peek() == 0x7D {
          try note(.trailingComma, at: place)
          break
        }
      }
      isFirst = false
      guard try peek() == 0x22 else { throw try misplaced("a name in double quotes") }
      let nameStart = place
      try passString()
      let name = plain(nameStart + 1, place - 1)
      guard try peek() == 0x3A else { throw try misplaced("\":\"") }
      place += 1
      guard try peek() != nil else { throw try misplaced("a value") }
      if name == "features", !isCollection,
        type == nil || type == "FeatureCollection" || type?.lowercased() == "featurecollection",
        text[place] == 0x5B
      {
        if type == nil, let fault = foreignList(nameStart) { throw fault }
        place += 1
        return true
      }
      if name == "features", isCollection {
        throw fault(nameStart, "the name \"features\" comes twice in one object", "join the lists")
      }
      let valueStart = place
      try passValue()
      if name == "type" {
        if type != nil {
          throw fault(nameStart, "the name \"type\" comes twice in one object", "keep one of them")
        }
        type = plain(valueStart + 1, place - 1)
        if type != "FeatureCollection", type?.lowercased() == "featurecollection" {
          try note(.typeName, at: valueStart)
          type = "FeatureCollection"
        }
      }
      if name == "bbox", let fault = boxFault(at: valueStart) {
        try note(.box, at: valueStart, fault)
        continue
      }
      try keep(name, nameStart)
      if name == "crs", text[valueStart] == 0x6E, !rules.hasCRS {
        try note(.unknownCRS, at: nameStart)
      }
      if isCollection || type == "FeatureCollection", Self.strayNames.contains(name) {
        try note(.strayMember, at: nameStart, Self.stray(name))
        strayMembers.insert(name)
      }
    }
    guard try peek() == 0x7D else { throw try misplaced("\"}\"") }
    place += 1
    return false
  }

  /// Decides what an object at the root is that has no list of features.
  private func finishRoot(start: Int) throws(DataFault) {
    if type == "FeatureCollection" {
      throw fault(
        start, "the FeatureCollection has no list of features",
        "give it \"features\": [], filled or not")
    }
    if type == nil, members.contains(where: { $0.name == "features" }) {
      throw fault(start, "the features are no list", "write \"features\": […]")
    }
    if type == nil, !memberNames.contains(ExactName("type")) { throw untyped(start) }
  }

  /// Remembers a member of the collection.
  private func keep(_ name: String, _ start: Int) throws(DataFault) {
    guard memberNames.insert(ExactName(name)).inserted else {
      throw fault(start, JSONText.twice(name), "keep one of them")
    }
    members.append((name, Array(text[start..<place])))
    if name == "crs" { crsLine = lineNumber(at: start) }
  }

  func misplaced(_ wanted: String) throws(DataFault) -> DataFault {
    guard let byte = try peek() else {
      return fault(
        place, "the text ends where \(wanted) should be", "the file may be cut short")
    }
    let shown = byte > 0x20 && byte < 0x7F ? "\"\(Unicode.Scalar(byte))\"" : "byte \(byte)"
    return fault(place, "\(wanted) should be here, not \(shown)")
  }

  private func plain(_ start: Int, _ end: Int) -> String {
    text.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { JSONText.plain($0, start, end) } ?? ""
    }
  }

  /// What is wrong with a bbox; a `crs` behind it may still say that its numbers are no degrees.
  private func boxFault(at start: Int) -> (problem: String, remedy: String)? {
    let value = Array(text[start..<place]) + [UInt8](repeating: 0, count: JSONCursor.padding)
    return value.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.flatMap { JSONText.boxFault($0, 0, isGeographic: false) }
    }
  }

  private func passString() throws(DataFault) {
    let start = place
    place += 1
    while true {
      while place < text.count {
        let byte = text[place]
        place += byte == 0x5C ? 2 : 1
        if byte == 0x22 { return }
      }
      guard try fill() else {
        place = text.count
        throw fault(start, "a string is not closed", "the file may be cut short")
      }
    }
  }

  /// Takes a value of the root object and checks it.
  private func passValue() throws(DataFault) {
    let start = place
    let end = try end(of: start)
    let value = Array(text[start..<end]) + [UInt8](repeating: 0, count: JSONCursor.padding)
    let problem: TextFault? = value.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return nil }
      if let bad = TextCheck.firstInvalid(in: buffer) {
        return TextFault(bad, "a byte is not UTF-8", TextEncoding.remedy)
      }
      var cursor = JSONCursor(base)
      do throws(TextFault) { try cursor.value() } catch { return error }
      return cursor.place < end - start ? cursor.unexpected("\",\" or \"}\"") : nil
    }
    if let problem { throw fault(start + problem.offset, problem.problem, problem.remedy) }
    place = end
  }

  /// Where a value ends that begins at `start`; adds more of the file until it does.
  private func end(of start: Int) throws(DataFault) -> Int {
    var scan = BracketScan(at: start, looksForBreaks: false)
    var nextCheck = Self.firstCheck
    while true {
      let isWhole = text.withUnsafeBufferPointer { scan.run($0) }
      if isWhole { return scan.place }
      if text.count - start > nextCheck {
        nextCheck *= 2
        if let problem = earlyFault(from: start) {
          throw fault(problem.offset, problem.problem, problem.remedy)
        }
      }
      guard try fill() else {
        if scan.isScalar { return scan.place }
        throw fault(
          start, scan.isInString ? "a string is not closed" : "a bracket is not closed",
          "the file may be cut short")
      }
    }
  }
}
