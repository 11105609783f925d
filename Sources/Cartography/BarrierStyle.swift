/// The families of barriers that a map tells apart.
public enum BarrierStyle: String, Hashable, Sendable, CaseIterable {
  case water
  case railway
  case road
  case fence
  case other

  /// The family of a kind as data names it; letter case, spaces, `_` and `-` do not matter.
  public init(kind: String) {
    let words = kind.lowercased().split { !$0.isLetter }.map(String.init)
    self = words.lazy.compactMap { Self.families[$0] }.first ?? .other
  }

  private static let families: [String: BarrierStyle] = {
    let words: [(BarrierStyle, [String])] = [
      (
        .water,
        [
          "water", "river", "stream", "canal", "lake", "sea", "pond", "reservoir", "riverbank",
          "waterway", "basin", "bay", "coast", "creek", "channel", "wetland",
        ]
      ),
      (.railway, ["railway", "rail", "train", "tram", "metro", "subway", "tracks", "railroad"]),
      (
        .road,
        [
          "road", "motorway", "highway", "expressway", "trunk", "freeway", "street", "primary",
          "carriageway",
        ]
      ),
      (.fence, ["fence", "fenced", "wall", "border", "hedge", "enclosure", "military", "yard"]),
    ]
    var families: [String: BarrierStyle] = [:]
    for (style, list) in words {
      for word in list { families[word] = style }
    }
    return families
  }()

  /// What the legend calls it.
  package var legendName: String {
    switch self {
    case .water: "Water"
    case .railway: "Railway"
    case .road: "Main road"
    case .fence: "Fence or wall"
    case .other: "Other barrier"
    }
  }
}
