import Geography
import HeapModule

/// The crossings as a graph: a node is a crossing together with one of its zones, "standing at the
/// bridge, on the left bank".
struct ZoneGraph: Sendable {
  struct Node: Sendable {
    let crossing: Int
    let point: PlanarPoint
    let zone: String
  }

  /// How the way goes on from a node towards a destination.
  struct Onward: Sendable {
    /// Metres to the destination.
    var distance = Double.infinity
    /// The next node; nil where the destination is next, or nothing.
    var next: Int?
    /// Crossings still to be used.
    var crossings = 0
    /// Whether the next move is over the crossing.
    ///
    /// A way that walks on in the same zone instead is never entered here: walking straight to
    /// where it goes is no longer.
    var crosses = false
  }

  let nodes: [Node]
  private let crossings: [ZoneCrossing]
  private let nodesOfZone: [String: [Int]]
  private let nodesOfCrossing: [[Int]]

  /// Takes crossings that have points; closed ones join nothing.
  init(_ crossings: [ZoneCrossing]) {
    self.crossings = crossings
    var nodes: [Node] = []
    var nodesOfZone: [String: [Int]] = [:]
    var nodesOfCrossing: [[Int]] = []
    for (index, crossing) in crossings.enumerated() {
      let first = nodes.count
      if let point = crossing.point, crossing.isOpen {
        var seen = Set<String>()
        for zone in crossing.zones where seen.insert(zone).inserted {
          nodesOfZone[zone, default: []].append(nodes.count)
          nodes.append(Node(crossing: index, point: point, zone: zone))
        }
      }
      nodesOfCrossing.append(Array(first..<nodes.count))
    }
    self.nodes = nodes
    self.nodesOfZone = nodesOfZone
    self.nodesOfCrossing = nodesOfCrossing
  }

  func nodes(of zone: String) -> [Int] { nodesOfZone[zone] ?? [] }

  /// The ways from all nodes to a place, by Dijkstra's search from that place backwards.
  ///
  /// Of ways as long, the one with fewer crossings is taken, then the one found from the node with
  /// the lower number.
  ///
  /// - Complexity: O(*k* log *k*), *k* pairs of crossings that share a zone.
  func ways(to destination: ZonedPoint) -> [Onward] {
    var ways = Array(repeating: Onward(), count: nodes.count)
    var isDone = Array(repeating: false, count: nodes.count)
    var queue = Heap<QueueEntry>()
    func offer(_ onward: Onward, to node: Int) {
      let old = ways[node]
      guard
        onward.distance < old.distance
          || onward.distance == old.distance && onward.crossings < old.crossings
      else { return }
      ways[node] = onward
      queue.insert(
        QueueEntry(distance: onward.distance, crossings: onward.crossings, node: node))
    }
    for node in nodes(of: destination.zone) {
      offer(Onward(distance: nodes[node].point.distance(to: destination.point)), to: node)
    }
    while let entry = queue.popMin() {
      let node = entry.node
      guard !isDone[node] else { continue }
      isDone[node] = true
      let (place, way) = (nodes[node], ways[node])
      let crossing = crossings[place.crossing]
      for other in nodesOfCrossing[place.crossing]
      where crossing.leads(from: nodes[other].zone, to: place.zone)
        // Once in the destination's zone one walks straight on.
        && nodes[other].zone != destination.zone
      {
        let onward = Onward(
          distance: way.distance + crossing.cost, next: node, crossings: way.crossings + 1,
          crosses: true)
        offer(onward, to: other)
      }
      // Two straight legs in a row in one zone are never shorter than one.
      guard way.crosses else { continue }
      for other in nodes(of: place.zone) where !isDone[other] {
        let leg = nodes[other].point.distance(to: place.point)
        offer(
          Onward(distance: way.distance + leg, next: node, crossings: way.crossings), to: other)
      }
    }
    return ways
  }

  private struct QueueEntry: Comparable {
    let distance: Double
    let crossings: Int
    let node: Int

    static func < (a: QueueEntry, b: QueueEntry) -> Bool {
      (a.distance, a.crossings, a.node) < (b.distance, b.crossings, b.node)
    }
  }
}
