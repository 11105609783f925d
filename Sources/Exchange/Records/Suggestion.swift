/// Finds what somebody may have meant.
public enum Suggestion {
  /// The known word nearest to `word`, nil where none is near.
  ///
  /// Near means: at most one letter in three is inserted, deleted, replaced or swapped with its
  /// neighbour; or one of the two begins with the other. Ties go to the first known word.
  public static func nearest(to word: String, among known: [String]) -> String? {
    let wanted = Array(ColumnNames.folded(word).unicodeScalars)
    guard !wanted.isEmpty else { return nil }
    var best: (word: String, distance: Int)?
    for candidate in known {
      let letters = Array(ColumnNames.folded(candidate).unicodeScalars)
      var distance = edits(wanted, letters)
      let shorter = min(wanted.count, letters.count)
      if shorter >= 4, wanted.starts(with: letters) || letters.starts(with: wanted) {
        distance = min(distance, 2)
      }
      let limit = max(1, max(wanted.count, letters.count) / 3)
      if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.word
  }

  /// The optimal string alignment distance.
  private static func edits(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var older: [Int] = []
    var last = Array(0...b.count)
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, older[j - 1] + 1) }
        row.append(cost)
      }
      (older, last) = (last, row)
    }
    return last[b.count]
  }
}
