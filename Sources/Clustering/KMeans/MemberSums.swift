/// What the members of each center come to, kept while rows go from one center to another.
///
/// Each sum carries the roundings of its additions along, so that rows taken away leave what
/// adding the others alone would have given: T. Ogita, S. M. Rump, S. Oishi, "Accurate Sum and Dot
/// Product", SIAM Journal on Scientific Computing 26 (2005), algorithm 4.4,
/// <https://doi.org/10.1137/030601818>.
struct MemberSums: Sendable {
  private let columns: Int
  private var sums: [Double]
  private var roundings: [Double]
  private var totals: [Double]
  private var totalRoundings: [Double]
  /// Members with weight.
  private var counts: [Int]

  init(count: Int, columns: Int) {
    self.columns = columns
    sums = Array(repeating: 0, count: count * columns)
    roundings = sums
    totals = Array(repeating: 0, count: count)
    totalRoundings = totals
    counts = Array(repeating: 0, count: count)
  }

  /// Adds a row of weight 1 or another to a center, or takes it away.
  ///
  /// - Parameters:
  ///   - row: The values of the row.
  ///   - weight: At least 0.
  ///   - sign: 1, or −1 to take it away.
  ///   - center: Whose member it becomes, or is no longer.
  mutating func add(_ row: UnsafePointer<Double>, weight: Double, sign: Double, to center: Int) {
    guard weight > 0 else { return }
    let share = sign * weight
    let first = center * columns
    sums.withUnsafeMutableBufferPointer { sums in
      roundings.withUnsafeMutableBufferPointer { roundings in
        for column in 0..<columns {
          Self.add(share * row[column], to: &sums[first + column], &roundings[first + column])
        }
      }
    }
    Self.add(share, to: &totals[center], &totalRoundings[center])
    counts[center] += sign > 0 ? 1 : -1
  }

  @inline(__always)
  private static func add(_ value: Double, to sum: inout Double, _ rounding: inout Double) {
    let total = sum + value
    let taken = total - sum
    rounding += (sum - (total - taken)) + (value - taken)
    sum = total
  }

  /// Adds what the members come to, for centers that have any.
  func add(to pass: inout LloydPass) {
    for center in counts.indices where counts[center] > 0 {
      for place in center * columns..<(center + 1) * columns {
        pass.sums[place] += sums[place] + roundings[place]
      }
      pass.weights[center] += totals[center] + totalRoundings[center]
    }
  }
}
