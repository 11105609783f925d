public import Travel

/// How much nearer each point is to its own cluster than to the next: 1 is well inside, 0 on the
/// border, below 0 rather in the other.
///
/// P. J. Rousseeuw, "Silhouettes: a graphical aid to the interpretation and validation of cluster
/// analysis", Journal of Computational and Applied Mathematics 20 (1987),
/// <https://doi.org/10.1016/0377-0427(87)90125-7>.
public struct Silhouettes: Hashable, Sendable {
  /// Per place; 0 for the only one of its cluster, nil for one without a cluster or outside the sample.
  public let values: [Double?]
  /// Over all places that have a value.
  public let mean: Double
  /// Per cluster, nil where none of it has a value.
  public let clusterMeans: [Double?]
  /// How many places were drawn, where not all were measured.
  public let sampled: Int?

  /// Measures silhouettes in any provider's metric.
  ///
  /// - Parameters:
  ///   - places: *n* places.
  ///   - labels: Per place its cluster, from 0 up; nil for noise, which is left out.
  ///   - provider: Measures; where ways there and back differ, the way to the place counts.
  ///   - sample: Above so many places as many are drawn, and measured among themselves.
  ///   - seed: Where the draw starts.
  /// - Complexity: O(min(*n*, `sample`)²) distances, on all cores.
  public init<Provider: DistanceProvider>(
    of places: [Provider.Place], labels: [Int?], provider: Provider, sample: Int = 20_000,
    seed: UInt64 = 0
  ) {
    precondition(places.count == labels.count, "a label per place")
    let clusters = (labels.compactMap { $0 }.max() ?? -1) + 1
    var members = labels.indices.filter { labels[$0] != nil }
    var sampled: Int?
    if members.count > sample {
      var generator = SeededGenerator(seed: seed)
      generator.draw(sample, toFrontOf: &members)
      members = Array(members[..<sample])
      sampled = sample
    }
    // Cluster after cluster, so that sums run along rows.
    members.sort { (labels[$0] ?? 0, $0) < (labels[$1] ?? 0, $1) }
    var starts = [Int](repeating: 0, count: clusters + 1)
    for member in members { starts[(labels[member] ?? 0) + 1] += 1 }
    for cluster in 0..<clusters { starts[cluster + 1] += starts[cluster] }

    let prepared = provider.prepare(members.map { places[$0] })
    let (sorted, bounds) = (members, starts)
    var found = [Double](repeating: 0, count: members.count)
    // Small enough for the same memory to be used again for the next rows.
    let batch = DistanceTable.rowsAtOnce(columns: members.count, memory: 8 << 20)
    for begin in stride(from: 0, to: members.count, by: batch) {
      let end = min(begin + batch, members.count)
      let table = provider.distances(
        from: prepared, to: prepared, chosen: Array(begin..<end))
      found.withUnsafeMutableBufferPointer { found in
        nonisolated(unsafe) let found = found
        concurrently(end - begin, cores: nil) { row in
          let own = labels[sorted[begin + row]] ?? 0
          found[begin + row] = Self.value(
            in: own, table.values[row * sorted.count..<(row + 1) * sorted.count], bounds)
        }
      }
    }

    var values = [Double?](repeating: nil, count: places.count)
    for (position, member) in members.enumerated() { values[member] = found[position] }
    self.values = values
    self.sampled = sampled
    mean = members.isEmpty ? 0 : found.reduce(0, +) / Double(members.count)
    clusterMeans = (0..<clusters).map { cluster in
      let range = starts[cluster]..<starts[cluster + 1]
      return range.isEmpty ? nil : found[range].reduce(0, +) / Double(range.count)
    }
  }

  /// The silhouette of one place of the cluster `own`, from its distances to all, cluster after cluster.
  private static func value(
    in own: Int, _ distances: ArraySlice<Double>, _ starts: [Int]
  ) -> Double {
    let size = starts[own + 1] - starts[own]
    guard size > 1 else { return 0 }
    var inside = 0.0
    var outside = Double.infinity
    var hasOther = false
    distances.withUnsafeBufferPointer { distances in
      for cluster in 0..<starts.count - 1 where starts[cluster] < starts[cluster + 1] {
        var sums = SIMD4<Double>.zero
        var index = starts[cluster]
        let end = starts[cluster + 1]
        while index + 4 <= end {
          sums += SIMD4(
            distances[index], distances[index + 1], distances[index + 2], distances[index + 3])
          index += 4
        }
        var sum = sums.sum()
        while index < end {
          sum += distances[index]
          index += 1
        }
        if cluster == own {
          inside = sum / Double(size - 1)
        } else {
          outside = min(outside, sum / Double(end - starts[cluster]))
          hasOther = true
        }
      }
    }
    guard hasOther, inside != outside else { return 0 }
    if inside == .infinity { return -1 }
    if outside == .infinity { return 1 }
    return (outside - inside) / max(inside, outside)
  }
}
