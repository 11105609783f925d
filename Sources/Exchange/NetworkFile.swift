/// A file of streets: a CSV table of their ends and lengths, or GeoJSON lines.
public struct NetworkFile: Sendable {
  /// Which way a street may be used, as it is drawn or from its first end to its second.
  public enum Direction: String, Hashable, Sendable, CaseIterable {
    case both, forward, backward
  }

  /// A street as a file gives it.
  public struct Street: Hashable, Sendable {
    /// The id of the node where it begins; nil for a line.
    public var from: String?
    public var to: String?
    /// Metres; nil for a line without `length_m`, which is as long as it is drawn.
    public var length: Double?
    public var direction: Direction
    /// Empty for a row of a table.
    public var positions: [Position]
    /// The line of the file, counted from 1.
    public var line: Int

    public init(
      from: String? = nil, to: String? = nil, length: Double? = nil, direction: Direction = .both,
      positions: [Position] = [], line: Int = 0
    ) {
      self.from = from
      self.to = to
      self.length = length
      self.direction = direction
      self.positions = positions
      self.line = line
    }
  }

  /// What messages call the file of streets.
  public var file: String
  /// In the order of the file; each part of a MultiLineString is a street of its own.
  public var streets: [Street]
  /// The nodes with their places, in the order of their file; nil where no such file was given.
  public var nodes: [PointRecord]?
  /// Whether the streets are drawn lines, else rows that name their ends.
  public var hasLines: Bool
  /// What was put right while reading.
  public var warnings: [DataFault] = []

  /// Reads `from,to,length_m[,oneway]` or GeoJSON lines; `-` is the standard input.
  ///
  /// `oneway` is empty, `no`, `yes` (from the first end to the second, or as drawn) or `-1` (the
  /// other way). Lines may have `oneway` and `length_m` as properties.
  ///
  /// - Parameters:
  ///   - path: The file of streets.
  ///   - nodes: A file of the nodes' ids and places, for a table of streets; nil for none.
  ///   - coordinates: What the numbers of both files mean.
  /// - Returns: The streets, and the nodes if a file of them was named.
  /// - Throws: All faults of a file at once: lengths that are missing, negative or no numbers,
  ///   nodes that the file of nodes does not have, shapes that are no lines.
  public static func read(
    path: String, nodes: String? = nil, coordinates: CoordinateKind = .geographic
  ) throws(DataFaults) -> NetworkFile {
    let input = try readInput(path)
    guard let nodes else {
      return try read(input.bytes, file: input.name, coordinates: coordinates)
    }
    let places = try PointFile.read(
      path: nodes, options: PointFile.Options(coordinates: coordinates))
    return try read(
      input.bytes, file: input.name, nodes: places.records, coordinates: coordinates)
  }

  /// Reads a text; `file` is what messages call it.
  public static func read(
    _ bytes: [UInt8], file: String, nodes: [PointRecord]? = nil,
    coordinates: CoordinateKind = .geographic, isStrict: Bool = false, wraps: Bool = false,
    system: ProjectedSystem? = nil
  ) throws(DataFaults) -> NetworkFile {
    let rules = ReadingRules(isStrict: isStrict, coordinates: coordinates, wraps: wraps)
    let isGeoJSON = FileKind(of: bytes, path: file) == .geoJSON
    // A column of geometries may hold lines.
    let copy =
      isGeoJSON ? nil : try linesOfTable(bytes, file: file, rules: rules.unchecked(for: system))
    if isGeoJSON || copy != nil {
      let reading = try GeoJSONReader.parse(
        copy?.bytes ?? bytes, file: file, rules: rules, system: system)
      let source = FeatureSource(file: file, features: reading.collection.features)
      var builder = StreetBuilder(source: source, nodes: nil)
      for record in 0..<source.count { builder.addLines(record) }
      var network = try builder.file(reading.faults, nodes: nil, hasLines: true)
      network.warnings = (copy?.warnings ?? []) + reading.mends
      return network
    }
    let (table, faults) = try CSVTable.parse(bytes, file: file, isStrict: isStrict)
    var builder = StreetBuilder(
      source: TableSource(table: table), nodes: nodes.map { Set($0.map(\.id)) })
    try builder.checkColumns()
    for record in 0..<table.rowCount { builder.addRow(record) }
    var network = try builder.file(faults, nodes: nodes, hasLines: false)
    network.warnings = table.warnings
    return network
  }
}

extension NetworkFile {
  /// A table whose streets are lines in a column; nil for one that names the ends of its streets.
  private static func linesOfTable(
    _ bytes: [UInt8], file: String, rules: ReadingRules
  ) throws(DataFaults) -> (bytes: [UInt8], warnings: [DataFault])? {
    let columns: [String]
    do throws(DataFault) {
      columns = try bytes.withBytes { (buffer) throws(DataFault) in
        var scanner = try CSVScanner(buffer, file: file)
        return try scanner.beginning().columns
      }
    } catch {
      throw DataFaults(error)
    }
    let folded = columns.map(ColumnNames.folded)
    guard !folded.contains(where: { (EndNames.from + EndNames.to).contains($0) }) else {
      return nil
    }
    return try GeoJSONCopy.ofTable(bytes, file: file, rules: rules)
  }
}

