import Clustering
import Geography

/// One moment of a clustering.
struct ClusterMoment: Sendable {
  enum Kind: String, Sendable {
    case start, move, swap, exchange, cut, end
  }

  var kind: Kind
  /// How many moments came before, those left out included.
  var iteration: Int
  var middles: ClusterFit.Middles
  var labels: [Int]
  var cost: Double

  init(
    kind: Kind, iteration: Int, middles: ClusterFit.Middles, labels: [Int], cost: Double
  ) {
    self.kind = kind
    self.iteration = iteration
    self.middles = middles
    self.labels = labels
    self.cost = cost
  }

  init(_ step: KMeansStep) {
    let kind: Kind =
      switch step.kind {
      case .start: .start
      case .move: .move
      case .exchange: .exchange
      case .cut: .cut
      }
    self.init(
      kind: kind, iteration: step.iteration, middles: .coded(step.centers), labels: step.labels,
      cost: step.inertia)
  }

  /// A step of a search; nil where a center is neither a row nor on the map.
  ///
  /// - Parameters:
  ///   - step: The step.
  ///   - point: Where a place is on the map; nil where it is on none.
  init?<Place>(_ step: SearchStep<Place>, point: (Place) -> PlanarPoint?) {
    let kind: Kind =
      switch step.kind {
      case .start: .start
      case .move: .move
      case .swap: .swap
      }
    let rows = step.members.compactMap { $0 }
    let points = step.places.compactMap(point)
    let middles: ClusterFit.Middles
    if rows.count == step.members.count {
      middles = .rows(rows)
    } else if points.count == step.places.count {
      middles = .places(points)
    } else {
      return nil
    }
    self.init(
      kind: kind, iteration: step.iteration, middles: middles, labels: step.labels,
      cost: step.cost)
  }
}

extension [ClusterMoment] {
  /// Ends moments of one search with what the best search found.
  ///
  /// Clusters of the moments before get the numbers of those in the end that they share most rows
  /// with, so that colours stay.
  func ending(with fit: ClusterFit) -> [ClusterMoment] {
    guard let last else { return [] }
    let numbers = last.numbers(in: fit.labels, count: fit.clusterCount)
    var moments = map { $0.renumbered(numbers) }
    let isSame = moments[count - 1].labels == fit.labels
    let end = ClusterMoment(
      kind: .end, iteration: last.iteration + (isSame ? 0 : 1), middles: fit.middles,
      labels: fit.labels, cost: fit.cost ?? 0)
    if isSame { moments[count - 1] = end } else { moments.append(end) }
    return moments
  }
}

extension ClusterMoment {
  /// For each cluster the number that it gets: of the cluster of other labels that it shares most rows
  /// with.
  fileprivate func numbers(in other: [Int], count: Int) -> [Int] {
    var shared: [SIMD2<Int>: Int] = [:]
    for (old, new) in zip(labels, other) where old >= 0 && new >= 0 {
      shared[SIMD2(old, new), default: 0] += 1
    }
    let order = shared.sorted {
      ($1.value, $0.key.x, $0.key.y) < ($0.value, $1.key.x, $1.key.y)
    }
    var numbers = [Int?](repeating: nil, count: count)
    var free = Set(0..<count)
    for (pair, _) in order where pair.x < count && numbers[pair.x] == nil {
      if free.remove(pair.y) != nil { numbers[pair.x] = pair.y }
    }
    var rest = free.sorted()[...]
    return numbers.map { $0 ?? rest.popFirst() ?? 0 }
  }

  fileprivate func renumbered(_ numbers: [Int]) -> ClusterMoment {
    var moment = self
    moment.labels = labels.map { $0 < 0 ? -1 : numbers[$0] }
    func placed<Value>(_ values: [Value]) -> [Value] {
      var placed = values
      for (old, new) in numbers.enumerated() { placed[new] = values[old] }
      return placed
    }
    switch middles {
    case .rows(let rows) where rows.count == numbers.count: moment.middles = .rows(placed(rows))
    case .places(let points) where points.count == numbers.count:
      moment.middles = .places(placed(points))
    default: break
    }
    return moment
  }
}
