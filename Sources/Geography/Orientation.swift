/// On which side of a directed line a point lies.
package enum Turn: Int, Sendable {
  case right = -1
  case straight = 0
  case left = 1
}

extension PlanarPoint {
  /// On which side of the line from `start` to `end` the point lies; exact for finite coordinates
  /// whose products neither overflow nor underflow.
  ///
  /// Rounded arithmetic decides where its error bound lets it, else exact sums of products do:
  /// J. R. Shewchuk, "Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric
  /// Predicates", Discrete & Computational Geometry 18 (1997), <https://doi.org/10.1007/PL00009321>.
  package func turn(from start: PlanarPoint, to end: PlanarPoint) -> Turn {
    let left = (start.x - x) * (end.y - y)
    let right = (start.y - y) * (end.x - x)
    let rounded = left - right
    let bound = 3.330_669_073_875_471_6e-16 * (abs(left) + abs(right))
    if rounded > bound { return .left }
    if rounded < -bound { return .right }
    var sum = ExactSum()
    sum.add(start.x, times: end.y)
    sum.add(-start.x, times: y)
    sum.add(-x, times: end.y)
    sum.add(-start.y, times: end.x)
    sum.add(start.y, times: x)
    sum.add(y, times: end.x)
    return Turn(rawValue: sum.sign) ?? .straight
  }
}

/// A sum of products without rounding: parts that do not overlap, the smallest first.
private struct ExactSum {
  private var parts: [Double] = []

  mutating func add(_ a: Double, times b: Double) {
    let product = a * b
    add((-product).addingProduct(a, b))
    add(product)
  }

  private mutating func add(_ term: Double) {
    var carry = term
    var kept: [Double] = []
    for part in parts {
      let sum = carry + part
      let virtual = sum - carry
      let error = (carry - (sum - virtual)) + (part - virtual)
      if error != 0 { kept.append(error) }
      carry = sum
    }
    if carry != 0 { kept.append(carry) }
    parts = kept
  }

  /// The largest part outweighs all the others together.
  var sign: Int {
    guard let largest = parts.last else { return 0 }
    return largest > 0 ? 1 : largest < 0 ? -1 : 0
  }
}
