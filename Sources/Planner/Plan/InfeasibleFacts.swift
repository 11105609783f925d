import Siting

/// What stands in the way of a plan, in sentences.
struct InfeasibleFacts {
  let why: Infeasibility
  let facilities: Int
  let rules: ServiceRules
  let people: [String]
  let sites: [String]

  var texts: [String] {
    [blockers, oversized, crowd, missing, total, shortSites, viable, moves].compactMap { $0 }
  }

  private var minimum: String { "--min-assigned \(Decimals.amount(rules.minimumLoad, .up))" }

  /// Whole seats, but for a few of which a part matters: `0.9 seats`.
  private static func seats(_ load: Double) -> String {
    load < 10 && abs(load - load.rounded()) > 1e-9
      ? "\(Decimals.amount(load, .up)) seats" : Decimals.seats(load)
  }

  private var blockers: String? {
    guard !why.blockers.isEmpty else { return nil }
    let limits = Set(why.blockers.map { rules.limit(ofDemand: $0.demand) })
    var within = limits.first.map { " within \(Decimals.text($0, 0)) m" } ?? ""
    if limits.count > 1 { within = " within their limits" }
    let who =
      why.blockers.count == 1 ? "1 demand point has" : "\(why.blockers.count) demand points have"
    let shown = 5
    let named = why.blockers.prefix(shown).map { blocker in
      guard let site = blocker.nearestSite else { return "\(people[blocker.demand]) reaches none" }
      return "\(people[blocker.demand]) (nearest \(sites[site]), "
        + "\(Decimals.text(blocker.distance.rounded(.up), 0)) m)"
    }
    let more = why.blockers.count - named.count
    return "\(who) no site\(within): " + named.joined(separator: ", ")
      + (more > 0 ? " and \(more) more" : "")
  }

  private var oversized: String? {
    guard let first = why.oversized.first else { return nil }
    let others = why.oversized.count - 1
    return
      "\(people[first.demand]) needs \(Self.seats(first.load)) at one site, and the largest"
      + " that it can go to, \(sites[first.site]), has \(Decimals.amount(first.room, .down))"
      + (others > 0 ? " (\(others) more demand points are too large like it)" : "")
  }

  private var crowd: String? {
    guard let crowd = why.crowd else { return nil }
    let who = Decimals.names(crowd.demand.map { people[$0] })
    let limit = rules.maximumDistance.map { " within \(Decimals.text($0, 0)) m" } ?? ""
    let seats = Self.seats(crowd.load)
    let room = Decimals.amount(crowd.room, .down)
    if crowd.demand.count == 1 {
      return "\(who) needs \(seats), and the sites that it can go to\(limit) have \(room)"
    }
    let missing = Self.seats(crowd.load - crowd.room)
    guard crowd.sites.count > 1 else {
      return "\(who) need \(seats) together, and the only site that they can go to\(limit), "
        + "\(Decimals.names(crowd.sites.map { sites[$0] })), has \(room): "
        + "\(missing) \(missing == "1 seat" ? "is" : "are") missing there"
    }
    return "\(who) need \(seats) together, and all the sites that they can go to\(limit), "
      + "\(Decimals.names(crowd.sites.map { sites[$0] })), have \(room): "
      + "\(missing) \(missing == "1 seat" ? "is" : "are") missing there"
  }

  private var missing: String? {
    guard let missing = why.missingCapacity else { return nil }
    let seats = Self.seats(missing)
    return "\(seats) \(seats == "1 seat" ? "is" : "are") missing"
      + (facilities > 0
        ? facilities == 1 ? " even at the largest site" : " even at the \(facilities) largest sites"
        : "")
  }

  private var total: String? {
    guard let total = why.totalLoad else { return nil }
    let wanted = Decimals.amount(rules.minimumLoad * Double(facilities), .up)
    return facilities == 1
      ? "\(minimum) is more than all there is, \(Decimals.amount(total, .down))"
      : "\(facilities) facilities with \(minimum) need \(wanted) in all, and there is "
        + Decimals.amount(total, .down)
  }

  private var shortSites: String? {
    guard let first = why.shortSites.first else { return nil }
    let others = why.shortSites.count - 1
    return "\(sites[first.site]) stays open and cannot get \(minimum): at most "
      + "\(Decimals.amount(first.load, .down)) can go there"
      + (others > 0 ? " (the same of \(others) more)" : "")
  }

  private var viable: String? {
    guard let viable = why.sitesWithEnoughDemand else { return nil }
    let number = viable == 0 ? "no site" : viable == 1 ? "only 1 site" : "only \(viable) sites"
    return "\(number) can get \(minimum)"
  }

  private var moves: String? {
    guard let moves = why.unavoidableMoves, let most = rules.maximumMoves else { return nil }
    return "\(Decimals.amount(moves, .up)) have to move whatever is opened, and --max-moves allows "
      + Decimals.amount(most, .down)
  }
}
