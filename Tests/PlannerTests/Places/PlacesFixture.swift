import Exchange
import Foundation
import Geography
import TestSupport
import Traces

@testable import Planner

/// Runs the search for places on the files of one test.
struct PlacesFixture {
  let folder: TestFolder

  init() throws { folder = try TestFolder() }

  func run(
    _ paths: [String], _ change: (inout PlacesSettings) -> Void = { _ in }
  ) throws -> PlacesReport {
    var settings = PlacesSettings(files: paths)
    settings.out = folder.path("out")
    change(&settings)
    try settings.validate()
    let report = try PlacesSearch(settings).run()
    _ = try PlacesFolder(settings).write(report)
    return report
  }

  /// Rows of a table that was written, without its header.
  func rows(_ name: String) throws -> [[String]] {
    try folder.read("out/\(name)").split(separator: "\n").dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  /// Holds what was found against `places.csv` and `visits.csv` in a folder of traces with their truth.
  static func score(_ report: PlacesReport, truth folder: URL) throws -> PlaceScore {
    func rows(_ name: String) throws -> [[String: String]] {
      let lines = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        .split(separator: "\n").map {
          $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
      return lines.dropFirst().map { cells in
        Dictionary(zip(lines[0], cells)) { first, _ in first }
      }
    }
    func number(_ row: [String: String], _ name: String) -> Double {
      row[name].flatMap(Double.init) ?? .nan
    }
    return PlaceScore(
      places: report.places.map { place in
        PlaceScore.Spot(
          person: place.person.map { report.people[$0].person } ?? "", coordinate: place.center)
      },
      visits: report.places.flatMap(\.visits).map { visit in
        PlaceScore.Span(
          person: report.people[visit.person].person, arrival: visit.arrival,
          departure: visit.departure)
      },
      truePlaces: try rows("places.csv").map { row in
        PlaceScore.Spot(
          person: row["user_id"] ?? "",
          coordinate: GeoCoordinate(
            longitude: number(row, "lon"), latitude: number(row, "lat")))
      },
      trueVisits: try rows("visits.csv").map { row in
        PlaceScore.Span(
          person: row["user_id"] ?? "", arrival: Int64(clamping: number(row, "arrive") * 1000),
          departure: Int64(clamping: number(row, "depart") * 1000))
      })
  }

  /// Two half hours, some 5 km apart, and the way between them, every 30 s.
  static func csv(
    header: String = "id,user_id,timestamp,lat,lon,accuracy",
    row: (_ number: Int, _ seconds: Int, _ latitude: Double, _ longitude: Double) -> String = {
      "f\($0),a,\(time($1)),\($2),\($3),5"
    }
  ) -> String {
    var lines = [header]
    var number = 0
    func add(_ seconds: Int, _ latitude: Double) {
      lines.append(row(number, seconds, (latitude * 1e6).rounded() / 1e6, 8.5))
      number += 1
    }
    for step in 0..<60 { add(step * 30, 47.4) }
    for step in 0..<20 { add(1800 + step * 30, 47.4 + Double(step) * 0.00225) }
    for step in 0..<60 { add(2400 + step * 30, 47.445) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Days at one place or another from noon on, every 30 s, and each time ten minutes away to the north.
  ///
  /// - Parameters:
  ///   - days: How many days there are.
  ///   - steps: How many fixes each stay has.
  ///   - place: Where somebody is on a day.
  /// - Returns: A table of fixes.
  static func days(
    _ days: Int, steps: Int, at place: (_ day: Int) -> (latitude: Double, longitude: Double)
  ) -> String {
    var lines = ["user_id,time,lat,lon"]
    for day in 0..<days {
      let (latitude, longitude) = place(day)
      for step in 0..<steps + 20 {
        let north = Double(max(0, step - steps)) * 0.003
        lines.append("a,\(time(day * 86_400 + step * 30)),\(latitude + north),\(longitude)")
      }
    }
    return lines.joined(separator: "\n")
  }

  /// ISO 8601 in UTC, from noon of 5 January 2026 on.
  static func time(_ seconds: Int) -> String {
    ClockText.text(1_767_614_400_000 + Int64(seconds) * 1000, offset: 0)
  }
}
