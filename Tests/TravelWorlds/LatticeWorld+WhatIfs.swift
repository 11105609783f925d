import Geography
import TestSupport
import Travel

extension LatticeWorld {
  /// What one what-if, or one after the other, tells wrongly; nil where nothing is wrong.
  func faultOfWhatIf(
    _ facts: BarrierFacts, _ choices: inout some RandomNumberGenerator
  ) -> String? {
    do {
      switch choices.below(6) {
      case 0: return toggled(facts, &choices)
      case 1: return try without(facts, &choices)
      case 2: return try adding(&choices)
      case 3: return try withCosts(facts, &choices)
      case 4: return opening(facts, &choices)
      default: return nil
      }
    } catch {
      return "a what-if is refused: \(error)"
    }
  }

  private func openNow() -> Set<Int> { Set(crossings.indices.filter { crossings[$0].isOpen }) }

  private func ids(_ numbers: Set<Int>, _ letter: String) -> Set<String> {
    Set(numbers.map { "\(letter)\($0)" })
  }

  private func some(
    _ numbers: Range<Int>, _ choices: inout some RandomNumberGenerator
  ) -> Set<Int> {
    Set(numbers.filter { _ in choices.once(in: 2) })
  }

  private func fault(
    _ changed: BarrierDistance, _ truth: BruteForceWorld?, _ what: String
  ) -> String? {
    guard let truth else { return nil }
    let prepared = changed.prepare(points.map(metres))
    let table = changed.distances(
      from: prepared, to: prepared, chosen: Array(points.indices))
    return fault(of: table, distance: changed, truth: truth).map { "\(what): \($0)" }
  }

  private func toggled(
    _ facts: BarrierFacts, _ choices: inout some RandomNumberGenerator
  ) -> String? {
    let opened = some(crossings.indices, &choices)
    let closed = some(crossings.indices, &choices)
    let changed = facts.distance.withCrossings(open: ids(opened, "G"), close: ids(closed, "G"))
    return fault(
      changed, truth(open: openNow().union(opened).subtracting(closed)),
      "with \(opened) opened and \(closed) closed")
  }

  private func without(
    _ facts: BarrierFacts, _ choices: inout some RandomNumberGenerator
  ) throws -> String? {
    let gone = some(barriers.indices, &choices)
    let changed = try facts.distance.withoutBarriers(ids(gone, "B"))
    let kept = Set(barriers.indices).subtracting(gone)
    return fault(changed, truth(barriers: kept), "without barriers \(gone)")
  }

  /// Builds a part of the world and adds the rest of it.
  private func adding(_ choices: inout some RandomNumberGenerator) throws -> String? {
    let later = some(barriers.indices, &choices)
    let first = Set(barriers.indices).subtracting(later)
    var late = first.isEmpty ? Set(crossings.indices) : some(crossings.indices, &choices)
    for (number, crossing) in crossings.enumerated() {
      if case .gate(_, let opened, _, _, _) = crossing.form, !opened.isSubset(of: first) {
        late.insert(number)
      }
    }
    let base = try provider(of: first, Set(crossings.indices).subtracting(late))
    let changed = try base.adding(
      barriers: later.sorted().map(barrier), crossings: late.sorted().map(crossing),
      attachmentTolerance: Self.tolerance)
    return fault(changed, truth(), "with barriers \(later) and crossings \(late) added")
  }

  private func withCosts(
    _ facts: BarrierFacts, _ choices: inout some RandomNumberGenerator
  ) throws -> String? {
    var dearer = self
    var costs: [String: Double] = [:]
    for number in some(crossings.indices, &choices) {
      let cost = Double(20 * choices.below(20))
      costs["G\(number)"] = cost * scale
      switch crossings[number].form {
      case .gate(let place, let barriers, _, let forward, let backward):
        dearer.crossings[number].form = .gate(
          place, barriers: barriers, cost: cost, forward: forward, backward: backward)
      case .deck(let a, let b, _, let forward, let backward):
        dearer.crossings[number].form = .deck(
          a, b, cost: cost, forward: forward, backward: backward)
      }
    }
    return fault(try facts.distance.withCosts(costs), dearer.truth(), "with costs \(costs)")
  }

  private func opening(
    _ facts: BarrierFacts, _ choices: inout some RandomNumberGenerator
  ) -> String? {
    guard !crossings.isEmpty else { return nil }
    let number = choices.below(crossings.count)
    var open = openNow().subtracting([number])
    let base = facts.distance.withCrossings(open: [], close: ["G\(number)"])
    // Points prepared for another provider of the same walls will do.
    let chosen = Array(points.indices)
    var table = base.distances(from: facts.prepared, to: facts.prepared, chosen: chosen)
    let opened = base.opening(
      "G\(number)", updating: &table, from: facts.prepared, to: facts.prepared, chosen: chosen)
    open.insert(number)
    guard let truth = truth(open: open) else { return nil }
    return
      (fault(of: table, distance: opened, truth: truth)
      ?? fault(opened, truth, "afterwards")).map { "opening \(number): \($0)" }
  }
}
