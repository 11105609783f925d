/// Cuts lines and areas along a meridian and keeps one side.
struct MeridianCut {
  private let x: Double
  private let keepsEast: Bool

  init(at x: Double, keepsEast: Bool) {
    self.x = x
    self.keepsEast = keepsEast
  }

  private func isKept(_ position: Position) -> Bool {
    keepsEast ? position.x > x : position.x < x
  }

  /// Where the way between two positions on either side crosses the meridian.
  private func crossing(_ one: Position, _ other: Position) -> Position {
    if one.x == x { return one }
    if other.x == x { return other }
    let share = (x - one.x) / (other.x - one.x)
    let z = one.z.flatMap { one in other.z.map { one + ($0 - one) * share } }
    return Position(x: x, y: one.y + (other.y - one.y) * share, z: z)
  }

  /// The parts of a line on the side that is kept, each of two positions or more.
  func pieces(ofLine line: [Position]) -> [[Position]] {
    var pieces: [[Position]] = []
    var piece: [Position] = []
    for (index, position) in line.enumerated() {
      let before = index > 0 ? line[index - 1] : nil
      if isKept(position) {
        if piece.isEmpty, let before { piece.append(crossing(before, position)) }
        piece.append(position)
      } else if let before, isKept(before) {
        piece.append(crossing(before, position))
        pieces.append(piece)
        piece = []
      }
    }
    if !piece.isEmpty { pieces.append(piece) }
    return pieces.filter { $0.count > 1 }
  }

  /// The parts of an area on the side that is kept.
  ///
  /// The boundary on that side is a set of paths that begin and end on the meridian; between the first and the second
  /// of these ends, from south to north, the area lies on the meridian, and so on: these pairs close the rings.
  ///
  /// - Parameter rings: The outer ring first, each closed.
  /// - Returns: Areas, each with its outer ring first.
  /// - Complexity: O(*n* log *n*), *n* positions.
  func pieces(ofArea rings: [[Position]]) -> [[[Position]]] {
    var outer: [[Position]] = []
    var holes: [[Position]] = []
    var paths: [[Position]] = []
    for (index, ring) in rings.enumerated() {
      let open = Array(ring.dropLast())
      guard let start = open.indices.first(where: { !isKept(open[$0]) }) else {
        if index == 0 { outer.append(ring) } else { holes.append(ring) }
        continue
      }
      // From a position on the other side on, all paths are whole.
      let turned = Array(open[start...] + open[...start])
      paths += pieces(ofLine: turned)
    }
    outer += joined(paths)
    guard !outer.isEmpty else { return [] }
    var areas = outer.map { [$0] }
    for hole in holes {
      let place = hole.first.flatMap { corner in
        outer.indices.first { Self.contains(outer[$0], corner) }
      }
      areas[place ?? 0].append(hole)
    }
    return areas
  }

  private func joined(_ paths: [[Position]]) -> [[Position]] {
    /// The ends of paths, from south to north.
    var ends: [(y: Double, path: Int, isStart: Bool)] = []
    for (index, path) in paths.enumerated() {
      guard let first = path.first, let last = path.last else { continue }
      ends.append((first.y, index, true))
      ends.append((last.y, index, false))
    }
    ends.sort { ($0.y, $0.path) < ($1.y, $1.path) }
    // The path that follows each path's end, and whether it is taken from its start.
    var partner: [[(path: Int, isStart: Bool)]] = Array(
      repeating: [(0, true), (0, true)], count: paths.count)
    for pair in stride(from: 0, to: ends.count - 1, by: 2) {
      let (one, other) = (ends[pair], ends[pair + 1])
      partner[one.path][one.isStart ? 0 : 1] = (other.path, other.isStart)
      partner[other.path][other.isStart ? 0 : 1] = (one.path, one.isStart)
    }
    var rings: [[Position]] = []
    var isUsed = [Bool](repeating: false, count: paths.count)
    for start in paths.indices where !isUsed[start] {
      var ring: [Position] = []
      var (path, isStart) = (start, true)
      while !isUsed[path] {
        isUsed[path] = true
        for position in isStart ? paths[path] : paths[path].reversed()
        where ring.last != position {
          ring.append(position)
        }
        (path, isStart) = partner[path][isStart ? 1 : 0]
      }
      if let first = ring.first, ring.last != first { ring.append(first) }
      if ring.count > 3 { rings.append(ring) }
    }
    return rings
  }

  private static func contains(_ ring: [Position], _ point: Position) -> Bool {
    var isInside = false
    for (a, b) in zip(ring, ring.dropFirst()) where (a.y > point.y) != (b.y > point.y) {
      if point.x < a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x) { isInside.toggle() }
    }
    return isInside
  }
}
