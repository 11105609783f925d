/// The geometries of a placemark as they are found.
struct KMLShapes {
  private(set) var found: [Geometry] = []
  /// The times of the points of each track.
  private var trackTimes: [[String?]] = []
  /// The first thing that is wrong.
  var fault: RecordFault?
  /// Whether a ring was closed, a line of one position left out, a ring too short left out.
  var closed = false
  var isShortened = false
  var isCut = false
  /// Whether positions stood behind each other with commas alone.
  var isChained = false

  mutating func add(_ geometry: Geometry) { found.append(geometry) }

  mutating func addTimes(_ times: [String?]) { trackTimes.append(times) }

  /// All of them as one; nil where there are none.
  var geometry: Geometry? { found.count <= 1 ? found.first : Self.gathered(found) }

  /// Geometries of one kind as its Multi form, else a collection.
  static func gathered(_ parts: [Geometry]) -> Geometry {
    var points: [Position] = []
    var lines: [[Position]] = []
    var areas: [[[Position]]] = []
    for part in parts {
      switch part {
      case .point(let position): points.append(position)
      case .lineString(let line): lines.append(line)
      case .polygon(let rings): areas.append(rings)
      default: return .geometryCollection(parts)
      }
    }
    if points.count == parts.count { return .multiPoint(points) }
    if lines.count == parts.count { return .multiLineString(lines) }
    if areas.count == parts.count { return .multiPolygon(areas) }
    return .geometryCollection(parts)
  }

  /// The times of tracks as JSON; nil where there are none.
  var times: BatchBuilder.Value? {
    guard trackTimes.contains(where: { $0.contains { $0 != nil } }) else { return nil }
    let lists = trackTimes.map { JSONValue.array($0.map { $0.map(JSONValue.string) ?? .null }) }
    return .json(JSON.encode(lists.count == 1 ? lists[0] : .array(lists)))
  }
}

extension KMLReader {
  /// Reads the geometry whose tag has opened; other tags are passed over.
  func shape(into shapes: inout KMLShapes, depth: Int) throws(DataFault) {
    guard scanner.space == .own else { return try scanner.skip() }
    let outer = scanner.depth - 1
    switch scanner.name {
    case "Point", "LineString", "LinearRing":
      let kind = scanner.name
      let positions = try self.positions(&shapes)
      switch kind {
      case "Point":
        if let position = positions.first { shapes.add(.point(position)) }
        if positions.count > 1, shapes.fault == nil {
          shapes.fault = RecordFault(
            number: 0, field: .property("coordinates"),
            problem: "a point has \(positions.count) positions",
            remedy: "write one, such as 19.04,47.5 or 19.04,47.5,102")
        }
      default:
        if positions.count > 1 {
          shapes.add(.lineString(positions))
        } else if positions.count == 1 {
          shapes.isShortened = true
        }
      }
    case "Polygon":
      var rings: [[Position]] = []
      var hasOuter = false
      while scanner.depth > outer {
        guard try scanner.next() == .open else { continue }
        let isOuter = scanner.isNamed("outerBoundaryIs")
        guard isOuter || scanner.isNamed("innerBoundaryIs") else {
          try scanner.skip()
          continue
        }
        // Some programs write all holes into one boundary.
        let boundary = scanner.depth - 1
        while scanner.depth > boundary {
          guard try scanner.next() == .open else { continue }
          guard scanner.isNamed("LinearRing") else {
            try scanner.skip()
            continue
          }
          let ring = try ring(&shapes)
          guard !ring.isEmpty else { continue }
          if isOuter, !hasOuter { rings.insert(ring, at: 0) } else { rings.append(ring) }
          if isOuter { hasOuter = true }
        }
      }
      if hasOuter { shapes.add(.polygon(rings)) }
    case "MultiGeometry" where depth < 100, "MultiTrack" where depth < 100:
      var inner = KMLShapes()
      while scanner.depth > outer {
        guard try scanner.next() == .open else { continue }
        try shape(into: &inner, depth: depth + 1)
      }
      if !inner.found.isEmpty { shapes.add(KMLShapes.gathered(inner.found)) }
      shapes.take(inner)
    case "Track": try track(&shapes)
    default: try scanner.skip()
    }
  }

  /// The positions of the element that has opened.
  private func positions(_ shapes: inout KMLShapes) throws(DataFault) -> [Position] {
    var positions: [Position] = []
    let outer = scanner.depth - 1
    while scanner.depth > outer {
      guard try scanner.next() == .open else { continue }
      guard scanner.isNamed("coordinates") else {
        try scanner.skip()
        continue
      }
      let inner = scanner.depth - 1
      while scanner.depth > inner {
        guard try scanner.next() == .text else { continue }
        let wrong = scanner.withText {
          KMLCoordinates.read($0, into: &positions, isChained: &shapes.isChained)
        }
        if let wrong { shapes.fault = shapes.fault ?? wrong }
      }
    }
    return positions
  }

  private func ring(_ shapes: inout KMLShapes) throws(DataFault) -> [Position] {
    var ring = try positions(&shapes)
    guard let first = ring.first, let last = ring.last else { return [] }
    if first.x != last.x || first.y != last.y {
      ring.append(first)
      shapes.closed = true
    }
    guard ring.count >= 4 else {
      shapes.isCut = true
      return []
    }
    return ring
  }

  /// Reads a track of Google's extension: times, and places separated by spaces.
  private func track(_ shapes: inout KMLShapes) throws(DataFault) {
    var positions: [Position] = []
    var times: [String?] = []
    let outer = scanner.depth - 1
    while scanner.depth > outer {
      guard try scanner.next() == .open else { continue }
      if scanner.isNamed("when") {
        let text = try scanner.content()
        times.append(text.isEmpty ? nil : text)
      } else if scanner.isNamed("coord") {
        let inner = scanner.depth - 1
        while scanner.depth > inner {
          guard try scanner.next() == .text else { continue }
          let wrong = scanner.withText { KMLCoordinates.readTriple($0, into: &positions) }
          if let wrong { shapes.fault = shapes.fault ?? wrong }
        }
      } else {
        try scanner.skip()
      }
    }
    guard positions.count > 1 else {
      if positions.count == 1 { shapes.isShortened = true }
      return
    }
    shapes.add(.lineString(positions))
    shapes.addTimes(positions.indices.map { $0 < times.count ? times[$0] : nil })
  }
}

extension KMLShapes {
  /// Takes over what was noticed inside.
  fileprivate mutating func take(_ inner: KMLShapes) {
    fault = fault ?? inner.fault
    closed = closed || inner.closed
    isShortened = isShortened || inner.isShortened
    isCut = isCut || inner.isCut
    isChained = isChained || inner.isChained
    trackTimes += inner.trackTimes
  }
}
