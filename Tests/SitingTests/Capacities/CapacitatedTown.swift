import Siting
import TestSupport
import Travel

/// A small random problem with capacities, minimum loads and limits on moves, and its answer by
/// trying everything.
struct CapacitatedTown {
  var distance: TableDistance
  var weights: [Double]
  var statuses: [SiteStatus]
  var facilities: Int
  var power: CostPower
  var rules: ServiceRules

  init(using generator: inout RepeatableGenerator) {
    let people = Int.random(in: 1...7, using: &generator)
    let lots = Int.random(in: 1...5, using: &generator)
    let size = people + lots
    let largest = Bool.random(using: &generator) ? 6 : 1000
    let blocked = [0, 0, 0, 1, 3].randomElement(using: &generator) ?? 0
    distance = TableDistance(
      size: size,
      metres: (0..<size * size).map { _ in
        Int.random(in: 0..<10, using: &generator) < blocked
          ? .infinity : Double(Int.random(in: 0...largest, using: &generator))
      })
    let unit = Bool.random(using: &generator) ? 0.1 : 1
    weights = (0..<people).map { _ in Double(Int.random(in: 0...5, using: &generator)) * unit }
    statuses = (0..<lots).map { _ in
      [SiteStatus.candidate, .candidate, .candidate, .candidate, .required, .existing, .closed]
        .randomElement(using: &generator) ?? .candidate
    }
    if statuses.allSatisfy({ $0 == .closed }) { statuses[0] = .candidate }
    let usable = statuses.count { $0 != .closed }
    let required = statuses.count { $0.isAlwaysOpen }
    facilities = Int.random(in: max(1, required)...usable, using: &generator)
    power = Bool.random(using: &generator) ? .distance : .squaredDistance

    rules = ServiceRules()
    let kinds = Int.random(in: 1...7, using: &generator)
    let total = weights.reduce(0, +)
    if kinds & 1 != 0 {
      let typical = max(1, (total / unit / Double(facilities)).rounded(.up))
      rules.capacities = statuses.map { _ in
        unit * (typical + Double(Int.random(in: -1...3, using: &generator)))
      }
      if Bool.random(using: &generator) { rules.capacitySlack = 0.1 }
      if Bool.random(using: &generator) {
        rules.loads = weights.map { _ in unit * Double(Int.random(in: 0...4, using: &generator)) }
      }
    }
    if kinds & 2 != 0 {
      rules.minimumLoad =
        unit * Double(Int.random(in: 1...max(1, Int(total / unit) / facilities), using: &generator))
    }
    if kinds & 4 != 0 {
      rules.baseline = weights.map { _ in
        Int.random(in: 0..<5, using: &generator) == 0
          ? nil : Int.random(in: 0..<lots, using: &generator)
      }
      rules.maximumMoves = unit * Double(Int.random(in: 0...12, using: &generator))
    }
    if Int.random(in: 0..<4, using: &generator) == 0 {
      rules.maximumDistance = Double(largest) * 0.8
    }
  }

  var lots: Range<Int> { statuses.indices }

  func place(_ lot: Int) -> Int { weights.count + lot }

  var problem: SitingProblem<TableDistance> {
    SitingProblem(
      provider: distance, demand: Array(weights.indices), weights: weights,
      sites: .listed(lots.map { Site(place: place($0), status: statuses[$0]) }),
      facilities: facilities, objective: power == .distance ? .median : .means, rules: rules)
  }

  func load(_ person: Int) -> Double {
    rules.loads.isEmpty ? weights[person] : rules.loads[person]
  }

  func metres(_ person: Int, _ lot: Int) -> Double {
    distance.distance(from: person, to: place(lot))
  }

  func allows(_ person: Int, _ lot: Int) -> Bool {
    metres(person, lot) < .infinity && metres(person, lot) <= rules.maximumDistance ?? .infinity
  }

  func cost(_ person: Int, _ lot: Int) -> Double {
    weights[person] > 0 ? weights[person] * power.cost(metres(person, lot)) : 0
  }

  /// Those who have to be served: they count, and reach some site.
  var served: [Int] {
    weights.indices.filter { person in
      (weights[person] > 0 || load(person) > 0)
        && lots.contains { statuses[$0] != .closed && metres(person, $0) < .infinity }
    }
  }

  /// Whether an allocation of those who are served, by lot, keeps all rules.
  func keeps(_ allocation: [Int: Int], open: [Int]) -> Bool {
    var loads = [Double](repeating: 0, count: lots.count)
    var moves = 0.0
    for (person, lot) in allocation {
      guard allows(person, lot), open.contains(lot) else { return false }
      loads[lot] += load(person)
      if let today = rules.baseline.isEmpty ? nil : rules.baseline[person], today != lot {
        moves += weights[person]
      }
    }
    let room = open.allSatisfy { lot in
      rules.capacities.isEmpty
        || loads[lot] <= rules.capacities[lot] * (1 + rules.capacitySlack) + 1e-9
    }
    return room && open.allSatisfy { loads[$0] >= rules.minimumLoad - 1e-9 }
      && moves <= (rules.maximumMoves ?? .infinity) + 1e-9
  }

  /// The cheapest allocation of all, by trying each; nil where there is none.
  var optimum: Double? {
    var best: Double?
    for bits in 0..<(1 << lots.count) where bits.nonzeroBitCount == facilities {
      let open = lots.filter { bits >> $0 & 1 == 1 }
      let isAllowed = lots.allSatisfy { lot in
        statuses[lot] == .candidate || open.contains(lot) == statuses[lot].isAlwaysOpen
      }
      if isAllowed { tryAll(served[...], [:], 0, open, &best) }
    }
    return best
  }

  private func tryAll(
    _ rest: ArraySlice<Int>, _ allocation: [Int: Int], _ cost: Double, _ open: [Int],
    _ best: inout Double?
  ) {
    if cost >= best ?? .infinity { return }
    guard let person = rest.first else {
      if keeps(allocation, open: open) { best = cost }
      return
    }
    for lot in open where allows(person, lot) {
      var longer = allocation
      longer[person] = lot
      tryAll(rest.dropFirst(), longer, cost + self.cost(person, lot), open, &best)
    }
  }

  /// Whether a plan keeps all rules for those who are served, and costs what it says.
  func isSound(_ plan: SitingSolution<Int>) -> Bool {
    var open: [Int] = []
    for site in plan.sites {
      guard case .listed(let lot) = site.source, site.place == place(lot),
        statuses[lot] != .closed
      else { return false }
      open.append(lot)
    }
    guard open.count == facilities, Set(open).count == facilities,
      lots.allSatisfy({ !statuses[$0].isAlwaysOpen || open.contains($0) })
    else { return false }
    var allocation: [Int: Int] = [:]
    var total = 0.0
    for person in weights.indices {
      guard let position = plan.allocation[person] else { continue }
      let lot = open[position]
      guard plan.distances[person] == metres(person, lot) else { return false }
      total += cost(person, lot)
      if served.contains(person) { allocation[person] = lot }
    }
    return keeps(allocation, open: open)
      && abs(total - plan.objective) <= 1e-9 * max(1, total)
  }
}
