import Exchange
import Geography

/// Where the rows of a file lie.
struct ClusterPlaces: Sendable {
  /// As the file has them; nil where a row has none.
  var positions: [Position?]
  /// The flat map.
  var frame: MapFrame
  /// Names of the two columns, for centers; `lon` and `lat` where there are geometries.
  var names: (x: String, y: String)
  /// The numbers of the two columns; nil where there are geometries.
  var columns: (x: Int, y: Int)?

  /// Whether the positions are other numbers than those of the columns, which are of a projected system.
  private var isTurned = false

  /// Reads places from geometries or from two columns; nil where the file has no coordinates.
  ///
  /// - Parameters:
  ///   - table: The file.
  ///   - crs: What its coordinates mean.
  ///   - isChosen: Whether `crs` was asked for; else columns `x` and `y` may be any numbers.
  ///   - arePlaces: Whether rows are compared as places all the same.
  ///   - wraps: Whether longitudes may be up to two turns around the earth.
  /// - Throws: Degrees out of range and cells that are no numbers, all at once; or a
  ///   `ProjectionError`.
  init?(
    _ table: TableFile, crs: CRSChoice, isChosen: Bool, arePlaces: Bool = false,
    wraps: Bool = false
  ) throws {
    let positions: [Position?]
    let isGeographic: Bool
    if table.hasGeometries {
      positions = (0..<table.rowCount).map { table.position(ofRow: $0) }
      guard positions.contains(where: { $0 != nil }) else { return nil }
      isGeographic = crs != .planar
      names = isGeographic ? ("lon", "lat") : ("x", "y")
    } else if let system = try Self.system(crs, of: table),
      let found = table.coordinateColumns(.planar)
    {
      isGeographic = true
      isTurned = true
      names = ("lon", "lat")
      columns = (found.x, found.y)
      positions = try Self.positions(table, found.x, found.y, of: system)
    } else {
      let wanted: CoordinateKind? = isChosen ? crs.coordinates : nil
      guard let found = table.coordinateColumns(wanted) else { return nil }
      isGeographic = found.kind == .geographic
      names = (table.columns[found.x], table.columns[found.y])
      columns = (found.x, found.y)
      positions = try Self.positions(
        table, found.x, found.y,
        kind: isGeographic ? .geographic : isChosen || arePlaces ? .planar : nil, wraps: wraps)
    }
    self.positions = positions
    frame = try MapFrame(
      isGeographic ? crs : .planar, over: isGeographic ? positions.compactMap { $0 } : [])
  }

  /// What one of the two columns holds, where every row has it.
  func numbers(ofColumn column: Int) -> [Double]? {
    guard !isTurned, let columns, column == columns.x || column == columns.y else { return nil }
    let numbers = positions.compactMap { column == columns.x ? $0?.x : $0?.y }
    return numbers.count == positions.count ? numbers : nil
  }

  /// The system of the columns called x and y, where one is named.
  private static func system(
    _ crs: CRSChoice, of table: TableFile
  ) throws(ProjectionError) -> ProjectedSystem? {
    guard case .named(let name) = crs, !table.hasDegrees else { return nil }
    return try ProjectedSystem(name)
  }

  private static func positions(
    _ table: TableFile, _ x: Int, _ y: Int, of system: ProjectedSystem
  ) throws(DataFaults) -> [Position?] {
    let positions = try positions(table, x, y, kind: nil, wraps: false)
    var faults: [DataFault] = []
    for (row, position) in positions.enumerated() {
      guard let position, let problem = system.problem(at: position) else { continue }
      let column = problem.isNorthing ? y : x
      faults.append(
        table.fault(
          row: row, column: column, value: table.text(row, column), problem.text, problem.remedy))
    }
    if let faults = DataFaults(faults) { throw faults }
    var turned = system.geographic(positions.compactMap(\.self)).makeIterator()
    return positions.map { $0 == nil ? nil : turned.next() }
  }

  private static func positions(
    _ table: TableFile, _ x: Int, _ y: Int, kind: CoordinateKind?, wraps: Bool
  ) throws(DataFaults) -> [Position?] {
    var reader = FeatureReader(table)
    guard case .numbers(_, var xs) = reader.numbers(x), case .numbers(_, let ys) = reader.numbers(y)
    else { return [] }
    if wraps, kind == .geographic {
      xs = xs.map { abs($0) <= 720 ? CoordinateRange.wrapped($0) : $0 }
    }
    var faults = reader.faults
    if kind == .geographic {
      for (values, column, limit) in [(xs, x, 180.0), (ys, y, 90.0)] {
        for (row, value) in values.enumerated() where abs(value) > limit + CoordinateRange.tolerance
        {
          faults.append(
            table.fault(
              row: row, column: column, value: table.text(row, column),
              "is beyond ±\(Int(clamping: limit)) degrees",
              "give degrees, or --crs planar where these are metres"))
        }
      }
    } else if kind == .planar {
      for (row, (east, north)) in zip(xs, ys).enumerated() where !east.isNaN && !north.isNaN {
        guard let problem = CoordinateRange.problem(east, north, .planar) else { continue }
        let column = problem.isLatitude ? y : x
        faults.append(
          table.fault(
            row: row, column: column, value: table.text(row, column), problem.problem,
            problem.remedy))
      }
    }
    if let faults = DataFaults(faults) { throw faults }
    return zip(xs, ys).map { x, y in x.isNaN || y.isNaN ? nil : Position(x, y) }
  }
}
