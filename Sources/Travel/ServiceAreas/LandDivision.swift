import Geography

/// Divides one convex cell of land among the sites.
///
/// Where the site nearest to a place is *s*, it is *s* all along the way there. So the land of *s*
/// within a convex cell reaches the cell's rim, unless *s* stands inside. Once no site stands inside
/// a cell, its rim tells how many borders run through it, and cuts whose nearest sites are known
/// enclose each border ever more closely. What is done is certain, not sampled.
struct LandDivision {
  private let metric: LegMetric
  private let tolerance: Double
  private var nearest: NearestAlongLine
  private var pieces: [LandPiece] = []
  private var cutCount: Int32 = 0
  private var cutKnots: [Int32: [PlanarPoint]] = [:]
  /// Places on edges of the mesh at which a cut ends.
  private var edgeKnots: [(edge: Int32, place: PlanarPoint)] = []

  /// What has become of a cell.
  struct Outcome: Sendable {
    var pieces: [LandPiece]
    /// Corners that the pieces have on edges of the mesh, beside those on the cell's rim.
    var edgeKnots: [(edge: Int32, place: PlanarPoint)]
  }

  /// - Parameters:
  ///   - metric: How legs are measured.
  ///   - tolerance: How far a border may lie from the truth, in metres.
  init(metric: LegMetric, tolerance: Double) {
    self.metric = metric
    self.tolerance = tolerance
    nearest = NearestAlongLine(metric: metric)
  }

  /// A name for a line that no other cell shares.
  mutating func newCut() -> LineName {
    cutCount += 1
    return .cut(cutCount - 1)
  }

  /// A straight part of a rim with the turns of the nearest site on it.
  mutating func rim(
    from a: PlanarPoint, to b: PlanarPoint, on line: LineName, among choices: [WaypointChoice]
  ) -> [LandCell.RimPoint] {
    Self.rim(from: a, to: b, on: line, nearest.stretches(from: a, to: b, among: choices))
  }

  static func rim(
    from a: PlanarPoint, to b: PlanarPoint, on line: LineName,
    _ stretches: [NearestAlongLine.Stretch]
  ) -> [LandCell.RimPoint] {
    let length = a.distance(to: b)
    return stretches.map { stretch in
      let share = stretch.start / length
      let place =
        share == 0 ? a : PlanarPoint(a.x + share * (b.x - a.x), a.y + share * (b.y - a.y))
      return LandCell.RimPoint(place: place, line: line, site: stretch.site)
    }
  }

  /// Divides the cell; the division can then be used for another.
  mutating func divide(_ cell: LandCell) -> Outcome {
    pieces = []
    cutKnots = [:]
    edgeKnots = []
    for point in cell.rim { note(point.place, on: point.line) }
    var pending = [cell]
    // Ends: a site is cut through once; each two other cuts halve a cell's extent or the border in it,
    // until one of them is less than half the tolerance. The depth limits what rounding could spoil.
    while let next = pending.popLast() { step(next, &pending) }
    let outcome = Outcome(pieces: pieces.map(withKnots), edgeKnots: edgeKnots)
    cutCount = 0
    return outcome
  }

  /// Turns a cell into pieces, or into two smaller cells.
  private mutating func step(_ cell: LandCell, _ pending: inout [LandCell]) {
    let isLast = cell.depth >= 200
    let box = PlanarBox(cell.rim.lazy.map(\.place))
    let isWide = box.width >= box.height
    if !isLast, cell.sites.contains(where: { cut(cell, through: $0, isUpright: isWide, &pending) })
    {
      return
    }
    let turns = cell.turns
    if turns.isEmpty {
      emit(cell.rim, closedBy: nil, site: cell.rim[0].site)
      return
    }
    let isSmall = isLast || cell.extent <= tolerance / 2
    if turns.count == 2 {
      if isSmall || isCertain(cell, turns) {
        emitHalves(cell, turns)
        return
      }
      let (p, q) = (cell.rim[turns[0]].place, cell.rim[turns[1]].place)
      // Across the border in its middle, unless that would cut a short one ever shorter.
      let middle = PlanarPoint((p.x + q.x) / 2, (p.y + q.y) / 2)
      if p.distance(to: q) > tolerance / 2,
        cut(cell, through: middle, along: p.y - q.y, q.x - p.x, &pending)
      {
        return
      }
    } else if isSmall {
      emitFan(cell, turns)
      return
    }
    if cut(cell, through: box.center, isUpright: isWide, &pending)
      || cut(cell, through: box.center, isUpright: !isWide, &pending)
    {
      return
    }
    if turns.count == 2 { emitHalves(cell, turns) } else { emitFan(cell, turns) }
  }

  // MARK: Pieces

  private mutating func emit(
    _ run: [LandCell.RimPoint], closedBy last: LandPiece.Corner?, site: Int32
  ) {
    var corners = run.map { LandPiece.Corner(place: $0.place, line: $0.line) }
    if let last { corners.append(last) }
    pieces.append(LandPiece(corners: corners, site: site))
  }

