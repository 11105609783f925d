import Clustering
import Exchange
import Geography
import Siting
import Travel

/// Clusters by distances alone, in any metric.
struct MetricFit: ClusterSpaceUser {
  var settings: ClusterSettings
  let weights: [Double]?
  /// 0 where the method finds it.
  var count: Int
  let file: String
  /// Distances are to be multiplied by 2 to this power to be those of the file.
  let exponent: Int
  let shouldStop: @Sendable () -> Bool
  var progress: (ClusterProgress) -> Void = { _ in }
  /// Whether to look for a bound, for few rows.
  var provesBound = true

  /// The most rows of which all pairs are compared for the middles of clusters without centers.
  private static let mostCompared = 5_000

  func use<Provider: DistanceProvider>(_ space: ClusterSpace<Provider>) throws -> ClusterFit {
    var fit: ClusterFit
    switch settings.method {
    case .dbscan: fit = try dense(space)
    case .hdbscan: fit = try hierarchicallyDense(space)
    case .agglomerative: fit = try cut(try tree(space), space)
    default: fit = try sited(space)
    }
    return dressed(fit, space)
  }

  /// Adds silhouettes, and what the distances know beside clusters.
  func dressed<Provider>(_ fit: ClusterFit, _ space: ClusterSpace<Provider>) -> ClusterFit {
    var fit = fit
    if fit.silhouettes == nil {
      progress(.measuring)
      fit.silhouettes = silhouettes(space, fit)
    }
    fit.areas = space.areas
    fit.barriers = space.barriers
    fit.findings += space.findings
    return fit
  }

  // MARK: Centers

  func sited<Provider>(_ space: ClusterSpace<Provider>) throws -> ClusterFit {
    let isFree = settings.method == .hybrid
    let weights = weights ?? Array(repeating: 1, count: space.places.count)
    var problem = SitingProblem(
      provider: space.provider, demand: space.places, weights: weights,
      sites: isFree ? .anywhere(fixed: []) : .demand, facilities: count,
      objective: isFree ? .means : .median)
    if settings.hasSizes { problem.rules = try sizes(of: weights) }
    let options = SitingOptions(
      seed: settings.seed, restarts: restarts(rows: space.places.count),
      provesBound: provesBound && !isFree && space.places.count <= 2_000)
    let solution = try solve(
      problem, options: options, shouldStop: shouldStop, progress: { progress(.init($0)) })
    if settings.hasSizes { try check(solution.allocation, weights, problem.rules) }

    var fit = ClusterFit(
      labels: solution.allocation.map { $0 ?? -1 }, clusterCount: solution.sites.count)
    fit.distances = solution.distances
    fit.cost = solution.objective
    fit.costName = isFree ? "inertia" : "sum of distances"
    fit.bound = solution.lowerBound
    fit.end = solution.termination == .interrupted ? "interrupted" : "converged"
    if solution.termination == .provenOptimal { fit.end = "proven optimal" }
    let centers = solution.sites.map(\.place)
    let rows = solution.sites.compactMap { site -> Int? in
      if case .demand(let row) = site.source { row } else { nil }
    }
    let points = centers.compactMap(space.point)
    if rows.count == centers.count {
      fit.middles = .rows(rows)
    } else if points.count == centers.count {
      fit.middles = .places(points)
    }
    let unreached = solution.allocation.count { $0 == nil }
    if unreached > 0 {
      fit.findings.append(
        Finding(
          .warning,
          "\(Count.of(unreached, "row")) can reach no center and are in no cluster; "
            + (settings.usedMetric == .network ? "join the streets" : "open a crossing")
            + ", or ask for more clusters"))
    }
    if settings.allDistances { fit.allDistances = distances(space, to: centers) }
    if !space.beside.isEmpty {
      let near = space.provider.nearest(
        from: space.provider.prepare(space.beside), among: space.provider.prepare(centers),
        chosen: Array(centers.indices))
      fit.beside = .init(labels: near.sites.map { $0 ?? -1 }, distances: near.distances)
    }
    if settings.recordsSteps { fit.steps = try moments(space, weights: weights, end: fit) }
    return fit
  }

