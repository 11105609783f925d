/// The box around positions; none lie in it where ``minX`` is above ``maxX``.
package struct CoordinateBox: Hashable, Sendable {
  package var minX = Double.infinity
  package var minY = Double.infinity
  package var maxX = -Double.infinity
  package var maxY = -Double.infinity

  /// The smallest x from 0 up and the largest below 0, of what ``addSides(of:)`` was told of.
  private var leastEast = Double.infinity
  private var mostWest = -Double.infinity
  /// Whether a line or a ring lies on both sides of x = 0.
  private var coversMiddle = false

  package init() {}

  package var isEmpty: Bool { minX > maxX }

  mutating func add(_ other: CoordinateBox) {
    minX = min(minX, other.minX)
    minY = min(minY, other.minY)
    maxX = max(maxX, other.maxX)
    maxY = max(maxY, other.maxY)
    leastEast = min(leastEast, other.leastEast)
    mostWest = max(mostWest, other.mostWest)
    coversMiddle = coversMiddle || other.coversMiddle
  }

  @inline(__always)
  mutating func add(_ x: Double, _ y: Double) {
    minX = min(minX, x)
    minY = min(minY, y)
    maxX = max(maxX, x)
    maxY = max(maxY, y)
  }

  /// West, south, east and north, as GeoJSON writes them.
  ///
  /// Where all lies within half of the earth on both sides of the antimeridian, west is above east (RFC 7946,
  /// 5.2); that is known of degrees alone, which ``addSides(of:)`` was told of.
  var corners: [Double] {
    // Nothing lies between the two, so that the shorter way around all leads over 180°.
    let isOverAntimeridian =
      !coversMiddle && leastEast.isFinite && mostWest.isFinite && leastEast - mostWest > 180
    return isOverAntimeridian ? [leastEast, minY, mostWest, maxY] : [minX, minY, maxX, maxY]
  }
}

// MARK: Both sides of the antimeridian

extension CoordinateBox {
  /// Looks at which sides of x = 0 the parts of geometries lie, whose positions have been added.
  ///
  /// - Complexity: O(*n*), *n* positions; O(1) where all lie on one side.
  mutating func addSides(of batch: FeatureBatch) {
    guard minX < 0, maxX >= 0 else {
      if minX >= 0 { leastEast = min(leastEast, minX) }
      if maxX < 0 { mostWest = max(mostWest, maxX) }
      return
    }
    batch.shapes.withUnsafeBufferPointer { shapes in
      batch.coordinates.withUnsafeBufferPointer { coordinates in
        var cursor = ShapeCursor(shapes: shapes, coordinates: coordinates, word: 0, number: 0)
        while cursor.word < shapes.count { addSides(&cursor) }
      }
    }
  }

  private mutating func addSides(_ cursor: inout ShapeCursor) {
    let code = cursor.nextWord()
    let stride = ShapeCode.stride(code)
    switch ShapeCode.kind(code) {
    case ShapeCode.none: break
    case ShapeCode.collection: for _ in 0..<cursor.nextWord() { addSides(&cursor) }
    case ShapeCode.point, ShapeCode.multiPoint:
      for _ in 0..<cursor.nextWord() { addPart(&cursor, count: 1, stride) }
    case ShapeCode.lineString: addPart(&cursor, count: cursor.nextWord(), stride)
    case ShapeCode.polygon, ShapeCode.multiLineString: addParts(&cursor, stride)
    default: for _ in 0..<cursor.nextWord() { addParts(&cursor, stride) }
    }
  }

  private mutating func addParts(_ cursor: inout ShapeCursor, _ stride: Int) {
    for _ in 0..<cursor.nextWord() { addPart(&cursor, count: cursor.nextWord(), stride) }
  }

  /// A point, a line or a ring: what hangs together.
  private mutating func addPart(_ cursor: inout ShapeCursor, count: Int32, _ stride: Int) {
    var (isEast, isWest) = (false, false)
    for _ in 0..<count {
      let x = cursor.coordinates[cursor.number]
      cursor.number += stride
      if x >= 0 {
        leastEast = min(leastEast, x)
        isEast = true
      } else {
        mostWest = max(mostWest, x)
        isWest = true
      }
    }
    coversMiddle = coversMiddle || isEast && isWest
  }
}
