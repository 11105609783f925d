/// Where an open site comes from.
public enum SiteSource: Hashable, Sendable {
  /// An index into the listed sites, or into the fixed places of ``SiteChoice/anywhere(fixed:)``.
  case listed(Int)
  /// An index into the demand.
  case demand(Int)
  /// A place that the search found.
  case free
}

/// A site that the plan opens.
public struct OpenSite<Place: Hashable & Sendable>: Hashable, Sendable {
  public var source: SiteSource
  public var place: Place

  public init(source: SiteSource, place: Place) {
    self.source = source
    self.place = place
  }
}

/// Why the search ended.
public enum Termination: String, Sendable, CaseIterable, Hashable {
  /// No plan is better, and that is proven.
  case provenOptimal
  /// All restarts are done and none of them found a swap that helps.
  case converged
  /// The limit on steps was met before the search came to rest.
  case iterationLimit
  case timeLimit
  /// The plan is proven to be within ``SitingOptions/gap`` of the best.
  case gapReached
  /// The caller asked to stop.
  case interrupted
}

/// Why a demand point that can reach an open site has none.
public enum UnservedReason: String, Sendable, CaseIterable, Hashable {
  /// All open sites are farther away than the rules allow.
  case beyondLimit = "beyond_cutoff"
  /// The sites that could serve it are full.
  case overCapacity = "over_capacity"
}

/// A plan: which sites are open, and who goes where.
public struct SitingSolution<Place: Hashable & Sendable>: Hashable, Sendable {
  /// In the order of the list, or of the demand; fixed places before free ones.
  public var sites: [OpenSite<Place>]
  /// Per demand point, an index into ``sites``; nil where none can be reached within the limit.
  ///
  /// The nearest, of equally near ones the first, unless the rules bind the allocation.
  public var allocation: [Int?]
  /// Per demand point, the travel distance to its site in metres; `.infinity` where it has none.
  public var distances: [Double]
  /// The value of the problem's ``SitingObjective`` over the demand that is served.
  ///
  /// Metres (or their squares) × weight for `median` and `means`, metres for `center` and `fair`,
  /// weight that is not covered for `coverage`, a number of facilities for `coverAll`.
  public var objective: Double
  /// Weight from which there is no way to any open site, however long.
  public var unreachedWeight: Double
  /// No plan that leaves no more weight unreached has a smaller objective than this.
  ///
  /// In the unit of ``objective``, and for the problem as it was given, with its required and closed
  /// sites and its rules. Nil where nothing is proven: sites anywhere, tables too large for
  /// ``SitingOptions/memory``, or demand left behind that a plan could have served.
  public var lowerBound: Double?
  public var termination: Termination
  /// Demand that no site serves though one can be reached, and why.
  public var unserved: [Int: UnservedReason] = [:]

  public init(
    sites: [OpenSite<Place>], allocation: [Int?], distances: [Double], objective: Double,
    unreachedWeight: Double, lowerBound: Double?, termination: Termination
  ) {
    self.sites = sites
    self.allocation = allocation
    self.distances = distances
    self.objective = objective
    self.unreachedWeight = unreachedWeight
    self.lowerBound = lowerBound
    self.termination = termination
  }

  /// Says so where a plan not proven optimal is as good as asked for.
  mutating func noteGap(_ wanted: Double?) {
    if termination != .provenOptimal, let gap, let wanted, gap <= wanted {
      termination = .gapReached
    }
  }

  /// How far from perfect the plan can be at most: (objective − bound) ÷ objective, 0 for an
  /// objective of 0; nil where nothing is proven.
  public var gap: Double? {
    guard let lowerBound else { return nil }
    return objective > 0 ? max(0, (objective - lowerBound) / objective) : 0
  }
}
