import Geography
import Travel

extension FreeWorld {
  /// What the library does wrongly with this world; nil where nothing is wrong.
  package func fault(_ choices: inout some RandomNumberGenerator) -> String? {
    let distance: BarrierDistance
    do {
      distance = try BarrierDistance(
        barriers: barriers, crossings: crossings, attachmentTolerance: tolerance)
    } catch {
      return "\(error)".isEmpty ? "refused without a word" : nil
    }
    guard isSound else { return "accepted, though not every number is one" }
    // Without barriers it is the straight distance, which knows no grid to be outside of.
    guard !barriers.isEmpty || points.allSatisfy(\.isFinite) else { return nil }
    let facts = BarrierFacts(distance, points: points)
    return facts.fault(&choices) ?? faultOfWhatIf(facts, &choices)
  }

  private func faultOfWhatIf(
    _ facts: BarrierFacts, _ choices: inout some RandomNumberGenerator
  ) -> String? {
    do {
      switch choices.below(6) {
      case 0: return try toggled(facts, &choices)
      case 1: return try withCosts(facts, &choices)
      case 2: return try adding(facts, &choices)
      case 3: return try without(facts, &choices)
      case 4: return opening(facts, &choices)
      default: return nil
      }
    } catch {
      return "a what-if is refused: \(error)"
    }
  }

  private func fault(
    _ changed: BarrierDistance, _ crossings: [Crossing], _ what: String
  ) throws -> String? {
    let fresh = BarrierFacts(
      try BarrierDistance(
        barriers: barriers, crossings: crossings, attachmentTolerance: tolerance),
      points: points)
    let found = BarrierFacts(changed, points: points)
    return BarrierFacts.isSame(fresh.table, found.table)
      ? nil : "\(what): \(found.table.values), built anew \(fresh.table.values)"
  }

  private func toggled(
    _ facts: BarrierFacts, _ choices: inout some RandomNumberGenerator
  ) throws -> String? {
    var changed = crossings
    for index in changed.indices where choices.once(in: 2) { changed[index].isOpen.toggle() }
    let open = Set(changed.filter(\.isOpen).map(\.id))
    let close = Set(crossings.map(\.id)).subtracting(open)
    return try fault(
      facts.distance.withCrossings(open: open, close: close), changed, "open \(open)")
  }

  private func withCosts(
    _ facts: BarrierFacts, _ choices: inout some RandomNumberGenerator
  ) throws -> String? {
    var changed = crossings
    var costs: [String: Double] = [:]
    for index in changed.indices where choices.once(in: 2) {
      changed[index].cost = 10 * choices.part()
      costs[changed[index].id] = changed[index].cost
    }
    return try fault(facts.distance.withCosts(costs), changed, "costs \(costs)")
  }

  private func adding(
    _ facts: BarrierFacts, _ choices: inout some RandomNumberGenerator
  ) throws -> String? {
    guard !crossings.isEmpty else { return nil }
    let first = choices.below(crossings.count)
    let base = try BarrierDistance(
      barriers: barriers, crossings: Array(crossings[..<first]), attachmentTolerance: tolerance)
    return try fault(
      base.adding(crossings: Array(crossings[first...]), attachmentTolerance: tolerance),
      crossings, "crossings from \(first) added")
  }

  /// Walls may lie a millimetre elsewhere without the others: only the facts can be asked for.
  private func without(
    _ facts: BarrierFacts, _ choices: inout some RandomNumberGenerator
  ) throws -> String? {
    let gone = Set(barriers.map(\.id).filter { _ in choices.once(in: 2) })
    let changed = try facts.distance.withoutBarriers(gone)
    // As above: straight distances are those of the numbers that they get.
    guard gone.count < barriers.count || points.allSatisfy(\.isFinite) else { return nil }
    let fault = BarrierFacts(changed, points: points).fault(&choices)
    return fault.map { "without \(gone): \($0)" }
  }

  private func opening(
    _ facts: BarrierFacts, _ choices: inout some RandomNumberGenerator
  ) -> String? {
    guard !crossings.isEmpty else { return nil }
    let id = choices.pick(crossings).id
    let base = facts.distance.withCrossings(open: [], close: [id])
    let chosen = Array(points.indices)
    var table = base.distances(from: facts.prepared, to: facts.prepared, chosen: chosen)
    let opened = base.opening(
      id, updating: &table, from: facts.prepared, to: facts.prepared, chosen: chosen)
    let fresh = BarrierFacts(opened, points: points)
    return BarrierFacts.isSame(table, fresh.table)
      ? nil : "opening \(id): \(table.values), measured \(fresh.table.values)"
  }
}
