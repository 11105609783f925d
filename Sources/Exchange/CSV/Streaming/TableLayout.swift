/// What the columns of a table mean.
struct TableLayout: Sendable {
  /// What all cells of a column are; empty cells may stand among them.
  enum CellType: Sendable {
    /// There is nothing in any of them.
    case empty
    case number, truth, text
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
  /// Which columns have no name in the file.
  var unnamed: [Int] = []
  /// Which columns have a name that came before in the file.
  var renamed: [Int] = []
  /// What columns are called as properties.
  private(set) var propertyNames: [String] = []
  /// Whether longitudes may be beyond ±180.
  var wraps = false
  /// Whether rows that are too short or too long are faults.
  var isStrict = false
  /// Columns that look like coordinates and are properties.
  private var remark: String?
  /// Whether somebody has said what the coordinates are, whatever single cells say.
  var hasCRS = false

  var hasDecimalCommas: Bool { delimiter != 0x2C }

  /// Finds ids and coordinates by the names of columns; `firstText` is the first text in a column.
  init(
    file: String, columns: [String], delimiter: UInt8, coordinates: CoordinateKind, swap: Bool,
    firstText: (Int) -> String? = { _ in nil }
  ) {
    self.file = file
    self.columns = columns
    self.delimiter = delimiter
    self.coordinates = coordinates
    self.swap = swap
    let folded = columns.map(ColumnNames.folded)
    let found = PlaceColumns(in: columns, coordinates: coordinates, firstText: firstText)
    switch found.place {
    case .pair(let x, let y):
      // Heights and elevations are as often of something else: only `z` belongs to the place.
      let z = columns.firstIndex(of: "z") ?? folded.firstIndex(of: "z")
      place = .columns(x: x, y: y, z: z == x || z == y ? nil : z)
    case .cell(let cell): place = .cell(cell)
    case .none: place = .none
    }
    remark = found.remark(columns)
    id = columns.firstIndex(of: "id") ?? folded.firstIndex(of: "id")
    types = columns.map { _ in .text }
    propertyNames = columns
    let properties = propertyColumns(.all)
    propertyNames = Self.unmarked(columns, of: properties)
  }

  /// Names of columns, those of properties without their marks where no two become one.
  private static func unmarked(_ columns: [String], of properties: [Int]) -> [String] {
    var names = columns
    var taken = Set(
      properties.filter { !ReservedName.isMarked(columns[$0]) }.map { ExactName(columns[$0]) })
    // One with fewer marks is what one with more of them could become.
    let marked = properties.filter { ReservedName.isMarked(columns[$0]) }
      .sorted { (columns[$0].utf8.count, $0) < (columns[$1].utf8.count, $1) }
    for column in marked {
      let plain = ReservedName.unmarked(columns[column])
      if !taken.contains(ExactName(plain)) { names[column] = plain }
      taken.insert(ExactName(names[column]))
    }
    return names
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
    case .named(let names):
      return names.compactMap { name in all.first { ExactName.areSame(propertyNames[$0], name) } }
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
    parts += unnamed.map { "\"\(columns[$0])\" for a column without a name" }
    parts += renamed.map { "\"\(columns[$0])\" for a column whose name came before" }
    if let remark { parts.append(remark) }
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
