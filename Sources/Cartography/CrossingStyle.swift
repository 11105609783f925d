/// The families of crossings that a map tells apart.
public enum CrossingStyle: String, Hashable, Sendable, CaseIterable {
  case bridge
  case underpass
  case levelCrossing
  case ferry

  /// The family of a kind as data names it; what is not known is a bridge.
  public init(kind: String) {
    let word = kind.lowercased().filter(\.isLetter)
    let families: [(CrossingStyle, [String])] = [
      (.underpass, ["underpass", "tunnel", "subway", "culvert"]),
      (.levelCrossing, ["level", "gate", "zebra", "pedestriancrossing", "signals"]),
      (.ferry, ["ferry", "ford", "boat", "stepping"]),
    ]
    let known = families.first { $0.1.contains { word.contains($0) } }
    self = known?.0 ?? .bridge
  }

  /// What the legend calls it.
  package var legendName: String {
    switch self {
    case .bridge: "Bridge"
    case .underpass: "Underpass"
    case .levelCrossing: "Level crossing or gate"
    case .ferry: "Ferry or ford"
    }
  }
}
