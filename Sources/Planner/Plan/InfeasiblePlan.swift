import Siting

/// Why the rules cannot all be kept, in the names of the files.
public struct InfeasiblePlan: Hashable, Sendable {
  /// Somebody for whom no site is near enough.
  public struct Blocker: Hashable, Sendable {
    /// The id, and the name where there is one.
    public var person: String
    /// The nearest site, and metres to it; nil where none can be reached.
    public var site: String?
    public var distance: Double
  }

  /// How many facilities were asked for; 0 for as many as it takes.
  public var facilities: Int
  /// The largest distance that was asked for, in metres.
  public var limit: Double?
  public var blockers: [Blocker]
  /// Metres; with this as the largest distance there is a plan.
  public var smallestLimit: Double?
  /// With so many facilities there is a plan.
  public var smallestFacilities: Int?
  /// The most weight that was allowed to move; nil for no limit.
  public var movesLimit: Double?
  /// The weight for which there is no room.
  public var missingCapacity: Double?

  init(
    _ why: Infeasibility, facilities: Int, limit: Double?, movesLimit: Double? = nil,
    people: [String],
    sites: [String]
  ) {
    self.facilities = facilities
    self.limit = limit
    self.movesLimit = movesLimit
    blockers = why.blockers.map {
      Blocker(
        person: people[$0.demand], site: $0.nearestSite.map { sites[$0] }, distance: $0.distance)
    }
    smallestLimit = why.smallestLimit
    smallestFacilities = why.smallestFacilities
    missingCapacity = why.missingCapacity
  }
}

extension InfeasiblePlan: CustomStringConvertible {
  /// How many people are named.
  private static let shown = 5

  public var description: String {
    let number = facilities > 0 ? " with \(facilities) facilities" : ""
    var facts = ["there is no plan\(number) that keeps all rules"]
    if !blockers.isEmpty {
      let within = limit.map { " within \(Decimals.text($0, 0)) m" } ?? " within their limits"
      let who = blockers.count == 1 ? "1 demand point has" : "\(blockers.count) demand points have"
      let named = blockers.prefix(Self.shown).map { blocker in
        guard let site = blocker.site else { return "\(blocker.person) reaches none" }
        return "\(blocker.person) (nearest \(site), "
          + "\(Decimals.text(blocker.distance.rounded(.up), 0)) m)"
      }
      let more = blockers.count - named.count
      facts.append(
        "\(who) no site\(within): " + named.joined(separator: ", ")
          + (more > 0 ? " and \(more) more" : ""))
    }
    if let missingCapacity {
      let seats = Decimals.seats(missingCapacity)
      facts.append("\(seats) \(seats == "1 seat" ? "is" : "are") missing")
    }
    var remedies: [String] = []
    if let smallestLimit {
      // A limit that is printed too small would not do.
      remedies.append("--max-distance \(Decimals.text(smallestLimit.rounded(.up), 0)) would do")
    }
    if let smallestFacilities {
      remedies.append("--facilities \(smallestFacilities) would do")
    }
    if missingCapacity != nil { remedies.append("add seats, or allow --capacity-slack") }
    if let movesLimit {
      remedies.append("allow more than --max-moves \(Decimals.text(movesLimit, 0))")
    }
    if remedies.isEmpty { remedies.append("loosen a rule, or add sites") }
    return facts[0] + (facts.count > 1 ? ": " : "")
      + facts.dropFirst().joined(separator: "; and ") + "; " + remedies.joined(separator: ", or ")
  }
}
