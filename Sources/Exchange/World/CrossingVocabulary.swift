/// The words with which data say that a crossing can be used or not.
enum CrossingVocabulary {
  enum Verdict {
    case open, closed
    /// Nothing about use.
    case silent
    case unknown
  }

  enum Role: Equatable {
    /// `open`: true or false.
    case open
    /// `closed`: true or false.
    case closed
    case status
    case access
    case foot
    /// A property that is there because something has ended, such as `demolished`.
    case ended
    /// One that is there because something has not begun, such as `construction`.
    case planned
    /// What else a feature is, which may be `proposed`: `highway`, `railway`, `kind`.
    case kind
    /// `railway`, which may be abandoned where a path has taken its place.
    case railway
    case hours

    /// What a value says.
    func verdict(on text: String) -> Verdict {
      let word = CrossingVocabulary.word(text)
      switch self {
      case .open:
        if trueWords.contains(word) || openWords.contains(word) { return .open }
        if falseWords.contains(word) || closedWords.contains(word) { return .closed }
      case .closed:
        if trueWords.contains(word) || closedWords.contains(word) || isYear(text) { return .closed }
        if falseWords.contains(word) || openWords.contains(word) { return .open }
      case .status:
        if openWords.contains(word) { return .open }
        if closedWords.contains(word) { return .closed }
      case .access, .foot:
        if publicWords.contains(word) { return .open }
        if privateWords.contains(word) || (self == .foot && word == "usesidepath") {
          return .closed
        }
        if ["unknown", "destination"].contains(word) { return .silent }
      case .ended, .planned:
        if falseWords.contains(word) { return .silent }
        if trueWords.contains(word) || structures.contains(word) || closedWords.contains(word) {
          return .closed
        }
        if self == .ended, isYear(text) { return .closed }
        // Small works leave a street open.
        if word == "minor" { return .silent }
      case .kind, .railway:
        return closedKinds.contains(word) ? .closed : .silent
      case .hours:
        return ["closed", "off"].contains(word) ? .closed : .silent
      }
      return .unknown
    }

    /// The word of the vocabulary that a misspelt status is meant to be.
    func suggestion(for text: String) -> String? {
      guard self == .status else { return nil }
      let words = (openWords.union(closedWords)).sorted()
      return Suggestion.nearest(to: CrossingVocabulary.word(text), among: words).map {
        "did you mean \"\($0)\"?"
      }
    }

    var remedy: String {
      switch self {
      case .open, .closed: "write true or false"
      case .status: "write open or closed"
      case .access: "write yes, no or private"
      case .foot, .ended, .planned: "write yes or no"
      case .kind, .railway, .hours: ""
      }
    }
  }

  /// What a property by a folded name is about; nil for nothing of the kind.
  static func role(of name: String) -> Role? { roles[name] }

  private static let roles: [String: Role] = {
    let names: [(Role, [String])] = [
      (
        .open,
        ["open", "isopen", "passable", "usable", "active", "isactive", "inuse", "operational"]
      ),
      (.closed, ["closed", "isclosed", "blocked", "isblocked", "impassable", "inactive"]),
      (
        .status,
        [
          "status", "state", "crossingstatus", "bridgestatus", "opstatus", "operationalstatus",
          "lifecycle", "lifecyclestatus",
        ]
      ),
      (.access, ["access", "publicaccess"]),
      (.foot, ["foot", "accessfoot", "footaccess", "pedestrian", "pedestrians"]),
      (
        .ended,
        [
          "abandoned", "demolished", "disused", "razed", "removed", "destroyed", "collapsed",
          "dismantled", "ruined", "ruins",
        ]
      ),
      (.planned, ["proposed", "planned", "construction", "underconstruction"]),
      (
        .kind,
        [
          "highway", "kind", "crossingkind", "crossingtype", "type", "bridge", "tunnel",
          "condition",
        ]
      ),
      (.railway, ["railway"]),
      (.hours, ["openinghours"]),
    ]
    var roles: [String: Role] = [:]
    for (role, list) in names {
      for name in list { roles[name] = role }
    }
    return roles
  }()

