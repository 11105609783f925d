/// How cells become places.
extension RowParser {
  func addPlace(_ reader: borrowing RowReader, to batch: inout FeatureBatch) throws(RecordFault) {
    switch layout.place {
    case .none: batch.shapes.append(ShapeCode.none)
    case .cell(let column):
      let text = reader.text(reader[column])
      guard !text.utf8.allSatisfy(DecimalReader.isSpace), !GapWord.isGap(text) else {
        batch.shapes.append(ShapeCode.none)
        return
      }
      if CellGeometry.isObject(text) {
        try addObject(text, column, reader, to: &batch)
      } else if WellKnownText.isEmptyPoint(text) {
        batch.addEmptyPoint()
      } else {
        try add(try geometry(text, column, reader), column, reader, to: &batch)
      }
    case .columns(let xColumn, let yColumn, let zColumn):
      let (xCell, yCell) = (reader[xColumn], reader[yColumn])
      if reader.isGap(xCell), reader.isGap(yCell) {
        batch.shapes.append(ShapeCode.none)
        return
      }
      var x = try coordinate(reader, xColumn, isLatitude: false)
      var y = try coordinate(reader, yColumn, isLatitude: true)
      if layout.swap { (x, y) = (y, x) }
      let isFar =
        layout.coordinates == .geographic
        ? x.magnitude > 180 || y.magnitude > 90
        : x.magnitude > CoordinateRange.planarReach || y.magnitude > CoordinateRange.planarReach
      if isFar {
        try check(&x, &y, xColumn, yColumn, reader)
      }
      var z: Double?
      if let zColumn, !reader.isGap(reader[zColumn]) {
        z = try coordinate(reader, zColumn, isLatitude: false, isHeight: true)
      }
      batch.shapes.append(z == nil ? ShapeCode.point : ShapeCode.point + ShapeCode.height)
      batch.shapes.append(1)
      batch.coordinates.append(x)
      batch.coordinates.append(y)
      if let z { batch.coordinates.append(z) }
    }
  }

  @inline(__always)
  private func coordinate(
    _ reader: borrowing RowReader, _ column: Int, isLatitude: Bool, isHeight: Bool = false
  ) throws(RecordFault) -> Double {
    let cell = reader[column]
    let first = reader.base[cell.start]
    // Most are plain numbers; what is cut short or has other signs is read, or told, the slow way.
    if !cell.isEmpty, first == 0x2D || first &- 0x30 < 10, reader.base[cell.end - 1] &- 0x30 < 10 {
      var end = 0
      let value = CoordinateReader.double(reader.base, cell.start, end: &end)
      let digit = reader.base[first == 0x2D ? cell.start + 1 : cell.start]
      if end == cell.end, digit &- 0x30 < 10, value.isFinite { return value }
    }
    let bytes = UnsafeBufferPointer(start: reader.base + cell.start, count: cell.end - cell.start)
    if let value = DecimalReader.double(bytes, decimalComma: layout.hasDecimalCommas),
      value.isFinite
    {
      return value
    }
    return try oddCoordinate(reader, column, isLatitude: isLatitude, isHeight: isHeight)
  }

  private func oddCoordinate(
    _ reader: borrowing RowReader, _ column: Int, isLatitude: Bool, isHeight: Bool
  ) throws(RecordFault) -> Double {
    let text = reader.text(reader[column])
    let isPlanar = layout.coordinates == .planar || isHeight
    if !isPlanar, let angle = AngleReader.angle(text),
      angle.isLatitude == nil || angle.isLatitude == (isLatitude != layout.swap)
    {
      return angle.degrees
    }
    let isBlank = text.utf8.allSatisfy(DecimalReader.isSpace)
    throw RecordFault(
      number: 0, line: reader.rowLine, field: .column(layout.columns[column]),
      value: isBlank ? nil : text,
      problem: isBlank ? "the cell is empty" : isPlanar ? "is not a number" : "is no coordinate",
      remedy: isPlanar
        ? "write metres such as 5164.6" : "write degrees such as 47.5 or 47°29'52\"N")
  }

