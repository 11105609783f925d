/// Makes a matrix of the records of a file, and gathers all that is wrong with them.
struct MatrixReader<Source: RecordSource> {
  let source: Source
  private var faults: [DataFault] = []
  private var factor = 1.0

  init(source: Source) { self.source = source }

  /// Reads a list or a wide table, whichever the header says it is.
  mutating func read(_ columns: [String]) throws(DataFaults) -> MatrixFile {
    guard columns.isEmpty else { return try list(try chosen(columns)) }
    let names = source.fieldNames
    if ["mean", "stddev", "min", "max"].allSatisfy({ source.find([$0]) != nil }) {
      throw refusal(
        "the table has summaries of distances, not the distances",
        "write a linear or a standard distance matrix instead")
    }
    switch MatrixColumns.find(in: names, isNumeric: isNumeric) {
    case .list(let columns): return try list(columns)
    case .wide where !source.hasGeometries: return try wide()
    case .wide: return try unclear(nil, nil, [])
    case .unclear(let from, let to, let values): return try unclear(from, to, values)
    }
  }

  private func unclear(_ from: Int?, _ to: Int?, _ values: [Int]) throws(DataFaults) -> MatrixFile {
    let listed = values.map { "\"\(source.fieldNames[$0])\"" }.joined(separator: ", ")
    throw refusal(
      values.isEmpty
        ? "there is no distance_m beside from_id and to_id among \(source.listedFields)"
        : "which column is the distance: \(listed)",
      "name the columns with --matrix-columns FROM,TO,DISTANCE")
  }

  private func refusal(_ problem: String, _ remedy: String) -> DataFaults {
    DataFaults(DataFault(file: source.file, line: 1, problem: problem, remedy: remedy))
  }

  private func chosen(_ columns: [String]) throws(DataFaults) -> MatrixColumns {
    guard columns.count == 3 else {
      throw refusal(
        "--matrix-columns names \(columns.count) columns, and a list of distances has 3",
        "write --matrix-columns FROM,TO,DISTANCE")
    }
    var found: [Int] = []
    for name in columns {
      let index =
        source.fieldNames.firstIndex(of: name) ?? source.find([ColumnNames.folded(name)])
      guard let index else {
        let meant = Suggestion.nearest(to: name, among: source.fieldNames)
        throw DataFaults(
          DataFault(
            file: source.file, value: name, problem: "is no column",
            remedy: (meant.map { "did you mean \"\($0)\"? " } ?? "")
              + "the columns are \(source.listedFields)"))
      }
      found.append(index)
    }
    return MatrixColumns(from: found[0], to: found[1], value: found[2])
  }

  /// Whether the first records of a column hold numbers, or what stands for none.
  private func isNumeric(_ field: Int) -> Bool {
    var hasNumber = false
    for record in 0..<min(source.count, 100) {
      switch source.number(record, field) {
      case .blank: continue
      case .number: hasNumber = true
      case .text(let text):
        guard Self.isNoWay(text) else { return false }
        hasNumber = true
      }
    }
    return hasNumber
  }

  // MARK: Lists

  private mutating func list(_ columns: MatrixColumns) throws(DataFaults) -> MatrixFile {
    let unit = MatrixColumns.unit(of: source.fieldNames[columns.value])
    factor = unit.factor
    var rows = Labels()
    var targets = Labels()
    var entries: [(record: Int, row: Int, column: Int, value: Double)] = []
    entries.reserveCapacity(source.count)
    for record in 0..<source.count {
      guard let fromID = source.text(record, columns.from),
        let toID = source.text(record, columns.to)
      else {
        let field = source.text(record, columns.from) == nil ? columns.from : columns.to
        faults.append(source.fault(record, field, "the id is missing", "fill it in"))
        continue
      }
      if let value = value(record, columns.value) {
        entries.append((record, rows.index(fromID), targets.index(toID), value))
      }
    }
    var distances = [Double](repeating: .nan, count: rows.ids.count * targets.ids.count)
    var doubled: (count: Int, first: Int)?
    for entry in entries {
      let place = entry.row * targets.ids.count + entry.column
      guard distances[place].isNaN || distances[place] == entry.value else {
        faults.append(
          source.fault(
            entry.record, nil, value: "\(rows.ids[entry.row]),\(targets.ids[entry.column])",
            "is a pair that came before", "give each pair one distance"))
        continue
      }
      if !distances[place].isNaN {
        doubled = ((doubled?.count ?? 0) + 1, doubled?.first ?? source.line(entry.record))
      }
      distances[place] = entry.value
    }
    if let faults = DataFaults(faults) { throw faults }
    let missing = distances.count { $0.isNaN }
    let names = source.fieldNames
    var file = MatrixFile(
      file: source.file, fromIDs: rows.ids, toIDs: targets.ids,
      distances: distances.map { $0.isNaN ? .infinity : $0 }, missingPairs: missing, isList: true,
      notes: [
        "from `\(names[columns.from])`, to `\(names[columns.to])`, "
          + "distance from `\(names[columns.value])`, \(unit.words)"
      ])
    if let doubled {
      file.warnings.append(
        DataFault(
          file: source.file, line: doubled.first,
          problem: "\(Count.of(doubled.count, "pair")) stood before with the same distance"))
    }
    file.otherIDs = idsInNames(columns, rows: rows, targets: targets)
    return file
  }

