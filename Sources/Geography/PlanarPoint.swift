/// A place on a flat map, in metres: `x` to the east, `y` to the north.
public struct PlanarPoint: Hashable, Sendable {
  public var x: Double
  public var y: Double

  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }

  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }

  /// The straight distance to another point, in metres.
  @inlinable
  public func distance(to other: PlanarPoint) -> Double {
    let dx = other.x - x
    let dy = other.y - y
    return (dx * dx + dy * dy).squareRoot()
  }

  /// Whether both coordinates are numbers and finite.
  public var isFinite: Bool { x.isFinite && y.isFinite }
}
