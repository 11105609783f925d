import Foundation
import TestSupport
import Testing

@testable import Exchange

/// What others have laid where files are written: nothing of theirs is opened, emptied or removed.
@Suite struct PlantedTests {
  private let folder: TestFolder

  init() throws {
    folder = try TestFolder()
    mkdir(folder.path("victim"), 0o777)
    try folder.write("victim/diary.txt", "dear diary")
    try folder.write("victim/plan.json", "theirs")
  }

  private func results(_ files: [String: String], at name: String) -> OutputFolder {
    var output = OutputFolder(path: folder.path(name))
    for (name, text) in files.sorted(by: { $0.key < $1.key }) { output.add(name, utf8(text)) }
    return output
  }

  private func expectUntouched() throws {
    #expect(try folder.names(in: "victim") == ["diary.txt", "plan.json"])
    #expect(try folder.read("victim/diary.txt") == "dear diary")
    #expect(try folder.read("victim/plan.json") == "theirs")
  }

  private func link(_ name: String, to target: String) {
    symlink(folder.path(target), folder.path(name))
  }

  /// Makes something older than the next run looks for.
  private func age(_ name: String, hours: Double = 2) throws {
    let times = timeval(tv_sec: time(nil) - Int(clamping: hours * 3600), tv_usec: 0)
    #expect(lutimes(folder.path(name), [times, times]) == 0)
  }

  @Test("A hidden name is new each time, fits every file system and is known again")
  func hiddenNames() {
    let names = (0..<100).map { _ in HiddenName.path(for: "a/b/plan") }
    #expect(Set(names).count == 100)
    #expect(names.allSatisfy { $0.hasPrefix("a/b/.plan.footbridge-") })
    for target in [
      "plan", "ő", String(repeating: "ő", count: 127), String(repeating: "n", count: 255),
    ] {
      let name = HiddenName.path(for: target)
      #expect(HiddenName.isOne(name) && name.utf8.count <= 255, "\(name)")
    }
    for name in [
      "", ".footbridge", ".plan.footbridge-", ".plan.footbridge-1234",
      "plan.footbridge-0123456789abcdef",
      ".plan.footbridge-0123456789abcdeg", ".plan.footbridge-0123456789ABCDEF", ".0123456789abcdef",
    ] {
      #expect(!HiddenName.isOne(name), "\(name)")
    }
  }

  @Test("Links at names that could be guessed lead nowhere")
  func guessedNames() throws {
    for number in [Int(getpid()), Int(getpid()) + 1] {
      for name in [
        ".out.footbridge-\(number)", ".out.footbridge-\(number)-old", ".a.csv.footbridge-\(number)",
      ] {
        link(name, to: "victim")
      }
      link(".footbridge-\(number)-trial", to: "victim")
    }
    for text in ["one", "two"] {
      try results(["plan.json": text], at: "out").write()
      try AtomicFile.write(utf8(text), to: folder.path("a.csv"), force: true)
    }
    try expectUntouched()
    #expect(try folder.read("out/plan.json") == "two")
  }

  @Test(
    "Links and hard links among the results of an earlier run are replaced, not written through")
  func linkedResults() throws {
    try results(["plan.json": "one", "map.svg": "x", "old.csv": "y"], at: "out").write()
    for name in ["plan.json", "map.svg", "old.csv"] { unlink(folder.path("out/\(name)")) }
    link("out/plan.json", to: "victim/plan.json")
    #expect(Glibc.link(folder.path("victim/diary.txt"), folder.path("out/map.svg")) == 0)
    link("out/old.csv", to: "victim")
    try results(["plan.json": "two", "map.svg": "z"], at: "out").write()
    try expectUntouched()
    #expect(try folder.names(in: "out") == [".footbridge", "map.svg", "plan.json"])
    #expect(try folder.read("out/plan.json") == "two")
  }

  @Test("A list of own files that names others takes nothing away outside its folder")
  func forgedList() throws {
    mkdir(folder.path("out"), 0o777)
    mkdir(folder.path("out/sub"), 0o777)
    try folder.write("out/sub/kept.txt", "kept")
    try folder.write(
      "out/.footbridge",
      "../victim/diary.txt\n\(folder.path("victim/plan.json"))\n..\n.\nsub\nsub/kept.txt\nplan.json\n"
    )
    try folder.write("out/plan.json", "one")
    #expect(throws: OutputError.self) { try results(["plan.json": "two"], at: "out").write() }
    try? results(["plan.json": "two"], at: "out").write(force: true)
    try expectUntouched()
    #expect(try folder.read("out/sub/kept.txt") == "kept")
  }