  /// Two pieces with a straight border.
  private mutating func emitHalves(_ cell: LandCell, _ turns: [Int]) {
    let first = cell.run(from: turns[0], to: turns[1])
    let second = cell.run(from: turns[1], to: turns[0])
    // A part of the rim on one line has no land behind it.
    if first.allSatisfy({ $0.line == first[0].line }) {
      emit(cell.rim, closedBy: nil, site: second[0].site)
    } else if second.allSatisfy({ $0.line == second[0].line }) {
      emit(cell.rim, closedBy: nil, site: first[0].site)
    } else {
      let closing = { LandPiece.Corner(place: cell.rim[$0].place, line: .border) }
      emit(first, closedBy: closing(turns[1]), site: first[0].site)
      emit(second, closedBy: closing(turns[0]), site: second[0].site)
    }
  }

  /// Borders from all turns to the middle.
  private mutating func emitFan(_ cell: LandCell, _ turns: [Int]) {
    var center = PlanarPoint(0, 0)
    for point in cell.rim {
      center.x += point.place.x / Double(cell.rim.count)
      center.y += point.place.y / Double(cell.rim.count)
    }
    for (index, turn) in turns.enumerated() {
      let next = turns[index + 1 == turns.count ? 0 : index + 1]
      let run = cell.run(from: turn, to: next)
      var corners = run.map { LandPiece.Corner(place: $0.place, line: $0.line) }
      corners.append(LandPiece.Corner(place: cell.rim[next].place, line: .border))
      corners.append(LandPiece.Corner(place: center, line: .border))
      pieces.append(LandPiece(corners: corners, site: run[0].site))
    }
  }

  /// Adds the corners that other pieces have on the cuts of this one.
  private func withKnots(_ piece: LandPiece) -> LandPiece {
    var corners: [LandPiece.Corner] = []
    for (index, corner) in piece.corners.enumerated() {
      corners.append(corner)
      guard case .cut(let number) = corner.line, let knots = cutKnots[number] else { continue }
      let end = piece.corners[index + 1 == piece.corners.count ? 0 : index + 1].place
      for knot in knots.between(corner.place, end) {
        corners.append(LandPiece.Corner(place: knot, line: corner.line))
      }
    }
    return LandPiece(corners: corners, site: piece.site)
  }

  private mutating func note(_ place: PlanarPoint, on line: LineName) {
    switch line {
    case .cut(let number): cutKnots[number, default: []].append(place)
    case .edge(let edge): edgeKnots.append((edge, place))
    case .border: break
    }
  }

  // MARK: Certainty

  /// Whether the border between the two turns surely runs within half the tolerance of a straight
  /// line: on either side of that strip one site is the nearest along the whole line.
  private mutating func isCertain(_ cell: LandCell, _ turns: [Int]) -> Bool {
    let (p, q) = (cell.rim[turns[0]], cell.rim[turns[1]])
    if isBisector(cell, p.site, q.site) { return true }
    let length = p.place.distance(to: q.place)
    guard length > 0 else { return false }
    let (ux, uy) = ((q.place.x - p.place.x) / length, (q.place.y - p.place.y) / length)
    let half = tolerance / 2
    // Going anticlockwise from p to q the rim lies to the right of the line from p to q.
    return isWholly(p.site, cell, through: p.place, ux, uy, offset: -half)
      && isWholly(q.site, cell, through: p.place, ux, uy, offset: half)
  }

  /// Whether all that can be the nearest in the cell is one place of each of two sites, as far from
  /// its site as the other: then their border is the perpendicular bisector.
  private func isBisector(_ cell: LandCell, _ one: Int32, _ other: Int32) -> Bool {
    guard case .straight = metric else { return false }
    let ones = cell.choices.filter { $0.site == one }
    let others = cell.choices.filter { $0.site == other }
    guard ones.count == 1, others.count == 1 else { return false }
    return ones[0].remaining == others[0].remaining && ones[0].isEverywhere
      && others[0].isEverywhere
  }

  /// Whether `site` is the nearest along the part of a line in the cell that lies `offset` metres
  /// to the left of the line through `place`.
  private mutating func isWholly(
    _ site: Int32, _ cell: LandCell, through place: PlanarPoint, _ ux: Double, _ uy: Double,
    offset: Double
  ) -> Bool {
    let start = PlanarPoint(place.x - uy * offset, place.y + ux * offset)
    var first = Double.infinity
    var last = -Double.infinity
    for (index, point) in cell.rim.enumerated() {
      let next = cell.rim[index + 1 == cell.rim.count ? 0 : index + 1].place
      let side = ux * (point.place.y - start.y) - uy * (point.place.x - start.x)
      let nextSide = ux * (next.y - start.y) - uy * (next.x - start.x)
      guard (side < 0) != (nextSide < 0) else { continue }
      let share = side / (side - nextSide)
      let x = point.place.x + share * (next.x - point.place.x)
      let y = point.place.y + share * (next.y - point.place.y)
      let along = ux * (x - start.x) + uy * (y - start.y)
      first = min(first, along)
      last = max(last, along)
    }
    guard last - first > NearestAlongLine.shortest else { return true }
    let stretches = nearest.stretches(
      from: PlanarPoint(start.x + first * ux, start.y + first * uy),
      to: PlanarPoint(start.x + last * ux, start.y + last * uy), among: cell.choices)
    return stretches.count == 1 && stretches[0].site == site
  }
}