  /// The ids of ArcGIS's column `Name`, `A - B`, whose `OriginID` counts the origins.
  private func idsInNames(
    _ columns: MatrixColumns, rows: Labels, targets: Labels
  ) -> MatrixFile.OtherIDs? {
    guard let name = source.find(["name"]), name != columns.from, name != columns.to else {
      return nil
    }
    var from = [String?](repeating: nil, count: rows.ids.count)
    var to = [String?](repeating: nil, count: targets.ids.count)
    for record in 0..<source.count {
      guard let text = source.text(record, name), let cut = Self.cut(text),
        let row = source.text(record, columns.from).flatMap(rows.known),
        let column = source.text(record, columns.to).flatMap(targets.known),
        from[row] == nil || from[row] == cut.from, to[column] == nil || to[column] == cut.to
      else { return nil }
      from[row] = cut.from
      to[column] = cut.to
    }
    let (origins, destinations) = (from.compactMap(\.self), to.compactMap(\.self))
    guard origins.count == from.count, destinations.count == to.count,
      Set(origins).count == origins.count, Set(destinations).count == destinations.count
    else { return nil }
    return MatrixFile.OtherIDs(
      from: origins, to: destinations, column: source.fieldNames[name])
  }

  private static func cut(_ text: String) -> (from: String, to: String)? {
    let parts = text.split(separator: " - ", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
    return (String(parts[0]), String(parts[1]))
  }

  // MARK: Wide tables

  private mutating func wide() throws(DataFaults) -> MatrixFile {
    var identities = IdentityReader(source: source, field: 0, isChosen: true)
    var fromIDs: [String] = []
    var distances: [Double] = []
    for record in 0..<source.count {
      switch identities.id(record) {
      case .success(let id): fromIDs.append(id.text)
      case .failure(let fault): faults.append(fault)
      }
      for field in 1..<source.fieldNames.count {
        if let value = value(record, field) { distances.append(value) }
      }
    }
    if let faults = DataFaults(faults) { throw faults }
    return MatrixFile(
      file: source.file, fromIDs: fromIDs, toIDs: Array(source.fieldNames.dropFirst()),
      distances: distances, notes: ["a table with ids on two sides, taken as metres"])
  }

  // MARK: Numbers

  private mutating func value(_ record: Int, _ field: Int) -> Double? {
    switch source.number(record, field) {
    case .blank: return .infinity
    case .number(let value) where value >= 0 && value * factor <= 1e300: return value * factor
    case .number(let value):
      faults.append(
        source.fault(
          record, field, value: source.text(record, field),
          value < 0 ? "is a negative distance" : "is too large a distance",
          value < 0
            ? "write 0 or more, or leave it empty where there is no way"
            : "leave it empty where there is no way, or give a larger unit"))
    case .text(let text):
      if Self.isNoWay(text) { return .infinity }
      faults.append(
        source.fault(
          record, field, value: text, "is not a number",
          "write metres, or leave it empty where there is no way"))
    }
    return nil
  }

  /// What programs write where there is no way.
  private static func isNoWay(_ text: String) -> Bool {
    let known = [
      "inf", "+inf", "infinity", "+infinity", "infinite", "∞", "na", "n/a", "#n/a", "nan", "null",
      "none", "nil", "<na>", "<null>", "-", "--", "unreachable", "1.#inf",
    ]
    var text = text[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    while text.first?.isWhitespace == true { text.removeFirst() }
    return known.contains(text.lowercased())
  }
}

/// Labels in the order in which they first come.
private struct Labels {
  var ids: [String] = []
  private var indices: [String: Int] = [:]

  func known(_ id: String) -> Int? { indices[id] }

  mutating func index(_ id: String) -> Int {
    if let index = indices[id] { return index }
    indices[id] = ids.count
    ids.append(id)
    return ids.count - 1
  }
}
