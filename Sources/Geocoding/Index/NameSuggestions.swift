import GRDB

/// Names of streets that look like what nothing was found for, by groups of three letters.
///
/// The search in memory knows words with a mistake or two; this one, SQLite's full-text index of
/// trigrams, knows what else a badly mistyped or joined name may have been meant to be. Its
/// answers are suggestions for people, never matches.
final class NameSuggestions: Sendable {
  private let queue: DatabaseQueue

  /// How many groups of letters are asked for; more make the question slow and no better.
  private static let groups = 14

  init?(path: String) {
    var configuration = Configuration()
    configuration.readonly = true
    guard let queue = try? DatabaseQueue(path: path, configuration: configuration) else {
      return nil
    }
    self.queue = queue
  }

  /// At most three names, the likest first.
  func names(like words: [String]) -> [String] {
    let long = words.filter { $0.utf8.count >= 5 }.sorted { $0.utf8.count > $1.utf8.count }
    var groups: [String] = []
    for word in long.prefix(3) {
      let letters = Array(word.unicodeScalars)
      for start in 0..<max(0, letters.count - 2) where groups.count < Self.groups {
        var group = String.UnicodeScalarView()
        group.append(contentsOf: letters[start..<start + 3])
        groups.append("\"\(String(group))\"")
      }
    }
    guard groups.count >= 3 else { return [] }
    let found = try? queue.read { database in
      try String.fetchAll(
        database,
        sql: """
          SELECT name.text FROM name_trigrams JOIN name ON name.id = name_trigrams.rowid
          WHERE name_trigrams MATCH ? ORDER BY bm25(name_trigrams), name.id LIMIT 3
          """, arguments: [groups.joined(separator: " OR ")])
    }
    return found ?? []
  }
}
