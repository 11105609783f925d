import Clustering
import Travel

/// What serving each demand point at each site that may be open costs, and who takes part.
struct MeasuredCosts<Provider: DistanceProvider> {
  let demand: Provider.Prepared
  let places: Provider.Prepared
  /// Indices of the sites that may be open: columns of the case.
  let usable: [Int]
  let statuses: [SiteStatus]
  /// Indices of those that have to be served: rows of the case.
  ///
  /// Others reach nothing, or count for nothing.
  var served: [Int]
  /// Some pairs of those who are served have no way between them.
  private(set) var hasNoWay = false
  /// Per demand point the nearest site that may be open, whatever the limit, and how far it is.
  private(set) var nearest: [Infeasibility.Blocker]
  /// Whether the demand point has a site within its limit.
  private var hasSite: [Bool]
  private let table: CostMemory

  /// *n* × *m* costs, row after row by demand point, for all demand points.
  private final class CostMemory {
    let values: UnsafeMutablePointer<Double>
    init(count: Int) { values = .allocate(capacity: max(1, count)) }
    deinit { values.deallocate() }
  }

  init(_ problem: SitingProblem<Provider>, options: SitingOptions) throws {
    demand = problem.provider.prepare(problem.demand)
    switch problem.sites {
    case .listed(let sites):
      places = problem.provider.prepare(sites.map(\.place))
      usable = sites.indices.filter { sites[$0].status != .closed }
      statuses = usable.map { sites[$0].status }
    case .demand, .anywhere:
      places = demand
      usable = Array(problem.demand.indices)
      statuses = usable.map { _ in .candidate }
    }
    let (n, m) = (problem.demand.count, usable.count)
    // The table is held once more while it is cut down to those who take part.
    let needed = 16 * n * m
    guard needed <= options.memory else {
      throw SitingError.allocation(
        .tooLarge(demand: n, sites: m, needed: needed, allowed: options.memory))
    }
    table = CostMemory(count: n * m)
    nearest = (0..<n).map {
      Infeasibility.Blocker(demand: $0, nearestSite: nil, distance: .infinity)
    }
    hasSite = Array(repeating: false, count: n)
    var misses = [Bool](repeating: false, count: n)
    let power = problem.objective.power
    let step = max(1, min(256, (16 << 20) / (8 * max(1, n))))
    for start in stride(from: 0, to: m, by: step) {
      let end = min(start + step, m)
      let distances = problem.provider.distances(
        from: demand, to: places, chosen: Array(usable[start..<end]))
      for row in 0..<(end - start) {
        for index in 0..<n {
          let distance = distances[row, index]
          let weight = problem.weights[index]
          let product = weight > 0 ? weight * power.cost(distance) : 0
          guard distance >= 0, distance == .infinity || product < .infinity else {
            throw DistanceFault(origin: index, distance: distance)
          }
          if distance < nearest[index].distance {
            nearest[index].distance = distance
            nearest[index].nearestSite = usable[start + row]
          }
          misses[index] = misses[index] || distance == .infinity
          let isAllowed = distance < .infinity && distance <= problem.rules.limit(of: index)
          hasSite[index] = hasSite[index] || isAllowed
          table.values[index * m + start + row] = isAllowed ? product : .infinity
        }
      }
    }
    served = []
    served = problem.demand.indices.filter {
      nearest[$0].nearestSite != nil && takesPart($0, problem)
    }
    hasNoWay = served.contains { misses[$0] }
  }

  /// Whether it matters where the demand point is served.
  func takesPart(_ index: Int, _ problem: SitingProblem<Provider>) -> Bool {
    problem.weights[index] > 0 || problem.load(of: index) > 0
  }

  /// Those who reach a site, but none within the limit.
  var blockers: [Infeasibility.Blocker] {
    served.filter { !hasSite[$0] }.map { nearest[$0] }
  }

