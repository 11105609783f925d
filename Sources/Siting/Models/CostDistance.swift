import Travel

/// What a distance costs, as if that were the distance.
///
/// Whoever makes a sum of distances small then makes one of costs small, without knowing.
struct CostDistance<Base: DistanceProvider>: DistanceProvider {
  typealias Place = Base.Place
  typealias Prepared = Base.Prepared

  let base: Base
  /// Grows with the distance; `.infinity` where that is too far.
  let cost: @Sendable (Double) -> Double

  var isSymmetric: Bool { base.isSymmetric }

  func distance(from origin: Place, to destination: Place) -> Double {
    known(base.distance(from: origin, to: destination))
  }

  func lowerBound(from origin: Place, to destination: Place) -> Double {
    cost(base.lowerBound(from: origin, to: destination))
  }

  func prepare(_ places: [Place]) -> Prepared { base.prepare(places) }

  func distances(
    from origins: Prepared, to destinations: Prepared, chosen: [Int]
  ) -> DistanceTable {
    var table = base.distances(from: origins, to: destinations, chosen: chosen)
    table.values.withUnsafeMutableBufferPointer { values in
      for index in values.indices { values[index] = known(values[index]) }
    }
    return table
  }

  func relocation(
    of site: Place, serving members: [Int], of origins: Prepared, weights: [Double],
    objective: CostPower
  ) -> Place? {
    base.relocation(
      of: site, serving: members, of: origins, weights: weights, objective: objective)
  }

  /// What is no distance stays as it is, so that the fault is found.
  private func known(_ distance: Double) -> Double { distance >= 0 ? cost(distance) : distance }
}
