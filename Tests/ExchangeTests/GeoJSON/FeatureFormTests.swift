import TestSupport
import Testing

@testable import Exchange

@Suite struct FeatureFormTests {
  /// Features of one writer, some of them damaged or with other members.
  private static func features(_ generator: inout RepeatableGenerator) -> [String] {
    let names = ["name", "weight", "a", "\\u0061b"].shuffled(using: &generator)
    let kinds = [
      ("Point", "[19.5, 47.25]"), ("LineString", "[[1, 2], [3, 4, 5]]"),
      ("Polygon", "[[[0, 0], [1, 0], [1, 1], [0, 0]]]"), ("MultiPoint", "[]"),
    ]
    let values = [
      "1", "-2.50", "1e400", "\"x\"", "\"q\\\"q\"", "true", "null", "{\"a\": [1]}", "[]", "01",
      "\"\u{1}\"",
      " 7", "NaN",
    ]
    let kind = kinds.randomElement(using: &generator) ?? kinds[0]
    return (0..<20).map { index in
      let members = names.map { name in
        "\"\(name)\": \(values.randomElement(using: &generator) ?? "1")"
      }
      var text =
        "{\"type\": \"Feature\", \"id\": \([index.description, "\"i\"", "null"][index % 3]), "
        + "\"geometry\": {\"type\": \"\(kind.0)\", \"coordinates\": \(kind.1)}, "
        + "\"properties\": {\(members.joined(separator: ", "))}}"
      if Int.random(in: 0..<3, using: &generator) == 0 {
        var bytes = Array(text.utf8)
        let place = Int.random(in: 1..<bytes.count - 1, using: &generator)
        bytes[place] = Array("{}[],:\" 5x".utf8).randomElement(using: &generator) ?? 0x20
        text = String(decoding: bytes, as: UTF8.self)
      }
      return text
    }
  }

  private static func batch(_ features: [String], usesForms: Bool, isStrict: Bool) -> FeatureBatch {
    var raw = RawFeatures(
      text: [], spans: [], offset: 0, line: 1, number: 0, areTexts: false)
    for feature in features {
      let start = raw.text.count
      raw.text += Array(feature.utf8)
      raw.spans.append(ByteSpan(start, raw.text.count))
      raw.text += [0x2C, 0x0A]
    }
    raw.text += [UInt8](repeating: 0, count: JSONCursor.padding)
    return FeatureParser.parse(
      raw, rules: ReadingRules(isStrict: isStrict), usesForms: usesForms)
  }

  @Test("Features read by the form of others are what they are when each is read alone")
  func same() {
    var hits = 0
    forEverySeed(in: 0...499) { generator in
      let features = Self.features(&generator)
      let isStrict = Bool.random(using: &generator)
      let fast = Self.batch(features, usesForms: true, isStrict: isStrict)
      let slow = Self.batch(features, usesForms: false, isStrict: isStrict)
      hits += fast.entries.count { $0.form >= 0 }
      guard fast.faults == slow.faults, fast.mends == slow.mends, fast.shapes == slow.shapes,
        fast.coordinates.map(\.bitPattern) == slow.coordinates.map(\.bitPattern),
        fast.text == slow.text, fast.count == slow.count
      else { return false }
      return zip(fast.entries, slow.entries).allSatisfy { one, other in
        one.id == other.id && one.properties == other.properties && one.number == other.number
          && one.line == other.line && one.coordinateEnd == other.coordinateEnd
          && one.shapeEnd == other.shapeEnd && Self.hasValuesOfText(fast, one)
      }
    }
    #expect(hits > 1000)
  }

  /// Whether the values beside the text are those that a walk over it finds.
  private static func hasValuesOfText(_ batch: FeatureBatch, _ entry: FeatureBatch.Entry) -> Bool {
    guard entry.form >= 0 else { return true }
    let names = batch.forms[Int(entry.form)]
    return batch.text.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress else { return false }
      var walk = PropertyWalk(base, entry.properties)
      for slot in names.indices {
        guard let member = walk.next(), FeatureSurvey.areEqual(base, member.name, names[slot]),
          member.value == batch.values[Int(entry.firstValue) + slot]
        else { return false }
      }
      return walk.next() == nil
    }
  }

  @Test("Names with escapes in an object within an object are names of its own")
  func nestedEscapes() throws {
    let text =
      "{\"type\": \"Feature\", \"geometry\": null, "
      + "\"properties\": {\"\\u0061\": {\"\\u0061\": 1}, \"b\": {\"b\": {\"\\u0062\": 2}}}}"
    let batch = Self.batch([text], usesForms: true, isStrict: true)
    #expect(batch.faults == [])
    let twice = text.replacing("\"b\": {\"b\"", with: "\"a\": {\"b\"")
    #expect(Self.batch([twice], usesForms: true, isStrict: true).faults.count == 1)
  }
}
