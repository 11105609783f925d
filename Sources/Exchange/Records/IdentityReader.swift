/// Gives each record its id: a string that is there and comes once.
struct IdentityReader<Source: RecordSource> {
  let source: Source
  /// The column or property; nil for the ids that GeoJSON keeps by itself.
  let field: Int?
  /// Whether records are numbered because nothing names them.
  let countsNumbers: Bool
  /// Whether the field was taken for its ids, which something else refers to, and not for its name.
  let wasMatched: Bool
  private var lineOfID: [String: Int] = [:]

  /// Finds out where ids come from.
  ///
  /// - Parameters:
  ///   - source: The records.
  ///   - field: The field that names them, by its name.
  ///   - isChosen: Whether the user named the field.
  ///   - referred: The ids by which something else refers to the records.
  ///   - taken: Fields that are read as something else.
  init(
    source: Source, field: Int?, isChosen: Bool, referred: ReferredIDs? = nil,
    taken: Set<Int> = []
  ) {
    self.source = source
    lineOfID.reserveCapacity(source.count)
    guard !isChosen else {
      (self.field, countsNumbers, wasMatched) = (field, false, false)
      return
    }
    let hasOwn = (0..<source.count).contains { source.ownID($0) != nil }
    let usual = hasOwn ? nil : field
    let isNamed = hasOwn || field != nil
    if let referred,
      let match = Self.match(source, referred, usual: usual, isNamed: isNamed, taken: taken)
    {
      (self.field, countsNumbers, wasMatched) = (match, false, true)
    } else {
      (self.field, countsNumbers, wasMatched) = (usual, !isNamed, false)
    }
  }

  /// The field whose values are the ids that something refers to, where the usual one's are not.
  private static func match(
    _ source: Source, _ referred: ReferredIDs, usual: Int?, isNamed: Bool, taken: Set<Int>
  ) -> Int? {
    guard source.count > 0 else { return nil }
    func known(_ id: (Int) -> String?) -> Int {
      (0..<source.count).count { record in id(record).map(referred.ids.contains) ?? false }
    }
    let usualCount =
      isNamed
      ? known { record in usual.map { source.text(record, $0) } ?? source.ownID(record)?.text } : 0
    guard usualCount < source.count else { return nil }
    var best: (field: Int, count: Int)?
    for field in source.fieldNames.indices where field != usual && !taken.contains(field) {
      let count = known { source.text($0, field) }
      guard count > best?.count ?? 0, IDNames.isUnique(field, of: source) else { continue }
      best = (field, count)
    }
    // The usual field gives way to one that fits wholly, or where it does not fit at all.
    guard let best, best.count == source.count || usualCount == 0 else { return nil }
    return best.field
  }

  /// The id of a record, or what is wrong with it.
  mutating func id(_ record: Int) -> Result<(text: String, isNumber: Bool), DataFault> {
    let id: (text: String, isNumber: Bool)?
    if countsNumbers {
      id = (String(record + 1), false)
    } else if let field {
      id = source.text(record, field).map { ($0, source.isNumber(record, field)) }
    } else {
      id = source.ownID(record)
    }
    guard let id else {
      return .failure(
        source.fault(record, field, "the id is missing", "give each \(source.unit) its own id"))
    }
    let line = source.line(record)
    if let first = lineOfID.updateValue(line, forKey: id.text) {
      lineOfID[id.text] = first
      return .failure(
        source.fault(
          record, field, value: id.text, "is the id of \(DataFault.earlier(line: first)) already",
          "give each \(source.unit) its own id"))
    }
    return .success(id)
  }
}
