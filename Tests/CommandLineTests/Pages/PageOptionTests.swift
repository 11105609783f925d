import ArgumentParser
import Foundation
import Testing

@testable import footbridge

/// The options of the program and those of docs/command-line.md are the same.
@Suite struct PageOptionTests {
  /// A command by its words, such as `generate students`, with the names of its options.
  private struct Verb: Decodable {
    struct Argument: Decodable {
      struct Name: Decodable {
        var kind: String
        var name: String
      }
      var names: [Name]?
      var shouldDisplay: Bool?
    }
    var commandName: String
    var arguments: [Argument]?
    var subcommands: [Verb]?

    var options: Set<String> {
      Set(
        (arguments ?? []).filter { $0.shouldDisplay != false }.flatMap { $0.names ?? [] }
          .filter { $0.kind == "long" }.map { "--\($0.name)" })
    }

    /// This command and all below it.
    func all(_ above: String = "") -> [(words: String, verb: Verb)] {
      let words = above.isEmpty ? commandName : "\(above) \(commandName)"
      return [(words, self)] + (subcommands ?? []).flatMap { $0.all(above.isEmpty ? "" : words) }
    }
  }

  private struct Dump: Decodable { var command: Verb }

  /// Options that all commands have.
  private static let common: Set = ["--help", "--version"]

  private static func verbs() throws -> [(words: String, options: Set<String>)] {
    let dump = try JSONDecoder().decode(Dump.self, from: Data(Footbridge._dumpHelp().utf8))
    return (dump.command.subcommands ?? []).flatMap { $0.all(" ") }
      .map { ($0.words.trimmingCharacters(in: .whitespaces), $0.verb.options.subtracting(common)) }
  }

  /// The part of docs/command-line.md whose heading names a command, such as `## places, generate traces`.
  private static func section(of words: String, in page: String) -> Substring? {
    let headings = page.ranges(of: /\n## [^\n]*\n/)
    for (index, heading) in headings.enumerated() {
      let names = page[heading].dropFirst(4).split(separator: ",")
        .map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
      guard names.contains(words) else { continue }
      let end = index + 1 < headings.count ? headings[index + 1].lowerBound : page.endIndex
      return page[heading.lowerBound..<end]
    }
    return nil
  }

  private static func options(in text: some StringProtocol) -> Set<String> {
    Set(String(text).matches(of: /--[a-z][a-z-]*/).map { String($0.output) })
  }

  @Test("Every option of every command is on docs/command-line.md, in the part of its command")
  func onThePage() throws {
    let page = try #require(Page.all.first { $0.path == "docs/command-line.md" })
    for (words, options) in try Self.verbs() where !options.isEmpty {
      guard let section = Self.section(of: words, in: page.text) else {
        Issue.record(
          "docs/command-line.md has no heading \"## \(words)\"; add one, with all options")
        continue
      }
      // "The options of the world", which stand in the part of plan.
      var known = Self.options(in: section)
      if section.contains("options of the") || section.contains("of `plan`") {
        known.formUnion(Self.options(in: Self.section(of: "plan", in: page.text) ?? ""))
      }
      for option in options.subtracting(known).sorted() {
        Issue.record(
          """
          footbridge \(words) \(option) is in --help and not in docs/command-line.md; add it to the table \
          below the heading that names \(words)
          """)
      }
    }
  }

  @Test("Every option that docs/command-line.md names is one of the command")
  func inTheProgram() throws {
    let page = try #require(Page.all.first { $0.path == "docs/command-line.md" })
    let verbs = try Self.verbs()
    let all = verbs.reduce(into: Self.common) { $0.formUnion($1.options) }
    for (words, _) in verbs {
      guard let section = Self.section(of: words, in: page.text) else { continue }
      let heading = section.split(separator: "\n").first ?? ""
      let own = verbs.filter { heading.contains($0.words) }.reduce(into: Self.common) {
        $0.formUnion($1.options)
      }
      for row in section.split(separator: "\n") where row.hasPrefix("| `--") {
        let first = row.dropFirst(2).prefix { $0 != "|" }
        for option in Self.options(in: first).subtracting(own).sorted() {
          Issue.record(
            """
            docs/command-line.md names \(option) in the part "\(heading)", and no command there has it; \
            correct or remove it
            """)
        }
      }
    }
    for candidate in Page.all {
      for (number, line) in candidate.text.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      // What another program is told stands beside its name.
      where !line.contains(Self.others) {
        for option in Self.options(in: line).subtracting(all).sorted() {
          Issue.record(
            """
            \(candidate.path):\(number + 1) names \(option), and no command of footbridge has it; correct it, \
            or, if it is of another program, name that program on the same line and in PageOptionTests.others
            """)
        }
      }
    }
  }

  private static var others: Regex<(Substring, Substring)> {
    /\b(swift|curl|docker|git|ogr2ogr|ogrinfo|apt|apt-get|libFuzzer|make|timeout|scikit-learn)\b/
  }
}
