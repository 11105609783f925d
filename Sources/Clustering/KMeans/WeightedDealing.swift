/// A good way to deal rows of different sizes, whole, to clusters of bounded sizes.
///
/// Every row starts at its cheapest cluster. While a cluster is out of bounds, the move or else the
/// swap is made that costs least for what it mends; then moves that save, and keep to the bounds,
/// until there is none.
struct WeightedDealing {
  private let costs: [Double]
  private let count: Int
  private let bounds: SizeBounds
  private(set) var labels: [Int]
  private var sizes: [Double]

  init(costs: [Double], count: Int, bounds: SizeBounds) {
    self.costs = costs
    self.count = count
    self.bounds = bounds
    labels = cheapestCenters(costs, count: count)
    sizes = Array(repeating: 0, count: count)
    for (row, label) in labels.enumerated() { sizes[label] += bounds.amounts[row] }
  }

  mutating func solve() throws(ClusteringError) {
    while let wrong = sizes.indices.first(where: { bounds.excess(sizes[$0]) > 0 }) {
      guard let change = cheapestMove() ?? cheapestSwap(at: wrong) else {
        throw .sizesNotMet(
          cluster: wrong, size: sizes[wrong], minimum: bounds.minimum, maximum: bounds.maximum)
      }
      for (row, to) in change { move(row, to: to) }
    }
    while save() {}
  }

  private mutating func move(_ row: Int, to: Int) {
    sizes[labels[row]] -= bounds.amounts[row]
    sizes[to] += bounds.amounts[row]
    labels[row] = to
  }

  private func cost(_ row: Int, to: Int) -> Double {
    costs[row * count + to] - costs[row * count + labels[row]]
  }

  /// How much less two clusters are out of bounds once an amount has gone from one to the other.
  private func mended(_ amount: Double, from: Int, to: Int) -> Double {
    bounds.excess(sizes[from]) + bounds.excess(sizes[to])
      - bounds.excess(sizes[from] - amount) - bounds.excess(sizes[to] + amount)
  }

  private func cheapestMove() -> [(Int, Int)]? {
    let isWrong = sizes.map { bounds.excess($0) > 0 }
    var best: (ratio: Double, row: Int, to: Int)?
    for row in labels.indices where bounds.amounts[row] > 0 {
      for to in 0..<count where to != labels[row] && (isWrong[to] || isWrong[labels[row]]) {
        let mended = mended(bounds.amounts[row], from: labels[row], to: to)
        guard mended > 0 else { continue }
        let ratio = cost(row, to: to) / mended
        if ratio < best?.ratio ?? .infinity { best = (ratio, row, to) }
      }
    }
    return best.map { [($0.row, $0.to)] }
  }

  private func cheapestSwap(at cluster: Int) -> [(Int, Int)]? {
    var best: (ratio: Double, row: Int, other: Int)?
    for row in labels.indices where labels[row] == cluster {
      for other in labels.indices where labels[other] != cluster {
        let mended = mended(
          bounds.amounts[row] - bounds.amounts[other], from: cluster, to: labels[other])
        guard mended > 0 else { continue }
        let ratio = (cost(row, to: labels[other]) + cost(other, to: cluster)) / mended
        if ratio < best?.ratio ?? .infinity { best = (ratio, row, other) }
      }
    }
    return best.map { [($0.row, labels[$0.other]), ($0.other, cluster)] }
  }

  /// - Returns: Whether a row found a cheaper cluster with room.
  private mutating func save() -> Bool {
    var hasSaved = false
    for row in labels.indices {
      for to in 0..<count where to != labels[row] && cost(row, to: to) < 0 {
        let amount = bounds.amounts[row]
        let fits =
          bounds.excess(sizes[to] + amount) == 0 && bounds.excess(sizes[labels[row]] - amount) == 0
        if fits {
          move(row, to: to)
          hasSaved = true
        }
      }
    }
    return hasSaved
  }
}
