/// A piece of text that begins and ends with a row.
struct Piece: Sendable {
  var bytes: [UInt8]
  /// Lines before it.
  var firstLine: Int
}

/// Cuts text into pieces of whole rows.
struct PieceReader {
  private let source: ByteSource
  private let size: Int
  private var rest: [UInt8] = []
  /// How many lines have been handed on.
  private(set) var lines = 0
  private var isAtEnd = false

  init(_ source: ByteSource, size: Int) {
    self.source = source
    self.size = size
  }

  /// The next line alone, without its line feed, whatever quotes are in it; nil at the end.
  mutating func line() throws(DataFault) -> [UInt8]? {
    var bytes = rest
    rest = []
    var seen = 0
    while true {
      if let end = bytes[seen...].firstIndex(of: 0x0A) {
        rest = Array(bytes[(end + 1)...])
        bytes.removeLast(bytes.count - end)
        break
      }
      if isAtEnd {
        if bytes.isEmpty { return nil }
        break
      }
      seen = bytes.count
      try source.read(max(size, seen), into: &bytes)
      isAtEnd = bytes.count == seen
      try TextCheck.refuseHole(in: bytes, from: seen, file: source.name) { lines + 1 }
    }
    lines += 1
    return bytes
  }

  /// The next rows, whole ones as quotes have it; nil at the end.
  mutating func next() throws(DataFault) -> Piece? {
    var bytes = rest
    rest = []
    var wanted = size
    while !isAtEnd {
      while bytes.count < wanted, !isAtEnd {
        let before = bytes.count
        try source.read(wanted - before, into: &bytes)
        isAtEnd = bytes.count == before
        let first = lines
        try TextCheck.refuseHole(in: bytes, from: before, file: source.name) {
          first + 1 + LineCounter.breaks(in: bytes[..<before])
        }
      }
      if isAtEnd { break }
      if let end = Self.endOfRows(bytes) {
        rest = Array(bytes[end...])
        bytes.removeLast(bytes.count - end)
        break
      }
      wanted = bytes.count * 2
    }
    guard !bytes.isEmpty else { return nil }
    let piece = Piece(bytes: bytes, firstLine: lines)
    lines += LineCounter.breaks(in: bytes[...])
    return piece
  }

  /// Behind the last line break that is not inside quotes; nil where there is none.
  private static func endOfRows(_ bytes: [UInt8]) -> Int? {
    guard bytes.contains(0x22) else {
      return bytes.lastIndex(of: 0x0A).map { $0 + 1 }
    }
    var isQuoted = false
    var end: Int?
    for (index, byte) in bytes.enumerated() {
      if byte == 0x22 {
        isQuoted.toggle()
      } else if byte == 0x0A, !isQuoted {
        end = index + 1
      }
    }
    return end
  }
}

extension TraceCollection {
  /// Adds what is read from each line that is not blank.
  ///
  /// - Parameters:
  ///   - source: Text.
  ///   - read: Takes the number of the line, from 1, its bytes, and where fixes and faults go.
  /// - Throws: The fault of a file that cannot be read on.
  mutating func addLines(
    of source: ByteSource, _ read: (Int, ArraySlice<UInt8>, inout TraceBatch) -> Void
  ) throws(DataFault) {
    var pieces = PieceReader(source, size: 1 << 20)
    while let piece = try pieces.next() {
      var batch = TraceBatch()
      var line = piece.firstLine
      for row in piece.bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
        line += 1
        if !row.allSatisfy({ $0 <= 0x20 }) { read(line, row, &batch) }
      }
      try add(batch)
    }
  }
}
