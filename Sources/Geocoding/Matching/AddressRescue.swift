/// Finds streets that the search for words does not: names that are mangled beyond two mistakes in
/// a word, joined or cut in other places, left out for the most part, or given another kind.
///
/// What it finds has to be borne out by something else: the house number is there, and city and
/// postcode do not speak against it.
struct AddressRescue {
  let index: AddressIndex
  let query: QueryTokens
  let judge: AddressJudge

  /// The least for a name that is compared letter by letter, and for one whose house, and city or
  /// postcode, are there as well.
  private static let leastScore: Float = 0.7
  private static let leastBorneOut: Float = 0.52
  /// The same for names that share words with the address.
  private static let leastOfWords: Float = 0.58
  /// The least where the postcode is another.
  private static let leastElsewhere: Float = 0.8
  /// The least where a postcode of few streets has the house.
  private static let leastInPostcode: Float = 0.4
  /// How alike the rest of the name has to be where the kind of street is another.
  private static let leastOtherKind: Float = 0.88

  /// - Parameters:
  ///   - alignments: What the search for words has found.
  ///   - otherKinds: The same for streets of another kind.
  /// - Returns: Nil where nothing is borne out.
  func find(_ alignments: [NameAlignment], _ otherKinds: [NameAlignment]) -> GeocodedAddress? {
    let spans = NameSpans(index: index, tokens: query.tokens)
    let near = spans.near()
    let findings = self.findings(near.filter { $0.score >= Self.leastScore }).filter {
      $0.city != .different
        && (isPostcodeRight($0) && !$0.houses.isEmpty || $0.alignment.score >= Self.leastElsewhere)
    }
    if !findings.isEmpty { return judge.outcome(findings) }
    if let found = inPostcode(alignments + near, spans) { return found }
    let words = alignments.filter {
      $0.score >= Self.leastOfWords && $0.otherKindScore == 0 && !$0.isExact
    }
    let mangled = near.filter { $0.score >= Self.leastBorneOut }
    let supported = self.findings(mangled + words).filter { isBorneOut($0) }
    if !supported.isEmpty { return judge.house(supported) }
    return ofOtherKind(otherKinds)
  }

  private func findings(_ alignments: [NameAlignment]) -> [StreetFinding] {
    judge.findings(alignments).filter { !judge.isElsewhere($0) }
  }

  /// Whether the house is there, and city or postcode say so as well.
  private func isBorneOut(_ finding: StreetFinding) -> Bool {
    guard !finding.houses.isEmpty, finding.city != .different, isPostcodeRight(finding) else {
      return false
    }
    return finding.city == .same || finding.postcode == .same || !index.hasCities
  }

  private func isPostcodeRight(_ finding: StreetFinding) -> Bool {
    finding.postcode == .same || finding.postcode == .unknown
  }

  /// The one street of the postcode that has the house, and at least a part of the name.
  private func inPostcode(
    _ alignments: [NameAlignment], _ spans: NameSpans
  ) -> GeocodedAddress? {
    let streets = query.postcodes.flatMap { index.postcodeStreets[$0] ?? [] }
    guard !streets.isEmpty else { return nil }
    var best: [Int32: NameAlignment] = [:]
    for alignment in alignments where alignment.score > best[alignment.name]?.score ?? 0 {
      best[alignment.name] = alignment
    }
    let names = Set(streets.map { index.streetNames[Int($0)] }).sorted()
    let candidates = names.compactMap { name in
      [best[name], spans.likeness(of: name)].compactMap(\.self).max { $0.score < $1.score }
    }.filter { $0.score >= Self.leastInPostcode }
    let findings = self.findings(candidates).filter {
      $0.postcode == .same && !$0.houses.isEmpty && $0.city != .different
    }
    guard let first = findings.first,
      findings.dropFirst().allSatisfy({ $0.rank < first.rank - 0.1 || $0.street == first.street })
    else { return nil }
    return judge.house([first])
  }

  /// `Avenida Santos Pousada` where there is only a Rua of that name, and it has the house.
  private func ofOtherKind(_ alignments: [NameAlignment]) -> GeocodedAddress? {
    let alike = alignments.filter { $0.otherKindScore >= Self.leastOtherKind }.map { alignment in
      var alignment = alignment
      alignment.score = alignment.otherKindScore * 0.78
      alignment.isExact = false
      return alignment
    }
    let findings = self.findings(alike).filter { $0.city != .different }
    let inPostcode = findings.filter { $0.postcode == .same && $0.isPostcodeTelling }
    let streets = inPostcode.isEmpty ? findings : inPostcode
    let houses = streets.filter { !$0.houses.isEmpty && isPostcodeRight($0) }
    guard let first = houses.first else { return nil }
    if streets.count == 1 { return judge.house([first]) }
    return houses.count > 1 ? judge.house(houses) : nil
  }
}
