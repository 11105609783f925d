import Travel

/// Measures what barriers cost people, and what they would lose with a crossing.
///
/// Everybody goes to the nearest of the plan's facilities; the facilities stay.
struct WhatIfMeter<Provider: DistanceProvider> {
  let whatIf: WhatIf<Provider>
  let provider: Provider
  /// The places of the demand and of the facilities.
  let origins: [Provider.Place]
  let facilities: [Provider.Place]
  let assignments: [Assignment]
  let weights: [Double]
  let shouldStop: @Sendable () -> Bool

  /// How many barriers and crossings are measured at most.
  static var limit: Int { 50 }

  /// Distances, or their equals in work, that are spent on barriers, and again on crossings.
  ///
  /// Some seconds; but a number, not a time: the same plan must come out on any machine.
  static var allowance: Double { 2e8 }

  /// Metres that must be spared for somebody to count: joints of barriers are true to 1.5 mm.
  static var noticed: Double { 0.01 }

  /// What each barrier costs; the longest are measured, one building of the world for each.
  ///
  /// - Complexity: O(barriers × (building + members × facilities)), where members are those who
  ///   have a detour or no way at all.
  func barrierCosts() throws -> [BarrierCost] {
    var costs = whatIf.walls.map {
      BarrierCost(id: $0.id, name: $0.name, kind: $0.kind, length: $0.length, cost: nil)
    }
    let members = membersWithDetour()
    let size = whatIf.walls.reduce(0) { $0 + $1.size }
    let work = work(members.count) + 500 * Double(size)
    let longest = costs.indices.sorted { (-costs[$0].length, $0) < (-costs[$1].length, $1) }
    for index in longest.prefix(Self.affordable(work)) {
      if shouldStop() { break }
      let changed = members.isEmpty ? provider : try whatIf.without(costs[index].id)
      costs[index].cost = cost(of: members, in: changed)
    }
    return costs
  }

  /// The crossings of a plan with what closing them would do; those that most people use.
  func withClosings(_ crossings: [CrossingUse]) -> [CrossingUse] {
    var crossings = crossings
    var users: [String: [Int]] = [:]
    for (person, assignment) in assignments.enumerated() {
      for id in Set(assignment.crossings) { users[id, default: []].append(person) }
    }
    for index in crossings.indices where crossings[index].isOpen && crossings[index].users == 0 {
      crossings[index].closing = CrossingUse.Closing()
    }
    let used = crossings.indices.filter { crossings[$0].isOpen && crossings[$0].users > 0 }
      .sorted { (-crossings[$0].weight, $0) < (-crossings[$1].weight, $1) }
    var spent = 0.0
    for index in used.prefix(Self.limit) {
      let members = users[crossings[index].id] ?? []
      spent += work(members.count)
      if shouldStop() || spent > Self.allowance { break }
      let changed = whatIf.closing(crossings[index].id)
      crossings[index].closing = closing(for: members, in: changed)
    }
    return crossings
  }

  private func work(_ members: Int) -> Double {
    // To prepare a point costs about as much as some fifty distances.
    Double(members) * Double(facilities.count + 50)
  }

  private static func affordable(_ work: Double) -> Int {
    work > 0 ? max(1, Int(clamping: min(Double(limit), allowance / work))) : limit
  }

  /// Those whom a world with less in the way could serve better.
  private func membersWithDetour() -> [Int] {
    origins.indices.filter { person in
      guard let own = assignments[person].distance else {
        // Nobody is kept from a facility by the river that they stand in, or by a river where it
        // is a rule that keeps them.
        switch assignments[person].unserved {
        case .inside, .beyondCutoff, .overCapacity: return false
        default: return true
        }
      }
      return facilities.contains {
        provider.lowerBound(from: origins[person], to: $0) < own - Self.noticed
      }
    }
  }

  private func cost(of members: [Int], in changed: Provider) -> BarrierCost.Cost {
    var cost = BarrierCost.Cost()
    let spared = distances(of: members, in: changed)
    for (member, person) in members.enumerated() {
      let weight = weights[person]
      let (kept, nearest) = spared[member]
      guard let own = assignments[person].distance else {
        if nearest.isFinite {
          cost.peopleCutOff += 1
          cost.weightCutOff += weight
        }
        continue
      }
      cost.metres += weight * max(0, own - kept)
      cost.reassignedMetres += weight * max(0, own - nearest)
      if own - nearest > Self.noticed {
        cost.people += 1
        cost.weight += weight
      }
    }
    return cost
  }

  /// Metres to the facility of the plan and to the nearest one, for each of the members.
  private func distances(
    of members: [Int], in changed: Provider
  ) -> [(kept: Double, nearest: Double)] {
    var found = members.map { _ in (kept: Double.infinity, nearest: Double.infinity) }
    let starts = changed.prepare(members.map { origins[$0] })
    let ends = changed.prepare(facilities)
    // A few rows at a time keep the memory bounded.
    for begin in stride(from: 0, to: facilities.count, by: 8) {
      let chosen = Array(begin..<min(begin + 8, facilities.count))
      let table = changed.distances(from: starts, to: ends, chosen: chosen)
      for (row, facility) in chosen.enumerated() {
        for (member, person) in members.enumerated() {
          let metres = table[row, member]
          found[member].nearest = min(found[member].nearest, metres)
          if assignments[person].facility == facility { found[member].kept = metres }
        }
      }
    }
    return found
  }

  private func closing(for members: [Int], in changed: Provider) -> CrossingUse.Closing {
    var closing = CrossingUse.Closing()
    let nearest = changed.nearest(
      from: changed.prepare(members.map { origins[$0] }), among: changed.prepare(facilities),
      chosen: Array(facilities.indices))
    for (person, metres) in zip(members, nearest.distances) {
      guard let own = assignments[person].distance else { continue }
      if metres.isFinite {
        closing.addedMetres += weights[person] * max(0, metres - own)
      } else {
        closing.peopleCutOff += 1
        closing.weightCutOff += weights[person]
      }
    }
    return closing
  }
}

extension Finding {
  /// What is not known where the user ended the measuring.
  static let measuringWasCut = Finding(
    .warning,
    "interrupted before all was measured: what barriers cost people and what closing crossings "
      + "would do is null where it is not known")

  /// What was left out where there is very much to measure.
  static func unmeasured(_ barriers: [BarrierCost], _ crossings: [CrossingUse]) -> [Finding] {
    let walls = barriers.count { $0.cost == nil }
    let bridges = crossings.count { $0.isOpen && $0.closing == nil }
    var findings: [Finding] = []
    if walls > 0 {
      findings.append(
        Finding(
          .note,
          "what \(walls) of \(barriers.count) barriers cost people was not measured; the "
            + "longest were"))
    }
    if bridges > 0 {
      findings.append(
        Finding(
          .note,
          "what it would cost to close \(bridges) of \(crossings.count) crossings was not "
            + "measured; those with most users were"))
    }
    return findings
  }
}
