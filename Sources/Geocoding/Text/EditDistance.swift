/// How many typing mistakes lie between two words.
struct EditDistance {
  private var older: [Int] = []
  private var last: [Int] = []
  private var next: [Int] = []

  /// Letters to insert, delete, replace or exchange with their neighbour so that one word becomes
  /// the other; nil where that is more than `limit`.
  ///
  /// The optimal string alignment of F. J. Damerau, "A technique for computer detection and
  /// correction of spelling errors", Communications of the ACM 7 (1964),
  /// <https://doi.org/10.1145/363958.363994>: no letter is touched twice.
  ///
  /// - Complexity: O(*n* · *m*), words of *n* and *m* bytes.
  mutating func distance(
    _ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>, limit: Int
  ) -> Int? {
    guard abs(a.count - b.count) <= limit else { return nil }
    // What both begin and end with needs no table.
    var (start, aEnd, bEnd) = (0, a.count, b.count)
    while start < min(aEnd, bEnd), a[start] == b[start] { start += 1 }
    while aEnd > start, bEnd > start, a[aEnd - 1] == b[bEnd - 1] {
      aEnd -= 1
      bEnd -= 1
    }
    let (rows, columns) = (aEnd - start, bEnd - start)
    if rows == 0 || columns == 0 { return max(rows, columns) <= limit ? max(rows, columns) : nil }
    if last.count <= columns {
      older = [Int](repeating: 0, count: columns + 1)
      last = older
      next = older
    }
    for column in 0...columns { last[column] = column }
    for row in 1...rows {
      next[0] = row
      var least = row
      let letter = a[start + row - 1]
      for column in 1...columns {
        let other = b[start + column - 1]
        var cost = min(next[column - 1], last[column]) + 1
        cost = min(cost, last[column - 1] + (letter == other ? 0 : 1))
        if row > 1, column > 1, letter == b[start + column - 2], a[start + row - 2] == other {
          cost = min(cost, older[column - 2] + 1)
        }
        next[column] = cost
        least = min(least, cost)
      }
      if least > limit { return nil }
      (older, last, next) = (last, next, older)
    }
    return last[columns] <= limit ? last[columns] : nil
  }

  mutating func distance(_ a: String, _ b: String, limit: Int) -> Int? {
    var (a, b) = (a, b)
    return a.withUTF8 { a in b.withUTF8 { b in distance(a, b, limit: limit) } }
  }
}
