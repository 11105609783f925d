import Exchange
import Foundation
import Planner
import TestSupport
import Testing

/// The files of Tests/Cases/geojson: what a strict and a lenient reader say to each stands in
/// `outcomes.txt` there, which `RECORD=1` writes anew.
@Suite(.serialized) struct GeoJSONCorpusTests {
  static let corpus = CorpusFolder("geojson")
  static let names = corpus.names
  static let outcomes = corpus.outcomes

  @Test("Each file is taken or refused with the words that were foreseen", arguments: names)
  func foreseen(_ name: String) throws {
    let files = try Self.corpus.load(name)
    let outcome = Self.corpus.outcome(name, in: files)
    #expect(name.hasPrefix("pass-") != outcome[0].hasPrefix("strict: refused"))
    // What strict reading takes, lenient reading takes alike.
    if name.hasPrefix("pass-") {
      #expect(try files.bytes("strict.geojson") == files.bytes("lenient.geojson"))
    }
    if !CorpusFolder.isRecording { #expect(Self.outcomes[name] == outcome) }
  }

  @Test("What is written is right GeoJSON, and reads back as itself", arguments: names)
  func written(_ name: String) throws {
    let files = try Self.corpus.load(name)
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
    guard name.hasPrefix("pass-"), name.hasSuffix(".geojson") else { return }
    let files = try Self.corpus.load(name)
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
      #expect(Self.members(of: old["geometry"]) == Self.members(of: new["geometry"]))
    }
  }

  /// The foreign members of a geometry and of those within it.
  private static func members(of geometry: JSONValue?) -> [[JSONObject.Member]] {
    guard let object = geometry?.objectValue else { return [] }
    let own = object.members.filter { !["type", "coordinates", "geometries"].contains($0.name) }
    return [own] + (object["geometries"]?.arrayValue ?? []).flatMap { members(of: $0) }
  }

  @Test("There are eighty files at least, and none without an outcome")
  func complete() throws {
    #expect(Self.names.count >= 80)
    if CorpusFolder.isRecording { return try Self.corpus.record() }
    #expect(Set(Self.outcomes.keys) == Set(Self.names))
  }
}
