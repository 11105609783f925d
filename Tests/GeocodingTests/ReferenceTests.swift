import Foundation
import Exchange
import TestSupport
import Testing

@testable import Geocoding

@Suite struct ReferenceTests {
  static let openAddresses = """
    LON,LAT,NUMBER,STREET,UNIT,CITY,DISTRICT,REGION,POSTCODE,ID,HASH
    -8.6005555,41.1494042,71,Rua de Santos Pousada,,Porto,,,4000-432,,a1
    -8.6005,41.1495,73,Rua de Santos Pousada,,Porto,,,4000-432,,a2

    """

  static let openAddressesLines = """
    {"type":"Feature","properties":{"hash":"a","number":"71","street":"Rua de Santos Pousada",\
    "unit":"","city":"Porto","district":"","region":"","postcode":"4000-432","id":""},\
    "geometry":{"type":"Point","coordinates":[-8.6005555,41.1494042]}}
    {"type":"Feature","properties":{"hash":"b","number":73,"street":"Rua de Santos Pousada",\
    "unit":"","city":"Porto","district":"","region":"","postcode":"4000-432","id":""},\
    "geometry":{"type":"Point","coordinates":[-8.6005,41.1495]}}

    """

  static let ban = """
    id;id_fantoir;numero;rep;nom_voie;code_postal;code_insee;nom_commune;x;y;lon;lat;alias
    75102_7000_00012_bis;75102_7000;12;bis;Rue de la Paix;75002;75102;Paris;651000.1;6863000.2;2.3310;48.8690;
    75102_7000_00012;75102_7000;12;;Rue de la Paix;75002;75102;Paris;651000.1;6863000.2;2.3311;48.8691;

    """

  static let oneColumn = """
    address,lon,lat
    "Nádor utca 12, 1051 Budapest",19.05,47.50
    "Nádor utca 14, 1051 Budapest",19.051,47.501

    """

  static let cases: [(name: String, text: String, query: String, found: String)] = [
    (
      "a.csv", openAddresses, "R. Santos Pousada 71, Porto",
      "Rua de Santos Pousada 71, 4000-432 Porto"
    ),
    (
      "a.geojsonl", openAddressesLines, "R. Santos Pousada 73",
      "Rua de Santos Pousada 73, 4000-432 Porto"
    ),
    (
      "a.geojson", openAddressesLines, "Santos Pousada 71",
      "Rua de Santos Pousada 71, 4000-432 Porto"
    ),
    ("b.csv", ban, "12bis rue de la Paix, 75002 Paris", "Rue de la Paix 12 bis, 75002 Paris"),
    ("b.csv", ban, "12 r. de la paix Paris", "Rue de la Paix 12, 75002 Paris"),
    ("c.csv", oneColumn, "Budapest, Nádor u. 14.", "Nádor utca 14, 1051 Budapest"),
  ]

  @Test(
    "References of all kinds are read, and an index of them is used again", arguments: cases.indices
  )
  func kinds(_ number: Int) throws {
    let (name, text, query, expected) = Self.cases[number]
    let files = try TestFolder()
    let reference = try files.write(name, text)
    let index = files.path("index.sqlite")
    let made = try Geocoder(references: [reference], index: index)
    #expect(made.find(AddressQuery(query)).address == expected)
    #expect(made.notes.contains { $0.hasSuffix("made") })
    let again = try Geocoder(references: [reference], index: index)
    #expect(again.notes.contains { $0.hasSuffix("used again") })
    #expect(again.find(AddressQuery(query)) == made.find(AddressQuery(query)))
    #expect(again.addressCount == made.addressCount)
  }

  @Test("Another reference, another version or a broken index: it is made anew")
  func staleIndexes() throws {
    let files = try TestFolder()
    let reference = try files.write("a.csv", Self.openAddresses)
    let index = files.path("index.sqlite")
    _ = try Geocoder(references: [reference], index: index)
    try files.write(
      "a.csv", Self.openAddresses.replacing("Santos Pousada", with: "Santa Clara"))
    let changed = try Geocoder(references: [reference], index: index)
    #expect(changed.find(AddressQuery("Rua de Santa Clara 71")).match == .exact)
    #expect(changed.find(AddressQuery("Rua de Santos Pousada 71")).match == .none)

    try IndexFile.setVersion("0", of: index)
    let old = try Geocoder(references: [reference], index: index)
    #expect(old.notes.contains { $0.contains("made anew") })
    #expect(old.find(AddressQuery("Rua de Santa Clara 71")).match == .exact)

    let head = try files.bytes("index.sqlite").prefix(100)
    try files.write("index.sqlite", Data(head + Array("and then nothing of use".utf8)))
    let mended = try Geocoder(references: [reference], index: index)
    #expect(mended.notes.contains { $0.contains("made anew") })
    #expect(
      try Geocoder(references: [reference], index: index).notes.contains {
        $0.hasSuffix("used again")
      })

    // What is none of ours stays, a database without our number among it.
    try files.write("other.sqlite", "SQLite format 3\0 and then nothing of use")
    #expect(throws: GeocodingError.notAnIndex(path: files.path("other.sqlite"))) {
      try Geocoder(references: [reference], index: files.path("other.sqlite"))
    }
    let diary = try files.write("diary.txt", "Dear diary")
    #expect(throws: GeocodingError.notAnIndex(path: diary)) {
      try Geocoder(references: [reference], index: diary)
    }
  }

  @Test("Wrong references are refused with what to do")
  func wrongReferences() throws {
    let files = try TestFolder()
    func complaint(_ name: String, _ text: String) throws -> String {
      let path = try files.write(name, text)
      do {
        _ = try Geocoder(references: [path], index: files.path("index.sqlite"))
        return ""
      } catch {
        return "\(error)"
      }
    }
    #expect(try complaint("a.csv", "street,lon,lat\n").contains("no address in the reference"))
    #expect(try complaint("a.csv", "").contains("the file is empty"))
    #expect(
      try complaint("a.csv", "street,number\nRua A,1\n").contains("no column for the longitude"))
    #expect(try complaint("a.csv", "who,lon,lat\nRua A,1,2\n").contains("no column for the street"))
    #expect(
      try complaint("a.csv", "street,number,lon,lat\nRua A,1,abc,2\n")
        .contains("a.csv:2: column lon: \"abc\" is not a number"))
    #expect(
      try complaint("a.csv", "street,number,lon,lat\nRua A,1,565123.1,4551234\n")
        .contains("is no longitude"))
    // A short row is filled, and one without coordinates left out.
    #expect(
      try complaint("a.csv", "street,number,lon,lat\nRua A,1\n").contains("there is no address"))
    #expect(
      try complaint("a.geojsonl", "{\"type\":\"Feature\",\n").contains("a.geojsonl:1"))
    #expect(throws: DataFaults.self) {
      try Geocoder(references: [files.path("none.csv")], index: files.path("index.sqlite"))
    }
  }

  @Test("Several that make one index at the same time all get a whole one")
  func atTheSameTime() async throws {
    let files = try TestFolder()
    let rows = (1...300).map { "Rua \($0 % 30) de Janeiro,\($0),-8.6,41.1" }
    let reference = try files.write(
      "a.csv", "street,number,lon,lat\n" + rows.joined(separator: "\n"))
    let index = files.path("index.sqlite")
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<6 {
        group.addTask { try Geocoder(references: [reference], index: index).addressCount }
      }
      for try await count in group { #expect(count == 300) }
    }
    #expect(
      try Geocoder(references: [reference], index: index).notes.contains {
        $0.hasSuffix("used again")
      })
  }
}
