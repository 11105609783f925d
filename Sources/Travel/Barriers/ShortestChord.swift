import Foundation
import Geography

/// The shortest straight way through an area, from bank to bank, over a given place.
///
/// Between the directions of two neighbouring corners a chord ends on the same two edges, and its
/// length, d₁/cos(θ−α₁) + d₂/cos(θ−α₂), is convex in the direction θ: each such interval has one
/// minimum, found by golden sections; the shortest of all is taken.
struct ShortestChord {
  var first: PlanarPoint
  var last: PlanarPoint

  var length: Double { first.distance(to: last) }

  /// Draws the chord over a place inside the area; nil where none can be drawn.
  ///
  /// From a place outside or on the bank it starts at the nearest point of the bank and leaves it
  /// within 60° of the perpendicular.
  ///
  /// - Complexity: O(*c* × *e*) for *c* corners and *e* edges within reach of the shortest chord of
  ///   32 trial directions.
  init?(through polygon: PlanarPolygon, at place: PlanarPoint) {
    let shape = Barrier.Shape.area(polygon)
    guard let bank = polygon.nearestBoundaryPoint(to: place) else { return nil }
    var ray = BankRays(eye: place, segments: shape.segments)
    var low = 0.0
    var high = Double.pi
    if !polygon.contains(place) || bank.distance(to: place) < 0.002 {
      guard let inward = Self.inward(polygon, at: bank) else { return nil }
      ray = BankRays(eye: bank, segments: shape.segments)
      ray.startsOnBank = true
      low = inward - Double.pi / 3
      high = inward + Double.pi / 3
    }
    guard let angle = ray.bestAngle(from: low, to: high), let ends = ray.ends(at: angle) else {
      return nil
    }
    (first, last) = ends
  }

  /// The direction that leads from a place on the bank into the area.
  private static func inward(_ polygon: PlanarPolygon, at place: PlanarPoint) -> Double? {
    // Probe around the place and take the middle of the widest run of directions inside.
    let count = 72
    let isInside = (0..<count).map { step in
      let angle = Double(step) * 2 * Double.pi / Double(count)
      return polygon.contains(PlanarPoint(place.x + 0.05 * cos(angle), place.y + 0.05 * sin(angle)))
    }
    guard isInside.contains(true) else { return nil }
    guard let gap = isInside.firstIndex(of: false) else { return 0 }
    var best = 0..<0
    var begin: Int?
    for step in gap...gap + count {
      if isInside[step % count] {
        begin = begin ?? step
      } else if let run = begin {
        if step - run > best.count { best = run..<step }
        begin = nil
      }
    }
    return (Double(best.lowerBound) + Double(best.count - 1) / 2) * 2 * Double.pi / Double(count)
  }
}

/// Rays from a place to the bank around it.
private struct BankRays {
  var eye: PlanarPoint
  var segments: [(PlanarPoint, PlanarPoint)]
  /// The eye is itself one end of every chord.
  var startsOnBank = false

  /// Metres to the first bank in a direction.
  func reach(_ angle: Double) -> Double { firstBank(angle).distance }

  /// The first segment that a ray meets, and how far away.
  private func firstBank(_ angle: Double) -> (distance: Double, segment: Int?) {
    let direction = PlanarPoint(cos(angle), sin(angle))
    var best: (distance: Double, segment: Int?) = (.infinity, nil)
    for index in segments.indices {
      let along = distance(to: index, direction, slack: 1e-12)
      if along < best.distance { best = (along, index) }
    }
    return best
  }

  /// Metres along a ray to a segment, lengthened by a share of itself; infinite where it is missed.
  private func distance(to index: Int, _ direction: PlanarPoint, slack: Double) -> Double {
    let (a, b) = segments[index]
    let ax = a.x - eye.x
    let ay = a.y - eye.y
    let ex = b.x - a.x
    let ey = b.y - a.y
    let denominator = direction.x * ey - direction.y * ex
    guard denominator != 0 else { return .infinity }
    let along = (ax * ey - ay * ex) / denominator
    let part = (ax * direction.y - ay * direction.x) / denominator
    guard along > (startsOnBank ? 0.01 : 0), part >= -slack, part <= 1 + slack else {
      return .infinity
    }
    return along
  }

  func length(_ angle: Double) -> Double {
    reach(angle) + (startsOnBank ? 0 : reach(angle + Double.pi))
  }

  func ends(at angle: Double) -> (PlanarPoint, PlanarPoint)? {
    let ahead = reach(angle)
    let behind = startsOnBank ? 0 : reach(angle + Double.pi)
    guard ahead.isFinite, behind.isFinite else { return nil }
    return (
      PlanarPoint(eye.x - behind * cos(angle), eye.y - behind * sin(angle)),
      PlanarPoint(eye.x + ahead * cos(angle), eye.y + ahead * sin(angle))
    )
  }

