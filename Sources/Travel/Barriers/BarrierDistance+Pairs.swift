import Geography
import Synchronization

extension BarrierDistance {
  /// The same provider with the distances between all bends and crossings kept: single pairs then
  /// take microseconds.
  ///
  /// Worth its building for thousands of single pairs; whole tables do not need it. Opening or
  /// closing a crossing gives a provider without it.
  ///
  /// - Complexity: One run of Dijkstra's algorithm per bend; eight bytes per pair of bends.
  public func keepingAllPairs() -> BarrierDistance {
    guard let world, let arcs else { return self }
    return BarrierDistance(self, allPairs: AllPairs(world: world, arcs: arcs))
  }
}

/// A table of all pairs of nodes and searches that wait to be used again, one per thread at work.
final class AllPairs: Sendable {
  let world: BarrierWorld
  let table: NodeTable
  private let idle = Mutex<[PairSearch]>([])

  init(world: BarrierWorld, arcs: CrossingArcs) {
    self.world = world
    table = NodeTable(world: world, arcs: arcs)
  }

  func distance(from origin: PlanarPoint, to destination: PlanarPoint) -> Double {
    var search = idle.withLock { $0.popLast() } ?? PairSearch(world: world)
    let found = search.distance(from: origin, to: destination, world: world, table: table)
    idle.withLock { $0.append(search) }
    return found
  }
}
