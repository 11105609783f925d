/// Reads from the properties of crossings whether they can be used, and in which direction.
///
/// Data say it in many words: `open: false`, `closed: yes`, `status: under construction`, and in the
/// manner of OpenStreetMap `access=private`, `foot=no`, `abandoned=yes`, `highway=proposed`,
/// `oneway=-1`. One property that closes a crossing is enough; only `foot` overrules `access`. What
/// is not understood leaves it open and is reported.
struct CrossingState<Source: RecordSource> {
  /// What a crossing's properties say.
  struct Reading {
    var isOpen = true
    /// The property that closes it and its value, such as `access private`; nil for `open` itself.
    var closedBy: String?
    var direction = CrossingRecord.Direction.both
    /// Whether the direction comes from a property that is meant for lines, such as `oneway`.
    var isOneWay = false
  }

  private struct Field {
    var index: Int
    var role: CrossingVocabulary.Role
  }

  private let source: Source
  private let fields: [Field]
  private let direction: Int?
  private let oneWay: Int?
  private let joinsZones: Bool

  init(source: Source, joinsZones: Bool) {
    self.source = source
    self.joinsZones = joinsZones
    let names = source.fieldNames.map(ColumnNames.folded)
    fields = names.enumerated().compactMap { index, name in
      CrossingVocabulary.role(of: name).map { Field(index: index, role: $0) }
    }
    direction = source.find(["direction"])
    oneWay =
      source.find(["onewayfoot", "footoneway", "onewaypedestrian"])
      ?? source.find(["oneway", "isoneway"])
  }

  /// Reads one record; adds to its faults and warnings, which name the crossing where its line does
  /// not.
  func read(
    _ record: Int, id: String?, faults: inout [DataFault], warnings: inout [DataFault]
  ) -> Reading {
    var (newFaults, newWarnings): ([DataFault], [DataFault]) = ([], [])
    let reading = read(record, &newFaults, &newWarnings)
    func named(_ fault: DataFault) -> DataFault {
      guard fault.subject == nil, let id else { return fault }
      var named = fault
      named.subject = "crossing \(id)"
      return named
    }
    faults += newFaults.map(named)
    warnings += newWarnings.map(named)
    return reading
  }

  private func read(
    _ record: Int, _ faults: inout [DataFault], _ warnings: inout [DataFault]
  ) -> Reading {
    var reading = Reading()
    var saysOpen: Field?
    var closing: [Field] = []
    var footIsAllowed = false
    for field in fields {
      guard let text = source.word(record, field.index) else { continue }
      switch field.role.verdict(on: text) {
      case .open:
        if field.role == .open || field.role == .closed { saysOpen = saysOpen ?? field }
        if field.role == .foot { footIsAllowed = true }
      case .closed: closing.append(field)
      case .silent: break
      case .unknown:
        let fault = source.fault(
          record, field.index, value: text,
          field.role == .open || field.role == .closed
            ? "is neither true nor false" : "is not understood, and the crossing counts as open",
          field.role.suggestion(for: text) ?? field.role.remedy)
        if field.role == .open || field.role == .closed {
          faults.append(fault)
        } else {
          warnings.append(fault)
        }
      }
    }
    if footIsAllowed { closing.removeAll { $0.role == .access } }
    if let first = closing.first {
      reading.isOpen = false
      let cause = closing.first { $0.role == .open || $0.role == .closed } ?? first
      if cause.role != .open, let text = source.text(record, cause.index) {
        reading.closedBy = "\(source.fieldNames[cause.index]) \(text)"
      }
      if let saysOpen {
        warnings.append(
          source.fault(
            record, first.index, value: source.text(record, first.index),
            "closes the crossing, though \(source.fieldNames[saysOpen.index]) says "
              + "\(DataFault.quoted(source.text(record, saysOpen.index) ?? ""))",
            "correct one of them, or open it by its id"))
      }
    }
    readDirection(record, into: &reading, &faults, &warnings)
    if reading.isOneWay, !isLine(record), let oneWay {
      warnings.append(
        source.fault(
          record, oneWay, value: source.text(record, oneWay),
          "gives no direction for a point, so the crossing counts as two-way",
          "write direction: left_to_right or right_to_left, as its barrier is drawn"))
      reading.direction = .both
    }
    return reading
  }

  /// Whether a direction can be that of the crossing itself: of a line, or from zone to zone.
  private func isLine(_ record: Int) -> Bool {
    if joinsZones { return true }
    return switch source.geometry(record) {
    case .lineString, .multiLineString: true
    default: false
    }
  }

  private func readDirection(
    _ record: Int, into reading: inout Reading, _ faults: inout [DataFault],
    _ warnings: inout [DataFault]
  ) {
    var isSaid = false
    if let direction, let text = source.word(record, direction) {
      let folded = ColumnNames.folded(text)
      let known = CrossingRecord.Direction.allCases
      if let found = known.first(where: { ColumnNames.folded($0.rawValue) == folded }) {
        reading.direction = found
        isSaid = true
      } else {
        let meant = Suggestion.nearest(to: text, among: known.map(\.rawValue))
        faults.append(
          source.fault(
            record, direction, value: text, "is no direction",
            meant.map { "did you mean \($0)?" }
              ?? "write both, left_to_right, right_to_left, forward or backward"))
      }
    }
    guard let oneWay, let text = source.word(record, oneWay) else { return }
    guard let found = CrossingVocabulary.oneWay(text) else {
      warnings.append(
        source.fault(
          record, oneWay, value: text, "is not understood, and the crossing counts as two-way",
          "write yes, no or -1 (against the direction in which it is drawn)"))
      return
    }
    guard isSaid else {
      reading.direction = found
      reading.isOneWay = found != .both
      return
    }
    // Left and right are finer than yes; forward and backward can contradict it.
    let contradicts =
      found != .both
      && (reading.direction == .both || [.forward, .backward].contains(reading.direction))
      && found != reading.direction
    if contradicts {
      warnings.append(
        source.fault(
          record, oneWay, value: text,
          "contradicts the direction \(reading.direction.rawValue), which counts",
          "correct one of them"))
    }
  }
}

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
      case .kind:
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
      case .kind, .hours: ""
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
      (.kind, ["highway", "railway", "kind", "crossingkind", "crossingtype", "type"]),
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
    "planning", "candidate", "design", "approved", "construction", "underconstruction",
    "inconstruction", "building", "abandoned", "demolished", "disused", "removed", "razed",
    "destroyed", "collapsed", "dismantled", "ruined", "ruins", "ruin", "unused", "notinuse",
    "outofservice", "outofuse", "outoforder", "outofoperation", "nonoperational", "notoperational",
    "inoperative", "impassable", "unpassable", "unusable", "inaccessible", "suspended", "historic",
    "historical", "former", "future", "temporarilyclosed", "closedtemporarily", "tempclosed",
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
    "razed", "removed", "destroyed", "dismantled", "closed",
  ]

  /// What is proposed, under construction or abandoned, as `construction=footway` says.
  private static let structures: Set<String> = [
    "bridge", "footbridge", "tunnel", "underpass", "ferry", "ford", "crossing", "footway", "path",
    "pedestrian", "steps", "cycleway", "track", "bridleway", "road", "street", "service",
    "residential", "livingstreet", "unclassified", "tertiary", "secondary", "primary", "trunk",
    "motorway", "railway", "rail", "tram", "subway", "lightrail", "levelcrossing",
  ]
}
