import Geography
import TestSupport
import Travel

/// A random network with the streets that it was made of.
struct NetworkWorld {
  let rows: [StreetRow]
  let nodes: [StreetNode]
  let graph: StreetGraph

  /// Few nodes, so that there are parallel edges, self-loops, reverse pairs and loose parts; whole
  /// lengths, so that sums are exact; some of them 0.
  init(_ rng: inout RepeatableGenerator, oneWay: Bool = true) throws {
    let nodeCount = Int.random(in: 1...8, using: &rng)
    nodes = (0..<nodeCount).map { index in
      StreetNode(
        id: "n\(index)",
        position: PlanarPoint(
          Double(Int.random(in: 0...12, using: &rng)), Double(Int.random(in: 0...12, using: &rng))))
    }
    rows = (0..<Int.random(in: 1...12, using: &rng)).map { _ in
      let directions: [StreetDirection] = oneWay ? [.both, .forward, .backward] : [.both]
      return StreetRow(
        from: "n\(Int.random(in: 0..<nodeCount, using: &rng))",
        to: "n\(Int.random(in: 0..<nodeCount, using: &rng))",
        length: Double(max(0, Int.random(in: -1...8, using: &rng))),
        direction: directions.randomElement(using: &rng) ?? .both)
    }
    graph = try StreetGraph(rows: rows, nodes: nodes)
  }

  /// A node, or a place at a whole offset on a street, its ends included.
  func place(_ rng: inout RepeatableGenerator) -> NetworkPlace {
    guard Bool.random(using: &rng) else {
      return .node(Int.random(in: 0..<nodes.count, using: &rng))
    }
    let edge = Int.random(in: 0..<rows.count, using: &rng)
    return .onEdge(
      edge: edge, offset: Double(Int.random(in: 0...Int(rows[edge].length), using: &rng)),
      access: Double(Int.random(in: 0...3, using: &rng)))
  }

  /// Every whole metre of every street is a node of its own here; then Floyd and Warshall.
  ///
  /// One-way streets that are each other's reverse share their metres, as they are one street.
  func bruteForce() -> MetreByMetre { MetreByMetre(self) }

  struct MetreByMetre {
    private var distances: [[Double]] = []
    private var stops: [[Int]] = []

    init(_ world: NetworkWorld) {
      var count = world.nodes.count
      var arcs: [(Int, Int, Double)] = []
      var twins: [Int: Int] = [:]
      for (index, row) in world.rows.enumerated() {
        let (from, to) = (Self.number(row.from), Self.number(row.to))
        // The first street before it that is its reverse and not yet paired.
        let twin = (0..<index).first { other in
          let one = world.rows[other]
          let same = one.from == row.from && one.to == row.to
          let turned = one.from == row.to && one.to == row.from
          return row.direction != .both && one.direction != .both && from != to
            && one.length == row.length && twins[other] == nil && !twins.values.contains(other)
            && (same && one.direction != row.direction || turned && one.direction == row.direction)
        }
        if let twin {
          twins[index] = twin
          let same = world.rows[twin].from == row.from
          stops.append(same ? stops[twin] : stops[twin].reversed())
        } else {
          let length = Int(row.length)
          let inner = (0..<max(0, length - 1)).map { count + $0 }
          count += inner.count
          // A street of no length has its places where it begins.
          stops.append(length == 0 ? [from] : [from] + inner + [to])
        }
        let chain = stops[index]
        let pairs =
          row.length == 0 ? [(from, to, 0.0)] : zip(chain, chain.dropFirst()).map { ($0, $1, 1) }
        for (a, b, metres) in pairs {
          if row.direction != .backward { arcs.append((a, b, metres)) }
          if row.direction != .forward { arcs.append((b, a, metres)) }
        }
      }
      var table = Array(repeating: Array(repeating: Double.infinity, count: count), count: count)
      for node in 0..<count { table[node][node] = 0 }
      for (a, b, metres) in arcs { table[a][b] = min(table[a][b], metres) }
      for middle in 0..<count {
        for a in 0..<count where table[a][middle].isFinite {
          for b in 0..<count {
            table[a][b] = min(table[a][b], table[a][middle] + table[middle][b])
          }
        }
      }
      distances = table
    }

    func distance(_ origin: NetworkPlace, _ destination: NetworkPlace) -> Double {
      guard origin != destination else { return 0 }
      return distances[stop(origin)][stop(destination)] + origin.access + destination.access
    }

    private func stop(_ place: NetworkPlace) -> Int {
      switch place {
      case .node(let node): node
      case .onEdge(let edge, let offset, _): stops[edge][Int(offset)]
      }
    }

    private static func number(_ id: String) -> Int { Int(id.dropFirst()) ?? 0 }
  }
}
