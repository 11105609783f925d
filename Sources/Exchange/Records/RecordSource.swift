/// A number as a file gives it.
enum NumberCell {
  case blank
  case number(Double)
  /// Something else; the text of it.
  case text(String)
}

extension RecordSource {
  /// The fields that say where records lie.
  func placeColumns(_ coordinates: CoordinateKind) -> PlaceColumns {
    PlaceColumns(in: fieldNames, coordinates: coordinates) { field in
      (0..<min(count, 1000)).lazy.compactMap { text($0, field) }.first
    }
  }

  /// The field that holds places; nil where there is none.
  func positionField(_ coordinates: CoordinateKind) -> Int? {
    ColumnNames.findPosition(in: fieldNames, coordinates: coordinates) { field in
      (0..<min(count, 1000)).lazy.compactMap { text($0, field) }.first
    }
  }
}

/// How messages speak of a number that cannot be below 0.
struct AmountWords {
  /// What is measured, such as `cost`.
  var what: String
  var negativeRemedy: String
  var textRemedy: String
}

/// Rows of a table or features of a collection, seen alike.
protocol RecordSource {
  var file: String { get }
  /// Columns, or the names of all properties in the order in which they first come.
  var fieldNames: [String] { get }
  var count: Int { get }
  /// `row` or `feature`.
  var unit: String { get }

  func line(_ record: Int) -> Int
  /// What messages call a record where its line does not say enough.
  func subject(_ record: Int) -> String?
  func field(_ name: String) -> DataFault.Field
  func number(_ record: Int, _ field: Int) -> NumberCell
  /// Nil where there is nothing but spaces.
  func text(_ record: Int, _ field: Int) -> String?
  /// True for JSON's numbers, whose text is kept without quotes.
  func isNumber(_ record: Int, _ field: Int) -> Bool
  func properties(_ record: Int) -> JSONObject
  /// The id that GeoJSON keeps outside the properties.
  func ownID(_ record: Int) -> (text: String, isNumber: Bool)?
  func geometry(_ record: Int) -> Geometry?
  /// Whether places come from geometries, else from columns.
  var hasGeometries: Bool { get }
}

extension RecordSource {
  func fault(
    _ record: Int, _ field: Int?, value: String? = nil, _ problem: String,
    _ remedy: String? = nil
  ) -> DataFault {
    DataFault(
      file: file, line: line(record), subject: subject(record),
      field: field.map { self.field(fieldNames[$0]) }, value: value, problem: problem,
      remedy: remedy)
  }

  /// A number from 0 upwards: `blank` for an empty cell, nil for a wrong one, which is a fault.
  func amount(
    _ record: Int, _ field: Int, _ words: AmountWords, blank: Double?, faults: inout [DataFault]
  ) -> Double? {
    switch number(record, field) {
    case .blank: return blank
    case .number(let value) where value >= 0: return value
    case .number:
      faults.append(
        fault(
          record, field, value: text(record, field), "is a negative \(words.what)",
          words.negativeRemedy))
    case .text(let text):
      faults.append(fault(record, field, value: text, "is not a number", words.textRemedy))
    }
    return nil
  }

  /// A text from a list of words of ours; nil where there is none, or a word for a gap.
  func word(_ record: Int, _ field: Int) -> String? {
    text(record, field).flatMap { GapWord.isGap($0) ? nil : $0 }
  }

  /// A field by one of its names, folded.
  func find(_ names: [String]) -> Int? {
    let folded = fieldNames.map(ColumnNames.folded)
    for name in names {
      if let index = folded.firstIndex(of: name) { return index }
    }
    return nil
  }

  /// `"id", "lon", "count"`: what there is, for a message about what there is not.
  var listedFields: String {
    let shown = fieldNames.prefix(30).map { "\"\($0)\"" }.joined(separator: ", ")
    return fieldNames.count > 30 ? shown + ", …" : shown
  }
}

/// The features of a collection as records.
struct FeatureSource: RecordSource {
  let file: String
  let features: [Feature]
  let fieldNames: [String]
  let unit = "feature"
  let hasGeometries = true

  init(file: String, features: [Feature]) {
    self.file = file
    self.features = features
    var names: [String] = []
    var seen: Set<String> = []
    var previous: [String] = []
    for feature in features {
      // Features of one file mostly have the same properties.
      if feature.properties.hasNames(previous) { continue }
      previous = feature.properties.names
      for name in previous where seen.insert(name).inserted { names.append(name) }
    }
    fieldNames = names
  }

