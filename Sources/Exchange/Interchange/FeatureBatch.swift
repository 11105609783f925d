/// A piece of a text: where it begins and how many bytes it has.
package struct ByteSpan: Hashable, Sendable {
  package var start: Int32
  package var count: Int32

  package static let none = ByteSpan(start: 0, count: 0)

  package init(start: Int32, count: Int32) {
    self.start = start
    self.count = count
  }

  init(_ start: Int, _ end: Int) {
    self.start = Int32(truncatingIfNeeded: start)
    count = Int32(truncatingIfNeeded: end - start)
  }

  package var isEmpty: Bool { count == 0 }
  var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
}

/// A run of features between a reader and a writer, flat: whatever the formats are.
///
/// Ids, properties and foreign members are JSON text as it was read. Geometries are words of a
/// ``ShapeCode`` and numbers: two for each position, or three where heights are known.
package struct FeatureBatch: Sendable {
  /// One feature; its geometry begins where that of the one before it ends.
  package struct Entry: Sendable {
    /// A JSON string or number; empty where there is none.
    package var id = ByteSpan.none
    /// A JSON object; empty where there are none.
    package var properties = ByteSpan.none
    package var shapeEnd = 0
    package var coordinateEnd = 0
    package var foreignEnd = 0
    package var geometryMemberEnd = 0
    /// The line of the file where it begins, counted from 1; 0 where nobody counted.
    package var line = 0
    /// The byte of the file where it begins, counted from 0; -1 where bytes say nothing.
    package var offset = -1
    /// Which feature of the file it is, counted from 1.
    package var number = 0
    /// Which of ``FeatureBatch/forms`` its properties have; -1 where they must be looked for in the text.
    var form: Int32 = -1
    /// The first of its values in ``FeatureBatch/values``.
    var firstValue: Int32 = 0

    package init() {}
  }

  /// The text that all spans point into.
  package var text: [UInt8]
  package var entries: [Entry] = []
  /// Words that say how the numbers make geometries; see ``ShapeCode``.
  package var shapes: [Int32] = []
  package var coordinates: [Double] = []
  /// Foreign members, `"name": value` each.
  package var foreign: [ByteSpan] = []
  /// Foreign members of geometries.
  package var geometryMembers: [GeometryMember] = []
  /// The names of properties, without their quotes, of features that have the same in the same order.
  var forms: [[ByteSpan]] = []
  /// The values of the properties of such features, one behind the other.
  var values: [ByteSpan] = []
  /// What was wrong with features that are left out.
  package var faults: [RecordFault] = []
  /// What was put right.
  package var mends: [Mend] = []

  package init(text: [UInt8] = []) { self.text = text }

  package var count: Int { entries.count }

  func shapes(of index: Int) -> Range<Int> {
    (index == 0 ? 0 : entries[index - 1].shapeEnd)..<entries[index].shapeEnd
  }

  func coordinates(of index: Int) -> Range<Int> {
    (index == 0 ? 0 : entries[index - 1].coordinateEnd)..<entries[index].coordinateEnd
  }

  func foreign(of index: Int) -> Range<Int> {
    (index == 0 ? 0 : entries[index - 1].foreignEnd)..<entries[index].foreignEnd
  }

  func geometryMembers(of index: Int) -> Range<Int> {
    (index == 0 ? 0 : entries[index - 1].geometryMemberEnd)..<entries[index].geometryMemberEnd
  }

  /// The form that all features have; nil where they have several or none.
  var onlyForm: Int? {
    guard let first = entries.first?.form, first >= 0 else { return nil }
    for entry in entries where entry.form != first { return nil }
    return Int(first)
  }

  /// Ends a feature: what was added to the lists since the one before is its own.
  mutating func close(_ entry: Entry) {
    var entry = entry
    entry.shapeEnd = shapes.count
    entry.coordinateEnd = coordinates.count
    entry.foreignEnd = foreign.count
    entry.geometryMemberEnd = geometryMembers.count
    entries.append(entry)
  }

  /// Takes back what was added for a feature that turned out to be faulty.
  mutating func rollBack() {
    let last = entries.last
    shapes.removeSubrange((last?.shapeEnd ?? 0)...)
    coordinates.removeSubrange((last?.coordinateEnd ?? 0)...)
    foreign.removeSubrange((last?.foreignEnd ?? 0)...)
    geometryMembers.removeSubrange((last?.geometryMemberEnd ?? 0)...)
  }
}

