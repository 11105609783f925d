import Geography

/// Finds which site is nearest along a straight line of land: the lower envelope of the lengths by
/// way of each waypoint.
///
/// Exact but for rounding: two waypoints take turns at most twice along a line (straight legs), and
/// where they do is solved for. Keep one per thread and use it again.
struct NearestAlongLine {
  /// A part of the line with one nearest site; it ends where the next one starts.
  struct Stretch: Hashable, Sendable {
    /// Metres from the line's start.
    var start: Double
    var site: Int32
  }

  private struct Piece {
    var start: Double
    var end: Double
    /// A position in `choices`, or −1.
    var choice: Int32
  }

  /// A shorter stretch is left to its neighbours, in metres.
  static let shortest = 1e-3
  /// Lengths that differ by less, in metres, are equal: the first site wins.
  private static let leastTie = 1e-7

  let metric: LegMetric
  /// The least tie, or what the rounding of long lengths makes of it.
  private var tie = Self.leastTie
  private var pieces: [Piece] = []
  private var spare: [Piece] = []
  private var turns: [Double] = []
  private var order: [(length: Double, choice: Int32, first: Double, last: Double)] = []

  init(metric: LegMetric) { self.metric = metric }

  /// The stretches of the line from `a` to `b`, at least one; site −1 where no choice reaches.
  ///
  /// - Complexity: O(*k* × stretches), *k* choices that can be the best.
  mutating func stretches(
    from a: PlanarPoint, to b: PlanarPoint, among choices: [WaypointChoice]
  ) -> [Stretch] {
    let length = a.distance(to: b)
    guard length > 0, let first = choices.first else { return [Stretch(start: 0, site: -1)] }
    if choices.allSatisfy({ $0.site == first.site }) {
      return [Stretch(start: 0, site: first.site)]
    }
    let line = Line(
      start: a, ux: (b.x - a.x) / length, uy: (b.y - a.y) / length, length: length)
    let longest = [a.x, a.y, b.x, b.y, first.length(from: a, metric)].map(\.magnitude).max() ?? 0
    tie = max(Self.leastTie, 1e-15 * longest)
    pieces.removeAll(keepingCapacity: true)
    pieces.append(Piece(start: 0, end: length, choice: -1))
    select(choices, along: line)
    for entry in order {
      insert(entry.choice, first: entry.first, last: entry.last, line, choices)
    }
    return merged(choices, length: length)
  }

  private struct Line {
    var start: PlanarPoint
    var ux: Double
    var uy: Double
    var length: Double

    @inline(__always)
    func place(_ t: Double) -> PlanarPoint { PlanarPoint(start.x + t * ux, start.y + t * uy) }
  }

  /// Puts the choices that can be the best into `order`, the most promising first.
  private mutating func select(_ choices: [WaypointChoice], along line: Line) {
    order.removeAll(keepingCapacity: true)
    let middle = line.place(line.length / 2)
    let half = metric.steepness * line.length / 2
    var bound = Double.infinity
    for (number, choice) in choices.enumerated() {
      let (first, last) = choice.reach(
        along: line.ux, line.uy, from: line.start, length: line.length)
      guard first <= last else { continue }
      let length = choice.length(from: middle, metric)
      if first == 0, last == line.length { bound = min(bound, length) }
      order.append((length, Int32(number), first, last))
    }
    order.removeAll { $0.length - half > bound + half + tie }
    order.sort { ($0.length, $0.choice) < ($1.length, $1.choice) }
  }

  private mutating func insert(
    _ number: Int32, first: Double, last: Double, _ line: Line, _ choices: [WaypointChoice]
  ) {
    swap(&pieces, &spare)
    pieces.removeAll(keepingCapacity: true)
    let choice = choices[Int(number)]
    for piece in spare {
      let start = max(piece.start, first)
      let end = min(piece.end, last)
      guard start < end else {
        append(piece)
        continue
      }
      append(Piece(start: piece.start, end: start, choice: piece.choice))
      if piece.choice < 0 {
        append(Piece(start: start, end: end, choice: number))
      } else {
        let rival = choices[Int(piece.choice)]
        findTurns(of: choice, and: rival, line, start: start, end: end)
        var begin = start
        for turn in turns + [end] where turn > begin {
          let middle = line.place((begin + turn) / 2)
          let difference = choice.length(from: middle, metric) - rival.length(from: middle, metric)
          let isBetter =
            difference < -tie || (difference <= tie && choice.site < rival.site)
          append(Piece(start: begin, end: turn, choice: isBetter ? number : piece.choice))
          begin = turn
        }
      }
      append(Piece(start: end, end: piece.end, choice: piece.choice))
    }
  }

  private mutating func append(_ piece: Piece) {
    guard piece.end > piece.start else { return }
    if let last = pieces.last, last.choice == piece.choice {
      pieces[pieces.count - 1].end = piece.end
    } else {
      pieces.append(piece)
    }
  }

