import Siting
import TestSupport
import Travel

/// A random town with an objective and limits, and what every plan in it is worth, reckoned
/// without any of the library's code.
struct ModelTown {
  var town: RandomTown
  var objective: SitingObjective
  var rules: ServiceRules
  /// From every person to every site.
  private let metres: [[Double]]

  init(_ objective: SitingObjective, limited: Bool, using generator: inout RepeatableGenerator) {
    let town = RandomTown(using: &generator)
    self.town = town
    metres = town.demand.map { person in
      town.sites.map { town.distance.distance(from: person, to: $0.place) }
    }
    self.objective = objective
    rules = ServiceRules()
    guard limited else { return }
    let scale = town.distance.metres.filter { $0 < .infinity }.max() ?? 1
    let kind = Int.random(in: 0..<4, using: &generator)
    func limit() -> Double {
      (scale * Double(Int.random(in: 1...9, using: &generator)) / 8).rounded()
    }
    if kind != 1 { rules.maximumDistance = limit() }
    if kind > 0 {
      rules.demandLimits = town.demand.map { _ in
        Int.random(in: 0..<4, using: &generator) == 0 ? limit() : .infinity
      }
      // Somebody has to have a limit, where the objective needs one.
      rules.demandLimits[0] = limit()
    }
  }

  var problem: SitingProblem<TableDistance> {
    SitingProblem(
      provider: town.distance, demand: town.demand, weights: town.weights,
      sites: .listed(town.sites), facilities: town.facilities, objective: objective, rules: rules)
  }

  func limit(_ person: Int) -> Double {
    min(
      rules.maximumDistance ?? .infinity,
      rules.demandLimits.isEmpty ? .infinity : rules.demandLimits[person])
  }

  func way(_ person: Int, _ open: [Int]) -> Double {
    var nearest = Double.infinity
    for site in open { nearest = min(nearest, metres[person][site]) }
    return nearest
  }

  var usable: [Int] { town.sites.indices.filter { town.sites[$0].status != .closed } }

  /// Those who count and can reach a site that may be open.
  var reachable: [Int] {
    town.demand.filter { town.weights[$0] > 0 && way($0, usable) < .infinity }
  }

  /// Whether everybody who has a limit, and can reach a site at all, is served within it.
  func keepsLimits(_ open: [Int], _ reachable: [Int]) -> Bool {
    reachable.allSatisfy { limit($0) == .infinity || way($0, open) <= limit($0) }
  }

  /// What a set of open sites is worth; nil where it breaks a limit.
  func cost(of open: [Int], reachable: [Int]? = nil) -> ReckonedCost? {
    let people = town.demand.filter { town.weights[$0] > 0 }
    if objective == .coverage {
      return ReckonedCost(
        unreached: 0,
        objective: people.filter { way($0, open) > limit($0) || way($0, open) == .infinity }
          .reduce(0) { $0 + town.weights[$1] })
    }
    guard keepsLimits(open, reachable ?? self.reachable) else { return nil }
    let served = people.filter { way($0, open) < .infinity && way($0, open) <= limit($0) }
    let unreached = people.filter { way($0, open) == .infinity }
      .reduce(0) { $0 + town.weights[$1] }
    let ways = served.map { way($0, open) }
    let weights = served.map { town.weights[$0] }
    var value = 0.0
    switch objective {
    case .median: value = sum(ways, weights)
    case .means: value = sum(ways.map { $0 * $0 }, weights)
    case .center: value = ways.max() ?? 0
    case .coverage: break
    case .coverAll: value = Double(open.count)
    case .fair(let worst, let mix):
      let total = weights.reduce(0, +)
      guard total > 0 else { break }
      let mean = sum(ways, weights) / total
      // The mean of the worst-off share is the least of these over all thresholds.
      let far =
        ([0] + ways).map { (threshold: Double) -> Double in
          var excess = 0.0
          for (way, weight) in zip(ways, weights) { excess += max(0, way - threshold) * weight }
          return threshold + excess / (worst * total)
        }.min() ?? 0
      value = mix * mean + (1 - mix) * far
    }
    return ReckonedCost(unreached: unreached, objective: value)
  }

  private func sum(_ ways: [Double], _ weights: [Double]) -> Double {
    var sum = 0.0
    for (way, weight) in zip(ways, weights) { sum += way * weight }
    return sum
  }

  func isAllowed(_ open: [Int]) -> Bool {
    town.sites.indices.allSatisfy { site in
      town.sites[site].status == .candidate
        || open.contains(site) == town.sites[site].status.isAlwaysOpen
    }
  }

  /// All sets of so many sites that may be open together.
  func sets(_ facilities: Int) -> [[Int]] {
    var (open, closed) = (0, 0)
    for (site, status) in town.sites.map(\.status).enumerated() {
      if status.isAlwaysOpen { open |= 1 << site }
      if status == .closed { closed |= 1 << site }
    }
    return (0..<(1 << town.sites.count))
      .filter { $0.nonzeroBitCount == facilities && $0 & open == open && $0 & closed == 0 }
      .map { bits in town.sites.indices.filter { bits >> $0 & 1 == 1 } }
  }

  /// The best of all sets of sites; nil where each breaks a limit.
  func best() -> ReckonedCost? {
    if objective == .coverAll {
      let most = town.facilities == 0 ? usable.count : min(usable.count, town.facilities)
      let reachable = reachable
      for count in 1...most where sets(count).contains(where: { servesAll($0, reachable) }) {
        return ReckonedCost(unreached: 0, objective: Double(count))
      }
      return nil
    }
    var best: ReckonedCost?
    let reachable = reachable
    for open in sets(town.facilities) {
      guard let cost = cost(of: open, reachable: reachable) else { continue }
      if best.map({ cost.isBetter(than: $0) }) ?? true { best = cost }
    }
    return best
  }

  func servesAll(_ open: [Int], _ reachable: [Int]) -> Bool {
    reachable.allSatisfy { way($0, open) < .infinity && way($0, open) <= limit($0) }
  }

  /// The open sites of a plan as numbers of the list.
  func open(_ plan: SitingSolution<Int>) -> [Int] {
    plan.sites.compactMap { site in
      if case .listed(let index) = site.source { index } else { nil }
    }
  }
}
