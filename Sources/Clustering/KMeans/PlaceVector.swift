/// A point of few columns in one vector register, unused lanes 0.
protocol PlaceVector: SIMD, Sendable, SendableMetatype where Scalar == Double {
  /// Sums the squares from the first lane to the last, as a plain loop would.
  func squaredDistance(to other: Self) -> Double

  /// The corner of a box that is farthest in the direction from one place to another.
  static func corner(_ low: Self, _ high: Self, from: Self, toward: Self) -> Self
}

extension PlaceVector {
  /// Whether every place in the box is nearer to `self` than to `other`, rounding included.
  ///
  /// The difference of the squared distances is linear, so that one corner decides: T. Kanungo and
  /// others, "An Efficient k-Means Clustering Algorithm", IEEE TPAMI 24 (2002),
  /// <https://doi.org/10.1109/TPAMI.2002.1017616>. The margin is some ten times what rounding can
  /// change in the squared distances of any place in the box, so that comparing those, place by
  /// place, gives the same answer.
  @inline(__always)
  func dominates(_ other: Self, low: Self, high: Self, squaredDiagonal: Double) -> Bool {
    let corner = Self.corner(low, high, from: self, toward: other)
    let far = other.squaredDistance(to: corner)
    return far - squaredDistance(to: corner) > 1e-14 * (far + squaredDiagonal)
  }

  /// The squared distance to the nearest place in a box; 0 inside.
  @inline(__always)
  func squaredDistance(toBox low: Self, _ high: Self) -> Double {
    squaredDistance(to: lesser(greater(self, low), high))
  }

  /// The squared distance to the farthest place in a box.
  @inline(__always)
  func squaredReach(ofBox low: Self, _ high: Self) -> Double {
    let middle = (low + high) * 0.5
    return squaredDistance(to: Self.corner(low, high, from: self, toward: middle))
  }
}

extension SIMD2<Double>: PlaceVector {
  @inline(__always)
  func squaredDistance(to other: Self) -> Double {
    let step = self - other
    let squares = step * step
    return squares.x + squares.y
  }

  @inline(__always)
  static func corner(_ low: Self, _ high: Self, from: Self, toward: Self) -> Self {
    low.replacing(with: high, where: toward .> from)
  }
}

extension SIMD4<Double>: PlaceVector {
  @inline(__always)
  func squaredDistance(to other: Self) -> Double {
    let step = self - other
    let squares = step * step
    return squares.x + squares.y + squares.z + squares.w
  }

  @inline(__always)
  static func corner(_ low: Self, _ high: Self, from: Self, toward: Self) -> Self {
    low.replacing(with: high, where: toward .> from)
  }
}
