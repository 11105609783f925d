import Dispatch

extension BarrierDistance {
  /// Opens a crossing and brings a table of distances up to date, without searching anew.
  ///
  /// Exact: a path in the opened world either stays as it was or goes over the crossing, so that
  /// *d′(p, f)* = min(*d(p, f)*, *d(p, g)* + *m(g, h)* + *d(h, f)*) over the crossing's sides *g*
  /// and *h*, where *m* is the shortest way from side to side that uses it.
  ///
  /// - Parameters:
  ///   - id: The crossing; opening one that is open, or that is not there, changes nothing.
  ///   - table: Distances of this provider, a row per entry of `chosen`.
  ///   - origins: The columns of the table.
  ///   - destinations: The places that `chosen` picks from.
  ///   - chosen: The rows of the table.
  /// - Returns: The provider with the crossing open, whose distances the table now holds.
  /// - Complexity: O(rows × columns), and four runs of Dijkstra's algorithm for most crossings.
  public func opening(
    _ id: String, updating table: inout DistanceTable, from origins: PreparedPoints,
    to destinations: PreparedPoints, chosen: [Int]
  ) -> BarrierDistance {
    let opened = withCrossings(open: [id], close: [])
    guard let world, let arcs, let number = crossings.firstIndex(where: { $0.id == id }),
      !crossings[number].isOpen
    else { return opened }
    world.require(origins)
    world.require(destinations)
    precondition(
      table.rows == chosen.count && table.columns == origins.count,
      "a table has a row for each of the chosen places and a column for each origin")
    let fresh = world.arcs.filter { arc in
      world.attached[Int(arc.way)].members.contains { Int($0.crossing) == number }
        && world.isTravelled(arc, opened.crossings)
    }
    let sides = Set(fresh.flatMap { [$0.from, $0.to] }).sorted()
    let reversed = CrossingArcs(world: world, crossings: crossings, isReversed: true)
    var toSide: [[Double]] = []
    var fromSide: [[Double]] = []
    var between = Array(
      repeating: Array(repeating: Double.infinity, count: sides.count), count: sides.count)
    var paths = NodePaths(nodeCount: world.mesh.nodeCount)
    for (index, side) in sides.enumerated() {
      paths.find(toNode: side, graph: world.graph, arcs: arcs)
      toSide.append(paths.distances(of: origins, 0..<origins.count))
      for (other, from) in sides.enumerated() { between[other][index] = paths.lengths[Int(from)] }
      paths.find(toNode: side, graph: world.graph, arcs: reversed)
      fromSide.append(paths.distances(of: destinations, chosen))
    }
    let ways = Self.ways(
      over: fresh.map { arc in
        Way(
          from: sides.firstIndex(of: arc.from) ?? 0, to: sides.firstIndex(of: arc.to) ?? 0,
          length: arc.length + world.cost(of: arc, crossings))
      }, sides: sides, between: between)
    update(&table, ways, toSide, fromSide)
    return opened
  }

  private struct Way {
    var from: Int
    var to: Int
    var length: Double
  }

  /// The shortest ways from side to side that use the crossing at least once.
  private static func ways(
    over arcs: [Way], sides: [Int32], between old: [[Double]]
  ) -> [Way] {
    var lengths = old
    for arc in arcs { lengths[arc.from][arc.to] = min(lengths[arc.from][arc.to], arc.length) }
    for via in sides.indices {
      for from in sides.indices {
        for to in sides.indices {
          lengths[from][to] = min(lengths[from][to], lengths[from][via] + lengths[via][to])
        }
      }
    }
    var ways: [Way] = []
    for from in sides.indices {
      for to in sides.indices where from != to && lengths[from][to] < old[from][to] {
        ways.append(Way(from: from, to: to, length: lengths[from][to]))
      }
    }
    return ways
  }

  private func update(
    _ table: inout DistanceTable, _ ways: [Way], _ toSide: [[Double]], _ fromSide: [[Double]]
  ) {
    let columns = table.columns
    let rows = table.rows
    table.values.withUnsafeMutableBufferPointer { values in
      nonisolated(unsafe) let values = values
      DispatchQueue.concurrentPerform(iterations: rows) { row in
        let line = UnsafeMutableBufferPointer(rebasing: values[row * columns..<(row + 1) * columns])
        for way in ways {
          let rest = way.length + fromSide[way.to][row]
          guard rest < .infinity else { continue }
          toSide[way.from].withUnsafeBufferPointer { before in
            for column in 0..<columns {
              line[column] = Swift.min(line[column], before[column] + rest)
            }
          }
        }
      }
    }
  }
}
