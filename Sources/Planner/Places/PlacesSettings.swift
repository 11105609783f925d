package import Exchange
package import Foundation
package import Traces

/// Everything that the search for places is asked for.
package struct PlacesSettings: Sendable {
  package var files: [String]
  package var out: String?
  package var cleaning = CleaningOptions()
  package var stays = StayOptions()
  package var places = PlaceOptions()
  /// One set of places for all people.
  package var isShared = false
  package var zone: TimeZone?
  package var barriers: String?
  package var crossings: String?
  package var open: [String] = []
  package var close: [String] = []
  /// Files of addresses, of which the nearest names a place.
  package var references: [String] = []
  /// Where the index of the addresses is kept; nil for the usual folder.
  package var addressIndex: String?
  package var person: String?
  package var owner = TraceFiles.Owner.one
  /// The encodings of files, where they do not show it and are not UTF-8.
  package var encodings = EncodingChoice()
  package var swap = false
  /// Longitudes beyond ±180 are brought back to that.
  package var wraps = false
  /// A row that cannot be read ends the run.
  package var isStrict = false
  package var fixes = FixesChoice.automatic
  /// Each fix in `cleaned.csv` comes with what is wrong with it.
  package var explainsFixes = false
  /// Decimals of degrees in outputs without raw fixes; nil for outputs as they are.
  package var anonymousDecimals: Int?
  /// Whether layers carry the keys of simplestyle, in the colours of the picture.
  package var withStyle = false
  package var cores: Int?
  /// Bytes of fixes in memory; nil for as many as suit most machines.
  package var memory: Int?
  package var command: String?
  /// Visits are printed as they end.
  package var isFollowing = false

  /// Whether and how all fixes are written.
  package enum FixesChoice: String, Hashable, Sendable, CaseIterable {
    /// As CSV, up to a million.
    case automatic = "auto"
    case csv, geojson, none
  }

  package init(files: [String]) { self.files = files }

  /// Throws where something was asked for that cannot be had while fixes still come.
  private func validateFollowing() throws(PlacesError) {
    let asked: [(String, Bool)] = [
      ("--out", out != nil), ("--shared", isShared), ("--barriers", barriers != nil),
      ("--reference", !references.isEmpty), ("--fixes", fixes != .automatic),
      ("--explain-fixes", explainsFixes), ("--min-visits", places.minimumVisits != 1),
    ]
    for (option, isAsked) in asked where isAsked {
      throw .notTaken(
        option: option, why: "with --follow visits are printed as they end; leave one of them out")
    }
  }

  /// - Throws: ``PlacesError`` for what makes no sense.
  package func validate() throws(PlacesError) {
    if isFollowing { try validateFollowing() }
    func check(_ option: String, _ value: Double, _ allowed: ClosedRange<Double>, _ words: String)
      throws(PlacesError)
    {
      guard allowed.contains(value) else {
        throw .badNumber(
          option: option, value: JSONNumber(value)?.text ?? "\(value)", allowed: words)
      }
    }
    try check("--min-stay", stays.minimumStay, 10...86_400, "10 seconds to a day")
    try check("--radius", stays.radius, 5...5000, "5 to 5000 metres")
    try check("--max-gap", stays.longestGap, stays.minimumStay...2_678_400, "--min-stay to 31 days")
    try check("--max-accuracy", cleaning.worstAccuracy, 1...6500, "1 to 6500 metres")
    try check("--max-speed", cleaning.spikeSpeed, 5...350, "5 to 350 metres a second")
    guard places.minimumVisits >= 1 else {
      throw .badNumber(
        option: "--min-visits", value: "\(places.minimumVisits)", allowed: "1 or more")
    }
    if let decimals = anonymousDecimals, !(0...5).contains(decimals) {
      throw .badNumber(option: "--round", value: "\(decimals)", allowed: "0 to 5 decimals")
    }
    if crossings != nil, barriers == nil {
      throw .notTaken(option: "--crossings", why: "there is nothing to cross without --barriers")
    }
    if addressIndex != nil, references.isEmpty {
      throw .notTaken(option: "--index", why: "there are no addresses to keep without --reference")
    }
    if anonymousDecimals != nil, !references.isEmpty {
      throw .notTaken(
        option: "--reference", why: "an address says where a place is, which --anonymize hides")
    }
    if anonymousDecimals != nil, fixes == .csv || fixes == .geojson {
      throw .notTaken(option: "--fixes", why: "--anonymize leaves raw fixes out")
    }
  }
}

/// Why there are no places, or why what is asked for makes no sense.
package enum PlacesError: Error, Hashable, Sendable, CustomStringConvertible {
  case badNumber(option: String, value: String, allowed: String)
  case notTaken(option: String, why: String)
  case unknownZone(String, suggestion: String?)
  case noFixes(files: String, skipped: Int, first: String?)
  case barriersTooFarApart(why: String)

  package var isUsage: Bool {
    switch self {
    case .noFixes, .barriersTooFarApart: false
    default: true
    }
  }

  package var description: String {
    switch self {
    case .badNumber(let option, let value, let allowed):
      "\(option) cannot be \(value); give \(allowed)"
    case .notTaken(let option, let why): "\(option) cannot be used here: \(why)"
    case .unknownZone(let name, let suggestion):
      "there is no time zone \"\(name)\"; "
        + (suggestion.map { "did you mean \($0)? " } ?? "")
        + "give a name such as Europe/Zurich, or an offset such as +05:30"
    case .barriersTooFarApart(let why):
      "--barriers needs one flat map of all stays within 100 km of a barrier: \(why); "
        + "give the barriers of one region at a time"
    case .noFixes(let files, let skipped, let first):
      "\(files): there is no fix to work with"
        + (skipped > 0
          ? ": \(skipped) row\(skipped == 1 ? "" : "s") could not be read"
            + (first.map { ", the first: \($0)" } ?? "")
          : "; give GPX, CSV or other files with positions and times")
    }
  }
}

extension PlacesSettings {
  /// A time zone by its name or as `+05:30`.
  package static func zone(_ text: String) throws(PlacesError) -> TimeZone {
    if let first = text.first, first == "+" || first == "-" || text == "Z" || text == "UTC" {
      let parts = text.dropFirst().split(separator: ":").map { Int($0) }
      if text == "Z" || text == "UTC" { return TimeZone(secondsFromGMT: 0) ?? .gmt }
      if let hours = parts.first ?? nil, hours <= 18, parts.count <= 2,
        let minutes = parts.count == 2 ? parts[1] : 0, minutes < 60,
        let zone = TimeZone(
          secondsFromGMT: (first == "-" ? -1 : 1) * (hours * 3600 + minutes * 60))
      {
        return zone
      }
    }
    if let zone = TimeZone(identifier: text), text.contains("/") { return zone }
    throw .unknownZone(
      text, suggestion: Suggestion.nearest(to: text, among: TimeZone.knownTimeZoneIdentifiers))
  }
}
