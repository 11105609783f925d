import Exchange
import Geography
import Siting
import Travel

extension PlanMaker {
  /// Chooses sites by straight-line distance and measures the travel distances to them.
  ///
  /// The search for them is short. Where straight-line distance rates the sites of the plan as good
  /// as what it found, they are taken as its choice: the difference would be one of two searches,
  /// not of two distances.
  ///
  /// - Parameters:
  ///   - world: How distances are measured.
  ///   - question: What the plan answers.
  ///   - opened: The sites of the plan.
  ///   - assignments: Where each demand point goes in the plan.
  /// - Returns: nil where there are no sites to choose, where sums of distances say nothing, as with
  ///   other objectives and rules, where points have no place, facilities could land in the water,
  ///   or the search was cut short.
  /// - Throws: What is wrong with the places of the demand or of the sites.
  func blindSiting<Provider>(
    in world: TravelWorld<Provider>, question: SitingQuestion<Provider>, opened: OpenedSites,
    assignments: [Assignment]
  ) throws -> BlindSiting? {
    guard world.hasBarriers, settings.sites != .anywhere, question.hasPlainSum else { return nil }
    let flat = TravelWorld(planar: StraightDistance())
    let points = try flat.origins(people)
    let choice = try SitingPlan(
      settings.sites, in: flat, demand: points, sites: sites, siteLocations: siteLocations)
    guard choice.sites.isFree(facilities: settings.facilities, demand: points.count) else {
      return nil
    }
    let problem = SitingProblem(
      provider: flat.provider, demand: points, weights: weights, sites: choice.sites,
      facilities: settings.facilities, objective: settings.sitingObjective)
    var options = settings.sitingOptions
    options.provesBound = false
    // A comparison need not be searched for as long as the plan itself.
    options.restarts = 8
    let solution = try solve(problem, options: options, shouldStop: shouldStop, progress: nil)
    // Half a search would make straight lines look worse than they are.
    if shouldStop() || solution.termination == .timeLimit { return nil }
    var chosen = try OpenedSites(
      solution.sites.map { choice.source($0.source) },
      freePoints: solution.sites.map { _ in nil },
      sites: siteLocations, people: people, frame: frame)
    let isPlan =
      straightCost(of: opened.locations) <= straightCost(of: chosen.locations) * (1 + 1e-12)
    if isPlan { chosen = opened }
    let ways = WayFinder(
      world: world, origins: question.places, people: people,
      destinations: try world.destinations(chosen.locations), facilities: chosen.locations)
    var blind = ways.measured(weights: weights, against: assignments)
    blind.facilities = chosen.locations.map(\.id)
    blind.isPlan = isPlan
    return blind
  }

  /// What straight-line distance makes small.
  private func straightCost(of facilities: [Location]) -> Double {
    let sites = facilities.compactMap(\.point)
    let isSquared = settings.objective == .means
    return zip(people, weights).reduce(0) { sum, person in
      guard let home = person.0.point else { return sum }
      let metres = sites.reduce(Double.infinity) { min($0, $1.distance(to: home)) }
      return sum + person.1 * (isSquared ? metres * metres : metres)
    }
  }
}

extension SiteChoice {
  /// Whether more than one set of sites may be opened.
  fileprivate func isFree(facilities: Int, demand: Int) -> Bool {
    switch self {
    case .listed(let sites):
      sites.count { $0.status.isAlwaysOpen } < facilities
        && facilities < sites.count { $0.status != .closed }
    case .demand: facilities < demand
    case .anywhere: true
    }
  }
}

extension WayFinder {
  /// Sums up travel distances to sites that straight-line distance chose.
  ///
  /// - Parameters:
  ///   - weights: One of each of `people`.
  ///   - assignments: Where they go in the plan.
  /// - Returns: The sums where everybody goes to the facility that is nearest on the map, and where
  ///   everybody goes to the one with the shortest travel distance.
  func measured(weights: [Double], against assignments: [Assignment]) -> BlindSiting {
    let table = table()
    var blind = BlindSiting()
    for person in people.indices {
      let own = weights[person]
      let chosen = straightNearest(to: people[person]).map { table[$0.facility, person] }
      if let chosen, chosen.isFinite {
        blind.straightChoiceMetres += own * chosen
      } else {
        blind.peopleCutOff += 1
        blind.weightCutOff += own
      }
      let nearest = facilities.indices.map { table[$0, person] }.min() ?? .infinity
      if nearest.isFinite {
        blind.realChoiceMetres += own * nearest
      } else {
        blind.peopleUnserved += 1
        blind.weightUnserved += own
      }
      if nearest.isFinite != (assignments[person].facility != nil) { blind.servesSame = false }
    }
    return blind
  }
}