// MARK: Cuts

extension LandDivision {
  /// Distances to a cut below which a place lies on it, in metres.
  private static let onCut = 1e-4

  private mutating func cut(
    _ cell: LandCell, through place: PlanarPoint, isUpright: Bool, _ pending: inout [LandCell]
  ) -> Bool {
    cut(cell, through: place, along: isUpright ? 0 : 1, isUpright ? 1 : 0, &pending)
  }

  /// Cuts a cell in two and appends them; false where the line does not pass through its inside.
  private mutating func cut(
    _ cell: LandCell, through place: PlanarPoint, along dx: Double, _ dy: Double,
    _ pending: inout [LandCell]
  ) -> Bool {
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > NearestAlongLine.shortest else { return false }
    let (ux, uy) = (dx / length, dy / length)
    func side(_ point: PlanarPoint) -> Double {
      let depth = ux * (point.y - place.y) - uy * (point.x - place.x)
      return abs(depth) < Self.onCut ? 0 : depth
    }
    var rim: [LandCell.RimPoint] = []
    var sides: [Double] = []
    var fresh: [(PlanarPoint, LineName)] = []
    for (index, point) in cell.rim.enumerated() {
      let next = cell.rim[index + 1 == cell.rim.count ? 0 : index + 1].place
      let (here, there) = (side(point.place), side(next))
      rim.append(point)
      sides.append(here)
      if (here > 0 && there < 0) || (here < 0 && there > 0) {
        let share = here / (here - there)
        let crossing = PlanarPoint(
          point.place.x + share * (next.x - point.place.x),
          point.place.y + share * (next.y - point.place.y))
        rim.append(LandCell.RimPoint(place: crossing, line: point.line, site: point.site))
        sides.append(0)
        fresh.append((crossing, point.line))
      }
    }
    // The rim goes through the cut upwards once and downwards once.
    let count = rim.count
    let starts = rim.indices.filter { sides[$0] == 0 && sides[($0 + 1) % count] > 0 }
    let ends = rim.indices.filter { sides[$0] == 0 && sides[($0 + count - 1) % count] > 0 }
    guard starts.count == 1, ends.count == 1, sides[(ends[0] + 1) % count] < 0,
      sides[(starts[0] + count - 1) % count] < 0
    else { return false }
    for (crossing, line) in fresh { note(crossing, on: line) }
    appendHalves(of: cell, rim: rim, from: starts[0], to: ends[0], &pending, side: side)
    return true
  }

  private mutating func appendHalves(
    of cell: LandCell, rim: [LandCell.RimPoint], from start: Int, to end: Int,
    _ pending: inout [LandCell], side: (PlanarPoint) -> Double
  ) {
    let (a, b) = (rim[end].place, rim[start].place)
    let line = newCut()
    let chord = self.rim(from: a, to: b, on: line, among: cell.choices)
    for point in chord { note(point.place, on: line) }
    let whole = LandCell(rim: rim, choices: [], sites: [])
    var chordBack: [LandCell.RimPoint] = []
    for index in chord.indices.reversed() {
      let place = index + 1 < chord.count ? chord[index + 1].place : b
      chordBack.append(LandCell.RimPoint(place: place, line: line, site: chord[index].site))
    }
    for (half, isLeft) in [
      (whole.run(from: start, to: end) + chord, true),
      (whole.run(from: end, to: start) + chordBack, false),
    ] {
      let sites = cell.sites.filter { isLeft ? side($0) > 0 : side($0) < 0 }
      pending.append(
        LandCell(
          rim: half, choices: cell.choices.relevant(in: half.map(\.place), metric), sites: sites,
          depth: cell.depth + 1))
    }
  }
}

extension [PlanarPoint] {
  /// Those strictly between two places on one line, in the order of travel, each once.
  func between(_ a: PlanarPoint, _ b: PlanarPoint) -> [PlanarPoint] {
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let end = dx * dx + dy * dy
    var found: [(along: Double, place: PlanarPoint)] = []
    for place in self where place != a && place != b {
      let along = (place.x - a.x) * dx + (place.y - a.y) * dy
      if along > 0, along < end { found.append((along, place)) }
    }
    guard found.count > 1 else { return found.map(\.place) }
    found.sort { ($0.along, $0.place.x, $0.place.y) < ($1.along, $1.place.x, $1.place.y) }
    var places: [PlanarPoint] = []
    for (_, place) in found where places.last != place { places.append(place) }
    return places
  }
}
