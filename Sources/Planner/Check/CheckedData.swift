import Exchange
import Geography
import Travel

/// What was read, on the map, with all that was noticed.
struct CheckedData {
  let frame: MapFrame
  /// The demand on the map, moved out of the water where that was asked for.
  private(set) var people: [Location]
  private(set) var siteLocations: [Location]
  /// Makes the world again for whoever wants to measure in it.
  let builder: WorldBuilder
  private(set) var moved: [MovedPerson] = []
  private(set) var findings: [Finding]

  /// Puts everything on the map and looks for what is doubtful.
  ///
  /// - Throws: What makes planning impossible.
  init(_ settings: PlanSettings, _ data: InputData) throws {
    var positions =
      (data.demand + data.sites.map(\.record)).compactMap(\.position)
      + (data.network?.positions ?? [])
    // Barriers may lead far beyond the people, but where there is nobody they are all there is.
    if positions.isEmpty { positions = data.worldPositions }
    frame = try MapFrame(settings.crs, over: positions)
    people = try frame.locations(of: data.demand, file: data.demandFile)
    siteLocations = try frame.locations(of: data.sites)
    findings = data.findings
    if !positions.isEmpty { findings.append(frame.finding) }
    var world: BarrierWorld?
    if settings.usesBarriers {
      var made = try BarrierWorld(settings: settings, data: data, frame: frame)
      findings += made.findings
      findings += CrossingUse.findings(about: data.crossings)
      if let limit = settings.scenario.snapDemand {
        moved = made.snap(&people, within: limit)
        findings += MovedPerson.findings(about: moved, among: people)
      }
      // Where there are streets only the way to them matters, and that is looked at below.
      if settings.distance == .barriers {
        findings += made.findings(
          about: people, noun: "demand point", canSnap: settings.scenario.snapDemand == nil)
        findings += made.findings(
          about: siteLocations, noun: "site", canSnap: false,
          statuses: settings.scenario.demand == nil ? nil : data.sites.map(\.status))
        findings += made.findings(
          aboutPocketsOf: people, weights: data.demand.map(\.weight), sites: siteLocations)
        if settings.sites != .candidates { made.settle(people) }
        made.settle(siteLocations)
      }
      world = made
    }
    if settings.distance == .zones {
      findings +=
        ZoneCheck(
          people: people, weights: data.demand.map(\.weight), sites: siteLocations,
          crossings: data.crossings,
          changes: try CrossingChanges(
            settings.scenario, ids: data.crossings.map(\.id), file: settings.scenario.zones)
        ).findings
    }
    var streets: StreetWorld?
    if let network = data.network {
      var made = try StreetWorld(network, settings: settings, frame: frame, barriers: world)
      findings += made.findings
      findings += try made.settle(&people, noun: "demand point").findings
      findings += try made.settle(&siteLocations, of: data.sites)
      findings += made.findings(aboutPartsOf: people, sites: siteLocations)
      streets = made
    }
    builder = WorldBuilder(
      settings: settings, data: data, frame: frame, barriers: world, streets: streets)
  }
}

extension CheckedData {
  /// Reads the world of a question that is no plan, and puts it on the map with the points that were read for it.
  ///
  /// - Throws: All faults of all files at once, or what makes an answer impossible.
  init(_ settings: PlanSettings, pointsOf data: inout InputData, reader: inout InputReader) throws {
    data.takeWorld(of: &reader)
    try reader.finish()
    if let faults = DataFaults(data.takeSwapFaults(settings)) { throw faults }
    try self.init(settings, data)
  }
}

extension MapFrame {
  /// Puts sites from several files on the map.
  func locations(of sites: [SiteInput]) throws(DataFaults) -> [Location] {
    var locations: [Location] = []
    var start = 0
    while start < sites.count {
      let file = sites[start].file
      let end = sites[start...].firstIndex { $0.file != file } ?? sites.count
      locations += try self.locations(of: sites[start..<end].map(\.record), file: file)
      start = end
    }
    return locations
  }
}

extension CrossingUse {
  /// What crossings leave unsaid.
  static func findings(about records: [Sourced<CrossingRecord>]) -> [Finding] {
    let nameless = records.count { $0.name.isEmpty }
    guard nameless > 0 else { return [] }
    return [
      Finding(
        .note,
        "\(records[0].file): \(nameless) of \(records.count) crossings have no name and go by "
          + "their ids")
    ]
  }
}
