import Clustering

/// Where the sums of a relaxation are kept from one evaluation to the next.
final class RelaxationSpace: @unchecked Sendable {
  /// Into how many parts large demand is split.
  static let partLimit = 16

  private let parts: [Range<Int>]
  private let siteCount: Int
  /// Per part and site.
  private let sums: UnsafeMutablePointer<Double>
  /// Per demand point, how many cells are below its multiplier.
  private let below: UnsafeMutablePointer<Int32>
  private let isInPlan: UnsafeMutablePointer<Int32>
  /// In the latest evaluation.
  private(set) var cellsRead = 0

  init(_ costs: SparseCosts) {
    let count = costs.cellCount < 400_000 ? 1 : Self.partLimit
    let n = costs.demandCount
    parts = (0..<count).map { $0 * n / count..<($0 + 1) * n / count }
    siteCount = costs.siteCount
    sums = .allocate(capacity: max(1, count * siteCount))
    below = .allocate(capacity: max(1, n))
    below.initialize(repeating: 0, count: n)
    isInPlan = .allocate(capacity: max(1, siteCount))
    isInPlan.initialize(repeating: 0, count: siteCount)
  }

  deinit {
    sums.deallocate()
    below.deallocate()
    isInPlan.deallocate()
  }

  /// What opening each site is worth under the multipliers: Σ min(0, cost − multiplier).
  func worths(of multipliers: [Double], _ costs: SparseCosts, cores: Int?) -> [Double] {
    sums.initialize(repeating: 0, count: parts.count * siteCount)
    var read = [Int](repeating: 0, count: parts.count)
    multipliers.withUnsafeBufferPointer { multipliers in
      read.withUnsafeMutableBufferPointer { read in
        nonisolated(unsafe) let read = read
        nonisolated(unsafe) let multipliers = multipliers
        concurrently(parts.count, cores: cores) { part in
          let sums = self.sums + part * self.siteCount
          var total = 0
          for index in self.parts[part] {
            let multiplier = multipliers[index]
            let row = costs.row(index)
            var cell = 0
            while cell < row.count {
              let difference = row.costs[cell] - multiplier
              if difference >= 0 { break }
              sums[Int(row.sites[cell])] += difference
              cell += 1
            }
            self.below[index] = Int32(truncatingIfNeeded: cell)
            total += cell
          }
          read[part] = total
        }
      }
    }
    cellsRead = read.reduce(0, +)
    var worths = Array(UnsafeBufferPointer(start: sums, count: siteCount))
    for part in parts.indices.dropFirst() {
      let more = sums + part * siteCount
      for site in 0..<siteCount { worths[site] += more[site] }
    }
    return worths
  }

  /// Turns the direction towards the subgradient at the multipliers of the latest evaluation, and
  /// gives its squared length.
  ///
  /// The subgradient is 1 − how many of the sites each demand point would use.
  func turn(
    _ direction: inout [Double], along sites: [Int], _ multipliers: [Double], _ costs: SparseCosts,
    keeping memory: Double, cores: Int?
  ) -> Double {
    for site in sites { isInPlan[site] = 1 }
    var norms = [Double](repeating: 0, count: parts.count)
    direction.withUnsafeMutableBufferPointer { direction in
      multipliers.withUnsafeBufferPointer { multipliers in
        norms.withUnsafeMutableBufferPointer { norms in
          nonisolated(unsafe) let (direction, multipliers, norms) = (direction, multipliers, norms)
          concurrently(parts.count, cores: cores) { part in
            var norm = 0.0
            for index in self.parts[part] {
              let row = costs.row(index)
              var used: Int32 = 0
              for cell in 0..<Int(self.below[index]) { used += self.isInPlan[Int(row.sites[cell])] }
              var slope = 1 - Double(used)
              // At a cap or at 0 there is no way further out.
              if slope > 0, multipliers[index] >= costs.caps[index] { slope = 0 }
              if slope < 0, multipliers[index] <= 0 { slope = 0 }
              let turned = slope + memory * direction[index]
              direction[index] = turned
              norm += turned * turned
            }
            norms[part] = norm
          }
        }
      }
    }
    for site in sites { isInPlan[site] = 0 }
    return norms.reduce(0, +)
  }
}

/// Which sites a relaxed plan may choose from.
struct SiteChoices {
  let open: [Int]
  let free: [Int]
  /// How many of the free ones are chosen.
  let missing: Int

  /// Nil where the decisions leave too few or too many sites.
  init?(_ decisions: [SiteDecision], facilities: Int) {
    open = decisions.indices.filter { decisions[$0] == .open }
    free = decisions.indices.filter { decisions[$0] == .undecided }
    missing = facilities - open.count
    guard missing >= 0, free.count >= missing else { return nil }
  }

  /// The open sites and those of the smallest worths, of equal ones the first; ascending.
  ///
  /// - Complexity: O(*m*) on average
  func cheapest(_ worths: [Double]) -> [Int] {
    guard missing > 0 else { return open }
    var sites = open
    var values = free.map { worths[$0] }
    let last = values.select(missing - 1)
    var ties = missing - free.count { worths[$0] < last }
    for site in free {
      if worths[site] < last {
        sites.append(site)
      } else if worths[site] == last, ties > 0 {
        sites.append(site)
        ties -= 1
      }
    }
    sites.sort()
    return sites
  }
}
