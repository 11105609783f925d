/// How far a plan has come.
public enum PlanProgress: Hashable, Sendable, CustomStringConvertible {
  case reading
  case preparing
  /// The search, with the mean distance in metres of the best plan so far.
  case searching(step: String, mean: Double?)
  case measuring
  case writing

  public var description: String {
    switch self {
    case .reading: "reading files"
    case .preparing: "putting barriers and points on the map"
    case .searching(let step, nil): step
    case .searching(let step, let mean?): "\(step), mean \(Decimals.metres(mean))"
    case .measuring: "measuring ways"
    case .writing: "writing"
    }
  }
}
