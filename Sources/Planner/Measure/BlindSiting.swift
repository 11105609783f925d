/// What the plan would be for somebody who sees no barriers, measured as people really travel.
public struct BlindSiting: Hashable, Sendable {
  /// Σ weight × metres where everybody goes to the facility nearest on the map.
  public var straightChoiceMetres = 0.0
  /// How many could not get there, and their weight.
  public var peopleCutOff = 0
  public var weightCutOff = 0.0
  /// Σ weight × metres where everybody goes to the facility that is really nearest.
  public var realChoiceMetres = 0.0
  /// How many of them can get to no facility at all.
  public var peopleUnserved = 0
}
