import Siting
import Travel

extension PlanMaker {
  /// What other numbers of facilities would give.
  ///
  /// - Parameters:
  ///   - counts: The numbers that are compared.
  ///   - question: What is asked for each.
  ///   - made: The answer for the number that the plan is made for.
  /// - Returns: A point for each number, up to where the user asked to stop.
  /// - Throws: As ``search(_:facilities:)`` does, but for numbers for which there is no plan.
  func curve<Provider>(
    _ counts: ClosedRange<Int>, _ question: SitingQuestion<Provider>,
    made: SitingSolution<Provider.Place>
  ) throws -> [CurvePoint] {
    var points: [CurvePoint] = []
    for count in counts {
      if count == settings.facilities {
        points.append(point(count, made, question))
        continue
      }
      if shouldStop() { continue }
      do {
        let solution = try search(question, facilities: count)
        if solution.termination == .interrupted { continue }
        points.append(point(count, solution, question))
      } catch PlanningError.infeasible {
        points.append(CurvePoint(facilities: count, within: settings.thresholds))
      }
    }
    CurvePoint.addGains(to: &points)
    return points
  }

  private func point<Provider>(
    _ count: Int, _ solution: SitingSolution<Provider.Place>, _ question: SitingQuestion<Provider>
  ) -> CurvePoint {
    let served = solution.allocation.indices.filter { solution.allocation[$0] != nil }
    let distances = WeightedDistances(
      served.map { solution.distances[$0] }, weights: served.map { question.weights[$0] })
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
