/// Makes point records of rows or features, and gathers all that is wrong with them.
struct PointBuilder<Source: RecordSource> {
  let source: Source
  /// As asked for, but for the coordinates, which are planar where they are of ``system``.
  private(set) var options: PointFile.Options
  let decimalComma: Bool
  /// The system that the numbers turn out to be in, on their way to longitude and latitude.
  private var system: ProjectedSystem?
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
    var identities = try identities()
    for index in 0..<source.count { read(index, &identities) }
    turnPositions()
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

  /// Finds out what names the records, and says so.
  private mutating func identities() throws(DataFaults) -> IdentityReader<Source> {
    // A name may be an id, but a coordinate or a weight is none.
    let others = fields.filter { ![.id, .name, .zone, .group, .node].contains($0.key) }
    let identities = IdentityReader(
      source: source, field: fields[.id], isChosen: options.columns[.id] != nil,
      referred: options.referred, taken: Set(others.values))
    fields[.id] = identities.field
    guard source.count > 0 else { return identities }
    if identities.countsNumbers {
      if let referred = options.referred {
        throw DataFaults(
          DataFault(
            file: source.file, line: 1,
            problem: "no column holds the ids by which \(referred.source) calls the "
              + "\(source.unit)s, among \(source.listedFields)",
            remedy:
              "name it with \(options.idOption) COLUMN; \(source.unit) numbers cannot stand in"))
      }
      notes.append("no id column, so the \(source.unit) numbers are the ids")
    } else if identities.wasMatched, let field = identities.field, let referred = options.referred {
      notes.append("`\(source.fieldNames[field])` has the ids of \(referred.source)")
    } else if identities.field == nil {
      notes.append("ids from the features")
    }
    return identities
  }

  /// Turns places of a projected system into longitudes and latitudes.
  private mutating func turnPositions() {
    guard let system else { return }
    let placed = records.indices.filter { records[$0].position != nil }
    let turned = system.geographic(placed.compactMap { records[$0].position })
    for (index, position) in zip(placed, turned) { records[index].position = position }
    notes.append("coordinates in \(system.name)")
  }

  private mutating func addSummaries() {
    if missingWeights > 0 {
      warnings.append(
        DataFault(
          file: source.file,
          problem: "no weight in \(Count.of(missingWeights, source.unit)), counted as 1",
          remedy: "fill it in if that is wrong"))
    }
    if options.coordinates == .planar, system == nil, looksLikeDegrees {
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
    findSystem()
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
        fields[role] = found(role)
      }
    }
    if let faults = DataFaults(missing) { throw faults }
    choosePlace()
    try settlePosition()
    takeWeight()
  }

  /// The column that is read as a role by its name.
  private mutating func found(_ role: ColumnRole) -> Int? {
    switch role {
    case .position: return source.positionField(options.coordinates)
    case .weight: return nil
    case .id:
      let (field, remarks) = IDNames.field(in: source, role: options.role)
      notes += remarks
      return field
    default: return ColumnNames.find(role, in: source.fieldNames, coordinates: options.coordinates)
    }
  }

  private mutating func takeWeight() {
    guard options.role == .demand, options.columns[.weight] == nil, source.count > 0 else { return }
    let (field, remarks) = WeightNames.field(
      in: source, taken: Set(fields.values), option: "--demand-weight")
    fields[.weight] = field
    notes += remarks
  }

  /// Finds out whether the numbers are of the system that was named, or degrees all the same.
  private mutating func findSystem() {
    guard let system = options.system, options.coordinates == .geographic else { return }
    let names = source.fieldNames
    let isPlanar: Bool
    if source.hasGeometries {
      isPlanar = (0..<source.count).contains { index in
        var isBeyond = false
        source.geometry(index)?.forEachPosition {
          isBeyond = isBeyond || ProjectedSystem.isBeyondDegrees($0)
        }
        return isBeyond
      }
    } else if options.columns[.longitude] != nil || options.columns[.latitude] != nil {
      isPlanar = false
    } else if options.columns[.x] != nil || options.columns[.y] != nil {
      isPlanar = true
    } else if ColumnNames.hasDegrees(names) {
      isPlanar = false
      notes.append("longitude and latitude are degrees; \(system.name) is the map to work on")
    } else {
      let hasColumns = [ColumnRole.x, .y].allSatisfy {
        ColumnNames.find($0, in: names, coordinates: .planar) != nil
      }
      isPlanar = hasColumns || cellsAreBeyondDegrees
    }
    guard isPlanar else { return }
    self.system = system
    options.coordinates = .planar
  }

  /// Whether some of the first cells with places have numbers that cannot be degrees.
  private var cellsAreBeyondDegrees: Bool {
    var planar = options
    planar.coordinates = .planar
    let named = chosen(.position).flatMap(named)
    guard let field = named ?? source.positionField(.planar) else { return false }
    var reader = PositionReader(
      source: source, fields: [.position: field], options: planar, decimalComma: decimalComma)
    return (0..<min(source.count, 100)).contains {
      reader.position($0).map(ProjectedSystem.isBeyondDegrees) ?? false
    }
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
    case .number(let value) where (0...PointRecord.greatestWeight).contains(value): return value
    case .number(let value) where value > 0:
      faults.append(
        source.fault(
          index, field, value: source.text(index, field), "is too large a weight",
          "give weights in a larger unit: 1e15 is the most"))
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
    let word = ColumnNames.folded(text)
    if let status = PointStatus(rawValue: word) { return status }
    // What an earlier plan opened of its own accord may be opened again, or stands already.
    if word == "chosen" { return nil }
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
    guard let system, let result, let problem = system.problem(x: result.x, y: result.y) else {
      return result
    }
    let field = fields[problem.isLatitude ? .y : .x] ?? fields[.position]
    faults.append(
      source.fault(
        index, field, value: field.flatMap { source.text(index, $0) }, problem.problem,
        options.swap ? "leave --swap out if the columns are right" : problem.remedy))
    return nil
  }
}
