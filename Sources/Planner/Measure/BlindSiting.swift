/// The straight-line baseline: the same siting question solved by straight-line distance, and its
/// outcome measured by travel distance.
public struct BlindSiting: Hashable, Sendable {
  /// Ids of the sites that straight-line distance chooses.
  public var facilities: [String] = []
  /// Whether straight-line distance rates the plan's own sites as good as any: then it chooses them.
  public var isPlan = false
  /// Σ weight × metres where everybody goes to the facility nearest on the map.
  public var straightChoiceMetres = 0.0
  /// How many could not get there, and their weight.
  public var peopleCutOff = 0
  public var weightCutOff = 0.0
  /// Σ weight × metres where everybody goes to the facility with the shortest travel distance.
  public var realChoiceMetres = 0.0
  /// How many of them can get to no facility at all, and their weight.
  public var peopleUnserved = 0
  public var weightUnserved = 0.0
  /// Whether these sites serve exactly the demand points that the plan serves, so that sums of
  /// their distances can be compared.
  public var servesSame = true
}
