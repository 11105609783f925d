import Foundation
import TestSupport
import Testing

@testable import footbridge

/// Every command of every page does what the page says.
///
/// A page is worked through from its top in a copy of `data/` and `scenarios/`. Where it plans Budapest, the
/// city has a hundredth of its students there, so that all commands together take less than a minute.
@Suite struct PageCommandTests {
  /// Commands that are not run here, and why.
  ///
  /// Keep it short: a command that a user cannot copy and run is of little use on a page.
  private static let exceptions: [(begins: String, page: String?, why: String)] = [
    ("make", nil, "builds, tests or installs for minutes; continuous integration runs it"),
    ("git", nil, "fetches the project over the network"),
    ("docker", nil, "needs a daemon and the network"),
    ("xdg-open", nil, "needs a desktop"),
    ("footbridge", "docs/porto.md", "its data are not part of the project, as the page says"),
  ]

  private static func isException(_ command: Page.Command, of page: Page) -> Bool {
    exceptions.contains { command.program == $0.begins && ($0.page == nil || $0.page == page.path) }
  }

  /// `data/` and `scenarios/` as a user has them.
  private func copy(withFewStudents: Bool) throws -> TestFolder {
    let folder = try TestFolder()
    for name in ["data", "scenarios"] {
      try FileManager.default.copyItem(
        at: Page.project.appending(path: name), to: folder.url.appending(path: name))
    }
    guard withFewStudents else { return folder }
    let students = try folder.read("data/budapest/students.csv").split(separator: "\n")
    let kept = students.enumerated().filter { $0.offset == 0 || $0.offset % 100 == 1 }
    try folder.write(
      "data/budapest/students.csv", kept.map { $0.element + "\n" }.joined())
    return folder
  }

  @Test(
    "The commands of a page run as they are printed",
    arguments: Page.all.filter { !$0.commands.isEmpty })
  func run(_ page: Page) throws {
    for (line, text) in page.doubtful {
      Issue.record(
        """
        \(page.path):\(line): "\(text)" looks like a command, and its first word is not in Page.programs \
        (Tests/CommandLineTests/Pages/Page.swift). Add the word there; or, if this is an output or a \
        synopsis, put the block into a fence with the language `text`
        """)
    }
    let folder = try copy(withFewStudents: page.text.contains("plan scenarios/budapest"))
    let cache = ["XDG_CACHE_HOME": folder.path("cache")]
    for command in page.commands where !Self.isException(command, of: page) {
      let result = try FootbridgeProcess(shell: command.text, in: folder.url, environment: cache)
      if command.fails {
        #expect(
          result.exitCode != 0,
          "\(page.path):\(command.line): the page shows a message, and the command ends well: \(command.text)"
        )
      } else {
        #expect(
          result.exitCode == 0,
          """
          \(page.path):\(command.line): exit code \(result.exitCode) from: \(command.text)
          \(result.errors)
          Run it in a copy of data/ and scenarios/, after the commands above it on the page. Correct the \
          command, or give it files that are there (data/first-plan/, data/tutorials/); if it ends with a \
          message on purpose, show "footbridge: …" below it; if it cannot run in a test, add it to \
          PageCommandTests.exceptions with the reason
          """)
      }
      try expectDifference(command, of: page, in: folder)
    }
  }

  /// A what-if that changes nothing teaches nothing.
  private func expectDifference(
    _ command: Page.Command, of page: Page, in folder: TestFolder
  ) throws {
    let changes: Set = ["--close", "--open", "--cost", "--add-barriers", "--add-crossings"]
    let words = command.text.split(separator: " ").map(String.init)
    guard words.prefix(2) == ["footbridge", "plan"], !command.fails,
      let out = words.firstIndex(of: "--out").map({ words[$0 + 1] }),
      !changes.isDisjoint(with: command.options)
    else { return }
    var before: [String] = []
    var skips = false
    for word in words {
      if skips {
        skips = false
      } else if changes.contains(word) || word == "--out" {
        skips = true
      } else {
        before.append(word)
      }
    }
    let result = try FootbridgeProcess(
      shell: (before + ["--out", "as-it-is", "--quiet"]).joined(separator: " "), in: folder.url)
    #expect(result.exitCode == 0, "\(page.path):\(command.line): \(before): \(result.errors)")
    let objectives = try ["as-it-is", out].map { name in
      let data = try Data(contentsOf: folder.url.appending(path: "\(name)/plan.json"))
      let members = try JSONSerialization.jsonObject(with: data) as? [String: Any]
      return members?["objective"] as? Double
    }
    #expect(
      objectives[0] != nil && objectives[0] != objectives[1],
      """
      \(page.path):\(command.line): the plan has the same objective without \
      \(changes.intersection(command.options).sorted()); choose a crossing that matters: \(command.text)
      """)
  }

  @Test("An exception that no page needs any more is taken out")
  func exceptions() {
    for (begins, page, _) in Self.exceptions where begins != "git" && begins != "docker" {
      let isUsed = Page.all.contains { candidate in
        (page == nil || page == candidate.path)
          && candidate.commands.contains { $0.program == begins }
      }
      #expect(isUsed, "PageCommandTests.exceptions: \(begins) \(page ?? "")")
    }
  }

  @Test(
    "Commands are found in indented blocks and in fences, with what continues them, and their messages"
  )
  func parsing() {
    let page = Page(
      path: "p.md",
      text: """
        Text with `footbridge plan` in it.

            footbridge plan a.yaml \\
              --out b
            footbridge: there is no plan
            1 facility serves 3 of 3 people

        ```sh
        zcat a.gz | footbridge convert - -
        ```

            footbrige plan --out x
            1 facility -- serves

        ```yaml
        footbridge plan in: yaml
        ```
        """)
    #expect(
      page.commands.map(\.text) == [
        "footbridge plan a.yaml --out b", "zcat a.gz | footbridge convert - -",
      ])
    #expect(page.commands.map(\.fails) == [true, false])
    #expect(page.commands.map(\.line) == [3, 9])
    #expect(page.doubtful.map(\.line) == [12])
  }

  @Test("The homes of the first plan come out of their districts again, byte for byte")
  func firstPlan() throws {
    let folder = try copy(withFewStudents: false)
    let result = try FootbridgeProcess(
      [
        "generate", "students", "--districts", "data/first-plan/districts.csv", "--barriers",
        "data/first-plan/river.geojson", "--count", "120", "--seed", "1", "--prefix", "H",
      ], in: folder.url)
    #expect(try result.output == folder.read("data/first-plan/homes.csv"))
  }
}