  /// Which way `oneway` lets people through; nil where it says nothing that is understood.
  static func oneWay(_ text: String) -> CrossingRecord.Direction? {
    switch word(text) {
    case "no", "false", "0", "n", "f", "both", "twoway", "bidirectional", "bothways": .both
    case "yes", "true", "1", "y", "t", "forward", "oneway": .forward
    case "-1", "backward", "reverse", "reversed": .backward
    default: nil
    }
  }

  /// Letters and digits in lower case; a whole number as its digits: `1.0` is `1`, `-1` stays `-1`.
  private static func word(_ text: String) -> String {
    var digits = text
    if let number = digits.withUTF8({ DecimalReader.double($0) }), [-1, 0, 1].contains(number) {
      return number < 0 ? "-1" : number > 0 ? "1" : "0"
    }
    return ColumnNames.folded(text)
  }

  /// Whether a text begins with a year, as dates do.
  private static func isYear(_ text: String) -> Bool {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard digits.count == 4, let year = Int(digits), (1000...2999).contains(year) else {
      return false
    }
    return text.count == 4 || text.dropFirst(4).first == "-"
  }

  private static let trueWords: Set<String> = ["true", "yes", "1", "y", "t", "on"]
  private static let falseWords: Set<String> = ["false", "no", "0", "n", "f", "off"]

  private static let openWords: Set<String> = [
    "open", "opened", "operational", "operating", "operative", "inoperation", "active", "inuse",
    "existing", "inservice", "available", "accessible", "usable", "passable", "built", "complete",
    "completed", "working", "functional", "functioning", "normal", "ok", "current", "live",
    "enabled", "reopened",
  ]

  private static let closedWords: Set<String> = [
    "closed", "close", "shut", "blocked", "inactive", "disabled", "proposed", "proposal", "planned",
    "planning", "candidate", "design", "construction", "underconstruction",
    "inconstruction", "building", "abandoned", "demolished", "disused", "removed", "razed",
    "destroyed", "collapsed", "dismantled", "ruined", "ruins", "ruin", "unused", "notinuse",
    "outofservice", "outofuse", "outoforder", "outofoperation", "nonoperational", "notoperational",
    "inoperative", "impassable", "unpassable", "unusable", "inaccessible", "suspended",
    "former", "future", "temporarilyclosed", "closedtemporarily", "tempclosed",
    "permanentlyclosed", "closedpermanently", "closedforrepair", "closedforrepairs",
    "underrepair", "flooded", "decommissioned", "retired", "defunct", "cancelled", "canceled",
  ]

  private static let publicWords: Set<String> = [
    "yes", "true", "1", "y", "t", "public", "permissive", "designated", "official", "open",
    "allowed", "customers", "all", "everyone", "any", "unrestricted",
  ]

  private static let privateWords: Set<String> = [
    "no", "false", "0", "n", "f", "private", "none", "closed", "military", "forestry",
    "agricultural", "agriculturalforestry", "delivery", "emergency", "employees", "staff", "permit",
    "restricted", "prohibited", "forbidden", "notallowed", "blocked", "nopublicaccess",
    "authorized", "authorised", "authorizedonly", "authorisedonly",
  ]

  private static let closedKinds: Set<String> = [
    "proposed", "planned", "construction", "underconstruction", "abandoned", "demolished",
    "disused",
    "razed", "removed", "destroyed", "dismantled", "closed", "collapsed", "ruined", "blocked",
    "impassable", "outofservice", "notinuse",
  ]

  /// What is proposed, under construction or abandoned, as `construction=footway` says.
  private static let structures: Set<String> = [
    "bridge", "footbridge", "tunnel", "underpass", "ferry", "ford", "crossing", "footway", "path",
    "pedestrian", "steps", "cycleway", "track", "bridleway", "road", "street", "service",
    "residential", "livingstreet", "unclassified", "tertiary", "secondary", "primary", "trunk",
    "motorway", "railway", "rail", "tram", "subway", "lightrail", "levelcrossing",
  ]
}
