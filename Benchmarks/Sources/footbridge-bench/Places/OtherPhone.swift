import Foundation

/// A phone in the pocket of another life.
struct OtherPhone {
  struct Fix {
    var time: Double
    var place: Metres
    var accuracy: Double
  }

  private let family: OtherTraces.Family
  private let life: OtherLife
  private var chance: Chance
  private var lasting = Metres(x: 0, y: 0)
  private var burst = Metres(x: 0, y: 0)
  private var burstUntil = -1.0
  /// Times at which it is off.
  private var off: [ClosedRange<Double>] = []

  init(_ family: OtherTraces.Family, _ life: OtherLife, chance: Chance) {
    self.family = family
    self.life = life
    self.chance = chance
    if family == .gaps { turnOff() }
  }

  private mutating func turnOff() {
    for (visit, next) in zip(life.visits, life.visits.dropFirst()) {
      let length = visit.departure - visit.arrival
      if length > 6 * 3600, length < 20 * 3600, chance.happens(0.6) {
        // From going to bed to getting up.
        off.append(visit.arrival + 0.1 * length...visit.departure - 0.05 * length)
      } else if length > 2700, chance.happens(0.4) {
        let begin = visit.arrival + chance.between(0.15, 0.3) * length
        off.append(begin...begin + chance.between(0.2, 0.5) * length)
      }
      let way = next.arrival - visit.departure
      if way > 300, chance.happens(0.25) {
        off.append(visit.departure + 0.3 * way...visit.departure + 0.7 * way)
      }
    }
  }

  /// Hands over all fixes in the order of time.
  mutating func record(_ body: (Fix) -> Void) {
    var corner = 0
    var visit = 0
    var gap = 0
    var bias = Metres(x: 0, y: 0)
    var biasOf = -1
    var last: Fix?
    var time = chance.between(0, family.step)
    var nextAtRest = 0.0
    let end = life.corners.last?.time ?? 0
    while time < end {
      defer { time += family.step * chance.between(0.97, 1.03) }
      while corner + 1 < life.corners.count, life.corners[corner + 1].time <= time { corner += 1 }
      while visit + 1 < life.visits.count, life.visits[visit].departure < time { visit += 1 }
      while gap < off.count, off[gap].upperBound < time { gap += 1 }
      if gap < off.count, off[gap].contains(time) { continue }
      guard corner + 1 < life.corners.count, !life.corners[corner].isHidden else { continue }
      let stay = life.visits[visit]
      let isAtRest = stay.arrival <= time && time <= stay.departure
      if isAtRest, biasOf != visit {
        biasOf = visit
        bias = Metres(
          x: family.errors.bias * chance.normal(), y: family.errors.bias * chance.normal())
        nextAtRest = time + 90
      }
      if family == .dozing {
        if isAtRest, time > stay.arrival + 90 {
          guard time >= nextAtRest else { continue }
          nextAtRest = time + chance.between(1200, 9000)
        } else if !isAtRest, visit > 0, time < life.visits[visit - 1].departure + 30 {
          continue
        }
      }
      let (one, other) = (life.corners[corner], life.corners[corner + 1])
      let share = (time - one.time) / max(1e-9, other.time - one.time)
      let fix = seen(
        at: time, one.place.toward(other.place, share), isAtRest ? bias : Metres(x: 0, y: 0))
      if family == .metres, let before = last, before.place.distance(to: fix.place) < 25,
        time - before.time < 900
      {
        continue
      }
      last = fix
      body(fix)
    }
  }

  private mutating func seen(at time: Double, _ truth: Metres, _ bias: Metres) -> Fix {
    let errors = family.errors
    let kept = exp(-family.step / 240)
    let new = (1 - kept * kept).squareRoot() * errors.lasting
    lasting = Metres(
      x: kept * lasting.x + new * chance.normal(), y: kept * lasting.y + new * chance.normal())
    // Once in some four hours, for up to two minutes.
    if time > burstUntil, chance.happens(family.step / 14_400) {
      let reach = chance.between(60, 260)
      let angle = 2 * Double.pi * chance.unit()
      burst = Metres(x: reach * cos(angle), y: reach * sin(angle))
      burstUntil = time + chance.between(10, 120)
    }
    let wrong = time <= burstUntil ? burst : Metres(x: 0, y: 0)
    // Tails heavier than those of a normal distribution.
    let tail = chance.happens(0.02) ? 4.0 : 1
    return Fix(
      time: time,
      place: Metres(
        x: truth.x + bias.x + lasting.x + wrong.x + tail * errors.fresh * chance.normal(),
        y: truth.y + bias.y + lasting.y + wrong.y + tail * errors.fresh * chance.normal()),
      accuracy: max(3, (errors.lasting + errors.fresh) * exp(0.5 * chance.normal())))
  }
}
