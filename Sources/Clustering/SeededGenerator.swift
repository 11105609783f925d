/// Random numbers that are the same on every machine and with every version of Swift.
///
/// The standard library may change how it turns random bits into a choice; this type does both
/// itself. SplitMix64: G. L. Steele, D. Lea, C. H. Flood, "Fast Splittable Pseudorandom Number
/// Generators", OOPSLA 2014, <https://doi.org/10.1145/2660193.2660195>.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// A sequence of its own for each pair of a seed and a stream.
  public init(seed: UInt64, stream: UInt64 = 0) {
    var mixer = SeededGenerator(state: stream)
    state = seed ^ mixer.next()
    if stream == 0 { state = seed }
  }

  private init(state: UInt64) { self.state = state }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// A number from 0 up to, but not including, the limit; all equally likely.
  ///
  /// Multiply and reject: D. Lemire, "Fast Random Integer Generation in an Interval", ACM TOMACS
  /// 29 (2019), <https://doi.org/10.1145/3230636>.
  public mutating func index(below limit: Int) -> Int {
    precondition(limit > 0, "there is no index below \(limit)")
    let range = UInt64(limit)
    let rejected = (0 &- range) % range
    while true {
      let product = next().multipliedFullWidth(by: range)
      if product.low >= rejected { return Int(product.high) }
    }
  }

  /// A number from 0 up to, but not including, 1: a multiple of 2⁻⁵³.
  public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Draws values to the front: every choice of the first `count`, in every order, equally likely.
  package mutating func draw<Value>(_ count: Int, toFrontOf values: inout [Value]) {
    for position in 0..<count {
      values.swapAt(position, position + index(below: values.count - position))
    }
  }

  /// An index drawn with the likelihood of its weight; nil where no weight is positive.
  ///
  /// - Parameter weights: None negative, all finite.
  /// - Returns: An index into the weights.
  /// - Complexity: O(*n*)
  public mutating func index(weightedBy weights: [Double]) -> Int? {
    let total = weights.reduce(0, +)
    guard total > 0 else { return nil }
    let wanted = unit() * total
    var sum = 0.0
    var last: Int?
    for index in weights.indices where weights[index] > 0 {
      sum += weights[index]
      last = index
      if sum > wanted { return index }
    }
    // Rounding can leave the sum a hair short of the total.
    return last
  }
}
