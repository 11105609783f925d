import Clustering
import Exchange
import Foundation

/// Made-up points in the plane to try clusterings on, each with the group that it was made in.
package struct PointBoard: Sendable {
  package enum Shape: String, Hashable, Sendable, CaseIterable {
    /// Evenly over a square: no groups at all.
    case uniform
    /// Bell-shaped heaps around middles that are well apart.
    case gaussians
    /// Half circles that reach into each other.
    case moons
    /// Circles, each inside the next.
    case circles
    /// A disc and broad rings around it.
    case rings
  }

  package var shape: Shape
  package var count = 300
  /// How many groups; nil for what suits the shape.
  package var groups: Int?
  /// How far points scatter, as a share of what suits the shape.
  package var spread: Double?
  package var seed: UInt64 = 1

  package init(_ shape: Shape) { self.shape = shape }

  /// Makes the points.
  ///
  /// - Returns: Per point its place, in a square of some 100 units, and its group from 1.
  /// - Throws: ``ClusterError`` for numbers that make no sense.
  /// - Complexity: O(*n*)
  package func points() throws(ClusterError) -> [(x: Double, y: Double, group: Int)] {
    guard count >= 1 else {
      throw .badNumber(option: "-n", value: "\(count)", allowed: "1 or more")
    }
    let groups = groups ?? Self.usualGroups(shape)
    guard groups >= 1, groups <= count else {
      throw .badNumber(option: "-k", value: "\(groups)", allowed: "1 to \(count)")
    }
    if shape == .moons, groups != 2 {
      throw .notTaken(option: "-k", why: "moons are two; use circles, rings or gaussians")
    }
    let spread = spread ?? Self.usualSpread(shape)
    guard spread >= 0, spread.isFinite else {
      throw .badNumber(option: "--spread", value: "\(spread)", allowed: "0 or more")
    }
    var random = BoardRandom(seed: seed)
    let middles = shape == .gaussians ? random.middles(groups, spread: spread) : []
    return (0..<count).map { number in
      // In turn, so that groups are equally large and any part of the file has all of them.
      let group = number % groups
      let place = place(group, of: groups, middles: middles, using: &random)
      return (
        place.x + spread * random.normal(shape), place.y + spread * random.normal(shape),
        shape == .uniform ? 1 : group + 1
      )
    }
  }

  private static func usualGroups(_ shape: Shape) -> Int {
    switch shape {
    case .uniform: 1
    case .gaussians: 3
    case .moons, .circles, .rings: 2
    }
  }

  private static func usualSpread(_ shape: Shape) -> Double {
    switch shape {
    case .uniform, .rings: 0
    case .gaussians: 4
    case .moons, .circles: 2
    }
  }

  /// Where a point of a group would be without scatter.
  private func place(
    _ group: Int, of groups: Int, middles: [(x: Double, y: Double)],
    using random: inout BoardRandom
  ) -> (x: Double, y: Double) {
    switch shape {
    case .uniform: return (100 * random.unit(), 100 * random.unit())
    case .gaussians: return middles[group]
    case .moons:
      let angle = Double.pi * random.unit()
      let (x, y) = (30 * cos(angle), 30 * sin(angle))
      return group == 0 ? (35 + x, 40 + y) : (65 + x, 55 - y)
    case .circles:
      let angle = 2 * Double.pi * random.unit()
      let radius = 45 * Double(group + 1) / Double(groups)
      return (50 + radius * cos(angle), 50 + radius * sin(angle))
    case .rings:
      // As broad as the gaps between them, evenly filled.
      let angle = 2 * Double.pi * random.unit()
      let inner = Double(2 * group)
      let square = inner * inner + random.unit() * (2 * inner + 1)
      let radius = 45 / Double(2 * groups - 1) * square.squareRoot()
      return (50 + radius * cos(angle), 50 + radius * sin(angle))
    }
  }

  /// Writes `id,x,y,label`.
  ///
  /// - Parameters:
  ///   - path: `-` is the standard output.
  ///   - force: Whether a file with something in it may be replaced.
  /// - Throws: ``ClusterError``, or an `OutputError`.
  package func write(to path: String, force: Bool = false) throws {
    var text = CellText()
    text.add("id")
    for name in ["x", "y", "label"] {
      text.comma()
      text.add(name)
    }
    text.endLine()
    for (number, point) in try points().enumerated() {
      text.add(number + 1)
      text.comma()
      text.add(point.x, decimals: 4)
      text.comma()
      text.add(point.y, decimals: 4)
      text.comma()
      text.add(point.group)
      text.endLine()
    }
    try AtomicFile.write(text.bytes, to: path, force: force)
  }
}

/// Draws for boards, the same on every machine.
private struct BoardRandom {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func unit() -> Double { generator.unit() }

  /// A number from a bell curve of width 1; 0 for a board without scatter of its own.
  ///
  /// G. E. P. Box, M. E. Muller, "A Note on the Generation of Random Normal Deviates", Annals of
  /// Mathematical Statistics 29 (1958), <https://doi.org/10.1214/aoms/1177706645>.
  mutating func normal(_ shape: PointBoard.Shape) -> Double {
    guard shape != .uniform else { return 0 }
    let radius = (-2 * log(1 - generator.unit())).squareRoot()
    return radius * cos(2 * Double.pi * generator.unit())
  }

  /// Middles that are as far apart as the board and the spread allow.
  mutating func middles(_ count: Int, spread: Double) -> [(x: Double, y: Double)] {
    var apart = min(max(6 * spread, 20), 80)
    var middles: [(x: Double, y: Double)] = []
    var failures = 0
    while middles.count < count {
      let place = (x: 10 + 80 * unit(), y: 10 + 80 * unit())
      let isFree = middles.allSatisfy { other in
        let (across, up) = (other.x - place.x, other.y - place.y)
        return across * across + up * up >= apart * apart
      }
      if isFree {
        middles.append(place)
        failures = 0
      } else {
        failures += 1
        // The board is full: come closer.
        if failures == 200 { (apart, failures) = (apart * 0.9, 0) }
      }
    }
    return middles
  }
}
