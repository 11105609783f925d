import Foundation
import Testing

@testable import footbridge

/// What is in a file stays there until somebody says that it may go.
@Suite struct ReplacingTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "footbridge-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try write("points.csv", Self.points)
    try write("reference.csv", "street,housenumber,lon,lat\nRua Nova,7,-8.6,41.1\n")
    try write("pupils.csv", "id,address\n007,Rua Nova 7\n")
    try write("districts.csv", "district,population,lon,lat,radius_m\nmill,900,19,47.5,800\n")
  }

  private static let points = "id,x,y\n007,1,2\n8,4,5\n9,100,90\n"

  private func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  private func read(_ name: String) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  /// A command without the file that it writes.
  private static let commands = [
    "areas --facilities points.csv --crs planar",
    "assign --model model/model.json points.csv",
    "check --demand points.csv --crs planar",
    "convert points.csv --crs planar",
    "distances --from points.csv --to points.csv --crs planar",
    "generate uniform -n 5",
    "generate students --districts districts.csv --count 5",
    "geocode pupils.csv --reference reference.csv --index addresses.sqlite",
  ]

  @Test("No command replaces a file with something in it unless it is told to")
  func replacing() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let model = try FootbridgeProcess(
      ["cluster", "points.csv", "-k", "2", "--columns", "x,y", "--out", "model"], in: folder)
    try #require(model.exitCode == 0, "\(model.errors)")
    for (number, command) in Self.commands.enumerated() {
      let words = command.split(separator: " ").map(String.init)
      let name = "out-\(number).geojson"
      let output = words[0] == "convert" ? [name] : ["--out", name]
      try write(name, "mine")
      let refused = try FootbridgeProcess(words + output, in: folder)
      #expect(refused.exitCode == 3, "\(command): \(refused.errors)")
      #expect(refused.errors.contains("\(name): the file is there already"), "\(refused.errors)")
      #expect(try read(name) == "mine", "\(command)")
      let forced = try FootbridgeProcess(words + output + ["--force"], in: folder)
      #expect(forced.exitCode == 0, "\(command): \(forced.errors)")
      #expect(try read(name) != "mine", "\(command)")
    }
  }

  @Test("A command does not write over what it reads")
  func ownInput() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try FootbridgeProcess(
      [
        "distances", "--from", "points.csv", "--to", "points.csv", "--crs", "planar", "--out",
        "points.csv",
      ], in: folder)
    #expect(result.exitCode == 3)
    #expect(try read("points.csv") == Self.points)
  }

  @Test("A picture outside the folder is not replaced either")
  func picture() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write("plot.svg", "mine")
    let path = folder.appending(path: "plot.svg").path
    let words = [
      "cluster", "points.csv", "-k", "2", "--columns", "x,y", "--out", "found", "--plot", path,
    ]
    let refused = try FootbridgeProcess(words, in: folder)
    #expect(refused.exitCode == 3, "\(refused.errors)")
    #expect(try read("plot.svg") == "mine")
    #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "found").path))
    let forced = try FootbridgeProcess(words + ["--force"], in: folder)
    #expect(forced.exitCode == 0, "\(forced.errors)")
    #expect(try read("plot.svg").contains("<svg"))
  }
}
