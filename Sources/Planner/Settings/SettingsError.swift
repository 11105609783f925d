import Exchange

/// Why what was asked for makes no sense, before any file is read.
public enum SettingsError: Error, Hashable, Sendable, CustomStringConvertible {
  case missing(what: String, option: String)
  case noFacilities(Int)
  case notPositive(option: String, value: Double)
  /// A length that is longer, or shorter, than any that can be meant, in metres.
  case lengthOutOfRange(option: String, value: Double, range: ClosedRange<Double>)
  case needs(option: String, choice: String, file: String)
  case standardInputTwice(String, String)
  case anywhereNeedsPlane(String)
  case gapNotShare(Double)
  case geodesicNeedsDegrees
  case nothingToClose(String)
  case noCrossings(String)
  case noAreas(String)
  case openedAndClosed(String)
  case unknownColumnRole(String, known: [String])
  case outputFolderMissing
  /// The name of a scenario, which would be that of the folder of results.
  case nameIsNoFolder(String)
  /// A share that is not from 0 to 1, or 0 where that means nothing.
  case notShare(option: String, value: Double, canBeZero: Bool)
  case belowZero(option: String, value: Double)
  /// An option that means something only with another.
  case onlyWith(option: String, needed: String)
  /// Two things that cannot be asked for together.
  case notTogether(String, String)
  /// Rules that say who goes where, with an objective that is no sum of ways.
  case rulesWithObjective(String)
  /// An objective, or a rule, that needs sites to choose from.
  case needsSites(String)
  case noCurve(String)
  /// A number of facilities that is not among those compared.
  case planForOutside(Int, ClosedRange<Int>)
  case planForWithoutCurve(Int)

  public var description: String {
    switch self {
    case .missing(let what, let option):
      "no \(what) is given; add \(option) or name it in the scenario"
    case .noFacilities(let count):
      "cannot plan \(count) facilities; ask for 1 or more with --facilities"
    case .notPositive(let option, let value):
      "\(option) is \(value); give a number above 0"
    case .lengthOutOfRange(let option, let value, let range):
      value > range.upperBound
        ? "\(option) is \(value) m; give \(Count.grouped(Int(clamping: range.upperBound))) m at most"
        : "\(option) is \(value) m; give \(range.lowerBound) m at least"
    case .needs(let option, let choice, let file):
      "\(option) \(choice) needs \(file); add it or choose another \(option)"
    case .standardInputTwice(let first, let second):
      "both \(first) and \(second) read standard input; give one of them as a file"
    case .anywhereNeedsPlane(let provider):
      "facilities cannot stand anywhere with --distance \(provider), which knows only "
        + "the places that it is given; use --sites candidates or --sites demand"
    case .geodesicNeedsDegrees:
      "--distance geodesic measures on the globe and the coordinates are metres; "
        + "use --distance straight, or drop --crs planar"
    case .gapNotShare(let gap):
      "--gap is \(gap); give a share such as 0.01, or a percentage such as 1%"
    case .nothingToClose(let provider):
      "crossings cannot be opened or closed with --distance \(provider), which knows none; "
        + "drop --open and --close"
    case .noCrossings(let provider):
      "crossings cannot be given costs with --distance \(provider), which knows none; drop --cost"
    case .noAreas(let provider):
      "there are no service areas with --distance \(provider), which knows no land between "
        + "places; use barriers, straight or manhattan"
    case .openedAndClosed(let id):
      "crossing \"\(id)\" is both opened and closed; drop one of the two"
    case .unknownColumnRole(let name, let known):
      "a column cannot be read as \"\(name)\"; use one of \(known.joined(separator: ", "))"
    case .notShare(let option, let value, let canBeZero):
      "\(option) is \(value); give a share \(canBeZero ? "from 0" : "above 0 and up") to 1, such as "
        + "0.1 or 10%"
    case .belowZero(let option, let value):
      "\(option) is \(value); give a number from 0 up"
    case .onlyWith(let option, let needed):
      "\(option) means something only with \(needed); add that, or drop \(option)"
    case .notTogether(let one, let other):
      "\(one) cannot be asked for together with \(other); drop one of them"
    case .rulesWithObjective(let objective):
      "capacities, --min-assigned and --max-moves are kept with --objective median and means, not "
        + "with \(objective); choose one of those, or drop the rules (capacities: "
        + "--ignore-capacities)"
    case .needsSites(let what):
      "\(what) needs sites to choose from, and --sites anywhere has none; use --sites candidates or "
        + "--sites demand"
    case .noCurve(let objective):
      "several numbers of facilities cannot be compared with --objective \(objective), which finds "
        + "the number itself; give one number at most"
    case .planForOutside(let count, let range):
      "--plan-for is \(count), but the numbers compared are \(range.lowerBound) to "
        + "\(range.upperBound); choose one of them"
    case .planForWithoutCurve(let count):
      "--plan-for is \(count), but only one number of facilities is asked for; compare several "
        + "with --facilities 3...8"
    case .nameIsNoFolder(let name):
      "the name \"\(Self.shortened(name))\" cannot be that of a folder in out/; change it to one of up "
        + "to 200 bytes without / that does not begin with a dot, or give --out"
    case .outputFolderMissing:
      "no folder for the plan is given; add --out DIR"
    }
  }

  /// A name as a message shows it: on one line, and not too long.
  private static func shortened(_ name: String) -> String {
    let shown = name.unicodeScalars.prefix(40).map { scalar in
      scalar.properties.generalCategory == .control ? "?" : String(scalar)
    }
    return shown.joined() + (name.unicodeScalars.count > 40 ? "…" : "")
  }
}
