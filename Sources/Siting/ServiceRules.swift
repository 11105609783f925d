/// Side conditions that every allocation keeps to.
public struct ServiceRules: Hashable, Sendable {
  /// Nobody is served from farther away, in metres; nil for no limit.
  ///
  /// For ``SitingObjective/coverage`` the distance within which demand is covered. A plan that
  /// leaves somebody beyond the limit, who could reach a site, is none: see ``Infeasibility``.
  public var maximumDistance: Double?
  /// Per demand point a limit of its own in metres, `.infinity` for none.
  ///
  /// Empty where nobody has one. The smaller of both limits counts.
  public var demandLimits: [Double]
  /// Per listed site the weight that it can serve, `.infinity` for no limit.
  ///
  /// Where the sites are the demand points, one per demand point. Empty where no site has a limit.
  /// Each demand point goes to one site as a whole.
  public var capacities: [Double]
  /// Per demand point the room that it takes of a capacity; empty where that is its weight.
  ///
  /// Also what ``minimumLoad`` counts.
  public var loads: [Double]
  /// Share by which a capacity may be exceeded: 0.02 is two per cent.
  public var capacitySlack: Double
  /// The least weight that every open site serves.
  public var minimumLoad: Double
  /// Per demand point the index of the listed site that serves it today, nil for none; empty where
  /// nothing is known.
  public var baseline: [Int?]
  /// The most weight that may be served by another site than in ``baseline``; nil for no limit.
  public var maximumMoves: Double?

  public init(
    maximumDistance: Double? = nil, demandLimits: [Double] = [], capacities: [Double] = [],
    capacitySlack: Double = 0, minimumLoad: Double = 0, baseline: [Int?] = [],
    maximumMoves: Double? = nil, loads: [Double] = []
  ) {
    self.maximumDistance = maximumDistance
    self.demandLimits = demandLimits
    self.capacities = capacities
    self.capacitySlack = capacitySlack
    self.minimumLoad = minimumLoad
    self.baseline = baseline
    self.maximumMoves = maximumMoves
    self.loads = loads
  }

  /// Whether somebody may not be served from as far away as there is a way.
  package var limitsDistance: Bool {
    maximumDistance.map { $0 < .infinity } ?? false || demandLimits.contains { $0 < .infinity }
  }

  /// How far a demand point may go, in metres; `.infinity` for as far as there is a way.
  package func limit(ofDemand index: Int) -> Double {
    min(maximumDistance ?? .infinity, demandLimits.isEmpty ? .infinity : demandLimits[index])
  }

  /// Whether somebody may have to go to another site than the nearest.
  package var bindAllocation: Bool {
    capacities.contains { $0 < .infinity } || minimumLoad > 0 || maximumMoves != nil
  }
}
