import Traces

/// Reads the PLT files of GeoLife.
///
/// Y. Zheng, X. Xie, W.-Y. Ma, "GeoLife: A Collaborative Social Networking
/// Service among User, Location and Trajectory", 2010, <https://www.microsoft.com/en-us/research/publication/geolife-gps-trajectory-dataset-user-guide/>.
struct PLTTraceReader {
  let source: ByteSource
  let origin: TraceOrigin
  let reading: TraceReading

  func read(into collection: inout TraceCollection) throws(DataFault) {
    var pieces = PieceReader(source, size: 1 << 20)
    var times = TimeReader(assumedZone: reading.assumedZone)
    var number = 0
    while let piece = try pieces.next() {
      var batch = TraceBatch()
      var line = piece.firstLine
      for row in piece.bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
        line += 1
        // Six lines of preamble.
        if line <= 6 || row.allSatisfy({ $0 <= 0x20 }) { continue }
        let text = row.last == 0x0D ? row.dropLast() : row
        let cells = text.split(separator: 0x2C, omittingEmptySubsequences: false)
        guard cells.count >= 7 else {
          batch.skip(
            DataFault(
              file: origin.file, line: line,
              problem: "the row has \(cells.count) cells, and 7 are needed", remedy: nil))
          continue
        }
        number += 1
        func degrees(_ cell: Int) -> Double? {
          cells[cell].withUnsafeBufferPointer { DecimalReader.double($0) }
        }
        guard let latitude = degrees(0), let longitude = degrees(1),
          let place = DegreeReader.place(longitude: longitude, latitude: latitude)
        else {
          batch.skip(
            DataFault(
              file: origin.file, line: line,
              value: String(decoding: text.prefix(40), as: UTF8.self),
              problem: "begins with no latitude and longitude", remedy: nil))
          continue
        }
        let stamp = cells[5].withUnsafeBufferPointer { date in
          cells[6].withUnsafeBufferPointer { times.time(date: date, clock: $0) }
        }
        guard var stamp else {
          batch.skip(
            DataFault(
              file: origin.file, line: line,
              problem: "the row has no date and time that can be read",
              remedy: nil))
          continue
        }
        // The format says that its times are GMT.
        if stamp.zone == .none { stamp.zone = .utc }
        batch.append(
          person: origin.person, id: "\(origin.stem):\(line)", time: stamp, place: place,
          accuracy: nil)
      }
      collection.add(batch)
    }
    collection.notes.append("\(origin.file): reading GeoLife, \(number) fixes")
  }
}

/// Reads what OwnTracks' recorder keeps: a time, a kind and a JSON object in each line; or the
/// objects alone.
struct OwnTracksReader {
  let source: ByteSource
  let origin: TraceOrigin

  func read(into collection: inout TraceCollection) throws(DataFault) {
    var pieces = PieceReader(source, size: 1 << 20)
    var number = 0
    while let piece = try pieces.next() {
      var batch = TraceBatch()
      var line = piece.firstLine
      for row in piece.bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
        line += 1
        guard let brace = row.firstIndex(of: 0x7B) else { continue }
        var fault: DataFault?
        var object: JSONObject?
        do throws(DataFault) {
          object = try JSON.decode(Array(row[brace...]), file: origin.file).objectValue
        } catch {
          fault = error
        }
        if var fault {
          fault.line = line
          batch.skip(fault)
          continue
        }
        guard let object, object["_type"] == "location" else { continue }
        number += 1
        guard let latitude = object["lat"]?.doubleValue, let longitude = object["lon"]?.doubleValue,
          let place = DegreeReader.place(longitude: longitude, latitude: latitude)
        else {
          batch.skip(
            DataFault(
              file: origin.file, line: line, problem: "the location has no latitude and longitude",
              remedy: nil))
          continue
        }
        guard let seconds = object["tst"]?.doubleValue, seconds.magnitude < 1e12 else {
          batch.skip(
            DataFault(
              file: origin.file, line: line, problem: "the location has no time", remedy: nil))
          continue
        }
        // owntracks/USER/DEVICE
        let topic = object["topic"]?.stringValue?.split(separator: "/") ?? []
        batch.append(
          person: topic.count >= 2 ? String(topic[1]) : origin.person,
          id: "\(origin.stem):\(line)",
          time: TimeStamp(milliseconds: Int64((seconds * 1000).rounded()), zone: .utc),
          place: place, accuracy: object["acc"]?.doubleValue)
      }
      collection.add(batch)
    }
    collection.notes.append("\(origin.file): reading OwnTracks, \(number) fixes")
  }
}
