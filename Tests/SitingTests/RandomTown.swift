import Geography
import Siting
import TestSupport
import Travel

/// Somebody's numbers: any distances, asymmetric or without a way.
struct TableDistance: DistanceProvider {
  let size: Int
  /// Metres; row per origin.
  let metres: [Double]
  var isSymmetric: Bool { false }
  func distance(from origin: Int, to destination: Int) -> Double {
    metres[origin * size + destination]
  }
}

/// A small random problem with every kind of nuisance: ties, weights of 0, no way, coincidence.
struct RandomTown {
  var distance: TableDistance
  var demand: [Int]
  var weights: [Double]
  var sites: [Site<Int>]
  var facilities: Int
  var power: CostPower

  init(using generator: inout RepeatableGenerator) {
    let people = Int.random(in: 1...30, using: &generator)
    let lots = Int.random(in: 1...12, using: &generator)
    let size = people + lots
    let largest = Bool.random(using: &generator) ? 6 : 10_000
    let blocked = [0, 0, 1, 4, 8].randomElement(using: &generator) ?? 0
    distance = TableDistance(
      size: size,
      metres: (0..<size * size).map { _ in
        Int.random(in: 0..<10, using: &generator) < blocked
          ? .infinity : Double(Int.random(in: 0...largest, using: &generator))
      })
    demand = Array(0..<people)
    let isFractional = Bool.random(using: &generator)
    weights = demand.map { _ in
      let weight = Double(Int.random(in: 0...4, using: &generator))
      return isFractional ? weight * 0.1 : weight
    }
    sites = (0..<lots).map { lot in
      // Now and then two sites stand in the same place.
      let place = lot > 0 && Int.random(in: 0..<8, using: &generator) == 0 ? lot - 1 : lot
      let status =
        [SiteStatus.candidate, .candidate, .candidate, .candidate, .required, .existing, .closed]
        .randomElement(using: &generator) ?? .candidate
      return Site(place: people + place, status: status)
    }
    if sites.allSatisfy({ $0.status == .closed }) { sites[0].status = .candidate }
    let usable = sites.count { $0.status != .closed }
    let required = sites.count { $0.status.isAlwaysOpen }
    facilities = Int.random(in: max(1, required)...usable, using: &generator)
    power = Bool.random(using: &generator) ? .distance : .squaredDistance
  }

  var problem: SitingProblem<TableDistance> {
    SitingProblem(
      provider: distance, demand: demand, weights: weights, sites: .listed(sites),
      facilities: facilities,
      objective: power == .distance ? .median : .means)
  }

  /// What one set of sites costs, reckoned without any of the library's code.
  func cost(of open: [Int]) -> ReckonedCost {
    var cost = ReckonedCost(unreached: 0, objective: 0)
    for person in demand {
      let nearest =
        open.map {
          distance.distance(from: person, to: sites[$0].place)
        }.min() ?? .infinity
      if nearest < .infinity {
        cost.objective += weights[person] * (power == .distance ? nearest : nearest * nearest)
      } else {
        cost.unreached += weights[person]
      }
    }
    return cost
  }

  /// The best of all sets of sites, found by trying each.
  func bestCost(facilities: Int) -> ReckonedCost {
    var best = ReckonedCost(unreached: .infinity, objective: .infinity)
    for bits in 0..<(1 << sites.count) where bits.nonzeroBitCount == facilities {
      let open = sites.indices.filter { bits >> $0 & 1 == 1 }
      let isAllowed = sites.indices.allSatisfy { site in
        sites[site].status == .candidate || open.contains(site) == sites[site].status.isAlwaysOpen
      }
      if isAllowed {
        let cost = cost(of: open)
        if cost.isBetter(than: best) { best = cost }
      }
    }
    return best
  }
}

struct ReckonedCost: Equatable {
  var unreached: Double
  var objective: Double

  /// Sums of tenths are not exact: equal means to within a billionth of a unit of weight.
  func isBetter(than other: ReckonedCost) -> Bool {
    if abs(unreached - other.unreached) > 1e-9 { return unreached < other.unreached }
    return objective < other.objective
  }

  func isClose(to other: ReckonedCost) -> Bool {
    abs(unreached - other.unreached) <= 1e-9
      && abs(objective - other.objective) <= 1e-9 * max(1, other.objective)
  }
}
