/// The shortest ways from all nodes to one place, found backwards from there.
///
/// E. W. Dijkstra, "A note on two problems in connexion with graphs", Numerische Mathematik 1
/// (1959), <https://doi.org/10.1007/BF01386390>.
struct StreetSearch: ~Copyable {
  /// Metres to the destination by slot of node; final for the stops asked for, infinite without a way.
  let distances: UnsafeMutablePointer<Double>
  /// By slot, the edge that the node's way takes next; -1 where it takes the last part of the way.
  private let onward: UnsafeMutablePointer<Int32>
  private let destination: Foothold

  /// Searches until the stops are reached.
  ///
  /// - Parameters:
  ///   - graph: Where to search.
  ///   - destination: As an arrival, see ``Foothold/arriving(at:in:)``.
  ///   - stops: The nodes whose distances will be read.
  /// - Complexity: O((*n* + *m*) log *n*) for *n* nodes and *m* edges, less where all stops are
  ///   near.
  init(_ graph: StreetGraph, to destination: Foothold, stops: NodeSet) {
    let nodeCount = graph.nodeCount
    distances = .allocate(capacity: nodeCount)
    distances.initialize(repeating: .infinity, count: nodeCount)
    onward = .allocate(capacity: nodeCount)
    onward.initialize(repeating: -1, count: nodeCount)
    self.destination = destination
    let distances = distances
    let onward = onward
    var queue = NodeQueue(capacity: nodeCount)
    for (node, length) in [
      (destination.first, destination.firstLength), (destination.second, destination.secondLength),
    ] where length < distances[Int(node)] {
      distances[Int(node)] = length
      queue.lower(node, to: length)
    }
    var left = stops.count
    graph.arcStarts.withUnsafeBufferPointer { starts in
      graph.arcs.withUnsafeBufferPointer { arcs in
        stops.contains.withUnsafeBufferPointer { isStop in
          while queue.count > 0, left > 0 {
            let node = Int(queue.takeNearest())
            if isStop[node] { left -= 1 }
            let here = distances[node]
            for index in Int(starts[node])..<Int(starts[node + 1]) {
              let arc = arcs[index]
              let length = here + arc.length
              // Never true for a node that has been taken out: lengths are not negative.
              if length < distances[Int(arc.tail)] {
                distances[Int(arc.tail)] = length
                onward[Int(arc.tail)] = arc.edge
                queue.lower(arc.tail, to: length)
              }
            }
          }
        }
      }
    }
  }

  deinit {
    distances.deallocate()
    onward.deallocate()
  }

  /// The travel distance from a place, as a departure; infinite where there is no way.
  @inline(__always)
  func distance(from origin: Foothold) -> Double {
    let first = distances[Int(origin.first)] + origin.firstLength
    let second = distances[Int(origin.second)] + origin.secondLength
    let best = first < second ? first : second
    let direct = origin.straight(to: destination)
    return (direct < best ? direct : best) + origin.access + destination.access
  }

  /// The streets used and the nodes passed, in the order of travel; nil where there is no way.
  func way(
    from origin: Foothold, in graph: StreetGraph
  ) -> (steps: [NetworkStep], nodes: [Int])? {
    let first = distances[Int(origin.first)] + origin.firstLength
    let second = distances[Int(origin.second)] + origin.secondLength
    let direct = origin.straight(to: destination)
    guard min(first, second, direct).isFinite else { return nil }
    if direct <= first, direct <= second {
      let step = NetworkStep(
        edge: Int(origin.edge), start: origin.offset, end: destination.offset)
      return ([step], [])
    }
    var slot = first <= second ? origin.first : origin.second
    var steps: [NetworkStep] = []
    var nodes = [Int(graph.nodeOfSlot[Int(slot)])]
    if origin.edge >= 0 {
      // The first way out leads to the end of the street as drawn, the second to its beginning.
      let edge = graph.edges[Int(origin.edge)]
      steps.append(
        NetworkStep(
          edge: Int(origin.edge), start: origin.offset, end: first <= second ? edge.length : 0))
    }
    while onward[Int(slot)] >= 0 {
      let number = Int(onward[Int(slot)])
      let edge = graph.edges[number]
      let isForward = graph.slots[edge.from] == slot
      steps.append(
        NetworkStep(
          edge: number, start: isForward ? 0 : edge.length,
          end: isForward ? edge.length : 0))
      let node = isForward ? edge.to : edge.from
      slot = graph.slots[node]
      nodes.append(node)
    }
    if destination.edge >= 0 {
      let edge = graph.edges[Int(destination.edge)]
      let isFirst =
        destination.first == slot
        && (destination.second != slot || destination.firstLength <= destination.secondLength)
      steps.append(
        NetworkStep(
          edge: Int(destination.edge), start: isFirst ? 0 : edge.length, end: destination.offset))
    }
    return (steps, nodes)
  }
}

/// Some of the nodes of a graph.
struct NodeSet {
  /// By slot.
  private(set) var contains: [Bool]
  private(set) var count = 0

  init(nodeCount: Int) { contains = Array(repeating: false, count: nodeCount) }

  mutating func insert(_ slot: Int32) {
    guard !contains[Int(slot)] else { return }
    contains[Int(slot)] = true
    count += 1
  }
}
