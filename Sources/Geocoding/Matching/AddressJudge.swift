import Geography

/// Decides which street and which house an address means, or that it means none.
struct AddressJudge {
  let index: AddressIndex
  let query: QueryTokens
  let hits: [CityFinder.Hit]
  let cities: CityFinder

  /// Of streets of one name so many are looked at where neither city nor postcode chooses.
  private static let streetLimit = 400

  func judge(
    _ alignments: [NameAlignment], leastScore: Float, leastPart: Float
  ) -> GeocodedAddress {
    guard let best = alignments.first else {
      return GeocodedAddress(.none, reason: .noSuchStreet)
    }
    // An exact name has no rivals but its equals.
    let margin: Float = best.isExact ? 0.02 : 0.1
    let close = alignments.prefix { $0.score >= best.score - margin }
    let isPart =
      best.score < leastScore && best.score >= leastPart && best.surplus < 0.1 && best.edits == 0
    var findings = findings(Array(close))
    findings = withPostcode(findings, alignments.dropFirst(close.count), best)
    guard best.score >= leastScore || isPart, let first = findings.first else {
      return none(.noSuchStreet, alignments)
    }
    if isPart, first.houses.isEmpty || findings.count > 1 && findings[1].rank > first.rank - 0.1 {
      return none(.noSuchStreet, alignments)
    }
    if isElsewhere(first) { return none(.elsewhere, alignments) }
    return outcome(findings)
  }

  /// The house of the likeliest street, or the street; of findings in the order of their ranks, at
  /// least one.
  func outcome(_ findings: [StreetFinding]) -> GeocodedAddress {
    findings[0].houses.isEmpty ? street(findings) : house(findings)
  }

  /// Streets that bear the names, the likeliest first.
  func findings(_ alignments: [NameAlignment]) -> [StreetFinding] {
    alignments.flatMap { streets(of: $0) }.sorted { ($1.rank, $0.street) < ($0.rank, $1.street) }
  }

  /// Adds streets whose names fit less well, where the postcode is theirs alone and the house is
  /// there: in `W. Hauptgasse` it tells `Wiedner Hauptgasse` from `Hauptgasse`.
  private func withPostcode(
    _ findings: [StreetFinding], _ others: ArraySlice<NameAlignment>, _ best: NameAlignment
  ) -> [StreetFinding] {
    guard query.postcodes.contains(where: { index.postcodeStreets[$0] != nil }),
      !findings.contains(where: { $0.postcode == .same })
    else { return findings }
    let near = others.prefix { $0.score >= best.score - 0.2 }
    let added = self.findings(Array(near)).filter {
      $0.postcode == .same && $0.isPostcodeTelling && !$0.houses.isEmpty
    }
    guard !added.isEmpty else { return findings }
    return (findings + added).sorted { ($1.rank, $0.street) < ($0.rank, $1.street) }
  }

  private func none(
    _ reason: GeocodedAddress.Reason, _ alignments: [NameAlignment]
  ) -> GeocodedAddress {
    let near = alignments.prefix(3).filter { $0.score > 0.4 }.map { index.names[Int($0.name)] }
    return GeocodedAddress(
      .none, score: Double(min(0.69, alignments.first?.score ?? 0)), candidates: Array(near),
      reason: reason)
  }

  /// Whether all that the address says of its place speaks against the reference.
  func isElsewhere(_ finding: StreetFinding) -> Bool {
    finding.postcode == .different && finding.city != .same
      && (finding.city == .different || !leftoverWords(finding).isEmpty)
  }

  // MARK: Findings

  private func streets(of alignment: NameAlignment) -> [StreetFinding] {
    let choice =
      query.ownNumber
      ?? HouseChoice(
        query.tokens, first: alignment.firstToken, last: alignment.lastToken,
        consumed: alignment.consumed, isKnownPostcode: { index.postcodes.codes.contains($0) })
    let streets = streets(ofName: alignment.name)
    let named = Set(hits.filter { $0.tokens & alignment.consumed == 0 }.map(\.city))
    var chosen: [StreetFinding] = []
    var others: [StreetFinding] = []
    for street in streets {
      let city = index.streetCities[street]
      var finding = StreetFinding(
        alignment: alignment, street: street, city: .unknown, choice: choice)
      if named.contains(city), city != 0 {
        finding.city = .same
        finding.isCityNamed = true
        chosen.append(finding)
      } else {
        if !named.isEmpty, city != 0 { finding.city = .different }
        others.append(finding)
      }
    }
    if others.count <= Self.streetLimit {
      for place in others.indices
      where cities.names(
        index.streetCities[others[place].street], query.tokens, leaving: alignment.consumed)
      {
        others[place].city = .same
      }
    }
    let postcodes = postcodes(choice)
    let isNarrowed = !postcodes.isEmpty || others.count <= Self.streetLimit
    for place in chosen.indices { look(&chosen[place], postcodes) }
    guard chosen.allSatisfy({ $0.houses.isEmpty }) || !postcodes.isEmpty else { return chosen }
    if !isNarrowed { others.removeSubrange(Self.streetLimit...) }
    for place in others.indices { look(&others[place], postcodes) }
    // Where the city is named and has such a street, a house of another city is another house.
    if !chosen.isEmpty {
      others.removeAll { $0.postcode != .same }
    }
    return chosen + others
  }

