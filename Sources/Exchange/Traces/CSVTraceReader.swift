import Clustering
import Dispatch
import Traces

/// Reads tables of fixes, piece by piece, the pieces on all cores.
struct CSVTraceReader {
  private let source: ByteSource
  private let origin: TraceOrigin
  private let reading: TraceReading

  private static let pieceSize = 4 << 20
  /// A row that is longer is no row.
  private static let mostInRow = 1 << 20

  init(_ source: ByteSource, origin: TraceOrigin, reading: TraceReading) {
    self.source = source
    self.origin = origin
    self.reading = reading
  }

  /// Adds all fixes of the table.
  ///
  /// - Throws: A fault where there are no coordinates, or the text is no table.
  func read(into collection: inout TraceCollection) throws(DataFault) {
    var pieces = PieceReader(source, size: Self.pieceSize)
    guard var first = try pieces.next() else {
      throw DataFault(
        file: origin.file, problem: "the file is empty", remedy: "it needs a header and rows")
    }
    let format = try header(&first)
    collection.notes.append(
      "\(origin.file): reading \(format.columns.description(format.header))")
    let count = max(1, reading.cores ?? 2)
    var waiting: [Piece] = [first]
    while !waiting.isEmpty {
      while waiting.count < count, let piece = try pieces.next() { waiting.append(piece) }
      let batches = parse(waiting, format)
      for (batch, piece) in zip(batches, waiting) {
        collection.add(batch, firstLine: piece.firstLine)
      }
      waiting = []
      if let piece = try pieces.next() { waiting.append(piece) }
    }
  }

  private func parse(_ pieces: [Piece], _ format: TraceTableFormat) -> [TraceBatch] {
    var batches = [TraceBatch](repeating: TraceBatch(), count: pieces.count)
    let (origin, reading) = (origin, reading)
    batches.withUnsafeMutableBufferPointer { batches in
      nonisolated(unsafe) let batches = batches
      concurrently(pieces.count, cores: reading.cores) { index in
        var parser = TraceRowParser(format, origin: origin, reading: reading)
        parser.parse(pieces[index])
        batches[index] = parser.batch
      }
    }
    return batches
  }

  /// Takes the header from the first piece.
  private func header(_ piece: inout Piece) throws(DataFault) -> TraceTableFormat {
    var start = 0
    if piece.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
    if piece.bytes.starts(with: [0xFF, 0xFE]) || piece.bytes.starts(with: [0xFE, 0xFF]) {
      throw DataFault(
        file: origin.file, problem: "the text is UTF-16, not UTF-8", remedy: "save it as UTF-8")
    }
    if piece.bytes.prefix(4096).contains(0) {
      throw DataFault(
        file: origin.file, problem: "this is no text",
        remedy: "give GPX, CSV, PLT, GeoJSON, Google's or OwnTracks' files, packed with gzip or not"
      )
    }
    var line = 1
    while true {
      let end = piece.bytes[start...].firstIndex(of: 0x0A) ?? piece.bytes.count
      var text = String(decoding: piece.bytes[start..<end], as: UTF8.self)
      if text.hasSuffix("\r") { text.removeLast() }
      start = min(end + 1, piece.bytes.count)
      if text.allSatisfy({ $0 == " " || $0 == "\t" }) || text.lowercased().hasPrefix("sep=") {
        if start >= piece.bytes.count {
          throw DataFault(
            file: origin.file, problem: "the file has no header",
            remedy: "begin with a row of column names")
        }
        line += 1
        continue
      }
      let format = try TraceTableFormat(
        headerLine: text, line: line, file: origin.file, swap: reading.swap)
      piece.bytes.removeFirst(start)
      piece.firstLine += line
      return format
    }
  }
}

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
  private var lines = 0
  private var isAtEnd = false

  init(_ source: ByteSource, size: Int) {
    self.source = source
    self.size = size
  }

  mutating func next() throws(DataFault) -> Piece? {
    if isAtEnd, rest.isEmpty { return nil }
    var bytes = rest
    rest = []
    while !isAtEnd {
      let before = bytes.count
      let wanted = max(size, before * 2)
      bytes.reserveCapacity(wanted)
      bytes.append(contentsOf: repeatElement(0, count: wanted - before))
      let got = try source.refill(&bytes, from: before)
      if before + got < wanted {
        bytes.removeLast(wanted - before - got)
        isAtEnd = true
        break
      }
      if let end = Self.endOfRows(bytes) {
        rest = Array(bytes[end...])
        bytes.removeLast(bytes.count - end)
        break
      }
    }
    guard !bytes.isEmpty else { return nil }
    let piece = Piece(bytes: bytes, firstLine: lines)
    lines += Self.lineCount(bytes)
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

  private static func lineCount(_ bytes: [UInt8]) -> Int {
    bytes.withUnsafeBufferPointer { bytes in
      var count = 0
      for byte in bytes { count &+= byte == 0x0A ? 1 : 0 }
      return count
    }
  }
}
