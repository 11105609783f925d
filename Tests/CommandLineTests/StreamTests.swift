import Foundation
import TestSupport
import Testing

@testable import footbridge

/// What happens to what is printed: a full disk, a reader that has gone, streams that are closed.
@Suite struct StreamTests {
  private let folder: TestFolder

  init() throws {
    folder = try TestFolder()
    try folder.write("homes.csv", "id,x,y\n007,1,2\n8,4,5\n9,100,90\n")
    try folder.write("reference.csv", "street,housenumber,lon,lat\nRua Nova,7,-8.6,41.1\n")
    try folder.write("pupils.csv", "id,address\n007,Rua Nova 7\n")
    try folder.write("fixes.csv", Self.fixes)
    let model = try run("footbridge cluster homes.csv -k 2 --columns x,y --out model")
    try #require(model.exitCode == 0, "\(model.errors)")
  }

  /// Half an hour at one place, and half an hour at another.
  private static let fixes: String = {
    let rows = (0..<120).map { minute in
      let time = String(format: "2026-01-05T%02d:%02d:00Z", 8 + minute / 60, minute % 60)
      return "\(time),47.\(minute < 60 ? 5 : 6),19.0,5\n"
    }
    return "time,lat,lon,accuracy\n" + rows.joined()
  }()

  private func run(_ line: String) throws -> FootbridgeProcess {
    try FootbridgeProcess(shell: line, in: folder.url)
  }

  /// Commands that print something, each in its own way.
  private static let printing = [
    "--help", "--version", "help plan", "plan --help", "--generate-completion-script bash",
    "--experimental-dump-help",
    "plan --demand homes.csv --crs planar --p 1 --json --quiet --out plan",
    "plan --demand homes.csv --crs planar --p 1...2 --quiet --out plan",
    "plan --demand homes.csv --crs planar --p 1 --dry-run", "check --demand homes.csv --crs planar",
    "check --demand homes.csv --crs planar --out -",
    "distances --from homes.csv --to homes.csv --crs planar",
    "areas --facilities homes.csv --crs planar", "convert homes.csv - --to geojson --crs planar",
    "cluster homes.csv -k 2 --columns x,y", "cluster homes.csv -k 2 --columns x,y --json",
    "assign --model model/model.json homes.csv",
    "assign --model model/model.json homes.csv --out assigned.csv --force",
    "generate uniform -n 3", "generate traces --people 1 --days 1 --out traces",
    "places fixes.csv", "places fixes.csv --json", "places fixes.csv --follow",
    "geocode pupils.csv --reference reference.csv --index i.sqlite",
    "geocode pupils.csv --reference reference.csv --index i.sqlite --out p.csv --force --json",
  ]

  @Test(
    "What is printed into a full disk is an error that is told, with every command",
    .enabled(if: access("/dev/full", W_OK) == 0, "there is no /dev/full"))
  func fullDisk() throws {
    for command in Self.printing {
      let result = try run("footbridge \(command) >/dev/full")
      #expect(result.exitCode == 3, "\(command): \(result.exitCode) \(result.errors)")
      #expect(result.errors.contains("standard output: cannot be written"), "\(command)")
    }
  }

  @Test("Whoever stops reading ends a command without a message, with 141")
  func closedPipe() throws {
    for command in Self.printing {
      // The reader has gone before the first byte comes.
      let result = try run(
        "{ sleep 0.1; footbridge \(command); echo $? >code; } 2>errors | true")
      #expect(result.exitCode == 0)
      let errors = try folder.read("errors")
      #expect(try folder.read("code") == "141\n", "\(command): \(errors)")
      #expect(!errors.contains("cannot be written"), "\(command)")
    }
  }

  @Test("A standard output that is closed is an error, and no file takes its place")
  func noOutput() throws {
    for command in Self.printing.prefix(8) {
      let result = try run("footbridge \(command) >&-")
      #expect(result.exitCode == 3, "\(command): \(result.exitCode) \(result.errors)")
    }
    let plan = try folder.read("plan/plan.json")
    #expect(plan.hasPrefix("{") && plan.hasSuffix("}\n"))
  }

  @Test("Messages that cannot be written change nothing", arguments: ["2>/dev/full", "2>&-"])
  func noErrors(_ stream: String) throws {
    let result = try run(
      "footbridge plan --demand homes.csv --crs planar --p 1 --out plan \(stream)")
    #expect(result.exitCode == 0)
    #expect(result.output.hasPrefix("1 facility serves 3 of 3 people"))
    #expect(try run("footbridge plan --nonsense \(stream)").exitCode == 64)
  }

  @Test("Nothing in the program prints past the checked standard output")
  func onePrinter() throws {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources").standardizedFileURL
    let printers = /(^|[^\w.`])(print|debugPrint|dump|puts|putchar|printf|fputs|fwrite)\(/
    let files = try #require(FileManager.default.enumerator(atPath: sources.path))
    var seen = 0
    for case let name as String in files where name.hasSuffix(".swift") {
      let text = try String(contentsOf: sources.appending(path: name), encoding: .utf8)
      seen += 1
      for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      where !line.trimmingPrefix(while: \.isWhitespace).hasPrefix("//") {
        let isPrinter =
          line.firstMatch(of: printers) != nil || line.contains("FileHandle.standardOutput")
          || line.contains("FileHandle.standardError")
        #expect(
          !isPrinter,
          "Sources/\(name):\(number + 1) prints unchecked; use StandardOutput.say or Console.say")
      }
    }
    #expect(seen > 300)
  }
}
