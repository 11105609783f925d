import Exchange
import Foundation
import Planner
import TestSupport
import Testing

/// The files of Tests/Cases/geojson: what a strict and a lenient reader say to each stands in
/// `outcomes.txt` there, which `RECORD=1` writes anew.
@Suite(.serialized) struct GeoJSONCorpusTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Cases/geojson")

  static let names: [String] = {
    let found = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (found ?? []).filter { $0.hasSuffix(".geojson") }.sorted()
  }()

  /// Lines of three: the name, what a strict reader says, what a lenient one says.
  static let outcomes: [String: [String]] = {
    let file = folder.appendingPathComponent("outcomes.txt")
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [:] }
    var outcomes: [String: [String]] = [:]
    for block in text.components(separatedBy: "\n\n") {
      let lines = block.split(separator: "\n").map(String.init)
      if let name = lines.first { outcomes[name] = Array(lines.dropFirst()) }
    }
    return outcomes
  }()

  private static func outcome(_ name: String, isStrict: Bool, in files: ConvertedFile) -> String {
    let manner = isStrict ? "strict: " : "lenient: "
    do {
      let told = try files.convert(name, isStrict ? "strict.geojson" : "lenient.geojson") {
        $0.isStrict = isStrict
      }
      return manner + told.map { $0.replacing(files.path(""), with: "") }.joined(separator: " | ")
    } catch {
      return manner + "refused: "
        + "\(error)".replacing(files.folder.path + "/", with: "").replacing("\n", with: " | ")
    }
  }

  private static func load(_ name: String) throws -> ConvertedFile {
    let files = try ConvertedFile()
    try files.write([UInt8](try Data(contentsOf: folder.appendingPathComponent(name))), name)
    return files
  }

  @Test("Each file is taken or refused with the words that were foreseen", arguments: names)
  func foreseen(_ name: String) throws {
    let files = try Self.load(name)
    let strict = Self.outcome(name, isStrict: true, in: files)
    let lenient = Self.outcome(name, isStrict: false, in: files)
    #expect(name.hasPrefix("pass-") != strict.hasPrefix("strict: refused"))
    // What strict reading takes, lenient reading takes alike.
    if name.hasPrefix("pass-") {
      #expect(try files.bytes("strict.geojson") == files.bytes("lenient.geojson"))
    }
    if ProcessInfo.processInfo.environment["RECORD"] == "1" { return }
    #expect(Self.outcomes[name] == [strict, lenient])
  }

  @Test("What is written is right GeoJSON, and reads back as itself", arguments: names)
  func written(_ name: String) throws {
    let files = try Self.load(name)
    guard files.complaint(name, "once.geojson") == nil else { return }
    let once = try files.bytes("once.geojson")
    #expect(RFC7946(once).faults == [])
    try files.convert("once.geojson", "twice.geojson") { $0.isStrict = true }
    #expect(try files.bytes("twice.geojson") == once)
    // By way of the other forms it comes back the same, but for members of the collection.
    for form in ["lines.geojsonl", "records.geojsons", "packed.geojson.gz"] {
      try files.convert("once.geojson", form)
      try files.convert(form, "back.geojson")
      let back = try JSON.decode(try files.bytes("back.geojson")).objectValue?["features"]
      #expect(back == (try JSON.decode(once)).objectValue?["features"])
    }
  }

  @Test("Ids, properties and foreign members keep value and order", arguments: names)
  func kept(_ name: String) throws {
    guard name.hasPrefix("pass-") else { return }
    let files = try Self.load(name)
    try files.convert(name, "out.geojson")
    func features(_ file: String) throws -> [JSONObject] {
      let root = try JSON.decode(try files.bytes(file))
      if let list = root.objectValue?["features"]?.arrayValue {
        return list.compactMap(\.objectValue)
      }
      return root.objectValue.map { [$0] } ?? []
    }
    let (before, after) = (try features(name), try features("out.geojson"))
    #expect(before.count == after.count)
    for (old, new) in zip(before, after) where old["type"] == "Feature" {
      #expect(old["id"] == new["id"])
      #expect(old["properties"] == new["properties"])
      let foreign = old.names.filter { !["type", "id", "geometry", "properties"].contains($0) }
      #expect(foreign.allSatisfy { old[$0] == new[$0] })
    }
  }

  @Test("There are eighty files at least, and none without an outcome")
  func complete() throws {
    #expect(Self.names.count >= 80)
    guard ProcessInfo.processInfo.environment["RECORD"] == "1" else {
      #expect(Set(Self.outcomes.keys) == Set(Self.names))
      return
    }
    let blocks = try Self.names.map { name in
      let files = try Self.load(name)
      return [
        name, Self.outcome(name, isStrict: true, in: files),
        Self.outcome(name, isStrict: false, in: files),
      ].joined(separator: "\n")
    }
    try Data((blocks.joined(separator: "\n\n") + "\n").utf8).write(
      to: Self.folder.appendingPathComponent("outcomes.txt"))
  }
}
