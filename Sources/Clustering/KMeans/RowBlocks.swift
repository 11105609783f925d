/// Rows in blocks that do not depend on the cores, so that sums over them do not either.
enum RowBlocks {
  /// Cuts rows into at most 64 blocks of at least 1024 rows, fewer where their sums would fill the memory.
  ///
  /// - Parameters:
  ///   - count: How many rows there are.
  ///   - sums: How many numbers each block has to keep.
  /// - Returns: Ranges of rows, in order; at least one, which may be empty.
  static func blocks(of count: Int, sums: Int = 1) -> [Range<Int>] {
    let most = max(2, min(64, 1_000_000 / max(1, sums)))
    let blocks = max(1, min(most, count / 1024))
    return (0..<blocks).map { $0 * count / blocks..<($0 + 1) * count / blocks }
  }
}
