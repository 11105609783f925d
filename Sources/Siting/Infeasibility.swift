/// Why the rules of a problem cannot all be kept, and what would do.
///
/// Every number here is proven: with it in place of what was asked for, there is a plan.
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

  /// Those for whom no site at all is near enough, in the order of the demand.
  public var blockers: [Blocker]
  /// The smallest ``ServiceRules/maximumDistance`` in metres for which this many facilities do.
  public var smallestLimit: Double?
  /// The smallest number of facilities that do within the limit.
  public var smallestFacilities: Int?
  /// Weight for which the largest sites that may be open together have no room.
  public var missingCapacity: Double?

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
    var parts: [String] = []
    if !blockers.isEmpty {
      parts.append("\(blockers.count) demand points have no site within their limit")
    }
    if let missingCapacity { parts.append("capacity for \(missingCapacity) is missing") }
    var remedies: [String] = []
    if let smallestLimit { remedies.append("a limit of \(smallestLimit) m would do") }
    if let smallestFacilities { remedies.append("\(smallestFacilities) facilities would do") }
    let fact = parts.isEmpty ? "the rules cannot all be kept" : parts.joined(separator: ", ")
    return remedies.isEmpty ? fact : fact + "; " + remedies.joined(separator: ", or ")
  }
}
