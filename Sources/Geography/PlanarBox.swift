/// An upright rectangle in metres; empty until a point is added.
public struct PlanarBox: Hashable, Sendable {
  public private(set) var minX = Double.infinity
  public private(set) var minY = Double.infinity
  public private(set) var maxX = -Double.infinity
  public private(set) var maxY = -Double.infinity

  public init() {}

  public init(_ points: some Sequence<PlanarPoint>) {
    for point in points { add(point) }
  }

  public var isEmpty: Bool { minX > maxX }
  public var width: Double { isEmpty ? 0 : maxX - minX }
  public var height: Double { isEmpty ? 0 : maxY - minY }

  /// The middle of the box; the origin where it is empty.
  public var center: PlanarPoint {
    isEmpty ? PlanarPoint(0, 0) : PlanarPoint((minX + maxX) / 2, (minY + maxY) / 2)
  }

  public mutating func add(_ point: PlanarPoint) {
    minX = min(minX, point.x)
    minY = min(minY, point.y)
    maxX = max(maxX, point.x)
    maxY = max(maxY, point.y)
  }

  public mutating func add(_ box: PlanarBox) {
    guard !box.isEmpty else { return }
    add(PlanarPoint(box.minX, box.minY))
    add(PlanarPoint(box.maxX, box.maxY))
  }

  /// The same box with a margin of `metres` on all sides; an empty box stays empty.
  public func expanded(by metres: Double) -> PlanarBox {
    guard !isEmpty else { return self }
    return PlanarBox([
      PlanarPoint(minX - metres, minY - metres), PlanarPoint(maxX + metres, maxY + metres),
    ])
  }

  /// Whether the point lies in the box or on its rim.
  public func contains(_ point: PlanarPoint) -> Bool {
    point.x >= minX && point.x <= maxX && point.y >= minY && point.y <= maxY
  }

  /// Whether the two boxes have a point in common.
  public func meets(_ other: PlanarBox) -> Bool {
    minX <= other.maxX && other.minX <= maxX && minY <= other.maxY && other.minY <= maxY
  }
}