  /// Streets of a name; where the official number of the city is given and known, those of that city alone.
  private func streets(ofName name: Int32) -> [Int] {
    let streets = index.streetRange(ofName: name)
    guard !query.cityCode.isEmpty, index.codes.contains(query.cityCode) else {
      return Array(streets)
    }
    return streets.filter {
      index.streetCodes[$0].isEmpty || index.streetCodes[$0] == query.cityCode
    }
  }

  /// Postcodes of the address; numbers that are shaped like one count where the reference has it.
  private func postcodes(_ choice: HouseChoice) -> [String] {
    guard query.postcodes.isEmpty else { return query.postcodes }
    return query.tokens.indices.filter {
      Postcodes.mayBePostcode(query.tokens[$0]) && !choice.tokens.contains($0)
        && query.tokens[$0].role != .unit
    }.map { query.tokens[$0].text }
  }

  private func look(_ finding: inout StreetFinding, _ postcodes: [String]) {
    if let numbers = finding.choice.numbers {
      let found = index.houses(onStreet: finding.street, numbers, key: finding.choice.key)
      finding.houses = found.houses
      finding.number = found.number
    }
    if finding.houses.isEmpty, finding.choice.saysNone || finding.choice.numbers == nil {
      finding.houses = index.houses(
        onStreet: finding.street,
        named: finding.choice.saysNone ? "sn" : finding.choice.label)
    }
    guard !postcodes.isEmpty else { return }
    let houses =
      finding.houses.isEmpty
      ? Array(index.houseRange(ofStreet: finding.street).prefix(500)) : finding.houses
    var agreement: StreetFinding.Agreement = .unknown
    var same: [Int] = []
    for house in houses {
      switch Self.agreement(index.postcodeKeys[Int(index.houses[house].postcode)], postcodes) {
      case .same:
        agreement = .same
        same.append(house)
      case .near where agreement != .same: agreement = .near
      case .different where agreement == .unknown: agreement = .different
      default: break
      }
    }
    finding.postcode = agreement
    finding.isPostcodeTelling =
      agreement == .same && postcodes.contains { index.postcodeStreets[$0] != nil }
    if !finding.houses.isEmpty, !same.isEmpty { finding.houses = same }
  }

  /// How a postcode of the reference agrees with those of the address.
  static func agreement(_ known: String, _ given: [String]) -> StreetFinding.Agreement {
    guard !known.isEmpty else { return .unknown }
    var agreement: StreetFinding.Agreement = .different
    for postcode in given {
      if postcode == known { return .same }
      // `4000` for `4000-432`, and neighbouring districts.
      if known.hasPrefix(postcode) && postcode.utf8.count >= 3 { return .same }
      let common = zip(known.utf8, postcode.utf8).prefix { $0 == $1 }.count
      if common >= 2 { agreement = .near }
    }
    return agreement
  }

  // MARK: Outcomes

  func house(_ findings: [StreetFinding]) -> GeocodedAddress {
    let best = findings[0]
    let rivals = findings.prefix { $0.rank >= best.rank - 0.025 }.filter { !$0.houses.isEmpty }
    let houses = rivals.flatMap(\.houses)
    let isOne = index.areTogether(houses, within: AddressSearch.together)
    guard
      isOne || index.areTogether(best.houses, within: AddressSearch.together) && rivals.count == 1
    else {
      return GeocodedAddress(
        .ambiguous, score: Double(best.alignment.score),
        candidates: described(rivals), reason: .severalHouses)
    }
    let house = index.middle(of: best.houses)
    let entry = index.houses[house]
    let changed = changes(best)
    return GeocodedAddress(
      changed.isEmpty ? .exact : .corrected, score: score(best),
      place: GeoCoordinate(longitude: entry.longitude, latitude: entry.latitude),
      address: index.described(street: best.street, house: house), changed: changed)
  }

