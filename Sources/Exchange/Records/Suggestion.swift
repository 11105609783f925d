/// Finds what somebody may have meant.
public enum Suggestion {
  /// Words that are longer are no slips of a finger.
  private static let longest = 100

  /// The known word nearest to `word`, nil where none is near.
  ///
  /// Near means: at most one letter in three is inserted, deleted, replaced or swapped with its
  /// neighbour; or one of the two begins with the other. Ties go to the first known word. Nothing is
  /// near to a word of more than a hundred letters.
  ///
  /// - Complexity: O(*n* · *k*²), *n* known words that are about as long as the word of *k* letters.
  public static func nearest(to word: String, among known: [String]) -> String? {
    guard word.unicodeScalars.prefix(2 * longest).count < 2 * longest else { return nil }
    let wanted = Array(ColumnNames.folded(word).unicodeScalars)
    guard !wanted.isEmpty, wanted.count <= longest else { return nil }
    var best: (word: String, distance: Int)?
    for candidate in known where candidate.utf8.count <= 8 * longest {
      let letters = Array(ColumnNames.folded(candidate).unicodeScalars)
      let limit = max(1, max(wanted.count, letters.count) / 3)
      let shorter = min(wanted.count, letters.count)
      let begins = shorter >= 4 && (wanted.starts(with: letters) || letters.starts(with: wanted))
      // So many letters at least are inserted or deleted.
      let least = abs(wanted.count - letters.count)
      guard begins || least <= min(limit, (best?.distance ?? .max) - 1) else { continue }
      var distance = letters.count <= longest ? edits(wanted, letters) : .max
      if begins { distance = min(distance, 2) }
      if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.word
  }

  /// The optimal string alignment distance.
  private static func edits(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var older = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    var row = older
    for i in 0..<a.count {
      row[0] = i + 1
      for j in 0..<b.count {
        var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, older[j - 1] + 1) }
        row[j + 1] = cost
      }
      (older, last, row) = (last, row, older)
    }
    return last[b.count]
  }
}