  @Test(
    "A link to a folder of others is refused as that folder is, and one to nowhere is not followed")
  func linkedFolder() throws {
    link("out", to: "victim")
    #expect(
      throws: OutputError.folderInUse(path: folder.path("out"), files: ["diary.txt", "plan.json"])
    ) { try results(["plan.json": "two"], at: "out").write() }
    link("nowhere", to: "missing")
    #expect(throws: OutputError.brokenLink(path: folder.path("nowhere"))) {
      try results(["plan.json": "two"], at: "nowhere").write()
    }
    #expect(throws: OutputError.brokenLink(path: folder.path("nowhere"))) {
      try AtomicFile.write(utf8("x"), to: folder.path("nowhere"), force: true)
    }
    try expectUntouched()
    #expect(try folder.names() == ["nowhere", "out", "victim"])
  }

  @Test("A file that comes into the folder while the new one is written is not lost")
  func latecomer() throws {
    try results(["plan.json": "one"], at: "out").write()
    var output = results([:], at: "out")
    let late = folder.path("out/late.txt")
    output.add("plan.json", utf8("two"))
    output.add("zz.csv") { (_) throws(OutputError) in
      // Between the look at the folder and its exchange.
      try FileSystem.create(late, utf8("late"))
    }
    #expect(throws: OutputError.self) { try output.write() }
    #expect(try folder.read("out/plan.json") == "one")
    #expect(try folder.read("out/late.txt") == "late")
    #expect(try folder.names() == ["out", "victim"])
  }

  @Test("Runs that write one folder at once all end well, and one plan stays whole")
  func atOnce() async throws {
    for target in ["out", "in"] {
      // One that is new, and one that is there.
      if target == "in" { mkdir(folder.path("in"), 0o777) }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<4 {
          let path = folder.path(target)
          group.addTask {
            for round in 0..<5 {
              var output = OutputFolder(path: path)
              for file in 0..<6 { output.add("f\(file)", utf8("\(number)-\(round)")) }
              try output.write()
            }
          }
        }
        try await group.waitForAll()
      }
      let texts = try (0..<6).map { try folder.read("\(target)/f\($0)") }
      #expect(Set(texts).count == 1, "\(texts)")
      #expect(try folder.names(in: target).count == 7)
    }
    #expect(try folder.names() == ["in", "out", "victim"])
  }

  @Test("What killed runs left is removed by the next when it is an hour old, and nothing else is")
  func leftovers() throws {
    let digits = "0123456789abcdef"
    func plant(_ name: String, age hours: Double) throws {
      mkdir(folder.path(name), 0o777)
      try folder.write("\(name)/.footbridge", "plan.json\nmap.svg\n")
      try folder.write("\(name)/plan.json", "half")
      try folder.write("\(name)/.map.svg.footbridge-\(digits)", "half")
      for entry in [".footbridge", "plan.json", ".map.svg.footbridge-\(digits)"] {
        try age("\(name)/\(entry)", hours: hours)
      }
      try age(name, hours: hours)
    }
    try plant(".old.footbridge-\(digits)", age: 2)
    try plant(".young.footbridge-\(digits)", age: 0.5)
    try plant(".mixed.footbridge-\(digits)", age: 2)
    try folder.write(".mixed.footbridge-\(digits)/mine.txt", "mine")
    try age(".mixed.footbridge-\(digits)/mine.txt")
    try age(".mixed.footbridge-\(digits)")
    try folder.write(".old.gpkg.footbridge-\(digits)", "half")
    try age(".old.gpkg.footbridge-\(digits)")
    try folder.write(".young.gpkg.footbridge-\(digits)", "half")
    for name in [".notes.footbridge-1", "old.footbridge-\(digits)", ".footbridge"] {
      try folder.write(name, "theirs")
      try age(name)
    }
    link(".link.footbridge-\(digits)", to: "victim")
    try age(".link.footbridge-\(digits)")
    // A run that has been at it for hours.
    let busy = try HiddenName.create(for: folder.path("busy"))
    try age(Path.name(of: busy.path), hours: 5)
    Leftovers.removeNow(in: folder.url.path)
    FileSystem.close(busy.descriptor)
    #expect(
      try folder.names()
        == [
          ".footbridge", ".link.footbridge-\(digits)", ".mixed.footbridge-\(digits)",
          ".notes.footbridge-1", ".young.footbridge-\(digits)", ".young.gpkg.footbridge-\(digits)",
          Path.name(of: busy.path), "old.footbridge-\(digits)", "victim",
        ].sorted())
    #expect(try folder.names(in: ".mixed.footbridge-\(digits)") == ["mine.txt"])
    try expectUntouched()
  }

  @Test("A temporary file has no name while it is used")
  func temporary() throws {
    let file = try TemporaryFile(holding: utf8("text"))
    #expect(try file.bytes() == utf8("text"))
    #expect(try InputFile(path: file.path).bytes == utf8("text"))
    if FileManager.default.fileExists(atPath: "/proc/self/fd") {
      #expect(file.path.hasPrefix("/proc/self/fd/"))
    }
  }

  @Test(
    "A file in memory for devices is a file: it is replaced whole, and only when that is asked for",
    .enabled(if: access("/dev/shm", W_OK) == 0, "there is no /dev/shm"))
  func sharedMemory() throws {
    let path = "/dev/shm/footbridge-\(UUID().uuidString).csv"
    try AtomicFile.write(utf8("a long text"), to: path)
    defer { unlink(path) }
    #expect(throws: OutputError.fileExists(path: path)) {
      try AtomicFile.write(utf8("b"), to: path)
    }
    try AtomicFile.write(utf8("b"), to: path, force: true)
    #expect(try InputFile(path: path).bytes == utf8("b"))
  }
}
