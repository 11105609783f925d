extension BruteForceWorld {
  /// The length of the shortest path, or infinity.
  public func distance(from origin: Place, to destination: Place) -> Double {
    distances(from: origin)(destination)
  }

  /// The lengths of the shortest paths from one place, by Dijkstra's algorithm without a queue.
  ///
  /// - Parameter origin: A place that the world was made with.
  /// - Returns: What tells the length to another such place: infinity where no path leads there.
  public func distances(from origin: Place) -> (_ destination: Place) -> Double {
    var best = [Double](repeating: .infinity, count: nodes.count)
    var isDone = [Bool](repeating: false, count: nodes.count)
    for start in landNodes(at: origin) { best[start] = 0 }
    while true {
      var next = -1
      for node in nodes.indices where !isDone[node] && best[node] < .infinity {
        if next < 0 || best[node] < best[next] { next = node }
      }
      guard next >= 0 else { break }
      isDone[next] = true
      for node in nodes.indices where lengths[next][node] < .infinity {
        best[node] = min(best[node], best[next] + lengths[next][node])
      }
    }
    return { destination in
      landNodes(at: destination).map { best[$0] }.min() ?? .infinity
    }
  }

  /// The length of the shortest walk along exactly these places, or infinity where a leg of it is
  /// no way: where it passes through a wall, through water, or over a crossing that is not there.
  ///
  /// - Parameter places: Corners of a path, all of them places that the world knows.
  /// - Returns: The length with the costs of the crossings at and between the places.
  public func length(along places: [Place]) -> Double {
    guard let first = places.first else { return .infinity }
    var best: [Int: Double] = [:]
    for node in landNodes(at: first) { best[node] = 0 }
    throughGates(at: first, &best)
    for (a, b) in zip(places, places.dropFirst()) where a != b {
      // A leg may touch vertices on its way, or leap over them on a deck.
      var leap: [Int: Double] = [:]
      walk(best, to: b, &leap)
      var pending = best
      let between = vertices.filter { $0 != a && Self.lies($0, on: a, b) }
        .sorted { Self.square(a, $0) < Self.square(a, $1) }
      for place in between {
        var reached: [Int: Double] = [:]
        walk(pending, to: place, &reached)
        throughGates(at: place, &reached)
        pending = reached
      }
      best = leap.merging(pending) { min($0, $1) }
      throughGates(at: b, &best)
    }
    return best.values.min() ?? .infinity
  }

  private func walk(_ from: [Int: Double], to place: Place, _ reached: inout [Int: Double]) {
    for node in landNodes(at: place) {
      let length = from.map { $0.value + lengths[$0.key][node] }.min() ?? .infinity
      if length < .infinity { reached[node] = min(reached[node] ?? .infinity, length) }
    }
  }

  /// From sector to sector of one place, as often as it takes.
  private func throughGates(at place: Place, _ best: inout [Int: Double]) {
    for _ in landNodes(at: place) { walk(best, to: place, &best) }
  }

  private func landNodes(at place: Place) -> [Int] {
    guard let vertex = numbers[place] else { return [] }
    return nodesOfVertex[vertex].filter { nodes[$0].isLand }
  }
}
