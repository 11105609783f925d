import Siting
import Travel

/// Measures what closing each facility of a plan would do, the others staying.
///
/// Where everybody goes to the nearest facility, those of a closed one go to their next. Where
/// capacities or other rules decide who goes where, the search allocates all people anew.
struct DropMeter<Provider: DistanceProvider> {
  let question: SitingQuestion<Provider>
  /// The places of the facilities.
  let sites: [Provider.Place]
  let ways: WayFinder<Provider>
  let assignments: [Assignment]
  /// Per facility the weight that it can serve; nil for any.
  let capacities: [Double?]
  let seed: UInt64
  let shouldStop: @Sendable () -> Bool

  /// Distances that are spent on allocating anew: some seconds, the same on any machine.
  static var allowance: Double { 1e8 }

  /// What closing each facility would do; nil where that is not measured.
  ///
  /// - Complexity: O(*n* · *p*); with rules that bind *p* searches for the allocation to *p* − 1
  ///   facilities.
  func drops() throws -> [PlannedFacility.Drop?] {
    guard sites.count > 1 else { return sites.map { _ in nil } }
    let now = ObjectiveValue(
      question.objective, distances: assignments.map(\.distance), weights: question.weights,
      facilities: sites.count
    ).value
    var drops: [PlannedFacility.Drop?]
    if question.rules.decideAllocation {
      drops = try reallocated(now: now)
    } else {
      drops = nextNearest(now: now)
    }
    let order = drops.indices.filter { drops[$0] != nil }.sorted { a, b in
      guard let one = drops[a], let other = drops[b] else { return a < b }
      return (one.weightCutOff, one.addedObjective ?? .infinity, one.addedMetres, a)
        < (other.weightCutOff, other.addedObjective ?? .infinity, other.addedMetres, b)
    }
    for (rank, index) in order.enumerated() { drops[index]?.rank = rank + 1 }
    return drops
  }

  private func limit(of person: Int) -> Double {
    let rules = question.rules
    return min(
      rules.maximumDistance ?? .infinity,
      rules.demandLimits.isEmpty ? .infinity : rules.demandLimits[person])
  }

  /// Everybody of a closed facility goes to the nearest of the others.
  private func nextNearest(now: Double) -> [PlannedFacility.Drop?] {
    let table = ways.table()
    var next = [Double](repeating: .infinity, count: assignments.count)
    for facility in sites.indices {
      for (person, assignment) in assignments.enumerated() where assignment.facility != facility {
        let metres = table[facility, person]
        if metres < next[person], metres <= limit(of: person) { next[person] = metres }
      }
    }
    return sites.indices.map { closed in
      var distances = assignments.map(\.distance)
      for (person, assignment) in assignments.enumerated() where assignment.facility == closed {
        distances[person] = next[person].isFinite ? next[person] : nil
      }
      return drop(of: closed, distances: distances, now: now)
    }
  }

  /// The search says who goes where with one facility less.
  private func reallocated(now: Double) throws -> [PlannedFacility.Drop?] {
    var drops = [PlannedFacility.Drop?](repeating: nil, count: sites.count)
    let work = Double(sites.count * assignments.count)
    var spent = 0.0
    for closed in sites.indices {
      spent += work
      if shouldStop() || spent > Self.allowance { break }
      let others = sites.indices.filter { $0 != closed }
      var rules = ServiceRules(
        maximumDistance: question.rules.maximumDistance,
        demandLimits: question.rules.demandLimits)
      rules.capacities = others.map { capacities[$0] ?? .infinity }
      rules.capacitySlack = question.rules.capacitySlack
      let problem = SitingProblem(
        provider: question.provider, demand: question.places, weights: question.weights,
        sites: .listed(others.map { Site(place: sites[$0], status: .required) }),
        facilities: others.count, objective: question.objective, rules: rules)
      var options = SitingOptions(seed: seed)
      options.provesBound = false
      options.looksForRemedies = false
      do {
        let solution = try solve(problem, options: options, shouldStop: shouldStop, progress: nil)
        let distances = assignments.indices.map {
          solution.allocation[$0] == nil ? nil : solution.distances[$0]
        }
        let chosen = solution.allocation.map { choice -> Int? in
          guard let choice, case .listed(let index) = solution.sites[choice].source else {
            return nil
          }
          return others[index]
        }
        drops[closed] = drop(of: closed, distances: distances, choices: chosen, now: now)
      } catch {
        // Where no plan was found with one facility less nothing is known, and the plan stands.
        if case .infeasible = error { drops[closed] = impossible(closed) }
      }
    }
    return drops
  }

  private func drop(
    of closed: Int, distances: [Double?], choices: [Int?]? = nil, now: Double
  ) -> PlannedFacility.Drop {
    var drop = PlannedFacility.Drop()
    for (person, assignment) in assignments.enumerated() {
      guard let facility = assignment.facility, let own = assignment.distance else { continue }
      let weight = question.weights[person]
      let isMoved = choices.map { $0[person] != facility } ?? (facility == closed)
      guard isMoved else { continue }
      drop.people += 1
      drop.weight += weight
      if let metres = distances[person] {
        drop.addedMetres += weight * (metres - own)
      } else {
        drop.peopleCutOff += 1
        drop.weightCutOff += weight
      }
    }
    let isFair = drop.peopleCutOff == 0 || question.objective == .coverage
    if isFair {
      let value = ObjectiveValue(
        question.objective, distances: distances, weights: question.weights,
        facilities: sites.count - 1
      ).value
      drop.addedObjective = value - now
    }
    return drop
  }

  /// Nobody can be told where the people of a closed facility would go: there is no room for all.
  private func impossible(_ closed: Int) -> PlannedFacility.Drop {
    var drop = PlannedFacility.Drop()
    for (person, assignment) in assignments.enumerated() where assignment.facility == closed {
      drop.people += 1
      drop.weight += question.weights[person]
    }
    drop.peopleCutOff = drop.people
    drop.weightCutOff = drop.weight
    return drop
  }
}

extension ServiceRules {
  /// Whether somebody may have to go to another facility than the nearest.
  var decideAllocation: Bool {
    capacities.contains { $0 < .infinity } || minimumLoad > 0 || maximumMoves != nil
  }
}