  /// Whether the demand point may go to the site of a column.
  func allows(_ index: Int, _ column: Int) -> Bool {
    table.values[index * usable.count + column] < .infinity
  }

  func without(_ demand: Set<Int>) -> MeasuredCosts {
    var rest = self
    rest.served.removeAll { demand.contains($0) }
    return rest
  }

  /// What was measured otherwise, for the same demand.
  func sameServed(_ other: MeasuredCosts) -> MeasuredCosts {
    var same = other
    same.served = served
    return same
  }

  /// All distances above a limit that some demand has to a site that may be open, ascending.
  func distances(
    _ problem: SitingProblem<Provider>, of members: [Int], above limit: Double
  ) throws -> [Double] {
    var found = Set<Double>()
    let step = DistanceTable.rowsAtOnce(columns: problem.demand.count, memory: 16 << 20)
    for start in stride(from: 0, to: usable.count, by: step) {
      let table = problem.provider.distances(
        from: demand, to: places, chosen: Array(usable[start..<min(start + step, usable.count)]))
      for row in 0..<table.rows {
        for index in members where table[row, index] > limit && table[row, index] < .infinity {
          found.insert(table[row, index])
        }
      }
    }
    return found.sorted()
  }

  func openSite(_ site: Int, _ problem: SitingProblem<Provider>) -> OpenSite<Provider.Place> {
    if case .listed(let sites) = problem.sites {
      return OpenSite(source: .listed(site), place: sites[site].place)
    }
    return OpenSite(source: .demand(site), place: problem.demand[site])
  }

  /// The case that is searched.
  ///
  /// - Parameters:
  ///   - problem: Whose rules it keeps to.
  ///   - facilities: How many are open.
  ///   - cost: What a demand point pays at a site it may go to, instead of what was measured.
  /// - Returns: Rows for those who are served, columns for the sites that may be open.
  func makeCase(
    _ problem: SitingProblem<Provider>, facilities: Int,
    costs cost: ((_ demand: Int, _ site: Int) -> Double)? = nil
  ) -> CapacitatedCase {
    let m = usable.count
    let costs = UnsafeMutablePointer<Double>.allocate(capacity: max(1, served.count * m))
    for (row, index) in served.enumerated() {
      (costs + row * m).initialize(from: table.values + index * m, count: m)
      guard let cost else { continue }
      for column in 0..<m where costs[row * m + column] < .infinity {
        costs[row * m + column] = cost(index, usable[column])
      }
    }
    let rules = problem.rules
    let loads = served.map { problem.load(of: $0) }
    let loadUnits = WholeUnits(for: loads)
    let weights = served.map { problem.weights[$0] }
    let moveUnits = WholeUnits(for: weights)
    var columns: [Int: Int32] = [:]
    for (column, site) in usable.enumerated() { columns[site] = Int32(column) }
    return CapacitatedCase(
      costs: costs, demandCount: served.count, facilities: facilities,
      isFixed: statuses.map(\.isAlwaysOpen), loads: loads.map { loadUnits.amount($0) },
      capacities: usable.map { loadUnits.most(problem.rules.room(at: $0)) },
      minimumLoad: loadUnits.least(rules.minimumLoad),
      baseline: served.map { index in
        guard rules.maximumMoves != nil, let today = rules.baseline[index] else { return -1 }
        return columns[today] ?? Int32(m)
      },
      moveWeights: weights.map { moveUnits.amount($0) },
      maximumMoves: rules.maximumMoves.map { moveUnits.most($0) } ?? .infinity)
  }
}

extension SitingProblem {
  /// The room that the demand point takes of a capacity.
  func load(of index: Int) -> Double {
    rules.loads.isEmpty ? weights[index] : rules.loads[index]
  }
}

extension ServiceRules {
  /// The most that a site may serve, slack included.
  func room(at site: Int) -> Double {
    capacities.isEmpty ? .infinity : capacities[site] * (1 + capacitySlack)
  }
}
