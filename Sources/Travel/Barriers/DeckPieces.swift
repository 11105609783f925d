import Geography
import HeapModule

/// Puts the pieces of bridges together to decks from land to land.
///
/// A deck in several features, as maps cut bridges at every change of a property, is one way where
/// the pieces meet in the water, for there nobody gets on or off. Pieces of one crossing are put
/// together wherever they meet. Where three meet, each pair of ends on land is a way of its own.
struct DeckPieces {
  /// A way over one piece or more.
  struct Deck: Sendable {
    /// From the first end to the last.
    var points: [PlanarPoint]
    /// The crossings on the way, in that order.
    var members: [AttachedCrossing.Member]

    /// The first of the crossings in the order in which they are given.
    var leader: Int { members.map { Int($0.crossing) }.min() ?? 0 }
  }

  /// Metres within which two ends meet.
  static var reach: Double { 1 }
  /// Ends on land that pieces which hang together may have.
  private static var mostEnds: Int { 32 }

  private struct Piece {
    var crossing: Int32
    var points: [PlanarPoint]
    var length: Double
  }

  private let crossings: [Crossing]
  private let pieces: [Piece]
  /// The joint of each end, first and last of each piece in turn: ends that meet have one number.
  private let joints: [Int32]

  /// Finds out which pieces meet.
  ///
  /// - Parameters:
  ///   - crossings: All crossings; points are passed over.
  ///   - isInWater: Whether a place lies inside an area barrier.
  /// - Complexity: O(*n* log *n*) for *n* pieces that meet few others.
  init(of crossings: [Crossing], isInWater: (PlanarPoint) -> Bool) {
    self.crossings = crossings
    var pieces: [Piece] = []
    for (number, crossing) in crossings.enumerated() {
      for points in crossing.parts where points.count >= 2 {
        let length = zip(points, points.dropFirst()).reduce(0) { $0 + $1.0.distance(to: $1.1) }
        pieces.append(Piece(crossing: Int32(number), points: points, length: length))
      }
    }
    self.pieces = pieces
    let ends = pieces.flatMap { [$0.points[0], $0.points[$0.points.count - 1]] }
    var sets = DisjointSets(count: ends.count)
    let order = ends.indices.sorted { (ends[$0].x, $0) < (ends[$1].x, $1) }
    var isWet: [Int: Bool] = [:]
    func wet(_ end: Int) -> Bool {
      if let known = isWet[end] { return known }
      let found = isInWater(ends[end])
      isWet[end] = found
      return found
    }
    for (position, one) in order.enumerated() {
      for other in order[(position + 1)...] {
        guard ends[other].x - ends[one].x <= Self.reach else { break }
        guard one / 2 != other / 2, ends[one].distance(to: ends[other]) <= Self.reach else {
          continue
        }
        let isOneCrossing = pieces[one / 2].crossing == pieces[other / 2].crossing
        if isOneCrossing || (wet(one) && wet(other)) { sets.join(Int32(one), Int32(other)) }
      }
    }
    joints = ends.indices.map { sets.root(of: Int32($0)) }
  }

  /// The decks from land to land, and what was put together.
  func decks() -> (decks: [Deck], findings: [BarrierFinding]) {
    var decks: [Deck] = []
    var findings: [BarrierFinding] = []
    for group in groups() {
      var joined = group.count > 1 ? ways(through: group) : []
      if joined.isEmpty {
        // Pieces that form a ring, or lead to no second end, stand for themselves.
        joined = group.map { deck(over: [(piece: $0, isForward: true)]) }
      } else if let finding = finding(about: group) {
        findings.append(finding)
      }
      decks += joined
    }
    return (decks, findings)
  }

  /// The pieces that hang together, each group in ascending order.
  private func groups() -> [[Int]] {
    var sets = DisjointSets(count: pieces.count)
    var first: [Int32: Int] = [:]
    for (end, joint) in joints.enumerated() {
      if let other = first[joint] {
        sets.join(Int32(other / 2), Int32(end / 2))
      } else {
        first[joint] = end
      }
    }
    var members: [Int32: [Int]] = [:]
    for piece in pieces.indices { members[sets.root(of: Int32(piece)), default: []].append(piece) }
    return members.values.sorted { $0[0] < $1[0] }
  }

