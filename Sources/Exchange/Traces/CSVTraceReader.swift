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
    let format = try header(&pieces)
    collection.notes.append(
      "\(origin.file): reading \(format.columns.description(format.header))")
    if let warning = format.timeWarning { collection.warnings.append("\(origin.file): \(warning)") }
    let count = max(1, reading.cores ?? 2)
    while true {
      var waiting: [Piece] = []
      while waiting.count < count, let piece = try pieces.next() { waiting.append(piece) }
      if waiting.isEmpty { break }
      let batches = parse(waiting, format)
      for (batch, piece) in zip(batches, waiting) {
        try collection.add(batch, firstLine: piece.firstLine)
      }
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

  /// Takes the header, the first line that is not empty, before what follows is cut into pieces.
  private func header(_ pieces: inout PieceReader) throws(DataFault) -> TraceTableFormat {
    var isEmpty = true
    while var line = try pieces.line() {
      if isEmpty {
        isEmpty = false
        if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
      }
      if line.contains(0) {
        throw DataFault(
          file: origin.file, problem: "this is no text",
          remedy:
            "give GPX, CSV, PLT, GeoJSON, Google's or OwnTracks' files, packed with gzip or not")
      }
      if line.last == 0x0D { line.removeLast() }
      if let place = line.withUnsafeBufferPointer({ TextCheck.firstInvalid(in: $0) }) {
        throw DataFault(
          file: origin.file, line: pieces.lines,
          problem: "the byte \(TextFeed.hexadecimal([line[place]])) is not UTF-8",
          remedy: TextEncoding.remedy)
      }
      let text = String(decoding: line, as: UTF8.self)
      if text.allSatisfy({ $0 == " " || $0 == "\t" }) || text.lowercased().hasPrefix("sep=") {
        continue
      }
      return try TraceTableFormat(
        headerLine: text, line: pieces.lines, file: origin.file, swap: reading.swap)
    }
    throw isEmpty
      ? DataFault(
        file: origin.file, problem: "the file is empty", remedy: "it needs a header and rows")
      : DataFault(
        file: origin.file, problem: "the file has no header",
        remedy: "begin with a row of column names")
  }
}
