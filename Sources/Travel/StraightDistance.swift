public import Geography

/// As the crow flies, in metres on a flat map.
public struct StraightDistance: DistanceProvider {
  public init() {}

  public func distance(from origin: PlanarPoint, to destination: PlanarPoint) -> Double {
    origin.distance(to: destination)
  }

  public func lowerBound(from origin: PlanarPoint, to destination: PlanarPoint) -> Double {
    origin.distance(to: destination)
  }

  public func prepare(_ places: [PlanarPoint]) -> PlanarPlaces { PlanarPlaces(places) }

  public func distances(
    from origins: PlanarPlaces, to destinations: PlanarPlaces, chosen: [Int]
  ) -> DistanceTable {
    DistanceTable(rows: chosen.count, columns: origins.count) { row, values in
      origins.fill(values, from: destinations[chosen[row]]) { dx, dy in
        (dx * dx + dy * dy).squareRoot()
      }
    }
  }

  /// The point that minimises the members' cost, exactly; see ``WeberPoint``.
  public func relocation(
    of site: PlanarPoint, serving members: [Int], of origins: PlanarPlaces, weights: [Double],
    objective: CostPower
  ) -> PlanarPoint? {
    let place = WeberPoint.solve(
      anchors: members.map { origins[$0] }, weights: members.map { weights[$0] }, power: objective,
      extra: [], start: site)
    return place == site ? nil : place
  }
}
