import Clustering

/// Some of the demand instead of all of it: drawn by weight, at equal steps along the list.
struct DemandSample {
  /// Indices into the demand, ascending.
  private(set) var members: [Int] = []
  /// How much each counts.
  private(set) var weights: [Double] = []

  init(of demand: DemandWeights, size: Int, using generator: inout SeededGenerator) {
    let total = demand.weights.reduce(0, +)
    guard total > 0 else {
      members = Array(0..<min(size, demand.count))
      weights = members.map { _ in 0 }
      return
    }
    let step = total / Double(size)
    var next = generator.unit() * step
    var sum = 0.0
    for (index, weight) in demand.weights.enumerated() {
      sum += weight
      guard sum > next else { continue }
      let hits = ((sum - next) / step).rounded(.up)
      next += hits * step
      members.append(index)
      weights.append(hits * step)
    }
  }
}
