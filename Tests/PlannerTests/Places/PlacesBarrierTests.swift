import Foundation
import TestSupport
import Testing
import Traces

@testable import Planner

/// Barriers at home, and people who travel.
@Suite struct PlacesBarrierTests {
  /// Four days, turn by turn on either side of longitude 8.5°, some 30 m apart; then one in New York.
  private func fixes() -> String {
    var lines = ["user_id,time,lat,lon"]
    for day in 0..<5 {
      let (latitude, longitude) =
        day == 4 ? (40.7, -74.0) : (47.4, day.isMultiple(of: 2) ? 8.4998 : 8.5002)
      for step in 0..<60 {
        lines.append(
          "a,\(PlacesFixture.time(day * 86_400 + step * 30)),\(latitude),\(longitude)")
      }
      for step in 1..<20 {
        lines.append(
          "a,\(PlacesFixture.time(day * 86_400 + 1800 + step * 30)),"
            + "\(latitude + Double(step) * 0.003),\(longitude)")
      }
    }
    return lines.joined(separator: "\n")
  }

  private func railway(_ longitudes: [Double], _ fixture: PlacesFixture) throws -> String {
    let features = longitudes.enumerated().map { number, longitude in
      #"{"type":"Feature","id":"r\#(number)","properties":{"kind":"railway"},"geometry":"#
        + #"{"type":"LineString","coordinates":[[\#(longitude),47.3],[\#(longitude),47.6]]}}"#
    }
    return try fixture.folder.write(
      "railway.geojson",
      #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#)
  }

  @Test("A journey overseas does not keep the railway at home from parting places")
  func journey() throws {
    let fixture = try PlacesFixture()
    let path = try fixture.folder.write("a.csv", fixes())
    #expect(try fixture.run([path]).places.map(\.visits.count) == [4, 1])
    let report = try fixture.run([path]) { $0.barriers = try? railway([8.5], fixture) }
    #expect(report.places.map(\.visits.count) == [2, 2, 1])
    #expect(
      report.findings.contains {
        $0.message == "1 stay farther than 100 km from all barriers: distances there are straight"
      })
  }

  @Test("Barriers far from everybody part nothing, and that is a warning")
  func elsewhere() throws {
    let fixture = try PlacesFixture()
    let path = try fixture.folder.write("a.csv", fixes())
    let report = try fixture.run([path]) { $0.barriers = try? railway([100], fixture) }
    #expect(report.places.map(\.visits.count) == [4, 1])
    #expect(
      report.findings.contains {
        $0.severity == .warning && $0.message.hasPrefix("5 stays farther than 100 km")
      })
  }

  @Test("Barriers on two continents are refused by name")
  func everywhere() throws {
    let fixture = try PlacesFixture()
    let path = try fixture.folder.write("a.csv", fixes())
    // The box around them holds all of the north.
    let barriers = try fixture.folder.write(
      "all.geojson",
      #"{"type":"FeatureCollection","features":[{"type":"Feature","id":"r","properties":{},"geometry":"#
        + #"{"type":"MultiLineString","coordinates":[[[8.5,47.3],[8.5,47.6]],[[-74,40],[-74,41]]]}}]}"#
    )
    #expect {
      try fixture.run([path]) { $0.barriers = barriers }
    } throws: { error in
      // By the file and the line of the first one that is too far away.
      "\(error)".hasPrefix("\(barriers):1: r lies ") && "\(error)".contains("may reach")
    }
  }
}
