/// Reads files of geometries alone: well-known text, or well-known binary in hexadecimal digits, one on each line;
/// or well-known binary as bytes, one behind the other.
final class WellKnownReader: FeatureReader {
  let name: String
  let unit: String
  private(set) var crs: String?

  private var file: BinaryFile
  private var line = 0
  private var number = 0
  /// A line that was read ahead.
  private var first: [UInt8]?
  /// The number that geometries name for their system.
  private var system: Int?
  /// Reads bytes; nil where the file is text.
  private var binary: WellKnownBinary.Reader?

  /// Reads the first line: it says what CRS the file is in.
  init(_ source: ByteSource, encoding: TextEncoding? = nil) throws(DataFault) {
    name = source.name
    let isText = (source.head.first ?? 0x20) > 1 || source.head.dropFirst().first ?? 0 >= 0x20
    if isText { source.readAsText(TextInput(encoding: encoding)) }
    file = BinaryFile(source)
    guard isText else {
      unit = "geometry"
      guard WellKnownBinary.canBegin(source.head) else {
        throw DataFault(
          file: name, problem: "this is neither well-known text nor well-known binary",
          remedy: "say what it is with --from")
      }
      binary = WellKnownBinary.Reader(bytes: try source.all())
      return
    }
    unit = "line"
    var beginning = try file.line()
    if let line = beginning, line.starts(with: [0xEF, 0xBB, 0xBF]) {
      beginning = Array(line.dropFirst(3))
    }
    first = beginning
    if let beginning {
      system = WellKnownText.system(of: String(decoding: beginning, as: UTF8.self))
    }
    if let system, system > 0 { crs = "EPSG:\(system)" }
  }

  func next(_ builder: inout BatchBuilder) throws(DataFault) -> Bool {
    if binary != nil { return nextBytes(&builder) }
    while true {
      let bytes: [UInt8]
      if let first {
        bytes = first
        self.first = nil
      } else {
        guard let next = try file.line() else { return false }
        bytes = next
      }
      line += 1
      let text = String(decoding: bytes, as: UTF8.self).trimmingSpaces
      guard !text.isEmpty else { continue }
      number += 1
      builder.record(number: number, line: line) { (builder) throws(RecordFault) in
        do throws(GeometryFault) {
          if WellKnownText.isEmptyPoint(text) {
            builder.withBatch { $0.addEmptyPoint() }
          } else {
            builder.add(try WellKnownText.geometry(text))
          }
        } catch {
          throw RecordFault(
            number: number, value: error.value ?? text, problem: error.problem,
            remedy: error.remedy)
        }
        let own = WellKnownText.system(of: text)
        guard own == system || own == nil else {
          throw RecordFault(
            number: number, value: text,
            problem: "is in another coordinate system (\(own ?? 0)) than the first line",
            remedy: "put geometries of different systems into files of their own")
        }
      }
      return true
    }
  }

  private func nextBytes(_ builder: inout BatchBuilder) -> Bool {
    guard var reader = binary, !reader.isAtEnd else { return false }
    binary = nil
    number += 1
    builder.record(number: number, offset: reader.place) { (builder) throws(RecordFault) in
      do throws(WellKnownBinary.Damage) {
        try builder.withBatch { (batch) throws(WellKnownBinary.Damage) in
          try reader.geometry(into: &batch, depth: 0)
        }
      } catch {
        // Where the next begins, nobody can say.
        reader.place = reader.bytes.count
        throw RecordFault(number: number, problem: error.problem, remedy: "fetch it again")
      }
    }
    binary = reader
    return true
  }
}

extension String {
  /// Without spaces and tabs around it.
  fileprivate var trimmingSpaces: String {
    let start = drop { $0 == " " || $0 == "\t" }
    return String(start.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }
}
