import Cartography
import Exchange

extension Plan {
  /// The plan in a few sentences, for people who read nothing else.
  public var headline: String {
    var sentences = [servedSentence]
    if let sentence = unservedSentence { sentences.append(sentence) }
    if let sentence = straightLineSentence { sentences.append(sentence) }
    if let sentence = blindSentence { sentences.append(sentence) }
    sentences.append(proofSentence)
    return sentences.joined(separator: " ")
  }

  private var servedSentence: String {
    let served = measures.served
    let count = facilities.count
    var sentence =
      "\(count) \(count == 1 ? "facility serves" : "facilities serve") "
      + "\(Self.number(served.weight)) of \(Self.people(measures.weight))"
    if let mean = served.mean, let median = served.quantile(0.5), let longest = served.maximum {
      sentence +=
        ": they travel \(Self.metres(mean)) on average, half of them at most "
        + "\(Self.metres(median)), the farthest \(Self.metres(longest))"
    }
    return sentence + "."
  }

  private var unservedSentence: String? {
    let words = [
      "unreachable": "cannot reach any facility", "beyond_cutoff": "would have to go too far",
      "over_capacity": "find no room",
    ]
    let sentences = unservedByReason.filter { $0.people > 0 }.map { group in
      "\(Self.people(group.weight)) at \(group.people) \(group.people == 1 ? "place" : "places") "
        + "\(words[group.code] ?? "are not served")."
    }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  private var straightLineSentence: String? {
    guard !audit.mistakes.isEmpty else { return nil }
    var sentence =
      "Straight-line distance would have assigned \(Self.people(audit.weight)) to another facility"
    if audit.peopleAcross == audit.mistakes.count {
      sentence += across
    } else if audit.peopleAcross > 0 {
      sentence += ", \(Self.number(audit.weightAcross)) of them\(across)"
    }
    if audit.peopleCutOff > 0 {
      sentence += ", \(Self.number(audit.weightCutOff)) of them to one they cannot reach"
    }
    let extra = extraTravel(audit.savedMetres, beyond: audit.travelledMetres)
    return sentence + (extra.map { ": \($0)." } ?? ".")
  }

  /// What lies between the two; only water is named, for the rest is too mixed.
  private var across: String {
    let barriers = scene.barriers.filter { $0.kind.lowercased() != "map_edge" }
    let kinds = Set(barriers.map { $0.kind.lowercased() })
    guard !kinds.isEmpty, kinds.isSubset(of: ["river", "water", "canal", "stream"]) else {
      return " across a barrier"
    }
    guard kinds == ["river"] else { return " across water" }
    return barriers.count == 1 ? " across the river" : " across a river"
  }

  /// What other sites straight-line distance would have chosen, and what that would have meant;
  /// nil where it would have chosen the same, or nothing can be said of it.
  private var blindSentence: String? {
    guard let blind, !blind.isPlan else { return nil }
    let start = "Choosing the sites by straight-line distance would have"
    guard blind.servesSame else {
      let weight = blind.weightUnserved - measures.unservedWeight
      let isMore = blind.peopleUnserved > measures.unservedPeople
      guard isMore, Self.number(weight) != "0", weight > 0 else { return nil }
      return "\(start) left \(measures.unservedPeople > 0 ? "another " : "")"
        + "\(Self.people(weight)) without a route to any facility."
    }
    let total = measures.served.total
    return extraTravel(blind.realChoiceMetres - total, beyond: total).map {
      "\(start) meant \($0)."
    }
  }

  /// How much more travel something means: `1,739 km of extra travel`.
  ///
  /// A share where weights are not whole and so are no numbers of people; nil for what rounds to
  /// nothing.
  private func extraTravel(_ metres: Double, beyond total: Double) -> String? {
    guard metres > 0 else { return nil }
    if demand.allSatisfy({ $0.weight == $0.weight.rounded() }) {
      return metres < 0.5 ? nil : "\(Self.length(metres)) of extra travel"
    }
    let share = metres / total * 100
    return share.isFinite && share >= 0.05 ? "\(Decimals.text(share, 1)) % more travel" : nil
  }

  private var proofSentence: String {
    guard let gap = search.gap else {
      return search.status == "interrupted"
        ? "The search was interrupted; this is the best plan so far."
        : "No better plan was found (seed \(search.seed))."
    }
    if search.status == "optimal" || gap == 0 { return "No plan is better: that is proved." }
    guard search.provesEnough else {
      return "Nothing useful is proved yet about how much better a plan could be."
    }
    return "Proved to be within \(Decimals.text((gap * 100).rounded(.up, decimals: 2), 2)) % "
      + "of the best possible."
  }

  private static func number(_ value: Double) -> String { NumberText.people(value) }

  private static func people(_ weight: Double) -> String { Decimals.people(weight) }

  static func metres(_ value: Double) -> String { Decimals.metres(value) }

  private static func length(_ metres: Double) -> String { Decimals.kilometres(metres) }
}
