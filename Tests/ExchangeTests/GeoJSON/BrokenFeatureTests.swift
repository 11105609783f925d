import Exchange
import TestSupport
import Testing

/// Features that do not end as they should, and those around them.
@Suite struct BrokenFeatureTests {
  private static func feature(_ index: Int) -> String {
    """
    {"type": "Feature", "id": \(index), "properties": {"name": "n \(index)", "list": [{"id": 1},\
     {"id": 2}]}, "geometry": {"type": "Point", "coordinates": [\(index), 47.5]}}
    """
  }

  private static func collection(_ features: [String], by separator: String = ",") -> String {
    "{\"type\": \"FeatureCollection\", \"features\": ["
      + features.joined(separator: separator) + "]}"
  }

  /// The numbers of the features that are read, and all faults.
  private func read(
    _ text: [UInt8], batchSize: Int = 1 << 20
  ) -> (numbers: [Int], faults: [String]) {
    do {
      var reader = try GeoJSONFeatures(
        FileSource(bytes: text, name: "a"), rules: ReadingRules(), isSequence: false,
        batchSize: batchSize)
      var numbers: [Int] = []
      let tally = try FeatureWork.forEachBatch(&reader) { numbers += $0.entries.map(\.number) }
      let faults = tally.allFaults(file: "a", unit: "feature")?.faults.map(\.description)
      return (numbers, faults ?? [])
    } catch {
      return ([], ["\(error)"])
    }
  }

  @Test(
    "One broken feature costs itself and no other",
    arguments: [
      ("\"n 3\"", "\"n 3"), ("\"n 3\"", "n 3\""), ("\"n 3\"", "\"n\n3\""),
      ("]}, \"geom", "]\"geom"),
      ("47.5]}}", "47.5]}"), ("47.5]}}", "47.5}}"), ("47.5]}}", "47.5]"), ("{\"name", "\"name"),
      ("\"list\": [{", "\"list\": [[{"), ("\"Feature\"", "Feature"),
    ],
    [",", ",\n", "\n,  "])
  func one(_ change: (String, String), _ separator: String) {
    for broken in [1, 3, 6] {
      var features = (1...6).map(Self.feature)
      features[broken - 1] = features[broken - 1]
        .replacing(change.0.replacing("3", with: "\(broken)"), with: change.1)
      let found = read(utf8(Self.collection(features, by: separator)))
      #expect(found.faults.count >= 1)
      #expect(found.faults.first?.contains("feature \(broken) ") == true)
      // Behind the last one nothing says whether it has ended.
      #expect(found.numbers == (1...6).filter { $0 != broken })
    }
  }

  @Test("Where reading goes on is said with line and byte")
  func told() {
    let broken = Self.feature(1).replacing("\"n 1\"", with: "\"n 1")
    let found = read(utf8(Self.collection([broken, Self.feature(2)], by: ",\n")))
    #expect(
      found.faults == [
        "a:1: feature 1 (id 1, byte 102): \",\" or \"}\" should be here, not \"l\"; "
          + "take it out, or put in what is missing before it; reading went on with the next feature on line 2, byte 192"
      ])
  }

  @Test("However the file is cut into batches, the same is read and the same is said")
  func batches() {
    let whole = utf8(Self.collection((1...9).map(Self.feature), by: ",\n"))
    let signs = Array("\"{}[],:\\x\n0 ".utf8)
    forEverySeed(in: 0...150) { random in
      var text = whole
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: 41..<text.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: text.remove(at: place)
        case 1: text[place] = signs[Int.random(in: 0..<signs.count, using: &random)]
        case 2: text.insert(signs[Int.random(in: 0..<signs.count, using: &random)], at: place)
        default: text.removeSubrange(place..<min(text.count, place + 40))
        }
      }
      let large = read(text)
      let small = read(text, batchSize: Int.random(in: 16...400, using: &random))
      return large.numbers == small.numbers && large.faults == small.faults
    }
  }

  @Test("Bracket after bracket is refused before all of the file is read")
  func deep() {
    let head = "{\"type\": \"FeatureCollection\", \"features\": ["
    for opening in ["[", "{\"a\":", "{\"a\":["] {
      let found = read(utf8(head + String(repeating: opening, count: 2_000_000 / opening.count)))
      #expect(found.numbers.isEmpty)
      #expect(found.faults.first?.contains("nested more than 500 deep") == true)
    }
  }

  @Test("Members of collections and of geometries are kept, those behind the features too")
  func members() throws {
    let text = """
      {"type": "FeatureCollection", "name": "a", "features": [{"type": "Feature", "properties": null,
      "geometry": {"type": "Point", "accuracy": 1.50, "coordinates": [1, 2]}}], "later": [1, 2]}
      """
    let read = try GeoJSONReader.read(utf8(text), file: "a")
    #expect(read.foreignMembers == ["name": "a", "later": [1, 2]])
  }
}
