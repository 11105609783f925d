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
    // The format says that its times are GMT.
    var times = TimeReader.utc
    var number = 0
    try collection.addLines(of: source) { line, row, batch in
      // Six lines of preamble.
      guard line > 6 else { return }
      func skip(_ problem: String, _ value: String? = nil) {
        batch.skip(
          DataFault(
            file: origin.file, line: line, value: value, problem: problem, remedy: nil))
      }
      let text = row.last == 0x0D ? row.dropLast() : row
      let cells = text.split(separator: 0x2C, omittingEmptySubsequences: false)
      guard cells.count >= 7 else {
        return skip("the row has \(cells.count) cells, and 7 are needed")
      }
      number += 1
      func degrees(_ cell: Int) -> Double? {
        cells[cell].withUnsafeBufferPointer { DecimalReader.double($0) }
      }
      guard let latitude = degrees(0), let longitude = degrees(1),
        let place = DegreeReader.place(
          longitude: longitude, latitude: latitude, wraps: reading.wraps)
      else {
        return skip(
          "begins with no latitude and longitude",
          String(decoding: text.prefix(40), as: UTF8.self))
      }
      let stamp = cells[5].withUnsafeBufferPointer { date in
        cells[6].withUnsafeBufferPointer { times.time(date: date, clock: $0) }
      }
      guard let stamp else { return skip("the row has no date and time that can be read") }
      batch.append(
        person: origin.person, id: "\(origin.stem):\(line)", time: stamp, place: place,
        accuracy: nil)
    }
    collection.notes.append("\(origin.file): reading GeoLife, \(number) fixes")
  }
}

/// Reads what OwnTracks' recorder keeps: a time, a kind and a JSON object in each line; or the
/// objects alone.
struct OwnTracksReader {
  let source: ByteSource
  let origin: TraceOrigin
  let reading: TraceReading

  func read(into collection: inout TraceCollection) throws(DataFault) {
    var number = 0
    try collection.addLines(of: source) { line, row, batch in
      func skip(_ problem: String) {
        batch.skip(
          DataFault(file: origin.file, line: line, problem: problem, remedy: nil))
      }
      guard let brace = row.firstIndex(of: 0x7B) else {
        return skip("the line holds no JSON object")
      }
      var object: JSONObject?
      do throws(DataFault) {
        object = try JSON.decode(Array(row[brace...]), file: origin.file).objectValue
      } catch {
        var fault = error
        fault.line = line
        return batch.skip(fault)
      }
      // Way points, transitions and last wills are no fixes.
      guard let object, object["_type"] == "location" else { return }
      number += 1
      guard let latitude = JSONTraceReader.number(object["lat"]),
        let longitude = JSONTraceReader.number(object["lon"]),
        let place = DegreeReader.place(
          longitude: longitude, latitude: latitude, wraps: reading.wraps)
      else { return skip("the location has no latitude and longitude") }
      guard let seconds = object["tst"]?.doubleValue, seconds.magnitude < 1e12 else {
        return skip("the location has no time")
      }
      // owntracks/USER/DEVICE
      let topic = object["topic"]?.stringValue?.split(separator: "/") ?? []
      batch.append(
        person: topic.count >= 2 ? String(topic[1]) : origin.person,
        id: "\(origin.stem):\(line)",
        time: TimeStamp(milliseconds: Int64(clamping: (seconds * 1000).rounded()), zone: .utc),
        place: place, accuracy: object["acc"]?.doubleValue)
    }
    collection.notes.append("\(origin.file): reading OwnTracks, \(number) fixes")
  }
}
