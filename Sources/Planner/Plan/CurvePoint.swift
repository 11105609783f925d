/// What a number of facilities gives, for comparing numbers.
public struct CurvePoint: Hashable, Sendable {
  public var facilities: Int
  /// As ``SearchFacts/status``; `infeasible` where there is no plan with so few.
  public var status = "infeasible"
  /// Nil where there is no plan.
  public var objective: Double?
  public var bound: Double?
  /// Metres over those who are served; nil where nobody is.
  public var mean: Double?
  public var p95: Double?
  public var maximum: Double?
  /// The share of all weight within each of some distances.
  public var shares: [PlanMeasures.ShareWithin]
  /// The weight that is not served.
  public var unservedWeight: Double?
  /// How much smaller the objective is than with one facility less; nil for the first.
  public var gain: Double?
  /// The ids of the facilities; empty texts for places of their own.
  public var sites: [String] = []

  init(facilities: Int, within limits: [Double]) {
    self.facilities = facilities
    shares = limits.map { PlanMeasures.ShareWithin(limit: $0, share: 0) }
  }

  /// (objective − bound) ÷ objective; nil where no bound is known.
  public var gap: Double? {
    guard let objective, let bound else { return nil }
    return objective > 0 ? max(0, (objective - bound) / objective) : 0
  }

  /// Fills in what each facility more gains.
  static func addGains(to points: inout [CurvePoint]) {
    for index in points.indices.dropFirst() {
      let before = points[index - 1]
      guard before.facilities == points[index].facilities - 1,
        let objective = points[index].objective, let last = before.objective
      else { continue }
      points[index].gain = last - objective
    }
  }
}
