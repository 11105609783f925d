/// A table as features.
package struct CSVFeatures: FeatureStream {
  package typealias Piece = RowPiece

  /// A run of rows as text.
  package struct RowPiece: Sendable {
    let rows: RawRows
  }

  let splitter: RowSplitter
  let parser: RowParser
  package let unit = "row"
  package let faults: [RecordFault] = []

  package var name: String { splitter.source.name }
  /// What was read from which column.
  package var description: String { parser.layout.description }
  /// What is to be told of a table whose rows have no place; nil where they have one.
  package var placelessness: String? { parser.layout.placelessness }
  package var mends: [Mend] {
    (splitter.hasByteOrderMark ? [Mend(kind: .byteOrderMark, number: 0, line: 1)] : [])
      + splitter.renamed.map { _ in
        Mend(kind: .repeatedColumn, number: 0, line: splitter.headerLine)
      }
  }

  /// Reads the header; the kinds of the columns are found by looking at all of the file first.
  ///
  /// `open` opens the file, once for each time it is read.
  ///
  /// - Parameters:
  ///   - rules: How it is read.
  ///   - wanted: Which columns become properties.
  ///   - batchSize: How many bytes are read at a time.
  ///   - open: Opens the file.
  /// - Throws: The faults of a file that has no header, or cannot be opened.
  package init(
    rules: ReadingRules, wanted: FeatureColumns.Wanted = .all, batchSize: Int = 1 << 19,
    open: () throws -> FileSource
  ) throws {
    let survey = try RowSplitter(try open(), batchSize: batchSize, isStrict: rules.isStrict)
    var layout = TableLayout(
      file: survey.source.name, columns: survey.header, delimiter: survey.delimiter,
      coordinates: rules.coordinates, swap: rules.swap, firstText: survey.firstText)
    layout.unnamed = survey.unnamed
    layout.renamed = survey.renamed
    layout.isStrict = rules.isStrict
    layout.wraps = rules.wraps && rules.coordinates == .geographic
    layout.hasCRS = rules.hasCRS
    layout.types = try Self.types(survey, layout, of: layout.propertyColumns(wanted))
    parser = RowParser(layout, wanted: wanted)
    splitter = try RowSplitter(try open(), batchSize: batchSize, isStrict: rules.isStrict)
  }

  /// What kind of values the columns hold that are `asked` for.
  private static func types(
    _ splitter: RowSplitter, _ layout: TableLayout, of asked: [Int]
  ) throws -> [TableLayout.CellType] {
    var survey = TableSurvey(columns: layout.columns.count, of: asked)
    let work = OrderedWork<RawRows, TableSurvey>(
      work: { TableSurvey($0, layout, of: asked) }, take: { survey.add($0) })
    while !survey.isDecided, let rows = try splitter.next() { try work.add(rows) }
    try work.finish()
    return survey.types
  }

  package mutating func nextPiece() throws -> RowPiece? { try splitter.next().map(RowPiece.init) }

  package var read: @Sendable (RowPiece) -> FeatureBatch {
    { [parser] in parser.features($0.rows) }
  }
}
