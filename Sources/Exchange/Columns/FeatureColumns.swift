/// Features as columns, for who reckons with a million of them.
///
///     let homes = try FeatureColumns.read(path: "homes.geojson", properties: .named(["weight"]))
///     let weights = homes.properties[0].column
///
/// Ids are texts; the coordinates of all features stand in one list.
public struct FeatureColumns: Sendable {
  /// Which properties are read.
  public enum Wanted: Sendable {
    case all
    case named([String])
    case none
  }

  /// A property by its name.
  public struct Property: Sendable {
    public var name: String
    public var column: PropertyColumn
  }

  public internal(set) var count = 0
  /// Ids as texts, those that are numbers as they are written.
  public internal(set) var ids = TextColumn()
  /// In the order in which they first come; for named properties in the order of the names.
  public internal(set) var properties: [Property] = []
  /// Longitude and latitude (and height) of all positions, one behind the other.
  public internal(set) var coordinates: [Double] = []
  /// Where the coordinates of each feature end.
  public internal(set) var coordinateEnds: [Int] = []
  /// Words that say what geometries the coordinates make.
  var shapes: [Int32] = []
  var shapeEnds: [Int] = []
  /// The features that were left out, if that was allowed.
  public internal(set) var faults: [DataFault] = []

  /// Reads GeoJSON in any of its forms, or CSV by the ending of its name; `-` is the standard input.
  ///
  /// A table is read as `footbridge convert` reads it: coordinates and ids by the names of columns.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - properties: Which properties are wanted.
  ///   - rules: How it is read.
  ///   - skipsBad: Whether features with faults are left out.
  /// - Returns: The columns, the features in the order of the file.
  /// - Throws: All faults of the file.
  /// - Complexity: O(*n*), *n* bytes; on all cores.
  public static func read(
    path: String, properties: Wanted = .all, rules: ReadingRules = ReadingRules(),
    skipsBad: Bool = false
  ) throws -> FeatureColumns {
    let place = try InputPlace(path)
    let format = DataFormat(path: place.name)
    if format == .csv {
      var reader = try CSVFeatures(rules: rules, wanted: properties) {
        try FileSource(place, text: TextInput())
      }
      let parser = reader.parser
      return try collect(&reader, reader.splitter.source, skipsBad: skipsBad) { piece in
        let (columns, faults) = parser.columns(piece.rows)
        return Part(columns: columns, faults: faults, bytes: piece.rows.end)
      }
    }
    var reader = try GeoJSONFeatures(
      try FileSource(place, text: TextInput()), rules: rules,
      isSequence: format.map { $0 != .geojson } ?? false)
    let read = reader.read
    return try collect(&reader, reader.splitter.source, skipsBad: skipsBad) { piece in
      let batch = read(piece)
      return Part(
        columns: FeatureColumns(batch, properties), faults: batch.faults,
        bytes: piece.raw.text.count)
    }
  }

  /// What was read of a piece of the file.
  private struct Part: Sendable {
    var columns: FeatureColumns
    var faults: [RecordFault]
    /// How large the piece was.
    var bytes: Int
  }

  private static func collect<Reader: FeatureStream>(
    _ reader: inout Reader, _ source: FileSource, skipsBad: Bool,
    _ read: @escaping @Sendable (Reader.Piece) -> Part
  ) throws -> FeatureColumns {
    var columns = FeatureColumns()
    var tally = FeatureTally()
    let work = OrderedWork<Reader.Piece, Part>(
      work: read,
      take: { part in
        let isFirst = columns.count == 0
        columns.add(part.columns)
        tally.add(part.faults, [])
        // The other pieces are much like the first; room that turns out unused was never touched.
        if isFirst, !source.isPacked {
          columns.reserve(times: 1.1 * Double(source.size) / Double(max(part.bytes, 1)))
        }
      })
    while let piece = try reader.nextPiece() { try work.add(piece) }
    try work.finish()
    tally.add(reader.faults, [])
    if let faults = tally.allFaults(file: reader.name, unit: reader.unit) {
      guard skipsBad else { throw faults }
      columns.faults = faults.faults
    }
    return columns
  }

  init() {}

  /// The geometries of one batch, without ids and properties.
  init(shapesOf batch: FeatureBatch) {
    count = batch.count
    ids.fill(to: count)
    coordinates = batch.coordinates
    shapes = batch.shapes
    coordinateEnds = batch.entries.map(\.coordinateEnd)
    shapeEnds = batch.entries.map(\.shapeEnd)
  }

  /// The columns of one batch.
  init(_ batch: FeatureBatch, _ wanted: Wanted) {
    self.init(shapesOf: batch)
    batch.text.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress else { return }
      ids = TextColumn()
      ids.reserve(batch.count, bytes: batch.entries.reduce(0) { $0 + Int($1.id.count) })
      for entry in batch.entries { addID(base, entry.id) }
      if let form = batch.onlyForm {
        properties = FormColumns(batch, form, base).properties(wanted)
        return
      }
      var collector = PropertyCollector(base, wanted)
      for (row, entry) in batch.entries.enumerated() {
        collector.add(entry.properties, row: row)
      }
      properties = collector.finish(count: batch.count)
    }
  }

  private mutating func addID(_ base: UnsafePointer<UInt8>, _ span: ByteSpan) {
    guard !span.isEmpty else { return ids.addNone() }
    let range = span.range
    if base[range.lowerBound] == 0x22 {
      PropertyCollector.addString(base, range, to: &ids)
    } else {
      ids.add(base + range.lowerBound, range.count)
    }
  }

  /// Makes room for so many times as many features as there are.
  private mutating func reserve(times: Double) {
    guard times > 2 else { return }
    func many(_ count: Int) -> Int { Int(clamping: Double(count) * times) }
    ids.reserve(many(ids.count), bytes: many(ids.bytes.count))
    coordinates.reserveCapacity(many(coordinates.count))
    coordinateEnds.reserveCapacity(many(count))
    shapes.reserveCapacity(many(shapes.count))
    shapeEnds.reserveCapacity(many(count))
    // Names that are many are seldom the same everywhere.
    guard properties.count < 1000 else { return }
    for index in properties.indices { properties[index].column.reserve(times: times) }
  }

  /// Adds the features that follow.
  mutating func add(_ other: FeatureColumns) {
    let before = count
    count += other.count
    ids.add(other.ids)
    let (numbers, words) = (coordinates.count, shapes.count)
    coordinates += other.coordinates
    shapes += other.shapes
    for end in other.coordinateEnds { coordinateEnds.append(numbers + end) }
    for end in other.shapeEnds { shapeEnds.append(words + end) }
    // Mostly a property has the place that it had before; a file may have a million of them.
    var places: [ExactName: Int]?
    for (index, property) in other.properties.enumerated() {
      var place = index
      if !(index < properties.count && ExactName.areSame(properties[index].name, property.name)) {
        var known =
          places
          ?? Dictionary(
            zip(properties.map { ExactName($0.name) }, properties.indices),
            uniquingKeysWith: { first, _ in first }
          )
        // One owner, or every new name would copy all of them.
        places = nil
        place = known[ExactName(property.name)] ?? properties.count
        if place == properties.count { known[ExactName(property.name)] = place }
        places = known
      }
      if place == properties.count {
        var column = PropertyColumn.truths([])
        column.fill(to: before)
        properties.append(Property(name: property.name, column: column))
      }
      properties[place].column.add(property.column)
    }
    for index in properties.indices where properties[index].column.count < count {
      properties[index].column.fill(to: count)
    }
  }
}
