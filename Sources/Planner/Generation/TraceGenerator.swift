import Clustering
import Exchange
import Foundation
import Geography

/// Makes up traces of phones, and what truly happened.
///
/// A person has a home, work and other places, one next door to another; days with lunch and
/// errands, weekends, trips on winding ways with stops at lights. Fixes scatter around the truth, drift
/// slowly, and some lie far off; phones lose their signal, write rows twice, or sleep at rest.
package struct TraceGenerator: Sendable {
  private let settings: TraceSettings

  /// 2026-01-05T00:00:00Z, a Monday, in seconds.
  private static let begin = 1_767_571_200.0
  /// Bytes of fixes that are written at once.
  private static let pieceSize = 1 << 20

  package init(_ settings: TraceSettings) { self.settings = settings }

  /// Writes `fixes.csv`, `places.csv` and `visits.csv` into a folder.
  ///
  /// - Returns: A line about what was written.
  /// - Throws: ``PlacesError``, or an `OutputError`.
  package func write(to path: String) throws -> String {
    try settings.validate()
    var folder = OutputFolder(path: path)
    try folder.check()
    folder.add("fixes.csv") { (write) throws(OutputError) in
      var text = CellText()
      Self.add("id,user_id,timestamp,lat,lon,accuracy", to: &text)
      for person in 0..<settings.people {
        try addFixes(of: MadeUpPerson(person, settings), to: &text, write)
      }
      try write(text.bytes)
    }
    var places = CellText()
    var visits = CellText()
    Self.add(
      "user_id,place_id,label,region,utc_offset_h,lat,lon,n_visits,total_dwell_s", to: &places)
    Self.add("user_id,visit,place_id,label,arrive,depart,dwell_s", to: &visits)
    for person in 0..<settings.people {
      addTruth(of: MadeUpPerson(person, settings), to: &places, &visits)
    }
    folder.add("places.csv", places.bytes)
    folder.add("visits.csv", visits.bytes)
    try folder.write()
    return "\(path): fixes.csv, places.csv, visits.csv"
  }

  private static func add(_ line: String, to text: inout CellText) {
    text.bytes.append(contentsOf: line.utf8)
    text.endLine()
  }

  private static func name(_ person: Int) -> String { "u\(padded(person, 2))" }

  private static func padded(_ number: Int, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  /// Who somebody is, and where and by which clocks.
  private struct MadeUpPerson {
    var name: String
    var number: Int
    var city: TraceCity
    var life: TraceLife
    var plane: LocalPlane
    /// The first midnight by local clocks, in seconds since 1970.
    var midnight: Double
    var isSleeper: Bool

    init(_ number: Int, _ settings: TraceSettings) {
      self.number = number
      name = TraceGenerator.name(number)
      city = settings.isWorldwide ? TraceCity.all[number % TraceCity.all.count] : TraceCity.all[0]
      life = TraceLife(
        days: settings.days, isNightWorker: Self.isOne(number, of: settings.nightWorkers),
        random: SeededGenerator(seed: settings.seed, stream: UInt64(2 * number + 1)))
      plane = LocalPlane(
        origin: GeoCoordinate(longitude: city.longitude, latitude: city.latitude))
      midnight = TraceGenerator.begin - Double(city.offset) * 60
      isSleeper = Self.isOne(number, of: settings.sleepers)
    }

    /// Whether somebody is one of a share, spread evenly over all.
    private static func isOne(_ number: Int, of share: Double) -> Bool {
      Int(clamping: Double(number + 1) * share + 1e-9)
        > Int(clamping: Double(number) * share + 1e-9)
    }

    func coordinate(_ point: PlanarPoint) -> GeoCoordinate {
      let place = plane.geographic(point)
      let longitude =
        place.longitude > 180
        ? place.longitude - 360 : place.longitude < -180 ? place.longitude + 360 : place.longitude
      return GeoCoordinate(longitude: longitude, latitude: place.latitude)
    }
  }

  private func addTruth(
    of person: MadeUpPerson, to places: inout CellText, _ visits: inout CellText
  ) {
    let (name, life) = (person.name, person.life)
    var count = [Int](repeating: 0, count: life.spots.count)
    var dwell = [Double](repeating: 0, count: life.spots.count)
    for (number, visit) in life.visits.enumerated() {
      let spot = life.spots[visit.spot]
      count[visit.spot] += 1
      dwell[visit.spot] += visit.departure - visit.arrival
      Self.add(
        "\(name),\(number),\(name)-p\(Self.padded(visit.spot, 2)),\(spot.label),"
          + "\(person.midnight + visit.arrival),\(person.midnight + visit.departure),"
          + "\(visit.departure - visit.arrival)", to: &visits)
    }
    for (number, spot) in life.spots.enumerated() where count[number] > 0 {
      let place = person.coordinate(spot.point)
      Self.add(
        "\(name),\(name)-p\(Self.padded(number, 2)),\(spot.label),\(person.city.name),"
          + "\(Double(person.city.offset) / 60),\(place.latitude),\(place.longitude),"
          + "\(count[number]),\(dwell[number])", to: &places)
    }
  }

  private func addFixes(
    of person: MadeUpPerson, to text: inout CellText,
    _ write: ([UInt8]) throws(OutputError) -> Void
  ) throws(OutputError) {
    var recorder = TraceRecorder(
      person.life, settings: settings, isSleeper: person.isSleeper,
      random: SeededGenerator(seed: settings.seed, stream: UInt64(2 * person.number + 2)))
    var number = 0
    while let fixes = recorder.next() {
      for fix in fixes {
        let place = person.coordinate(fix.point)
        text.add("\(person.name)-\(Self.padded(number, 6))")
        text.comma()
        text.add(person.name)
        text.comma()
        ClockText.add(
          Int64(clamping: ((person.midnight + fix.time) * 1000).rounded()), offset: 0, to: &text)
        text.comma()
        text.add(place.latitude, decimals: 7)
        text.comma()
        text.add(place.longitude, decimals: 7)
        text.comma()
        text.add(fix.accuracy, decimals: 1)
        text.endLine()
        number += 1
      }
      if text.bytes.count >= Self.pieceSize {
        try write(text.bytes)
        text.bytes.removeAll(keepingCapacity: true)
      }
    }
  }
}
