import Foundation
import Planner
import TestSupport

/// A folder of files named `pass-…` and `fail-…`, with what a strict and a lenient reader say to each in
/// `outcomes.txt`, which `RECORD=1` writes anew.
struct CorpusFolder {
  let url: URL
  /// What files are turned into.
  let form: String

  init(_ name: String, into form: String = "geojson") {
    url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Cases/\(name)")
    self.form = form
  }

  static var isRecording: Bool { ProcessInfo.processInfo.environment["RECORD"] == "1" }

  var names: [String] {
    let found = try? FileManager.default.contentsOfDirectory(atPath: url.path)
    return (found ?? []).filter { $0.hasPrefix("pass-") || $0.hasPrefix("fail-") }.sorted()
  }

  /// Blocks of three lines: the name, what a strict reader says, what a lenient one says.
  var outcomes: [String: [String]] {
    let file = url.appendingPathComponent("outcomes.txt")
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [:] }
    var outcomes: [String: [String]] = [:]
    for block in text.components(separatedBy: "\n\n") {
      let lines = block.split(separator: "\n").map(String.init)
      if let name = lines.first { outcomes[name] = Array(lines.dropFirst()) }
    }
    return outcomes
  }

  func load(_ name: String) throws -> ConvertedFile {
    let files = try ConvertedFile()
    try files.write([UInt8](try Data(contentsOf: url.appendingPathComponent(name))), name)
    return files
  }

  /// What the two readers say.
  func outcome(_ name: String, in files: ConvertedFile) -> [String] {
    [true, false].map { isStrict in
      let manner = isStrict ? "strict" : "lenient"
      do {
        let told = try files.convert(name, "\(manner).\(form)") { $0.isStrict = isStrict }
        return manner + ": "
          + told.map { $0.replacing(files.path(""), with: "") }.joined(separator: " | ")
      } catch {
        return manner + ": refused: "
          + "\(error)".replacing(files.folder.path + "/", with: "").replacing("\n", with: " | ")
      }
    }
  }

  func record() throws {
    let blocks = try names.map { name in
      ([name] + outcome(name, in: try load(name))).joined(separator: "\n")
    }
    try Data((blocks.joined(separator: "\n\n") + "\n").utf8).write(
      to: url.appendingPathComponent("outcomes.txt"))
  }
}