extension NetworkFile: CustomStringConvertible {
  /// `streets.csv: 412 streets (38 one-way)`.
  public var description: String {
    let oneWay = streets.count { $0.direction != .both }
    return "\(file): \(Count.of(streets.count, "street"))"
      + (oneWay > 0 ? " (\(Count.grouped(oneWay)) one-way)" : "")
      + (nodes.map { ", \(Count.of($0.count, "node"))" } ?? "")
  }
}

/// Makes streets of records and collects what is wrong with them.
private struct StreetBuilder<Source: RecordSource> {
  let source: Source
  /// The ids of the nodes that there are; nil where nobody knows.
  let nodes: Set<String>?
  private let from: Int?
  private let to: Int?
  private let length: Int?
  private let oneWay: Int?
  private var streets: [NetworkFile.Street] = []
  private var faults: [DataFault] = []

  init(source: Source, nodes: Set<String>?) {
    self.source = source
    self.nodes = nodes
    from = source.find(EndNames.from + ["fromnode", "u"])
    to = source.find(EndNames.to + ["tonode", "v"])
    length = source.find(["lengthm", "length", "metres", "meters", "distancem"])
    oneWay = source.find(["oneway", "direction"])
  }

  func checkColumns() throws(DataFaults) {
    let missing = [("from", from), ("to", to), ("length_m", length)].filter { $0.1 == nil }
    guard let first = missing.first else { return }
    throw DataFaults(
      DataFault(
        file: source.file, line: 1,
        problem: "there is no \(first.0) among \(source.listedFields)",
        remedy: "give from,to,length_m and, where there are one-way streets, oneway"))
  }

  mutating func addRow(_ record: Int) {
    let start = end(record, from)
    let finish = end(record, to)
    let metres = metres(record)
    if metres == nil, let length, source.text(record, length) == nil {
      faults.append(
        source.fault(record, length, "the length is missing", "write metres, 0 or more"))
    }
    streets.append(
      NetworkFile.Street(
        from: start, to: finish, length: metres, direction: direction(record),
        line: source.line(record)))
  }

  mutating func addLines(_ record: Int) {
    let lines: [[Position]]
    switch source.geometry(record) {
    case .lineString(let line): lines = [line]
    case .multiLineString(let several): lines = several
    case let other:
      faults.append(
        source.fault(
          record, nil, value: other?.typeName,
          other == nil ? "the street has no geometry" : "cannot be a street",
          "a street is a LineString"))
      return
    }
    let metres = metres(record)
    if metres != nil, lines.count > 1 {
      faults.append(
        source.fault(
          record, length, "one length is given for \(lines.count) lines",
          "make each line a feature of its own, or leave the length out"))
    }
    let direction = direction(record)
    for line in lines {
      streets.append(
        NetworkFile.Street(
          length: metres, direction: direction, positions: line, line: source.line(record)))
    }
  }

  func file(
    _ earlier: [DataFault], nodes: [PointRecord]?, hasLines: Bool
  ) throws(DataFaults) -> NetworkFile {
    let all = (earlier + faults).enumerated().sorted {
      ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset)
    }
    if let faults = DataFaults(all.map(\.element)) { throw faults }
    guard !streets.isEmpty else {
      throw DataFaults(
        DataFault(
          file: source.file, problem: "there are no streets", remedy: "give at least one"))
    }
    return NetworkFile(file: source.file, streets: streets, nodes: nodes, hasLines: hasLines)
  }

  private mutating func end(_ record: Int, _ field: Int?) -> String? {
    guard let field else { return nil }
    guard let id = source.text(record, field) else {
      faults.append(source.fault(record, field, "the id of the node is missing", "fill it in"))
      return nil
    }
    if let nodes, !nodes.contains(id) {
      faults.append(
        source.fault(
          record, field, value: id, "is not in the file of nodes",
          "add the node, or correct the id"))
    }
    return id
  }

  /// Nil where there is no length or a wrong one.
  private mutating func metres(_ record: Int) -> Double? {
    guard let length else { return nil }
    let metres = source.amount(
      record, length,
      AmountWords(
        what: "length", negativeRemedy: "write metres, 0 or more",
        textRemedy: "write metres, such as 120.5"),
      blank: nil, faults: &faults)
    guard let metres, metres > CoordinateRange.planarReach else { return metres }
    faults.append(
      source.fault(
        record, length, value: source.text(record, length), "is longer than any street",
        "write metres, at most 1,000,000,000"))
    return nil
  }

  private mutating func direction(_ record: Int) -> NetworkFile.Direction {
    guard let oneWay, let text = source.word(record, oneWay) else { return .both }
    // Folding would take the minus away.
    if text.split(whereSeparator: \.isWhitespace) == ["-1"] { return .backward }
    switch ColumnNames.folded(text) {
    case "no", "false", "0", "n", "f", "both": return .both
    case "yes", "true", "1", "y", "t", "forward": return .forward
    case "backward", "reverse": return .backward
    default:
      faults.append(
        source.fault(
          record, oneWay, value: text, "does not say whether the street is one-way",
          "write yes, no or -1 (against the order of its ends)"))
      return .both
    }
  }
}
