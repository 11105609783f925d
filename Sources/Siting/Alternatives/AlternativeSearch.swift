import Clustering
import Travel

/// Walks away from plans that are known, by swaps, within a share of the objective.
struct AlternativeSearch {
  /// How far a plan is from those that are known.
  private struct Difference: Comparable {
    /// How many of its sites the most similar plan does not have.
    var least: Int
    /// The same, of all plans together.
    var sum: Int

    static func < (left: Difference, right: Difference) -> Bool {
      (left.least, left.sum) < (right.least, right.sum)
    }
  }

  private struct Step {
    var sites: [Int]
    var score: PlanScore
    var difference: Difference
  }

  /// So many newcomers are measured for each site that could go.
  private static let newcomers = 4

  let distances: SiteDistances
  let scoring: PlanScoring
  let limits: SearchLimits
  private let given: [Int]
  private let isFixed: [Bool]
  /// The worst that a plan may be.
  private let worst: PlanScore
  private var known: [Set<Int>]

  init(
    distances: SiteDistances, scoring: PlanScoring, limits: SearchLimits, given: [Int],
    share: Double
  ) {
    self.distances = distances
    self.scoring = scoring
    self.limits = limits
    self.given = given
    var isFixed = [Bool](repeating: false, count: distances.count)
    for site in distances.fixed { isFixed[site] = true }
    self.isFixed = isFixed
    var worst = scoring.score(
      distances.nearest(among: given).distances, sites: given.count)
    worst.objective *= 1 + share
    worst.sum = .infinity
    self.worst = worst
    known = [Set(given)]
  }

  /// The next plan that differs from all before it; nil where none was found.
  mutating func next() -> [Int]? {
    var current = Step(
      sites: given,
      score: scoring.score(distances.nearest(among: given).distances, sites: given.count),
      difference: difference(given))
    while !limits.areReached, let step = step(from: current) { current = step }
    guard current.difference.least > 0 else { return nil }
    known.append(Set(current.sites))
    return current.sites.sorted()
  }

  private func difference(_ sites: [Int]) -> Difference {
    let counts = known.map { plan in sites.count { !plan.contains($0) } }
    return Difference(least: counts.min() ?? 0, sum: counts.reduce(0, +))
  }

  /// The swap that leads farther away and costs least, or one that costs less and leads nowhere
  /// nearer.
  private func step(from current: Step) -> Step? {
    let assigned = NearestTwo(distances, among: current.sites)
    let isOpen = Set(current.sites)
    let newcomers = promising(assigned, current.sites, isOpen)
    var best: Step?
    for slot in current.sites.indices where !isFixed[current.sites[slot]] {
      var without = current.sites
      for newcomer in newcomers[slot] {
        without[slot] = newcomer
        let difference = difference(without)
        guard difference >= current.difference else { continue }
        let row = distances.row(newcomer)
        let score = scoring.score(
          row.indices.map { min(row[$0], assigned.distance($0, without: slot)) },
          sites: without.count)
        let isFarther = difference > current.difference
        guard score <= worst, isFarther || score < current.score else { continue }
        if let best {
          // Swaps that lead nowhere come last: they make room for others.
          let wasFarther = best.difference > current.difference
          if isFarther != wasFarther ? isFarther : score >= best.score { continue }
        }
        best = Step(sites: without, score: score, difference: difference)
      }
    }
    return best
  }

  /// Per open site the newcomers that its own people would miss it least with.
  private func promising(
    _ assigned: NearestTwo, _ sites: [Int], _ isOpen: Set<Int>
  ) -> [[Int]] {
    struct Ranked {
      var site: Int
      var cost: Double
    }
    // Per open site two lists: sites of plans that are known, and sites that are new to all. A mix of
    // known plans can be far from each of them, and new sites lead away from all.
    var ranked = [[Ranked]](repeating: [], count: 2 * sites.count)
    let far = (assigned.first + assigned.second).filter { $0 < .infinity }.max() ?? 0
    let weights = scoring.weights.weights
    distances.forEachRow { candidate, row in
      guard !isOpen.contains(candidate) else { return }
      var costs = [Double](repeating: 0, count: sites.count)
      for index in row.indices where weights[index] > 0 {
        guard let slot = assigned.slots[index] else { continue }
        let distance = min(row[index], assigned.second[index])
        costs[slot] +=
          weights[index]
          * (scoring.isServed(index, at: distance) ? distance : 10 * (far + 1))
      }
      let isKnown = known.contains { $0.contains(candidate) }
      for slot in sites.indices {
        let list = 2 * slot + (isKnown ? 1 : 0)
        let cost = costs[slot]
        let place = ranked[list].firstIndex { cost < $0.cost } ?? ranked[list].count
        guard place < Self.newcomers else { continue }
        ranked[list].insert(Ranked(site: candidate, cost: cost), at: place)
        if ranked[list].count > Self.newcomers { ranked[list].removeLast() }
      }
    }
    return sites.indices.map { (ranked[2 * $0] + ranked[2 * $0 + 1]).map(\.site) }
  }
}

/// Per demand point the nearest and the second nearest of some candidates.
private struct NearestTwo {
  /// Positions among the candidates that were given.
  var slots: [Int?]
  var first: [Double]
  var second: [Double]

  init(_ distances: SiteDistances, among sites: [Int]) {
    slots = Array(repeating: nil, count: distances.demandCount)
    first = Array(repeating: .infinity, count: distances.demandCount)
    second = first
    for (slot, site) in sites.enumerated() {
      for (index, distance) in distances.row(site).enumerated() {
        if distance < first[index] {
          (second[index], first[index], slots[index]) = (first[index], distance, slot)
        } else if distance < second[index] {
          second[index] = distance
        }
      }
    }
  }

  func distance(_ index: Int, without slot: Int) -> Double {
    slots[index] == slot ? second[index] : first[index]
  }
}
