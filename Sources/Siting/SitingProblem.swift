public import Travel

/// Where to put facilities so that people travel little.
///
/// Minimises Σᵢ wᵢ · d(i, S)ᵖ over sets S of ``facilities`` sites, where d(i, S) is the distance
/// from demand point *i* to its nearest site in S, and *p* is 1 or 2 (``objective``). Weight that
/// can reach no site of S is minimised first: a plan that leaves fewer people behind is better,
/// whatever it costs.
///
///     let problem = SitingProblem(
///       provider: StraightDistance(), demand: homes, weights: pupils,
///       sites: .listed(lots.map { Site(place: $0) }), facilities: 5)
///     let plan = try solve(problem)
public struct SitingProblem<Provider: DistanceProvider>: Sendable {
  public var provider: Provider
  /// *n* places to be served; the same place may come twice.
  public var demand: [Provider.Place]
  /// *n* numbers, none negative; demand of weight 0 is allocated, and counts for nothing.
  public var weights: [Double]
  public var sites: SiteChoice<Provider.Place>
  /// How many facilities stand at the end, required, existing and fixed ones included.
  public var facilities: Int
  public var objective: CostPower

  public init(
    provider: Provider, demand: [Provider.Place], weights: [Double],
    sites: SiteChoice<Provider.Place>, facilities: Int, objective: CostPower = .distance
  ) {
    self.provider = provider
    self.demand = demand
    self.weights = weights
    self.sites = sites
    self.facilities = facilities
    self.objective = objective
  }
}
