/// Somebody else's distances, in metres, from each of some ids to each of others.
public struct MatrixFile: Sendable {
  public var file: String
  /// The rows, each once, in the order of the file.
  public var fromIDs: [String]
  /// The columns, each once, in the order of the file.
  public var toIDs: [String]
  /// Row by row; `.infinity` where there is no way.
  public var distances: [Double]
  /// Pairs that a long table does not mention; they are `.infinity`, too.
  public var missingPairs: Int

  /// The distance by row and column.
  public subscript(from: Int, to: Int) -> Double { distances[from * toIDs.count + to] }

  /// Reads `from_id,to_id,distance_m` (an empty distance: no way), or a wide table.
  ///
  /// A wide table has ids in its first column and in its header, distances in the cells.
  ///
  /// - Throws: All faults of the file at once.
  public static func read(path: String) throws(DataFaults) -> MatrixFile {
    let input = try readInput(path)
    return try read(input.bytes, file: input.name)
  }

  /// Reads a text; `file` is what messages call it.
  public static func read(_ bytes: [UInt8], file: String) throws(DataFaults) -> MatrixFile {
    let table = try CSVTable.read(bytes, file: file)
    let source = TableSource(table: table)
    let from = source.find(EndNames.from)
    let to = source.find(EndNames.to)
    let distance = source.find([
      "distancem", "distance", "dist", "metres", "meters", "costm", "cost", "value",
    ])
    if let from, let to, let distance {
      return try long(source, from: from, to: to, distance: distance)
    }
    if from != nil || to != nil || table.columns.count < 2 {
      throw DataFaults(
        DataFault(
          file: file, line: 1,
          problem: "there is no distance_m beside from_id and to_id among \(source.listedFields)",
          remedy: "give from_id,to_id,distance_m, or a table with ids on two sides"))
    }
    return try wide(source)
  }

  private static func long(
    _ source: TableSource, from: Int, to: Int, distance: Int
  ) throws(DataFaults) -> MatrixFile {
    var faults: [DataFault] = []
    var rows = Labels()
    var columns = Labels()
    var entries: [(record: Int, row: Int, column: Int, value: Double)] = []
    entries.reserveCapacity(source.count)
    for record in 0..<source.count {
      guard let fromID = source.text(record, from), let toID = source.text(record, to) else {
        let field = source.text(record, from) == nil ? from : to
        faults.append(source.fault(record, field, "the id is missing", "fill it in"))
        continue
      }
      if let value = value(source, record, distance, &faults) {
        entries.append((record, rows.index(fromID), columns.index(toID), value))
      }
    }
    var distances = [Double](repeating: .nan, count: rows.ids.count * columns.ids.count)
    for entry in entries {
      let place = entry.row * columns.ids.count + entry.column
      guard distances[place].isNaN else {
        faults.append(
          source.fault(
            entry.record, nil, value: "\(rows.ids[entry.row]),\(columns.ids[entry.column])",
            "is a pair that came before", "give each pair one distance"))
        continue
      }
      distances[place] = entry.value
    }
    if let faults = DataFaults(faults) { throw faults }
    let missing = distances.count { $0.isNaN }
    return MatrixFile(
      file: source.file, fromIDs: rows.ids, toIDs: columns.ids,
      distances: distances.map { $0.isNaN ? .infinity : $0 }, missingPairs: missing)
  }

  private static func wide(_ source: TableSource) throws(DataFaults) -> MatrixFile {
    var faults: [DataFault] = []
    var identities = IdentityReader(source: source, field: 0, isChosen: true)
    var fromIDs: [String] = []
    var distances: [Double] = []
    for record in 0..<source.count {
      switch identities.id(record) {
      case .success(let id): fromIDs.append(id.text)
      case .failure(let fault): faults.append(fault)
      }
      for field in 1..<source.fieldNames.count {
        if let value = value(source, record, field, &faults) { distances.append(value) }
      }
    }
    if let faults = DataFaults(faults) { throw faults }
    return MatrixFile(
      file: source.file, fromIDs: fromIDs, toIDs: Array(source.fieldNames.dropFirst()),
      distances: distances, missingPairs: 0)
  }

  private static func value(
    _ source: TableSource, _ record: Int, _ field: Int, _ faults: inout [DataFault]
  ) -> Double? {
    source.amount(
      record, field,
      AmountWords(
        what: "distance",
        negativeRemedy: "write 0 or more, or leave it empty where there is no way",
        textRemedy: "write metres, or leave it empty where there is no way"),
      blank: .infinity, faults: &faults)
  }
}

extension MatrixFile: CustomStringConvertible {
  /// `travel.csv: distances from 40 ids to 3 ids, 2 without a way`.
  public var description: String {
    let shut = distances.count { $0 == .infinity }
    return "\(file): distances from \(Count.of(fromIDs.count, "id")) "
      + "to \(Count.of(toIDs.count, "id"))"
      + (shut > 0 ? ", \(Count.grouped(shut)) without a way" : "")
  }
}

/// Labels in the order in which they first come.
private struct Labels {
  var ids: [String] = []
  private var indices: [String: Int] = [:]

  mutating func index(_ id: String) -> Int {
    if let index = indices[id] { return index }
    indices[id] = ids.count
    ids.append(id)
    return ids.count - 1
  }
}