/// A member of a geometry that GeoJSON does not know, `"name": value`.
package struct GeometryMember: Hashable, Sendable {
  package var text: ByteSpan
  /// Where the words of the geometry begin among those of its feature: 0 but within a GeometryCollection.
  package var word: Int32
}

/// What is wrong with one record; the reader adds the file.
package struct RecordFault: Error, Hashable, Sendable {
  package var number: Int
  package var id: String?
  package var line: Int?
  package var offset: Int?
  package var field: DataFault.Field?
  package var value: String?
  package var problem: String
  package var remedy: String?

  /// `homes.geojson:7: feature 3 (id B07, byte 512): …`.
  func fault(file: String, unit: String = "feature") -> DataFault {
    var facts: [String] = []
    if let id { facts.append("id \(DataFault.shown(id))") }
    if let offset { facts.append("byte \(offset)") }
    let more = facts.isEmpty ? "" : " (\(facts.joined(separator: ", ")))"
    return DataFault(
      file: file, line: line, subject: number > 0 ? "\(unit) \(number)\(more)" : nil, field: field,
      value: value, problem: problem, remedy: remedy)
  }
}

/// Something that was put right while reading.
package struct Mend: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case ringClosed = "a ring was closed"
    case ringHeight = "the last position of a ring was given the height of the first"
    case numberInQuotes = "a coordinate in quotes was read as a number"
    case longPosition = "numbers beyond the third of a position were left out"
    case typeName = "a type name was spelt as GeoJSON has it"
    case nullFeature = "a null among the features was left out"
    case bareGeometry = "a geometry among the features was made a feature"
    case idType = "an id that was true or false was made a string"
    case nullID = "an id that was null was left out"
    case strayMember = "a member that belongs to another kind of object was left out"
    case collectionMember = "members of a collection within a sequence were left out"
    case missingComma = "a missing comma between features was put in"
    case cutCharacter = "half a character at the end of a field was left out"
    case chainedPositions = "positions with commas between them were told apart"
    case noProperties = "missing properties were taken as none"
    case noGeometry = "a missing geometry was taken as none"
    case propertiesType = "properties that were a list or a value were put under \"value\""
    case repeatedName = "of a name that comes twice the last value was kept"
    case halfCharacter = "half of a surrogate pair was replaced by U+FFFD"
    case byteOrderMark = "a byte order mark was passed over"
    case box = "a bbox that is none was left out"
    case trailingComma = "a comma before a closing bracket was passed over"
    case commaBehind = "a comma behind an object of a sequence was passed over"
    case cellMember = "members of a geometry in a cell were left out"
    case unknownCRS = "a member crs that is null was left out"
    case manyValues = "one GeoJSON object after another was read as a sequence"
    case shortLine = "a part of a line with a single position was left out"
    case shortRing = "a ring of fewer than four positions was left out"
    case emptyRow = "a row of empty cells was passed over"
    case shortRow = "a row with too few cells was filled with empty ones"
    case longRow = "empty cells beyond the last column were left out"
    case repeatedColumn = "a column whose name came before was given a number"
    case sequenceMark = "a text without its record separator was read all the same"
  }

  static let unknownCRSProblem =
    "the member crs is null: nobody knows what the coordinates are"
  static let unknownCRSRemedy =
    "take it out if they are longitude and latitude, or name their system with --crs"

  package var kind: Kind
  package var number: Int
  package var line: Int
}
