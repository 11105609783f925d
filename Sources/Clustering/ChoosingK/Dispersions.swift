package import Travel

/// How far the places of clusters are from each other, for several clusterings of the same places.
///
/// Over the clusters the sum of the distances between all pairs, over the size of the cluster: with
/// squared straight distances the inertia, and the measure of R. Tibshirani, G. Walther, T. Hastie
/// (2001), <https://doi.org/10.1111/1467-9868.00293>, for any other.
package struct Dispersions: Sendable {
  /// One per clustering.
  package let values: [Double]

  /// - Parameters:
  ///   - places: *n* places; of more than 3,000 as many are looked at, evenly over their order.
  ///   - labels: Per clustering for each place its cluster, from 0 up.
  ///   - provider: Measures; pairs that cannot reach each other do not count.
  /// - Complexity: O(*n*²) distances.
  package init<Provider: DistanceProvider>(
    of places: [Provider.Place], labels: [[Int]], provider: Provider
  ) {
    let most = 3_000
    let some =
      places.count <= most
      ? Array(places.indices) : (0..<most).map { $0 * places.count / most }
    let prepared = provider.prepare(some.map { places[$0] })
    let labels = labels.map { labels in some.map { labels[$0] } }
    var sums = labels.map { [Double](repeating: 0, count: ($0.max() ?? 0) + 1) }
    let batch = DistanceTable.rowsAtOnce(columns: some.count, memory: 64 << 20)
    for begin in stride(from: 0, to: some.count, by: batch) {
      let end = min(begin + batch, some.count)
      let table = provider.distances(from: prepared, to: prepared, chosen: Array(begin..<end))
      for one in begin..<end {
        for other in 0..<one {
          let distance = table[one - begin, other]
          guard distance < .infinity else { continue }
          for clustering in labels.indices
          where labels[clustering][one] == labels[clustering][other] {
            sums[clustering][labels[clustering][one]] += distance
          }
        }
      }
    }
    values = zip(labels, sums).map { labels, sums in
      var sizes = [Int](repeating: 0, count: sums.count)
      for label in labels { sizes[label] += 1 }
      return zip(sums, sizes).reduce(0) { $1.1 > 0 ? $0 + $1.0 / Double($1.1) : $0 }
    }
  }
}
