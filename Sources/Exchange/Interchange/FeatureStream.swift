/// Reads a file as batches of features, cut here and read anywhere.
package protocol FeatureStream {
  associatedtype Piece: Sendable

  /// What messages call the file.
  var name: String { get }
  /// What messages call a record: `feature` or `row`.
  var unit: String { get }
  /// The next piece of the file; nil at its end.
  mutating func nextPiece() throws -> Piece?
  /// How a piece becomes a batch, on any thread.
  var read: @Sendable (Piece) -> FeatureBatch { get }
  /// What is wrong with the file beyond single records; asked for at the end.
  var faults: [RecordFault] { get }
  var mends: [Mend] { get }
  /// Members of a collection that stand behind its features; asked for at the end.
  var lateMembers: [[UInt8]] { get }
}

extension FeatureStream {
  package var lateMembers: [[UInt8]] { [] }
}

/// GeoJSON in any of its forms.
package struct GeoJSONFeatures: FeatureStream {
  package typealias Piece = RawText

  /// A run of features as text.
  package struct RawText: Sendable {
    let raw: RawFeatures
  }

  let splitter: FeatureSplitter
  /// How features are read; may be changed until the first piece is asked for.
  package var rules: ReadingRules
  private var first: RawFeatures?

  package let unit = "feature"
  package var name: String { splitter.source.name }
  package var faults: [RecordFault] { splitter.faults }
  package var mends: [Mend] { splitter.mends }

  /// Begins to read: the members before the features are known then.
  package init(
    _ source: FileSource, rules: ReadingRules, isSequence: Bool, batchSize: Int = 1 << 20
  ) throws(DataFault) {
    self.rules = rules
    splitter = FeatureSplitter(
      source, rules: rules, isSequence: isSequence, batchSize: batchSize)
    first = try splitter.next()
  }

  package mutating func nextPiece() throws -> RawText? {
    if let first {
      self.first = nil
      return RawText(raw: first)
    }
    return try splitter.next().map(RawText.init)
  }

  package var read: @Sendable (RawText) -> FeatureBatch {
    { [rules] piece in
      var batch = FeatureParser.parse(piece.raw, rules: rules)
      if rules.wraps { batch.wrapLongitudes() }
      return batch
    }
  }

  /// Members of the collection that stand before its features, besides those that GeoJSON gives a
  /// meaning, `"name": value` each.
  package var members: [(name: String, text: [UInt8])] {
    allMembers.filter { !splitter.lateMembers.contains($0.name) }
  }

  package var lateMembers: [[UInt8]] {
    allMembers.filter { splitter.lateMembers.contains($0.name) }.map(\.text)
  }

  /// Those before the features and those behind them; asked for at the end.
  var allMembers: [(name: String, text: [UInt8])] {
    splitter.members.filter {
      !["type", "crs", "bbox", "features"].contains($0.name)
        && !splitter.strayMembers.contains($0.name)
    }
  }

  /// The coordinate system of older GeoJSON (2008); nil where there is none.
  ///
  /// - Throws: A fault for one that is not named, or that stands behind the features.
  package func legacyCRS() throws(DataFault) -> String? {
    guard let label = try crsName(), !WellKnownCRS.isNamedLongitudeLatitude(label) else {
      return nil
    }
    guard !splitter.lateMembers.contains("crs") else {
      throw DataFault(
        file: name, line: crsLine, value: label,
        problem: "is named as the CRS behind the features, too late",
        remedy: "give --crs \(label)")
    }
    return label
  }

  /// The line of the member `crs`; nil where there is none.
  package var crsLine: Int? { splitter.crsLine }

  /// What the member `crs` says, wherever it stands; nil where there is none, or null.
  ///
  /// - Throws: A fault for one that names nothing.
  func crsName() throws(DataFault) -> String? {
    guard let member = splitter.members.first(where: { $0.name == "crs" }) else { return nil }
    var text = member.text
    // The text is `"crs": value`: a brace on either side makes an object of it.
    text.insert(0x7B, at: 0)
    text.append(0x7D)
    let crs = try JSON.decode(text, file: name).objectValue?["crs"]
    if crs == .null { return nil }
    guard let label = crs?.objectValue?["properties"]?.objectValue?["name"]?.stringValue else {
      throw DataFault(
        file: name, line: crsLine, problem: "the member crs does not name a coordinate system",
        remedy: "take it out, or name the system with --crs")
    }
    return label
  }
}
