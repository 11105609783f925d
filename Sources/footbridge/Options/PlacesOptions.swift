import ArgumentParser
import Foundation
import Planner

/// What counts as a stay, a place and a fix.
struct PlacesRuleOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Shorter times at rest are no stay. (default: 5m)", valueName: "time"))
  var minStay: Seconds?

  @Option(
    help: ArgumentHelp(
      """
      How far around its middle somebody is at a place; stays nearer to each other are one place. \
      (default: 50m)
      """,
      valueName: "metres"))
  var radius: Length?

  @Option(
    help: ArgumentHelp(
      "Without a fix for so long, the same place at both ends still is one stay. (default: 24h)",
      valueName: "time"))
  var maxGap: Seconds?

  @Option(help: ArgumentHelp("Less sure fixes are left out. (default: 200m)", valueName: "metres"))
  var maxAccuracy: Length?

  @Option(
    help: ArgumentHelp(
      "Out and back faster than this is an outlier.", valueName: "metres per second"))
  var maxSpeed = 55.0

  @Option(help: ArgumentHelp("Places with fewer visits are left out.", valueName: "number"))
  var minVisits = 1

  @Option(help: "What the first place has the most of.")
  var rankBy: PlacesRanking = .visits

  @Flag(help: "One set of places for all people.")
  var shared = false

  func apply(to settings: inout PlacesSettings) {
    settings.setRules(
      minimumStay: minStay?.seconds, radius: radius?.metres, longestGap: maxGap?.seconds,
      worstAccuracy: maxAccuracy?.metres, spikeSpeed: maxSpeed)
    settings.setPlaces(minimumVisits: minVisits, ranking: rankBy.rawValue)
    settings.isShared = shared
  }
}

enum PlacesRanking: String, ExpressibleByArgument, CaseIterable {
  case visits, days, dwell
}

/// Whose traces they are, and by which clocks.
struct PlacesInputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      The clocks of the traces, such as Europe/Zurich or +05:30; also for times that name no \
      zone. (default: offsets in the file, else a whole hour for each 15° of longitude)
      """,
      valueName: "zone"))
  var timeZone: String?

  @Option(help: ArgumentHelp("Whose files they are that do not say it.", valueName: "name"))
  var person: String?

  @Option(
    help: "Whose files they are that do not say it: one person's, or a folder or file for each.")
  var personFrom: PlacesOwner = .one

  @OptionGroup var reading: EncodingOptions

  @Flag(help: "Latitude and longitude stand in each other's place.")
  var swap = false

  @Flag(help: "Longitudes beyond ±180 are brought back to it.")
  var wrap = false

  @Flag(help: "End at the first rows that cannot be read, instead of leaving them out by name.")
  var strict = false

  func apply(to settings: inout PlacesSettings) throws {
    settings.zone = try timeZone.map { try PlacesSettings.zone($0) }
    settings.person = person
    settings.setOwner(personFrom.rawValue)
    settings.encodings = reading.choice
    settings.swap = swap
    settings.wraps = wrap
    settings.isStrict = strict
    // A day for clocks that are a little fast.
    settings.setLatest(seconds: Date().timeIntervalSince1970 + 86_400)
  }
}

enum PlacesOwner: String, ExpressibleByArgument, CaseIterable {
  case one, folder, file
}

/// What places are called.
struct PlacesNameOptions: ParsableArguments {
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Addresses; a place is named by the nearest within 100 m. Several, or repeatable.",
      valueName: "file"))
  var reference: [String] = []

  @Option(
    help: ArgumentHelp(
      "Where the index of the addresses is kept. (default: in the user's cache folder)",
      valueName: "file"))
  var index: String?

  func apply(to settings: inout PlacesSettings) {
    settings.references = reference
    settings.addressIndex = index
  }
}

/// What is written.
struct PlacesOutputOptions: ParsableArguments {
  @Option(
    name: [.short, .long], help: ArgumentHelp("The folder to write to.", valueName: "folder"))
  var out: String?

  @Option(help: "All fixes with their places; auto is CSV, up to a million.")
  var fixes: PlacesFixes = .auto

  @Flag(help: "Colours and texts for geojson.io and the like, by the keys of simplestyle.")
  var style = false

  @Flag(help: "Say in cleaned.csv of each fix how far it lies from those before and after it.")
  var explainFixes = false

  @Flag(help: ArgumentHelp("Leave out all fixes and their ids, and round positions; see --round."))
  var anonymize = false

  @Option(
    help: ArgumentHelp(
      "Decimals of degrees under --anonymize: 3 are some 100 m. (default: 3)", valueName: "number"))
  var round: Int?

  @Flag(help: "Print each visit as a line of JSON when it ends.")
  var follow = false

  @Flag(help: "Print summary.json instead of text.")
  var json = false

  @Flag(name: [.short, .long], help: "Do not say what was read.")
  var quiet = false

  func apply(to settings: inout PlacesSettings) {
    settings.out = out
    settings.setFixes(fixes.rawValue)
    settings.withStyle = style
    settings.explainsFixes = explainFixes
    settings.isFollowing = follow
    if anonymize || round != nil { settings.anonymousDecimals = round ?? 3 }
  }
}

enum PlacesFixes: String, ExpressibleByArgument, CaseIterable {
  case auto, csv, geojson, none
}
