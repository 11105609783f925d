import Siting

/// What would make a plan possible, and what would not, in options.
struct InfeasibleRemedies {
  let why: Infeasibility
  let people: [String]

  var texts: [String] {
    let helpful = helpful
    var texts: [String] = []
    if !helpful.isEmpty { texts.append(helpful.joined(separator: ", or ")) }
    let useless = useless
    if helpful.isEmpty {
      texts.append(
        useless.isEmpty
          ? "loosen a rule; which one was not found out in time"
          : "loosen more than one rule: \(Self.either(useless)) alone would not do")
    } else if !useless.isEmpty {
      texts.append("\(Self.either(useless)) alone would not do")
    }
    return texts
  }

  /// Each of these makes a plan possible: one was found with it.
  private var helpful: [String] {
    var texts: [String] = []
    if let limit = why.smallestLimit {
      // A limit that is printed too small would not do.
      texts.append("--max-distance \(Decimals.text(limit.rounded(.up), 0)) would do")
    }
    if why.raisedLimitsDo {
      let who = why.blockers.map {
        "\(people[$0.demand]) to \(Decimals.text($0.distance.rounded(.up), 0))"
      }
      texts.append("raising cutoff_m of \(Decimals.names(who)) would do")
    }
    if let facilities = why.smallestFacilities {
      texts.append("--facilities \(facilities) would do")
    }
    if let facilities = why.largestFacilities {
      texts.append("--facilities \(facilities) would do")
    }
    if let slack = why.smallestSlack {
      texts.append("--capacity-slack \(Decimals.text(slack * 100, 0))% would do")
    } else if why.moreCapacityDoes {
      texts.append("enough seats at the sites would do")
    }
    if let load = why.largestMinimumLoad {
      texts.append(
        load > 0
          ? "--min-assigned \(Decimals.amount(load, .down)) would do"
          : "leaving out --min-assigned would do")
    }
    if let moves = why.smallestMoves {
      texts.append("--max-moves \(Decimals.amount(moves, .up)) would do")
    }
    return texts
  }

  /// Loosening one of these is proved not to be enough.
  private var useless: [String] {
    Infeasibility.Rule.allCases.filter { why.cannotHelp.contains($0) }.map { rule in
      switch rule {
      case .limit: "a longer --max-distance"
      case .moreFacilities: "more facilities"
      case .fewerFacilities: "fewer facilities"
      case .capacities: "more seats"
      case .minimumLoad: "a smaller --min-assigned"
      case .moves: "more --max-moves"
      }
    }
  }

  private static func either(_ texts: [String]) -> String {
    texts.count < 2
      ? texts.joined()
      : texts.dropLast().joined(separator: ", ") + " or " + texts.suffix(1).joined()
  }
}
