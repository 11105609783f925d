extension FeatureParser {
  /// Reads coordinates of a known kind.
  mutating func coordinates(of kind: Int32) throws(TextFault) {
    guard cursor.peek() == 0x5B else {
      let start = cursor.place
      try cursor.value()
      throw TextFault(
        start, value: text(start, cursor.place), "is no list of coordinates",
        "write numbers in brackets, such as [19.04, 47.5]")
    }
    let place = batch.shapes.count
    let firstNumber = batch.coordinates.count
    batch.shapes.append(kind)
    if kind == ShapeCode.point {
      // An empty list is a point that is nowhere.
      let start = cursor.place
      cursor.place += 1
      if cursor.peek() == 0x5D {
        cursor.place += 1
        batch.shapes.append(0)
        return
      }
      cursor.place = start
      batch.shapes.append(1)
      try position(geometry: place, firstNumber: firstNumber)
      return
    }
    try lists(ShapeCode.depth(kind), kind, place, firstNumber)
  }

  /// Reads a list of positions, or of lists of them.
  private mutating func lists(
    _ depth: Int, _ kind: Int32, _ place: Int, _ firstNumber: Int
  ) throws(TextFault) {
    guard cursor.peek() == 0x5B else { throw misnested(kind) }
    let start = cursor.place
    let countPlace = batch.shapes.count
    batch.shapes.append(0)
    var count: Int32 = 0
    var walk = cursor.openArray()
    if depth > 1 {
      while try cursor.nextElement(&walk) {
        try lists(depth - 1, kind, place, firstNumber)
        count += 1
      }
      batch.shapes[countPlace] = count
      return
    }
    while try cursor.nextElement(&walk) {
      try position(geometry: place, firstNumber: firstNumber)
      count += 1
    }
    batch.shapes[countPlace] = count
    switch kind {
    case ShapeCode.polygon, ShapeCode.multiPolygon:
      try finishRing(
        count, countPlace, at: start, of: place, kind,
        ring: countPlace - place - 2)
    case ShapeCode.lineString, ShapeCode.multiLineString:
      if count == 1 || (count == 0 && kind == ShapeCode.multiLineString) {
        throw TextFault(
          start, "a line has \(count) position\(count == 1 ? "" : "s")",
          "it needs two or more; else make it a Point")
      }
    default: break
    }
  }

  private func misnested(_ kind: Int32) -> TextFault {
    TextFault(
      cursor.place,
      "the coordinates of the \(ShapeCode.names[Int(kind)]) are not nested as they should be",
      Self.shape(of: kind))
  }

  private static func shape(of kind: Int32) -> String {
    switch kind {
    case ShapeCode.point: "a Point has one position, [x, y]"
    case ShapeCode.lineString: "a LineString is a list of positions, [[x, y], …]"
    case ShapeCode.multiPoint: "a MultiPoint is a list of positions, [[x, y], …]"
    case ShapeCode.polygon: "a Polygon is a list of rings, [[[x, y], …], …]"
    case ShapeCode.multiLineString: "a MultiLineString is a list of lines, [[[x, y], …], …]"
    default: "a MultiPolygon is a list of polygons, [[[[x, y], …], …], …]"
    }
  }

  /// Checks that a ring is closed and long enough.
  private mutating func finishRing(
    _ count: Int32, _ countPlace: Int, at start: Int, of place: Int, _ kind: Int32, ring: Int
  ) throws(TextFault) {
    var count = count
    let stride = ShapeCode.stride(batch.shapes[place])
    // Counted from the end: a height that comes late makes room for one in all positions before.
    let first = batch.coordinates.count - Int(count) * stride
    let last = batch.coordinates.count - stride
    if count >= 3,
      batch.coordinates[first] != batch.coordinates[last]
        || batch.coordinates[first + 1] != batch.coordinates[last + 1]
    {
      try mend(
        .ringClosed,
        TextFault(
          start, "\(Self.name(ofRing: ring, kind)) is not closed",
          "repeat its first position at the end"))
      for offset in 0..<stride { batch.coordinates.append(batch.coordinates[first + offset]) }
      count += 1
      batch.shapes[countPlace] = count
    }
    if count < 4 {
      throw TextFault(
        start, "\(Self.name(ofRing: ring, kind)) has \(count) position\(count == 1 ? "" : "s")",
        "a ring needs four or more, the last equal to the first")
    }
    if stride == 3, case let (one, other) = (first + 2, batch.coordinates.count - 1),
      batch.coordinates[one] != batch.coordinates[other],
      batch.coordinates[one].isFinite || batch.coordinates[other].isFinite
    {
      try mend(
        .ringHeight,
        TextFault(
          start, "the first and the last position of a ring differ in height",
          "they are one position: give them one height"))
      batch.coordinates[other] = batch.coordinates[one]
    }
  }

  /// What messages call a ring; those of several polygons have no number that anybody could count.
  private static func name(ofRing ring: Int, _ kind: Int32) -> String {
    if kind != ShapeCode.polygon { return "a ring" }
    return ring == 0 ? "the outer ring" : "hole \(ring)"
  }

  /// Reads a position and adds its numbers.
  @inline(__always)
  private mutating func position(geometry place: Int, firstNumber: Int) throws(TextFault) {
    guard cursor.peek() == 0x5B else { throw noPosition(batch.shapes[place]) }
    let start = cursor.place
    cursor.place += 1
    var x = try coordinate(start)
    guard cursor.peek() == 0x2C else {
      throw cursor.peek() == 0x5D ? shortPosition(start, 1) : cursor.unexpected("\",\"")
    }
    cursor.place += 1
    var y = try coordinate(start)
    var z: Double?
    if cursor.peek() == 0x2C {
      cursor.place += 1
      z = try coordinate(start)
      if cursor.peek() == 0x2C { try passMore(start) }
    }
    guard cursor.peek() == 0x5D else { throw cursor.unexpected("\",\" or \"]\"") }
    cursor.place += 1
    if rules.swap { (x, y) = (y, x) }
    if !CoordinateRange.contains(x, y, rules.coordinates) { try check(&x, &y, start) }
    if z != nil || batch.shapes[place] >= ShapeCode.height {
      addHeight(x, y, z, place, firstNumber)
    } else {
      batch.coordinates.append(x)
      batch.coordinates.append(y)
    }
  }

  private mutating func addHeight(
    _ x: Double, _ y: Double, _ z: Double?, _ place: Int, _ firstNumber: Int
  ) {
    if batch.shapes[place] < ShapeCode.height {
      // The first height: positions before it have none.
      batch.shapes[place] += ShapeCode.height
      let flat = batch.coordinates[firstNumber...]
      var spread: [Double] = []
      for index in stride(from: flat.startIndex, to: flat.endIndex, by: 2) {
        spread += [flat[index], flat[index + 1], .nan]
      }
      batch.coordinates.replaceSubrange(firstNumber..., with: spread)
    }
    batch.coordinates += [x, y, z ?? .nan]
  }

  /// Reads one number of a position.
  @inline(__always)
  private mutating func coordinate(_ start: Int) throws(TextFault) -> Double {
    let byte = cursor.peek()
    if byte == 0x2D || byte &- 0x30 < 10 {
      let first = cursor.place
      var end = first
      let value = CoordinateReader.double(cursor.base, first, end: &end)
      let digit = byte == 0x2D ? first + 1 : first
      // What has the look of a number but is none is told by the slow way.
      if cursor.base[digit] &- 0x30 >= 10
        || (cursor.base[digit] == 0x30 && cursor.base[digit + 1] &- 0x30 < 10)
        || cursor.base[end - 1] &- 0x30 >= 10 || cursor.base[end] == 0x2E
      {
        try cursor.number()
        throw cursor.unexpected("\",\" or \"]\"")
      }
      cursor.place = end
      guard value.isFinite else {
        throw TextFault(
          first, value: text(first, end), "is too large for a coordinate",
          "write degrees or metres")
      }
      return value
    }
    return try oddCoordinate(start)
  }

  private mutating func oddCoordinate(_ start: Int) throws(TextFault) -> Double {
    let byte = cursor.peek()
    let first = cursor.place
    if byte == 0x5D {
      var before = first - 1
      while before > start, cursor.base[before] <= 0x20 { before -= 1 }
      throw before > start ? cursor.unneededComma() : shortPosition(start, 0)
    }
    if byte == 0x5B {
      throw TextFault(
        first, "coordinates are nested deeper than they should be", "take a pair of brackets out")
    }
    try cursor.value()
    let shown = text(first, cursor.place)
    let fault = TextFault(
      first, value: byte == 0x22 ? typeName(ByteSpan(first, cursor.place)) : shown,
      "is not a coordinate",
      byte == 0x6E
        ? "write \"geometry\": null where no place is known"
        : "write numbers without quotes, such as [19.04, 47.5]")
    guard byte == 0x22 else { throw fault }
    let bytes = UnsafeBufferPointer(start: cursor.base + first + 1, count: cursor.place - first - 2)
    guard let value = DecimalReader.double(bytes), value.isFinite else { throw fault }
    try mend(.numberInQuotes, fault)
    return value
  }

  private mutating func passMore(_ start: Int) throws(TextFault) {
    try mend(
      .longPosition,
      TextFault(start, "a position has more than three numbers", "longitude, latitude and height"))
    while cursor.peek() == 0x2C {
      cursor.place += 1
      _ = try coordinate(start)
    }
  }

  private mutating func noPosition(_ kind: Int32) -> TextFault {
    let byte = cursor.peek()
    if byte == 0x2D || byte &- 0x30 < 10 { return misnested(ShapeCode.kind(kind)) }
    let start = cursor.place
    var probe = JSONCursor(cursor.base, at: start)
    do throws(TextFault) { try probe.value() } catch { return error }
    return TextFault(
      start, value: text(start, probe.place), "is no position", "write [19.04, 47.5]")
  }

  private func shortPosition(_ start: Int, _ count: Int) -> TextFault {
    TextFault(
      start, "a position has \(count) number\(count == 1 ? "" : "s")",
      "it needs two, such as [19.04, 47.5]")
  }

  private func check(
    _ x: inout Double, _ y: inout Double, _ start: Int
  ) throws(TextFault) {
    if rules.coordinates == .geographic { CoordinateRange.clamp(&x, &y) }
    guard rules.checksPositions,
      let problem = CoordinateRange.problem(x, y, rules.coordinates, wraps: rules.wraps)
    else { return }
    // As it is written, with its zeros.
    let numbers = text(start + 1, cursor.place - 1).split(separator: ",")
    let index = problem.isLatitude == rules.swap ? 0 : 1
    let value = index < numbers.count ? String(numbers[index].filter { !$0.isWhitespace }) : nil
    var fault = TextFault(
      start, value: value, problem.problem,
      rules.swap && rules.coordinates == .geographic
        ? "leave --swap out if the file is right" : problem.remedy)
    fault.isOffEarth = rules.coordinates == .geographic
    throw fault
  }
}
