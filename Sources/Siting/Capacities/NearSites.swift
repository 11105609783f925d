import Clustering

/// For each demand point the sites that it reaches most cheaply, and for each site those who have
/// it among theirs.
final class NearSites: @unchecked Sendable {
  /// The most sites that are kept per demand point.
  let depth: Int
  private let sites: UnsafeMutablePointer<Int32>
  private let counts: [Int32]
  /// Demand points by site, those that pay least first.
  private let demand: [Int32]
  private let starts: [Int]

  /// - Complexity: O(*n* · (*m* + depth · log depth))
  init(_ problem: CapacitatedCase, depth: Int, cores: Int?) {
    let (n, m) = (problem.demandCount, problem.siteCount)
    let depth = max(1, min(depth, m))
    self.depth = depth
    sites = .allocate(capacity: max(1, n * depth))
    var counts = [Int32](repeating: 0, count: n)
    let memory = sites
    counts.withUnsafeMutableBufferPointer { counts in
      nonisolated(unsafe) let counts = counts
      nonisolated(unsafe) let memory = memory
      let blocks = n < 500 ? 1 : 16
      concurrently(blocks, cores: cores) { block in
        var found: [(cost: Double, site: Int32)] = []
        for index in stride(from: block, to: n, by: blocks) {
          let row = problem.costs + index * m
          found.removeAll(keepingCapacity: true)
          for site in 0..<m where row[site] < problem.outOfReach {
            found.append((row[site], Int32(site)))
          }
          smallest(depth, of: &found)
          counts[index] = Int32(found.count)
          for (position, entry) in found.enumerated() {
            memory[index * depth + position] = entry.site
          }
        }
      }
    }
    self.counts = counts

    var sizes = [Int](repeating: 0, count: m)
    for index in 0..<n {
      for position in 0..<Int(counts[index]) { sizes[Int(memory[index * depth + position])] += 1 }
    }
    var starts = [0]
    for site in 0..<m { starts.append(starts[site] + sizes[site]) }
    var ends = starts
    var demand = [Int32](repeating: 0, count: starts[m])
    for index in 0..<n {
      for position in 0..<Int(counts[index]) {
        let site = Int(memory[index * depth + position])
        demand[ends[site]] = Int32(index)
        ends[site] += 1
      }
    }
    demand.withUnsafeMutableBufferPointer { demand in
      nonisolated(unsafe) let demand = demand
      let starts = starts
      let blocks = n < 500 ? 1 : 16
      concurrently(blocks, cores: cores) { block in
        for site in stride(from: block, to: m, by: blocks) {
          demand[starts[site]..<starts[site + 1]].sort {
            (problem.cost(Int($0), site), $0) < (problem.cost(Int($1), site), $1)
          }
        }
      }
    }
    self.demand = demand
    self.starts = starts
  }

  deinit { sites.deallocate() }

  /// The sites that the demand point reaches most cheaply, the cheapest first.
  @inline(__always)
  func sites(of index: Int) -> UnsafeBufferPointer<Int32> {
    UnsafeBufferPointer(start: sites + index * depth, count: Int(counts[index]))
  }

  /// Those who have the site among theirs, who pays least first.
  @inline(__always)
  func demand(of site: Int) -> ArraySlice<Int32> { demand[starts[site]..<starts[site + 1]] }
}

/// Keeps the smallest, in order.
private func smallest(_ count: Int, of entries: inout [(cost: Double, site: Int32)]) {
  if entries.count > 2 * count {
    // Values below a sampled pivot are enough, again and again.
    var low = 0
    var high = entries.count - 1
    while low < high {
      let pivot = entries[(low + high) / 2]
      var (left, right) = (low, high)
      while left <= right {
        while (entries[left].cost, entries[left].site) < (pivot.cost, pivot.site) { left += 1 }
        while (pivot.cost, pivot.site) < (entries[right].cost, entries[right].site) { right -= 1 }
        if left <= right {
          entries.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if count - 1 <= right { high = right } else if count - 1 >= left { low = left } else { break }
    }
    entries.removeLast(entries.count - count)
  }
  entries.sort { ($0.cost, $0.site) < ($1.cost, $1.site) }
  if entries.count > count { entries.removeLast(entries.count - count) }
}
