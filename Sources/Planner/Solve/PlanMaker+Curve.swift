import Siting
import Travel

extension PlanMaker {
  /// Searches for each of several numbers of facilities.
  ///
  /// - Parameters:
  ///   - question: What is asked for each.
  ///   - counts: The numbers that are compared; they share the time that there is.
  /// - Returns: The answer for the number that the plan is made for, and a point for each number.
  /// - Throws: As ``search(_:facilities:)`` does, where there is no plan for that number.
  func search<Provider>(
    _ question: SitingQuestion<Provider>, over counts: ClosedRange<Int>
  ) throws -> (plan: SitingSolution<Provider.Place>, curve: [CurvePoint]) {
    var options = settings.sitingOptions
    options.timeLimit = options.timeLimit.map { $0 / Double(counts.count) }
    options.remediesFor = settings.facilities
    let found = Siting.curve(
      question.problem(facilities: settings.facilities), over: counts, options: options,
      shouldStop: shouldStop
    ) { tell($1, question, facilities: $0) }
    var plan: SitingSolution<Provider.Place>?
    var points: [CurvePoint] = []
    for entry in found {
      switch entry.outcome {
      case .success(let solution):
        if entry.facilities == settings.facilities { plan = solution }
        points.append(point(entry.facilities, solution, question))
      case .failure(let error):
        let named = inNames(error, question, facilities: entry.facilities)
        if entry.facilities == settings.facilities { throw named }
        guard case PlanningError.infeasible = named else { throw named }
        points.append(CurvePoint(facilities: entry.facilities, within: settings.thresholds))
      }
    }
    CurvePoint.addGains(to: &points)
    guard let plan else { preconditionFailure("the number to plan for is among those compared") }
    return (plan, points)
  }

  private func point<Provider>(
    _ count: Int, _ solution: SitingSolution<Provider.Place>, _ question: SitingQuestion<Provider>
  ) -> CurvePoint {
    let distances = question.distances(solution) { $0 != nil }
    var point = CurvePoint(facilities: count, within: settings.thresholds)
    point.status = solution.termination.planStatus
    point.objective = solution.objective
    point.bound = solution.lowerBound
    point.mean = distances.mean
    point.p95 = distances.quantile(0.95)
    point.maximum = distances.maximum
    point.unservedWeight = max(0, question.weights.reduce(0, +) - distances.weight)
    let weight = question.weights.reduce(0, +)
    point.shares = settings.thresholds.map {
      PlanMeasures.ShareWithin(
        limit: $0, share: weight > 0 ? distances.weight(within: $0) / weight : 0)
    }
    point.sites = solution.sites.map { site in
      switch question.choice.source(site.source) {
      case .site(let index): siteLocations[index].id
      case .demand(let index): people[index].id
      case .free: ""
      }
    }
    return point
  }
}
