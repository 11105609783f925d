package import Traces

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Reads fixes line by line as they come: a table with a header, or JSON objects as OwnTracks sends
/// them.
package struct LiveTraceReader {
  package enum Line {
    case fix(person: String, Fix)
    case fault(DataFault)
  }

  private let origin: TraceOrigin
  private let reading: TraceReading
  private let descriptor: Int32
  private var waiting: [UInt8] = []
  private var offset = 0
  private var line = 0
  private var format: TraceTableFormat?
  private var isAtEnd = false
  /// Turns lines into UTF-8; nil where they are that.
  private let decoder: TextDecoder?

  /// Opens a file; `-` is the standard input.
  package init(path: String, reading: TraceReading) throws(DataFault) {
    self.reading = reading
    let name = path == "-" ? "standard input" : path
    let encoding = reading.encodings.encoding(of: path)
    if let encoding, encoding.isWide {
      throw DataFault(
        file: name, value: encoding.name, problem: "cannot be followed line by line",
        remedy: "turn it into UTF-8 on the way: iconv -f \(encoding.name) -t UTF-8")
    }
    decoder = encoding.flatMap { $0 == .utf8 ? nil : try? TextDecoder($0) }
    descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw InputFile.fault(path, errno) }
    origin = TraceOrigin(
      file: name, stem: path == "-" ? "stdin" : path,
      person: reading.person ?? TraceReading.somebody)
  }

  /// Waits for the next fix; nil at the end.
  package mutating func next() throws(DataFault) -> Line? {
    while var text = try nextLine() {
      line += 1
      if let decoder, let fault = decode(&text, decoder) { return .fault(fault) }
      if text.allSatisfy({ $0 <= 0x20 }) { continue }
      if text.first == 0x7B || text.contains(0x7B) && format == nil {
        if let found = object(text) { return found }
        continue
      }
      guard let format else {
        try start(text)
        continue
      }
      var parser = TraceRowParser(format, origin: origin, reading: reading)
      parser.parse(Piece(bytes: text, firstLine: line - 1))
      if var fault = parser.batch.faults.first {
        fault.line = line
        return .fault(fault)
      }
      if let trace = parser.batch.parts.first, trace.count > 0 {
        return .fix(person: trace.person, trace[0])
      }
    }
    if descriptor > 0 { close(descriptor) }
    return nil
  }

  /// Takes the first line for a header.
  private mutating func start(_ text: [UInt8]) throws(DataFault) {
    if text.starts(with: [0x1F, 0x8B]) {
      throw DataFault(
        file: origin.file, problem: "what is packed with gzip cannot be followed",
        remedy: "unpack it on the way: zcat FILE | footbridge places --follow -")
    }
    if text.starts(with: [0xFF, 0xFE]) || text.starts(with: [0xFE, 0xFF]) || text.contains(0) {
      throw DataFault(
        file: origin.file, problem: "the text is no UTF-8: it may be UTF-16",
        remedy: "turn it into UTF-8 on the way: iconv -f UTF-16 -t UTF-8")
    }
    if text.first == 0x3C || text.starts(with: [0xEF, 0xBB, 0xBF, 0x3C]) {
      throw DataFault(
        file: origin.file, line: line, problem: "GPX cannot be followed line by line",
        remedy: "leave --follow out, or send a table or JSON objects")
    }
    let format = try TraceTableFormat(
      headerLine: String(decoding: text, as: UTF8.self), line: line, file: origin.file,
      swap: reading.swap)
    if let warning = format.timeWarning {
      throw DataFault(file: origin.file, line: line, problem: warning)
    }
    self.format = format
  }

  /// Turns a line into UTF-8; a fault where its bytes stand for no characters.
  private func decode(_ text: inout [UInt8], _ decoder: TextDecoder) -> DataFault? {
    var decoded: [UInt8] = []
    decoder.reset()
    do throws(TextDecoder.Invalid) {
      try text.withUnsafeBufferPointer { (bytes) throws(TextDecoder.Invalid) in
        try decoder.decode(bytes, into: &decoded)
      }
      try decoder.finish(into: &decoded)
    } catch {
      return DataFault(
        file: origin.file, line: line,
        problem: "\(TextFeed.hexadecimal(error.bytes)) is no character of \(decoder.encoding.name)",
        remedy: "name another encoding with --encoding")
    }
    text = decoded
    return nil
  }

  private func object(_ text: [UInt8]) -> Line? {
    guard let brace = text.firstIndex(of: 0x7B) else { return nil }
    do throws(DataFault) {
      guard let object = try JSON.decode(Array(text[brace...]), file: origin.file).objectValue,
        object["_type"] == nil || object["_type"] == "location"
      else { return nil }
      var times = TimeReader(assumedZone: reading.assumedZone)
      let fix = PlainFix(object)
      guard let stamp = JSONTraceReader.text(fix.time).flatMap({ times.time($0) }),
        let latitude = fix.latitude, let longitude = fix.longitude,
        let place = DegreeReader.place(longitude: longitude, latitude: latitude)
      else {
        return .fault(
          DataFault(
            file: origin.file, line: line, problem: "the object has no lat, lon and tst",
            remedy: nil))
      }
      return .fix(
        person: fix.person ?? origin.person,
        Fix(
          id: fix.id ?? "\(origin.stem):\(line)", time: stamp.milliseconds,
          coordinate: place.coordinate, accuracy: fix.accuracy, offsetMinutes: stamp.offsetMinutes))
    } catch {
      var fault = error
      fault.line = line
      return .fault(fault)
    }
  }

  /// The bytes up to the next line break, as soon as it is there.
  private mutating func nextLine() throws(DataFault) -> [UInt8]? {
    while true {
      if let end = waiting[offset...].firstIndex(of: 0x0A) {
        defer { offset = end + 1 }
        return Array(waiting[offset..<end])
      }
      guard !isAtEnd else {
        guard offset < waiting.count else { return nil }
        defer { offset = waiting.count }
        return Array(waiting[offset...])
      }
      waiting.removeFirst(offset)
      offset = 0
      var piece = [UInt8](repeating: 0, count: 1 << 16)
      let count = piece.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw InputFile.fault(origin.file, errno) }
      if count == 0 { isAtEnd = true }
      waiting += piece.prefix(count)
    }
  }
}
