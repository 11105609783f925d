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
  /// Letters for the side beside coordinates that have no sign.
  package var northOrSouth: Int?
  package var eastOrWest: Int?
  /// Whether coordinates are whole 1e-7 of degrees.
  package var isE7 = false
  /// Whether the names of columns say that times are UTC.
  package var isUTC = false

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
          "capturedat", "utc", "gmt", "t", "when", "timegmt", "gmttime", "timestampgmt",
          "datetimegmt", "gmtdatetime", "timestamputcms",
        ]
      ),
      (
        \.date, ["date", "day", "gpsdate", "utcdate", "dateutc", "gmtdate", "dategmt", "localdate"]
      ),
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
    let folded = header.map(ColumnNames.folded)
    func whole(_ names: [String]) -> Int? { folded.firstIndex { names.contains($0) } }
    if let (longitude, latitude) = PlaceColumns.pairs(in: header, coordinates: .geographic).first {
      self.latitude = swap ? longitude : latitude
      self.longitude = swap ? latitude : longitude
    } else if let latitude = whole(["latitudee7", "late7"]),
      let longitude = whole(["longitudee7", "lone7", "lnge7", "longe7"])
    {
      self.latitude = swap ? longitude : latitude
      self.longitude = swap ? latitude : longitude
      isE7 = true
    } else {
      return nil
    }
    northOrSouth = whole([
      "ns", "latitudehemisphere", "lathemisphere", "latdir", "latitudedirection",
    ])
    eastOrWest = whole([
      "ew", "longitudehemisphere", "lonhemisphere", "londir", "longitudedirection",
    ])
    if northOrSouth == self.latitude || eastOrWest == self.longitude || eastOrWest == nil {
      northOrSouth = nil
    }
    if northOrSouth == nil { eastOrWest = nil }
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
    isUTC =
      [time, date].compactMap { $0 }.contains { index in
        ["utc", "gmt"].contains { folded[index].hasPrefix($0) || folded[index].hasSuffix($0) }
      }
      // Movebank says that its times are UTC.
      || folded.contains("locationlong") && folded.contains("locationlat")
        && (folded.contains("eventid") || folded.contains("individuallocalidentifier"))
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