  var count: Int { features.count }
  func line(_ record: Int) -> Int { features[record].line }
  func subject(_ record: Int) -> String? {
    GeoJSONReader.subject(features[record].number, id: features[record].id)
  }
  func field(_ name: String) -> DataFault.Field { .property(name) }
  func geometry(_ record: Int) -> Geometry? { features[record].geometry }
  func properties(_ record: Int) -> JSONObject { features[record].properties }
  func ownID(_ record: Int) -> (text: String, isNumber: Bool)? {
    features[record].id.map { ($0, features[record].idIsNumber) }
  }

  private func value(_ record: Int, _ field: Int) -> JSONValue? {
    features[record].properties[fieldNames[field]]
  }

  func number(_ record: Int, _ field: Int) -> NumberCell {
    switch value(record, field) {
    case nil, .null: return .blank
    case .number(let number):
      let value = number.double
      return value.isFinite ? .number(value) : .text(number.text)
    case .string(let text):
      var text = text
      let value = text.withUTF8 { DecimalReader.double($0) }
      if let value, value.isFinite { return .number(value) }
      return text.utf8.allSatisfy(DecimalReader.isSpace) || GapWord.isGap(text)
        ? .blank : .text(text)
    case let other?: return .text(String(decoding: JSON.encode(other), as: UTF8.self))
    }
  }

  func text(_ record: Int, _ field: Int) -> String? {
    switch value(record, field) {
    case nil, .null: nil
    case .string(let text): text.utf8.allSatisfy(DecimalReader.isSpace) ? nil : text
    case .number(let number): number.text
    case let other?: String(decoding: JSON.encode(other), as: UTF8.self)
    }
  }

  func isNumber(_ record: Int, _ field: Int) -> Bool {
    if case .number = value(record, field) { true } else { false }
  }
}

/// The rows of a table as records.
struct TableSource: RecordSource {
  let table: CSVTable
  let unit = "row"
  let hasGeometries = false
  private let types: [PropertyType]

  private enum PropertyType {
    case text, number, truth
  }

  /// Columns in `textColumns` stay text whatever they hold.
  init(table: CSVTable, textColumns: Set<Int> = []) {
    self.table = table
    types = table.columns.indices.map { column in
      textColumns.contains(column) ? .text : Self.type(of: column, in: table)
    }
  }

  var file: String { table.file }
  var fieldNames: [String] { table.columns }
  var count: Int { table.rowCount }
  func line(_ record: Int) -> Int { table.line(ofRow: record) }
  func subject(_ record: Int) -> String? { nil }
  func field(_ name: String) -> DataFault.Field { .column(name) }
  func geometry(_ record: Int) -> Geometry? { nil }
  func ownID(_ record: Int) -> (text: String, isNumber: Bool)? { nil }
  func isNumber(_ record: Int, _ field: Int) -> Bool { false }

  func number(_ record: Int, _ field: Int) -> NumberCell {
    if let value = table.number(record, field) { return .number(value) }
    return table.isBlank(record, field) || table.withCell(record, field, { GapWord.isGap($0) })
      ? .blank : .text(table[record, field])
  }

  func text(_ record: Int, _ field: Int) -> String? {
    table.isBlank(record, field) ? nil : table[record, field]
  }

  /// All cells of a row: numbers and truth values where the whole column is made of them.
  func properties(_ record: Int) -> JSONObject {
    var members: [JSONObject.Member] = []
    members.reserveCapacity(types.count)
    for (column, type) in types.enumerated() {
      let text = table[record, column]
      let value: JSONValue =
        switch type {
        case .text: .string(text)
        case _ where text.isEmpty: .null
        // What is neither in such a column is a word for a gap.
        case _ where GapWord.isGap(text): .null
        case .number: .number(JSONNumber(unchecked: text))
        case .truth: .bool(text == "true")
        }
      members.append(JSONObject.Member(name: table.columns[column], value: value))
    }
    return JSONObject(unchecked: members)
  }

  /// What all cells of a column are: one `007` makes it text, which nothing may change.
  private static func type(of column: Int, in table: CSVTable) -> PropertyType {
    var type: PropertyType?
    for row in 0..<table.rowCount {
      let cell: PropertyType? = table.withCell(row, column) { cell in
        if cell.isEmpty { return nil }
        if JSONNumber.isPlainNumber(cell) { return .number }
        if GapWord.isGap(cell) { return nil }
        return cell.elementsEqual("true".utf8) || cell.elementsEqual("false".utf8) ? .truth : .text
      }
      guard let cell else { continue }
      if cell == .text || (type != nil && type != cell) { return .text }
      type = cell
    }
    return type ?? .text
  }
}

extension JSONObject {
  func hasNames(_ names: [String]) -> Bool {
    members.count == names.count && zip(members, names).allSatisfy { $0.name == $1 }
  }
}
