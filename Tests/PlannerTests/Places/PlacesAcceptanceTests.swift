import Exchange
import Foundation
import Geography
import TestSupport
import Testing
import Traces

@testable import Planner

/// Stories of users of traces, from files to files.
@Suite struct PlacesAcceptanceTests {
  /// Somebody on foot around the corners of a square, in metres a second.
  private func loop(side: Double, speed: Double) -> String {
    var lines = ["lat,lon,time"]
    let east = 1 / (111_320 * cos(47.4 * Double.pi / 180))
    for second in stride(from: 0.0, to: 4 * side / speed, by: 5) {
      let along = second * speed / side
      let (edge, share) = (Int(clamping: along), along - along.rounded(.down))
      let (x, y): (Double, Double) =
        switch edge {
        case 0: (share, 0)
        case 1: (1, share)
        case 2: (1 - share, 1)
        default: (0, 1 - share)
        }
      lines.append(
        "\(47.4 + y * side / 111_200),\(8.5 + x * side * east),\(PlacesFixture.time(Int(clamping: second)))"
      )
    }
    return lines.joined(separator: "\n")
  }

  @Test("Story 36: one slow 2 km loop without stops has no visit, in its middle or elsewhere")
  func slowLoop() throws {
    let fixture = try PlacesFixture()
    for speed in [0.7, 1.0, 1.4] {
      let path = try fixture.folder.write("a.csv", loop(side: 500, speed: speed))
      let report = try fixture.run([path])
      #expect(report.visitCount == 0 && report.places.isEmpty, "at \(speed) m/s")
    }
  }

  @Test("Story 37: two shops 40 m apart are two places at 25 m and one at 100 m")
  func shops() throws {
    let fixture = try PlacesFixture()
    let path = try fixture.folder.write(
      "a.csv",
      PlacesFixture.days(6, steps: 40) { ($0.isMultiple(of: 2) ? 47.4 : 47.40036, 8.5) })
    for (radius, visits) in [(25.0, [3, 3]), (100, [6])] {
      let report = try fixture.run([path]) {
        $0.stays.radius = radius
        $0.places.radius = radius
      }
      #expect(report.places.map(\.visits.count) == visits)
    }
  }

  @Test("Story 40: gaps, double times, jumps and mixed zones are handled and counted")
  func dirt() throws {
    let fixture = try PlacesFixture()
    var lines = PlacesFixture.csv().split(separator: "\n").map(String.init)
    // Half of the times by the clocks of New York, which says the same moments.
    for index in lines.indices where index > 0 && index.isMultiple(of: 2) {
      var cells = lines[index].split(separator: ",").map(String.init)
      let seconds = 30 * (index - 1) - 5 * 3600
      cells[2] = PlacesFixture.time(seconds).dropLast() + "-05:00"
      if index > 0, index <= 60 { lines[index] = cells.joined(separator: ",") }
    }
    lines.insert(lines[20], at: 21)
    var jump = lines[30].split(separator: ",").map(String.init)
    jump[0] = "jump"
    jump[2] = PlacesFixture.time(30 * 28 + 10)
    jump[3] = "47.41"
    lines.insert(jump.joined(separator: ","), at: 30)
    // Twenty minutes without a fix at the first place.
    lines.removeSubrange(35..<50)
    let report = try fixture.run([
      try fixture.folder.write("a.csv", lines.joined(separator: "\n"))
    ])
    #expect(report.places.count == 2 && report.visitCount == 2)
    #expect(report.places.flatMap(\.visits).map(\.arrival).min() == 1_767_614_400_000)
    let counts = Dictionary(
      uniqueKeysWithValues: report.removals.map { ($0.reason, $0.count) })
    #expect(counts == [.duplicate: 1, .spike: 1])
    let cleaned = try fixture.rows("cleaned.csv")
    #expect(cleaned.map { $0[6] }.sorted() == ["duplicate", "spike"])
    #expect(cleaned.contains { $0[0] == "jump" && $0[6] == "spike" })
    #expect(try fixture.folder.read("out/summary.json").contains("\"spike\": 1"))
    #expect(report.findings.contains { $0.message.contains("2 of 127 fixes not used") })
  }

  @Test("A place is named by the nearest address, or by none where all are far away")
  func addresses() throws {
    let fixture = try PlacesFixture()
    let path = try fixture.folder.write("a.csv", PlacesFixture.csv())
    let reference = try fixture.folder.write(
      "addresses.csv",
      "street,housenumber,lon,lat\nSeestrasse,7,8.5002,47.4\nSeestrasse,9,8.5009,47.4\n"
        + "Dorfstrasse,1,8.51,47.445\n")
    let report = try fixture.run([path]) {
      $0.references = [reference]
      $0.addressIndex = fixture.folder.path("index.sqlite")
    }
    let near = try #require(report.places.firstIndex { $0.center.latitude < 47.42 })
    #expect(report.address(near)?.text == "Seestrasse 7")
    #expect(abs((report.address(near)?.metres ?? 0) - 15.1) < 0.2)
    #expect(report.address(1 - near) == nil)
    #expect(report.findings.contains { $0.message == "1 place without an address within 100 m" })
    let layer = try #require(
      JSON.decode(Array(fixture.folder.read("out/places.geojson").utf8)).objectValue)
    let features = try #require(layer["features"]?.arrayValue)
    let properties = try #require(features[near].objectValue?["properties"]?.objectValue)
    #expect(properties["address"] == "Seestrasse 7" && properties["label"] == "Seestrasse 7")
    #expect(try fixture.folder.read("out/visits.csv").contains(",Seestrasse 7,15.1\n"))
    // Without addresses the table is as it always was.
    _ = try fixture.run([path])
    #expect(
      try fixture.folder.read("out/visits.csv")
        .hasPrefix("user_id,place_id,arrival,departure,dwell_s,samples\n"))
    #expect(throws: PlacesError.self) {
      try fixture.run([path]) {
        $0.references = [reference]
        $0.anonymousDecimals = 3
      }
    }
  }
}
