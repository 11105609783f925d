/// Reads the place of one record and says what is wrong with it.
struct PositionReader<Source: RecordSource> {
  let source: Source
  let fields: [ColumnRole: Int]
  let options: PointFile.Options
  let decimalComma: Bool
  private(set) var faults: [DataFault] = []
  /// Whether the record is an area, which a point inside stands for.
  private(set) var isArea = false

  init(
    source: Source, fields: [ColumnRole: Int], options: PointFile.Options, decimalComma: Bool
  ) {
    self.source = source
    self.fields = fields
    self.options = options
    self.decimalComma = decimalComma
  }

  /// The place; nil where there is none and none is needed, or with a fault.
  mutating func position(_ index: Int) -> Position? {
    if source.hasGeometries { return checked(index, fromGeometry(index), nil, nil) }
    if let field = fields[.position] {
      return checked(index, fromCell(index, field), field, field)
    }
    let isPlanar = options.coordinates == .planar
    guard let x = fields[isPlanar ? .x : .longitude], let y = fields[isPlanar ? .y : .latitude]
    else { return nil }
    if !options.requiresPosition, case .blank = source.number(index, x),
      case .blank = source.number(index, y)
    {
      return nil
    }
    let first = coordinate(index, x, isLatitude: options.swap)
    let second = coordinate(index, y, isLatitude: !options.swap)
    guard let first, let second else { return nil }
    return checked(index, Position(first, second), x, y)
  }

  private mutating func coordinate(_ index: Int, _ field: Int, isLatitude: Bool) -> Double? {
    let example = options.coordinates == .planar ? "metres such as 5164.6" : "degrees such as 47.5"
    switch source.number(index, field) {
    case .number(let value): return value
    case .blank:
      faults.append(
        source.fault(
          index, field, value: source.text(index, field),
          source.text(index, field) == nil ? "the cell is empty" : "says that there is no place",
          "write \(example), or leave the row out (--skip-bad)"))
    case .text(let text):
      // A space or a comma alone may part thousands; a letter or a sign of degrees says what it is.
      if options.coordinates == .geographic,
        text.unicodeScalars.contains(where: { !"0123456789.,+- \t".unicodeScalars.contains($0) }),
        let angle = AngleReader.angle(text), angle.isLatitude ?? isLatitude == isLatitude
      {
        return angle.degrees
      }
      var remedy = "write \(example)"
      if !decimalComma, text.contains(",") { remedy = "write a decimal point, not a comma" }
      faults.append(source.fault(index, field, value: text, "is not a number", remedy))
    }
    return nil
  }

  // MARK: Checks

  private mutating func checked(
    _ index: Int, _ found: Position?, _ xField: Int?, _ yField: Int?
  ) -> Position? {
    guard var position = found else { return nil }
    if options.swap { position = Position(x: position.y, y: position.x, z: position.z) }
    if options.coordinates == .geographic {
      if options.wraps { position.x = LongitudeWrap.wrapped(position.x) }
      CoordinateRange.clamp(&position.x, &position.y)
    }
    if let problem = CoordinateRange.problem(position.x, position.y, options.coordinates) {
      // With --swap the latitude stands in the column of the longitude.
      let field = problem.isLatitude != options.swap ? yField : xField
      let value = problem.isLatitude ? position.y : position.x
      let text = field.flatMap { xField == yField ? nil : source.text(index, $0) }
      faults.append(
        source.fault(
          index, field, value: text ?? JSONNumber(value)?.text, problem.problem,
          remedy(for: problem, position)))
      return nil
    }
    guard options.coordinates == .geographic else { return position }
    if position.x == 0, position.y == 0 {
      faults.append(
        source.fault(
          index, xField, "the point lies at (0, 0), in the sea off Africa",
          "give its true place, or leave it out (--skip-bad)"))
      return nil
    }
    return position
  }

  private func remedy(for problem: CoordinateRange.Problem, _ position: Position) -> String {
    if options.swap, options.coordinates == .geographic {
      return "leave --swap out if the columns are right"
    }
    // A system that is named is that of columns called x and y.
    guard let system = options.system, ProjectedSystem.isBeyondDegrees(position) else {
      return problem.remedy
    }
    return
      "columns of longitude and latitude are read as degrees: call them x and y if they are in "
      + system.name
  }

  // MARK: Geometries

  private mutating func fromGeometry(_ index: Int) -> Position? {
    guard let geometry = source.geometry(index) else {
      if options.requiresPosition {
        faults.append(
          source.fault(
            index, nil, "the geometry is missing", "give it a Point, or leave it out (--skip-bad)"))
      }
      return nil
    }
    guard isInRange(geometry, index, nil) else { return nil }
    return point(of: geometry, index, nil)
  }

