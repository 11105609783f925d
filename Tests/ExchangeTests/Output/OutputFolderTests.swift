import Foundation
import Testing

@testable import Exchange

/// Each test works in a folder of its own and takes it away afterwards.
@Suite final class OutputFolderTests {
  private let root: String

  init() throws {
    var template = Array("/tmp/footbridge-test-XXXXXX".utf8CString)
    let made = mkdtemp(&template)
    root = String(cString: try #require(made))
  }

  deinit {
    try? FileManager.default.removeItem(atPath: root)
  }

  private func names(_ path: String) -> [String] { (try? FileSystem.names(in: path)) ?? [] }

  private func text(_ path: String) throws -> String { string(try InputFile(path: path).bytes) }

  private func folder(_ files: [String: String], at path: String) -> OutputFolder {
    var folder = OutputFolder(path: path)
    for (name, text) in files.sorted(by: { $0.key < $1.key }) { folder.add(name, utf8(text)) }
    return folder
  }

  @Test("A new folder is made with those above it, and nothing else is left")
  func new() throws {
    let path = "\(root)/out"
    let folder = folder(["a.txt": "one", "b.txt": ""], at: "\(path)/")
    try folder.check()
    #expect(names(root).isEmpty)
    try folder.write()
    #expect(names(root) == ["out"])
    #expect(names(path) == [".footbridge", "a.txt", "b.txt"])
    #expect(try text("\(path)/a.txt") == "one")
  }

  @Test("A later run replaces all files of the earlier one and no others")
  func again() throws {
    let path = "\(root)/out"
    try folder(["a.txt": "one", "old.txt": "x"], at: path).write()
    try folder(["a.txt": "two", "new.txt": "y"], at: path).write()
    #expect(names(root) == ["out"])
    #expect(names(path) == [".footbridge", "a.txt", "new.txt"])
    #expect(try text("\(path)/a.txt") == "two")
  }

  @Test("A folder with files of somebody else is refused and left alone")
  func foreign() throws {
    let path = "\(root)/out"
    try folder(["a.txt": "one"], at: path).write()
    try AtomicFile.write(utf8("mine"), to: "\(path)/notes.txt")
    let later = folder(["a.txt": "two", "b.txt": "three"], at: path)
    for attempt in [{ try later.check() }, { try later.write() }] {
      #expect(throws: OutputError.folderInUse(path: path, files: ["notes.txt"])) { try attempt() }
    }
    #expect(names(path) == [".footbridge", "a.txt", "notes.txt"])
    #expect(try text("\(path)/a.txt") == "one")
    try later.write(force: true)
    #expect(names(path) == [".footbridge", "a.txt", "b.txt", "notes.txt"])
    #expect(try text("\(path)/a.txt") == "two")
    #expect(try text("\(path)/notes.txt") == "mine")
  }

  @Test("While a folder is replaced it is there at any moment, with files of others or without")
  func neverGone() async throws {
    let path = "\(root)/out"
    try folder(["a.txt": "0"], at: path).write()
    try AtomicFile.write(utf8("mine"), to: "\(path)/notes.txt")
    chmod(path, 0o750)
    let name = "\(path)/a.txt"
    async let misses = Task.detached { () -> Int in
      var misses = 0
      for _ in 0..<200_000 where FileSystem.kind(of: name) == .missing { misses += 1 }
      return misses
    }.value
    for number in 1...150 { try folder(["a.txt": "\(number)"], at: path).write(force: true) }
    #expect(await misses == 0)
    #expect(try text(name) == "150" && text("\(path)/notes.txt") == "mine")
    #expect(names(path) == [".footbridge", "a.txt", "notes.txt"] && names(root) == ["out"])
    var facts = stat()
    #expect(stat(path, &facts) == 0 && facts.st_mode & 0o7777 == 0o750)
  }

  @Test("A folder with a folder of somebody else in it keeps that")
  func foreignFolder() throws {
    let path = "\(root)/out"
    try folder(["a.txt": "one", "old.txt": "x"], at: path).write()
    mkdir("\(path)/theirs", 0o777)
    try folder(["a.txt": "two"], at: path).write(force: true)
    #expect(names(path) == [".footbridge", "a.txt", "theirs"] && names(root) == ["out"])
    #expect(try text("\(path)/a.txt") == "two")
    FileSystem.removeFolder("\(path)/theirs")
  }

  @Test("A failure half-way leaves what was there")
  func halfWay() throws {
    let path = "\(root)/out"
    try folder(["a.txt": "one"], at: path).write()
    // A name that no file system takes makes the second file fail.
    let tooLong = String(repeating: "n", count: 300)
    let broken = folder(["a.txt": "two", tooLong: "x"], at: path)
    #expect(throws: OutputError.self) { try broken.write() }
    #expect(names(root) == ["out"])
    #expect(names(path) == [".footbridge", "a.txt"])
    #expect(try text("\(path)/a.txt") == "one")
    let fresh = folder([tooLong: "x"], at: "\(root)/deep/new")
    #expect(throws: OutputError.self) { try fresh.write() }
    #expect(names(root) == ["out"])
  }

  @Test("A file where the folder should be is told")
  func file() throws {
    let path = "\(root)/file"
    try AtomicFile.write(utf8("x"), to: path)
    for place in [path, "\(path)/out"] {
      #expect(throws: OutputError.notAFolder(path: path)) {
        try folder(["a": "b"], at: place).check()
      }
    }
    #expect(
      OutputError.notAFolder(path: "p").description
        == "p: this is a file, and a folder is needed; name another folder")
  }

  @Test("A place that cannot be written to is told")
  func forbidden() {
    let folder = folder(["a": "b"], at: "/proc/footbridge")
    #expect(throws: OutputError.self) { try folder.check() }
    let error = #expect(throws: OutputError.self) { try folder.write() }
    #expect(error?.description.hasPrefix("/proc/footbridge: cannot be written: ") == true)
  }

  @Test("A single file replaces the old one whole, and never a folder")
  func single() throws {
    let path = "\(root)/a.csv"
    try AtomicFile.write(utf8("one"), to: path)
    #expect(throws: OutputError.fileExists(path: path)) {
      try AtomicFile.write(utf8("two"), to: path)
    }
    #expect(try text(path) == "one")
    try AtomicFile.write(utf8("two"), to: path, force: true)
    #expect(try text(path) == "two")
    #expect(names(root) == ["a.csv"])
    #expect(throws: OutputError.isAFolder(path: root)) { try AtomicFile.write([], to: root) }
    #expect(throws: OutputError.self) { try AtomicFile.write([], to: "\(root)/none/a.csv") }
    try AtomicFile.write(utf8("gone"), to: "/dev/null")
    #expect(names(root) == ["a.csv"])
  }

  @Test("A file with nothing in it may be filled, and a name for packed files packs")
  func emptyAndPacked() throws {
    let path = "\(root)/a.csv.gz"
    try FileSystem.create(path, [])
    try AtomicFile.write(utf8("one"), to: path)
    var start = [UInt8](repeating: 0, count: 2)
    let descriptor = open(path, O_RDONLY)
    defer { close(descriptor) }
    #expect(read(descriptor, &start, 2) == 2 && start == [0x1F, 0x8B])
    #expect(try text(path) == "one")
  }

  @Test("A pipe with a name is written to, and stays one")
  func pipe() throws {
    let path = "\(root)/pipe"
    try #require(mkfifo(path, 0o600) == 0)
    // Open at both ends, so that neither waits for the other.
    let descriptor = open(path, O_RDWR)
    defer { close(descriptor) }
    try AtomicFile.write(utf8("through"), to: path)
    var buffer = [UInt8](repeating: 0, count: 16)
    let count = read(descriptor, &buffer, buffer.count)
    #expect(Array(buffer.prefix(max(0, count))) == utf8("through"))
    #expect(names(root) == ["pipe"])
  }

  @Test("Messages name the folder and the files")
  func messages() {
    #expect(
      OutputError.folderInUse(path: "out", files: ["a", "b", "c", "d", "e"]).description
        == "out: the folder holds files that are not from an earlier plan (a, b, c and 2 more); "
        + "name another folder, or move them away")
    #expect(
      OutputError.cannotWrite(path: "out", reason: "No space left on device").description
        == "out: cannot be written: No space left on device; "
        + "check the path, its permissions and the disk")
  }
}
