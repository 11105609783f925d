/// Places in a street network with the nodes next to them looked up.
public struct NetworkPlaces: PreparedPlaces {
  public let places: [NetworkPlace]
  let departures: [Foothold]
  /// The nodes whose distances decide those of the places.
  let stops: NodeSet

  init(_ places: [NetworkPlace], in graph: StreetGraph) {
    self.places = places
    departures = places.map { .leaving($0, in: graph) }
    var stops = NodeSet(nodeCount: graph.nodeCount)
    for foothold in departures {
      if foothold.firstLength.isFinite { stops.insert(foothold.first) }
      if foothold.secondLength.isFinite { stops.insert(foothold.second) }
    }
    self.stops = stops
  }

  public var count: Int { places.count }
  public subscript(index: Int) -> NetworkPlace { places[index] }
}