  /// How often a search is shaken up: nil for as often as suits sites, which may be proven.
  private func restarts(rows: Int) -> Int? {
    guard settings.method == .hybrid else { return provesBound ? nil : settings.starts }
    // Few centers have few ways to stand wrong; many rows make each way dear.
    let affordable = max(5, min(200, 10_000_000 / max(1, count * rows)))
    return min(affordable, settings.starts * (count + 2))
  }

  /// Makes sure that the bounds were kept.
  private func check(
    _ allocation: [Int?], _ weights: [Double], _ rules: ServiceRules
  ) throws(ClusteringError) {
    var loads = [Double](repeating: 0, count: count)
    for (row, cluster) in allocation.enumerated() {
      if let cluster { loads[cluster] += weights[row] }
    }
    let most = rules.capacities.first ?? .infinity
    // Sums of weights may be off by some roundings.
    let slack = 1e-9 * loads.reduce(0, +)
    for (cluster, load) in loads.enumerated()
    where load > most + slack || load < rules.minimumLoad - slack {
      throw .sizesNotMet(cluster: cluster, size: load, minimum: rules.minimumLoad, maximum: most)
    }
  }

  private func sizes(of weights: [Double]) throws(ClusteringError) -> ServiceRules {
    var rules = ServiceRules()
    let total = weights.reduce(0, +)
    let share = total / Double(count)
    let most = settings.isBalanced ? share.rounded(.up) : settings.maxSize ?? .infinity
    rules.minimumLoad = settings.isBalanced ? share.rounded(.down) : settings.minSize ?? 0
    rules.capacities = Array(repeating: most, count: weights.count)
    guard most * Double(count) >= total, rules.minimumLoad * Double(count) <= total else {
      throw .sizesImpossible(
        minimum: rules.minimumLoad, maximum: most, count: count, total: total)
    }
    return rules
  }

  private func distances<Provider>(
    _ space: ClusterSpace<Provider>, to centers: [Provider.Place]
  ) -> [Double] {
    let table = space.provider.distances(
      from: space.provider.prepare(space.places), to: space.provider.prepare(centers),
      chosen: Array(centers.indices))
    var values = [Double](repeating: 0, count: space.places.count * centers.count)
    for row in space.places.indices {
      for center in centers.indices { values[row * centers.count + center] = table[center, row] }
    }
    return values
  }

  /// A search from seeds, step by step, and then the best that was found.
  private func moments<Provider>(
    _ space: ClusterSpace<Provider>, weights: [Double], end: ClusterFit
  ) throws -> [ClusterMoment] {
    let isFree = settings.method == .hybrid
    let search = SearchSteps(
      of: space.places, weights: weights, count: count, provider: space.provider,
      objective: isFree ? .squaredDistance : .distance, seed: settings.seed)
    let steps =
      settings.hasSizes
      ? try search.steps(
        sizes: settings.sizes, byWeight: self.weights != nil, shouldStop: shouldStop)
      : try search.steps(anywhere: isFree, shouldStop: shouldStop)
    let moments = steps.compactMap { ClusterMoment($0, point: space.point) }
    return moments.count == steps.count ? moments.ending(with: end) : []
  }

  // MARK: Density and steps of joining

  private func tell() { progress(.clustering("comparing all pairs")) }

  private func dense<Provider>(_ space: ClusterSpace<Provider>) throws -> ClusterFit {
    guard var radius = settings.radius else {
      throw ClusterError.missingFile(what: "radius for dbscan", option: "--radius METRES")
    }
    if exponent != 0 {
      let scaled = Double(sign: .plus, exponent: -exponent, significand: radius)
      // Beyond all distances, or within none.
      radius = min(.greatestFiniteMagnitude, max(.leastNonzeroMagnitude, scaled))
    }
    try checkSize(space.places.count, most: 200_000)
    tell()
    let result = try dbscan(
      space.places, provider: space.provider, radius: radius,
      minimumNeighbours: settings.minNeighbours ?? 5, shouldStop: shouldStop)
    return try finished(
      ClusterFit(labels: result.labels.map { $0 ?? -1 }, clusterCount: result.clusterCount), space)
  }

