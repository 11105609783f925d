import Clustering
import Dispatch
import Traces

/// Reads tables of fixes, piece by piece, the pieces on all cores.
struct CSVTraceReader {
  private let source: ByteSource
  private let origin: TraceOrigin
  private let reading: TraceReading

  init(_ source: ByteSource, origin: TraceOrigin, reading: TraceReading) {
    self.source = source
    self.origin = origin
    self.reading = reading
  }

  /// Adds all fixes of the table.
  ///
  /// - Throws: A fault where there are no coordinates, or the text is no table.
  func read(into collection: inout TraceCollection) throws(DataFault) {
    var pieces = PieceReader(source, size: reading.pieceSize)
    guard var first = try pieces.next() else {
      throw DataFault(
        file: origin.file, problem: "the file is empty", remedy: "it needs a header and rows")
    }
    let format = try header(&first)
    collection.notes.append(
      "\(origin.file): reading \(format.columns.description(format.header))")
    if let warning = format.timeWarning { collection.warnings.append("\(origin.file): \(warning)") }
    let count = max(1, reading.cores ?? 2)
    var waiting: [Piece] = [first]
    while !waiting.isEmpty {
      while waiting.count < count, let piece = try pieces.next() { waiting.append(piece) }
      let batches = parse(waiting, format)
      for (batch, piece) in zip(batches, waiting) {
        try collection.add(batch, firstLine: piece.firstLine)
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
    var line = 1
    while true {
      let end = piece.bytes[start...].firstIndex(of: 0x0A) ?? piece.bytes.count
      if piece.bytes[start..<end].contains(0) {
        throw DataFault(
          file: origin.file, problem: "this is no text",
          remedy:
            "give GPX, CSV, PLT, GeoJSON, Google's or OwnTracks' files, packed with gzip or not")
      }
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
