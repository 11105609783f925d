/// Numbers grid points in the order in which they come, each place once.
///
/// An open hash table with linear probing; the points themselves stand in one array.
struct GridPointNumbers: Sendable {
  private(set) var points: [GridPoint] = []
  /// Numbers of points, or −1; a power of two of them, at most half taken.
  private var slots = [Int32](repeating: -1, count: 64)

  /// The number of a place, a new one where it has none yet.
  ///
  /// - Complexity: O(1) on average.
  mutating func number(of point: GridPoint) -> Int32 {
    var slot = Self.hash(point) & (slots.count - 1)
    while slots[slot] >= 0 {
      if points[Int(slots[slot])] == point { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = Int32(points.count)
    slots[slot] = number
    points.append(point)
    if 2 * points.count > slots.count { grow() }
    return number
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: 4 * slots.count)
    for (number, point) in points.enumerated() {
      var slot = Self.hash(point) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number)
    }
  }

  /// Multiplies by odd numbers near the golden section and folds the high bits down.
  private static func hash(_ point: GridPoint) -> Int {
    let x = UInt64(UInt32(bitPattern: point.x))
    let y = UInt64(UInt32(bitPattern: point.y))
    let mixed = (x << 32 | y) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: (mixed ^ mixed >> 29) &* 0xBF58_476D_1CE4_E5B9 >> 33)
  }
}
