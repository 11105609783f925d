import Clustering
import Dispatch
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
    reading.cores = settings.cores
    let files = try TraceFiles.list(settings.files)
    var collection = try TraceFiles.read(files, reading: reading, owner: settings.owner)
    if settings.isStrict, let faults = DataFaults(collection.skipped) { throw faults }
    guard collection.fixCount + collection.untimedCount > 0 else {
      throw PlacesError.noFixes(
        files: settings.files.joined(separator: ", "), skipped: collection.skippedCount,
        first: collection.skipped.first?.description)
    }
    let late = collection.sort()
    var findings = self.findings(collection, files: files.count, late: late)
    let people = stays(in: collection.traces)
    let clock: LocalClock = settings.zone.map { .zone($0) } ?? .longitude
    findings += clockFindings(collection)
    var report = PlacesReport(
      settings: settings, collection: collection, people: people.map(\.result), places: [],
      placeIDs: [], findings: findings)
    report.inputs = InputDigest.all(
      of: files.map(\.path) + [settings.barriers, settings.crossings].compactMap(\.self)
        + (try AddressFile.list(settings.references)))
    try findPlaces(people.map(\.stays), clock: clock, into: &report)
    try findAddresses(of: &report)
    report.spots = UntimedSpot.find(collection.untimed, radius: settings.places.radius)
    report.findings += cleaningFindings(report)
    return report
  }

  // MARK: Stays

  private struct Person {
    var stays: PersonStays
    var result: PlacesReport.PersonPlaces
  }

  /// Each person on a core of its own.
  private func stays(in traces: [Trace]) -> [Person] {
    var people = [Person?](repeating: nil, count: traces.count)
    let (cleaning, options) = (settings.cleaning, settings.stays)
    people.withUnsafeMutableBufferPointer { people in
      nonisolated(unsafe) let people = people
      concurrently(traces.count, cores: settings.cores) { index in
        let trace = traces[index]
        let cleaner = TraceCleaner(trace, options: cleaning)
        let stays = PersonStays(trace, clean: cleaner.clean, options: options)
        people[index] = Person(
          stays: stays,
          result: PlacesReport.PersonPlaces(
            person: trace.person, stays: stays.stays,
            placeOfStay: Array(repeating: nil, count: stays.stays.count),
            verdicts: cleaner.verdicts, late: 0))
      }
    }
    return people.compactMap { $0 }
  }

  // MARK: Places

  private func findPlaces(
    _ people: [PersonStays], clock: LocalClock, into report: inout PlacesReport
  ) throws {
    if settings.barriers != nil {
      let world = try BarriersOnMap(settings, stays: people.flatMap(\.stays))
      report.findings += world.findings
      report.barriers = world
      let finder = PlaceFinder(
        people, options: settings.places, clock: clock, provider: world.distance,
        spots: try people.map { try world.points($0.stays.map(\.center)) }, takesMedoid: true)
      report.places = settings.isShared ? finder.sharedPlaces() : finder.places()
    } else {
      let finder = PlaceFinder(
        people, options: settings.places, clock: clock, provider: ChordDistance(),
        spots: people.map { $0.stays.map { EarthPoint($0.center) } }, takesMedoid: false)
      report.places = settings.isShared ? finder.sharedPlaces() : finder.places()
    }
    for (number, place) in report.places.enumerated() {
      let owner = place.person.map { people[$0].person + "-" } ?? ""
      report.placeIDs.append("\(owner)p\(place.rank)")
      for visit in place.visits {
        for stay in visit.stays { report.people[visit.person].placeOfStay[stay] = number }
      }
    }
  }

  private func findAddresses(of report: inout PlacesReport) throws {
    guard !settings.references.isEmpty else { return }
    let geocoder = try Geocoder(references: settings.references, index: settings.addressIndex)
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

  private func findings(_ collection: TraceCollection, files: Int, late: Int) -> [Finding] {
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
          + "\(Count.people(collection.traces.count))"
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

  private func clockFindings(_ collection: TraceCollection) -> [Finding] {
    var findings: [Finding] = []
    if collection.timesWithoutZone > 0, settings.zone == nil {
      findings.append(
        Finding(
          .warning,
          "\(Count.of(collection.timesWithoutZone, "time")) name no zone and are read as UTC; "
            + "give --time-zone Europe/Zurich, say, where they are local"))
    }
    guard settings.zone == nil, collection.fixCount > 0 else { return findings }
    let isRecorded = collection.traces.contains { !$0.offsets.isEmpty }
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
    return [
      Finding(
        .note,
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
