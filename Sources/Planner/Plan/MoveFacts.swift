import Exchange

/// Who is served elsewhere than today.
public struct MoveFacts: Hashable, Sendable {
  /// The column of the demand with today's site.
  public var column: String
  /// How many demand points have another site than today, and their weight; those without one
  /// today are not counted.
  public var people = 0
  public var weight = 0.0
  /// How many demand points have a site today, and their weight.
  public var knownPeople = 0
  public var knownWeight = 0.0
  /// How many demand points are served farther away than by today's site, and the most that this
  /// adds to anybody's way, in metres; who has no way to today's site, or is not served, is not
  /// counted.
  public var worsePeople = 0
  public var largestIncrease = 0.0
  /// The most weight that was allowed to move; nil for no limit.
  public var limit: Double?
  /// For each demand point the id of today's site; nil where there is none.
  var baseline: [String?]
  /// For each demand point whether it is served elsewhere; nil where it has no site today.
  var isMoved: [Bool?]

  /// Compares a plan with today.
  ///
  /// - Parameters:
  ///   - column: The column of the demand with today's site.
  ///   - demand: *n* demand points.
  ///   - assignments: *n* ways.
  ///   - facilities: The ids of the facilities.
  ///   - limit: The most weight that was allowed to move.
  init(
    column: String, demand: [PointRecord], assignments: [Assignment], facilities: [String],
    limit: Double?
  ) {
    self.column = column
    self.limit = limit
    baseline = demand.map(\.baseline)
    isMoved = []
    for (index, today) in baseline.enumerated() {
      guard let today else {
        isMoved.append(nil)
        continue
      }
      let weight = demand[index].weight
      knownPeople += 1
      knownWeight += weight
      let isElsewhere = assignments[index].facility.map { facilities[$0] } != today
      isMoved.append(isElsewhere)
      if isElsewhere {
        people += 1
        self.weight += weight
      }
    }
  }

  /// Counts those who travel farther than today.
  ///
  /// - Parameters:
  ///   - today: For each demand point how far today's site is, in metres; nil where that is not known.
  ///   - assignments: As many ways.
  mutating func compare(with today: [Double?], _ assignments: [Assignment]) {
    for (before, now) in zip(today, assignments) {
      // Both may be rounded sums of the same legs.
      guard let before, before < .infinity, let distance = now.distance, distance > before + 1e-6
      else { continue }
      worsePeople += 1
      largestIncrease = max(largestIncrease, distance - before)
    }
  }
}
