/// People whose phones are to be made up.
package struct TraceSettings: Hashable, Sendable {
  package var people = 4
  package var days = 10
  /// Seconds between fixes.
  package var step = 10.0
  /// Metres by which fixes scatter and drift.
  package var noise = 8.0
  /// The share of fixes that lie somewhere else altogether.
  package var outliers = 0.001
  /// How many times a day a phone records nothing for some minutes up to an hour.
  package var gaps = 0.5
  /// The share of fixes that are written twice.
  package var duplicates = 0.0005
  /// The share of people whose phones record next to nothing at rest.
  package var sleepers = 0.0
  /// The share of people who work at night.
  package var nightWorkers = 0.0
  /// Whether people live in cities all over the world instead of in one.
  package var isWorldwide = false
  package var seed: UInt64 = 1

  package init() {}

  /// - Throws: ``PlacesError`` for numbers that make no sense.
  package func validate() throws(PlacesError) {
    func check(_ option: String, _ value: Double, _ allowed: ClosedRange<Double>, _ words: String)
      throws(PlacesError)
    {
      guard allowed.contains(value) else {
        throw .badNumber(option: option, value: "\(value)", allowed: words)
      }
    }
    try check("--people", Double(people), 1...100_000, "1 to 100000")
    try check("--days", Double(days), 1...3660, "1 to 3660")
    try check("--step", step, 1...3600, "1 to 3600 seconds")
    try check("--noise", noise, 0...100, "0 to 100 metres")
    try check("--gaps", gaps, 0...24, "0 to 24")
    for (option, share) in [
      ("--outliers", outliers), ("--sleepers", sleepers), ("--night-workers", nightWorkers),
    ] {
      try check(option, share, 0...1, "a share from 0 to 1")
    }
  }
}

/// Somewhere to live, and by which clocks.
struct TraceCity: Hashable, Sendable {
  var name: String
  var longitude: Double
  var latitude: Double
  /// Minutes ahead of UTC, without summer time.
  var offset: Int

  /// The first is where everybody lives who does not live all over the world.
  static let all = [
    TraceCity(name: "zurich", longitude: 8.54, latitude: 47.37, offset: 60),
    TraceCity(name: "new_york", longitude: -73.98, latitude: 40.75, offset: -300),
    TraceCity(name: "tokyo", longitude: 139.7, latitude: 35.68, offset: 540),
    TraceCity(name: "tromso", longitude: 18.96, latitude: 69.65, offset: 60),
    TraceCity(name: "quito", longitude: -78.5, latitude: -0.01, offset: -300),
    TraceCity(name: "taveuni", longitude: 179.99, latitude: -16.8, offset: 720),
    TraceCity(name: "delhi", longitude: 77.2, latitude: 28.6, offset: 330),
    TraceCity(name: "urumqi", longitude: 87.6, latitude: 43.8, offset: 480),
    TraceCity(name: "madrid", longitude: -3.7, latitude: 40.42, offset: 60),
    TraceCity(name: "sydney", longitude: 151.2, latitude: -33.87, offset: 600),
  ]
}
