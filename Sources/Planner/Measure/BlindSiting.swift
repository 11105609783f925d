/// What the plan would be for somebody who sees no barriers, measured as people really travel.
public struct BlindSiting: Hashable, Sendable {
  /// Σ weight × metres where everybody goes to the facility nearest on the map.
  public var straightChoiceMetres: Double
  /// How many could not get there, and their weight.
  public var peopleCutOff: Int
  public var weightCutOff: Double
  /// Σ weight × metres where everybody goes to the facility that is really nearest.
  public var realChoiceMetres: Double
  /// How many of them can get to no facility at all.
  public var peopleUnserved: Int
}
