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
    #expect(run.errors == "standard input: 1 feature written to -\n")
  }

  @Test("Wrong data ends with 3, wrong usage with 64, and nothing is written")
  func exitCodes() throws {
    let bad = try FootbridgeProcess(
      ["convert", "-", "a.csv", "--from", "geojson"], input: "{\"type\": 1}", in: folder)
    #expect(bad.exitCode == 3)
    let unknown = try FootbridgeProcess(["convert", "a.foo", "b.csv"], in: folder)
    #expect(unknown.exitCode == 64)
    #expect(unknown.errors.contains("give --from"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
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
    // What it left behind does not stand in the way of the next.
    let again = try FootbridgeProcess(
      ["convert", "-", "out.geojson", "--from", "geojsonl", "--force"], input: Self.feature,
      in: folder)
    #expect(again.exitCode == 0)
    #expect(try String(contentsOf: output, encoding: .utf8).hasPrefix("{\"type\""))
  }

  @Test("A full disk is told, and leaves nothing")
  func fullDisk() throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let run = try FootbridgeProcess(
      ["convert", "-", "/dev/full", "--from", "geojsonl", "--to", "geojson"], input: Self.feature,
      in: folder)
    #expect(run.exitCode == 3)
    #expect(run.errors.contains("No space left"))
  }
}
