import Geography
package import TestSupport
package import Travel

extension LatticeWorld {
  /// What the library tells wrongly about this world; nil where nothing is wrong.
  ///
  /// Distances and routes are held against brute force, one what-if too; then the facts that hold
  /// of every world.
  package func fault(_ choices: inout some RandomNumberGenerator) -> String? {
    guard let truth = truth() else { return nil }
    let provider: BarrierDistance
    do {
      provider = try self.provider()
    } catch {
      if case .beyondGrid = error { return nil }
      return "refused: \(error)"
    }
    let facts = BarrierFacts(provider, points: points.map(metres))
    if let fault = fault(of: facts.table, distance: provider, truth: truth) { return fault }
    if let fault = facts.fault(&choices) { return fault }
    if let fault = faultOfRoutes(facts, truth: truth) { return fault }
    return faultOfWhatIf(facts, &choices)
  }

  /// The first distance that differs from the true one.
  ///
  /// - Parameters:
  ///   - table: From all points to all points.
  ///   - distance: What told them.
  ///   - truth: The same world for brute force.
  /// - Returns: A sentence, or nil.
  package func fault(
    of table: DistanceTable, distance: BarrierDistance, truth: BruteForceWorld
  ) -> String? {
    let isBeyond = points.map { distance.whereabouts(of: metres($0)) == .beyondWorld }
    for (from, origin) in points.enumerated() {
      let lengths = truth.distances(from: origin)
      for (to, destination) in points.enumerated() {
        let expected = isBeyond[from] || isBeyond[to] ? .infinity : lengths(destination) * scale
        if !BarrierFacts.isSame(expected, table[to, from]) {
          return "\(origin) → \(destination): expected \(expected), found \(table[to, from])"
        }
      }
    }
    return nil
  }

  /// The first route that cannot be walked as it is drawn.
  private func faultOfRoutes(_ facts: BarrierFacts, truth: BruteForceWorld) -> String? {
    for row in facts.routes() {
      for case let route? in row {
        let places = route.path.compactMap(place)
        guard places.count == route.path.count else {
          return "route \(route.path) bends where there is no corner"
        }
        let length = truth.length(along: places) * scale
        if !BarrierFacts.isSame(length, route.distance) {
          return "route \(places) over \(route.crossings) takes \(length), "
            + "but says \(route.distance)"
        }
      }
    }
    return nil
  }
}
