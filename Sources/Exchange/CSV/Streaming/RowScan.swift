import CLanes

/// Finds where rows end, in text that may go on later.
///
/// Without quotes every line is a row. Of quotes, those count that begin a cell.
struct RowScan {
  /// Behind the last row that is known to be whole.
  private(set) var rowEnd = 0
  private let delimiter: UInt8

  init(_ delimiter: UInt8) { self.delimiter = delimiter }

  /// Goes on to the first row that ends at `limit` or behind it, or as far as the text is known.
  ///
  /// - Complexity: O(*n*), *n* bytes from the end of the last whole row.
  mutating func run(_ text: UnsafeBufferPointer<UInt8>, until limit: Int) {
    guard let base = text.baseAddress, rowEnd < limit else { return }
    guard FeatureSplitter.find(0x22, in: text, from: rowEnd) != nil else {
      if let last = text[rowEnd...].lastIndex(of: 0x0A) { rowEnd = last + 1 }
      return
    }
    var isOpen = false
    var window = rowEnd
    // What stands before it was looked at already.
    var next = rowEnd
    while window < text.count {
      var marks =
        window + 32 <= text.count
        ? text_cell_ends(base + window, 0x22) : Self.lastMarks(text[window...])
      while marks != 0 {
        let place = window + marks.trailingZeroBitCount
        marks &= marks &- 1
        if place < next { continue }
        if base[place] == 0x0A {
          if isOpen { continue }
          rowEnd = place + 1
          if rowEnd >= limit { return }
        } else if base[place] == 0x22 {
          guard isOpen else {
            // A lone carriage return ends a row, too.
            isOpen =
              place == rowEnd || base[place - 1] == delimiter || base[place - 1] == 0x0D
            continue
          }
          // What follows says whether it is a quote of the text.
          guard place + 1 < text.count else { return }
          if base[place + 1] == 0x22 { next = place + 2 } else { isOpen = false }
        }
      }
      window += 32
    }
  }

  /// The quotes and line feeds among less than 32 bytes, a bit for each.
  private static func lastMarks(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> UInt32 {
    var marks: UInt32 = 0
    for (bit, byte) in text.enumerated() where byte == 0x22 || byte == 0x0A {
      marks |= 1 << UInt32(bit)
    }
    return marks
  }
}