  /// Whether all corners of an area have coordinates that can be; a point is checked by itself.
  private mutating func isInRange(_ geometry: Geometry, _ index: Int, _ field: Int?) -> Bool {
    guard geometry.typeName.hasSuffix("Polygon") else { return true }
    let kind = options.coordinates
    var found: (problem: CoordinateRange.Problem, value: Double)?
    geometry.forEachPosition { corner in
      let (x, y) = options.swap ? (corner.y, corner.x) : (corner.x, corner.y)
      guard found == nil,
        let problem = CoordinateRange.problem(x, y, kind, wraps: options.wraps)
      else { return }
      found = (problem, problem.isLatitude ? y : x)
    }
    guard let found else { return true }
    faults.append(
      source.fault(
        index, field, value: JSONNumber(found.value)?.text, found.problem.problem,
        options.swap && kind == .geographic
          ? "leave --swap out if the columns are right" : found.problem.remedy))
    return false
  }

  private mutating func point(of geometry: Geometry, _ index: Int, _ field: Int?) -> Position? {
    switch geometry {
    case .point(let position): return position
    case .multiPoint(let positions) where positions.count == 1: return positions[0]
    case .polygon(let rings):
      isArea = true
      return InnerPoint.of([rings])
    case .multiPolygon(let polygons):
      isArea = true
      return InnerPoint.of(polygons)
    case .geometryCollection(let members) where members.isEmpty:
      faults.append(
        source.fault(
          index, field, "the geometry is empty", "give it a Point, or leave it out (--skip-bad)"))
      return nil
    default:
      faults.append(
        source.fault(
          index, field, value: geometry.typeName, "cannot stand for one place",
          "give it a Point, or leave it out (--skip-bad)"))
      return nil
    }
  }

  /// Reads WKT, or two numbers in one cell: `lat,lon` in degrees, with minutes and letters too, or
  /// `x,y` in metres.
  private mutating func fromCell(_ index: Int, _ field: Int) -> Position? {
    guard let text = source.word(index, field) else {
      if options.requiresPosition {
        faults.append(
          source.fault(
            index, field, "the cell is empty",
            "write a place such as POINT (19.04 47.5), or leave the row out (--skip-bad)"))
      }
      return nil
    }
    if CellGeometry.isObject(text) {
      do throws(GeometryFault) {
        // Where it lies is checked as for any other place.
        var rules = ReadingRules(coordinates: options.coordinates)
        rules.checksPositions = false
        let found = try CellGeometry.read(text, line: 0, rules: rules)
        guard !found.coordinates.isEmpty, let geometry = found.geometry(of: 0) else {
          return point(of: .geometryCollection([]), index, field)
        }
        guard isInRange(geometry, index, field) else { return nil }
        return point(of: geometry, index, field)
      } catch {
        faults.append(
          source.fault(index, field, value: error.value, error.problem, error.remedy))
        return nil
      }
    }
    let hasLetters = text.unicodeScalars.contains(where: \.properties.isAlphabetic)
    if hasLetters, let position = fromAngles(text) { return position }
    if hasLetters {
      do throws(GeometryFault) {
        return point(of: try WellKnownText.geometry(text), index, field)
      } catch {
        faults.append(
          source.fault(index, field, value: error.value ?? text, error.problem, error.remedy))
        return nil
      }
    }
    let numbers = text.split { ",; \t()".contains($0) }.map { part in
      var part = String(part)
      return part.withUTF8 { DecimalReader.double($0) }
    }
    guard numbers.count == 2, let first = numbers[0], let second = numbers[1], first.isFinite,
      second.isFinite
    else {
      if let position = fromAngles(text) { return position }
      faults.append(
        source.fault(
          index, field, value: text, "is not a place",
          "write POINT (19.04 47.5), or "
            + (options.coordinates == .geographic ? "latitude,longitude" : "x,y")))
      return nil
    }
    return options.coordinates == .geographic ? Position(second, first) : Position(first, second)
  }

  /// `47°30'0"N 19°0'36"E` and the like; nil in metres, and for anything else.
  private func fromAngles(_ text: String) -> Position? {
    guard options.coordinates == .geographic, let pair = AngleReader.pair(text) else { return nil }
    return pair.isLongitudeFirst
      ? Position(pair.first, pair.second) : Position(pair.second, pair.first)
  }
}
