import Geography

/// Travel along the streets of a network, one-way streets respected.
///
///     let graph = try StreetGraph(rows: [
///       StreetRow(from: "mill", to: "church", length: 350),
///       StreetRow(from: "church", to: "school", length: 200, direction: .forward),
///     ])
///     let streets = NetworkDistance(graph)
///     if let mill = graph.node(named: "mill"), let school = graph.node(named: "school") {
///       print(streets.distance(from: .node(mill), to: .node(school)))  // 550.0
///     }
///
/// A place is a node, or lies beside a street with some metres of access to it; ``StreetGraph``
/// snaps points to such places. Places on one street are measured along it, in the direction that
/// it leads. A place is at no distance from itself, not even for its access; two places that are
/// equal are the same.
///
/// Lengths are added up as `Double`, from the destination backwards: the two directions of a
/// two-way network may differ in the last digits. Places stay where they are: there is no
/// relocation, and for the sum of distances some nodes and demand places are always among the best
/// (Hakimi 1964, <https://doi.org/10.1287/opre.12.3.450>).
public struct NetworkDistance: DistanceProvider {
  public let graph: StreetGraph

  public init(_ graph: StreetGraph) { self.graph = graph }

  public var isSymmetric: Bool { graph.isSymmetric }

  public func prepare(_ places: [NetworkPlace]) -> NetworkPlaces {
    NetworkPlaces(places, in: graph)
  }

  public func distance(from origin: NetworkPlace, to destination: NetworkPlace) -> Double {
    guard origin != destination else { return 0 }
    let search = search(to: destination, stops: NetworkPlaces([origin], in: graph).stops)
    return search.distance(from: .leaving(origin, in: graph))
  }

  /// The straight distance between the streets, times the least that a street of this network
  /// winds, plus access; 0 where the graph has no positions.
  public func lowerBound(from origin: NetworkPlace, to destination: NetworkPlace) -> Double {
    guard origin != destination, let start = graph.position(of: origin),
      let end = graph.position(of: destination)
    else { return 0 }
    let stretch = graph.leastStretch.isFinite ? graph.leastStretch : 0
    // A little less, because the sum along the way is rounded at every node.
    let bound = stretch * start.distance(to: end) * (1 - 1e-9) - 1e-6
    return max(0, bound) + (origin.access + destination.access) * (1 - 1e-9)
  }

  /// - Complexity: A search per destination, on all cores: O((*n* + *m*) log *n*) for *n* nodes and
  ///   *m* edges, less where all origins are near.
  public func distances(
    from origins: NetworkPlaces, to destinations: NetworkPlaces, chosen: [Int]
  ) -> DistanceTable {
    DistanceTable(rows: chosen.count, columns: origins.count) { row, values in
      let destination = destinations[chosen[row]]
      let search = search(to: destination, stops: origins.stops)
      origins.departures.withUnsafeBufferPointer { departures in
        for column in values.indices {
          values[column] = search.distance(from: departures[column])
        }
      }
      for (column, origin) in origins.places.enumerated() where origin == destination {
        values[column] = 0
      }
    }
  }

  func search(to destination: NetworkPlace, stops: NodeSet) -> StreetSearch {
    precondition(
      stops.contains.count == graph.nodeCount, "the places were prepared in another network")
    return StreetSearch(graph, to: .arriving(at: destination, in: graph), stops: stops)
  }
}
