import Exchange
import Foundation
import TestSupport
import Testing

@testable import Geocoding

@Suite struct AddressFileTests {
  private static let query = AddressQuery("R. Santos Pousada 71, Porto")
  private static let found = "Rua de Santos Pousada 71, 4000-432 Porto"

  /// A gzip file (RFC 1952) of one block that is not made smaller (RFC 1951, 3.2.4).
  private static func packed(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    func little(_ value: UInt32, _ count: UInt32) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let length = UInt32(bytes.count)
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1] + little(length, 2) + little(~length, 2) + bytes
      + little(~sum, 4) + little(length, 4)
  }

  private func complaint(_ paths: [String], _ index: String) -> String {
    do {
      _ = try Geocoder(references: paths, index: index)
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test(
    "References packed with gzip are read as if they were not",
    arguments: [
      ("a.csv.gz", ReferenceTests.openAddresses),
      ("a.geojsonl.gz", ReferenceTests.openAddressesLines),
      ("a.geojson.gz", ReferenceTests.openAddressesLines),
      (
        "b.geojson.gz",
        "{\"type\":\"FeatureCollection\",\"features\":["
          + ReferenceTests.openAddressesLines.split(separator: "\n").joined(separator: ",") + "]}"
      ),
    ])
  func gzip(_ name: String, _ text: String) throws {
    let files = try TestFolder()
    try files.write(name, Data(Self.packed(text)))
    let coder = try Geocoder(references: [files.path(name)], index: files.path("i.sqlite"))
    #expect(coder.find(Self.query).address == Self.found)
    #expect(coder.addressCount == 2)
    try files.write(name, Data(Self.packed(text).dropLast(9)))
    #expect(complaint([files.path(name)], files.path("i.sqlite")).contains("cut short"))
  }

  @Test("A folder is all the references in it, and in the folders in it")
  func folder() throws {
    let files = try TestFolder()
    for name in ["pt/north", "pt/.git", "empty"] {
      try FileManager.default.createDirectory(
        at: files.url.appending(path: name), withIntermediateDirectories: true)
    }
    try files.write("pt/north/a.csv", ReferenceTests.openAddresses)
    try files.write("pt/b.csv", ReferenceTests.ban)
    try files.write("pt/.git/c.csv", "not,a,reference\n")
    try files.write("pt/README.md", "not a reference")
    let index = files.path("i.sqlite")
    let coder = try Geocoder(references: [files.path("pt")], index: index)
    #expect(coder.addressCount == 4)
    #expect(coder.find(Self.query).address == Self.found)
    let paris = coder.find(AddressQuery("12 bis rue de la Paix, Paris"))
    #expect(paris.address == "Rue de la Paix 12 bis, 75002 Paris", "\(paris)")
    // One more file, and the index is made anew.
    try files.write("pt/d.csv", "street,number,lon,lat\nRua Nova,5,-8.6,41.1\n")
    #expect(try Geocoder(references: [files.path("pt")], index: index).addressCount == 5)
    #expect(complaint([files.path("empty")], index).contains("no file of addresses in this folder"))
  }

  @Test("A broken archive is refused with what to do")
  func archive() throws {
    let files = try TestFolder()
    let path = try files.write("a.zip", "PK\u{3}\u{4} and so on")
    #expect(
      complaint([path], files.path("i.sqlite")).contains(
        "this is no zip archive, or it is cut short; fetch it again"))
  }

  @Test("A build that fails leaves no index and nothing beside it")
  func interrupted() throws {
    let files = try TestFolder()
    let path = try files.write("a.csv", "street,number,lon,lat\nRua A,1,-8.6,41.1\nRua B,2,x,41\n")
    #expect(complaint([path], files.path("i.sqlite")).contains("a.csv:3"))
    #expect(try files.names() == ["a.csv"])
  }

  @Test("Where the index cannot be kept: an error if somebody chose the place")
  func noPlace() throws {
    let files = try TestFolder()
    let path = try files.write("a.csv", ReferenceTests.openAddresses)
    // Below a file there are no folders, whoever asks.
    #expect(complaint([path], path + "/i.sqlite").contains("cannot write the index"))
  }

  @Test("In a reference of another country nothing is found")
  func anotherCountry() throws {
    let files = try TestFolder()
    let path = try files.write("a.csv", ReferenceTests.ban)
    let coder = try Geocoder(references: [path], index: files.path("i.sqlite"))
    for text in ["Rua de Santos Pousada 71, 4000-432 Porto", "Hauptstraße 12, 10115 Berlin"] {
      #expect(coder.find(AddressQuery(text)).match == .none)
    }
  }
}
