import Traces

/// Reads the track points of Garmin's Training Center XML.
///
/// "Training Center Database v2", <https://www8.garmin.com/xmlschemas/TrainingCenterDatabasev2.xsd>; its times are UTC.
struct TCXTraceReader {
  private let scanner: XMLReader
  private let origin: TraceOrigin
  private var times = TimeReader.utc
  private var batch = TraceBatch()
  private var number = 0
  private var withoutPlace = 0

  init(_ source: ByteSource, origin: TraceOrigin) throws(DataFault) {
    scanner = try XMLReader(source, .tcx)
    self.origin = origin
  }

  /// Adds all track points; those recorded indoors have no place and are counted.
  ///
  /// - Throws: A fault with the line where the text is no TCX; points before it are kept.
  mutating func read(into collection: inout TraceCollection) throws(DataFault) {
    try scanner.root(remedy: "convert it to GPX, CSV or GeoJSON")
    var failure: DataFault?
    do throws(DataFault) { try points(&collection) } catch { failure = error }
    try collection.add(last: batch, until: failure, after: number, "points")
    collection.notes.append(
      "\(origin.file): reading \(number) track points of TCX"
        + (withoutPlace > 0 ? "; left out: \(Count.of(withoutPlace, "point")) without a place" : "")
    )
    if number == 0, failure == nil {
      collection.warnings.append("\(origin.file): there are no track points with a place")
    }
  }

  private mutating func points(_ collection: inout TraceCollection) throws(DataFault) {
    while true {
      switch try scanner.next() {
      case .open where scanner.isNamed("Trackpoint"):
        try point()
        if number.isMultiple(of: 50_000) {
          try collection.add(batch)
          batch = TraceBatch()
        }
      case .end: return
      default: continue
      }
    }
  }

  private mutating func point() throws(DataFault) {
    let line = scanner.line
    let outer = scanner.depth - 1
    var stamp: TimeStamp?
    var timeText: String?
    var latitude: String?
    var longitude: String?
    while scanner.depth > outer {
      guard try scanner.next() == .open else { continue }
      if scanner.isNamed("Time") {
        let text = try scanner.content()
        stamp = times.time(text)
        timeText = text
      } else if scanner.isNamed("LatitudeDegrees") {
        latitude = try scanner.content()
      } else if scanner.isNamed("LongitudeDegrees") {
        longitude = try scanner.content()
      } else if !scanner.isNamed("Position") {
        try scanner.skip()
      }
    }
    guard latitude != nil || longitude != nil else {
      withoutPlace += 1
      return
    }
    number += 1
    let subject = "track point \(number)"
    guard let north = Self.number(latitude), let east = Self.number(longitude),
      let place = DegreeReader.place(longitude: east, latitude: north)
    else {
      return batch.skip(
        DataFault(
          file: origin.file, line: line, subject: subject,
          value: "\(latitude ?? ""), \(longitude ?? "")",
          problem: "is not a latitude and longitude in degrees", remedy: nil))
    }
    if stamp == nil, let timeText {
      return batch.skip(
        DataFault(
          file: origin.file, line: line, subject: subject, value: timeText,
          problem: "is not a time", remedy: "write times such as 2026-01-31T08:00:00Z"))
    }
    batch.append(
      person: origin.person, id: "\(origin.stem)#\(number)", time: stamp, place: place,
      accuracy: nil)
  }

  private static func number(_ text: String?) -> Double? {
    guard var text else { return nil }
    return text.withUTF8 { DecimalReader.double($0) }
  }
}

extension XMLVocabulary {
  static let tcx = XMLVocabulary(
    format: "TCX", roots: ["TrainingCenterDatabase"],
    space: { $0.lowercased().contains("trainingcenterdatabase") ? .own : .foreign },
    spaceOfPrefix: { $0 == "tcx" ? .own : .foreign })
}
