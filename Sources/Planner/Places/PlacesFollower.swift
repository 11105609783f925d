import Exchange
import Foundation
import Geography
import Traces
import Travel

/// Reads fixes as they come and prints visits as they end.
package struct PlacesFollower {
  private let settings: PlacesSettings
  private var people: [String: Person] = [:]
  private var order: [String] = []
  private var skipped = 0

  private struct Person {
    var stays: LiveStays
    var places: [GeoCoordinate] = []
    var offset: Int?
  }

  package init(_ settings: PlacesSettings) { self.settings = settings }

  /// Reads until the stream ends.
  ///
  /// - Parameters:
  ///   - onVisit: Takes a line of JSON for each visit.
  ///   - warn: Takes what cannot be read, the first few lines.
  /// - Throws: The fault of a file, or of a header without coordinates; what `onVisit` throws.
  package mutating func run(
    onVisit: (String) throws -> Void, warn: (String) -> Void
  ) throws {
    for file in settings.files {
      var reading = TraceReading()
      reading.person = settings.person
      reading.assumedZone = settings.zone
      reading.swap = settings.swap
      reading.wraps = settings.wraps
      reading.encodings = settings.encodings
      var lines = try LiveTraceReader(path: file, reading: reading)
      while let line = try lines.next() {
        switch line {
        case .fix(let person, let fix): try add(fix, of: person, onVisit)
        case .fault(let fault):
          skipped += 1
          if settings.isStrict { throw fault }
          if skipped <= 20 { warn("warning: left out: \(fault)") }
        }
      }
    }
    for name in order {
      guard var person = people[name] else { continue }
      for ended in person.stays.finish() { try tell(ended, name, &person, onVisit) }
    }
  }

  /// Clocks of devices are held against ours, which goes on: a day for those that are a little fast.
  private static func latest() -> Int64 {
    Int64(clamping: (Date().timeIntervalSince1970 + 86_400) * 1000)
  }

  private mutating func add(_ fix: Fix, of name: String, _ onVisit: (String) throws -> Void) throws
  {
    if people[name] == nil {
      people[name] = Person(
        stays: LiveStays(options: settings.stays, cleaning: settings.cleaning))
      order.append(name)
    }
    guard var person = people[name] else { return }
    // Copying the columns of a person for each fix would take ever longer.
    people[name] = nil
    person.offset = fix.offsetMinutes ?? person.offset
    if settings.cleaning.now != nil { person.stays.cleaning.now = Self.latest() }
    for ended in person.stays.add(fix) { try tell(ended, name, &person, onVisit) }
    people[name] = person
  }

  private func tell(
    _ ended: LiveStays.Ended, _ name: String, _ person: inout Person,
    _ onVisit: (String) throws -> Void
  ) throws {
    let stay = ended.stay
    let here = EarthPoint(stay.center)
    let distances = person.places.map {
      ChordDistance().distance(from: EarthPoint($0), to: here)
    }
    var number = distances.indices.min { distances[$0] < distances[$1] }
    if let near = number, distances[near] > settings.places.radius { number = nil }
    let isNew = number == nil
    if isNew { person.places.append(stay.center) }
    let clock: LocalClock = settings.zone.map { .zone($0) } ?? .longitude
    func time(_ time: Int64) -> JSONValue {
      .string(
        ClockText.text(
          time, offset: clock.offset(at: time, stay.center, recorded: person.offset)))
    }
    var object: JSONObject = [
      "user_id": .string(name),
      "place_id": .string("\(name)-p\((number ?? person.places.count - 1) + 1)"),
      "is_new_place": .bool(isNew), "arrival": time(stay.arrival),
      "departure": time(stay.departure), "dwell_s": .double(stay.dwell, decimals: 3),
    ]
    let decimals = settings.anonymousDecimals ?? 7
    object["lon"] = .double(stay.center.longitude, decimals: decimals)
    object["lat"] = .double(stay.center.latitude, decimals: decimals)
    object["samples"] = .integer(stay.samples)
    if settings.anonymousDecimals == nil {
      object["first_sample"] = .string(ended.firstID)
      object["last_sample"] = .string(ended.lastID)
    }
    try onVisit(String(decoding: JSON.encode(.object(object)), as: UTF8.self))
  }
}
