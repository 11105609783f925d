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

  /// Commands with an output that is an input or another output, as a line of a shell.
  private static let conflicts = [
    "distances --from points.csv --to points.csv --crs planar --out ./points.csv --force",
    "distances --from points.csv --to schools.csv --crs planar --out hard.csv --force",
    "areas --facilities points.csv --crs planar --out link.csv --force",
    "areas --facilities points.csv --crs planar --out - >>points.csv",
    "check --demand points.csv --crs planar --out points.csv --force",
    "convert - points.csv --from csv --crs planar --force <points.csv",
    "convert points.csv hard.csv --crs planar --force",
    "assign --model model/model.json points.csv --out model/model.json --force",
    "assign --model model/model.json points.csv --out points.csv --force",
    "generate students --districts districts.csv --count 5 --out districts.csv --force",
    "geocode pupils.csv --reference reference.csv --index i --out reference.csv --force",
    "geocode pupils.csv --reference reference.csv --index i --out x.csv --unmatched ./x.csv",
    "geocode pupils.csv --reference reference.csv --index x.csv --out x.csv",
    "geocode pupils.csv --reference reference.csv --index x.csv --unmatched ../$(basename $PWD)/x.csv",
    "geocode pupils.csv --reference . --index i --out districts.csv --force",
    "geocode pupils.csv --reference reference.csv --index i --out - --unmatched -",
    "geocode pupils.csv --reference reference.csv --index i --unmatched empty.csv >empty.csv",
    "cluster points.csv -k 2 --columns x,y --out p --frames ./p",
    "cluster points.csv -k 2 --columns x,y --out p --frames p/steps",
    "cluster points.csv -k 2 --columns x,y --out p --plot p/map.svg",
    "cluster points.csv -k 2 --columns x,y --out p --animate a.gif --animate a.gif",
    "cluster model/clusters.csv -k 2 --columns x,y --out model",
    "plan --demand model/clusters.csv --crs planar --p 1 --out model",
    "plan --demand model/../model/clusters.csv --crs planar --p 1 --out folder-link",
    "plan scenario.yaml --out model", "places model --out model",
    "convert towns.kmz/doc.kml towns.kmz --force",
  ]

  @Test("No output is an input or another output, over whatever links and spellings")
  func conflicts() throws {
    let made = try FootbridgeProcess(
      ["cluster", "points.csv", "-k", "2", "--columns", "x,y", "--out", "model"], in: folder.url)
    try #require(made.exitCode == 0, "\(made.errors)")
    let archive = try FootbridgeProcess(["convert", "districts.csv", "towns.kmz"], in: folder.url)
    try #require(archive.exitCode == 0, "\(archive.errors)")
    try folder.write("schools.csv", Self.points)
    try folder.write("scenario.yaml", "demand: model/clusters.csv\nfacilities: 1\ncrs: planar\n")
    try folder.write("empty.csv", "")
    let path = folder.url.path
    #expect(link("\(path)/points.csv", "\(path)/hard.csv") == 0)
    #expect(symlink("points.csv", "\(path)/link.csv") == 0)
    #expect(symlink("model", "\(path)/folder-link") == 0)
    func all() throws -> [String: Data] {
      let files = try #require(FileManager.default.enumerator(atPath: path))
      var all: [String: Data] = [:]
      for case let name as String in files {
        all[name] = try? Data(contentsOf: folder.url.appending(path: name))
      }
      return all
    }
    let before = try all()
    for command in Self.conflicts {
      let result = try FootbridgeProcess(shell: "footbridge \(command)", in: folder.url)
      #expect([3, 64].contains(result.exitCode), "\(command): \(result.exitCode) \(result.errors)")
      #expect(
        ["read", "written", "two outputs", "into itself", "same"].contains {
          result.errors.contains($0)
        },
        "\(command): \(result.errors)")
      #expect(try all() == before, "\(command)")
    }
  }

  @Test("An index replaces only an index of ours, or nothing")
  func indices() throws {
    let points = try FootbridgeProcess(
      ["convert", "points.csv", "points.gpkg", "--crs", "planar"], in: folder.url)
    try #require(points.exitCode == 0, "\(points.errors)")
    try folder.write("notes.txt", "mine")
    // A database of somebody else's, by its head.
    var head = Data("SQLite format 3\0".utf8)
    head.append(Data(count: 4080))
    try folder.write("other.sqlite", head)
    mkdir(folder.path("folder"), 0o777)
    symlink("points.gpkg", folder.path("link.sqlite"))
    symlink("nowhere", folder.path("broken.sqlite"))
    let words = ["geocode", "pupils.csv", "--reference", "reference.csv", "--index"]
    for name in [
      "points.gpkg", "notes.txt", "other.sqlite", "folder", "link.sqlite", "broken.sqlite",
    ] {
      let before = try? folder.bytes(name)
      let result = try FootbridgeProcess(words + [name], in: folder.url)
      #expect(result.exitCode == 3, "\(name): \(result.errors)")
      #expect(result.errors.contains("\(name) is no index of addresses that Footbridge made"))
      #expect((try? folder.bytes(name)) == before)
    }
    #expect(!FileManager.default.fileExists(atPath: folder.path("nowhere")))
    try folder.write("empty.sqlite", "")
    for name in ["empty.sqlite", "new.sqlite"] {
      for reference in ["Rua Nova,7", "Rua Velha,8"] {
        try folder.write("reference.csv", "street,housenumber,lon,lat\n\(reference),-8.6,41.1\n")
        let result = try FootbridgeProcess(words + [name], in: folder.url)
        #expect(result.exitCode == 0 && result.errors.contains("made"), "\(result.errors)")
      }
    }
  }

  @Test(
    "The name of a scenario is that of one folder in out/, or an error",
    arguments: [
      "../../evil", "a/b", "/tmp/evil", ".", "..", "'  '", "''", ".hidden", "\"a\\0b\"",
      "\"a\\nb\"", String(repeating: "n", count: 300), String(repeating: "ő", count: 101),
    ])
  func names(_ name: String) throws {
    try folder.write(
      "scenario.yaml", "name: \(name)\ndemand: points.csv\ncrs: planar\nfacilities: 1\n")
    let before = try folder.names()
    let result = try FootbridgeProcess(["plan", "scenario.yaml"], in: folder.url)
    if result.exitCode == 0 {
      #expect(try folder.names(in: "out").count == 1 && folder.names(in: "out")[0].count < 20)
    } else {
      #expect([3, 64].contains(result.exitCode), "\(result.exitCode) \(result.errors)")
      #expect(result.errors.contains("name"), "\(result.errors)")
      #expect(try folder.names() == before)
    }
    let named = try FootbridgeProcess(
      ["plan", "scenario.yaml", "--name", "ő 12", "--quiet"], in: folder.url)
    #expect(named.exitCode == 0, "\(named.errors)")
    #expect(try folder.names(in: "out").contains("ő 12"))
  }

  @Test(
    "Plans that are written at once into a folder that somebody stands in are whole, and one stays")
  func atOnce() throws {
    mkdir(folder.path("plan"), 0o777)
    let result = try FootbridgeProcess(
      shell: """
        cd plan
        for p in 1 2 3 1 2 3; do
          footbridge plan --demand ../points.csv --crs planar --p $p --quiet --out . >/dev/null &
          all="$all $!"
        done
        for one in $all; do wait $one || echo failed; done
        """, in: folder.url)
    #expect(result.output.isEmpty && result.errors.isEmpty, "\(result.output) \(result.errors)")
    let plan = try JSONSerialization.jsonObject(with: Data(folder.bytes("plan/plan.json")))
    let sites = try JSONSerialization.jsonObject(with: Data(folder.bytes("plan/sites.geojson")))
    let count = ((plan as? [String: Any])?["facilities"] as? [Any])?.count
    let open = ((sites as? [String: Any])?["features"] as? [[String: Any]])?
      .count { ($0["properties"] as? [String: Any])?["selected"] as? Bool == true }
    #expect(count != nil && count == open)
    #expect(try folder.names(in: "plan").filter { $0.contains("footbridge-") }.isEmpty)
  }
}
