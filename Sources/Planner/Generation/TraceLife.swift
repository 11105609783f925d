import Clustering
import Foundation
import Geography

/// Where one made-up person truly was, when.
struct TraceLife {
  struct Spot {
    var label: String
    var point: PlanarPoint
  }
  struct Visit {
    var spot: Int
    /// Seconds since the first midnight by local clocks.
    var arrival: Double
    var departure: Double
  }

  private(set) var spots: [Spot] = []
  private(set) var visits: [Visit] = []

  private var random: SeededGenerator
  private let isNightWorker: Bool
  private var usual: [Int] = []
  private var lunches: [Int] = []
  private var once: [Int] = []
  private var here = 0
  private var clock = 0.0
  private var arrival = 0.0

  init(days: Int, isNightWorker: Bool, random: SeededGenerator) {
    self.random = random
    self.isNightWorker = isNightWorker
    settle(days: days)
    for day in 0..<days {
      let midnight = Double(day) * 86_400
      if isNightWorker { workAtNight(midnight, day) } else { workByDay(midnight, day) }
    }
    // A shift of the last night ends after it.
    visits.append(
      Visit(spot: here, arrival: arrival, departure: max(clock, Double(days) * 86_400)))
  }

  // MARK: Places

  private mutating func settle(days: Int) {
    add("home", within: 6000)
    add("work", within: 8000)
    for number in 0..<2 { lunches.append(add("lunch\(number)", around: 1, within: 1500)) }
    for number in 0..<6 { usual.append(add("other\(number)", within: 7000)) }
    // Next door to another place, but not the same.
    let neighbour = spots[usual[0]].point
    let angle = 2 * Double.pi * random.unit()
    spots.append(
      Spot(
        label: "neighbour150",
        point: PlanarPoint(neighbour.x + 150 * cos(angle), neighbour.y + 150 * sin(angle))))
    usual.append(spots.count - 1)
    for number in 0..<max(2, days / 2) { once.append(add("once\(number)", within: 10_000)) }
  }

  /// A place well apart from all others.
  @discardableResult
  private mutating func add(_ label: String, around center: Int? = nil, within radius: Double)
    -> Int
  {
    let middle = center.map { spots[$0].point } ?? PlanarPoint(0, 0)
    while true {
      let angle = 2 * Double.pi * random.unit()
      let reach = radius * random.unit().squareRoot()
      let point = PlanarPoint(middle.x + reach * cos(angle), middle.y + reach * sin(angle))
      guard spots.allSatisfy({ $0.point.distance(to: point) > 300 }) else { continue }
      spots.append(Spot(label: label, point: point))
      return spots.count - 1
    }
  }

  // MARK: Days

  private mutating func workByDay(_ midnight: Double, _ day: Int) {
    let isWeekend = day % 7 >= 5
    if isWeekend {
      for _ in 0..<1 + random.index(below: 3) {
        go(to: outing(), leaving: max(clock, midnight + hours(9, 16)), staying: hours(0.4, 3))
        if random.unit() < 0.7 { goHome(staying: hours(0.3, 2)) }
      }
      goHome(staying: 0)
    } else {
      let leaving = midnight + hours(6.8, 9)
      go(to: 1, leaving: leaving, staying: hours(3.2, 4.5))
      if random.unit() < 0.4 {
        go(to: lunches[random.index(below: 2)], leaving: clock, staying: hours(0.4, 0.9))
        go(to: 1, leaving: clock, staying: hours(3.5, 4.8))
      } else {
        clock += hours(4, 5)
      }
      if random.unit() < 0.45 { go(to: outing(), leaving: clock, staying: hours(0.3, 2)) }
      goHome(staying: hours(0.2, 1))
      if random.unit() < 0.2, clock < midnight + 20 * 3600 {
        go(to: outing(), leaving: clock, staying: hours(0.3, 2.5))
        goHome(staying: 0)
      }
    }
  }

  private mutating func workAtNight(_ midnight: Double, _ day: Int) {
    if random.unit() < 0.5 {
      go(to: outing(), leaving: max(clock, midnight + hours(15, 17)), staying: hours(0.3, 1.5))
      goHome(staying: hours(0.3, 0.6))
    }
    guard day % 7 < 5 else { return }
    go(to: 1, leaving: max(clock, midnight + hours(20.5, 22)), staying: hours(8, 9))
    goHome(staying: hours(0.5, 1))
  }

  private mutating func outing() -> Int {
    if random.unit() < 0.35, let spot = once.popLast() { return spot }
    return usual[random.index(below: usual.count)]
  }

  private mutating func goHome(staying: Double) { go(to: 0, leaving: clock, staying: staying) }

  private mutating func go(to spot: Int, leaving: Double, staying: Double) {
    guard spot != here else {
      clock += staying
      return
    }
    visits.append(Visit(spot: here, arrival: arrival, departure: leaving))
    let distance = spots[here].point.distance(to: spots[spot].point)
    let speed = distance < 1200 ? 1.1 + 0.5 * random.unit() : 6 + 9 * random.unit()
    // Streets are longer than straight lines; traffic lights cost time.
    clock = leaving + 1.25 * distance / speed + (distance < 1200 ? 0 : 60 + 120 * random.unit())
    here = spot
    arrival = clock
    clock += staying
  }

  private mutating func hours(_ from: Double, _ to: Double) -> Double {
    3600 * (from + (to - from) * random.unit())
  }
}
