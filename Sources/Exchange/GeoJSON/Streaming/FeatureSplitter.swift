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
  /// Whether each line of a sequence is a text, else they stand one behind the other.
  var areLines = false
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
  var members: [(name: String, text: [UInt8])] = []
  /// The line of the member `crs`.
  var crsLine: Int?
  /// Their names.
  var memberNames: Set<ExactName> = []
  var type: String?
  var isCollection = false
  /// Those of them that were told.
  var strayMembers: Set<String> = []
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
  var lateMembers: Set<String> = []

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
    try TextCheck.refuseHole(in: text, from: before, file: source.name) { lineNumber(at: before) }
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
          isSequence
            ? "put each on a line of its own" : "for one object after another give --from geojsonl"
        )
      case .box: ("the bbox \(words?.problem ?? "is none")", words?.remedy)
      case .trailingComma: ("a value should follow the comma", "take the last comma out")
      case .missingComma: ("a comma is missing between two features", "put it in")
      case .typeName: ("the type is not spelt as GeoJSON has it", "write \"FeatureCollection\"")
      case .commaBehind:
        ("there is more text after the end of the GeoJSON object", "take the comma out")
      case .unknownCRS: (Mend.unknownCRSProblem, Mend.unknownCRSRemedy)
      case .strayMember: (words?.problem ?? "a collection has a stray member", words?.remedy)
      default: ("a text stands without its record separator", "put the byte 1E before it")
      }
    guard case .features = state else { throw fault(place, problem, remedy) }
    // One fault does not hide the others.
    faults.append(
      RecordFault(
        number: 0, line: lineNumber(at: place),
        problem: problem + " (byte \(offset + place))", remedy: remedy))
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
