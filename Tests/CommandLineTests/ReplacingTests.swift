import Foundation
import TestSupport
import Testing

@testable import footbridge

/// What is in a file stays there until somebody says that it may go.
@Suite struct ReplacingTests {
  private let folder: TestFolder

  init() throws {
    folder = try TestFolder()
    try folder.write("points.csv", Self.points)
    try folder.write("reference.csv", "street,housenumber,lon,lat\nRua Nova,7,-8.6,41.1\n")
    try folder.write("pupils.csv", "id,address\n007,Rua Nova 7\n")
    try folder.write(
      "districts.csv", "district,population,lon,lat,radius_m\nmill,900,19,47.5,800\n")
  }

  private static let points = "id,x,y\n007,1,2\n8,4,5\n9,100,90\n"

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
    let model = try FootbridgeProcess(
      ["cluster", "points.csv", "-k", "2", "--columns", "x,y", "--out", "model"], in: folder.url)
    try #require(model.exitCode == 0, "\(model.errors)")
    for (number, command) in Self.commands.enumerated() {
      let words = command.split(separator: " ").map(String.init)
      let name = "out-\(number).geojson"
      let output = words[0] == "convert" ? [name] : ["--out", name]
      try folder.write(name, "mine")
      let refused = try FootbridgeProcess(words + output, in: folder.url)
      #expect(refused.exitCode == 3, "\(command): \(refused.errors)")
      #expect(refused.errors.contains("\(name): the file is there already"), "\(refused.errors)")
      #expect(try folder.read(name) == "mine", "\(command)")
      let forced = try FootbridgeProcess(words + output + ["--force"], in: folder.url)
      #expect(forced.exitCode == 0, "\(command): \(forced.errors)")
      #expect(try folder.read(name) != "mine", "\(command)")
    }
  }

  @Test("A command does not write over what it reads")
  func ownInput() throws {
    let result = try FootbridgeProcess(
      [
        "distances", "--from", "points.csv", "--to", "points.csv", "--crs", "planar", "--out",
        "points.csv",
      ], in: folder.url)
    #expect(result.exitCode == 3)
    #expect(try folder.read("points.csv") == Self.points)
  }

  @Test("A picture outside the folder is not replaced either")
  func picture() throws {
    try folder.write("plot.svg", "mine")
    let path = folder.path("plot.svg")
    let words = [
      "cluster", "points.csv", "-k", "2", "--columns", "x,y", "--out", "found", "--plot", path,
    ]
    let refused = try FootbridgeProcess(words, in: folder.url)
    #expect(refused.exitCode == 3, "\(refused.errors)")
    #expect(try folder.read("plot.svg") == "mine")
    #expect(!FileManager.default.fileExists(atPath: folder.path("found")))
    let forced = try FootbridgeProcess(words + ["--force"], in: folder.url)
    #expect(forced.exitCode == 0, "\(forced.errors)")
    #expect(try folder.read("plot.svg").contains("<svg"))
  }
}
