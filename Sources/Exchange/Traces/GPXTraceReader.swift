import Traces

/// Reads the track points of GPX 1.0 and 1.1.
///
/// D. Foster, "GPX: the GPS Exchange Format", <https://www.topografix.com/GPX/1/1/>.
struct GPXTraceReader {
  private let scanner: XMLReader
  private let origin: TraceOrigin
  /// GPX says that its times are UTC.
  private var times = TimeReader.utc
  private var batch = TraceBatch()
  private var number = 0
  private var part = -1
  private var otherPoints = 0
  private var tracks = 0
  private let wraps: Bool
  private var id: [UInt8]
  /// How many bytes of the id are those of the file.
  private let prefix: Int

  init(_ source: ByteSource, origin: TraceOrigin, reading: TraceReading) throws(DataFault) {
    scanner = try XMLReader(source, .gpx)
    self.origin = origin
    id = Array("\(origin.stem)#".utf8)
    prefix = id.count
    wraps = reading.wraps
  }

  /// Adds all track points.
  ///
  /// - Throws: A fault with the line where the text is no GPX; points before it are kept.
  mutating func read(into collection: inout TraceCollection) throws(DataFault) {
    try scanner.root(remedy: "convert it to GPX, CSV or GeoJSON")
    var failure: DataFault?
    do throws(DataFault) { try points(&collection) } catch { failure = error }
    try collection.add(last: batch, until: failure, after: number, "points")
    collection.notes.append(
      "\(origin.file): reading \(number) track points of \(tracks) tracks"
        + (otherPoints > 0 ? "; \(otherPoints) waypoints and route points are no trace" : ""))
    if number == 0, failure == nil {
      collection.warnings.append("\(origin.file): there are no track points")
    }
  }

  private mutating func points(_ collection: inout TraceCollection) throws(DataFault) {
    while true {
      switch try scanner.next() {
      case .open:
        if scanner.isNamed("trkpt") {
          try point()
          if number.isMultiple(of: 100_000) {
            try collection.add(batch)
            batch = TraceBatch()
            part = -1
          }
        } else if scanner.isNamed("trk") {
          tracks += 1
        } else if scanner.isNamed("wpt") || scanner.isNamed("rtept") {
          otherPoints += 1
          try scanner.skip()
        } else if scanner.isNamed("extensions") {
          try scanner.skip()
        }
      case .end: return
      default: continue
      }
    }
  }

  private mutating func point() throws(DataFault) {
    number += 1
    let line = scanner.line
    let north = scanner.withAttribute("lat") { DegreeReader.degrees($0, limit: 90) }
    var east = scanner.withAttribute("lon") { DegreeReader.degrees($0, limit: 180) }
    if wraps, case .beyond? = east {
      east = scanner.withAttribute("lon") { DegreeReader.wrapped($0) }
    }
    let isBad = hasBad(north, east)
    let texts = isBad ? (scanner.attribute("lat"), scanner.attribute("lon")) : (nil, nil)
    var stamp: TimeStamp?
    var wrongTime: String?
    var accuracy = Trace.noAccuracy
    let outer = scanner.depth - 1
    while true {
      let event = try scanner.next()
      if event == .close, scanner.depth == outer { break }
      if event == .end { break }
      guard event == .open else { continue }
      if scanner.isNamed("time") {
        let depth = scanner.depth - 1
        while try scanner.next() == .text {
          stamp = scanner.withText { times.time($0) }
          if stamp == nil { wrongTime = scanner.text }
        }
        while scanner.depth > depth { _ = try scanner.next() }
      } else if scanner.isNamed("hdop") {
        let depth = scanner.depth - 1
        while try scanner.next() == .text {
          // Horizontal dilution times the error of a good receiver, some 5 m.
          let dilution = scanner.withText { DecimalReader.double($0) }
          if let dilution, dilution > 0, dilution < 100 {
            accuracy = Trace.packed(accuracy: dilution * 5)
          }
        }
        while scanner.depth > depth { _ = try scanner.next() }
      } else {
        try scanner.skip()
      }
    }
    guard case .degrees(let latitude)? = north, case .degrees(let longitude)? = east,
      latitude != 0 || longitude != 0
    else {
      skip(line, texts.0, texts.1, north)
      return
    }
    let place = FixedCoordinate(longitude: longitude, latitude: latitude)
    setID()
    if let stamp {
      if part < 0 { part = batch.part(of: origin.person) }
      id.withUnsafeBufferPointer {
        batch.append(to: part, id: $0, time: stamp, place: place, accuracy: accuracy)
      }
    } else if let wrongTime {
      batch.skip(
        DataFault(
          file: origin.file, line: line, subject: "track point \(number)", value: wrongTime,
          problem: "is not a time", remedy: "write times such as 2026-01-31T08:00:00Z"))
    } else {
      id.withUnsafeBufferPointer {
        batch.appendUntimed(person: origin.person, id: $0, place: place)
      }
    }
  }

  private func hasBad(_ one: DegreeReader.Outcome?, _ other: DegreeReader.Outcome?) -> Bool {
    if case .degrees? = one, case .degrees? = other { return false }
    return true
  }

  /// The file and the number of the point.
  private mutating func setID() {
    id.removeLast(id.count - prefix)
    var unit = 1
    while unit <= number / 10 { unit *= 10 }
    while unit > 0 {
      id.append(UInt8(0x30 + number / unit % 10))
      unit /= 10
    }
  }

  private mutating func skip(
    _ line: Int, _ latitude: String?, _ longitude: String?, _ north: DegreeReader.Outcome?
  ) {
    let isLatitudeWrong = if case .degrees? = north { false } else { true }
    let value = isLatitudeWrong ? latitude : longitude
    let name = isLatitudeWrong ? "lat" : "lon"
    let isZero = latitude != nil && longitude != nil && value.flatMap(Double.init) == 0
    batch.skip(
      DataFault(
        file: origin.file, line: line, subject: "track point \(number)",
        field: isZero ? nil : .property(name), value: isZero ? nil : value,
        problem: isZero
          ? "latitude and longitude are both 0: the device knew no place"
          : value == nil ? "is missing" : "is no latitude or longitude in degrees",
        remedy: isZero ? nil : "write degrees such as 47.5"))
  }
}
