/// The order of places along a Hilbert curve: neighbours on it are neighbours in the plane.
enum HilbertCurve {
  /// Indices of the places in the order of the curve; ties by index.
  static func order(_ places: [GridPoint]) -> [Int] {
    guard let first = places.first else { return [] }
    var minX = first.x
    var minY = first.y
    var maxX = first.x
    var maxY = first.y
    for place in places {
      minX = min(minX, place.x)
      minY = min(minY, place.y)
      maxX = max(maxX, place.x)
      maxY = max(maxY, place.y)
    }
    let extent = max(1, max(Int(maxX) - Int(minX), Int(maxY) - Int(minY)))
    var shift = 0
    while extent >> shift >= 1 << 16 { shift += 1 }
    let keys = places.enumerated().map { index, place in
      let x = UInt32((Int(place.x) - Int(minX)) >> shift)
      let y = UInt32((Int(place.y) - Int(minY)) >> shift)
      return UInt64(position(x, y)) << 32 | UInt64(index)
    }
    return keys.sorted().map { Int($0 & 0xFFFF_FFFF) }
  }

  /// How far along the curve of order 16 the cell lies.
  private static func position(_ column: UInt32, _ row: UInt32) -> UInt32 {
    var x = column
    var y = row
    var result: UInt32 = 0
    var side: UInt32 = 1 << 15
    while side > 0 {
      let right: UInt32 = x & side > 0 ? 1 : 0
      let upper: UInt32 = y & side > 0 ? 1 : 0
      result &+= side &* side &* ((3 &* right) ^ upper)
      if upper == 0 {
        if right == 1 {
          x = (side &- 1) &- (x & (side &- 1))
          y = (side &- 1) &- (y & (side &- 1))
        } else {
          x &= side &- 1
          y &= side &- 1
        }
        swap(&x, &y)
      } else {
        x &= side &- 1
        y &= side &- 1
      }
      side >>= 1
    }
    return result
  }
}
