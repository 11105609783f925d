import Foundation
import Testing

/// A page of the documentation and the commands that it prints.
///
/// A command stands in a block of code: indented by four spaces, or in a fence without a language or with
/// `sh`. It begins with one of ``programs``; all other lines of blocks are outputs and contents of files.
struct Page: CustomTestStringConvertible, Sendable {
  struct Command: Sendable {
    var line: Int
    /// As it is typed, without what continues it on further lines.
    var text: String
    /// Whether the page shows the message that it ends with.
    var fails: Bool

    /// The words of it that options are, without their values.
    var options: [String] {
      text.split(separator: " ").filter { $0.hasPrefix("--") }
        .map { String($0.prefix { $0 != "=" }) }
    }

    var program: String { String(text.prefix { !$0.isWhitespace && $0 != "=" }) }
  }

  /// From the folder of the project on.
  var path: String
  var text: String
  var commands: [Command] = []
  /// Lines that look like commands of programs that are not listed.
  var doubtful: [(line: Int, text: String)] = []

  var testDescription: String { path }

  /// What a line of a block begins with where it is a command.
  static let programs: Set<String> = [
    "footbridge", "PATH", "{", "awk", "cat", "cd", "cp", "curl", "docker", "echo", "git", "gunzip",
    "gzip", "head",
    "jq", "make", "mkdir", "printf", "python3", "rm", "sed", "sort", "swift", "tail", "timeout",
    "unzip",
    "wget", "xdg-open", "zcat", "zip",
  ]

  static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "../../..").standardizedFileURL

  /// All pages that users read.
  static let all: [Page] = {
    var paths = ["README.md", "CONTRIBUTING.md", "data/README.md"]
    for folder in ["docs", "scenarios"] {
      let files = FileManager.default.enumerator(atPath: project.appending(path: folder).path)
      for case let name as String in files ?? .init() where name.hasSuffix(".md") {
        paths.append("\(folder)/\(name)")
      }
    }
    return paths.sorted().compactMap { path in
      let text = try? String(contentsOf: project.appending(path: path), encoding: .utf8)
      return text.map { Page(path: path, text: $0) }
    }
  }()

  init(path: String, text: String) {
    self.path = path
    self.text = text
    var fence: Substring?
    var unfinished: Command?
    // Whether a line is the first of its block.
    var isNew = true
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let content = line.trimmingPrefix(while: { $0 == " " })
      if content.hasPrefix("```") {
        fence = fence == nil ? content.dropFirst(3) : nil
        isNew = true
        continue
      }
      let isCode =
        fence.map { ["", "sh", "bash", "console"].contains($0) } ?? line.hasPrefix("    ")
      guard isCode else {
        unfinished = nil
        isNew = true
        continue
      }
      defer { isNew = false }
      if var command = unfinished {
        command.text = String(command.text.dropLast()) + String(content)
        unfinished = command
      } else if Self.programs.contains(String(content.prefix { !$0.isWhitespace && $0 != "=" })) {
        unfinished = Command(line: index + 1, text: String(content), fails: false)
      } else {
        if content.hasPrefix("footbridge: "), !commands.isEmpty {
          commands[commands.count - 1].fails = true
        } else if isNew && content.contains(/^[a-z][a-z0-9_.-]* .*(^| )--?[a-z]/)
          || content.contains("| footbridge")
        {
          doubtful.append((index + 1, String(content)))
        }
        continue
      }
      guard let command = unfinished, !command.text.hasSuffix("\\") else { continue }
      commands.append(command)
      unfinished = nil
    }
  }
}
