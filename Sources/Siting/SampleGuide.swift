/// What siting a sample tells about the whole.
struct SampleGuide {
  /// Candidates that a good plan has open.
  var sites: [Int]
  /// Candidates that a better plan may have open, the best first; empty where nothing is known.
  var promising: [Int] = []
  /// Per candidate, how much of it the best plan in parts has open; empty where nothing is known.
  private var shares: [Double] = []
  /// Per candidate, how much of sites is nearer than their multiplier to those whose nearest
  /// candidate it is, on average.
  private var reaches: [Double] = []

  init(sites: [Int]) { self.sites = sites }

  /// Learns from the multipliers of a sample.
  ///
  /// - Parameters:
  ///   - sites: Of the best plan.
  ///   - shares: Per candidate, how much of it the best plan in parts has open.
  ///   - multipliers: Of the best bound.
  ///   - rows: Of the sample.
  init(sites: [Int], shares: [Double], multipliers: [Double], rows: SparseCosts) {
    self.sites = sites
    self.shares = shares
    var sums = [Double](repeating: 0, count: shares.count)
    var counts = sums
    for index in 0..<rows.demandCount where rows.caps[index] > 0 {
      let row = rows.row(index)
      guard row.count > 0, multipliers[index] < rows.caps[index] else { continue }
      sums[Int(row.sites[0])] += reach(of: multipliers[index], row)
      counts[Int(row.sites[0])] += 1
    }
    let mean = (sums.reduce(0, +) + 1) / (counts.reduce(0, +) + 1)
    reaches = zip(sums, counts).map { ($0 + 4 * mean) / ($1 + 4) }
  }

  /// As learned from some of the candidates, told of all.
  func spread(to candidates: [Int], of count: Int) -> SampleGuide {
    var guide = SampleGuide(sites: sites.map { candidates[$0] })
    guide.promising = promising.map { candidates[$0] }
    guard !shares.isEmpty else { return guide }
    guide.shares = Array(repeating: 0, count: count)
    guide.reaches = Array(
      repeating: reaches.reduce(0, +) / Double(max(1, reaches.count)), count: count)
    for (index, candidate) in candidates.enumerated() {
      guide.shares[candidate] = shares[index]
      guide.reaches[candidate] = reaches[index]
    }
    return guide
  }

  /// Sets multipliers of all demand as those of the sample are set.
  ///
  /// At the optimum of the linear program somebody's multiplier is the cost of the farthest site
  /// that they need who go to the nearest parts of sites that make up a whole one. Where whole
  /// sites are open it is anything between the nearest and the next: how much was right for the
  /// sample is right for their neighbours.
  func raise(_ multipliers: inout [Double], _ rows: SparseCosts) {
    guard !shares.isEmpty else { return }
    for index in 0..<rows.demandCount where rows.caps[index] > 0 {
      let row = rows.row(index)
      guard row.count > 0 else { continue }
      multipliers[index] = min(
        rows.caps[index], multiplier(reaching: reaches[Int(row.sites[0])], row, rows.caps[index]))
    }
  }

  /// How much of sites is nearer than a multiplier: half of a site at its own cost, and between
  /// two in proportion.
  private func reach(of multiplier: Double, _ row: SparseCosts.Row) -> Double {
    var (sum, last, lastCost) = (0.0, 0.0, 0.0)
    for cell in 0..<row.count {
      let share = shares[Int(row.sites[cell])]
      guard share > 0 else { continue }
      let (here, cost) = (sum + share / 2, row.costs[cell])
      if cost >= multiplier {
        let width = cost - lastCost
        return width > 0 ? last + (here - last) * (multiplier - lastCost) / width : here
      }
      (sum, last, lastCost) = (sum + share, here, cost)
    }
    return sum
  }

  /// The inverse of ``reach(of:_:)``; the cap where so much is not there.
  private func multiplier(reaching reach: Double, _ row: SparseCosts.Row, _ cap: Double) -> Double {
    var (sum, last, lastCost) = (0.0, 0.0, 0.0)
    for cell in 0..<row.count {
      let share = shares[Int(row.sites[cell])]
      guard share > 0 else { continue }
      let (here, cost) = (sum + share / 2, row.costs[cell])
      if here >= reach {
        let height = here - last
        return height > 0 ? lastCost + (cost - lastCost) * (reach - last) / height : cost
      }
      (sum, last, lastCost) = (sum + share, here, cost)
    }
    return cap
  }
}
