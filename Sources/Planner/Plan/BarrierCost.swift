/// What one barrier costs the people of a plan: what they would be spared were it not there.
public struct BarrierCost: Hashable, Sendable {
  public struct Cost: Hashable, Sendable {
    /// Σ weight × metres of detour where everybody keeps to the facility of the plan.
    public var metres = 0.0
    /// The same where everybody would go to the facility that is nearest without the barrier.
    public var reassignedMetres = 0.0
    /// How many would have a shorter way, and their weight.
    public var people = 0
    public var weight = 0.0
    /// How many could get to a facility only without it, and their weight.
    public var peopleCutOff = 0
    public var weightCutOff = 0.0
  }

  public var id: String
  public var name: String
  public var kind: String
  /// Metres of line, and of banks.
  public var length: Double
  /// Nil where it was not measured, as for all but the longest of very many barriers.
  public var cost: Cost?
}
