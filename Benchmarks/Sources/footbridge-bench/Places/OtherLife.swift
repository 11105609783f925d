import Foundation

/// Numbers by chance for lives and phones.
struct Chance {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0xD1B5_4A32_D192_ED03 }

  mutating func unit() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
  }

  mutating func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }
  mutating func index(_ count: Int) -> Int { min(count - 1, Int(unit() * Double(count))) }
  mutating func happens(_ share: Double) -> Bool { unit() < share }

  mutating func normal() -> Double {
    (-2 * log(1 - unit())).squareRoot() * cos(2 * Double.pi * unit())
  }
}

/// Metres east and north of where somebody lives.
struct Metres {
  var x: Double
  var y: Double

  func distance(to other: Metres) -> Double { hypot(other.x - x, other.y - y) }

  func toward(_ other: Metres, _ share: Double) -> Metres {
    Metres(x: x + share * (other.x - x), y: y + share * (other.y - y))
  }
}

/// Where somebody truly was, as corners in space and time.
struct OtherLife {
  struct Corner {
    var time: Double
    var place: Metres
    /// Under ground: no reception on the way to the next corner.
    var isHidden = false
  }
  struct Visit {
    var place: Int
    var arrival: Double
    var departure: Double
  }

  private(set) var places: [Metres] = []
  private(set) var visits: [Visit] = []
  private(set) var corners: [Corner] = []

  private let family: OtherTraces.Family
  private var chance: Chance
  private var clock = 0.0
  private var here = 0

  /// 0 is home, 1 is work.
  init(_ family: OtherTraces.Family, days: Int, chance: Chance) {
    self.family = family
    self.chance = chance
    settle()
    corners.append(Corner(time: 0, place: places[0]))
    let isNightWorker = self.chance.happens(0.25)
    var arrival = 0.0
    for day in 0..<days {
      for step in plan(day, isNightWorker) {
        let wanted = Double(day) * 86_400 + step.hour * 3600
        let leaving = max(clock, wanted)
        guard step.place != here || step.place < 0 else { continue }
        stand(until: leaving)
        if leaving - arrival >= 480 {
          visits.append(Visit(place: here, arrival: arrival, departure: clock))
        }
        if step.place < 0 { walk(home: places[here]) } else { travel(to: step.place) }
        arrival = clock
        stand(until: clock + step.dwell)
      }
    }
    stand(until: max(clock + 600, Double(days) * 86_400))
    visits.append(Visit(place: here, arrival: arrival, departure: clock))
  }

  // MARK: Places

  private mutating func settle() {
    let reach = family == .commuters ? 30_000.0 : 5000
    places = [Metres(x: 0, y: 0)]
    while places.count < 12 {
      let angle = 2 * Double.pi * chance.unit()
      let far =
        places.count == 1 && family == .commuters
        ? chance.between(20_000, reach) : chance.between(400, family == .commuters ? 4000 : reach)
      let place = Metres(x: far * cos(angle), y: far * sin(angle))
      guard places.allSatisfy({ $0.distance(to: place) > 250 }) else { continue }
      places.append(place)
      // The shop across the road, or a hundred metres down the street.
      if family == .neighbours, places.count > 3 {
        let turn = 2 * Double.pi * chance.unit()
        let other = Metres(x: place.x + 100 * cos(turn), y: place.y + 100 * sin(turn))
        if places.dropLast().allSatisfy({ $0.distance(to: other) > 250 }) { places.append(other) }
      }
    }
  }

  private struct Step {
    var hour: Double
    /// Below 0: a walk that ends where it began.
    var place: Int
    var dwell: Double
  }

