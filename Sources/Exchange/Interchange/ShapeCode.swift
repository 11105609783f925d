/// How words make geometries out of a list of numbers.
///
/// A geometry is its kind and then, for a point 1 (0 where it is empty), for a line or a list of points
/// how many positions, for a polygon or a list of lines how many of these and the positions of
/// each, for a list of polygons how many and each polygon, for a collection how many and each
/// geometry. A kind carries ``height`` where its positions have three numbers.
package enum ShapeCode {
  static let none: Int32 = 0
  static let point: Int32 = 1
  static let lineString: Int32 = 2
  static let polygon: Int32 = 3
  static let multiPoint: Int32 = 4
  static let multiLineString: Int32 = 5
  static let multiPolygon: Int32 = 6
  static let collection: Int32 = 7
  /// Added to a kind whose positions have heights.
  static let height: Int32 = 8

  static func kind(_ word: Int32) -> Int32 { word & 7 }
  static func stride(_ word: Int32) -> Int { word & height == 0 ? 2 : 3 }

  /// Names as GeoJSON has them, by kind.
  static let names: [StaticString] = [
    "", "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon",
    "GeometryCollection",
  ]

  /// How deep lists of positions are nested below the coordinates of a kind.
  static func depth(_ kind: Int32) -> Int {
    switch kind {
    case point: 0
    case lineString, multiPoint: 1
    case polygon, multiLineString: 2
    default: 3
    }
  }
}

/// Walks over a geometry with a place in its words and one in its numbers.
struct ShapeCursor {
  let shapes: UnsafeBufferPointer<Int32>
  let coordinates: UnsafeBufferPointer<Double>
  var word: Int
  var number: Int

  mutating func nextWord() -> Int32 {
    word += 1
    return shapes[word - 1]
  }
}

extension FeatureBatch {
  /// Adds a point without a place to the feature that is being made.
  mutating func addEmptyPoint() { shapes += [ShapeCode.point, 0] }

  /// Adds a geometry to the feature that is being made.
  mutating func add(_ geometry: Geometry?) {
    guard let geometry else { return shapes.append(ShapeCode.none) }
    // Where some positions have heights, the others have one that is no number.
    var hasHeights = false
    geometry.forEachPosition { if $0.z != nil { hasHeights = true } }
    let height = hasHeights ? ShapeCode.height : 0
    switch geometry {
    case .point(let position):
      shapes += [ShapeCode.point + height, 1]
      add([position], hasHeights)
    case .lineString(let line), .multiPoint(let line):
      let isLine = if case .lineString = geometry { true } else { false }
      shapes.append((isLine ? ShapeCode.lineString : ShapeCode.multiPoint) + height)
      addCounted(line, hasHeights)
    case .polygon(let lists), .multiLineString(let lists):
      let isArea = if case .polygon = geometry { true } else { false }
      shapes.append((isArea ? ShapeCode.polygon : ShapeCode.multiLineString) + height)
      shapes.append(Int32(lists.count))
      for list in lists { addCounted(list, hasHeights) }
    case .multiPolygon(let polygons):
      shapes += [ShapeCode.multiPolygon + height, Int32(polygons.count)]
      for rings in polygons {
        shapes.append(Int32(rings.count))
        for ring in rings { addCounted(ring, hasHeights) }
      }
    case .geometryCollection(let members):
      shapes += [ShapeCode.collection, Int32(members.count)]
      for member in members { add(member) }
    }
  }

  private mutating func addCounted(_ positions: [Position], _ hasHeights: Bool) {
    shapes.append(Int32(positions.count))
    add(positions, hasHeights)
  }

  private mutating func add(_ positions: [Position], _ hasHeights: Bool) {
    for position in positions {
      coordinates.append(position.x)
      coordinates.append(position.y)
      if hasHeights { coordinates.append(position.z ?? .nan) }
    }
  }

  /// The geometry of a feature as a value; nil where it has none.
  func geometry(of index: Int) -> Geometry? {
    var word = shapes(of: index).lowerBound
    var number = coordinates(of: index).lowerBound
    return geometry(&word, &number)
  }

  private func geometry(_ word: inout Int, _ number: inout Int) -> Geometry? {
    let code = shapes[word]
    word += 1
    let stride = ShapeCode.stride(code)
    func count() -> Int {
      word += 1
      return Int(shapes[word - 1])
    }
    func positions() -> [Position] {
      (0..<count()).map { _ in
        defer { number += stride }
        let z = stride == 3 ? coordinates[number + 2] : .nan
        return Position(
          x: coordinates[number], y: coordinates[number + 1], z: z.isFinite ? z : nil)
      }
    }
    func lists() -> [[Position]] { (0..<count()).map { _ in positions() } }
    switch ShapeCode.kind(code) {
    case ShapeCode.point: return positions().first.map(Geometry.point)
    case ShapeCode.lineString: return .lineString(positions())
    case ShapeCode.multiPoint: return .multiPoint(positions())
    case ShapeCode.polygon: return .polygon(lists())
    case ShapeCode.multiLineString: return .multiLineString(lists())
    case ShapeCode.multiPolygon: return .multiPolygon((0..<count()).map { _ in lists() })
    case ShapeCode.collection:
      var members: [Geometry] = []
      for _ in 0..<count() {
        if let member = geometry(&word, &number) { members.append(member) }
      }
      return .geometryCollection(members)
    default: return nil
    }
  }
}
