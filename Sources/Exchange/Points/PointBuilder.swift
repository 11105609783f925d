/// Makes point records of rows or features, and gathers all that is wrong with them.
struct PointBuilder<Source: RecordSource> {
  let source: Source
  let options: PointFile.Options
  let decimalComma: Bool
  private var fields: [ColumnRole: Int] = [:]
  private var notes: [String] = []
  private var records: [PointRecord] = []
  private var warnings: [DataFault] = []
  private var faults: [DataFault] = []
  private var missingWeights = 0
  private var areas = 0

  init(source: Source, options: PointFile.Options, decimalComma: Bool = false) {
    self.source = source
    self.options = options
    self.decimalComma = decimalComma
  }

  /// Reads all records; `earlier` are the faults of rows that could not be read at all.
  mutating func file(_ earlier: [DataFault], notes: [String]) throws(DataFaults) -> PointFile {
    self.notes = notes
    try findFields()
    faults = earlier
    records.reserveCapacity(source.count)
    var identities = IdentityReader(
      source: source, field: fields[.id], isChosen: options.columns[.id] != nil)
    fields[.id] = identities.field
    for index in 0..<source.count { read(index, &identities) }
    if identities.countsNumbers, source.count > 0 {
      self.notes.append("no id column, so the \(source.unit) numbers are the ids")
    } else if identities.field == nil, source.count > 0 {
      self.notes.append("ids from the features")
    }
    faults.sort { ($0.line ?? 0) < ($1.line ?? 0) }
    if !options.skipBad, let faults = DataFaults(faults) { throw faults }
    addSummaries()
    let columns = ColumnRole.allCases.compactMap { role in
      fields[role].map { ColumnReport.Entry(role: role, column: source.fieldNames[$0]) }
    }
    let report = ColumnReport(
      file: source.file, count: records.count, unit: source.unit, columns: columns,
      notes: self.notes)
    return PointFile(records: records, report: report, warnings: warnings, rejected: faults)
  }

  private mutating func addSummaries() {
    if missingWeights > 0 {
      warnings.append(
        DataFault(
          file: source.file,
          problem: "no weight in \(Count.of(missingWeights, source.unit)), counted as 1",
          remedy: "fill it in if that is wrong"))
    }
    if options.coordinates == .planar, looksLikeDegrees {
      warnings.append(
        DataFault(
          file: source.file, problem: "all coordinates look like degrees, and are read as metres",
          remedy: "leave --crs planar out if they are longitude and latitude"))
    }
    if areas > 0 {
      warnings.append(
        DataFault(
          file: source.file,
          problem: "taken as a point inside it: \(Count.of(areas, "area"))"))
    }
    if !faults.isEmpty {
      notes.append("\(Count.of(faults.reduce(0) { $0 + $1.count }, "fault")) left out")
    }
  }

  /// Whether all places lie in the range of degrees, with decimals that metres would not have.
  private var looksLikeDegrees: Bool {
    let positions = records.compactMap(\.position)
    return positions.allSatisfy { $0.x.magnitude <= 180 && $0.y.magnitude <= 90 }
      && positions.contains { ($0.x * 1000).rounded() != $0.x * 1000 }
  }

  // MARK: Columns

  private var axes: (x: ColumnRole, y: ColumnRole) {
    options.coordinates == .geographic ? (.longitude, .latitude) : (.x, .y)
  }

  /// The roles that matter for what the points are for, places apart.
  private var roles: [ColumnRole] {
    switch options.role {
    case .demand: [.id, .weight, .zone, .name, .group, .cutoff]
    case .sites: [.id, .capacity, .status, .zone, .name]
    case .points: [.id, .zone, .name]
    }
  }

  private mutating func findFields() throws(DataFaults) {
    var missing: [DataFault] = []
    let positions = source.hasGeometries ? [] : [axes.x, axes.y, .position]
    let others = options.columns.keys.filter {
      !roles.contains($0) && !Self.axes.contains($0) && !($0 == .node && options.namesNodes)
    }
    let nodes: [ColumnRole] = options.namesNodes ? [.node] : []
    for role in roles + nodes + others.sorted(by: { $0.rawValue < $1.rawValue }) + positions {
      if let wanted = chosen(role) {
        if let index = named(wanted) {
          fields[role] = index
        } else {
          let meant = Suggestion.nearest(to: wanted, among: source.fieldNames)
          missing.append(
            DataFault(
              file: source.file, value: wanted, problem: "is no column",
              remedy: (meant.map { "did you mean \"\($0)\"? " } ?? "")
                + "the columns are \(source.listedFields)"))
        }
      } else {
        fields[role] =
          role == .position
          ? source.positionField(options.coordinates)
          : ColumnNames.find(role, in: source.fieldNames, coordinates: options.coordinates)
      }
    }
    if let faults = DataFaults(missing) { throw faults }
    choosePlace()
    try settlePosition()
  }

  /// Takes the columns that the rule of all tables takes, where the user names none.
  private mutating func choosePlace() {
    let (x, y) = axes
    guard !source.hasGeometries, [x, y, .position].allSatisfy({ chosen($0) == nil }) else { return }
    let found = source.placeColumns(options.coordinates)
    switch found.place {
    case .pair(let xField, let yField):
      (fields[x], fields[y], fields[.position]) = (xField, yField, nil)
    case .cell(let field): (fields[x], fields[y], fields[.position]) = (nil, nil, field)
    case .none: break
    }
    if let remark = found.remark(source.fieldNames) { notes.append(remark) }
  }

