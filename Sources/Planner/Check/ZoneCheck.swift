import Exchange
import Travel

/// Finds zones with people that no open crossing joins to the zones of the others.
struct ZoneCheck {
  private struct Residents {
    var people = 0
    var weight = 0.0
    var sites = 0
    var zones: [String] = []
    var first: Location?
  }

  private var groups: [Residents] = []

  /// Joins zones over the open crossings, in whichever direction they lead.
  ///
  /// - Parameters:
  ///   - people: Those who live in the zones.
  ///   - weights: As many.
  ///   - sites: Where facilities may stand.
  ///   - crossings: All crossings.
  ///   - changes: Which are opened and closed in place of what their file says.
  init(
    people: [Location], weights: [Double], sites: [Location],
    crossings: [Sourced<CrossingRecord>], changes: CrossingChanges
  ) {
    var numbers: [String: Int32] = [:]
    var labels: [String] = []
    func number(_ zone: String) -> Int32 {
      if let known = numbers[zone] { return known }
      let number = Int32(labels.count)
      numbers[zone] = number
      labels.append(zone)
      return number
    }
    for zone in (people + sites).compactMap(\.zone) + crossings.flatMap(\.record.zones) {
      _ = number(zone)
    }
    var sets = DisjointSets(count: labels.count)
    for crossing in crossings where changes.isOpen(crossing.id, asRead: crossing.isOpen) {
      let joined = crossing.record.zones.map(number)
      for (one, other) in zip(joined, joined.dropFirst()) { sets.join(one, other) }
    }
    var all: [Int32: Residents] = [:]
    for (person, weight) in zip(people, weights) {
      guard let zone = person.zone else { continue }
      let root = sets.root(of: number(zone))
      all[root, default: Residents()].people += 1
      all[root]?.weight += weight
      if all[root]?.first == nil { all[root]?.first = person }
    }
    for site in sites {
      guard let zone = site.zone else { continue }
      all[sets.root(of: number(zone)), default: Residents()].sites += 1
    }
    for (label, zone) in zip(labels, Int32(0)...) { all[sets.root(of: zone)]?.zones.append(label) }
    groups = all.sorted { $0.key < $1.key }.map(\.value)
  }

  /// A warning for the zones of each group without a site, a note where it has one; nothing where
  /// all hang together.
  var findings: [Finding] {
    let mainland = groups.indices.max { one, other in
      (groups[one].sites, groups[one].weight, groups[one].people, -one)
        < (groups[other].sites, groups[other].weight, groups[other].people, -other)
    }
    return groups.indices.filter { $0 != mainland && groups[$0].people > 0 }.map { index in
      let group = groups[index]
      let who = Decimals.people(group.weight)
      let shown = group.zones.prefix(3).joined(separator: ", ")
      let zones =
        "\(group.zones.count == 1 ? "zone" : "zones") \(shown)"
        + (group.zones.count > 3 ? " and \(group.zones.count - 3) more" : "")
      let place =
        "\(who) at \(group.people) \(group.people == 1 ? "place" : "places") "
        + "\(who.hasSuffix("person") ? "lives" : "live") in \(zones), which no open crossing leads to"
      var finding = Finding(
        group.sites > 0 ? .note : .warning,
        (group.first.map { "\($0.source): " } ?? "") + place
          + (group.sites > 0
            ? "; \(group.sites) \(group.sites == 1 ? "site is" : "sites are") there"
            : "; add or open a crossing, or correct the labels"),
        topic: "zone_cut_off", place: group.first.flatMap(Finding.Place.at), ids: group.zones)
      finding.people = group.people
      finding.weight = group.weight
      return finding
    }
  }
}
