extension FeatureParser {
  /// Reads a geometry, whose opening brace is next, and adds it to the batch.
  mutating func geometry(depth: Int) throws(TextFault) {
    guard cursor.peek() == 0x7B else {
      let start = cursor.place
      try cursor.value()
      throw TextFault(
        start, value: text(start, cursor.place), "is no geometry",
        "a geometry is an object with a type and coordinates, or null")
    }
    guard depth < 100 else {
      throw TextFault(
        cursor.place, "collections of geometries are nested more than 100 deep", "flatten them")
    }
    let start = cursor.place
    let firstShape = batch.shapes.count
    let firstNumber = batch.coordinates.count
    var kind: Int32 = 0
    var isRead = false
    // Members may come in any order: without the type, coordinates wait.
    var waiting: JSONCursor.Mark?
    var lastType = ByteSpan.none
    var walk = cursor.openObject()
    while try cursor.nextMember(&walk) {
      let name = MemberName(cursor.base, walk.start, walk.end, walk.hasEscapes)
      _ = cursor.peek()
      switch name {
      case .type:
        let first = cursor.place
        try cursor.value()
        lastType = ByteSpan(first, cursor.place)
        kind = try self.kind(lastType)
      case .coordinates:
        if kind == 0 {
          waiting = cursor.mark
          try cursor.value()
        } else if kind == ShapeCode.collection {
          throw TextFault(
            cursor.place, "a GeometryCollection has coordinates", "put them into \"geometries\"")
        } else {
          try coordinates(of: kind)
          isRead = true
        }
      case .geometries:
        if kind == 0 {
          waiting = cursor.mark
          try cursor.value()
        } else {
          guard kind == ShapeCode.collection else {
            throw TextFault(
              cursor.place, "a \(ShapeCode.names[Int(kind)]) has geometries",
              "only a GeometryCollection has them")
          }
          try geometries(depth: depth)
          isRead = true
        }
      case .geometry, .properties, .features:
        try mend(
          .strayMember,
          TextFault(
            walk.start - 1,
            "a geometry has a member \(name.rawValue), which belongs to "
              + (name == .features ? "collections" : "features"),
            "take it out"))
        try cursor.value()
      default:
        let nameStart = walk.start - 1
        let valueStart = cursor.place
        try cursor.value()
        try keepMember(name, nameStart, valueStart, firstShape: firstShape)
      }
    }
    guard kind != 0 else {
      throw TextFault(start, "the geometry has no type", remedyWithoutType(start))
    }
    if !isRead {
      guard let waiting else {
        let isCollection = kind == ShapeCode.collection
        throw TextFault(
          start,
          "the \(ShapeCode.names[Int(kind)]) has no \(isCollection ? "geometries" : "coordinates")",
          "give it \(isCollection ? "\"geometries\"" : "\"coordinates\"")")
      }
      let end = cursor.mark
      cursor.place = waiting.place
      batch.shapes.removeSubrange(firstShape...)
      batch.coordinates.removeSubrange(firstNumber...)
      if kind == ShapeCode.collection {
        try geometries(depth: depth)
      } else {
        try coordinates(of: kind)
      }
      cursor.rewind(to: end)
    }
  }

  /// Whether the value that has just been passed can be a bbox; one that cannot is a fault or left out.
  mutating func keepsBox(_ start: Int) throws(TextFault) -> Bool {
    let isGeographic = rules.coordinates == .geographic
    guard let fault = JSONText.boxFault(cursor.base, start, isGeographic: isGeographic) else {
      return true
    }
    try mend(
      .box, TextFault(start, value: text(start, cursor.place), fault.problem, fault.remedy))
    return false
  }

  /// Keeps a foreign member of a geometry whose words begin at `firstShape`.
  private mutating func keepMember(
    _ name: MemberName, _ start: Int, _ valueStart: Int, firstShape: Int
  ) throws(TextFault) {
    if name == .crs {
      if areTexts, raw.hasHeededCRS { return try passHeededCRS(valueStart) }
      try checkCRS(valueStart)
    }
    if name == .bbox, try !keepsBox(valueStart) { return }
    let word = firstShape - (batch.entries.last?.shapeEnd ?? 0)
    batch.geometryMembers.append(
      GeometryMember(text: ByteSpan(start, cursor.place), word: Int32(word)))
  }

  private mutating func kind(_ span: ByteSpan) throws(TextFault) -> Int32 {
    let range = span.range
    let base = cursor.base
    if base[range.lowerBound] == 0x22 {
      let word = cursor.load(range.lowerBound + 1)
      switch range.count {
      case 7 where word & 0xFF_FFFF_FFFF == 0x74_6E69_6F50: return ShapeCode.point
      case 9 where word & 0xFF_FFFF_FFFF_FFFF == 0x6E_6F67_796C_6F50: return ShapeCode.polygon
      default: break
      }
      let bytes = UnsafeBufferPointer(start: base + range.lowerBound + 1, count: range.count - 2)
      for (index, name) in ShapeCode.names.enumerated() where index > 0 {
        let known = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        if bytes.elementsEqual(known) { return Int32(index) }
      }
    }
    let type = typeName(span)
    let fault = TextFault(
      range.lowerBound, value: type, "is no type of geometry",
      "GeoJSON knows Point, MultiPoint, LineString, MultiLineString, Polygon, MultiPolygon and "
        + "GeometryCollection")
    let known = ShapeCode.names.firstIndex {
      $0.utf8CodeUnitCount > 0 && $0.description.lowercased() == type.lowercased()
    }
    guard let known else { throw fault }
    // Right, but written with escapes.
    if ShapeCode.names[known].description == type { return Int32(known) }
    try mend(.typeName, fault)
    return Int32(known)
  }

  private mutating func geometries(depth: Int) throws(TextFault) {
    guard cursor.peek() == 0x5B else { throw cursor.unexpected("a list of geometries") }
    batch.shapes.append(ShapeCode.collection)
    let place = batch.shapes.count
    batch.shapes.append(0)
    var count: Int32 = 0
    var walk = cursor.openArray()
    while try cursor.nextElement(&walk) {
      try geometry(depth: depth + 1)
      count += 1
    }
    batch.shapes[place] = count
  }
}
