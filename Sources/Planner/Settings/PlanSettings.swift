public import Exchange

/// Everything that a plan is asked for: a scenario, and how to go about it.
///
///     var scenario = Scenario()
///     scenario.demand = .init(file: "homes.csv")
///     scenario.candidates = .init(file: "lots.geojson")
///     scenario.facilities = 5
///     let settings = PlanSettings(scenario)
public struct PlanSettings: Hashable, Sendable {
  /// Metres for which the share of people within them is reported, unless a scenario says others.
  public static let usualThresholds: [Double] = [500, 1000, 1500, 2000, 3000, 5000]

  public var scenario: Scenario
  /// Latitude and longitude stand in each other's place in the point files.
  public var swap = false
  /// Longitudes beyond ±180 are brought back to that.
  public var wraps = false
  /// Rows that cannot be read are left out, and named, instead of ending the run.
  public var skipBad = false
  /// GeoJSON is held to the letter of RFC 7946; else what can be put right is, and is told.
  public var isStrict = false
  /// The command that asks for this, for whoever wants to repeat it; nil where a program asks.
  public var command: String?
  /// Seconds are written into `plan.json`; off, so that the same seed gives the same bytes.
  public var recordsTiming = false

  public init(_ scenario: Scenario = Scenario()) { self.scenario = scenario }

  public var crs: CRSChoice { CRSChoice(scenario.crs ?? "auto") }

  /// What distances are measured with: what is asked for, else what the files are made for.
  public var distance: Scenario.Distance {
    if let distance = scenario.distance { return distance }
    if scenario.matrix != nil { return .matrix }
    if scenario.zones != nil { return .zones }
    if scenario.streets != nil { return .network }
    let files = scenario.barrierFiles + scenario.crossingFiles
    return files.isEmpty ? .straight : .barriers
  }

  /// Where facilities may stand: what is asked for, else the candidates, else the demand.
  public var sites: Scenario.Sites {
    if let sites = scenario.sites { return sites }
    return scenario.candidates != nil || !scenario.existing.isEmpty ? .candidates : .demand
  }

  /// Whether there are barriers that matter: in the way itself, or on the way to a street.
  var usesBarriers: Bool {
    distance == .barriers || (distance == .network && !scenario.barrierFiles.isEmpty)
  }

  /// Metres within which a point finds its street.
  var snapLimit: Double { scenario.snapLimit ?? 500 }

  /// The gap that is asked for, as a share: 0.01 is one per cent; nil for whatever is found.
  public var gap: Double? { scenario.gap }
  /// It is an error if somebody cannot reach any facility.
  public var requireServed: Bool { scenario.requiresServed ?? false }

  public var objective: Scenario.Objective { scenario.objective ?? .median }
  /// The share of people who are worst off, for the objective `fair`.
  public var worst: Double { scenario.worst ?? 0.1 }
  /// How much worse an alternative may be, as a share.
  var alternativesWithin: Double { scenario.alternativesWithin ?? 0.01 }
  /// How many facilities the plan is made for; 0 for as many as it takes.
  public var facilities: Int { scenario.planFor ?? scenario.facilities ?? 0 }
  /// Numbers of facilities that are compared; nil where only one is asked for.
  public var curve: ClosedRange<Int>? {
    guard let least = scenario.leastFacilities, let most = scenario.facilities, least < most else {
      return nil
    }
    return least...most
  }
  public var routes: Scenario.Routes { scenario.routes ?? .paths }
  public var seed: UInt64 { scenario.seed ?? 1 }
  public var thresholds: [Double] {
    scenario.thresholds.isEmpty ? Self.usualThresholds : scenario.thresholds.sorted()
  }
}
