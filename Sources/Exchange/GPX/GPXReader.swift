/// Reads GPX 1.0 and 1.1: waypoints as points, routes as lines, tracks as lines or lists of lines.
///
/// The property `gpx` says which it was. Times of the points of a line stand in `coordTimes`; elements of extensions are
/// properties by their names. D. Foster, "GPX: the GPS Exchange Format",
/// <https://www.topografix.com/GPX/1/1/>.
final class GPXReader: FeatureReader {
  let name: String
  let crs: String? = "EPSG:4326"

  private let scanner: XMLReader
  private let layers: Set<GPXLayer>
  private var number = 0
  /// Where a point of a track is: its track, segment and place there; nil outside of them.
  private var track = -1
  private var segment = -1
  private var place = -1
  private var route = -1

  /// Reads up to the first thing in the file.
  ///
  /// - Throws: A fault for what is no GPX, or a layer that GPX does not have.
  init(
    _ source: ByteSource, _ options: SerialFeatures.Options = SerialFeatures.Options()
  ) throws(DataFault) {
    name = source.name
    if let layer = options.layer {
      guard let wanted = GPXLayer(rawValue: layer) else {
        let names = GPXLayer.allCases.map(\.rawValue).joined(separator: ", ")
        throw DataFault(
          file: source.name, value: layer, problem: "is no layer of GPX",
          remedy: "choose one of \(names)")
      }
      layers = [wanted]
    } else {
      layers = [.waypoints, .routes, .tracks]
    }
    scanner = try XMLReader(source, .gpx, encoding: options.encoding)
    try scanner.root()
  }

  func next(_ builder: inout BatchBuilder) throws(DataFault) -> Bool {
    while true {
      switch try scanner.next() {
      case .end: return false
      case .text, .close: continue
      case .open:
        if try opened(&builder) { return true }
      }
    }
  }

  /// Looks at a tag that has opened; true where it made a feature.
  private func opened(_ builder: inout BatchBuilder) throws(DataFault) -> Bool {
    if scanner.isNamed("wpt"), layers.contains(.waypoints) {
      try waypoint("waypoint", &builder)
    } else if scanner.isNamed("trk"), layers.contains(.tracks) {
      try line("track", &builder)
    } else if scanner.isNamed("rte"), layers.contains(.routes) {
      try line("route", &builder)
    } else if scanner.isNamed("trk"), layers.contains(.trackPoints) {
      track += 1
      segment = -1
      return false
    } else if scanner.isNamed("trkseg"), layers.contains(.trackPoints) {
      segment += 1
      place = -1
      return false
    } else if scanner.isNamed("rte"), layers.contains(.routePoints) {
      route += 1
      place = -1
      return false
    } else if scanner.isNamed("trkpt"), layers.contains(.trackPoints) {
      place += 1
      try waypoint("track_point", &builder)
    } else if scanner.isNamed("rtept"), layers.contains(.routePoints) {
      place += 1
      try waypoint("route_point", &builder)
    } else {
      try scanner.skip()
      return false
    }
    return true
  }

  // MARK: Points

  private func waypoint(_ kind: String, _ builder: inout BatchBuilder) throws(DataFault) {
    number += 1
    let line = scanner.line
    var properties = PropertyList()
    if kind == "track_point" {
      properties.add("track_fid", .whole(Int64(max(0, track))))
      properties.add("track_seg_id", .whole(Int64(max(0, segment))))
      properties.add("track_seg_point_id", .whole(Int64(place)))
    } else if kind == "route_point" {
      properties.add("route_fid", .whole(Int64(max(0, route))))
      properties.add("route_point_id", .whole(Int64(place)))
    } else {
      properties.add("gpx", text: kind)
    }
    let point = try point(&properties)
    builder.record(number: number, line: line) { (builder) throws(RecordFault) in
      if let id = point.id { builder.setID(id) }
      if let fault = point.fault { throw fault }
      let hasHeight = point.z.isFinite
      builder.addShape(ShapeCode.point + (hasHeight ? ShapeCode.height : 0), 1)
      builder.addNumber(point.x)
      builder.addNumber(point.y)
      if hasHeight { builder.addNumber(point.z) }
      properties.add(to: &builder)
    }
  }

  /// Reads the point whose tag has opened; what it says of itself goes to the properties.
  private func point(_ properties: inout PropertyList) throws(DataFault) -> GPXPoint {
    var point = GPXPoint()
    point.y = coordinate("lat", &point.fault)
    point.x = coordinate("lon", &point.fault)
    let outer = scanner.depth - 1
    while scanner.depth > outer {
      guard try scanner.next() == .open else { continue }
      if scanner.isNamed("ele") {
        let text = try scanner.content()
        if case let value? = DecimalReader.double(text) {
          point.z = value.isFinite ? value : .nan
        } else if !text.isEmpty, text.lowercased() != "nan" {
          point.fault =
            point.fault
            ?? RecordFault(
              number: 0, field: .property("ele"), value: text, problem: "is not a number",
              remedy: "write metres such as 102.5")
        }
      } else if scanner.isNamed("time") {
        let text = try scanner.content()
        if !text.isEmpty {
          point.time = text
          properties.add("time", text: text)
        }
      } else {
        try element(&properties, &point.id)
      }
    }
    return point
  }

  private func coordinate(_ name: StaticString, _ fault: inout RecordFault?) -> Double {
    let value = scanner.withAttribute(name) { DecimalReader.double($0) }
    if case let number?? = value { return number }
    let text = scanner.attribute(name)
    fault =
      fault
      ?? RecordFault(
        number: 0, field: .property(name.description), value: text,
        problem: text == nil ? "is missing" : "is not a number",
        remedy: "write degrees such as 47.5")
    return 0
  }

  // MARK: Lines

