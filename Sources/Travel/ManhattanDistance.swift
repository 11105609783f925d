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
  /// search to a billionth of the members' extent.
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
        Self.leastSquares(members.map { (origins[$0], weights[$0]) })
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

  /// Golden section search over *x*, with the best *y* for each, in coordinates that count from the
  /// members: a metre at millions of metres has too few digits to be cut so finely.
  ///
  /// The cost is convex, so its minimum over *y* is convex in *x*; its creases do no harm to a
  /// search that only compares.
  private static func leastSquares(_ members: [(place: PlanarPoint, weight: Double)]) -> PlanarPoint
  {
    let extent = PlanarBox(members.map(\.place))
    let origin = PlanarPoint(extent.minX, extent.minY)
    let members = members.map { member in
      (
        place: PlanarPoint(member.place.x - origin.x, member.place.y - origin.y),
        weight: member.weight
      )
    }
    let box = PlanarBox(members.map(\.place))
    func best(_ x: Double) -> (place: PlanarPoint, cost: Double) {
      let place = PlanarPoint(x, bestY(for: x, members, in: box))
      let cost = members.reduce(0) { sum, member in
        let metres = abs(member.place.x - place.x) + abs(member.place.y - place.y)
        return sum + member.weight * metres * metres
      }
      return (place, cost)
    }
    let golden = (5.0.squareRoot() - 1) / 2
    var (low, high) = (box.minX, box.maxX)
    var left = best(high - golden * (high - low))
    var right = best(low + golden * (high - low))
    for _ in 0..<steps where high - low > tolerance * box.width {
      if left.cost <= right.cost {
        (high, right) = (right.place.x, left)
        left = best(high - golden * (high - low))
      } else {
        (low, left) = (left.place.x, right)
        right = best(low + golden * (high - low))
      }
    }
    let found = left.cost <= right.cost ? left.place : right.place
    return PlanarPoint(origin.x + found.x, origin.y + found.y)
  }

  /// Halves the interval by the sign of the slope.
  private static func bestY(
    for x: Double, _ members: [(place: PlanarPoint, weight: Double)], in box: PlanarBox
  ) -> Double {
    var (low, high) = (box.minY, box.maxY)
    for _ in 0..<steps where high - low > tolerance * box.height {
      let y = (low + high) / 2
      var slope = 0.0
      for (place, weight) in members {
        let across = abs(place.x - x)
        // On the member's own row the slope jumps through 0: neither side counts.
        if y > place.y { slope += weight * (across + y - place.y) }
        if y < place.y { slope -= weight * (across + place.y - y) }
      }
      if slope > 0 { high = y } else { low = y }
    }
    return (low + high) / 2
  }

  /// Of the members' extent.
  private static let tolerance = 1e-9
  /// More than golden sections need to come that far.
  private static let steps = 64
}
