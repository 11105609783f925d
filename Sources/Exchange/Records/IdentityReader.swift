/// Gives each record its id: a string that is there and comes once.
struct IdentityReader<Source: RecordSource> {
  let source: Source
  /// The column or property; nil for the ids that GeoJSON keeps by itself.
  let field: Int?
  /// Whether records are numbered because nothing names them.
  let countsNumbers: Bool
  private var lineOfID: [String: Int] = [:]

  /// Finds out where ids come from; `isChosen` says that the user named the field.
  init(source: Source, field: Int?, isChosen: Bool) {
    self.source = source
    if isChosen {
      self.field = field
      countsNumbers = false
    } else if (0..<source.count).contains(where: { source.ownID($0) != nil }) {
      self.field = nil
      countsNumbers = false
    } else if let field, Self.isUsable(field, of: source) {
      self.field = field
      countsNumbers = false
    } else {
      self.field = nil
      countsNumbers = true
    }
    lineOfID.reserveCapacity(source.count)
  }

  /// Whether a field names the records: names do so only where each is there and comes once.
  private static func isUsable(_ field: Int, of source: Source) -> Bool {
    guard ColumnNames.folded(source.fieldNames[field]) == "name" else { return true }
    var seen: Set<String> = []
    return (0..<source.count).allSatisfy { record in
      source.text(record, field).map { seen.insert($0).inserted } ?? false
    }
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
