import Foundation
import TestSupport
import Testing

@testable import footbridge

/// Signals that ask for the best plan so far, and those that end at once.
@Suite(.timeLimit(.minutes(10))) struct SignalTests {
  private let folder: TestFolder

  init() throws {
    folder = try TestFolder()
    var random = RepeatableGenerator(seed: 1)
    let rows = (0..<2500).map { index in
      "\(index),\(Int.random(in: 0...9999, using: &random)),"
        + "\(Int.random(in: 0...9999, using: &random))\n"
    }
    try folder.write("homes.csv", "id,x,y\n" + rows.joined())
  }

  /// A plan that takes longer than anybody waits.
  private static let words = [
    "plan", "--demand", "homes.csv", "--sites", "demand", "--crs", "planar", "--p", "40", "--out",
    "plan", "--routes", "none",
  ]

  private var hasPlan: Bool {
    FileManager.default.fileExists(atPath: folder.path("plan/plan.json"))
  }

  @Test(
    "Whoever asks a search to stop gets the best plan so far, and 130",
    arguments: [SIGINT, SIGTERM, SIGHUP])
  func stop(_ signal: Int32) throws {
    let result = try FootbridgeProcess(
      Self.words, in: folder.url, interruptAfter: 2, signal: signal)
    #expect(result.exitCode == 130, "\(result.errors)")
    #expect(hasPlan)
    #expect(try folder.read("plan/plan.json").contains("\"interrupted\""))
  }

  @Test(
    "timeout, which sends its signal twice at once, gets the best plan so far",
    .enabled(if: OtherProgram.isThere("timeout"), "timeout is not installed"))
  func twiceAtOnce() throws {
    let line = "timeout --preserve-status 2 footbridge \(Self.words.joined(separator: " "))"
    let result = try FootbridgeProcess(shell: line, in: folder.url)
    #expect(result.exitCode == 130, "\(result.errors)")
    #expect(hasPlan)
  }

  @Test("A second signal, of whatever kind, ends a search at once")
  func secondSignal() throws {
    // The first stops nothing yet: all is still being read, from a pipe that nothing comes through. The shell
    // goes on when the program has opened it.
    try FileManager.default.removeItem(atPath: folder.path("homes.csv"))
    try #require(mkfifo(folder.path("homes.csv"), 0o600) == 0)
    let line = """
      footbridge \(Self.words.joined(separator: " ")) & program=$!
      exec 3>homes.csv
      kill -TERM $program; sleep 0.5; kill -HUP $program; wait $program; echo $?
      """
    let result = try FootbridgeProcess(shell: line, in: folder.url)
    #expect(result.output == "129\n", "\(result.errors)")
    #expect(!hasPlan)
  }

  @Test("nohup keeps a search from ending with its terminal")
  func nohup() throws {
    let line = """
      trap '' HUP
      footbridge \(Self.words.joined(separator: " ")) --time-limit 2s & program=$!
      sleep 1; kill -HUP $program; wait $program; echo $?
      """
    let result = try FootbridgeProcess(shell: line, in: folder.url)
    #expect(result.output.hasSuffix("\n0\n"), "\(result.output) \(result.errors)")
    #expect(try !folder.read("plan/plan.json").contains("\"interrupted\""))
  }

  @Test("Asking a server ends with what is known, and 130")
  func geocoding() throws {
    // A curl that answers at once that there is no such place.
    let programs = folder.url.appending(path: "bin")
    try FileManager.default.createDirectory(at: programs, withIntermediateDirectories: true)
    try folder.write("bin/curl", "#!/bin/sh\ncat >/dev/null\nprintf '[]\\n200'\n")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: folder.path("bin/curl"))
    let rows = (0..<60).map { "\($0),Rua Nova \($0)\n" }
    try folder.write("pupils.csv", "id,address\n" + rows.joined())
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let result = try FootbridgeProcess(
      [
        "geocode", "pupils.csv", "--nominatim", "http://127.0.0.1:1", "--out", "placed.csv",
      ], in: folder.url,
      environment: [
        "PATH": "\(programs.path):\(path)", "XDG_CACHE_HOME": folder.path("cache"),
      ], interruptAfter: 3, signal: SIGTERM)
    #expect(result.exitCode == 130, "\(result.errors)")
    #expect(result.errors.contains("interrupted; what is known is written"), "\(result.errors)")
    #expect(try folder.read("placed.csv").split(separator: "\n").count == 61)
  }
}
