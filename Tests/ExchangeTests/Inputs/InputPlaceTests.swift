import Foundation
import TestSupport
import Testing

@testable import Exchange

@Suite struct InputPlaceTests {
  private let files: TestFolder

  init() throws { files = try TestFolder() }

  /// An archive of files that are stored as they are.
  private func archive(_ name: String, _ members: [(String, String)]) throws -> String {
    var local: [UInt8] = []
    var directory: [UInt8] = []
    func bytes(_ number: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
    for (name, text) in members {
      let content = Array(text.utf8)
      let sum = content.withUnsafeBufferPointer { Int(ZipCheckSum.sum($0)) }
      let facts =
        bytes(20, 2) + bytes(0, 2) + bytes(0, 2) + bytes(0, 4) + bytes(sum, 4)
        + bytes(content.count, 4) + bytes(content.count, 4) + bytes(name.utf8.count, 2)
        + bytes(0, 2)
      let place = local.count
      local += bytes(0x0403_4B50, 4) + facts + Array(name.utf8) + content
      directory +=
        bytes(0x0201_4B50, 4) + bytes(20, 2) + facts + bytes(0, 2) + bytes(0, 2) + bytes(0, 2)
        + bytes(0, 4) + bytes(place, 4) + Array(name.utf8)
    }
    let end =
      bytes(0x0605_4B50, 4) + bytes(0, 4) + bytes(members.count, 2) + bytes(members.count, 2)
      + bytes(directory.count, 4) + bytes(local.count, 4) + bytes(0, 2)
    return try files.write(name, Data(local + directory + end))
  }

  private func complaint(_ path: String, layer: String? = nil) -> String? {
    do {
      _ = try InputPlace(path, layer: layer)
      return nil
    } catch {
      return "\(error)".replacing(files.url.path + "/", with: "")
    }
  }

  private static let table = "id,lon,lat\nA,1,2\n"

  @Test("An archive stands for the one file in it that can be read")
  func only() throws {
    let path = try archive(
      "a.zip", [("data/homes.csv", Self.table), ("README.txt", "hello"), ("data/homes.prj", "x")])
    let place = try InputPlace(path)
    #expect(place.name == path + "/data/homes.csv")
    let input = try InputFile(path: path)
    #expect(String(decoding: input.bytes, as: UTF8.self) == Self.table)
    // The hash is that of the file on the disk.
    #expect(try input.sha256 == InputFile.sha256(ofFile: path))
    let homes = try PointFile.read(path: path)
    #expect(homes.records.map(\.id) == ["A"])
    #expect(homes.report.file.hasSuffix("a.zip/data/homes.csv"))
  }

  @Test("Of several files one must be named, by its path or its name without an ending")
  func several() throws {
    let path = try archive("b.zip", [("a.csv", Self.table), ("sub/b.geojson", "{}")])
    #expect(
      complaint(path)
        == "b.zip: the archive has 2 files that can be read: a.csv, sub/b.geojson; "
        + "name one of them: b.zip/a.csv")
    #expect(try InputPlace(path + "/sub/b.geojson").name == path + "/sub/b.geojson")
    #expect(try InputPlace(path, layer: "b").name == path + "/sub/b.geojson")
    #expect(try InputPlace(path, format: .csv).name == path + "/a.csv")
    #expect(
      complaint(path + "/c.csv")
        == "b.zip: \"c.csv\" is not in the archive; it has a.csv, sub/b.geojson")
    #expect(try PointFile.read(path: path + "/a.csv").records.count == 1)
  }

  @Test("What is no archive of data says what it is")
  func others() throws {
    let sheet = try archive(
      "a.xlsx", [("[Content_Types].xml", "<a/>"), ("xl/workbook.xml", "<a/>")])
    #expect(
      complaint(sheet)
        == "a.xlsx: this is a spreadsheet or a zip file, not text; save it as CSV in UTF-8")
    let pictures = try archive("c.zip", [("a.png", "x"), ("b.png", "y")])
    #expect(
      complaint(pictures)
        == "c.zip: no file in the archive is of a kind that can be read; it has a.png, b.png")
    #expect(complaint(files.path("none.csv")) == "none.csv: there is no such file; check the path")
    try files.write("plain.csv", Self.table)
    #expect(complaint(files.path("plain.csv/x.csv")) != nil)
    #expect(complaint(files.url.path) != nil)
  }

  @Test("A pipe with a name is read as often as it is needed")
  func pipe() throws {
    let path = files.path("pipe.csv")
    #expect(mkfifo(path, 0o600) == 0)
    // A thread of its own: those that tests run on may all be busy, and this one waits for it.
    Thread.detachNewThread {
      guard let handle = FileHandle(forWritingAtPath: path) else { return }
      try? handle.write(contentsOf: Data("id,lon,lat\nA,1,2\n".utf8))
      try? handle.close()
    }
    let place = try InputPlace(path)
    for _ in 0..<2 {
      var bytes: [UInt8] = []
      try FileSource(place).read(1 << 16, into: &bytes)
      #expect(String(decoding: bytes, as: UTF8.self) == Self.table)
    }
  }

  @Test("Text that turns into nothing but zeros is a fault at once, however large the file is")
  func holes() throws {
    for name in ["a.csv", "a.geojson", "a.geojsonl"] {
      let path = try files.write(name, name.hasSuffix("csv") ? "id,lon,lat\nA,1,2\n" : "{")
      let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      try handle.truncate(atOffset: 1 << 40)
      try handle.close()
      let fault = #expect(throws: DataFaults.self) { try PointFile.read(path: path) }
      #expect(fault?.description.contains("a byte of 0") == true, "\(name)")
    }
  }
}
