/// What the columns of a table mean.
struct TableLayout: Sendable {
  /// How a cell becomes a JSON value.
  enum CellType: Sendable {
    case text, number, truth
  }

  enum Place: Sendable, Hashable {
    /// Longitude and latitude, or x and y; and the height where there is one.
    case columns(x: Int, y: Int, z: Int?)
    /// Well-known text, or two numbers.
    case cell(Int)
    case none
  }

  var file: String
  var columns: [String]
  var delimiter: UInt8
  var id: Int?
  var place: Place
  var coordinates: CoordinateKind
  var swap = false
  var types: [CellType]

  var hasDecimalCommas: Bool { delimiter != 0x2C }

  /// Finds ids and coordinates by the names of columns.
  init(
    file: String, columns: [String], delimiter: UInt8, coordinates: CoordinateKind, swap: Bool
  ) {
    self.file = file
    self.columns = columns
    self.delimiter = delimiter
    self.coordinates = coordinates
    self.swap = swap
    let isPlanar = coordinates == .planar
    let x = ColumnNames.find(isPlanar ? .x : .longitude, in: columns, coordinates: coordinates)
    let y = ColumnNames.find(isPlanar ? .y : .latitude, in: columns, coordinates: coordinates)
    let folded = columns.map(ColumnNames.folded)
    let z = ["z", "height", "elevation", "altitude", "ele"].lazy.compactMap {
      folded.firstIndex(of: $0)
    }.first
    if let x, let y, x != y {
      place = .columns(x: x, y: y, z: z)
    } else if let cell = ColumnNames.find(.position, in: columns, coordinates: coordinates) {
      place = .cell(cell)
    } else {
      place = .none
    }
    id = folded.firstIndex(of: "id")
    types = columns.map { _ in .text }
  }

  /// The columns that become properties; named ones in the order of their names.
  func propertyColumns(_ wanted: FeatureColumns.Wanted) -> [Int] {
    let all = columns.indices.filter { column in
      if column == id { return false }
      switch place {
      case .columns(let x, let y, let z): return column != x && column != y && column != z
      case .cell(let cell): return column != cell
      case .none: return true
      }
    }
    switch wanted {
    case .all: return all
    case .named(let names): return names.compactMap { name in all.first { columns[$0] == name } }
    case .none: return []
    }
  }

  /// `lat from column "lat", lon from "long"`, for who reads along.
  var description: String {
    var parts: [String] = []
    if let id { parts.append("id from \"\(columns[id])\"") }
    let isPlanar = coordinates == .planar
    switch place {
    case .columns(let x, let y, let z):
      parts.append("\(isPlanar ? "x" : "lon") from \"\(columns[x])\"")
      parts.append("\(isPlanar ? "y" : "lat") from \"\(columns[y])\"")
      if let z { parts.append("height from \"\(columns[z])\"") }
    case .cell(let cell): parts.append("geometry from \"\(columns[cell])\"")
    case .none: break
    }
    if delimiter != 0x2C {
      parts.append("cells separated by \(CellDelimiter.name(of: delimiter))s")
    }
    return parts.joined(separator: ", ")
  }

  /// Why rows have no place, and what to do; nil where they have one.
  var placelessness: String? {
    guard place == .none else { return nil }
    if ColumnNames.areValues(columns) {
      return "no column says where rows lie; \(ColumnNames.headerRemedy)"
    }
    let shown = columns.prefix(12).map { "\"\($0)\"" }.joined(separator: ", ")
    let (x, y) = coordinates == .planar ? ("x", "y") : ("lon", "lat")
    return
      "no column says where rows lie, so they have no place; name two \(x) and \(y), or one wkt; "
      + "the columns are \(shown)\(columns.count > 12 ? ", …" : "")"
  }
}

/// What kind of values the columns of a table hold.
struct TableSurvey: Sendable {
  private var isNumber: [Bool]
  private var isTruth: [Bool]
  private var hasValues: [Bool]

  /// Nothing seen yet of the columns that are `asked` for; the others are text.
  init(columns: Int, of asked: [Int]) {
    isNumber = [Bool](repeating: false, count: columns)
    for column in asked { isNumber[column] = true }
    isTruth = isNumber
    hasValues = [Bool](repeating: false, count: columns)
  }

  /// Looks at a run of rows.
  init(_ rows: RawRows, _ layout: TableLayout, of asked: [Int]) {
    self.init(columns: layout.columns.count, of: asked)
    rows.text.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress else { return }
      var reader = RowReader(
        base, end: rows.end, delimiter: layout.delimiter, line: rows.line)
      while reader.next() {
        guard reader.cells.count == isNumber.count else { continue }
        for column in asked where isNumber[column] || isTruth[column] {
          let cell = reader.cells[column]
          if cell.isEmpty {
            if cell.isQuoted { (isNumber[column], isTruth[column]) = (false, false) }
            continue
          }
          hasValues[column] = true
          let bytes = UnsafeBufferPointer(start: base + cell.start, count: cell.end - cell.start)
          if isNumber[column], !Self.isNumber(bytes, layout.hasDecimalCommas) {
            isNumber[column] = false
          }
          if isTruth[column], !Self.isTruth(bytes) { isTruth[column] = false }
        }
      }
    }
  }

  static func isTruth(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first, first == 0x74 || first == 0x66 else { return false }
    return bytes.elementsEqual("true".utf8) || bytes.elementsEqual("false".utf8)
  }

  /// Whether a cell is a number that JSON can keep as it is written, but for a decimal comma.
  static func isNumber(_ bytes: UnsafeBufferPointer<UInt8>, _ hasDecimalCommas: Bool) -> Bool {
    guard let first = bytes.first, first == 0x2D || first &- 0x30 < 10 else { return false }
    if JSONNumber.isPlainNumber(bytes) { return true }
    guard hasDecimalCommas, let comma = bytes.firstIndex(of: 0x2C) else { return false }
    var plain = Array(bytes)
    plain[comma] = 0x2E
    return plain.withUnsafeBufferPointer { JSONNumber.isPlainNumber($0) }
  }

  mutating func add(_ other: TableSurvey) {
    for column in isNumber.indices {
      isNumber[column] = isNumber[column] && other.isNumber[column]
      isTruth[column] = isTruth[column] && other.isTruth[column]
      hasValues[column] = hasValues[column] || other.hasValues[column]
    }
  }

  var types: [TableLayout.CellType] {
    isNumber.indices.map { column in
      guard hasValues[column] else { return .text }
      return isNumber[column] ? .number : isTruth[column] ? .truth : .text
    }
  }
}
