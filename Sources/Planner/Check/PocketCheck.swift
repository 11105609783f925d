import Geography
import Travel

extension BarrierWorld {
  /// Names the land with people that no open crossing joins to the land where most of them live.
  ///
  /// - Parameters:
  ///   - people: The demand on the map, *n* points.
  ///   - weights: *n* weights.
  ///   - sites: Where facilities may stand; land with one of them can look after itself.
  /// - Returns: One finding per inhabited piece of land, the most people first, and one that counts
  ///   the rest.
  func findings(
    aboutPocketsOf people: [Location], weights: [Double], sites: [Location]
  ) -> [Finding] {
    let pockets = distance.pockets
    guard !pockets.isEmpty else { return [] }
    // The first entry is the land outside all pockets.
    var residents = [Residents](repeating: Residents(), count: pockets.count + 1)
    for (person, weight) in zip(people, weights) {
      guard let land = land(of: person, among: pockets) else { continue }
      residents[land].people += 1
      residents[land].weight += weight
      residents[land].first = residents[land].first ?? person.point
    }
    for site in sites {
      if let land = land(of: site, among: pockets) { residents[land].sites += 1 }
    }
    // Where a map ends in a barrier all around, the mainland itself is a pocket: it is where most
    // sites are, and of lands with as many where most people live.
    let mainland = residents.indices.max { one, other in
      (residents[one].sites, residents[one].weight, residents[one].people, -one)
        < (residents[other].sites, residents[other].weight, residents[other].people, -other)
    }
    var inhabited = residents.indices.filter { $0 != mainland && residents[$0].people > 0 }
    inhabited.sort { (-residents[$0].weight, $0) < (-residents[$1].weight, $1) }
    var findings = inhabited.map { land in
      finding(about: residents[land], on: land > 0 ? pockets[land - 1] : nil)
    }
    let empty = residents.indices.count {
      $0 > 0 && $0 != mainland && residents[$0].people == 0
    }
    if empty > 0 { findings.append(Self.finding(aboutEmpty: empty, knowsPeople: !people.isEmpty)) }
    return findings
  }

  private struct Residents {
    var people = 0
    var weight = 0.0
    var sites = 0
    var first: PlanarPoint?
  }

  /// 0 for the land outside all pockets, else a pocket's position plus 1; nil in the water.
  private func land(of location: Location, among pockets: [Pocket]) -> Int? {
    guard let point = location.point else { return nil }
    if let pocket = distance.pocket(of: point, among: pockets) { return pocket + 1 }
    switch distance.whereabouts(of: point) {
    case .land, .onBarrier: return 0
    case .insideArea, .beyondWorld: return nil
    }
  }

  private func finding(about residents: Residents, on pocket: Pocket?) -> Finding {
    let ids = pocket?.barriers ?? []
    let who = Decimals.people(residents.weight)
    var message = "\(who) at \(residents.people) \(residents.people == 1 ? "place" : "places") "
    message += who.hasSuffix("person") ? "lives " : "live "
    if let pocket {
      message +=
        "behind \(shownNames(of: ids)), on \(Decimals.land(pocket.area)) of land at "
        + "\(frame.text(pocket.location)) that "
    } else {
      message += "on the land around all barriers, which "
    }
    message += "no open crossing joins to the rest"
    if residents.sites > 0 {
      message += "; \(residents.sites) \(residents.sites == 1 ? "site is" : "sites are") there"
    } else {
      message += "; open a crossing, or mend the barriers"
    }
    let place = pocket?.location ?? residents.first
    var finding = Finding(
      residents.sites > 0 ? .note : .warning, message, topic: "pocket",
      place: place.map { .points([$0]) }, ids: ids)
    finding.people = residents.people
    finding.weight = residents.weight
    return finding
  }

  private func shownNames(of ids: [String]) -> String {
    let shown = 3
    var seen = Set<String>()
    let all = ids.map { names[$0] ?? $0 }.filter { seen.insert($0).inserted }
    return all.prefix(shown).joined(separator: ", ")
      + (all.count > shown ? " and \(all.count - shown) more" : "")
  }

  private static func finding(aboutEmpty count: Int, knowsPeople: Bool) -> Finding {
    let land =
      count == 1 ? "1 piece of land is shut in" : "\(count) pieces of land are shut in"
    return Finding(
      .note,
      "\(land): no open crossing leads there" + (knowsPeople ? ", and nobody lives there" : ""))
  }
}