  /// Joins pieces of one site and leaves short stretches to their neighbours.
  private func merged(_ choices: [WaypointChoice], length: Double) -> [Stretch] {
    var stretches: [Stretch] = []
    for piece in pieces {
      let site = piece.choice < 0 ? -1 : choices[Int(piece.choice)].site
      if let last = stretches.last, last.site == site || site < 0 { continue }
      if let last = stretches.last, piece.start - last.start < Self.shortest || last.site < 0 {
        stretches.removeLast()
        if stretches.last?.site == site { continue }
        stretches.append(Stretch(start: last.start, site: site))
        continue
      }
      stretches.append(Stretch(start: piece.start, site: site))
    }
    if stretches.count > 1, length - stretches[stretches.count - 1].start < Self.shortest {
      stretches.removeLast()
    }
    return stretches
  }

  // MARK: Where two take turns

  /// Puts into `turns` all places between `start` and `end` where the two may be equal, ascending.
  private mutating func findTurns(
    of one: WaypointChoice, and other: WaypointChoice, _ line: Line, start: Double, end: Double
  ) {
    turns.removeAll(keepingCapacity: true)
    switch metric {
    case .straight: findStraightTurns(of: one, and: other, line, start: start, end: end)
    case .manhattan: findManhattanTurns(of: one, and: other, line, start: start, end: end)
    }
    turns.sort()
  }

  private mutating func findStraightTurns(
    of one: WaypointChoice, and other: WaypointChoice, _ line: Line, start: Double, end: Double
  ) {
    // Along the line a leg is √((t − a)² + h²); counted from the middle for the digits' sake.
    let middle = (start + end) / 2
    let origin = line.place(middle)
    func along(_ place: PlanarPoint) -> (a: Double, h: Double) {
      let (x, y) = (place.x - origin.x, place.y - origin.y)
      return (x * line.ux + y * line.uy, x * line.uy - y * line.ux)
    }
    let (a1, h1) = along(one.place)
    let (a2, h2) = along(other.place)
    let lead = other.remaining - one.remaining
    // leg1 = leg2 + lead, squared once: slope × t + level = 2 × lead × leg2, and once more.
    let slope = 2 * (a2 - a1)
    let level = (a1 - a2) * (a1 + a2) + (h1 - h2) * (h1 + h2) - lead * lead
    if lead == 0 {
      // The perpendicular bisector.
      let turn = middle - level / slope
      if turn > start, turn < end { turns.append(turn) }
      return
    }
    let a = slope * slope - 4 * lead * lead
    let b = slope * level + 4 * lead * lead * a2
    let c = level * level - 4 * lead * lead * (a2 * a2 + h2 * h2)
    func add(_ root: Double) {
      guard root.isFinite else { return }
      var t = root
      // Newton's method takes back what the squares cost.
      for _ in 0..<3 {
        let leg1 = ((t - a1) * (t - a1) + h1 * h1).squareRoot()
        let leg2 = ((t - a2) * (t - a2) + h2 * h2).squareRoot()
        guard leg1 > 0, leg2 > 0 else { break }
        let rate = (t - a1) / leg1 - (t - a2) / leg2
        guard abs(rate) > 1e-9 else { break }
        let step = (leg1 - leg2 - lead) / rate
        guard abs(step) < end - start else { break }
        t -= step
      }
      for place in [t + middle, root + middle] where place > start && place < end {
        turns.append(place)
        break
      }
    }
    if abs(a) <= 1e-14 * (slope * slope + 4 * lead * lead) {
      if b != 0 { add(-c / (2 * b)) }
      return
    }
    // A square slightly below zero is a touch: a needless turn does no harm.
    let square = b * b - a * c
    guard square >= -1e-6 * (b * b + abs(a * c)) else { return }
    let root = max(0, square).squareRoot()
    let q = -(b + (b < 0 ? -root : root))
    add(q / a)
    if q != 0 { add(c / q) }
  }

  private mutating func findManhattanTurns(
    of one: WaypointChoice, and other: WaypointChoice, _ line: Line, start: Double, end: Double
  ) {
    // Linear between the places where the line passes beside, above or below one of the two.
    var kinks = [start, end]
    for place in [one.place, other.place] {
      for kink in [(place.x - line.start.x) / line.ux, (place.y - line.start.y) / line.uy]
      where kink > start && kink < end {
        kinks.append(kink)
      }
    }
    kinks.sort()
    func difference(_ t: Double) -> Double {
      let place = line.place(t)
      return one.length(from: place, metric) - other.length(from: place, metric)
    }
    for (from, to) in zip(kinks, kinks.dropFirst()) where from < to {
      let (before, after) = (difference(from), difference(to))
      if from > start { turns.append(from) }
      if (before < 0) != (after < 0), before != after {
        turns.append(min(max(from + (to - from) * before / (before - after), from), to))
      }
    }
  }
}
