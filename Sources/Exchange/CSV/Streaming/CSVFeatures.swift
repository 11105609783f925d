/// A table as features.
package struct CSVFeatures: FeatureStream {
  package typealias Piece = RowPiece

  /// A run of rows as text.
  package struct RowPiece: Sendable {
    let rows: RawRows
  }

  private let splitter: RowSplitter
  private let layout: TableLayout
  private let wanted: FeatureColumns.Wanted?
  package let unit = "row"
  package let faults: [RecordFault] = []

  package var name: String { splitter.source.name }
  /// What was read from which column.
  package var description: String { layout.description }
  /// What is to be told of a table whose rows have no place; nil where they have one.
  package var placelessness: String? { layout.placelessness }
  package var mends: [Mend] {
    splitter.hasByteOrderMark ? [Mend(kind: .byteOrderMark, number: 0, line: 1)] : []
  }

  /// Reads the header; the kinds of the columns are found by looking at all of the file first.
  ///
  /// `open` opens the file, once for each time it is read.
  ///
  /// - Parameters:
  ///   - rules: How it is read.
  ///   - wanted: Which columns become properties; nil where features are handed on as a whole.
  ///   - batchSize: How many bytes are read at a time.
  ///   - open: Opens the file.
  /// - Throws: The faults of a file that has no header, or cannot be opened.
  package init(
    rules: ReadingRules, wanted: FeatureColumns.Wanted? = nil, batchSize: Int = 1 << 19,
    open: () throws -> FileSource
  ) throws {
    let survey = try RowSplitter(try open(), batchSize: batchSize)
    var layout = TableLayout(
      file: survey.source.name, columns: survey.header, delimiter: survey.delimiter,
      coordinates: rules.coordinates, swap: rules.swap)
    let plain = layout
    let columns = layout.propertyColumns(wanted ?? .all)
    if !columns.isEmpty {
      var kinds = TableSurvey(columns: layout.columns.count, of: columns)
      let work = OrderedWork<RawRows, TableSurvey>(
        work: { TableSurvey($0, plain, of: columns) }, take: { kinds.add($0) })
      while let rows = try survey.next() { try work.add(rows) }
      try work.finish()
      layout.types = kinds.types
    }
    self.layout = layout
    self.wanted = wanted
    splitter = try RowSplitter(try open(), batchSize: batchSize)
  }

  package mutating func nextPiece() throws -> RowPiece? { try splitter.next().map(RowPiece.init) }

  package var read: @Sendable (RowPiece) -> FeatureBatch {
    let parser = RowParser(layout, wanted: wanted)
    return { parser.parse($0.rows) }
  }
}
