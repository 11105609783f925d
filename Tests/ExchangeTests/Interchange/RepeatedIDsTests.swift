import TestSupport
import Testing

@testable import Exchange

@Suite struct RepeatedIDsTests {
  private func batch(_ ids: ArraySlice<String>, from line: Int) -> FeatureBatch {
    var batch = FeatureBatch()
    for (index, id) in ids.enumerated() {
      var entry = FeatureBatch.Entry()
      let start = batch.text.count
      batch.text += Array("\"\(id)\"".utf8)
      entry.id = ByteSpan(start, batch.text.count)
      entry.line = line + index
      batch.shapes.append(ShapeCode.none)
      batch.close(entry)
    }
    return batch
  }

  @Test("Ids that come again are counted as a plain count says, in memory and through a file")
  func counts() throws {
    try forEverySeed(in: 0...60) { random in
      let count = Int.random(in: 0...3000, using: &random)
      let range = [10, count + 1, count * 50 + 1][Int.random(in: 0...2, using: &random)]
      let isSorted = Bool.random(using: &random)
      var numbers = (0..<count).map { _ in Int.random(in: 0..<range, using: &random) }
      if isSorted { numbers.sort() }
      let ids = numbers.map { "S\($0)" }
      var found = RepeatedIDs(limit: [100, 1 << 20][Int.random(in: 0...1, using: &random)])
      var start = 0
      while start < count {
        let end = min(count, start + Int.random(in: 1...700, using: &random))
        try found.add(RepeatedIDs.Batch(batch(ids[start..<end], from: start + 2)))
        start = end
      }
      var lines: [String: [Int]] = [:]
      for (index, id) in ids.enumerated() { lines[id, default: []].append(index + 2) }
      let repeated = lines.filter { $0.value.count > 1 }
      let first = repeated.min { $0.value[1] < $1.value[1] }
      let wanted = first.map {
        RepeatedIDs.Report(
          ids: repeated.count, features: repeated.values.reduce(0) { $0 + $1.count },
          first: $0.value[0], again: $0.value[1], id: $0.key)
      }
      return try found.report() == wanted
    }
  }
}
