/// Finds the columns of a list of distances by the names that programs give to them.
///
/// QNEAT3 writes `origin_id,destination_id,entry_cost,network_cost,exit_cost,total_cost`, r5r
/// `from_id,to_id,travel_time_p50`, ArcGIS `Name,OriginID,DestinationID,Total_Length`, QGIS
/// `InputID,TargetID,Distance`, pgRouting `start_vid,end_vid,agg_cost`.
struct MatrixColumns {
  var from: Int
  var to: Int
  var value: Int

  private static let from =
    EndNames.from + [
      "inputid", "input", "fromname", "originname", "startid", "start", "startvid", "sourceid",
      "src", "srcid", "homeid", "home", "studentid", "personid", "fromnode", "originindex",
      "sourceindex", "u",
    ]
  private static let to =
    EndNames.to + [
      "toname", "destinationname", "dest", "destid", "endid", "end", "endvid", "targetid",
      "dstid", "dst", "tonode", "destinationindex", "targetindex", "nearid", "v",
    ]
  /// Names of facilities, which may as well stand above a column of a wide table.
  private static let facilities = [
    "facility", "site", "school", "schoolid", "store", "storeid", "hospital", "hospitalid",
  ]
  private static let values = [
    "distancem", "distance", "dist", "totalcost", "totaldistance", "totallength", "totalmeters",
    "totalmetres", "traveldistance", "networkdistance", "routedistance", "lengthm", "length",
    "metres", "meters", "costm", "cost", "aggcost", "networkcost", "traveltimep50", "traveltime",
    "traveltimes", "duration", "durations", "time", "totaltime", "totaltraveltime", "minutes",
    "seconds", "totalminutes", "value", "impedance",
  ]
  /// Beginnings of names of amounts, for those with a unit or a way of travel behind them.
  private static let beginnings = [
    "distance", "dist", "totaldist", "total", "traveltime", "duration", "length", "traveldist",
    "time", "cost",
  ]

  /// What a header says.
  enum Finding {
    case list(MatrixColumns)
    case wide
    /// There is no telling which of some columns is meant.
    case unclear(from: Int?, to: Int?, values: [Int])
  }

  /// - Parameters:
  ///   - names: The header.
  ///   - isNumeric: Whether a column has numbers alone.
  /// - Returns: The columns of a list, or what else it is.
  static func find(in names: [String], isNumeric: (Int) -> Bool) -> Finding {
    let folded = names.map(ColumnNames.folded)
    func first(_ known: [String]) -> Int? {
      known.lazy.compactMap { folded.firstIndex(of: $0) }.first
    }
    let from = first(Self.from)
    let sureTo = first(Self.to)
    let to = sureTo ?? first(facilities).flatMap { $0 == from ? nil : $0 }
    guard let from, let to else {
      return names.count > 1 ? .wide : .unclear(from: from, to: to, values: [])
    }
    if let value = first(values) { return .list(MatrixColumns(from: from, to: to, value: value)) }
    let rest = names.indices.filter { $0 != from && $0 != to && isNumeric($0) }
    for beginning in beginnings {
      let found = rest.filter { folded[$0].hasPrefix(beginning) }
      if found.count == 1 { return .list(MatrixColumns(from: from, to: to, value: found[0])) }
      if found.count > 1 { return .unclear(from: from, to: to, values: found) }
    }
    // The names of facilities above the columns of a table.
    if sureTo == nil || rest.count > 1 && from == 0 && isNumeric(to) { return .wide }
    return rest.count == 1
      ? .list(MatrixColumns(from: from, to: to, value: rest[0]))
      : .unclear(from: from, to: to, values: rest)
  }

  /// What the numbers of a column are, and by what they become metres.
  static func unit(of name: String) -> (words: String, factor: Double) {
    let words = ColumnNames.words(of: name)
    let folded = ColumnNames.folded(name)
    func has(_ units: [String]) -> Bool { words.contains(where: units.contains) }
    if has(["km", "kilometers", "kilometres", "kms"]) || folded.hasSuffix("kilometers") {
      return ("kilometres, read as 1,000 m each", 1000)
    }
    if has(["mi", "miles", "mile"]) { return ("miles, read as 1,609.344 m each", 1609.344) }
    if has(["s", "sec", "secs", "second", "seconds"]) || folded.contains("duration") {
      return ("seconds: read seconds where results say metres", 1)
    }
    if has(["min", "mins", "minute", "minutes"]) || folded.hasPrefix("traveltimep") {
      return ("minutes: read minutes where results say metres", 1)
    }
    if folded.contains("time") { return ("a time: read its unit where results say metres", 1) }
    return ("taken as metres", 1)
  }
}
