/// Why the rules of a problem cannot all be kept, and what would do.
///
/// Every fact is proven, and so is every remedy: with its number in place of what was asked for,
/// and all other rules as they are, there is a plan.
public struct Infeasibility: Hashable, Sendable {
  /// A demand point that stands in the way, and the nearest site that may be open.
  public struct Blocker: Hashable, Sendable {
    /// An index into the demand.
    public var demand: Int
    /// An index into the listed sites (or the demand), and how far it is in metres; nil where it
    /// can reach none.
    public var nearestSite: Int?
    public var distance: Double

    public init(demand: Int, nearestSite: Int?, distance: Double) {
      self.demand = demand
      self.nearestSite = nearestSite
      self.distance = distance
    }
  }

  /// A demand point that takes more room than any site that it may go to has.
  public struct Oversized: Hashable, Sendable {
    public var demand: Int
    public var load: Double
    /// The roomiest of the sites within its limit, and how much it may serve.
    public var site: Int
    public var room: Double

    public init(demand: Int, load: Double, site: Int, room: Double) {
      self.demand = demand
      self.load = load
      self.site = site
      self.room = room
    }
  }

  /// Demand points that together take more room than all the sites that they may go to have.
  ///
  /// No choice of sites changes that, nor does any number of facilities.
  public struct Crowd: Hashable, Sendable {
    /// Indices, ascending.
    public var demand: [Int]
    /// All the sites that any of them may go to, ascending.
    public var sites: [Int]
    public var load: Double
    public var room: Double

    public init(demand: [Int], sites: [Int], load: Double, room: Double) {
      self.demand = demand
      self.sites = sites
      self.load = load
      self.room = room
    }
  }

  /// A site that is always open, and that cannot serve the minimum load.
  public struct ShortSite: Hashable, Sendable {
    public var site: Int
    /// All the load that may go there.
    public var load: Double

    public init(site: Int, load: Double) {
      self.site = site
      self.load = load
    }
  }

  /// A rule that may be loosened.
  public enum Rule: Hashable, Sendable, CaseIterable {
    /// ``ServiceRules/maximumDistance``, to any length.
    case limit
    /// More facilities, at the sites that there are.
    case moreFacilities
    /// Fewer facilities, down to those that are always open.
    case fewerFacilities
    /// ``ServiceRules/capacities``, to any size at all the sites.
    case capacities
    /// ``ServiceRules/minimumLoad``, down to 0.
    case minimumLoad
    /// ``ServiceRules/maximumMoves``, to any number.
    case moves
  }

  // MARK: Facts

  /// Those for whom no site at all is near enough, in the order of the demand.
  public var blockers: [Blocker]
  /// Those who take more room than any site has that they may go to, in the order of the demand.
  public var oversized: [Oversized] = []
  public var crowd: Crowd?
  /// Weight for which the largest sites that may be open together have no room.
  public var missingCapacity: Double?
  public var shortSites: [ShortSite] = []
  /// How many sites can serve the minimum load at all, where these are fewer than facilities.
  public var sitesWithEnoughDemand: Int?
  /// All the load there is, where it is less than the minimum load of all facilities.
  public var totalLoad: Double?
  /// The weight that has to move even if every open site had room for all, where it is more than may.
  public var unavoidableMoves: Double?

  // MARK: Remedies

  /// A ``ServiceRules/maximumDistance`` in metres for which this many facilities do; no smaller
  /// one is known to.
  public var smallestLimit: Double?
  /// A larger number of facilities that does; no smaller one is known to.
  public var smallestFacilities: Int?
  /// A smaller number of facilities that does; no larger one is known to.
  public var largestFacilities: Int?
  /// A ``ServiceRules/capacitySlack`` in whole per cents, up to 1; no smaller one is known to do.
  public var smallestSlack: Double?
  /// Whether it does if every site has room for all.
  public var moreCapacityDoes = false
  /// A ``ServiceRules/minimumLoad``; no larger one is known to do.
  public var largestMinimumLoad: Double?
  /// A ``ServiceRules/maximumMoves``; no smaller one is known to do.
  public var smallestMoves: Double?
  /// Whether it does to raise the limits of each of the ``blockers`` to their distances.
  public var raisedLimitsDo = false
  /// Rules for which it is proven that loosening one of them alone does not do.
  public var cannotHelp: Set<Rule> = []

  public init(
    blockers: [Blocker] = [], smallestLimit: Double? = nil, smallestFacilities: Int? = nil,
    missingCapacity: Double? = nil
  ) {
    self.blockers = blockers
    self.smallestLimit = smallestLimit
    self.smallestFacilities = smallestFacilities
    self.missingCapacity = missingCapacity
  }
}

extension Infeasibility: CustomStringConvertible {
  public var description: String {
    let fact = facts.isEmpty ? "the rules cannot all be kept" : facts.joined(separator: ", ")
    return remedies.isEmpty ? fact : fact + "; " + remedies.joined(separator: ", or ")
  }

  private var facts: [String] {
    var facts: [String] = []
    if !blockers.isEmpty {
      facts.append("\(blockers.count) demand points have no site within their limit")
    }
    for large in oversized.prefix(1) {
      facts.append(
        "demand point number \(large.demand + 1) takes \(large.load), "
          + "and the roomiest site that it may go to has \(large.room)")
    }
    if let crowd, oversized.isEmpty {
      facts.append(
        "\(crowd.demand.count) demand points take \(crowd.load), "
          + "and the \(crowd.sites.count) sites that they may go to have \(crowd.room)")
    }
    if let missingCapacity { facts.append("capacity for \(missingCapacity) is missing") }
    for short in shortSites.prefix(1) {
      facts.append(
        "site number \(short.site + 1) is always open, and only \(short.load) may go there")
    }
    if let sitesWithEnoughDemand {
      facts.append("\(sitesWithEnoughDemand) sites can serve the minimum load")
    }
    if let totalLoad { facts.append("the demand is \(totalLoad) in all") }
    if let unavoidableMoves { facts.append("\(unavoidableMoves) have to move") }
    return facts
  }

  private var remedies: [String] {
    var remedies: [String] = []
    if let smallestLimit { remedies.append("a limit of \(smallestLimit) m would do") }
    if raisedLimitsDo { remedies.append("raising their limits would do") }
    if let smallestFacilities { remedies.append("\(smallestFacilities) facilities would do") }
    if let largestFacilities { remedies.append("\(largestFacilities) facilities would do") }
    if let smallestSlack {
      remedies.append("a capacity slack of \(smallestSlack) would do")
    } else if moreCapacityDoes {
      remedies.append("larger capacities would do")
    }
    if let largestMinimumLoad {
      remedies.append("a minimum load of \(largestMinimumLoad) would do")
    }
    if let smallestMoves { remedies.append("a limit of \(smallestMoves) moves would do") }
    return remedies
  }
}