  private static var axes: [ColumnRole] { [.longitude, .latitude, .x, .y, .position] }

  /// The column that the user named for a role; `x` stands for the longitude in degrees as well.
  private func chosen(_ role: ColumnRole) -> String? {
    let twin: ColumnRole? =
      switch role {
      case .longitude: .x
      case .latitude: .y
      case .x: .longitude
      case .y: .latitude
      default: nil
      }
    return options.columns[role] ?? twin.flatMap { options.columns[$0] }
  }

  private func named(_ wanted: String) -> Int? {
    source.fieldNames.firstIndex(of: wanted)
      ?? source.fieldNames.firstIndex {
        ColumnNames.folded($0) == ColumnNames.folded(wanted)
      }
  }

  private mutating func settlePosition() throws(DataFaults) {
    guard !source.hasGeometries else { return }
    let (x, y) = axes
    let isOneChosen = chosen(.position) != nil && chosen(x) == nil && chosen(y) == nil
    if fields[x] != nil, fields[y] != nil, !isOneChosen {
      fields[.position] = nil
      return
    }
    if fields[.position] != nil {
      fields[x] = nil
      fields[y] = nil
      return
    }
    if !options.requiresPosition, fields[x] == nil, fields[y] == nil { return }
    let lacking = fields[x] == nil ? x : y
    let example = ColumnNames.aliases(of: lacking, options.coordinates)[0]
    var remedy = "name one `\(example)`, or say which it is"
    if options.coordinates == .planar,
      ColumnNames.find(
        lacking == .x ? .longitude : .latitude, in: source.fieldNames, coordinates: .geographic)
        != nil
    {
      remedy = "it has longitudes and latitudes: leave --crs planar out"
    } else if ColumnNames.areValues(source.fieldNames) {
      remedy = ColumnNames.headerRemedy
    } else if let near = Suggestion.nearest(
      to: example, among: source.fieldNames.filter { !fields.values.contains(named($0) ?? -1) })
    {
      remedy = "is it \"\(near)\"? \(remedy)"
    }
    throw DataFaults(
      DataFault(
        file: source.file, line: 1,
        problem: "there is no column for the \(lacking.rawValue) among \(source.listedFields)",
        remedy: remedy))
  }

  // MARK: Records

  private mutating func read(_ index: Int, _ identities: inout IdentityReader<Source>) {
    let before = faults.count
    var id: (text: String, isNumber: Bool)?
    switch identities.id(index) {
    case .success(let found): id = found
    case .failure(let fault): faults.append(fault)
    }
    let position = position(index)
    let weight = weight(index)
    let capacity = amount(index, .capacity, "capacity")
    let cutoff = amount(index, .cutoff, "distance in metres")
    let status = status(index)
    guard faults.count == before, let id else { return }
    records.append(
      PointRecord(
        id: id.text, idIsNumber: id.isNumber, position: position, weight: weight,
        capacity: capacity, status: status, zone: text(index, .zone), name: text(index, .name),
        group: text(index, .group), cutoff: cutoff, node: text(index, .node),
        properties: source.properties(index), line: source.line(index)))
  }

  private func text(_ index: Int, _ role: ColumnRole) -> String? {
    fields[role].flatMap { source.text(index, $0) }
  }

  private mutating func weight(_ index: Int) -> Double {
    guard let field = fields[.weight] else { return 1 }
    switch source.number(index, field) {
    case .blank:
      missingWeights += 1
      return 1
    case .number(let value) where value >= 0: return value
    case .number:
      faults.append(
        source.fault(
          index, field, value: source.text(index, field), "is a negative weight",
          "write how many people it stands for, 0 or more"))
    case .text(let text):
      faults.append(
        source.fault(
          index, field, value: text, "is not a number", "write a weight such as 1 or 2.5"))
    }
    return 1
  }

  /// A number from 0 upwards; nil where there is none.
  private mutating func amount(_ index: Int, _ role: ColumnRole, _ what: String) -> Double? {
    guard let field = fields[role] else { return nil }
    return source.amount(
      index, field,
      AmountWords(
        what: what, negativeRemedy: "write 0 or more, or leave it empty",
        textRemedy: "write a \(what) such as 400, or leave it empty"),
      blank: nil, faults: &faults)
  }

  private mutating func status(_ index: Int) -> PointStatus? {
    guard let field = fields[.status], let text = source.word(index, field) else { return nil }
    if let status = PointStatus(rawValue: ColumnNames.folded(text)) { return status }
    let known = PointStatus.allCases.map(\.rawValue)
    let meant = Suggestion.nearest(to: text, among: known)
    faults.append(
      source.fault(
        index, field, value: text, "is no status",
        meant.map { "did you mean \($0)?" } ?? "write candidate, required, existing or closed"))
    return nil
  }

  private mutating func position(_ index: Int) -> Position? {
    var reader = PositionReader(
      source: source, fields: fields, options: options, decimalComma: decimalComma)
    let result = reader.position(index)
    faults += reader.faults
    if reader.isArea { areas += 1 }
    return result
  }
}
