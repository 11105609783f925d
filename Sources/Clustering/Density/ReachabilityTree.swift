import Travel

/// The shortest tree over all places, by mutual reachability.
///
/// The reach between two places is the largest of their distance and their core distances, a core
/// distance being that to the *m*-th nearest place, itself included. Where ways there and back
/// differ, the longer counts. R. C. Prim, "Shortest connection networks and some generalizations",
/// Bell System Technical Journal 36 (1957), <https://doi.org/10.1002/j.1538-7305.1957.tb01515.x>.
struct ReachabilityTree {
  struct Edge {
    var one: Int
    var other: Int
    var reach: Double

    /// The same in a unit of 2 to a power.
    func divided(by exponent: Int) -> Edge {
      var edge = self
      edge.reach = Double(sign: .plus, exponent: -exponent, significand: reach)
      return edge
    }
  }

  /// *n* − 1 edges, the shortest first.
  let edges: [Edge]
  let coreDistances: [Double]

  /// - Complexity: O(*n*²) distances, O(*n*) memory beside a batch of rows.
  init<Provider: DistanceProvider>(
    of places: Provider.Prepared, provider: Provider, neighbours: Int, shouldStop: () -> Bool
  ) throws(ClusteringError) {
    let rows = MutualRows(places: places, provider: provider)
    let cores = try Self.coreDistances(rows, neighbours: neighbours, shouldStop: shouldStop)
    coreDistances = cores
    let count = places.count
    var edges: [Edge] = []
    edges.reserveCapacity(max(0, count - 1))
    var isJoined = [Bool](repeating: false, count: count)
    var nearest = [Int](repeating: 0, count: count)
    var reach = [Double](repeating: .infinity, count: count)
    var current = 0
    for step in 1..<max(1, count) {
      if step % 256 == 0, shouldStop() { throw .stopped }
      isJoined[current] = true
      let row = rows.row(current)
      var next = -1
      for place in 0..<count where !isJoined[place] {
        let length = max(row[place], cores[current], cores[place])
        if length < reach[place] {
          reach[place] = length
          nearest[place] = current
        }
        if next < 0 || reach[place] < reach[next] { next = place }
      }
      edges.append(Edge(one: nearest[next], other: next, reach: reach[next]))
      current = next
    }
    // Equal ones in the order of their places, whatever place the tree was begun at.
    self.edges = edges.sorted { left, right in
      (left.reach, min(left.one, left.other), max(left.one, left.other))
        < (right.reach, min(right.one, right.other), max(right.one, right.other))
    }
  }

  private static func coreDistances<Provider>(
    _ rows: MutualRows<Provider>, neighbours: Int, shouldStop: () -> Bool
  ) throws(ClusteringError) -> [Double] {
    let count = rows.places.count
    let wanted = min(neighbours, count) - 1
    var cores = [Double](repeating: 0, count: count)
    guard wanted > 0 else { return cores }
    let batch = 64
    for begin in stride(from: 0, to: count, by: batch) {
      if shouldStop() { throw .stopped }
      let end = min(begin + batch, count)
      let some = rows.rows(begin..<end)
      cores.withUnsafeMutableBufferPointer { cores in
        nonisolated(unsafe) let cores = cores
        concurrently(end - begin, cores: nil) { row in
          var values = some[row]
          values[begin + row] = 0
          cores[begin + row] = values.select(wanted)
        }
      }
    }
    return cores
  }
}

/// Distances from one place to all, the longer of both directions.
private struct MutualRows<Provider: DistanceProvider> {
  let places: Provider.Prepared
  let provider: Provider

  func row(_ place: Int) -> [Double] { rows(place..<place + 1)[0] }

  func rows(_ range: Range<Int>) -> [[Double]] {
    let count = places.count
    let table = provider.distances(from: places, to: places, chosen: Array(range))
    var rows = (0..<range.count).map { Array(table.values[$0 * count..<($0 + 1) * count]) }
    guard !provider.isSymmetric else { return rows }
    let some = provider.prepare(range.map { places[$0] })
    let back = provider.distances(from: some, to: places, chosen: Array(0..<count))
    for row in rows.indices {
      for place in 0..<count { rows[row][place] = max(rows[row][place], back[place, row]) }
    }
    return rows
  }
}
