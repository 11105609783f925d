/// What a plan means for all its people together, each counted by weight.
public struct PlanMeasures: Sendable {
  /// The share of all weight, unserved people included, that lives within a distance.
  public struct ShareWithin: Hashable, Sendable {
    /// Metres.
    public var limit: Double
    /// 0 to 1.
    public var share: Double
  }

  /// How many demand points there are, and what they weigh.
  public var people: Int
  public var weight: Double
  public var served: WeightedDistances
  public var shares: [ShareWithin]
  /// Σ weight × distance ÷ Σ weight × straight distance; nil where nothing has a place.
  public var detourFactor: Double?
  /// The weight of those who go over one crossing at least.
  public var weightCrossing: Double
  /// How many of them there are.
  public var peopleCrossing: Int

  public var unservedPeople: Int { people - served.count }
  public var unservedWeight: Double { max(0, weight - served.weight) }

  /// Measures the ways of *n* demand points.
  ///
  /// - Parameters:
  ///   - assignments: *n* ways.
  ///   - weights: *n* weights.
  ///   - limits: Metres.
  /// - Complexity: O(*n* log *n*).
  public init(_ assignments: [Assignment], weights: [Double], within limits: [Double]) {
    people = assignments.count
    var weight = 0.0
    var distances: [Double] = []
    var servedWeights: [Double] = []
    var travelled = 0.0
    var straight = 0.0
    var weightCrossing = 0.0
    var peopleCrossing = 0
    for (assignment, own) in zip(assignments, weights) {
      weight += own
      guard let distance = assignment.distance else { continue }
      distances.append(distance)
      servedWeights.append(own)
      if let direct = assignment.straight {
        travelled += own * distance
        straight += own * direct
      }
      if !assignment.crossings.isEmpty {
        peopleCrossing += 1
        weightCrossing += own
      }
    }
    let served = WeightedDistances(distances, weights: servedWeights)
    self.weight = weight
    self.served = served
    self.weightCrossing = weightCrossing
    self.peopleCrossing = peopleCrossing
    detourFactor = straight > 0 ? travelled / straight : nil
    shares = limits.map { limit in
      let within = served.weight(within: limit)
      return ShareWithin(limit: limit, share: weight > 0 ? within / weight : 0)
    }
  }
}
