import Foundation
import Testing

@testable import footbridge

/// `convert`, run as users run it.
@Suite struct ConvertProcessTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "footbridge-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private static let feature =
    "{\"type\": \"Feature\", \"id\": 1, \"geometry\": {\"type\": \"Point\", \"coordinates\": "
    + "[19.04, 47.5]}, \"properties\": {\"name\": \"x\"}}\n"

  @Test("Data goes through pipes, and what is told does not mix with it")
  func pipes() throws {
    let run = try FootbridgeProcess(
      ["convert", "-", "-", "--from", "geojsonl", "--to", "csv"], input: Self.feature, in: folder)
    #expect(run.exitCode == 0)
    #expect(run.output == "id,lon,lat,name\n1,19.04,47.5,x\n")
    #expect(run.errors == "standard input: 1 feature written to standard output\n")
  }

  @Test("Wrong data ends with 3, wrong usage with 64, and nothing is written")
  func exitCodes() throws {
    let bad = try FootbridgeProcess(
      ["convert", "-", "a.csv", "--from", "geojson"], input: "{\"type\": 1}", in: folder)
    #expect(bad.exitCode == 3)
    let unknown = try FootbridgeProcess(["convert", "a.foo", "b.csv"], in: folder)
    #expect(unknown.exitCode == 64)
    #expect(unknown.errors.contains("give --from"))
    let database = try FootbridgeProcess(
      ["convert", "-", "-", "--from", "geojson", "--to", "gpkg"], input: Self.feature, in: folder)
    #expect(database.exitCode == 64 && database.errors.contains("name a file"))
    #expect(try FootbridgeProcess(["check"], in: folder).exitCode == 64)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    // A file is not converted into itself, by whatever name.
    try Data(Self.feature.utf8).write(to: folder.appending(path: "a.geojson"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.appending(path: "link.geojson").path, withDestinationPath: "a.geojson")
    for name in ["a.geojson", "./a.geojson", "link.geojson"] {
      let same = try FootbridgeProcess(["convert", "a.geojson", name, "--force"], in: folder)
      #expect(same.exitCode == 64 && same.errors.contains("into itself"), "\(name)")
    }
  }

  @Test("A program that is killed in the middle of writing leaves the old file as it was")
  func killed() throws {
    let output = folder.appending(path: "out.geojson")
    try Data("old".utf8).write(to: output)
    let process = Process()
    process.executableURL = try FootbridgeProcess.program()
    process.arguments = ["convert", "-", "out.geojson", "--from", "geojsonl", "--force"]
    process.currentDirectoryURL = folder
    let pipe = Pipe()
    process.standardInput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    // More than the batches under way hold, so that something has been written; and no end.
    let block = Data(String(repeating: Self.feature, count: 10_000).utf8)
    for _ in 0..<8 { try pipe.fileHandleForWriting.write(contentsOf: block) }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try pipe.fileHandleForWriting.close()
    #expect(try String(contentsOf: output, encoding: .utf8) == "old")
    if Self.hasNamelessFiles(folder) {
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(names == ["out.geojson"])
    }
    // What it left behind elsewhere does not stand in the way of the next.
    let again = try FootbridgeProcess(
      ["convert", "-", "out.geojson", "--from", "geojsonl", "--force"], input: Self.feature,
      in: folder)
    #expect(again.exitCode == 0)
    #expect(try String(contentsOf: output, encoding: .utf8).hasPrefix("{\"type\""))
  }

  /// Whether a file may be without a name there until it is whole.
  private static func hasNamelessFiles(_ folder: URL) -> Bool {
    #if os(Linux)
    let descriptor = open(folder.path, 0o20_000_000 | O_DIRECTORY | O_WRONLY, 0o600)
    guard descriptor >= 0 else { return false }
    close(descriptor)
    return true
    #else
    return false
    #endif
  }

  @Test(
    "Killed at any moment, it leaves the old file or the whole new one, and nothing else",
    arguments: ["out.geojson", "out.gpkg", "out.gpx", "out.kmz"])
  func killedAtAnyMoment(_ name: String) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    // Points and lines, which stand in sections of their own in some formats.
    let shapes = [
      #""Point", "coordinates": [19, 47]"#, #""LineString", "coordinates": [[19, 47], [20, 48]]"#,
    ]
    let input = (0..<3000).map {
      #"{"type": "Feature", "id": \#($0), "geometry": {"type": \#(shapes[$0 % 2])}, "#
        + #""properties": {"n": \#($0)}}"# + "\n"
    }.joined()
    try Data(input.utf8).write(to: folder.appending(path: "in.geojsonl"))
    let output = folder.appending(path: name)
    let arguments = ["convert", "in.geojsonl", name, "--force"]
    let start = Date()
    #expect(try FootbridgeProcess(arguments, in: folder).exitCode == 0)
    let seconds = Date().timeIntervalSince(start)
    let whole = try Data(contentsOf: output)
    for step in 0..<12 {
      try Data("old".utf8).write(to: output)
      let process = Process()
      process.executableURL = try FootbridgeProcess.program()
      process.arguments = arguments
      process.currentDirectoryURL = folder
      process.standardError = FileHandle.nullDevice
      try process.run()
      // From before it has read anything to after it has ended.
      Thread.sleep(forTimeInterval: Double(step) * seconds / 10)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let left = try Data(contentsOf: output)
      #expect(left == Data("old".utf8) || left == whole, "step \(step)")
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(names.filter { !$0.hasPrefix(".") }.sorted() == ["in.geojsonl", name])
      // A database has a hidden name while it is written; for others it is there for the moment of replacing alone.
      guard Self.hasNamelessFiles(folder), !name.hasSuffix(".gpkg") else { continue }
      for hidden in names where hidden.hasPrefix(".\(name)") {
        #expect(try Data(contentsOf: folder.appending(path: hidden)) == whole)
      }
    }
  }

  @Test("A plan that is killed while it replaces an earlier one leaves one of the two, whole")
  func killedPlan() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let homes = (0..<40).map { "h\($0),\($0 % 8 * 100),\($0 / 8 * 100)\n" }.joined()
    try Data(("id,x,y\n" + homes).utf8).write(to: folder.appending(path: "homes.csv"))
    func arguments(_ facilities: Int) -> [String] {
      [
        "plan", "--demand", "homes.csv", "--crs", "planar", "--p", "\(facilities)", "--quiet",
        "--out", "plan",
      ]
    }
    /// All files of a plan but for the time that it took.
    func files() throws -> [String: Data] {
      let plan = folder.appending(path: "plan")
      var files: [String: Data] = [:]
      for name in try FileManager.default.contentsOfDirectory(atPath: plan.path)
      where name != "plan.json" {
        files[name] = try Data(contentsOf: plan.appending(path: name))
      }
      return files
    }
    var wholes: [[String: Data]] = []
    var seconds = 0.0
    for facilities in [2, 3] {
      let start = Date()
      #expect(try FootbridgeProcess(arguments(facilities), in: folder).exitCode == 0)
      seconds = Date().timeIntervalSince(start)
      wholes.append(try files())
    }
    #expect(wholes[0] != wholes[1])
    for step in 0..<12 {
      let process = Process()
      process.executableURL = try FootbridgeProcess.program()
      process.arguments = arguments(2 + step % 2)
      process.currentDirectoryURL = folder
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      // Most of them near the end, when files are written.
      Thread.sleep(forTimeInterval: (0.5 + Double(step) * 0.05) * seconds)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      #expect(wholes.contains(try files()), "step \(step)")
    }
  }

  @Test("A closed pipe ends it quietly, and not with 0")
  func closedPipe() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let input = String(repeating: Self.feature, count: 20_000)
    try Data(input.utf8).write(to: folder.appending(path: "in.geojsonl"))
    for arguments in [
      ["convert", "in.geojsonl", "-", "--to", "csv"],
      ["convert", "in.geojsonl", "-", "--to", "kml"],
      ["distances", "--from", "grid.csv", "--to", "grid.csv", "--crs", "planar"],
    ] {
      let grid = (0..<150).map { "\($0),\($0),\($0)\n" }.joined()
      try Data(("id,x,y\n" + grid).utf8).write(to: folder.appending(path: "grid.csv"))
      let shell = Process()
      shell.executableURL = URL(fileURLWithPath: "/bin/bash")
      let program = try FootbridgeProcess.program().path
      shell.arguments = [
        "-c", #""$0" "$@" 2> errors | head -1 > first; echo ${PIPESTATUS[0]} > code"#, program,
      ]
      shell.arguments? += arguments
      shell.currentDirectoryURL = folder
      try shell.run()
      shell.waitUntilExit()
      func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      }
      #expect(try text("code") == "141\n", "\(arguments)")
      #expect(try !text("errors").contains("footbridge:"), "\(arguments)")
      #expect(try !text("first").isEmpty)
    }
  }

  @Test(
    "A full disk is told, and leaves nothing",
    arguments: [
      "convert - /dev/full --from geojsonl --to geojson",
      "convert - - --from geojsonl --to geojson", "check --demand grid.csv --crs planar",
      "distances --from grid.csv --to grid.csv --crs planar",
      "areas --facilities grid.csv --crs planar",
      "plan --demand grid.csv --p 1 --crs planar --json --out plan",
    ])
  func fullDisk(_ arguments: String) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    try Data("id,x,y\n1,0,0\n2,900,0\n3,0,800\n".utf8)
      .write(to: folder.appending(path: "grid.csv"))
    try Data(Self.feature.utf8).write(to: folder.appending(path: "in"))
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = [
      "-c", "\"$0\" \(arguments) < in > /dev/full 2> errors",
      try FootbridgeProcess.program().path,
    ]
    shell.currentDirectoryURL = folder
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 3)
    let errors = try String(contentsOf: folder.appending(path: "errors"), encoding: .utf8)
    #expect(errors.contains("cannot be written: No space left"), "\(errors)")
    #expect(!errors.contains("NSPOSIX"))
  }
}
