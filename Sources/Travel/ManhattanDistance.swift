public import Geography

/// Metres to the east or west plus metres to the north or south: streets on a grid.
public struct ManhattanDistance: DistanceProvider {
  public init() {}

  public func distance(from origin: PlanarPoint, to destination: PlanarPoint) -> Double {
    abs(origin.x - destination.x) + abs(origin.y - destination.y)
  }

  public func lowerBound(from origin: PlanarPoint, to destination: PlanarPoint) -> Double {
    distance(from: origin, to: destination)
  }

  /// East or west first, then north or south.
  public func route(from origin: PlanarPoint, to destination: PlanarPoint) -> Route<PlanarPoint>? {
    let corner = PlanarPoint(destination.x, origin.y)
    let path =
      corner == origin || corner == destination
      ? [origin, destination] : [origin, corner, destination]
    return Route(
      distance: distance(from: origin, to: destination), path: path, crossings: [])
  }

  public func prepare(_ places: [PlanarPoint]) -> PlanarPlaces { PlanarPlaces(places) }

  public func distances(
    from origins: PlanarPlaces, to destinations: PlanarPlaces, chosen: [Int]
  ) -> DistanceTable {
    DistanceTable(rows: chosen.count, columns: origins.count) { row, values in
      origins.fill(values, from: destinations[chosen[row]]) { dx, dy in abs(dx) + abs(dy) }
    }
  }

  /// For distances the weighted median of each axis, which is best; for squares a place found by
  /// search to the millimetre.
  public func relocation(
    of site: PlanarPoint, serving members: [Int], of origins: PlanarPlaces, weights: [Double],
    objective: CostPower
  ) -> PlanarPoint? {
    let members = members.filter { weights[$0] > 0 }
    guard !members.isEmpty else { return nil }
    let place =
      switch objective {
      case .distance:
        PlanarPoint(
          Self.median(members.map { (origins.x[$0], weights[$0]) }, nearest: site.x),
          Self.median(members.map { (origins.y[$0], weights[$0]) }, nearest: site.y))
      case .squaredDistance:
        leastSquares(from: site, members.map { (origins[$0], weights[$0]) })
      }
    return place == site ? nil : place
  }

  /// The value with no more than half of the weight on either side; where a whole interval has
  /// that, its place nearest to `wish`.
  static func median(_ values: [(value: Double, weight: Double)], nearest wish: Double) -> Double {
    let sorted = values.sorted { $0.value < $1.value }
    let half = sorted.reduce(0) { $0 + $1.weight } / 2
    var below = 0.0
    for (index, entry) in sorted.enumerated() {
      below += entry.weight
      if below > half { return entry.value }
      if below == half, index + 1 < sorted.count {
        return min(max(wish, entry.value), sorted[index + 1].value)
      }
    }
    return sorted.last?.value ?? wish
  }

  /// Steps in eight directions, halved when none helps: the cost is convex, but has creases along
  /// which a search by one axis at a time would stick.
  private func leastSquares(
    from site: PlanarPoint, _ members: [(place: PlanarPoint, weight: Double)]
  ) -> PlanarPoint {
    func cost(_ place: PlanarPoint) -> Double {
      members.reduce(0) { sum, member in
        let metres = distance(from: member.place, to: place)
        return sum + member.weight * metres * metres
      }
    }
    let mean = WeberPoint.solve(
      anchors: members.map(\.place), weights: members.map(\.weight), power: .squaredDistance,
      extra: [], start: site)
    var best = mean
    var lowest = cost(mean)
    let total = members.reduce(0) { $0 + $1.weight }
    var step = (lowest / total).squareRoot() / 4
    while step > 0.0005 {
      let neighbours = [
        (1.0, 0.0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1),
      ].map { PlanarPoint(best.x + $0 * step, best.y + $1 * step) }
      let trials = neighbours.map { (place: $0, cost: cost($0)) }
      if let better = trials.min(by: { $0.cost < $1.cost }), better.cost < lowest {
        (best, lowest) = (better.place, better.cost)
      } else {
        step /= 2
      }
    }
    return best
  }
}
