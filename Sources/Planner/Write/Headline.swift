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
      "The straight line would have sent \(Self.people(audit.weight)) to another facility"
    if audit.peopleAcross == audit.mistakes.count {
      sentence += over
    } else if audit.peopleAcross > 0 {
      sentence += ", \(Self.number(audit.weightAcross)) of them\(over)"
    }
    if audit.peopleCutOff > 0 {
      sentence += " and \(Self.number(audit.weightCutOff)) to where they cannot get at all"
    }
    guard audit.savedMetres > 0 else { return sentence + "." }
    return sentence + "; the plan saves them \(Self.kilometres(audit.savedMetres))."
  }

  /// What people would have been sent over; only rivers are named, for the rest is too mixed.
  private var over: String {
    let kinds = Set(scene.barriers.map { $0.kind.lowercased() }).subtracting(["map_edge"])
    let isWater = !kinds.isEmpty && kinds.isSubset(of: ["river", "water", "canal", "stream"])
    return isWater ? " over the water" : " over a barrier"
  }

  private var blindSentence: String? {
    guard let blind else { return nil }
    let saved = blind.straightChoiceMetres - measures.served.total
    guard saved > 0, blind.peopleCutOff == 0, measures.unservedPeople == 0 else { return nil }
    return "Sites chosen by straight lines would have cost "
      + "\(Self.kilometres(saved)) more."
  }

  private var proofSentence: String {
    guard let gap = search.gap else {
      return search.status == "interrupted"
        ? "The search was interrupted; this is the best plan so far."
        : "No better plan was found (seed \(search.seed))."
    }
    if search.status == "optimal" || gap == 0 { return "No plan is better: that is proved." }
    return "Proved to be within \(Decimals.text((gap * 100).rounded(.up, decimals: 2), 2)) % "
      + "of the best possible."
  }

  private static func number(_ value: Double) -> String { Decimals.grouped(value) }

  private static func people(_ weight: Double) -> String { Decimals.people(weight) }

  static func metres(_ value: Double) -> String { "\(Decimals.grouped(value)) m" }

  private static func kilometres(_ metres: Double) -> String {
    metres < 10_000
      ? "\(Decimals.text(metres / 1000, 1)) km" : "\(Decimals.grouped(metres / 1000)) km"
  }
}
