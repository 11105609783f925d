import Clustering
import Exchange
import Siting
import Travel

/// What the search is asked: for whom, where, and by which rules.
struct SitingQuestion<Provider: DistanceProvider> {
  let provider: Provider
  /// The places of the demand.
  let places: [Provider.Place]
  let weights: [Double]
  let choice: SitingPlan<Provider>
  let objective: SitingObjective
  let rules: ServiceRules

  /// Puts the rules of a plan in terms of positions in lists.
  ///
  /// - Parameters:
  ///   - settings: Objective and rules.
  ///   - provider: How distances are measured.
  ///   - places: The places of `demand`.
  ///   - demand: Who is to be served.
  ///   - choice: Where facilities may stand.
  ///   - sites: All sites, as `choice` was made from.
  init(
    _ settings: PlanSettings, provider: Provider, places: [Provider.Place],
    demand: [PointRecord], choice: SitingPlan<Provider>, sites: [SiteInput]
  ) {
    self.provider = provider
    self.places = places
    self.choice = choice
    weights = demand.map(\.weight)
    objective = settings.sitingObjective
    let scenario = settings.scenario
    var rules = ServiceRules(maximumDistance: scenario.maxDistance)
    if demand.contains(where: { $0.cutoff != nil }) {
      rules.demandLimits = demand.map { $0.cutoff ?? .infinity }
    }
    if scenario.ignoresCapacities != true {
      let capacities = choice.entries(among: demand.count).map { source -> Double in
        switch source {
        case .site(let site): sites[site].record.capacity ?? .infinity
        case .demand(let person): demand[person].capacity ?? .infinity
        case .free: .infinity
        }
      }
      if capacities.contains(where: { $0 < .infinity }) { rules.capacities = capacities }
    }
    rules.capacitySlack = scenario.capacitySlack ?? 0
    rules.minimumLoad = scenario.minAssigned ?? 0
    if scenario.baseline != nil {
      let ids = choice.entries(among: demand.count).map { source -> String in
        switch source {
        case .site(let site): sites[site].record.id
        case .demand(let person): demand[person].id
        case .free: ""
        }
      }
      let indices = Dictionary(
        zip(ids, ids.indices), uniquingKeysWith: { first, _ in first })
      rules.baseline = demand.map { record in record.baseline.flatMap { indices[$0] } }
      rules.maximumMoves = scenario.maxMoves
    }
    self.rules = rules
  }

  /// Whether the plan makes a sum of ways small and no rule says who goes where.
  var hasPlainSum: Bool {
    (objective == .median || objective == .means) && !rules.decideAllocation
      && rules.maximumDistance == nil && rules.demandLimits.isEmpty
  }

  /// How far it is from each demand point to today's site, in metres; nil where it has none here.
  ///
  /// - Complexity: O(*n* · today's sites)
  func distancesToday() -> [Double?] {
    var today = [Double?](repeating: nil, count: places.count)
    guard rules.baseline.contains(where: { $0 != nil }) else { return today }
    let sites: [Provider.Place]
    switch choice.sites {
    case .listed(let listed): sites = listed.map(\.place)
    case .demand: sites = places
    case .anywhere(let fixed): sites = fixed
    }
    var people: [Int: [Int]] = [:]
    for (person, site) in rules.baseline.enumerated() {
      if let site, site < sites.count { people[site, default: []].append(person) }
    }
    let chosen = people.keys.sorted()
    let (origins, places) = (provider.prepare(places), provider.prepare(sites))
    let step = DistanceTable.rowsAtOnce(columns: today.count, memory: 64 << 20)
    for start in stride(from: 0, to: chosen.count, by: step) {
      let some = Array(chosen[start..<min(start + step, chosen.count)])
      let table = provider.distances(from: origins, to: places, chosen: some)
      for (row, site) in some.enumerated() {
        for person in people[site] ?? [] { today[person] = table[row, person] }
      }
    }
    return today
  }

  /// The question for a number of facilities; 0 for as many as it takes.
  func problem(facilities: Int) -> SitingProblem<Provider> {
    SitingProblem(
      provider: provider, demand: places, weights: weights, sites: choice.sites,
      facilities: facilities, objective: objective, rules: rules)
  }
}

extension JSONValue {
  /// The text of an id, as a cell or a property has it; nil where there is none.
  var idText: String? {
    switch self {
    case .string(let text): text.isEmpty ? nil : text
    case .number(let number): number.text
    default: nil
    }
  }
}

extension PlanSettings {
  var sitingObjective: SitingObjective {
    switch objective {
    case .median: .median
    case .means: .means
    case .center: .center
    case .coverage: .coverage
    case .coverAll: .coverAll
    case .fair: .fair(worst: worst, mix: scenario.mix ?? 0)
    }
  }

  var sitingOptions: SitingOptions {
    SitingOptions(seed: seed, timeLimit: scenario.timeLimit, gap: gap)
  }
}