  func bestAngle(from low: Double, to high: Double) -> Double? {
    let trials = (0...32).map { low + (high - low) * Double($0) / 32 }
    let trialLengths = trials.map(length)
    let bound = trialLengths.min() ?? .infinity
    var near = self
    if bound.isFinite {
      near.segments = segments.filter { a, b in
        eye.nearest(onSegment: a, b).distance(to: eye) <= bound
      }
    }
    var angles = trials
    for (a, b) in near.segments {
      for corner in [a, b] {
        let angle = atan2(corner.y - eye.y, corner.x - eye.x)
        for turn in stride(from: -2.0, through: 2.0, by: startsOnBank ? 2 : 1) {
          let turned = angle + turn * Double.pi
          if turned > low, turned < high { angles.append(turned) }
        }
      }
    }
    angles.sort()
    // What a trial found already lets most intervals be passed over without a search.
    var best = (length: bound, angle: zip(trials, trialLengths).first { $1 == bound }?.0)
    for (from, to) in zip(angles, angles.dropFirst()) where to > from {
      guard let interval = near.interval(from: from, to: to),
        near.leastLength(in: interval) < best.length
      else { continue }
      let angle = near.minimum(in: interval)
      let length = near.length(angle)
      if length < best.length { best = (length, angle) }
    }
    return best.length < .infinity ? best.angle : nil
  }

  /// Directions in which the chord ends on the same two segments.
  private struct Interval {
    var low: Double
    var high: Double
    var ahead: Int
    /// Nil where the chord starts at the eye.
    var behind: Int?
  }

  /// The segments on which the chords between two directions end; nil where there is no chord.
  private func interval(from low: Double, to high: Double) -> Interval? {
    let middle = (low + high) / 2
    guard let ahead = firstBank(middle).segment else { return nil }
    if startsOnBank { return Interval(low: low, high: high, ahead: ahead) }
    guard let behind = firstBank(middle + Double.pi).segment else { return nil }
    return Interval(low: low, high: high, ahead: ahead, behind: behind)
  }

  /// What no chord of the interval is shorter than: each half taken at its own best direction.
  private func leastLength(in interval: Interval) -> Double {
    let from = PlanarPoint(cos(interval.low), sin(interval.low))
    let to = PlanarPoint(cos(interval.high), sin(interval.high))
    let ahead = leastDistance(to: interval.ahead, between: from, to)
    guard let behind = interval.behind else { return ahead }
    return ahead
      + leastDistance(
        to: behind, between: PlanarPoint(-from.x, -from.y), PlanarPoint(-to.x, -to.y))
  }

  /// The least distance to the line of a segment between two directions, less a rounding.
  private func leastDistance(
    to index: Int, between from: PlanarPoint, _ to: PlanarPoint
  ) -> Double {
    let (a, b) = segments[index]
    let (ex, ey) = (b.x - a.x, b.y - a.y)
    let offset = (a.x - eye.x) * ey - (a.y - eye.y) * ex
    // The foot of the perpendicular lies in the direction (ey, −ex), turned to the line's side.
    let (fx, fy) = offset < 0 ? (-ey, ex) : (ey, -ex)
    let isBetween = from.x * fy - from.y * fx >= 0 && fx * to.y - fy * to.x >= 0
    let steepest =
      isBetween
      ? (ex * ex + ey * ey).squareRoot()
      : max(abs(from.x * ey - from.y * ex), abs(to.x * ey - to.y * ex))
    return steepest > 0 ? abs(offset) / steepest * (1 - 1e-9) : 0
  }

  /// The best angle of an interval in which the chord ends on the same two segments.
  private func minimum(in interval: Interval) -> Double {
    func length(_ angle: Double) -> Double {
      let direction = PlanarPoint(cos(angle), sin(angle))
      var sum = distance(to: interval.ahead, direction, slack: 1e-9)
      if let behind = interval.behind {
        sum += distance(to: behind, PlanarPoint(-direction.x, -direction.y), slack: 1e-9)
      }
      return sum
    }
    let golden = 0.618_033_988_749_894_8
    var a = interval.low
    var b = interval.high
    var c = b - golden * (b - a)
    var d = a + golden * (b - a)
    var lengthC = length(c)
    var lengthD = length(d)
    for _ in 0..<48 {
      if lengthC <= lengthD {
        b = d
        d = c
        lengthD = lengthC
        c = b - golden * (b - a)
        lengthC = length(c)
      } else {
        a = c
        c = d
        lengthC = lengthD
        d = a + golden * (b - a)
        lengthD = length(d)
      }
    }
    return (a + b) / 2
  }
}
