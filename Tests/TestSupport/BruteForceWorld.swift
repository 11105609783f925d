/// Shortest paths around barriers by trying everything: the slow truth that fast code is held
/// against.
///
/// Works on whole numbers, cuts every wall at everything that lies on it, tests every pair of
/// places for sight against every wall, and keeps every corner. No triangulation, no pruning.
public struct BruteForceWorld {
  public struct Place: Hashable, Sendable {
    public var x: Int
    public var y: Int
    public init(_ x: Int, _ y: Int) {
      self.x = x
      self.y = y
    }
  }

  /// A barrier: open lines, or the rings of one area.
  public struct Barrier: Sendable {
    public var lines: [[Place]]
    public var isArea: Bool
    public init(lines: [[Place]], isArea: Bool) {
      self.lines = lines
      self.isArea = isArea
    }

    var segments: [(Place, Place)] {
      lines.flatMap { line in
        Array(zip(line, line.dropFirst() + (isArea ? line.prefix(1) : [])))
      }.filter { $0.0 != $0.1 }
    }
  }

  public enum Crossing: Sendable {
    /// Through line barriers at one place: from left to right of each, and back.
    case gate(Place, barriers: Set<Int>, cost: Double, forward: Bool, backward: Bool)
    /// From one place to another over anything.
    case deck(Place, Place, cost: Double, forward: Bool, backward: Bool)
  }

  private struct Edge {
    var a: Int
    var b: Int
    /// Barriers that run from a to b, and from b to a.
    var along: Set<Int> = []
    var against: Set<Int> = []
  }

  struct Node {
    var vertex: Int
    var isLand: Bool
    /// Directions of the walls that bound the sector; nil where no wall ends here.
    var walls: (Place, Place)?
  }

  private(set) var vertices: [Place] = []
  private(set) var numbers: [Place: Int] = [:]
  private var edges: [Edge] = []
  /// Pairs of vertices, the lesser number first, between which an edge runs.
  private var hasWall: Set<[Int]> = []
  private(set) var nodes: [Node] = []
  private(set) var nodesOfVertex: [[Int]] = []
  private(set) var lengths: [[Double]] = []
  private let areas: [Barrier]

  /// Returns nil where two walls meet at a place that is not whole.
  public init?(barriers: [Barrier], crossings: [Crossing], points: [Place]) {
    areas = barriers.filter(\.isArea)
    var places = points
    var walls: [(Place, Place, Int)] = []
    for (number, barrier) in barriers.enumerated() {
      for (a, b) in barrier.segments { walls.append((a, b, number)) }
      places += barrier.lines.joined()
    }
    for crossing in crossings {
      switch crossing {
      case .gate(let place, _, _, _, _): places.append(place)
      case .deck(let a, let b, _, _, _): places += [a, b]
      }
    }
    for (i, s) in walls.enumerated() {
      for t in walls[..<i] {
        switch Self.meeting(s.0, s.1, t.0, t.1) {
        case .none: break
        case .some(.some(let place)): places.append(place)
        case .some(.none): return nil
        }
      }
    }
    for place in places where numbers[place] == nil {
      numbers[place] = vertices.count
      vertices.append(place)
    }
    cut(walls)
    makeNodes()
    connect(crossings)
  }

  // MARK: Building

  private mutating func cut(_ walls: [(Place, Place, Int)]) {
    var found: [[Int]: Int] = [:]
    for (a, b, barrier) in walls {
      let on = vertices.indices.filter { Self.lies(vertices[$0], on: a, b) }
        .sorted { Self.square(a, vertices[$0]) < Self.square(a, vertices[$1]) }
      for (u, v) in zip(on, on.dropFirst()) {
        let key = [min(u, v), max(u, v)]
        let number = found[key] ?? edges.count
        if number == edges.count {
          found[key] = number
          edges.append(Edge(a: key[0], b: key[1]))
          hasWall.insert(key)
        }
        if u == key[0] {
          edges[number].along.insert(barrier)
        } else {
          edges[number].against.insert(barrier)
        }
      }
    }
  }

  private mutating func makeNodes() {
    for (number, vertex) in vertices.enumerated() {
      var directions: [Place] = []
      for edge in edges where edge.a == number || edge.b == number {
        directions.append(Self.step(vertex, vertices[edge.a == number ? edge.b : edge.a]))
      }
      directions.sort(by: Self.isBefore)
      nodesOfVertex.append([])
      if directions.isEmpty {
        add(Node(vertex: number, isLand: !isInArea(vertex, towards: Place(1, 0)), walls: nil))
      }
      for (index, first) in directions.enumerated() {
        let last = directions[(index + 1) % directions.count]
        add(
          Node(
            vertex: number, isLand: !isInArea(vertex, towards: first, turningTo: last),
            walls: (first, last)))
      }
    }
  }