  private typealias Step = (piece: Int, isForward: Bool)

  /// The shortest way between each two ends of a group that meet no other.
  private func ways(through group: [Int]) -> [Deck] {
    var leaving: [Int32: [Int]] = [:]
    for piece in group {
      for end in [2 * piece, 2 * piece + 1] { leaving[joints[end], default: []].append(end) }
    }
    let free = leaving.filter { $0.value.count == 1 }.values.map { $0[0] }.sorted()
    // What has more ends is no bridge but a network, and its pieces stand for themselves.
    guard free.count <= Self.mostEnds else { return [] }
    var found: [Deck] = []
    for (position, start) in free.enumerated() {
      let reached = search(from: joints[start], leaving)
      for goal in free[(position + 1)...] {
        var steps: [Step] = []
        var joint = joints[goal]
        while let step = reached[joint]?.step {
          steps.append(step)
          joint = joints[2 * step.piece + (step.isForward ? 0 : 1)]
        }
        if joint == joints[start], !steps.isEmpty { found.append(deck(over: steps.reversed())) }
      }
    }
    return found
  }

  /// A joint that waits to be looked at, the nearest first.
  private struct Waiting: Comparable {
    var length: Double
    var joint: Int32

    static func < (a: Waiting, b: Waiting) -> Bool { (a.length, a.joint) < (b.length, b.joint) }
  }

  /// The shortest ways from a joint to all others, by Dijkstra's algorithm.
  private func search(
    from start: Int32, _ leaving: [Int32: [Int]]
  ) -> [Int32: (length: Double, step: Step?)] {
    var reached: [Int32: (length: Double, step: Step?)] = [start: (0, nil)]
    var queue: Heap<Waiting> = [Waiting(length: 0, joint: start)]
    while let next = queue.popMin() {
      guard let known = reached[next.joint]?.length, next.length <= known else { continue }
      for end in leaving[next.joint] ?? [] {
        let other = joints[end ^ 1]
        let length = next.length + pieces[end / 2].length
        guard length < reached[other]?.length ?? .infinity else { continue }
        reached[other] = (length, (piece: end / 2, isForward: end % 2 == 0))
        queue.insert(Waiting(length: length, joint: other))
      }
    }
    return reached
  }

  private func deck(over steps: [Step]) -> Deck {
    var deck = Deck(points: [], members: [])
    for step in steps {
      let piece = pieces[step.piece]
      for point in step.isForward ? piece.points : piece.points.reversed()
      where deck.points.last != point { deck.points.append(point) }
      if deck.members.last?.crossing != piece.crossing {
        deck.members.append(
          AttachedCrossing.Member(crossing: piece.crossing, isForward: step.isForward))
      }
    }
    // All points in one place make no line, but two of them do.
    if deck.points.count == 1 { deck.points.append(deck.points[0]) }
    return deck
  }

  /// What to say of several crossings that are one; nil for the parts of a single one.
  private func finding(about group: [Int]) -> BarrierFinding? {
    var seen: Set<Int32> = []
    let members = group.map { pieces[$0].crossing }.filter { seen.insert($0).inserted }
    guard members.count > 1 else { return nil }
    let ids = members.map { crossings[Int($0)].id }
    var ends: [Int32: Int] = [:]
    for piece in group {
      for end in [2 * piece, 2 * piece + 1] { ends[joints[end], default: 0] += 1 }
    }
    let joint = group.flatMap { [2 * $0, 2 * $0 + 1] }.first { (ends[joints[$0]] ?? 0) > 1 }
    let place = joint.map { end in
      let points = pieces[end / 2].points
      return end % 2 == 0 ? points[0] : points[points.count - 1]
    }
    let spot = place.map { point -> PlacedText in " at \(at: point)" } ?? ""
    let names = ids.joined(separator: ", ")
    return BarrierFinding(
      kind: .crossingsJoined,
      message:
        "crossings \(names) meet in the water\(spot) and count as one bridge, open only if all of them are",
      location: place, ids: ids)
  }
}
