/// Cuts GeoJSON text into features, however large the file is.
///
/// It knows brackets and strings and no more; ``FeatureParser`` reads what it cuts. A text is a
/// collection, whose features come in runs, one object alone, or a sequence: objects one after
/// another, a line each or behind record separators (RFC 8142).
final class FeatureSplitter {
  enum State {
    case start, features, sequence, lines, done
  }

  let source: FileSource
  let rules: ReadingRules
  /// Whether the file is known to be a sequence, else it may turn out to be one.
  let isSequence: Bool
  let batchSize: Int
  var state = State.start
  /// Text that is not handed over yet, and where in it we are.
  var text: [UInt8] = []
  var place = 0
  /// Where the text begins in the file.
  var offset = 0
  var line = 1 {
    didSet { counted = (0, line) }
  }
  private lazy var counted = (place: 0, line: line)
  var number = 0
  var isAtEnd = false

  /// Members of the collection besides type and features: `"name": value` each, as they stand.
  private(set) var members: [(name: String, text: [UInt8])] = []
  private(set) var type: String?
  private(set) var isCollection = false
  /// Members that a collection must not have (RFC 7946, section 7.1).
  private static let strayNames: Set<String> = [
    "coordinates", "geometries", "geometry", "properties",
  ]
  /// Those of them that were told.
  private(set) var strayMembers: Set<String> = []
  /// What is wrong with the file beyond single features.
  var faults: [RecordFault] = []
  var mends: [Mend] = []
  /// Whether a comma must stand before the next feature.
  var needsComma = false
  /// Whether the text at hand is a feature that does not end as it should.
  var isBroken = false
  /// Whether nobody knows what the text at hand is.
  var isLost = false
  /// Whether a member after the features was seen, which came too late to be heeded.
  private(set) var lateMembers: Set<String> = []

  init(_ source: FileSource, rules: ReadingRules, isSequence: Bool, batchSize: Int = 1 << 20) {
    self.source = source
    self.rules = rules
    self.isSequence = isSequence
    self.batchSize = batchSize
  }

  /// The next run of features; nil at the end.
  ///
  /// - Throws: The fault of a text that cannot be cut any further.
  func next() throws(DataFault) -> RawFeatures? {
    if case .start = state { try begin() }
    switch state {
    case .features: return try nextFeatures()
    case .lines, .sequence: return try nextTexts()
    case .start, .done: return nil
    }
  }

  // MARK: Text

  /// Adds more of the file; false at its end.
  func fill() throws(DataFault) -> Bool {
    guard !isAtEnd else { return false }
    let before = text.count
    try source.read(max(batchSize / 4, min(text.count, 1 << 26)), into: &text)
    isAtEnd = text.count == before
    guard text.count < Int(Int32.max) - 1024 else {
      throw DataFault(
        file: source.name, problem: "a single feature has more than 2 GB",
        remedy: "cut the file into smaller features")
    }
    return !isAtEnd
  }

  func peek() throws(DataFault) -> UInt8? {
    let start = place
    while true {
      while place < text.count {
        let byte = text[place]
        guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
        place += 1
      }
      guard place - start < 1 << 26 else {
        throw fault(start, "for 64 MB there is nothing but spaces", "the file may be damaged")
      }
      guard try fill() else { return nil }
    }
  }

  /// Passes spaces that are here already.
  func passSpaces() {
    while place < text.count {
      let byte = text[place]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      place += 1
    }
  }

  func fault(_ place: Int, _ problem: String, _ remedy: String? = nil) -> DataFault {
    RecordFault(
      number: 0, line: lineNumber(at: place), problem: problem + " (byte \(offset + place))",
      remedy: remedy
    ).fault(file: source.name)
  }

  /// The line of a place; quick for those that come in the order of the text.
  func lineNumber(at place: Int) -> Int {
    if place < counted.place { counted = (0, line) }
    let from = counted
    let to = min(place, text.count)
    let breaks = text.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { LineCounter.breaks($0 + from.place, max(0, to - from.place)) } ?? 0
    }
    counted = (max(to, from.place), from.line + breaks)
    return counted.line
  }

  func note(
    _ kind: Mend.Kind, at place: Int, _ words: (problem: String, remedy: String)? = nil
  ) throws(DataFault) {
    guard rules.isStrict else {
      return mends.append(Mend(kind: kind, number: number, line: lineNumber(at: place)))
    }
    let (problem, remedy): (String, String?) =
      switch kind {
      case .byteOrderMark:
        ("the file begins with a byte order mark", "save it as UTF-8 without one")
      case .manyValues:
        (
          "there is more text after the end of the GeoJSON object",
          "for one object after another give --from geojsonl"
        )
      case .box: ("the bbox \(words?.problem ?? "is none")", words?.remedy)
      case .trailingComma: ("a value should follow the comma", "take the last comma out")
      case .missingComma: ("a comma is missing between two features", "put it in")
      case .typeName: ("the type is not spelt as GeoJSON has it", "write \"FeatureCollection\"")
      case .strayMember:
        ("a collection has a member that belongs to features or geometries", "take it out")
      default: ("a text stands without its record separator", "put the byte 1E before it")
      }
    guard case .features = state else { throw fault(place, problem, remedy) }
    // One fault does not hide the others.
    faults.append(
      RecordFault(
        number: 0, line: lineNumber(at: place),
        problem: problem + " (byte \(offset + place))", remedy: remedy))
  }

  // MARK: The beginning

  private func begin() throws(DataFault) {
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
    case 0x7B: if isSequence { state = .lines } else { try root() }
    case _ where isSequence: state = .lines
    case 0x5B:
      throw fault(
        place, "the file is a list and no GeoJSON object",
        "write {\"type\": \"FeatureCollection\", \"features\": […]}")
    case 0x3C?:
      throw fault(
        place, "the file is XML or a web page and no GeoJSON", "fetch the file itself")
    case let byte?:
      let shown = byte > 0x20 && byte < 0x7F ? "\"\(Unicode.Scalar(byte))\"" : "byte \(byte)"
      throw fault(
        place, "a GeoJSON object should be here, not \(shown)", "it begins with a brace")
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
    place += 1
    if try passMembers(isFirst: true) {
      isCollection = true
      state = .features
      return drop()
    }
    try finishRoot(start: start)
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
      if strayMembers.insert(member.name).inserted { try note(.strayMember, at: place) }
    }
    guard try peek() == nil else {
      throw fault(place, "there is more text after the end of the collection", "take it out")
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
      if name == "crs", text[valueStart] == 0x6E {
        mends.append(Mend(kind: .unknownCRS, number: 0, line: lineNumber(at: nameStart)))
      }
      if isCollection || type == "FeatureCollection", Self.strayNames.contains(name) {
        try note(.strayMember, at: nameStart)
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
    if type == nil, !members.contains(where: { $0.name == "type" }) {
      throw fault(start, "the GeoJSON object has no type", "it should be a FeatureCollection")
    }
    members = members.filter { $0.name == "crs" }
    place = start
    state = .lines
  }

  /// Remembers a member of the collection.
  private func keep(_ name: String, _ start: Int) throws(DataFault) {
    if members.contains(where: { $0.name == name }) {
      throw fault(start, "the name \"\(name)\" comes twice in one object", "keep one of them")
    }
    members.append((name, Array(text[start..<place])))
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
        return TextFault(bad, "a byte is not UTF-8", "save the file as UTF-8")
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

  // MARK: Runs of features

  /// Forgets the text before the place.
  func drop() {
    let start = place
    guard start > 0 else { return }
    line = lineNumber(at: start)
    offset += start
    text.removeSubrange(..<start)
    place = 0
  }
}