  /// For hdbscan; more than there can be rows is as good as any such number.
  private var minimumSize: Int {
    Int(exactly: min(settings.minSize ?? 5, 1e9).rounded(.up)) ?? 5
  }

  private func hierarchicallyDense<Provider>(
    _ space: ClusterSpace<Provider>
  ) throws -> ClusterFit {
    try checkSize(space.places.count, most: 200_000)
    tell()
    let result = try hdbscan(
      space.places, provider: space.provider, minimumSize: minimumSize,
      neighbours: settings.minNeighbours, shouldStop: shouldStop)
    var fit = ClusterFit(
      labels: result.labels.map { $0 ?? -1 }, clusterCount: result.clusterCount)
    fit.strengths = result.strengths
    return try finished(fit, space)
  }

  func tree<Provider>(
    _ space: ClusterSpace<Provider>
  ) throws -> Clustering.Dendrogram {
    try checkSize(space.places.count, most: mostAgglomerated)
    tell()
    return try agglomerate(
      space.places, provider: space.provider, linkage: settings.linkage.linkage,
      shouldStop: shouldStop)
  }

  func cut<Provider>(
    _ tree: Clustering.Dendrogram, _ space: ClusterSpace<Provider>
  ) throws -> ClusterFit {
    var fit = ClusterFit(labels: tree.labels(count: count), clusterCount: count)
    fit.dendrogram = tree
    return try finished(fit, space)
  }

  private func checkSize(_ rows: Int, most: Int) throws(ClusterError) {
    guard rows <= most else {
      throw .tooManyRows(rows: rows, most: most, what: "--method \(settings.method.rawValue)")
    }
  }

  /// Adds the row in the middle of each cluster, and silhouettes.
  private func finished<Provider>(
    _ fit: ClusterFit, _ space: ClusterSpace<Provider>
  ) throws -> ClusterFit {
    var fit = fit
    fit.iterations = nil
    fit.distances = Array(repeating: .nan, count: fit.labels.count)
    var members = [[Int]](repeating: [], count: fit.clusterCount)
    for (row, label) in fit.labels.enumerated() where label >= 0 { members[label].append(row) }
    guard members.allSatisfy({ $0.count <= Self.mostCompared }) else { return fit }
    var middles: [Int] = []
    for rows in members {
      let places = space.provider.prepare(rows.map { space.places[$0] })
      var best = (cost: Double.infinity, row: rows.first ?? 0, distances: [Double]())
      for begin in stride(from: 0, to: rows.count, by: 256) {
        let chosen = Array(begin..<min(begin + 256, rows.count))
        let table = space.provider.distances(from: places, to: places, chosen: chosen)
        for (index, place) in chosen.enumerated() {
          let distances = (0..<rows.count).map { table[index, $0] }
          let cost = distances.reduce(0, +)
          if cost < best.cost { best = (cost, rows[place], distances) }
        }
      }
      middles.append(best.row)
      for (row, distance) in zip(rows, best.distances) { fit.distances[row] = distance }
    }
    fit.middles = .rows(middles)
    if settings.allDistances {
      fit.allDistances = distances(space, to: middles.map { space.places[$0] })
    }
    return fit
  }

  private func silhouettes<Provider>(
    _ space: ClusterSpace<Provider>, _ fit: ClusterFit
  ) -> Silhouettes? {
    guard fit.clusterCount > 1, fit.clusterCount < fit.labels.count else { return nil }
    return Silhouettes(
      of: space.places, labels: fit.optionalLabels, provider: space.provider,
      sample: space.places.count > 20_000 ? 5_000 : 20_000, seed: settings.seed)
  }
}