  private func described(_ findings: [StreetFinding]) -> [String] {
    var texts: [String] = []
    for finding in findings {
      let houses = finding.houses.isEmpty ? [Int?.none] : finding.houses.map(Optional.some)
      for house in houses {
        let text = index.described(street: finding.street, house: house)
        if !texts.contains(text) { texts.append(text) }
        if texts.count == 5 { return texts }
      }
    }
    return texts
  }

  private func street(_ findings: [StreetFinding]) -> GeocodedAddress {
    let best = findings[0]
    let rivals = findings.prefix { $0.rank >= best.rank - 0.025 }
    let middles = rivals.map { index.middle(ofStreet: $0.street) }
    guard index.areTogether(middles, within: 1_000) else {
      return GeocodedAddress(
        .ambiguous, score: Double(best.alignment.score),
        candidates: described(Array(rivals)), reason: .severalStreets)
    }
    var changed = changes(best)
    let number = best.choice.numbers?.numbers.first
    if let number, number.suffix.isEmpty,
      let place = index.interpolated(
        onStreet: best.street, number: number.value, within: AddressSearch.together)
    {
      changed.append("placed between \(place.between)")
      return GeocodedAddress(
        .interpolated, score: score(best) * 0.8,
        place: GeoCoordinate(longitude: place.longitude, latitude: place.latitude),
        address: index.described(street: best.street, house: nil), changed: changed,
        reason: .noSuchNumber)
    }
    let entry = index.houses[middles[0]]
    changed.append("middle of the street")
    let near = number.map { index.houses(onStreet: best.street, number: $0.value) } ?? 0..<0
    return GeocodedAddress(
      .street, score: score(best) * 0.6,
      place: GeoCoordinate(longitude: entry.longitude, latitude: entry.latitude),
      address: index.described(street: best.street, house: nil), changed: changed,
      candidates: near.prefix(5).map { index.described(street: best.street, house: $0) },
      reason: best.choice.numbers == nil && !best.choice.saysNone ? .noNumberGiven : .noSuchNumber)
  }

  // MARK: Words

  private func score(_ finding: StreetFinding) -> Double {
    var score = Double(finding.alignment.score)
    if finding.city == .different { score *= 0.9 }
    if finding.postcode == .different { score *= 0.95 }
    return min(1, max(0, score))
  }

  /// What had to be changed to find this, a phrase each.
  private func changes(_ finding: StreetFinding) -> [String] {
    var changes: [String] = []
    let alignment = finding.alignment
    if !alignment.isSpeltOut || alignment.isReordered {
      let written = query.written(
        min(alignment.firstToken, alignment.lastToken), alignment.lastToken)
      let name = index.names[Int(alignment.name)]
      if alignment.isReordered || AddressFolding.joined(written) != AddressFolding.joined(name) {
        changes.append("street: \(written) → \(name)")
      }
    }
    let city = index.cities[Int(index.streetCities[finding.street])]
    if !city.isEmpty, finding.city != .same {
      let words = leftoverWords(finding)
      if finding.city == .different || !words.isEmpty {
        changes.append("city: \(words.joined(separator: " ")) → \(city)")
      }
    }
    if finding.postcode == .different || finding.postcode == .near, let house = finding.houses.first
    {
      let postcode = index.texts[Int(index.houses[house].postcode)]
      if !postcode.isEmpty {
        changes.append("postcode: \(postcodes(finding.choice)[0]) → \(postcode)")
      }
    }
    if let number = finding.choice.numbers?.numbers.first {
      switch finding.number {
      case .same: break
      case .withoutSuffix:
        changes.append("number: \(number.value)\(number.suffix) → \(number.value)")
      case .inRange:
        let label = finding.houses.first.map { index.texts[Int(index.houses[$0].label)] } ?? ""
        changes.append("number: \(number.value) → \(label)")
      }
    }
    return changes
  }

  /// Words that are neither the street nor anything that is known.
  private func leftoverWords(_ finding: StreetFinding) -> [String] {
    query.tokens.enumerated().filter { place, token in
      token.kind == .word && token.role == nil && !finding.alignment.isConsumed(place)
        && place > finding.alignment.lastToken && !finding.choice.tokens.contains(place)
        && token.text.utf8.count > 2 && !AddressWords.connectingWords.contains(token.text)
        && !AddressWords.countryWords.contains(token.text)
    }.map(\.element.text)
  }
}
