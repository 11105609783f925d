import Clustering
import Travel

/// What the nearest few of some open sites cost everyone.
struct WaysToOpen {
  /// How many of them are known.
  let rank: Int
  private(set) var total = PlanCost.zero
  private var costs: [Double]

  /// Nil where time runs out.
  init?<Provider: DistanceProvider>(
    provider: Provider, demand: Provider.Prepared, places: Provider.Prepared, chosen: [Int],
    weights: DemandWeights, rank: Int, cores: Int?, limits: SearchLimits
  ) throws(DistanceFault) {
    let n = weights.count
    self.rank = rank
    var costs = [Double](repeating: .infinity, count: n * rank)
    let together = max(1, min(chosen.count, max(8, 1_000_000 / n)))
    for start in stride(from: 0, to: chosen.count, by: together) {
      if limits.areReached { return nil }
      let some = Array(chosen[start..<min(chosen.count, start + together)])
      let table = provider.distances(from: demand, to: places, chosen: some)
      let rows = try table.costRows(weights, cores: cores)
      costs.withUnsafeMutableBufferPointer { costs in
        nonisolated(unsafe) let costs = costs
        let part = 4096
        concurrently((n + part - 1) / part, cores: cores) { number in
          for row in rows {
            for index in number * part..<min(n, (number + 1) * part) {
              let cost = row.costs[index]
              let base = index * rank
              var place = rank - 1
              guard cost < costs[base + place] else { continue }
              while place > 0, costs[base + place - 1] > cost {
                costs[base + place] = costs[base + place - 1]
                place -= 1
              }
              costs[base + place] = cost
            }
          }
        }
      }
    }
    self.costs = costs
    for index in 0..<n {
      let cost = costs[index * rank]
      if cost < .infinity { total.cost += cost } else { total.unreached += weights.units[index] }
    }
  }

  /// In a plan that is better nobody pays as much as this.
  var far: Double { 2 * total.cost + 1 }

  /// Where multipliers may begin, and what they need not exceed, see ``SparseCosts``.
  func prices() -> (caps: [Double], multipliers: [Double]) {
    let far = far
    var caps: [Double] = []
    var multipliers: [Double] = []
    for index in 0..<costs.count / rank {
      let cap = min(cost(index, rank: rank - 1), far)
      let nearest = min(cost(index, rank: 0), cap)
      caps.append(cap)
      multipliers.append(
        rank > 1 ? (nearest + min(cost(index, rank: 1), cap)) / 2 : nearest)
    }
    return (caps, multipliers)
  }

  /// The cost of the nearest (rank 0), the second nearest, …; infinite where there is none.
  func cost(_ demand: Int, rank place: Int) -> Double { costs[demand * rank + place] }
}

/// Measures plans over ``SparseCosts``, asking the provider only for those who have no open site in
/// their row.
struct SparseMeasuring<Provider: DistanceProvider> {
  let provider: Provider
  let demand: Provider.Prepared
  let places: Provider.Prepared
  /// Index into `places` of each candidate.
  let candidates: [Int]
  let weights: DemandWeights
  let rows: SparseCosts
  let cores: Int?

  /// What a set of sites costs.
  func cost(of sites: [Int]) -> PlanCost {
    var isOpen = [Bool](repeating: false, count: rows.siteCount)
    for site in sites { isOpen[site] = true }
    var total = PlanCost.zero
    var strays: [Int] = []
    isOpen.withUnsafeBufferPointer { isOpen in
      for index in 0..<rows.demandCount {
        let row = rows.row(index)
        var cell = 0
        while cell < row.count, !isOpen[Int(row.sites[cell])] { cell += 1 }
        if cell < row.count {
          total.cost += row.costs[cell]
        } else if weights.weights[index] > 0 {
          strays.append(index)
        }
      }
    }
    guard !strays.isEmpty else { return total }
    let table = provider.distances(
      from: provider.prepare(strays.map { demand[$0] }), to: places,
      chosen: sites.map { candidates[$0] })
    for (column, index) in strays.enumerated() {
      var nearest = Double.infinity
      for row in 0..<table.rows { nearest = min(nearest, table[row, column]) }
      if nearest < .infinity {
        total.cost += weights.weights[index] * weights.power.cost(nearest)
      } else {
        total.unreached += weights.units[index]
      }
    }
    return total
  }
}