  private mutating func add(_ node: Node) {
    nodesOfVertex[node.vertex].append(nodes.count)
    nodes.append(node)
  }

  private mutating func connect(_ crossings: [Crossing]) {
    lengths = Array(
      repeating: Array(repeating: .infinity, count: nodes.count), count: nodes.count)
    for i in nodes.indices where nodes[i].isLand {
      for j in nodes.indices where nodes[j].isLand && nodes[i].vertex != nodes[j].vertex && i < j {
        guard isInSight(i, j) else { continue }
        let length = Double(
          Self.square(vertices[nodes[i].vertex], vertices[nodes[j].vertex])
        ).squareRoot()
        lengths[i][j] = length
        lengths[j][i] = length
      }
    }
    func join(_ a: Int, _ b: Int, _ cost: Double) {
      if nodes[a].isLand, nodes[b].isLand, a != b {
        lengths[a][b] = min(lengths[a][b], cost)
      }
    }
    for crossing in crossings {
      switch crossing {
      case .gate(let place, let barriers, let cost, let forward, let backward):
        guard let vertex = numbers[place] else { continue }
        for edge in edges where edge.a == vertex || edge.b == vertex {
          let isAlong = !edge.along.isDisjoint(with: barriers)
          guard isAlong || !edge.against.isDisjoint(with: barriers) else { continue }
          let outward = Self.step(place, vertices[edge.a == vertex ? edge.b : edge.a])
          guard let left = node(at: vertex, startingAt: outward),
            let right = node(at: vertex, endingAt: outward)
          else { continue }
          let leavesAsDrawn = (edge.a == vertex) == isAlong
          let (l, r) = leavesAsDrawn ? (left, right) : (right, left)
          if forward { join(l, r, cost) }
          if backward { join(r, l, cost) }
        }
      case .deck(let a, let b, let cost, let forward, let backward):
        let length = Double(Self.square(a, b)).squareRoot() + cost
        guard let u = numbers[a], let v = numbers[b] else { continue }
        for i in nodesOfVertex[u] {
          for j in nodesOfVertex[v] {
            if forward { join(i, j, length) }
            if backward { join(j, i, length) }
          }
        }
      }
    }
  }

  private func node(at vertex: Int, startingAt direction: Place) -> Int? {
    nodesOfVertex[vertex].first { nodes[$0].walls.map { $0.0 == direction } ?? false }
  }

  private func node(at vertex: Int, endingAt direction: Place) -> Int? {
    nodesOfVertex[vertex].first { nodes[$0].walls.map { $0.1 == direction } ?? false }
  }

  private func isInSight(_ i: Int, _ j: Int) -> Bool {
    let u = nodes[i].vertex
    let v = nodes[j].vertex
    let a = vertices[u]
    let b = vertices[v]
    let there = Self.step(a, b)
    let back = Self.step(b, a)
    if hasWall.contains([min(u, v), max(u, v)]) {
      // Along a wall: on its left at both ends, or on its right.
      let isLeft = node(at: u, startingAt: there) == i && node(at: v, endingAt: back) == j
      let isRight = node(at: u, endingAt: there) == i && node(at: v, startingAt: back) == j
      return isLeft || isRight
    }
    guard contains(i, there), contains(j, back) else { return false }
    for edge in edges where Self.cross(a, b, vertices[edge.a], vertices[edge.b]) { return false }
    for vertex in vertices where vertex != a && vertex != b {
      if Self.lies(vertex, on: a, b) { return false }
    }
    return true
  }

  /// Whether a direction lies strictly inside the sector.
  private func contains(_ node: Int, _ direction: Place) -> Bool {
    guard let (first, last) = nodes[node].walls else { return true }
    if first == last { return direction != first }
    return Self.turn(first, direction) < Self.turn(first, last) && Self.turn(first, direction) > 0
  }

  private func isInArea(_ vertex: Place, towards first: Place, turningTo last: Place? = nil) -> Bool
  {
    var angle = Self.angle(first)
    if let last {
      var width = Self.angle(last) - angle
      if width <= 1e-12 { width += 2 * Double.pi }
      angle += width / 2
    }
    let x = Double(vertex.x) + 0.01 * Self.cosine(angle)
    let y = Double(vertex.y) + 0.01 * Self.cosine(angle - Double.pi / 2)
    for area in areas {
      var isInside = false
      for (a, b) in area.segments where (Double(a.y) > y) != (Double(b.y) > y) {
        let at = Double(a.x) + (y - Double(a.y)) / Double(b.y - a.y) * Double(b.x - a.x)
        if x < at { isInside.toggle() }
      }
      if isInside { return true }
    }
    return false
  }
}