  private mutating func plan(_ day: Int, _ isNightWorker: Bool) -> [Step] {
    func minutes(_ low: Double, _ high: Double) -> Double { 60 * chance.between(low, high) }
    let shortest = family.shortestMinutes
    func errand() -> Step {
      // Many short dwells, few long ones.
      let dwell = exp(chance.between(log(shortest), log(150)))
      return Step(hour: 0, place: 2 + chance.index(places.count - 2), dwell: 60 * dwell)
    }
    var steps: [Step] = []
    if family == .walkers { steps.append(Step(hour: 6.5, place: -1, dwell: minutes(25, 40))) }
    if day % 7 < 5 {
      steps.append(
        Step(
          hour: isNightWorker ? chance.between(20, 21) : chance.between(7, 9.5), place: 1,
          dwell: minutes(isNightWorker ? 420 : 180, isNightWorker ? 520 : 300)))
      if !isNightWorker {
        steps.append(errand())
        steps.append(Step(hour: 0, place: 1, dwell: minutes(120, 260)))
      }
    }
    if !isNightWorker || day % 7 >= 5 {
      for _ in 0..<1 + chance.index(3) { steps.append(errand()) }
      if day % 7 >= 5, let first = steps.indices.first {
        steps[first].hour = chance.between(8, 12)
      }
    }
    steps.append(Step(hour: 0, place: 0, dwell: minutes(30, 60)))
    if family == .walkers, !isNightWorker {
      steps.append(Step(hour: 0, place: -1, dwell: minutes(25, 40)))
    }
    return steps
  }

  // MARK: Ways

  private mutating func stand(until time: Double) {
    guard time > clock else { return }
    let middle = places[here]
    // From room to room, or from shelf to shelf.
    while clock < time {
      let spot = Metres(x: middle.x + 6 * chance.normal(), y: middle.y + 6 * chance.normal())
      corners.append(Corner(time: clock, place: spot))
      clock = min(time, clock + chance.between(300, 2400))
      corners.append(Corner(time: clock, place: spot))
    }
  }

  private mutating func go(to place: Metres, speed: Double, isHidden: Bool = false) {
    guard let last = corners.last else { return }
    corners[corners.count - 1].isHidden = isHidden
    clock += max(1, last.place.distance(to: place) / speed)
    corners.append(Corner(time: clock, place: place))
  }

  private mutating func wait(_ seconds: Double) {
    guard let last = corners.last else { return }
    clock += seconds
    corners.append(Corner(time: clock, place: last.place))
  }

  /// Along streets that run east and north, with lights at their corners.
  private mutating func street(to end: Metres, speed: Double) {
    guard let start = corners.last?.place else { return }
    let blocks = max(1, Int(start.distance(to: end) / 350))
    for block in 1...blocks {
      let from = start.toward(end, Double(block - 1) / Double(blocks))
      let to = start.toward(end, Double(block) / Double(blocks))
      go(to: Metres(x: to.x, y: from.y), speed: speed * chance.between(0.8, 1.2))
      go(to: to, speed: speed * chance.between(0.8, 1.2))
      if block < blocks, chance.happens(0.35) { wait(chance.between(5, 75)) }
    }
  }

  private mutating func travel(to place: Int) {
    let (start, end) = (places[here], places[place])
    let length = start.distance(to: end)
    if family == .commuters, length > 8000 {
      let platform = Metres(x: start.x + chance.between(300, 600), y: start.y + 200)
      let arrival = Metres(x: end.x - chance.between(300, 600), y: end.y - 200)
      street(to: platform, speed: 1.3)
      wait(chance.between(40, 200))
      let stations = 3 + chance.index(4)
      for station in 1...stations {
        go(
          to: platform.toward(arrival, Double(station) / Double(stations)),
          speed: chance.between(18, 35), isHidden: chance.happens(0.4))
        if station < stations { wait(chance.between(20, 60)) }
      }
      // A change of trains, under ground.
      street(to: end, speed: 1.3)
    } else {
      let speed =
        length < 900
        ? chance.between(0.9, 1.5)
        : chance.happens(0.3) ? chance.between(3.5, 6) : chance.between(7, 13)
      street(to: end, speed: speed)
    }
    here = place
  }

  /// Slowly once around a park, without a stop.
  private mutating func walk(home: Metres) {
    let radius = chance.between(220, 420)
    let turn = 2 * Double.pi * chance.unit()
    let speed = chance.between(0.7, 1.1)
    let middle = Metres(x: home.x + radius * cos(turn), y: home.y + radius * sin(turn))
    for step in 1...24 {
      let angle = turn + Double.pi + 2 * Double.pi * Double(step) / 24
      go(
        to: Metres(x: middle.x + radius * cos(angle), y: middle.y + radius * sin(angle)),
        speed: speed)
    }
  }
}
