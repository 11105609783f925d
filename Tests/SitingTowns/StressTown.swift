package import Geography
package import Siting
import TravelWorlds
package import Travel

/// A random town to run the whole solver on: any number of people, every kind of site, objective
/// and rule, with and without barriers.
///
/// No oracle knows its best plan; ``fault()`` says what no plan may do.
package struct StressTown: CustomStringConvertible {
  package enum Metric: CaseIterable { case straight, manhattan, barriers }

  package private(set) var metric = Metric.straight
  package private(set) var barriers: [Barrier] = []
  package private(set) var crossings: [Crossing] = []
  package private(set) var people: [PlanarPoint] = []
  package private(set) var weights: [Double] = []
  package private(set) var sites: SiteChoice<PlanarPoint> = .demand
  package private(set) var facilities = 1
  package private(set) var objective = SitingObjective.median
  package private(set) var rules = ServiceRules()
  package private(set) var options = SitingOptions()

  /// Metres from one end of the town to the other.
  private let size: Double

  /// Draws a town.
  ///
  /// - Parameters:
  ///   - fewest: The least number of people.
  ///   - most: The largest; small numbers are as likely as large ones, by their logarithm.
  ///   - seconds: The longest that a search may take.
  ///   - choices: Where all of it comes from.
  package init(
    fewest: Int, most: Int, seconds: Double, using choices: inout some RandomNumberGenerator
  ) {
    size = choices.pick([300, 20_000, 20_000, 400_000])
    let count = Self.number(from: fewest, to: most, &choices)
    people = places(count, &choices)
    weights = weights(count, &choices)
    metric = choices.pick([.straight, .straight, .manhattan, .barriers, .barriers])
    if metric == .barriers { addBarriers(&choices) }
    chooseSites(&choices)
    chooseRules(&choices)
    // Little memory sends small problems the way of large ones.
    let cells = count * candidateCount
    options = SitingOptions(
      seed: UInt64(choices.below(1000)), timeLimit: seconds,
      gap: choices.pick([nil, nil, 0, 0.02]), restarts: choices.pick([nil, nil, 0, 1, 7]),
      provesBound: !choices.once(in: 6),
      memory: choices.pick([1 << 30, 1 << 30, max(1 << 20, 4 * cells), max(1 << 20, cells)]),
      cores: choices.pick([nil, nil, 1, 2]))
    options.memory = min(options.memory, 1 << 30)
  }

  package var description: String {
    let kind =
      switch sites {
      case .listed(let sites): "\(sites.count) sites"
      case .demand: "sites at demand points"
      case .anywhere(let fixed): "sites anywhere, \(fixed.count) fixed"
      }
    var text =
      "\(people.count) people over \(Int(size)) m, \(kind), \(facilities) facilities, \(objective)"
    text += ", \(metric)" + (barriers.isEmpty ? "" : " \(barriers.count)/\(crossings.count)")
    if let limit = rules.maximumDistance { text += ", limit \(limit)" }
    if !rules.demandLimits.isEmpty { text += ", own limits" }
    if !rules.capacities.isEmpty { text += ", capacities + \(rules.capacitySlack)" }
    if rules.minimumLoad > 0 { text += ", minimum load \(rules.minimumLoad)" }
    if let moves = rules.maximumMoves { text += ", moves \(moves)" }
    return text + ", memory \(options.memory >> 20) MB"
      + ", restarts \(options.restarts.map { "\($0)" } ?? "any")"
      + (options.provesBound ? "" : ", no bound") + (options.gap.map { ", gap \($0)" } ?? "")
  }

  // MARK: People

  private static func number(
    from fewest: Int, to most: Int, _ choices: inout some RandomNumberGenerator
  ) -> Int {
    // Doubled again and again, and a part of the last doubling.
    var (low, doublings) = (fewest, 0)
    while 2 * low <= most { (low, doublings) = (2 * low, doublings + 1) }
    let start = fewest << choices.below(doublings + 1)
    return min(most, start + choices.below(start + 1))
  }

  /// Anywhere, in villages, along a road, on a lattice with many in one place.
  private func places(
    _ count: Int, _ choices: inout some RandomNumberGenerator
  ) -> [PlanarPoint] {
    func anywhere(_ choices: inout some RandomNumberGenerator) -> PlanarPoint {
      PlanarPoint(
        Double.random(in: 0...size, using: &choices), Double.random(in: 0...size, using: &choices))
    }
    let kind = choices.below(5)
    let villages = (0..<(1 + choices.below(40))).map { _ in anywhere(&choices) }
    let step = size / Double(4 + choices.below(100))
    return (0..<count).map { _ in
      let place = anywhere(&choices)
      switch kind {
      case 0, 1: return place
      case 2:
        let village = choices.pick(villages)
        return PlanarPoint(
          village.x + (place.x - village.x) * 0.03, village.y + (place.y - village.y) * 0.03)
      case 3: return PlanarPoint(place.x, size / 2)
      default:
        return PlanarPoint((place.x / step).rounded() * step, (place.y / step).rounded() * step)
      }
    }
  }

  private func weights(_ count: Int, _ choices: inout some RandomNumberGenerator) -> [Double] {
    let kind = choices.below(5)
    return (0..<count).map { _ in
      switch kind {
      case 0, 1: 1
      case 2: Double(choices.below(5))
      case 3: Double.random(in: 0...1, using: &choices)
      default: choices.once(in: 50) ? 1000 : 0.1
      }
    }
  }

  // MARK: Barriers

  /// Rivers from end to end with bridges, fences, and lakes.
  private mutating func addBarriers(_ choices: inout some RandomNumberGenerator) {
    for number in 0..<(1 + choices.below(6)) {
      let id = "B\(number)"
      let middle = PlanarPoint(
        Double.random(in: 0...size, using: &choices), Double.random(in: 0...size, using: &choices))
      if choices.once(in: 3) {
        let radius = size * Double.random(in: 0.01...0.08, using: &choices)
        let corners = [(-1.0, -1.0), (1, -1), (1.3, 1), (-1, 0.8)]
        barriers.append(
          Barrier(
            id: id,
            shapes: [
              .area(
                PlanarPolygon(
                  exterior: corners.map {
                    PlanarPoint(middle.x + $0.0 * radius, middle.y + $0.1 * radius)
                  }))
            ]))
        continue
      }
      // A fence ends within the town, a river does not.
      let isFence = choices.once(in: 3)
      let length = isFence ? 0.3 * size : 3 * size
      let steps = 2 + choices.below(12)
      let isUpright = Bool.random(using: &choices)
      let line = (0...steps).map { step -> PlanarPoint in
        let along = (Double(step) / Double(steps) - 0.5) * length
        let across = Double.random(in: -0.02...0.02, using: &choices) * size
        return isUpright
          ? PlanarPoint(middle.x + across, middle.y + along)
          : PlanarPoint(middle.x + along, middle.y + across)
      }
      barriers.append(Barrier(id: id, shapes: [.line(line)]))
      for bridge in 0..<choices.below(5) {
        let segment = choices.below(steps)
        let part = Double.random(in: 0...1, using: &choices)
        let (from, to) = (line[segment], line[segment + 1])
        crossings.append(
          Crossing(
            id: "C\(number)-\(bridge)",
            shape: .point(
              PlanarPoint(from.x + part * (to.x - from.x), from.y + part * (to.y - from.y))),
            barrierID: id, cost: choices.pick([0, 0, size / 20]), isOpen: !choices.once(in: 6),
            direction: choices.pick([.both, .both, .both, .leftToRight])))
      }
    }
  }

  // MARK: Sites

  private var candidateCount: Int {
    switch sites {
    case .listed(let sites): sites.count
    case .demand, .anywhere: people.count
    }
  }

  private mutating func chooseSites(_ choices: inout some RandomNumberGenerator) {
    facilities = min(people.count, Self.number(from: 1, to: 200, &choices))
    switch choices.below(5) {
    case 0, 1: sites = .demand
    case 2:
      let fixed = choices.once(in: 2) ? places(choices.below(min(5, facilities + 1)), &choices) : []
      sites = .anywhere(fixed: fixed)
    default:
      let count = max(facilities, Self.number(from: 5, to: min(4000, people.count), &choices))
      var places = places(count, &choices)
      if choices.once(in: 3) { places = (0..<count).map { _ in choices.pick(people) } }
      var open = 0
      let listed = places.map { place in
        var status = choices.pick(
          [SiteStatus.candidate, .candidate, .candidate, .candidate, .required, .existing, .closed])
        if status.isAlwaysOpen {
          open += 1
          if open > facilities / 2 { status = .candidate }
        }
        return Site(place: place, status: status)
      }
      sites = .listed(listed)
      facilities = min(facilities, max(1, listed.count { $0.status != .closed }))
    }
  }

  // MARK: Rules

  private mutating func chooseRules(_ choices: inout some RandomNumberGenerator) {
    let isAnywhere = if case .anywhere = sites { true } else { false }
    objective =
      isAnywhere
      ? choices.pick([.median, .median, .means])
      : choices.pick([
        .median, .median, .median, .means, .center, .coverage, .coverAll, .fair(worst: 0.1),
        .fair(worst: 0.3, mix: 0.5),
      ])
    let reach =
      size * Double.random(in: 0.3...1.5, using: &choices) / Double(facilities).squareRoot()
    let needsLimit = objective == .coverage || objective == .coverAll
    if needsLimit || choices.once(in: 5) { rules.maximumDistance = reach.rounded() }
    if !isAnywhere, choices.once(in: 8) {
      rules.demandLimits = people.map { _ in choices.once(in: 10) ? 2 * reach : .infinity }
    }
    if objective == .coverAll, choices.once(in: 2) { facilities = 0 }
    guard objective.isSum, !isAnywhere, people.count * candidateCount <= 30_000_000 else { return }
    let total = weights.reduce(0, +)
    if choices.once(in: 4) {
      let share = total / Double(facilities)
      rules.capacities = (0..<candidateCount).map { _ in
        choices.once(in: 8) ? .infinity : share * Double.random(in: 0.7...2, using: &choices)
      }
      rules.capacitySlack = choices.pick([0, 0, 0.05])
    }
    if choices.once(in: 8) { rules.minimumLoad = total / Double(facilities) * 0.4 }
    if choices.once(in: 8) {
      rules.baseline = people.map { _ in
        choices.once(in: 9) ? nil : choices.below(min(candidateCount, 2 * facilities))
      }
      rules.maximumMoves = total * choices.pick([0, 0.1, 0.5])
    }
  }
}

extension SitingObjective {
  /// Whether it is a sum, to which rules on who is served where may be added.
  fileprivate var isSum: Bool { self == .median || self == .means }
}
