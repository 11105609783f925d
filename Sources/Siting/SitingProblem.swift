public import Travel

/// Where to put facilities so that people travel little.
///
/// Chooses a set of ``facilities`` sites and gives each demand point one of them, so that the
/// ``objective`` is as good as can be and the ``rules`` are kept. Weight that can reach none of the
/// sites is minimised first: a plan that leaves fewer people behind is better, whatever it costs.
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
  ///
  /// Where the objective is ``SitingObjective/coverAll``, the most there may be, or 0 for as many
  /// as it takes.
  public var facilities: Int
  public var objective: SitingObjective
  public var rules: ServiceRules

  public init(
    provider: Provider, demand: [Provider.Place], weights: [Double],
    sites: SiteChoice<Provider.Place>, facilities: Int, objective: SitingObjective = .median,
    rules: ServiceRules = ServiceRules()
  ) {
    self.provider = provider
    self.demand = demand
    self.weights = weights
    self.sites = sites
    self.facilities = facilities
    self.objective = objective
    self.rules = rules
  }
}
