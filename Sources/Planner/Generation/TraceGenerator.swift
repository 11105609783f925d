import Clustering
import Exchange
import Foundation
import Geography

/// Makes up traces of phones, and what truly happened.
///
/// A person has a home, work and other places, one next door to another; days with lunch and
/// errands, weekends, trips on winding ways with stops at lights. Fixes scatter around the truth, drift
/// slowly, and some lie far off; phones lose their signal, write rows twice, or sleep at rest.
package struct TraceGenerator {
  private let settings: TraceSettings
  private var fixes = CellText()
  private var places = CellText()
  private var visits = CellText()

  /// 2026-01-05T00:00:00Z, a Monday, in seconds.
  private static let begin = 1_767_571_200.0

  package init(_ settings: TraceSettings) { self.settings = settings }

  /// Writes `fixes.csv`, `places.csv` and `visits.csv` into a folder.
  ///
  /// - Throws: ``PlacesError``, or an `OutputError`.
  package mutating func write(to path: String) throws -> String {
    try settings.validate()
    var folder = OutputFolder(path: path)
    try folder.check()
    add("id,user_id,timestamp,lat,lon,accuracy", to: &fixes)
    add("user_id,place_id,label,region,utc_offset_h,lat,lon,n_visits,total_dwell_s", to: &places)
    add("user_id,visit,place_id,label,arrive,depart,dwell_s", to: &visits)
    for person in 0..<settings.people { makeUp(person) }
    folder.add("fixes.csv", fixes.bytes)
    folder.add("places.csv", places.bytes)
    folder.add("visits.csv", visits.bytes)
    try folder.write()
    return "\(path): fixes.csv, places.csv, visits.csv"
  }

  private func add(_ line: String, to text: inout CellText) {
    text.bytes.append(contentsOf: line.utf8)
    text.endLine()
  }

  private static func name(_ person: Int) -> String { "u\(padded(person, 2))" }

  private static func padded(_ number: Int, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  /// Whether the person is one of a share, spread evenly over all.
  private func isOne(_ person: Int, of share: Double) -> Bool {
    Int(Double(person + 1) * share + 1e-9) > Int(Double(person) * share + 1e-9)
  }

  private mutating func makeUp(_ person: Int) {
    let city =
      settings.isWorldwide ? TraceCity.all[person % TraceCity.all.count] : TraceCity.all[0]
    let name = Self.name(person)
    let life = TraceLife(
      days: settings.days, isNightWorker: isOne(person, of: settings.nightWorkers),
      random: SeededGenerator(seed: settings.seed, stream: UInt64(2 * person + 1)))
    let plane = LocalPlane(
      origin: GeoCoordinate(longitude: city.longitude, latitude: city.latitude))
    let midnight = Self.begin - Double(city.offset) * 60
    var count = [Int](repeating: 0, count: life.spots.count)
    var dwell = [Double](repeating: 0, count: life.spots.count)
    for (number, visit) in life.visits.enumerated() {
      let spot = life.spots[visit.spot]
      count[visit.spot] += 1
      dwell[visit.spot] += visit.departure - visit.arrival
      add(
        "\(name),\(number),\(name)-p\(Self.padded(visit.spot, 2)),\(spot.label),"
          + "\(midnight + visit.arrival),\(midnight + visit.departure),"
          + "\(visit.departure - visit.arrival)", to: &visits)
    }
    for (number, spot) in life.spots.enumerated() where count[number] > 0 {
      let place = Self.wrapped(plane.geographic(spot.point))
      add(
        "\(name),\(name)-p\(Self.padded(number, 2)),\(spot.label),\(city.name),"
          + "\(Double(city.offset) / 60),\(place.latitude),\(place.longitude),\(count[number]),"
          + "\(dwell[number])", to: &places)
    }
    var recorder = TraceRecorder(
      life, settings: settings, isSleeper: isOne(person, of: settings.sleepers),
      random: SeededGenerator(seed: settings.seed, stream: UInt64(2 * person + 2)))
    var number = 0
    recorder.record { fix in
      let place = Self.wrapped(plane.geographic(fix.point))
      fixes.add("\(name)-\(Self.padded(number, 6))")
      fixes.comma()
      fixes.add(name)
      fixes.comma()
      ClockText.add(Int64(((midnight + fix.time) * 1000).rounded()), offset: 0, to: &fixes)
      fixes.comma()
      fixes.add(place.latitude, decimals: 7)
      fixes.comma()
      fixes.add(place.longitude, decimals: 7)
      fixes.comma()
      fixes.add(fix.accuracy, decimals: 1)
      fixes.endLine()
      number += 1
    }
  }

  private static func wrapped(_ place: GeoCoordinate) -> GeoCoordinate {
    let longitude =
      place.longitude > 180
      ? place.longitude - 360 : place.longitude < -180 ? place.longitude + 360 : place.longitude
    return GeoCoordinate(longitude: longitude, latitude: place.latitude)
  }
}