  /// Reads a route or a track.
  private func line(_ kind: String, _ builder: inout BatchBuilder) throws(DataFault) {
    number += 1
    let start = scanner.line
    var id: BatchBuilder.Value?
    var fault: RecordFault?
    var properties = PropertyList()
    properties.add("gpx", text: kind)
    var parts: [[GPXPoint]] = kind == "route" ? [[]] : []
    let outer = scanner.depth - 1
    while scanner.depth > outer {
      guard try scanner.next() == .open else { continue }
      if scanner.isNamed("trkseg") {
        parts.append([])
      } else if scanner.isNamed("trkpt") || scanner.isNamed("rtept") {
        let line = scanner.line
        var ignored = PropertyList()
        let point = try point(&ignored)
        if var own = point.fault {
          own.problem += " (the point on line \(line))"
          fault = fault ?? own
        }
        if parts.isEmpty { parts.append([]) }
        parts[parts.count - 1].append(point)
      } else {
        try element(&properties, &id)
      }
    }
    let whole = parts.filter { $0.count > 1 }
    if whole.contains(where: { $0.contains { $0.time != nil } }) {
      properties.add("coordTimes", Self.times(whole))
    }
    builder.record(number: number, line: start) { (builder) throws(RecordFault) in
      if let id { builder.setID(id) }
      if let fault { throw fault }
      if parts.contains(where: { $0.count == 1 }) { builder.mend(.shortLine) }
      Self.add(whole, &builder)
      properties.add(to: &builder)
    }
  }

  private static func add(_ parts: [[GPXPoint]], _ builder: inout BatchBuilder) {
    guard !parts.isEmpty else { return builder.addShape(ShapeCode.none) }
    let hasHeights = parts.contains { $0.contains { $0.z.isFinite } }
    let height = hasHeights ? ShapeCode.height : 0
    if parts.count == 1 {
      builder.addShape(ShapeCode.lineString + height)
    } else {
      builder.addShape(ShapeCode.multiLineString + height, Int32(parts.count))
    }
    for part in parts {
      builder.addShape(part.count)
      for point in part {
        builder.addNumber(point.x)
        builder.addNumber(point.y)
        if hasHeights { builder.addNumber(point.z) }
      }
    }
  }

  /// The times of all points as JSON: a list, or a list of lists where there are several parts.
  private static func times(_ parts: [[GPXPoint]]) -> BatchBuilder.Value {
    let lists = parts.map { part in
      JSONValue.array(part.map { point in point.time.map(JSONValue.string) ?? .null })
    }
    return .json(JSON.encode(lists.count == 1 ? lists[0] : .array(lists)))
  }

  // MARK: Other elements

  /// Reads an element that says something about a point or a line.
  private func element(
    _ properties: inout PropertyList, _ id: inout BatchBuilder.Value?
  ) throws(DataFault) {
    guard scanner.space == .own, !scanner.isNamed("extensions") else {
      return try leaves(&properties, &id)
    }
    let name = scanner.name
    if name == "link" {
      if let address = scanner.attribute("href") { properties.add("link", text: address) }
      let outer = scanner.depth - 1
      while scanner.depth > outer {
        guard try scanner.next() == .open else { continue }
        if scanner.isNamed("text") {
          properties.add("link_text", text: try scanner.content())
        } else {
          try scanner.skip()
        }
      }
      return
    }
    let text = try scanner.content()
    if GPXElement.numbers.contains(name), let value = PropertyList.number(text) {
      properties.add(name, value)
    } else {
      properties.add(name, text: text)
    }
  }

  /// An element without others in it.
  private struct Leaf {
    var name: String
    var isOurs: Bool
    var isID: Bool
    var type: String?
    var depth: Int
  }

  /// The element that has opened, as if there were none in it.
  private func leaf() -> Leaf {
    let name = scanner.name
    let isOurs = scanner.space == .ours
    let isTaken = scanner.space == .foreign && GPXElement.taken.contains(name)
    return Leaf(
      name: isOurs && name == "value"
        ? scanner.attribute("name") ?? name : isTaken ? scanner.qualifiedName : name,
      isOurs: isOurs, isID: isOurs && name == "feature_id",
      type: isOurs ? scanner.attribute("type") : nil,
      depth: scanner.depth)
  }

  /// Reads the innermost of the elements of others, whatever is around them.
  ///
  /// Those that are called as elements of GPX keep their prefix.
  private func leaves(
    _ properties: inout PropertyList, _ id: inout BatchBuilder.Value?
  ) throws(DataFault) {
    let outer = scanner.depth - 1
    var open: Leaf? = scanner.isNamed("extensions") ? nil : leaf()
    var text = ""
    while scanner.depth > outer {
      switch try scanner.next() {
      case .open:
        open = leaf()
        text = ""
      case .text: text += scanner.wholeText.text
      case .close:
        guard let leaf = open, scanner.depth == leaf.depth - 1 else { continue }
        let value = Self.value(leaf.isOurs ? text : text.withoutBlanks, type: leaf.type)
        if leaf.isID { id = value } else { properties.add(leaf.name, value) }
        open = nil
      case .end: return
      }
    }
  }

  /// A value as ``GPXEncoder`` writes it; a text where no type is given.
  private static func value(_ text: String, type: String?) -> BatchBuilder.Value {
    switch type {
    case "number": PropertyList.number(text) ?? .text(text)
    case "boolean": .truth(text == "true")
    case "json":
      (try? JSON.decode(Array(text.utf8), file: "")).map { .json(JSON.encode($0)) } ?? .text(text)
    default: .text(text)
    }
  }
}

extension DecimalReader {
  /// The value of a decimal number; nil where the text is anything else.
  static func double(_ text: String) -> Double? {
    var text = text
    return text.withUTF8 { double($0) }
  }
}
