import Clustering
import Foundation
import Geography

/// A phone that records a life, not always well.
struct TraceRecorder {
  struct Fix {
    /// Seconds since the first midnight by local clocks.
    var time: Double
    var point: PlanarPoint
    var accuracy: Double
  }

  private let life: TraceLife
  private let settings: TraceSettings
  private let isSleeper: Bool
  private var random: SeededGenerator
  private var drift = PlanarPoint(0, 0)
  private var pauseUntil = -1.0
  private var visit = 0
  private var time = 0.0
  private var fixes: [Fix] = []

  init(_ life: TraceLife, settings: TraceSettings, isSleeper: Bool, random: SeededGenerator) {
    self.life = life
    self.settings = settings
    self.isSleeper = isSleeper
    self.random = random
  }

  /// The fixes of the next visit and of the way to the one after it, in the order of time; nil at
  /// the end.
  mutating func next() -> [Fix]? {
    guard visit < life.visits.count else { return nil }
    defer { visit += 1 }
    fixes.removeAll(keepingCapacity: true)
    let now = life.visits[visit]
    let spot = life.spots[now.spot].point
    // A phone sleeps some minutes after it came to rest, and wakes some time after it left.
    let asleep = now.arrival + 60 + 120 * random.unit()
    var next = asleep + 3600 * (1 + 3 * random.unit())
    while time < now.departure {
      if !isSleeper || time < asleep {
        emit(time, spot)
      } else if time >= next {
        emit(time, spot)
        next = time + 3600 * (1 + 3 * random.unit())
      }
      time += settings.step
    }
    guard visit + 1 < life.visits.count else { return fixes }
    let after = life.visits[visit + 1]
    let waking = isSleeper ? 40 * random.unit() : 0
    let way = way(from: spot, to: life.spots[after.spot].point)
    while time < after.arrival {
      let share = (time - now.departure) / (after.arrival - now.departure)
      if time >= now.departure + waking { emit(time, Self.place(on: way, share)) }
      time += settings.step
    }
    return fixes
  }

  /// A winding way: corners off the straight line.
  private mutating func way(from start: PlanarPoint, to end: PlanarPoint) -> [PlanarPoint] {
    let length = start.distance(to: end)
    let corners = min(8, max(1, Int(clamping: length / 400)))
    var way = [start]
    for corner in 1...corners {
      let share = Double(corner) / Double(corners + 1)
      let aside = 0.12 * length * (random.unit() - 0.5)
      way.append(
        PlanarPoint(
          start.x + share * (end.x - start.x) - aside * (end.y - start.y) / max(length, 1),
          start.y + share * (end.y - start.y) + aside * (end.x - start.x) / max(length, 1)))
    }
    return way + [end]
  }

  private static func place(on way: [PlanarPoint], _ share: Double) -> PlanarPoint {
    let lengths = zip(way, way.dropFirst()).map { $0.distance(to: $1) }
    // Slow at both ends, and a stand at a light half way.
    let eased = share < 0.45 ? share / 0.9 : share < 0.5 ? 0.5 : 0.5 + (share - 0.5)
    var rest = eased * lengths.reduce(0, +)
    for (index, length) in lengths.enumerated() {
      if rest <= length, length > 0 {
        let part = rest / length
        return PlanarPoint(
          way[index].x + part * (way[index + 1].x - way[index].x),
          way[index].y + part * (way[index + 1].y - way[index].y))
      }
      rest -= length
    }
    return way[way.count - 1]
  }

  private mutating func emit(_ time: Double, _ truth: PlanarPoint) {
    if time < pauseUntil { return }
    if random.unit() < settings.gaps * settings.step / 86_400 {
      pauseUntil = time + 180 + 3420 * random.unit()
    }
    // Drift forgets itself over some two minutes.
    let kept = exp(-settings.step / 120)
    let fresh = (1 - kept * kept).squareRoot() * settings.noise * 0.75
    drift = PlanarPoint(kept * drift.x + fresh * normal(), kept * drift.y + fresh * normal())
    let scatter = settings.noise * 0.65
    var fix = Fix(
      time: time,
      point: PlanarPoint(
        truth.x + drift.x + scatter * normal(), truth.y + drift.y + scatter * normal()),
      accuracy: max(3, settings.noise * (1.4 + 0.5 * normal())))
    if random.unit() < settings.outliers {
      let reach = exp(log(200) + random.unit() * log(100))
      let angle = 2 * Double.pi * random.unit()
      fix.point = PlanarPoint(fix.point.x + reach * cos(angle), fix.point.y + reach * sin(angle))
      if random.unit() < 0.3 { fix.accuracy = 150 + 350 * random.unit() }
    }
    fixes.append(fix)
    if random.unit() < settings.duplicates { fixes.append(fix) }
  }

  private mutating func normal() -> Double {
    let radius = (-2 * log(1 - random.unit())).squareRoot()
    return radius * cos(2 * Double.pi * random.unit())
  }
}
