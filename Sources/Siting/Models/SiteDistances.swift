import Clustering
import Travel

/// How far everyone is from every site that may be open.
///
/// The whole table is kept where it fits into a quarter of ``SitingOptions/memory``; otherwise rows
/// are measured again whenever they are asked for.
final class SiteDistances {
  /// Index into the listed sites, or into the demand, of each candidate.
  let candidates: [Int]
  /// Positions in ``candidates`` of those that are always open.
  let fixed: [Int]
  let demandCount: Int
  let demandIsCandidates: Bool
  /// Per demand point the least distance to a candidate, `.infinity` where none can be reached.
  let least: [Double]
  /// Per demand point the position of the nearest candidate, of equally near ones the first.
  let nearest: [Int?]

  private let measure: ([Int]) -> DistanceTable
  private let measureFrom: (Int) -> DistanceTable
  private var kept: [Double] = []

  /// - Throws: ``DistanceFault`` where the provider gives what is no distance, or one so long that
  ///   its cost cannot be reckoned with.
  init<Provider: DistanceProvider>(
    _ problem: SitingProblem<Provider>, demand: Provider.Prepared, memory: Int
  ) throws(DistanceFault) {
    let provider = problem.provider
    let places: Provider.Prepared
    switch problem.sites {
    case .listed(let sites):
      let usable = sites.indices.filter { sites[$0].status != .closed }
      candidates = usable
      fixed = usable.indices.filter { sites[usable[$0]].status.isAlwaysOpen }
      places = provider.prepare(sites.map(\.place))
      demandIsCandidates = false
    case .demand, .anywhere:
      candidates = Array(problem.demand.indices)
      fixed = []
      places = demand
      demandIsCandidates = true
    }
    let candidates = candidates
    let count = problem.demand.count
    demandCount = count
    measure = { provider.distances(from: demand, to: places, chosen: $0.map { candidates[$0] }) }
    measureFrom = { index in
      provider.distances(
        from: provider.prepare([problem.demand[index]]), to: places, chosen: candidates)
    }
    let keeps = count * candidates.count <= memory / 32
    var least = [Double](repeating: .infinity, count: count)
    var nearest = [Int?](repeating: nil, count: count)
    let power = problem.objective.power
    for some in Self.batches(candidates.count, demandCount: count) {
      let table = measure(Array(some))
      for row in 0..<table.rows {
        for index in 0..<count {
          let distance = table[row, index]
          guard distance >= 0,
            distance == .infinity || problem.weights[index] * power.cost(distance) < .infinity
          else { throw DistanceFault(origin: index, distance: distance) }
          if distance < least[index] {
            least[index] = distance
            nearest[index] = some.lowerBound + row
          }
        }
      }
      if keeps { kept += table.values }
    }
    self.least = least
    self.nearest = nearest
  }

  var count: Int { candidates.count }

  private static func batches(_ count: Int, demandCount: Int) -> [Range<Int>] {
    let step = DistanceTable.rowsAtOnce(columns: demandCount, memory: 32 << 20)
    return stride(from: 0, to: count, by: step).map { $0..<min($0 + step, count) }
  }

  /// Shows the distances of every candidate, in their order.
  func forEachRow(_ body: (Int, UnsafeBufferPointer<Double>) -> Void) {
    let count = demandCount
    if !kept.isEmpty {
      kept.withUnsafeBufferPointer { kept in
        for row in candidates.indices {
          body(row, UnsafeBufferPointer(rebasing: kept[row * count..<(row + 1) * count]))
        }
      }
      return
    }
    for some in Self.batches(candidates.count, demandCount: count) {
      measure(Array(some)).values.withUnsafeBufferPointer { values in
        for row in some.indices {
          let start = (row - some.lowerBound) * count
          body(row, UnsafeBufferPointer(rebasing: values[start..<start + count]))
        }
      }
    }
  }

  /// The distances of everyone to one candidate.
  func row(_ candidate: Int) -> [Double] {
    kept.isEmpty
      ? measure([candidate]).values
      : Array(kept[candidate * demandCount..<(candidate + 1) * demandCount])
  }

  /// The distances of one demand point to all candidates.
  func column(_ index: Int) -> [Double] {
    kept.isEmpty
      ? measureFrom(index).values : candidates.indices.map { kept[$0 * demandCount + index] }
  }

  /// Per demand point, the nearest of the chosen candidates, as a position in `chosen`.
  func nearest(among chosen: [Int]) -> NearestSites {
    var found = NearestSites(
      sites: Array(repeating: nil, count: demandCount),
      distances: Array(repeating: .infinity, count: demandCount))
    for (position, candidate) in chosen.enumerated() {
      for (index, distance) in row(candidate).enumerated() where distance < found.distances[index] {
        found.distances[index] = distance
        found.sites[index] = position
      }
    }
    return found
  }
}
