import Clustering
import Exchange
import Geography

/// The rows that are clustered, made ready for it, and what became of the others.
struct PreparedRows: Sendable {
  /// Numbers of the rows of the file that are clustered, ascending.
  private(set) var rows: [Int]
  /// How the columns became numbers; empty for places.
  private(set) var codings: [ColumnCoding] = []
  /// Distances are to be multiplied by 2 to this power; see ``ColumnCoding/exponent``.
  private(set) var exponent = 0
  /// *n* rows of numbers; metres for places; nil where only distances are known.
  private(set) var matrix: PointMatrix?
  /// Where the rows lie on the map, nil where there is none.
  private(set) var points: [PlanarPoint]?
  /// Rows with a blank cell, whatever became of them.
  private(set) var incomplete: [Int] = []
  /// Rows far from all others, whatever became of them.
  private(set) var outliers: [Int] = []
  private(set) var findings: [Finding] = []

  /// Prepares the rows of a new clustering.
  ///
  /// - Parameters:
  ///   - input: What was read.
  ///   - settings: The rules.
  ///   - held: Rows that are held back.
  /// - Throws: ``ClusterError``, `DataFaults` for missing values, a `ProjectionError`.
  init(_ input: ClusterInput, _ settings: ClusterSettings, without held: Set<Int> = []) throws {
    let keepsGaps = settings.usedMetric == .gower && settings.missing == .error
    rows =
      held.isEmpty
      ? Array(0..<input.rowCount) : (0..<input.rowCount).filter { !held.contains($0) }
    try dropIncomplete(input, settings, keepsGaps: keepsGaps)
    codings = Self.codings(input.features, settings, rows: rows)
    findOutliers(input, settings)
    guard rows.count > 0 else { throw ClusterError.noRows(file: input.table.file) }
    try setScales(input, settings)
    try place(input)
    if !input.comparesPlaces, !input.features.isEmpty, settings.usedMetric != .gower {
      matrix = try PointMatrix(
        codings.matrix(input.features, rows: rows), columnCount: codings.width)
    }
    tell(input, settings, keepsGaps: keepsGaps)
  }

  /// Prepares new rows as a model's were.
  init(
    _ input: ClusterInput, codings: [ColumnCoding], frame: MapFrame?, for metric: ClusterMetric,
    among chosen: [Int]? = nil
  ) throws {
    self.codings = codings
    let all = chosen ?? Array(0..<input.rowCount)
    rows = all.filter { row in
      for (coding, feature) in zip(codings, input.features)
      where coding.fill == nil && metric != .gower && feature.isMissing(row) {
        return false
      }
      return !input.comparesPlaces || input.places?.positions[row] != nil
    }
    if rows.count < all.count {
      let kept = Set(rows)
      incomplete = all.filter { !kept.contains($0) }
      findings.append(
        Finding(
          .warning,
          "\(input.table.file): \(Count.of(incomplete.count, "row")) without all values are given to no "
            + "cluster: \(Self.listed(incomplete.map(input.id)))"))
    }
    guard rows.count > 0 else { throw ClusterError.noRows(file: input.table.file) }
    try place(input, frame: frame)
    if !input.comparesPlaces, !codings.isEmpty, metric != .gower {
      matrix = try PointMatrix(
        codings.matrix(input.features, rows: rows), columnCount: codings.width)
    }
  }

  /// Prepares rows that are held back as the others were.
  init(
    _ input: ClusterInput, _ settings: ClusterSettings, heldBack rows: [Int],
    like others: PreparedRows
  ) throws {
    try self.init(
      input, codings: others.codings, frame: input.places?.frame, for: settings.usedMetric,
      among: rows)
  }

  // MARK: Missing values

  private mutating func dropIncomplete(
    _ input: ClusterInput, _ settings: ClusterSettings, keepsGaps: Bool
  ) throws {
    var faults: [DataFault] = []
    func remedy(_ rules: String) -> String { "fill it in, or choose --missing \(rules)" }
    for row in rows {
      var isIncomplete = false
      if input.comparesPlaces, input.places?.positions[row] == nil {
        isIncomplete = true
        if settings.missing != .drop {
          faults.append(
            DataFault(
              file: input.table.file, line: input.table.line(ofRow: row), subject: input.id(row),
              problem: "the row has no place", remedy: remedy("drop")))
        }
      }
      for feature in input.features where feature.isMissing(row) {
        isIncomplete = true
        if settings.missing == .error, !keepsGaps,
          let column = input.table.columns.firstIndex(of: feature.name)
        {
          let text = input.table.text(row, column)
          faults.append(
            input.table.fault(
              row: row, column: column, value: text,
              text == nil ? "the cell is empty" : "says that there is no value",
              remedy("drop, mean or median")))
        }
      }
      if isIncomplete { incomplete.append(row) }
    }
    if let faults = DataFaults(faults) { throw faults }
    if settings.missing == .drop, !incomplete.isEmpty {
      let left = Set(incomplete)
      rows.removeAll { left.contains($0) }
    }
  }

