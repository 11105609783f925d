import Clustering
import Exchange
import Geography
import Siting
import Travel

/// Clusters by distances alone, in any metric.
struct MetricFit: ClusterSpaceUser {
  let settings: ClusterSettings
  let weights: [Double]?
  /// 0 where the method finds it.
  let count: Int
  let file: String
  let shouldStop: @Sendable () -> Bool

  /// The most rows of which all pairs are compared for the middles of clusters without centers.
  private static let mostCompared = 5_000

  func use<Provider: DistanceProvider>(_ space: ClusterSpace<Provider>) throws -> ClusterFit {
    var fit: ClusterFit
    switch settings.method {
    case .dbscan: fit = try dense(space)
    case .hdbscan: fit = try hierarchicallyDense(space)
    case .agglomerative: fit = try joined(space)
    default: fit = try sited(space)
    }
    fit.areas = space.areas
    fit.barriers = space.barriers
    fit.findings += space.findings
    return fit
  }

  // MARK: Centers

  private func sited<Provider>(_ space: ClusterSpace<Provider>) throws -> ClusterFit {
    let isFree = settings.method == .hybrid
    let weights = weights ?? Array(repeating: 1, count: space.places.count)
    var problem = SitingProblem(
      provider: space.provider, demand: space.places, weights: weights,
      sites: isFree ? .anywhere(fixed: []) : .demand, facilities: count,
      objective: isFree ? .means : .median)
    if settings.hasSizes { problem.rules = try sizes(of: weights) }
    let options = SitingOptions(
      seed: settings.seed, provesBound: !isFree && space.places.count <= 2_000)
    let solution = try solve(problem, options: options, shouldStop: shouldStop)
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
          "\(Count.of(unreached, "row")) can reach no center and are in no cluster; open a crossing, or "
            + "ask for more clusters"))
    }
    if settings.allDistances { fit.allDistances = distances(space, to: centers) }
    if settings.recordsSteps, isFree {
      fit.steps = try moments(space, weights: weights, end: fit, centers: points)
    }
    fit.silhouettes = silhouettes(space, fit)
    return fit
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

  /// Lloyd's steps from seeds, in the provider's metric, and then what the search found.
  private func moments<Provider>(
    _ space: ClusterSpace<Provider>, weights: [Double], end: ClusterFit, centers: [PlanarPoint]
  ) throws -> [ClusterMoment] {
    var generator = SeededGenerator(seed: settings.seed)
    let seeds: [Int]
    do {
      seeds = try plusPlusSeeds(
        of: space.places, weights: weights, count: count, provider: space.provider,
        using: &generator)
    } catch {
      throw SitingError.badDistance(demand: error.origin, distance: error.distance)
    }
    let demand = space.provider.prepare(space.places)
    var places = seeds.map { space.places[$0] }
    var moments: [ClusterMoment] = []
    var last = Double.infinity
    for iteration in 0..<20 {
      let near = space.provider.nearest(
        from: demand, among: space.provider.prepare(places), chosen: Array(places.indices))
      let cost = zip(weights, near.distances).reduce(0) {
        $0 + ($1.1.isFinite ? $1.0 * $1.1 * $1.1 : 0)
      }
      guard cost < last * (1 - 1e-6) else { break }
      last = cost
      let points = places.compactMap(space.point)
      guard points.count == places.count else { return [] }
      moments.append(
        ClusterMoment(
          kind: iteration == 0 ? .start : .move, centers: points.flatMap { [$0.x, $0.y] },
          labels: near.sites.map { $0 ?? -1 }, cost: cost))
      for slot in places.indices {
        let members = near.sites.indices.filter { near.sites[$0] == slot }
        if let place = space.provider.relocation(
          of: places[slot], serving: members, of: demand, weights: weights,
          objective: .squaredDistance)
        {
          places[slot] = place
        }
      }
    }
    // The search may number its centers otherwise: each takes the number of the nearest before.
    moments.append(
      ClusterMoment(
        kind: .end, centers: centers.flatMap { [$0.x, $0.y] }, labels: end.labels,
        cost: end.cost ?? 0))
    return ClusterMoment.renumbered(moments)
  }

  // MARK: Density and steps of joining

  private func dense<Provider>(_ space: ClusterSpace<Provider>) throws -> ClusterFit {
    guard let radius = settings.radius else {
      throw ClusterError.missingFile(what: "radius for dbscan", option: "--radius METRES")
    }
    try checkSize(space.places.count, most: 200_000)
    let result = try dbscan(
      space.places, provider: space.provider, radius: radius,
      minimumNeighbours: settings.minNeighbours ?? 5)
    return try finished(
      ClusterFit(labels: result.labels.map { $0 ?? -1 }, clusterCount: result.clusterCount), space)
  }

  private func hierarchicallyDense<Provider>(
    _ space: ClusterSpace<Provider>
  ) throws -> ClusterFit {
    try checkSize(space.places.count, most: 200_000)
    let result = try hdbscan(
      space.places, provider: space.provider, minimumSize: Int(settings.minSize ?? 5),
      neighbours: settings.minNeighbours)
    var fit = ClusterFit(
      labels: result.labels.map { $0 ?? -1 }, clusterCount: result.clusterCount)
    fit.strengths = result.strengths
    return try finished(fit, space)
  }

  private func joined<Provider>(_ space: ClusterSpace<Provider>) throws -> ClusterFit {
    try checkSize(space.places.count, most: mostAgglomerated)
    let linkage = Linkage(rawValue: settings.linkage.rawValue) ?? .average
    let tree = try agglomerate(space.places, provider: space.provider, linkage: linkage)
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
    fit.silhouettes = silhouettes(space, fit)
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

extension ClusterMoment {
  /// The same moments, clusters numbered as in the last one by which centers are near each other.
  static func renumbered(_ moments: [ClusterMoment]) -> [ClusterMoment] {
    guard let last = moments.last else { return [] }
    let count = last.centers.count / 2
    return moments.map { moment in
      guard moment.kind != .end, moment.centers.count == last.centers.count else { return moment }
      var pairs: [(distance: Double, old: Int, new: Int)] = []
      for old in 0..<count {
        for new in 0..<count {
          let x = moment.centers[2 * old] - last.centers[2 * new]
          let y = moment.centers[2 * old + 1] - last.centers[2 * new + 1]
          pairs.append((x * x + y * y, old, new))
        }
      }
      pairs.sort { ($0.distance, $0.old, $0.new) < ($1.distance, $1.old, $1.new) }
      var number = [Int?](repeating: nil, count: count)
      var isTaken = [Bool](repeating: false, count: count)
      for pair in pairs where number[pair.old] == nil && !isTaken[pair.new] {
        number[pair.old] = pair.new
        isTaken[pair.new] = true
      }
      var renumbered = moment
      renumbered.labels = moment.labels.map { $0 < 0 ? -1 : number[$0] ?? $0 }
      for old in 0..<count {
        guard let new = number[old] else { continue }
        renumbered.centers[2 * new] = moment.centers[2 * old]
        renumbered.centers[2 * new + 1] = moment.centers[2 * old + 1]
      }
      return renumbered
    }
  }
}
