/// Makes crossing records of rows or features, and gathers all that is wrong with them.
struct CrossingBuilder<Source: RecordSource> {
  private let source: Source
  private let options: CrossingFile.Options
  private let decimalComma: Bool
  private var identities: IdentityReader<Source>
  private var places: [ColumnRole: Int] = [:]
  private var faults: [DataFault] = []
  private var warnings: [DataFault] = []
  private let state: CrossingState<Source>

  private let name: Int?
  private let kind: Int?
  private let barrierID: Int?
  private let barrierKind: Int?
  private let cost: Int?
  private let zones: Int?
  private let zonePair: [Int]

  init(source: Source, options: CrossingFile.Options, decimalComma: Bool = false) {
    self.source = source
    var options = options
    if options.system != nil, !source.hasGeometries, !ColumnNames.hasDegrees(source.fieldNames) {
      options.coordinates = .planar
    } else {
      options.system = nil
    }
    self.options = options
    self.decimalComma = decimalComma
    // What other programs number may come twice, as parts of one bridge do.
    let id =
      source.find(["id", "crossingid", "uid", "code", "objectid", "fid", "gid"])
      ?? source.find(IDNames.ofObjects("bridge")).flatMap { field in
        IDNames.isUnique(field, of: source) ? field : nil
      }
    identities = IdentityReader(source: source, field: id, isChosen: false)
    name = source.find(["name"])
    kind = source.find(["kind", "crossingkind", "crossingtype", "type"])
    barrierID = source.find(["barrierid", "barrier"])
    barrierKind = source.find(["barrierkind"])
    cost = source.find(["costm", "cost"])
    state = CrossingState(source: source, joinsZones: options.requiresZones)
    zones = source.find(["zones"])
    zonePair = [["zonea", "fromzone", "zone1"], ["zoneb", "tozone", "zone2"]].compactMap {
      source.find($0)
    }
    if !source.hasGeometries {
      let isPlanar = options.coordinates == .planar
      for role: ColumnRole in isPlanar ? [.x, .y] : [.longitude, .latitude] {
        places[role] = ColumnNames.find(
          role, in: source.fieldNames, coordinates: options.coordinates)
      }
      if places.count < 2 {
        places = [:]
        places[.position] = source.positionField(options.coordinates)
      }
    }
  }

  /// Reads all records; `earlier` are the faults of rows that could not be read at all.
  mutating func file(_ earlier: [DataFault]) throws(DataFaults) -> CrossingFile {
    try checkFields()
    faults = earlier
    var records: [CrossingRecord] = []
    for index in 0..<source.count {
      if let record = record(index) { records.append(record) }
    }
    faults.sort { ($0.line ?? 0) < ($1.line ?? 0) }
    if let faults = DataFaults(faults) { throw faults }
    if identities.countsNumbers, source.count > 0 {
      warnings.append(
        DataFault(
          file: source.file,
          problem: "the crossings have no id, so their numbers are the ids",
          remedy: "add ids to open or close them by name"))
    }
    let field = identities.field.map { source.fieldNames[$0] }
    return CrossingFile(
      file: source.file, records: records, warnings: warnings,
      idColumn: field.flatMap { ColumnNames.folded($0) == "id" ? nil : $0 })
  }

  private func checkFields() throws(DataFaults) {
    guard source.count > 0 else { return }
    if options.requiresPosition, !source.hasGeometries, places.isEmpty {
      throw DataFaults(
        DataFault(
          file: source.file, line: 1,
          problem: "there are no columns for the place among \(source.listedFields)",
          remedy: options.coordinates == .planar
            ? "name them `x` and `y`" : "name them `lon` and `lat`"))
    }
    if options.requiresZones, zones == nil, zonePair.count < 2 {
      throw DataFaults(
        DataFault(
          file: source.file, line: source.hasGeometries ? nil : 1,
          problem: "no crossing says which zones it joins: there is only \(source.listedFields)",
          remedy: "add `zones` such as \"A B\""))
    }
  }

