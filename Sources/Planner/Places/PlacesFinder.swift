import Clustering
import Exchange
import Geocoding
import Geography
import Traces
import Travel

/// Reads traces and finds the places in them.
package struct PlacesSearch {
  private let settings: PlacesSettings

  package init(_ settings: PlacesSettings) { self.settings = settings }

  /// - Throws: ``PlacesError`` where there is nothing to work with; the faults of files.
  package func run() throws -> PlacesReport {
    var reading = TraceReading()
    reading.person = settings.person
    reading.assumedZone = settings.zone
    reading.swap = settings.swap
    reading.wraps = settings.wraps
    reading.encodings = settings.encodings
    reading.cores = settings.cores
    if let memory = settings.memory { reading.memory = memory }
    let files = try TraceFiles.list(settings.files)
    var collection = try TraceFiles.read(files, reading: reading, owner: settings.owner)
    if settings.isStrict, let faults = DataFaults(collection.skipped) { throw faults }
    guard collection.fixCount + collection.untimedCount > 0 else {
      throw PlacesError.noFixes(
        files: settings.files.joined(separator: ", "), skipped: collection.skippedCount,
        first: collection.skipped.first?.description)
    }
    try collection.finish()
    var found: [Person?] = []
    let archive = try FixArchive(&collection, settings: settings, into: &found) { person, fixes in
      self.person(fixes)
    }
    let people = found.compactMap { $0 }
    var findings = self.findings(collection, people.map(\.result), files: files.count)
    let clock: LocalClock = settings.zone.map { .zone($0) } ?? .longitude
    findings += clockFindings(collection, people.map(\.result))
    var report = PlacesReport(
      settings: settings, collection: collection, archive: archive,
      people: people.map(\.result), places: [], placeIDs: [], findings: findings)
    report.inputs = InputDigest.all(
      of: files.map(\.path) + [settings.barriers, settings.crossings].compactMap(\.self)
        + (try AddressFile.list(settings.references)))
    try findPlaces(people.map(\.stays), clock: clock, into: &report)
    try findAddresses(of: &report)
    report.spots = try UntimedSpot.find(collection.untimed, radius: settings.places.radius)
    report.findings += cleaningFindings(report)
    return report
  }

  // MARK: Stays

  private struct Person {
    var stays: PersonStays
    var result: PlacesReport.PersonPlaces
  }

  private func person(_ prepared: FixArchive.Prepared) -> Person {
    let trace = prepared.fixes.trace
    let stays = PersonStays(trace, clean: prepared.clean, options: settings.stays)
    var verdicts = [Int](repeating: 0, count: RemovalReason.allCases.count + 1)
    for verdict in prepared.fixes.verdicts { verdicts[Int(verdict)] += 1 }
    return Person(
      stays: stays,
      result: PlacesReport.PersonPlaces(
        person: trace.person, stays: stays.stays,
        placeOfStay: Array(repeating: nil, count: stays.stays.count),
        ends: stays.stays.map { ends(of: $0, in: trace) }, fixes: trace.count,
        verdicts: verdicts, late: prepared.late,
        box: settings.fixes == .geojson ? PlacesReport.FixBox(trace.places) : nil,
        hasOffsets: !trace.offsets.isEmpty,
        hasFractions: trace.times.contains { !$0.isMultiple(of: 1000) }))
  }

  private func ends(of stay: Stay, in trace: Trace) -> PlacesReport.StayEnds {
    let clock: LocalClock = settings.zone.map { .zone($0) } ?? .longitude
    func offset(_ time: Int64, _ fix: Int) -> Int {
      clock.offset(
        at: time, trace.places[fix].coordinate,
        recorded: trace.offsets[trace.arrival(fix)])
    }
    return PlacesReport.StayEnds(
      firstID: trace.id(stay.firstFix), lastID: trace.id(stay.lastFix),
      arrivalOffset: offset(stay.arrival, stay.firstFix),
      departureOffset: offset(stay.departure, stay.lastFix))
  }

  // MARK: Places

  private func findPlaces(
    _ people: [PersonStays], clock: LocalClock, into report: inout PlacesReport
  ) throws {
    if settings.barriers != nil {
      let world = try BarriersOnMap(settings, stays: people.flatMap(\.stays))
      report.findings += world.findings
      report.barriers = world
      if people.allSatisfy({ $0.stays.allSatisfy { world.holds($0.center) } }) {
        report.places = places(
          people, clock, world.distance,
          try people.map { try world.points($0.stays.map(\.center)) }, takesMedoid: true)
      } else {
        report.places = places(
          people, clock, DistanceNearBarriers(barriers: world.distance),
          try people.map { try world.places($0.stays.map(\.center)) }, takesMedoid: true)
      }
    } else {
      report.places = places(
        people, clock, ChordDistance(), people.map { $0.stays.map { EarthPoint($0.center) } },
        takesMedoid: false)
    }
    for (number, place) in report.places.enumerated() {
      let owner = place.person.map { people[$0].person + "-" } ?? ""
      report.placeIDs.append("\(owner)p\(place.rank)")
      for visit in place.visits {
        for stay in visit.stays { report.people[visit.person].placeOfStay[stay] = number }
      }
    }
  }

  private func places<Provider: DistanceProvider>(
    _ people: [PersonStays], _ clock: LocalClock, _ provider: Provider, _ spots: [[Provider.Place]],
    takesMedoid: Bool
  ) -> [Place] {
    let finder = PlaceFinder(
      people, options: settings.places, clock: clock, provider: provider, spots: spots,
      takesMedoid: takesMedoid)
    return settings.isShared ? finder.sharedPlaces() : finder.places()
  }

  private func findAddresses(of report: inout PlacesReport) throws {
    guard !settings.references.isEmpty else { return }
    let geocoder = try Geocoder(
      references: settings.references, encodings: settings.encodings,
      index: settings.addressIndex, wraps: settings.wraps)
    report.findings += geocoder.notes.map { Finding(.note, $0) }
    report.addresses = report.places.map { place in
      geocoder.nearest(to: place.center).map {
        PlacesReport.NearestAddress(text: $0.address, metres: $0.metres)
      }
    }
    let missing = report.addresses.count { $0 == nil }
    if missing > 0 {
      report.findings.append(
        Finding(
          .note, "\(Count.of(missing, "place")) without an address within 100 m", topic: "address"))
    }
  }

  // MARK: What is said

  private func findings(
    _ collection: TraceCollection, _ people: [PlacesReport.PersonPlaces], files: Int
  ) -> [Finding] {
    let late = people.reduce(0) { $0 + $1.late }
    var findings = collection.notes.map { Finding(.note, $0, topic: "file") }
    findings += collection.warnings.map { Finding(.warning, $0, topic: "file_warning") }
    for fault in collection.skipped.prefix(20) {
      findings.append(Finding(.warning, "left out: \(fault)", topic: "row"))
    }
    if collection.skippedCount > 20 {
      findings.append(
        Finding(
          .warning,
          "and \(Count.of(collection.skippedCount - 20, "more row")) left out; cleaned.csv has them"
        ))
    }
    findings.append(
      Finding(
        .note,
        "\(Count.fixes(collection.fixCount)) of "
          + "\(Count.people(people.count))"
          + (files > 1 ? " in \(Count.of(files, "file"))" : "")))
    if late > 0 {
      findings.append(
        Finding(
          .note, "\(Count.fixes(late)) came after a later one; all are put in the order of time"))
    }
    if collection.untimedCount > 0 {
      findings.append(
        Finding(
          .warning,
          "\(Count.fixes(collection.untimedCount)) without a time: they show where "
            + "many fixes lie, not when or for how long anybody stayed"))
    }
    return findings
  }

  private func clockFindings(
    _ collection: TraceCollection, _ people: [PlacesReport.PersonPlaces]
  ) -> [Finding] {
    var findings: [Finding] = []
    if collection.timesWithoutZone > 0, settings.zone == nil {
      findings.append(
        Finding(
          .warning,
          "\(Count.of(collection.timesWithoutZone, "time")) name no zone and are read as UTC; "
            + "give --time-zone Europe/Zurich, say, where they are local"))
    }
    guard settings.zone == nil, collection.fixCount > 0 else { return findings }
    let isRecorded = people.contains { $0.hasOffsets }
    findings.append(
      Finding(
        .note,
        isRecorded
          ? "local times are by the offsets in the file; where it has none, by longitude (a whole hour "
            + "for each 15°, no summer time)"
          : "local times are by longitude: a whole hour for each 15°, no summer time; --time-zone "
            + "Europe/Zurich, say, sets them right"))
    return findings
  }

  private func cleaningFindings(_ report: PlacesReport) -> [Finding] {
    guard report.removedCount > 0 else { return [] }
    let parts = report.removals.map { "\($0.count) \($0.reason.name)" }
    // Hardly anything is left to find places in.
    let isMost = 2 * report.removedCount > report.collection.fixCount
    return [
      Finding(
        isMost ? .warning : .note,
        "\(report.removedCount) of \(Count.fixes(report.collection.fixCount)) not used: "
          + parts.joined(separator: ", ") + "; cleaned.csv has their ids")
    ]
  }
}

extension Count {
  /// `1 fix`, `1,846 fixes`.
  static func fixes(_ count: Int) -> String { "\(grouped(count)) fix\(count == 1 ? "" : "es")" }

  /// `1 person`, `4 people`.
  static func people(_ count: Int) -> String {
    count == 1 ? "1 person" : "\(grouped(count)) people"
  }
}
