import Foundation
import Testing

@testable import footbridge

/// `cluster`, `assign` and the boards of `generate`, run as users run them.
@Suite struct ClusterProcessTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "footbridge-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func run(_ arguments: [String], input: String = "") throws -> FootbridgeProcess {
    try FootbridgeProcess(arguments, input: input, in: folder)
  }

  private static let two = "id,x,y\na,1,2\nb,1,2\nc,5,2\n"

  /// What is wrong, what the message must say, and how the program ends.
  private static let wrong: [(text: String, arguments: [String], says: [String], code: Int32)] = [
    (two, ["-k", "0"], ["cannot make 0 clusters", "ask for 1 or more"], 64),
    (two, [], ["needs a number of clusters", "add -k 3"], 64),
    (two, ["-k", "3...2"], ["-k"], 64),
    (two, ["-k", "4"], ["4 clusters of 3 rows", "at most 3"], 3),
    (two, ["-k", "3"], ["only 2 rows differ", "at most 2"], 3),
    ("id,x\na,1\n", ["-k", "1"], ["only one row", "at least two"], 3),
    ("x,y\n1,2\n1,2\n1,2\n", ["-k", "2"], ["all 3 rows are equal", "--columns"], 3),
    (two, ["-k", "2", "--scale", "standard"], ["column y", "all its values are equal"], 3),
    ("x\n1\n2\nabc\n", ["-k", "2"], ["p.csv:4: column x: \"abc\"", "write a number"], 3),
    ("x\n1\n2\nNaN\n", ["-k", "2"], ["p.csv:4: column x: \"NaN\"", "--missing"], 3),
    ("x\n1\n2\n-inf\n", ["-k", "2"], ["p.csv:4: column x: \"-inf\""], 3),
    (
      "x,y\n1,2\n2,\n3,4\n", ["-k", "2"], ["p.csv:3: column y: the cell is empty", "--missing"], 3
    ),
    ("", ["-k", "2"], ["the file is empty", "header"], 3),
    ("x,y\n", ["-k", "2"], ["no rows to cluster"], 3),
    ("a,b\nx,y\nz,w\n", ["-k", "2"], ["no column holds numbers", "--columns"], 3),
    (two, ["-k", "2", "--columns", "x,why"], ["no column \"why\"", "\"id\", \"x\", \"y\""], 3),
    (
      "width,height\n1,2\n2,3\n", ["-k", "2", "--columns", "widht"], ["did you mean \"width\"?"], 3
    ),
    (two, ["-k", "2", "--metric", "gower"], ["categories have no mean", "kmedoids"], 64),
    (two, ["-k", "2", "--metric", "cosine"], ["no direction", "kmedoids"], 64),
    (two, ["-k", "2", "--metric", "manhattan"], ["kmedians"], 64),
    (two, ["-k", "2", "--method", "agglomerative", "--metric", "chebyshev"], ["--linkage"], 64),
    (two, ["-k", "2", "--method", "dbscan", "--radius", "1"], ["drop -k"], 64),
    (two, ["--method", "dbscan"], ["no radius", "--radius"], 64),
    (two, ["-k", "2", "--metric", "geodesic", "--method", "kmedoids"], ["needs coordinates"], 3),
    (two, ["-k", "2", "--plot", "a.svg"], ["no folder", "--out"], 64),
    (two, ["-k", "2", "--split", "1.5"], ["--split is 1.5"], 64),
    (two, ["-k", "2", "--seeding", "given:none.csv"], ["none.csv: there is no such file"], 3),
    (two, ["-k", "2", "--truth", "klass"], ["no column \"klass\""], 3),
    (two, ["-k", "2", "--min-size", "2"], ["2"], 3),
    (two, ["-k", "0...3"], ["cannot make 0 clusters"], 64),
    (two, ["-k", "5...9", "--method", "agglomerative"], ["5 clusters of 3 rows"], 3),
    (two, ["-k", "2...3", "--balanced"], ["range of -k", "sizes are bounded"], 64),
    (two, ["-k", "2", "--method", "kmedoids", "--metric", "zones"], ["--crossings"], 64),
    (two, ["-k", "2", "--metric", "network"], ["need not lie on a street", "kmedoids"], 64),
    ("lon,lat\n19,47\n200,47\n", ["-k", "2"], ["p.csv:3: column lon: \"200\""], 3),
  ]

  @Test("Wrong input: one message with the remedy, and the code of its kind; nothing is written")
  func wrongInput() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    for (text, arguments, says, code) in Self.wrong {
      try Data(text.utf8).write(to: folder.appending(path: "p.csv"))
      let hasOut = arguments.contains("--plot")
      let result = try run(
        ["cluster", "p.csv", "--quiet"] + arguments + (hasOut ? [] : ["--out", "out"]))
      let place = "for \(arguments) on \(text)"
      #expect(result.exitCode == code, "\(place): \(result.errors)")
      for part in says { #expect(result.errors.contains(part), "\(place): \(result.errors)") }
      #expect(result.output.isEmpty)
      #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "out").path))
    }
  }

  @Test("From a board to clusters, pictures and new points")
  func wholeWay() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let board = try run(["generate", "gaussians", "-n", "60", "-k", "3", "--seed", "5"])
    #expect(board.exitCode == 0 && board.output.hasPrefix("id,x,y,label\n1,"))
    let clusters = try run(
      [
        "cluster", "-", "-k", "auto", "--truth", "label", "--out", "out", "--plot", "clusters.svg",
        "--trace", "--animate", "steps.gif", "--frames", "frames", "--starts", "3",
      ], input: board.output)
    #expect(clusters.exitCode == 0, "\(clusters.errors)")
    #expect(clusters.output.contains("three groups") && clusters.output.contains("accuracy 1.0000"))
    let files = try FileManager.default.contentsOfDirectory(
      atPath: folder.appending(path: "out").path)
    for name in [
      "clusters.csv", "centers.csv", "clusters.geojson", "model.json", "summary.json",
      "steps.json", "clusters.svg", "steps.gif", "groups.svg", "confusion.svg", "silhouette.svg",
    ] {
      #expect(files.contains(name), "\(name) in \(files)")
    }
    let gif = try Data(contentsOf: folder.appending(path: "out/steps.gif"))
    #expect(gif.prefix(6) == Data("GIF89a".utf8))
    let frames = try FileManager.default.contentsOfDirectory(
      atPath: folder.appending(path: "frames").path)
    #expect(frames.contains("step-000.svg") && frames.contains("step-000.png"))
    let model = folder.appending(path: "out/model.json").path
    let assigned = try run(["assign", "--model", model, "-", "--quiet"], input: board.output)
    #expect(assigned.exitCode == 0)
    #expect(assigned.output.hasPrefix("id,x,y,label,cluster,distance_to_center\n"))
    #expect(assigned.errors.isEmpty)
  }

  @Test("A model and a file that do not belong together end with 3, and the columns by name")
  func wrongModel() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("a,b\n1,2\n5,6\n".utf8).write(to: folder.appending(path: "p.csv"))
    #expect(try run(["cluster", "p.csv", "-k", "2", "--out", "out"]).exitCode == 0)
    let other = try run(["assign", "--model", "out/model.json", "-"], input: "a,c\n1,2\n")
    #expect(other.exitCode == 3 && other.errors.contains("columns that are not here: \"b\""))
    for file in ["out/summary.json", "p.csv"] {
      let none = try run(["assign", "--model", file, "p.csv"])
      #expect(none.exitCode == 3 && none.errors.contains("no model of footbridge cluster"))
    }
    let dense = try run(
      [
        "cluster", "p.csv", "--method", "dbscan", "--radius", "9", "--min-neighbours", "1", "--out",
        "d",
      ])
    #expect(dense.exitCode == 0)
    let refused = try run(["assign", "--model", "d/model.json", "p.csv"])
    #expect(refused.exitCode == 3 && refused.errors.contains("dbscan"))
  }

  @Test("The same seed gives the same bytes")
  func sameBytes() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let board = try run(["generate", "moons", "-n", "80"]).output
    for name in ["one", "two"] {
      let arguments = ["cluster", "-", "-k", "4", "--out", name, "--plot", "p.svg", "--quiet"]
      #expect(try run(arguments, input: board).exitCode == 0)
    }
    for file in ["clusters.csv", "summary.json", "model.json", "p.svg", "clusters.geojson"] {
      let contents = try ["one", "two"].map {
        try Data(contentsOf: folder.appending(path: "\($0)/\(file)"))
      }
      #expect(contents[0] == contents[1], "\(file)")
    }
  }
}
