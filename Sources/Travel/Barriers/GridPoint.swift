/// A place on the millimetre grid, counted from the grid's origin.
///
/// Differences of two grid points fit in 32 bits, so that an orientation is exact in 64.
struct GridPoint: Hashable, Sendable {
  var x: Int32
  var y: Int32

  /// The largest coordinate that a barrier, a crossing or a point may have: 1,050 km.
  static let reach: Int32 = 1_050_000_000

  init(_ x: Int32, _ y: Int32) {
    self.x = x
    self.y = y
  }
}

/// The step from one grid point to another, in millimetres.
struct GridVector: Hashable, Sendable {
  var dx: Int
  var dy: Int

  @inline(__always)
  init(from origin: GridPoint, to target: GridPoint) {
    dx = Int(target.x) &- Int(origin.x)
    dy = Int(target.y) &- Int(origin.y)
  }

  init(_ dx: Int, _ dy: Int) {
    self.dx = dx
    self.dy = dy
  }

  var isZero: Bool { dx == 0 && dy == 0 }

  /// The step back.
  @inline(__always)
  var reversed: GridVector { GridVector(0 &- dx, 0 &- dy) }

  /// A step a little to the left of this one, by less than a quarter turn.
  @inline(__always)
  var turnedLeft: GridVector { GridVector(dx &- dy.signum(), dy &+ dx.signum()) }

  /// A step a little to the right of this one, by less than a quarter turn.
  @inline(__always)
  var turnedRight: GridVector { GridVector(dx &+ dy.signum(), dy &- dx.signum()) }

  /// Positive where `other` points to the left of this vector; exact.
  @inline(__always)
  func cross(_ other: GridVector) -> Int { dx &* other.dy &- dy &* other.dx }

  /// Positive where `other` points forward along this vector; exact.
  @inline(__always)
  func dot(_ other: GridVector) -> Int { dx &* other.dx &+ dy &* other.dy }

  /// The length in millimetres, rounded.
  var length: Double {
    let x = Double(dx)
    let y = Double(dy)
    return (x * x + y * y).squareRoot()
  }
}

/// Positive where `c` lies to the left of the line from `a` to `b`, zero on it; exact.
@inline(__always)
func orientation(_ a: GridPoint, _ b: GridPoint, _ c: GridPoint) -> Int {
  let ax = Int(a.x)
  let ay = Int(a.y)
  return (Int(b.x) &- ax) &* (Int(c.y) &- ay) &- (Int(b.y) &- ay) &* (Int(c.x) &- ax)
}

/// Whether `d` lies inside the circle through `a`, `b`, `c` (in anticlockwise order) beyond doubt.
///
/// Not exact at distances of hundreds of kilometres, where it may say no: the triangulation is then
/// a little less Delaunay, never wrong.
func isSurelyInsideCircle(_ a: GridPoint, _ b: GridPoint, _ c: GridPoint, _ d: GridPoint) -> Bool {
  let ax = Double(Int(a.x) &- Int(d.x))
  let ay = Double(Int(a.y) &- Int(d.y))
  let bx = Double(Int(b.x) &- Int(d.x))
  let by = Double(Int(b.y) &- Int(d.y))
  let cx = Double(Int(c.x) &- Int(d.x))
  let cy = Double(Int(c.y) &- Int(d.y))
  let a2 = ax * ax + ay * ay
  let b2 = bx * bx + by * by
  let c2 = cx * cx + cy * cy
  let bc1 = bx * cy
  let bc2 = by * cx
  let ca1 = cx * ay
  let ca2 = cy * ax
  let ab1 = ax * by
  let ab2 = ay * bx
  let determinant = a2 * (bc1 - bc2) + b2 * (ca1 - ca2) + c2 * (ab1 - ab2)
  let permanent =
    a2 * (abs(bc1) + abs(bc2)) + b2 * (abs(ca1) + abs(ca2)) + c2 * (abs(ab1) + abs(ab2))
  // Twelve roundings at most stand between the exact determinant and this one.
  return determinant > permanent * 2e-15
}
