/// Which column of a table of fixes is what.
package struct TraceColumns: Hashable, Sendable {
  package var id: Int?
  package var user: Int?
  package var time: Int?
  /// Beside `time`, which then is the time of day.
  package var date: Int?
  package var latitude: Int
  package var longitude: Int
  package var accuracy: Int?
  package var altitude: Int?
  package var speed: Int?

  private static var names: [(WritableKeyPath<TraceColumns, Int?>, [String])] {
    [
      (
        \.user,
        [
          "userid", "user", "uid", "personid", "person", "deviceid", "device", "subjectid",
          "subject",
          "trackerid", "tracker", "vehicleid", "vehicle", "individuallocalidentifier",
          "individualid", "individual", "participantid", "participant", "imei", "username",
        ]
      ),
      (
        \.id,
        [
          "id", "fixid", "pointid", "recordid", "sampleid", "rowid", "positionid", "positionfixid",
          "eventid", "objectid", "fid", "gid",
        ]
      ),
      (
        \.time,
        [
          "timestamp", "time", "datetime", "trackedat", "recordedat", "timestamputc", "utctime",
          "timeutc", "datetimeutc", "utcdatetime", "gpstime", "fixtime", "devicetime", "localtime",
          "ts", "tst", "unixtime", "unixtimestamp", "epoch", "timestampms", "timems", "createdat",
          "capturedat", "utc", "t", "when",
        ]
      ),
      (\.date, ["date", "day", "gpsdate", "utcdate", "dateutc", "localdate"]),
      (
        \.accuracy,
        [
          "accuracy", "accuracym", "acc", "horizontalaccuracy", "horizontalaccuracym", "hacc",
          "accuracymeters", "locationaccuracy", "gpsaccuracy", "precision", "errorradius",
        ]
      ),
      (\.altitude, ["altitude", "alt", "elevation", "ele", "height", "altitudem"]),
      (\.speed, ["speed", "velocity", "vel", "speedms", "speedkmh", "groundspeed"]),
    ]
  }

  /// Finds columns by their names; nil without coordinates.
  package init?(_ header: [String], swap: Bool) {
    guard
      let (longitude, latitude) = PlaceColumns.pairs(in: header, coordinates: .geographic).first
    else { return nil }
    self.latitude = swap ? longitude : latitude
    self.longitude = swap ? latitude : longitude
    let folded = header.map(ColumnNames.folded)
    for (path, names) in Self.names {
      for name in names {
        guard let index = folded.firstIndex(of: name) else { continue }
        self[keyPath: path] = index
        break
      }
    }
    if time == nil {
      // A date with its time of day in one cell.
      time = date
      date = nil
    }
    if time == nil {
      // A name of somebody's own, such as `loc_timestamp`.
      let ends = folded.indices.filter { index in
        ["timestamp", "datetime"].contains { folded[index].hasSuffix($0) }
      }
      if ends.count == 1 { time = ends[0] }
    }
  }

  /// What was found, for people: `lat from "Lat", …`.
  package func description(_ header: [String]) -> String {
    var parts: [String] = []
    func add(_ role: String, _ column: Int?) {
      if let column { parts.append("\(role) from \"\(header[column])\"") }
    }
    add("id", id)
    add("person", user)
    add("date", date)
    add("time", time)
    add("lat", latitude)
    add("lon", longitude)
    add("accuracy", accuracy)
    let unused = [altitude, speed].compactMap { $0 }.map { "\"\(header[$0])\"" }
    let rest = unused.isEmpty ? "" : " (\(unused.joined(separator: " and ")) not needed)"
    return parts.joined(separator: ", ") + rest
  }
}
