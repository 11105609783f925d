import Exchange

/// Puts `clusters.csv` together: the cells of the file as they are, and ours behind them.
struct ClusterTable {
  let report: ClusterReport

  func bytes() -> [UInt8] {
    let table = report.input.table
    var extra = ["cluster", "distance_to_center"]
    if report.heldBack != nil { extra.append("part") }
    if report.settings.outliers == .flag { extra.append("outlier") }
    if report.fit.strengths != nil { extra.append("strength") }
    let all = report.fit.allDistances
    let count = report.fit.clusterCount
    if all != nil { extra += (0..<count).map { "distance_to_\($0 + 1)" } }

    var text = CellText()
    Self.addHeader(table.columns, extra, to: &text)
    let decimals = CellText.decimals(for: report.distances)
    let unit = report.unit
    let held = Set(report.heldBack?.rows ?? [])
    let outliers = Set(report.prepared.outliers)
    var places = [Int](
      repeating: -1, count: all == nil && report.fit.strengths == nil ? 0 : table.rowCount)
    if !places.isEmpty {
      for (place, row) in report.prepared.rows.enumerated() { places[row] = place }
    }
    text.bytes.reserveCapacity(40 * table.rowCount)
    for row in 0..<table.rowCount {
      text.addRow(of: table, row)
      text.comma()
      if report.labels[row] >= 0 { text.add(report.labels[row] + 1) }
      text.comma()
      text.add(report.distances[row], decimals: decimals)
      if report.heldBack != nil {
        text.comma()
        text.add(held.contains(row) ? "test" : "train")
      }
      if report.settings.outliers == .flag {
        text.comma()
        text.add(outliers.contains(row) ? "true" : "false")
      }
      if let strengths = report.fit.strengths {
        text.comma()
        if places[row] >= 0 { text.add(strengths[places[row]], decimals: 6) }
      }
      if let all {
        for cluster in 0..<count {
          text.comma()
          if places[row] >= 0 {
            text.add(unit.plain(all[places[row] * count + cluster]), decimals: decimals)
          }
        }
      }
      text.endLine()
    }
    return text.bytes
  }

  /// The names in the file, and ours, which give way where they clash.
  static func addHeader(_ names: [String], _ extra: [String], to text: inout CellText) {
    var used = Set(names)
    for (index, name) in names.enumerated() {
      if index > 0 { text.comma() }
      text.add(name)
    }
    for name in extra {
      var free = name
      while !used.insert(free).inserted { free = "fl_" + free }
      if text.bytes.count > 0 { text.comma() }
      text.add(free)
    }
    text.endLine()
  }
}

/// CSV, cell by cell, without a string for each.
struct CellText {
  var bytes: [UInt8] = []

  mutating func comma() { bytes.append(0x2C) }
  mutating func endLine() { bytes.append(0x0A) }

  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { add($0) }
  }

  mutating func add(_ cell: UnsafeBufferPointer<UInt8>) {
    var isPlain = true
    for byte in cell where byte == 0x2C || byte == 0x22 || byte == 0x0A || byte == 0x0D {
      isPlain = false
      break
    }
    if let first = cell.first, let last = cell.last, first == 0x20 || last == 0x20 {
      isPlain = false
    }
    guard !isPlain else {
      bytes.append(contentsOf: cell)
      return
    }
    bytes.append(0x22)
    for byte in cell {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }

  mutating func addRow(of table: TableFile, _ row: Int) {
    for column in table.columns.indices {
      if column > 0 { comma() }
      table.withCell(row, column) { add($0) }
    }
  }

  mutating func add(_ number: Int) {
    if number < 0 { bytes.append(0x2D) }
    var rest = number.magnitude
    let start = bytes.count
    repeat {
      bytes.append(UInt8(0x30 + rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

  /// A number with so many decimals at most, none where it is not finite; nil decimals for all digits.
  mutating func add(_ value: Double, decimals: Int?) {
    guard value.isFinite else { return }
    guard let decimals else { return add(JSONNumber(value)?.text ?? "") }
    let scale = Self.powers[decimals]
    let scaled = (value.magnitude * scale).rounded()
    guard scaled < 9e15 else { return add("\(value)") }
    var units = UInt64(clamping: scaled)
    if value < 0, units > 0 { bytes.append(0x2D) }
    var left = decimals
    while left > 0, units % 10 == 0 {
      units /= 10
      left -= 1
    }
    let whole = UInt64(clamping: Self.powers[left])
    add(Int(units / whole))
    guard left > 0 else { return }
    bytes.append(0x2E)
    let start = bytes.count
    var rest = units % whole
    for _ in 0..<left {
      bytes.append(UInt8(0x30 + rest % 10))
      rest /= 10
    }
    bytes[start...].reverse()
  }

  /// So many that the largest value has some eight digits; nil where it would need too many.
  static func decimals(for values: [Double]) -> Int? {
    var largest = 0.0
    for value in values where value.isFinite { largest = max(largest, value.magnitude) }
    if largest > 0, largest < 1e-5 { return nil }
    var decimals = 12
    while decimals > 2, largest * powers[decimals] >= 1e9 {
      decimals -= 1
    }
    return decimals
  }

  private static let powers: [Double] = (0...12).map { power in
    (0..<power).reduce(1.0) { value, _ in value * 10 }
  }
}
