import Exchange
import Foundation
import TestSupport
import Testing

@testable import Planner

/// Traces in encodings other than UTF-8.
@Suite struct PlacesEncodingTests {
  private static let rows = (0..<60).map { minute in
    "2026-01-31T08:\(minute < 10 ? "0" : "")\(minute):00Z,47.5,19.05,"
  }

  private func table(_ name: [UInt8]) -> Data {
    var bytes = Array("time,lat,lon,user\n".utf8)
    for row in Self.rows { bytes += Array(row.utf8) + name + [0x0A] }
    return Data(bytes)
  }

  @Test(
    "Names of people are read in the encoding that is said, and left out by their lines where none is"
  )
  func tables() throws {
    let fixture = try PlacesFixture()
    let path = try fixture.folder.write("a.csv", table([0xD5, 0x72, 0x73]))
    let report = try fixture.run([path]) {
      $0.encodings = EncodingChoice(TextEncoding("windows-1250"))
    }
    #expect(report.people.map(\.person) == ["Őrs"])
    let error = #expect(throws: PlacesError.self) { try fixture.run([path]) }
    #expect(
      error?.description.contains(
        "a.csv:2: column user: the byte 0xD5 is not UTF-8; name its encoding with --encoding")
        == true)
  }

  @Test("Tables, GPX and KML in UTF-16 are read")
  func wide() throws {
    let fixture = try PlacesFixture()
    func write(_ name: String, _ text: String) throws -> String {
      try fixture.folder.write(
        name, Data("\u{FEFF}\(text)".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }))
    }
    let csv = "time,lat,lon,user\n" + Self.rows.map { $0 + "Őrs\n" }.joined()
    #expect(try fixture.run([write("a.csv", csv)]).people.map(\.person) == ["Őrs"])
    let points = (0..<60).map { minute in
      "<trkpt lat='47.5' lon='19.05'><time>2026-01-31T08:\(minute < 10 ? "0" : "")\(minute):00Z</time></trkpt>"
    }.joined()
    let gpx =
      "<?xml version='1.0' encoding='UTF-16'?><gpx><trk><trkseg>\(points)</trkseg></trk></gpx>"
    #expect(try fixture.run([write("b.gpx", gpx)]).people.map(\.fixes) == [60])
  }

  @Test("A vendor's points are no track points")
  func foreign() throws {
    let fixture = try PlacesFixture()
    let point =
      "<trkpt lat='47.5' lon='19.05'><e:time>1999</e:time><time>2026-01-31T08:00:00Z</time></trkpt>"
    let path = try fixture.folder.write(
      "a.gpx",
      "<gpx xmlns='http://www.topografix.com/GPX/1/0' xmlns:e='urn:e'><trk><trkseg>\(point)"
        + "<e:trkpt lat='1' lon='1'><time>2026-01-31T08:00:00Z</time></e:trkpt></trkseg></trk></gpx>"
    )
    #expect(try fixture.run([path]).people.map(\.fixes) == [1])
  }
}
