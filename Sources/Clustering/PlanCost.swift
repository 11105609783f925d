/// What a plan costs: first the weight that it leaves behind, then weighted distance.
///
/// A pair compared in order, not one number with a large penalty: no distance is so long that it
/// would outweigh a person left behind, and infinity is never subtracted from infinity.
package struct PlanCost: Hashable, Sendable, Comparable {
  /// Weight that reaches no site, in the whole units of ``DemandWeights``: sums are exact.
  package var unreached: Int64
  /// Σ w · dᵖ over the demand that reaches a site.
  package var cost: Double

  package static let zero = PlanCost(unreached: 0, cost: 0)

  package init(unreached: Int64, cost: Double) {
    self.unreached = unreached
    self.cost = cost
  }

  package static func < (left: PlanCost, right: PlanCost) -> Bool {
    left.unreached != right.unreached ? left.unreached < right.unreached : left.cost < right.cost
  }
}
