/// Which columns of a table say where its rows lie: one rule for all that read tables, and for what writes them.
///
/// A column of geometries (`geometry`, `wkt`, `the_geom`, …) whose first text is one comes first, for the columns of
/// numbers beside it are mostly centres; then `lon`, `lat` (`x`, `y` in metres) as they are written here; then pairs by
/// other names; then what only may hold places.
struct PlaceColumns: Equatable {
  enum Place: Equatable {
    /// East, then north.
    case pair(x: Int, y: Int)
    /// Well-known text, GeoJSON, or two numbers.
    case cell(Int)
    case none
  }

  var place: Place
  /// Other columns that look like coordinates and are not taken for them.
  var others: [Int] = []

  /// Names of columns of geometries, the likeliest first.
  static let geometryNames = [
    "geometry", "wkt", "geom", "thegeom", "wkb", "wkbgeometry", "ewkt", "ewkb", "geojson",
    "stasgeojson", "stastext", "wktgeom", "geomwkt", "geometrywkt",
  ]

  /// Names that go together, the likeliest first, folded.
  private static func pairNames(_ coordinates: CoordinateKind) -> [(x: String, y: String)] {
    let flat = [
      ("x", "y"), ("xcoord", "ycoord"), ("coordx", "coordy"), ("pointx", "pointy"),
      ("easting", "northing"),
    ]
    if coordinates == .planar { return flat + [("xm", "ym")] }
    return [
      ("longitude", "latitude"), ("lon", "lat"), ("long", "lat"), ("lng", "lat"),
      ("londd", "latdd"),
    ] + flat
  }

  /// - Parameters:
  ///   - names: The names of all columns.
  ///   - coordinates: What numbers mean.
  ///   - firstText: The first text in a column; nil where there is none.
  init(
    in names: [String], coordinates: CoordinateKind, firstText: (Int) -> String?
  ) {
    let names = Self.unmarked(names)
    let folded = names.map(ColumnNames.folded)
    let pairs = Self.pairs(in: names, coordinates: coordinates)
    let cells = Self.geometryNames.flatMap { name in
      let same = folded.indices.filter { folded[$0] == name }
      return same.filter { names[$0] == name } + same.filter { names[$0] != name }
    }
    if let cell = cells.first(where: { firstText($0).map(Self.isGeometry) ?? false }) {
      self.init(place: .cell(cell), others: pairs.flatMap { [$0.x, $0.y] })
    } else if let first = pairs.first {
      self.init(
        place: .pair(x: first.x, y: first.y), others: pairs.dropFirst().flatMap { [$0.x, $0.y] })
    } else if let cell = ColumnNames.findPosition(
      in: names, coordinates: coordinates, firstText: firstText)
    {
      self.init(place: .cell(cell))
    } else {
      self.init(place: .none)
    }
  }

  private init(place: Place, others: [Int] = []) {
    self.place = place
    var seen: Set<Int> = []
    self.others = others.filter { seen.insert($0).inserted }
  }

  /// Columns of coordinates that go together, the likeliest first; none stands in two of them.
  static func pairs(
    in names: [String], coordinates: CoordinateKind
  ) -> [(x: Int, y: Int)] {
    let names = unmarked(names)
    let folded = names.map(ColumnNames.folded)
    var found: [(x: Int, y: Int)] = []
    func add(_ x: Int?, _ y: Int?) {
      guard let x, let y, x != y,
        !found.contains(where: { [$0.x, $0.y].contains(x) || [$0.x, $0.y].contains(y) })
      else { return }
      found.append((x, y))
    }
    let own = coordinates == .planar ? ("x", "y") : ("lon", "lat")
    add(names.firstIndex(of: own.0), names.firstIndex(of: own.1))
    for pair in pairNames(coordinates) {
      add(folded.firstIndex(of: pair.x), folded.firstIndex(of: pair.y))
    }
    // Names that do not go together, or have more words, only where there are no better ones.
    if found.isEmpty {
      let isPlanar = coordinates == .planar
      add(
        ColumnNames.find(isPlanar ? .x : .longitude, in: names, coordinates: coordinates),
        ColumnNames.find(isPlanar ? .y : .latitude, in: names, coordinates: coordinates))
    }
    return found
  }

  /// The names with nothing in the place of those that say that they are properties: `fl_lon` is no longitude.
  private static func unmarked(_ names: [String]) -> [String] {
    names.map { ReservedName.isMarked($0) ? "" : $0 }
  }

  static func isGeometry(_ text: String) -> Bool {
    CellGeometry.isObject(text) || WellKnownText.hasKind(text)
  }

  /// What is to be told about other columns; nil where there are none.
  func remark(_ names: [String]) -> String? {
    guard !others.isEmpty else { return nil }
    let shown = others.prefix(6).map { DataFault.quoted(names[$0]) }.joined(separator: ", ")
    return "\(shown)\(others.count > 6 ? ", …" : "") look like coordinates, too, and are kept as "
      + "properties"
  }
}

/// Names of properties that a table keeps for coordinates and ids: there they get `fl_` before them, and lose it when
/// the table is read.
enum ReservedName {
  private static let mark = "fl_"

  /// Whether a name alone could be taken for a coordinate, a geometry, a height or an id.
  private static func isReserved(_ name: String) -> Bool {
    let folded = ColumnNames.folded(name)
    if folded == "id" || folded == "z" { return true }
    let roles: [ColumnRole] = [.longitude, .latitude, .x, .y, .position]
    let names = [CoordinateKind.geographic, .planar].flatMap { coordinates in
      roles.flatMap { ColumnNames.aliases(of: $0, coordinates) }
    }
    if names.contains(folded) || ColumnNames.doubtfulPositions.contains(folded) { return true }
    let words = ColumnNames.words(of: name)
    return [words.first, words.last].contains { $0.map(names.contains) ?? false }
  }

  private static func bare(_ name: String) -> Substring {
    var rest = name[...]
    while rest.hasPrefix(mark) { rest = rest.dropFirst(mark.count) }
    return rest
  }

  /// Whether a name would lose a mark that it had before.
  static func isMarked(_ name: String) -> Bool {
    name.hasPrefix(mark) && isReserved(String(bare(name)))
  }

  static func marked(_ name: String) -> String { mark + name }

  /// The name without its mark; itself where it has none.
  static func unmarked(_ name: String) -> String {
    isMarked(name) ? String(name.dropFirst(mark.count)) : name
  }
}