  private mutating func record(_ index: Int) -> CrossingRecord? {
    let before = faults.count
    var id: (text: String, isNumber: Bool)?
    switch identities.id(index) {
    case .success(let found): id = found
    case .failure(let fault): faults.append(fault)
    }
    let geometry = geometry(index)
    let reading = state.read(index, id: id?.text, faults: &faults, warnings: &warnings)
    var record = CrossingRecord(
      id: id?.text ?? "", idIsNumber: id?.isNumber ?? false, name: text(index, name) ?? "",
      kind: text(index, kind) ?? "", geometry: geometry,
      barrierID: text(index, barrierID), barrierKind: text(index, barrierKind),
      cost: cost(index), isOpen: reading.isOpen, direction: reading.direction,
      zones: zones(index), properties: source.properties(index), line: source.line(index))
    record.closedBy = reading.closedBy
    return faults.count == before ? record : nil
  }

  private func text(_ index: Int, _ field: Int?) -> String? {
    field.flatMap { source.text(index, $0) }
  }

  private mutating func cost(_ index: Int) -> Double {
    guard let field = cost else { return 0 }
    let metres = source.amount(
      index, field,
      AmountWords(
        what: "cost", negativeRemedy: "write the metres that using it adds, 0 or more",
        textRemedy: "write the metres that using it adds, such as 200"),
      blank: 0, faults: &faults)
    return metres ?? 0
  }

  private mutating func zones(_ index: Int) -> [String] {
    var found: [String] = []
    if let zones {
      if case .array(let elements)? = source.properties(index)[source.fieldNames[zones]] {
        for element in elements {
          if case .number(let number) = element { found.append(number.text) }
          if case .string(let text) = element { found.append(text) }
        }
      } else if let text = source.text(index, zones) {
        found = Self.split(text)
      }
    } else {
      found = zonePair.compactMap { source.text(index, $0) }
    }
    var seen: Set<String> = []
    found = found.filter { seen.insert($0).inserted }
    if found.count == 1 || (found.isEmpty && options.requiresZones) {
      faults.append(
        source.fault(
          index, zones, value: found.first,
          found.isEmpty ? "the crossing joins no zones" : "is one zone alone",
          "name two or more, such as \"A B\""))
    }
    return found
  }

  /// Cuts a list of labels: at semicolons or bars, else at commas, else at spaces.
  private static func split(_ text: String) -> [String] {
    for separators in [";|", ","] where text.contains(where: { separators.contains($0) }) {
      return text.split { separators.contains($0) }.map {
        var label = $0
        while label.first?.isWhitespace == true { label.removeFirst() }
        while label.last?.isWhitespace == true { label.removeLast() }
        return String(label)
      }.filter { !$0.isEmpty }
    }
    return text.split(whereSeparator: \.isWhitespace).map(String.init)
  }

  private mutating func geometry(_ index: Int) -> Geometry? {
    if source.hasGeometries {
      switch source.geometry(index) {
      case .point(let position)?: return .point(position)
      case .multiPoint(let positions)? where positions.count == 1: return .point(positions[0])
      case .lineString(let positions)?: return .lineString(positions)
      case .multiLineString(let lines)? where lines.count == 1: return .lineString(lines[0])
      case .multiLineString(let lines)? where !lines.isEmpty: return .multiLineString(lines)
      case nil:
        if options.requiresPosition {
          faults.append(
            source.fault(
              index, nil, "the crossing has no geometry", "give it a Point or a LineString"))
        }
      case let other?:
        faults.append(
          source.fault(
            index, nil, value: other.typeName, "cannot be a crossing",
            "a crossing is a Point on a barrier, or a LineString or MultiLineString over it"))
      }
      return nil
    }
    guard !places.isEmpty else { return nil }
    var reader = PositionReader(
      source: source, fields: places,
      options: PointFile.Options(
        coordinates: options.coordinates, requiresPosition: options.requiresPosition,
        wraps: options.wraps),
      decimalComma: decimalComma)
    let position = reader.position(index)
    faults += reader.faults
    guard let system = options.system, let position else { return position.map(Geometry.point) }
    if let problem = system.problem(x: position.x, y: position.y) {
      let field = places[problem.isLatitude ? .y : .x] ?? places[.position]
      faults.append(
        source.fault(
          index, field, value: field.flatMap { source.text(index, $0) }, problem.problem,
          problem.remedy))
      return nil
    }
    return .point(system.geographic([position])[0])
  }
}
