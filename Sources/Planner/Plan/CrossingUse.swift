/// How many people go over one crossing.
public struct CrossingUse: Hashable, Sendable {
  /// What would happen if it were closed and everybody went to the facility then nearest.
  public struct Closing: Hashable, Sendable {
    /// Σ weight × metres that ways would be longer.
    public var addedMetres = 0.0
    /// How many could get to no facility any more, and their weight.
    public var peopleCutOff = 0
    public var weightCutOff = 0.0
  }

  public var id: String
  public var name: String
  public var kind: String
  public var isOpen: Bool
  /// Metres that using it adds.
  public var cost: Double
  public var users = 0
  public var weight = 0.0
  /// Nil where it is closed already or was not measured.
  public var closing: Closing?

  /// Counts the users of every crossing; somebody who goes over it twice counts once.
  ///
  /// - Parameters:
  ///   - crossings: All crossings of the world, with nobody on them yet.
  ///   - assignments: The ways of *n* demand points.
  ///   - weights: *n* weights.
  /// - Returns: The same crossings with their users.
  static func counted(
    _ crossings: [CrossingUse], over assignments: [Assignment], weights: [Double]
  ) -> [CrossingUse] {
    var counted = crossings
    let indices = Dictionary(
      crossings.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    for (assignment, weight) in zip(assignments, weights) where !assignment.crossings.isEmpty {
      for id in Set(assignment.crossings) {
        guard let index = indices[id] else { continue }
        counted[index].users += 1
        counted[index].weight += weight
      }
    }
    return counted
  }
}
