import Geography
import Travel

/// The same world with something changed, for whoever wants to know what it matters.
struct WhatIf<Provider: DistanceProvider>: Sendable {
  /// One barrier that can be taken away.
  struct Wall: Sendable {
    var id: String
    var name: String
    var kind: String
    /// Metres of line, and of banks.
    var length: Double
    /// Corners.
    var size: Int
  }

  /// All barriers, in the order of their file.
  var walls: [Wall]
  /// The world without one barrier.
  var without: @Sendable (_ id: String) throws -> Provider
  /// The world with one crossing closed.
  var closing: @Sendable (_ id: String) -> Provider
}

extension WhatIf<BarrierDistance> {
  init(_ distance: BarrierDistance) {
    self.init(
      walls: distance.barriers.map(Wall.init),
      without: { try distance.withoutBarriers([$0]) },
      closing: { distance.withCrossings(open: [], close: [$0]) })
  }
}

extension WhatIf.Wall {
  fileprivate init(_ barrier: Barrier) {
    var length = 0.0
    var size = 0
    for shape in barrier.shapes {
      let lines: [[PlanarPoint]] =
        switch shape {
        case .line(let points): [points]
        case .area(let polygon):
          ([polygon.exterior] + polygon.holes).map { $0 + $0.prefix(1) }
        }
      for line in lines {
        size += line.count
        for (a, b) in zip(line, line.dropFirst()) { length += a.distance(to: b) }
      }
    }
    self.init(
      id: barrier.id, name: barrier.displayName, kind: barrier.kind, length: length, size: size)
  }
}
