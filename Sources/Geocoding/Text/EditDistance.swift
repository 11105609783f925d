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
  /// - Complexity: O(*n* · *l*), *n* the bytes of the shorter word and *l* the limit.
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
    return older.withUnsafeMutableBufferPointer { first in
      last.withUnsafeMutableBufferPointer { second in
        next.withUnsafeMutableBufferPointer { third in
          Self.distance(
            UnsafeBufferPointer(rebasing: a[start..<aEnd]),
            UnsafeBufferPointer(rebasing: b[start..<bEnd]), limit, first, second, third)
        }
      }
    }
  }

  /// The table row by row, as far from its diagonal as the limit allows.
  private static func distance(
    _ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>, _ limit: Int,
    _ first: UnsafeMutableBufferPointer<Int>, _ second: UnsafeMutableBufferPointer<Int>,
    _ third: UnsafeMutableBufferPointer<Int>
  ) -> Int? {
    var (older, last, next) = (first, second, third)
    let columns = b.count
    let beyond = limit + 1
    for column in 0...columns { last[column] = min(column, beyond) }
    for row in 1...a.count {
      let low = max(1, row - limit)
      let high = min(columns, row + limit)
      if low > high { return nil }
      next[low - 1] = low == 1 ? min(row, beyond) : beyond
      var least = next[low - 1]
      let letter = a[row - 1]
      for column in low...high {
        let other = b[column - 1]
        var cost = min(next[column - 1], column < row + limit ? last[column] : beyond) + 1
        cost = min(cost, last[column - 1] + (letter == other ? 0 : 1))
        if row > 1, column > 1, letter == b[column - 2], a[row - 2] == other {
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
