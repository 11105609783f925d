import Siting
import Travel

extension PlanMaker {
  /// Why those are not served who could be but for the rules.
  ///
  /// - Parameters:
  ///   - solution: What the search found.
  ///   - ways: The ways to its facilities.
  ///   - rules: The rules of the search.
  /// - Returns: A reason for each of them; those who can reach no facility are not among them.
  func refusals<Provider>(
    _ solution: SitingSolution<Provider.Place>, ways: WayFinder<Provider>, rules: ServiceRules
  ) -> [Int: UnservedReason] {
    let unserved = people.indices.filter { solution.allocation[$0] == nil }
    let hasLimits = rules.maximumDistance != nil || !rules.demandLimits.isEmpty
    guard !unserved.isEmpty, hasLimits || !rules.capacities.isEmpty else { return [:] }
    let table = ways.table()
    var reasons: [Int: UnservedReason] = [:]
    for person in unserved {
      var nearest: (facility: Int, distance: Double)?
      for facility in ways.facilities.indices {
        let distance = table[facility, person]
        if distance < nearest?.distance ?? .infinity { nearest = (facility, distance) }
      }
      guard let nearest else { continue }
      let limit = min(
        rules.maximumDistance ?? .infinity,
        rules.demandLimits.isEmpty ? .infinity : rules.demandLimits[person])
      reasons[person] =
        nearest.distance > limit
        ? .beyondCutoff(
          nearest: ways.facilities[nearest.facility].label, distance: nearest.distance,
          limit: limit)
        : .overCapacity
    }
    return reasons
  }
}
