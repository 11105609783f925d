/// Holds a text to RFC 7946, with its recommendations, and to 7 decimals at most.
public struct RFC7946 {
  /// What is wrong, each with its place; empty where nothing is.
  public private(set) var faults: [String] = []
  /// How many features there are.
  public private(set) var featureCount = 0

  private let isGeographic: Bool
  private var place = ""
  private var ys: [Double] = []
  private var zs: [Double] = []
  /// From where to where the longitudes of points, lines and rings lie.
  private var spans: [ClosedRange<Double>] = []

  /// Looks at a text.
  ///
  /// - Parameters:
  ///   - bytes: One collection.
  ///   - isGeographic: False for plans in metres, which only name and order go by the RFC.
  public init(_ bytes: [UInt8], isGeographic: Bool = true) {
    self.isGeographic = isGeographic
    do {
      check(collection: try PlainJSON(bytes))
    } catch {
      faults.append("\(error)")
    }
  }

  private mutating func expect(_ isRight: Bool, _ fault: @autoclosure () -> String) {
    if !isRight { faults.append(place + fault()) }
  }

  private mutating func check(collection root: PlainJSON) {
    expect(root["type"] == .string("FeatureCollection"), "no FeatureCollection at the root")
    // Sections 4 and 7.1: no other system, and no members that belong to other types.
    for name in ["crs", "coordinates", "geometries", "geometry", "properties"] {
      expect(root[name] == nil, "a member \(name) at the root")
    }
    guard let features = root["features"]?.elements else {
      return expect(false, "no list of features")
    }
    featureCount = features.count
    for (index, feature) in features.enumerated() {
      place = "feature \(index + 1): "
      check(feature: feature)
    }
    place = ""
    check(box: root["bbox"])
  }

  /// Section 3.2.
  private mutating func check(feature: PlainJSON) {
    expect(feature["type"] == .string("Feature"), "not of type Feature")
    for name in ["coordinates", "geometries", "features", "crs"] {
      expect(feature[name] == nil, "a member \(name)")
    }
    switch feature["id"] {
    case nil, .string, .number: break
    default: expect(false, "an id that is neither a string nor a number")
    }
    switch feature["properties"] {
    case .null, .object: break
    default: expect(false, "properties that are neither an object nor null")
    }
    switch feature["geometry"] {
    case .null: break
    case .some(let geometry): check(geometry: geometry)
    case nil: expect(false, "no member geometry")
    }
  }

  /// Section 3.1.
  private mutating func check(geometry: PlainJSON) {
    for name in ["geometry", "properties", "features", "crs"] {
      expect(geometry[name] == nil, "a member \(name) in a geometry")
    }
    let list = geometry["coordinates"]
    // Section 3.1: such a geometry may be taken as null.
    if list == .array([]), geometry["type"] != .string("GeometryCollection") { return }
    switch geometry["type"]?.text {
    case "Point": check(point: list)
    case "MultiPoint": for one in parts(list) { check(point: one) }
    case "LineString": check(line: list)
    case "MultiLineString": for one in parts(list) { check(line: one) }
    case "Polygon": check(polygon: list)
    case "MultiPolygon": for one in parts(list) { check(polygon: one) }
    case "GeometryCollection":
      expect(list == nil, "a member coordinates in a collection")
      for one in parts(geometry["geometries"]) { check(geometry: one) }
    case let type: expect(false, "a geometry of type \(type ?? "none")")
    }
  }

  private mutating func parts(_ list: PlainJSON?) -> [PlainJSON] {
    guard let elements = list?.elements else {
      expect(false, "no list where one belongs")
      return []
    }
    return elements
  }

  private mutating func check(point: PlainJSON?) {
    if let position = check(position: point) { spans.append(position.x...position.x) }
  }

  @discardableResult
  private mutating func check(position: PlainJSON?) -> (x: Double, y: Double)? {
    let numbers = parts(position)
    let values = numbers.compactMap(\.number)
    expect(values.count == numbers.count, "a coordinate that is no number")
    expect((2...3).contains(values.count), "a position of \(values.count) numbers")
    guard values.count >= 2 else { return nil }
    for case .number(let text) in numbers {
      let decimals = text.split(separator: ".", maxSplits: 1).dropFirst().first?.count ?? 0
      expect(decimals <= 7 && !text.lowercased().contains("e"), "\(text) with too many decimals")
      expect(text != "-0", "a zero below zero")
    }
    expect(values.allSatisfy(\.isFinite), "a coordinate that is not finite")
    if isGeographic {
      expect(abs(values[0]) <= 180 && abs(values[1]) <= 90, "\(values) is not on the earth")
    }
    ys.append(values[1])
    if values.count == 3 { zs.append(values[2]) }
    return (values[0], values[1])
  }

  @discardableResult
  private mutating func check(line list: PlainJSON?, least: Int = 2) -> [(x: Double, y: Double)] {
    let positions = parts(list).compactMap { check(position: $0) }
    expect(positions.count >= least, "\(positions.count) positions, \(least) at least")
    if let west = positions.map(\.x).min(), let east = positions.map(\.x).max() {
      spans.append(west...east)
    }
    guard isGeographic else { return positions }
    // Section 3.1.9: what crosses the antimeridian is cut there.
    for (a, b) in zip(positions, positions.dropFirst()) {
      expect(abs(a.x - b.x) <= 180, "an edge over the antimeridian, \(a) to \(b)")
    }
    return positions
  }

  /// Section 3.1.6: closed rings of four or more, the outer one counterclockwise, holes clockwise.
  private mutating func check(polygon: PlainJSON?) {
    for (index, ring) in parts(polygon).enumerated() {
      let corners = check(line: ring, least: 4)
      guard let first = corners.first, let last = corners.last else { continue }
      expect(first == last, "ring \(index + 1) is open")
      var twice = 0.0
      for (a, b) in zip(corners, corners.dropFirst()) {
        twice += (a.x - first.x) * (b.y - first.y) - (b.x - first.x) * (a.y - first.y)
      }
      expect(index == 0 ? twice >= 0 : twice <= 0, "ring \(index + 1) winds the wrong way")
    }
  }

  /// Section 5.2: west and east of a box, the former above the latter where all lies within half of the earth on
  /// both sides of the antimeridian.
  private func extent() -> (west: Double, east: Double)? {
    let sorted = spans.sorted { $0.lowerBound < $1.lowerBound }
    guard let first = sorted.first else { return nil }
    var east = first.upperBound
    for span in sorted.dropFirst() {
      if isGeographic, span.lowerBound - east > 180 { return (span.lowerBound, east) }
      east = max(east, span.upperBound)
    }
    return (first.lowerBound, east)
  }

  /// Section 5: the box of a collection holds all of it, and no more.
  private mutating func check(box: PlainJSON?) {
    guard let (minX, maxX) = extent(), let minY = ys.min(), let maxY = ys.max() else {
      return expect(box == nil, "a bbox around nothing")
    }
    guard let box else { return expect(false, "no bbox") }
    let numbers = parts(box).compactMap(\.number)
    switch numbers.count {
    case 4:
      expect(
        numbers == [minX, minY, maxX, maxY], "bbox \(numbers) around \([minX, minY, maxX, maxY])")
    case 6:
      let wanted = [minX, minY, zs.min() ?? .nan, maxX, maxY, zs.max() ?? .nan]
      expect(numbers == wanted, "bbox \(numbers), not \(wanted)")
    default: expect(false, "a bbox of \(numbers.count) numbers")
    }
  }
}
