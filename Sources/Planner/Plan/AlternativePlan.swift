public import Exchange

/// Another choice of sites that is nearly as good as the plan.
public struct AlternativePlan: Sendable {
  /// One of its facilities.
  public struct Facility: Sendable {
    public var id: String
    public var name: String
    /// As the files have it; nil where nothing has a place.
    public var position: Position?
    /// Whether the plan has it, too.
    public var isInPlan: Bool
    /// The people whom it would serve, by their distances.
    public var distances: WeightedDistances
  }

  public var objective: Double
  /// In the order of the files.
  public var facilities: [Facility]
  /// Everybody whom it would serve.
  public var served: WeightedDistances
  /// Ids of facilities of the plan that it does without.
  public var without: [String]

  /// How much larger its objective is than that of the plan, as a share; below 0 where it is
  /// smaller, nil where the plan's is 0.
  func excess(over plan: Double) -> Double? {
    plan > 0 ? (objective - plan) / plan : nil
  }
}
