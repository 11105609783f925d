import Clustering
import Siting
import Travel

/// Compares numbers of clusters by distances alone, in any metric.
struct MetricCounts: ClusterSpaceUser {
  let search: CountSearch
  let fit: MetricFit

  func use<Provider: DistanceProvider>(
    _ space: ClusterSpace<Provider>
  ) throws -> CountComparison {
    search.settings.method == .agglomerative ? try cuts(space) : try centers(space)
  }

  /// Cuts of one tree.
  private func cuts<Provider>(_ space: ClusterSpace<Provider>) throws -> CountComparison {
    let tree = try fit.tree(space)
    let labels = search.range.map { tree.labels(count: $0) }
    let matrix = search.settings.usedMetric == .euclidean ? search.prepared.matrix : nil
    let costs =
      matrix.map { matrix in labels.map { ClusterScores(matrix, labels: $0).inertia } }
      ?? Dispersions(of: space.places, labels: labels, provider: space.provider).values
    var rows: [CountRow] = []
    for (place, count) in search.range.enumerated() {
      search.progress(.choosing(place, of: search.range.count + 1))
      rows.append(row(count, labels[place], cost: costs[place], space))
    }
    var comparison = CountComparison(
      try choice(rows, isInertia: matrix != nil),
      costName: matrix == nil ? "dispersion" : "inertia",
      asked: search.asked)
    var chosen = fit
    chosen.count = comparison.count
    comparison.fit = fit.dressed(try chosen.cut(tree, space), space)
    return comparison
  }

  /// Centers for each number anew.
  private func centers<Provider>(_ space: ClusterSpace<Provider>) throws -> CountComparison {
    var quick = fit
    quick.settings.trace = false
    quick.settings.frames = nil
    quick.settings.animations = []
    quick.provesBound = false
    quick.progress = { _ in }
    var rows: [CountRow] = []
    var fits: [ClusterFit] = []
    for (place, count) in search.range.enumerated() {
      if !rows.isEmpty, search.shouldStop() { break }
      search.progress(.choosing(place, of: search.range.count + 1))
      quick.count = count
      let found = try quick.sited(space)
      rows.append(row(count, found.labels.map { $0 < 0 ? nil : $0 }, cost: found.cost ?? 0, space))
      fits.append(found)
    }
    let isInertia = search.settings.usedMetric == .euclidean && search.settings.method == .hybrid
    var comparison = CountComparison(
      try choice(rows, isInertia: isInertia), costName: fits[0].costName, asked: search.asked)
    if search.shouldStop() {
      comparison.fit = fits[comparison.count - search.range.lowerBound]
      comparison.fit?.end = "interrupted"
    } else {
      var chosen = fit
      chosen.count = comparison.count
      comparison.fit = try chosen.sited(space)
    }
    comparison.fit = comparison.fit.map { fit.dressed($0, space) }
    return comparison
  }

  private func row<Provider>(
    _ count: Int, _ labels: [Int?], cost: Double, _ space: ClusterSpace<Provider>
  ) -> CountRow {
    var row = CountRow(count: count, inertia: cost)
    row.measure(
      labels, provider: space.provider, places: space.places, seed: search.settings.seed)
    if search.settings.usedMetric == .euclidean, let matrix = search.prepared.matrix {
      row.measure(labels, of: matrix)
    }
    return row
  }

  private func choice(_ rows: [CountRow], isInertia: Bool) throws -> CountChoice {
    let metric = VectorMetric(rawValue: search.settings.usedMetric.rawValue)
    let hasBox = search.settings.method != .hybrid
    let gap = try metric.flatMap { metric in
      hasBox ? try search.gap(search.prepared.matrix, metric, counts: rows.count) : nil
    }
    return CountChoice(
      rows: rows, gap: gap, columns: isInertia ? search.prepared.matrix?.columnCount : nil,
      distinct: search.distinct)
  }
}
