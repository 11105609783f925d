/// What would have happened had everybody been sent to the facility that is nearest on the map.
public struct StraightLineAudit: Hashable, Sendable {
  /// One demand point that the straight line would have sent elsewhere.
  public struct Mistake: Hashable, Sendable {
    /// Index into the demand.
    public var person: Int
    /// Index of the facility that is nearest as the crow flies.
    public var facility: Int
    /// Metres to it as people travel; nil where there is no way.
    public var distance: Double?
    /// Metres longer than the way that the plan gives; nil where there is no way.
    public var added: Double?
    /// Whether a barrier lies between the home and that facility: it is crossed, walked around, or
    /// cannot be passed at all.
    public var isAcross: Bool
  }

  /// Those who would have gone elsewhere, in the order of the demand.
  public var mistakes: [Mistake]
  /// Their weight.
  public var weight = 0.0
  /// How many of them would have been sent across a barrier, and their weight.
  public var peopleAcross = 0
  public var weightAcross = 0.0
  /// How many could not even get there, and their weight.
  public var peopleCutOff = 0
  public var weightCutOff = 0.0
  /// Σ weight × metres that the plan saves those who could get there.
  public var savedMetres = 0.0
  /// Σ weight × metres that the same demand points travel in the plan.
  public var travelledMetres = 0.0

  init(_ mistakes: [Mistake], weights: [Double]) {
    self.mistakes = mistakes
    for mistake in mistakes {
      let own = weights[mistake.person]
      weight += own
      if mistake.isAcross {
        peopleAcross += 1
        weightAcross += own
      }
      if let added = mistake.added {
        savedMetres += own * added
        travelledMetres += own * ((mistake.distance ?? added) - added)
      } else {
        peopleCutOff += 1
        weightCutOff += own
      }
    }
  }
}