  private static func codings(
    _ features: [FeatureColumn], _ settings: ClusterSettings, rows: [Int]
  ) -> [ColumnCoding] {
    let fills = settings.missing == .mean || settings.missing == .median
    return features.map { feature in
      switch feature {
      case .numbers(let name, let values):
        var coding = ColumnCoding(name: name, kind: .numbers)
        if fills {
          let measures = ColumnMeasures(rows.lazy.map { values[$0] })
          coding.fill = settings.missing == .mean ? measures.mean : measures.median
        }
        return coding
      case .ranks(let name, let values, let levels):
        var coding = ColumnCoding(name: name, kind: .ranks, levels: levels)
        if fills { coding.fill = ColumnMeasures(rows.lazy.map { values[$0] }).median }
        return coding
      case .words(let name, let codes, let levels):
        var coding = ColumnCoding(name: name, kind: .words, levels: levels)
        if fills {
          var counts = [Int](repeating: 0, count: levels.count)
          for row in rows where codes[row] >= 0 { counts[codes[row]] += 1 }
          coding.fill = counts.indices.max { counts[$0] < counts[$1] }.map(Double.init)
        }
        return coding
      }
    }
  }

  // MARK: Outliers and scales

  private mutating func findOutliers(_ input: ClusterInput, _ settings: ClusterSettings) {
    guard settings.outliers != .keep else { return }
    var columns: [[Double]] = input.features.compactMap { feature in
      if case .numbers(_, let values) = feature { values } else { nil }
    }
    if input.comparesPlaces, let positions = input.places?.positions {
      columns = [positions.map { $0?.x ?? .nan }, positions.map { $0?.y ?? .nan }]
    }
    let ranges = columns.map { values in
      ColumnMeasures(rows.lazy.map { values[$0] }).usualRange
    }
    outliers = rows.filter { row in
      zip(columns, ranges).contains { values, range in
        !values[row].isNaN && !range.contains(values[row])
      }
    }
    if settings.outliers == .drop, !outliers.isEmpty {
      let left = Set(outliers)
      rows.removeAll { left.contains($0) }
    }
  }

  private mutating func setScales(_ input: ClusterInput, _ settings: ClusterSettings) throws {
    guard settings.usedMetric != .gower else { return }
    guard settings.scale != .none else {
      exponent = ColumnUnits.set(
        &codings, input.features, rows: rows, metric: settings.usedMetric)
      return
    }
    for (index, feature) in input.features.enumerated() {
      let values: [Double]
      switch feature {
      case .numbers(_, let all), .ranks(_, let all, _): values = all
      case .words: continue
      }
      let fill = codings[index].fill
      codings[index].exponent = ColumnUnits.own(feature, rows: rows)
      let coding = codings[index]
      let measures = ColumnMeasures(
        rows.lazy.map { row in coding.inUnits(values[row].isNaN ? fill ?? .nan : values[row]) })
      switch settings.scale {
      case .none: break
      case .standard:
        (codings[index].shift, codings[index].scale) = (measures.mean, measures.deviation)
      case .minmax:
        let least = measures.sorted.first ?? 0
        (codings[index].shift, codings[index].scale) = (least, (measures.sorted.last ?? 0) - least)
      case .robust:
        codings[index].shift = measures.median
        codings[index].scale = measures.quantile(0.75) - measures.quantile(0.25)
      }
      let isConstant = measures.sorted.first == measures.sorted.last
      guard codings[index].scale > 0, codings[index].scale.isFinite, !isConstant else {
        throw ClusterError.noSpread(
          column: feature.name, scale: settings.scale, file: input.table.file)
      }
    }
  }

  // MARK: Places

  private mutating func place(_ input: ClusterInput, frame: MapFrame? = nil) throws {
    guard let places = input.places else { return }
    let positions = rows.compactMap { places.positions[$0] }
    guard positions.count == rows.count else { return }
    let points = try (frame ?? places.frame).points(positions)
    self.points = points
    if input.comparesPlaces { matrix = try PointMatrix(points) }
  }

  // MARK: Findings

  private mutating func tell(
    _ input: ClusterInput, _ settings: ClusterSettings, keepsGaps: Bool
  ) {
    if !incomplete.isEmpty {
      let what =
        switch settings.missing {
        case .drop: "left out"
        case .mean, .median: "filled in with the \(settings.missing.rawValue) of their columns"
        case .error: "compared by the values that they have"
        }
      findings.append(
        Finding(
          .warning,
          "\(Count.of(incomplete.count, "row")) with missing values, \(what): "
            + Self.listed(incomplete.map(input.id))))
    }
    if !outliers.isEmpty {
      findings.append(
        Finding(
          .warning,
          "\(Count.of(outliers.count, "row")) far from all others "
            + (settings.outliers == .drop ? "left out: " : "flagged: ")
            + Self.listed(outliers.map(input.id))))
    }
  }

  static func listed(_ ids: [String]) -> String {
    ids.prefix(20).joined(separator: ", ") + (ids.count > 20 ? ", …" : "")
  }
}