  private func check(
    _ x: inout Double, _ y: inout Double, _ xColumn: Int, _ yColumn: Int,
    _ reader: borrowing RowReader
  ) throws(RecordFault) {
    if layout.coordinates == .geographic { CoordinateRange.clamp(&x, &y) }
    guard let problem = CoordinateRange.problem(x, y, layout.coordinates, wraps: layout.wraps)
    else { return }
    let column = problem.isLatitude != layout.swap ? yColumn : xColumn
    throw RecordFault(
      number: 0, line: reader.rowLine, field: .column(layout.columns[column]),
      value: reader.text(reader[column]), problem: problem.problem, remedy: problem.remedy)
  }

  /// Adds a geometry with its rings closed.
  private func add(
    _ geometry: Geometry, _ column: Int, _ reader: borrowing RowReader, to batch: inout FeatureBatch
  ) throws(RecordFault) {
    let (word, number) = (batch.shapes.count, batch.coordinates.count)
    batch.add(geometry)
    do throws(GeometryFault) {
      let parts = try PartCheck(&batch, shapesFrom: word, coordinatesFrom: number)
      for kind in parts.mends {
        batch.mends.append(Mend(kind: kind, number: 0, line: reader.rowLine))
      }
    } catch {
      throw RecordFault(
        number: 0, line: reader.rowLine, field: .column(layout.columns[column]),
        problem: error.problem, remedy: error.remedy)
    }
  }

  /// Adds a geometry that is written as GeoJSON.
  private func addObject(
    _ text: String, _ column: Int, _ reader: borrowing RowReader, to batch: inout FeatureBatch
  ) throws(RecordFault) {
    var rules = ReadingRules(
      coordinates: layout.coordinates, swap: layout.swap, wraps: layout.wraps)
    rules.hasCRS = layout.hasCRS
    do throws(GeometryFault) {
      let found = try CellGeometry.read(text, line: reader.rowLine, rules: rules)
      batch.shapes += found.shapes
      batch.coordinates += found.coordinates
      batch.mends += found.mends
    } catch {
      throw RecordFault(
        number: 0, line: reader.rowLine, field: .column(layout.columns[column]),
        value: error.value, problem: error.problem, remedy: error.remedy)
    }
  }

  /// Reads well-known text, or a latitude and a longitude in one cell.
  private func geometry(
    _ text: String, _ column: Int, _ reader: borrowing RowReader
  ) throws(RecordFault) -> Geometry {
    func fault(_ value: String?, _ problem: String, _ remedy: String?) -> RecordFault {
      RecordFault(
        number: 0, line: reader.rowLine, field: .column(layout.columns[column]), value: value,
        problem: problem, remedy: remedy)
    }
    var geometry: Geometry
    if WellKnownText.hasKind(text) {
      do throws(GeometryFault) {
        geometry = try WellKnownText.geometry(text)
      } catch {
        throw fault(error.value ?? text, error.problem, error.remedy)
      }
    } else {
      guard let pair = AngleReader.pair(text) else {
        let isDegrees = layout.coordinates == .geographic
        throw fault(
          text, "is not a place",
          "write POINT (19.04 47.5), or " + (isDegrees ? "latitude,longitude" : "x,y"))
      }
      let isDegrees = layout.coordinates == .geographic
      geometry = .point(
        isDegrees && !pair.isLongitudeFirst
          ? Position(pair.second, pair.first) : Position(pair.first, pair.second))
    }
    if layout.swap { geometry = geometry.swapped }
    var problem: CoordinateRange.Problem?
    geometry.forEachPosition {
      problem =
        problem ?? CoordinateRange.problem($0.x, $0.y, layout.coordinates, wraps: layout.wraps)
    }
    if let problem { throw fault(text, problem.problem, problem.remedy) }
    return geometry.clamped
  }
}
