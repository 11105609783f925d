import Exchange
import Siting
import Travel

extension PlanMaker {
  /// Sites facilities by straight lines and measures what people would really travel then.
  ///
  /// - Returns: nil where sums of ways say nothing, as with other objectives and rules, where points have no place, facilities could land in the water, or the
  ///   user asked to stop.
  func blindSiting<Provider>(
    in world: TravelWorld<Provider>, question: SitingQuestion<Provider>
  ) throws -> BlindSiting? {
    guard world.hasBarriers, settings.sites != .anywhere, question.hasPlainSum else { return nil }
    let flat = TravelWorld(planar: StraightDistance())
    let points = try flat.origins(people)
    let choice = try SitingPlan(
      settings.sites, in: flat, demand: points, sites: sites, siteLocations: siteLocations)
    let problem = SitingProblem(
      provider: flat.provider, demand: points, weights: weights, sites: choice.sites,
      facilities: settings.facilities, objective: settings.sitingObjective)
    var options = settings.sitingOptions
    options.provesBound = false
    // A comparison need not be searched for as long as the plan itself.
    options.restarts = 8
    let solution = try solve(problem, options: options, shouldStop: shouldStop, progress: nil)
    // Half a search would make straight lines look worse than they are.
    if shouldStop() { return nil }
    let opened = try OpenedSites(
      solution.sites.map { choice.source($0.source) },
      freePoints: solution.sites.map { _ in nil },
      sites: siteLocations, people: people, frame: frame)
    let ways = WayFinder(
      world: world, origins: question.places, people: people,
      destinations: try world.destinations(opened.locations), facilities: opened.locations)
    return ways.measured(straightChoice: solution.allocation, weights: weights)
  }
}

extension WayFinder {
  /// Sums up real distances to the facilities that straight lines chose.
  ///
  /// - Parameters:
  ///   - straightChoice: For each person an index into `facilities`.
  ///   - weights: As many.
  /// - Returns: The sums, for the straight choice and for the real one.
  func measured(straightChoice: [Int?], weights: [Double]) -> BlindSiting {
    let table = table()
    var blind = BlindSiting()
    for person in people.indices {
      let own = weights[person]
      let chosen = straightChoice[person].map { table[$0, person] } ?? .infinity
      if chosen.isFinite {
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
      }
    }
    return blind
  }
}
