/// Compares the names of columns without their case, spaces, accents and punctuation.
enum ColumnNames {
  /// Letters and digits alone, in lower case and without accents: `Lat (WGS 84)` is `latwgs84`.
  static func folded(_ name: String) -> String { words(of: name).joined() }

  /// The folded words of a name: `Lat_WGS84` is `lat`, `wgs84`.
  static func words(of name: String) -> [String] {
    var words: [String] = []
    var word = ""
    for scalar in name.unicodeScalars {
      // A combining accent belongs to the letter before it.
      if scalar.properties.generalCategory == .nonspacingMark, scalar.value < 0x370 { continue }
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        let lower = scalar.properties.lowercaseMapping
        if let plain = lower.unicodeScalars.first.flatMap({ plainLetters[$0] }) {
          word += plain
        } else {
          word += lower
        }
      } else if !word.isEmpty {
        words.append(word)
        word = ""
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  /// Lower-case Latin letters with accents, by the letters that people type instead.
  private static let plainLetters: [Unicode.Scalar: String] = {
    let groups: [(String, String)] = [
      ("a", "àáâãäåāăąǎ"), ("ae", "æ"), ("c", "çćĉċč"), ("d", "ďđð"), ("e", "èéêëēĕėęě"),
      ("g", "ĝğġģ"), ("h", "ĥħ"), ("i", "ìíîïĩīĭįı"), ("j", "ĵ"), ("k", "ķ"), ("l", "ĺļľŀł"),
      ("n", "ñńņňŉ"), ("o", "òóôõöøōŏő"), ("oe", "œ"), ("r", "ŕŗř"), ("s", "śŝşšș"),
      ("ss", "ß"), ("t", "ţťŧț"), ("th", "þ"), ("u", "ùúûüũūŭůűų"), ("w", "ŵ"), ("y", "ýÿŷ"),
      ("z", "źżž"),
    ]
    var letters: [Unicode.Scalar: String] = [:]
    for (plain, accented) in groups {
      for scalar in accented.unicodeScalars { letters[scalar] = plain }
    }
    return letters
  }()

  /// Whether a header is none: two numbers at least where names should be.
  static func areValues(_ names: [String]) -> Bool { names.count { Double($0) != nil } > 1 }

  static let headerRemedy =
    "the first line looks like a row: put one with the names of the columns above it"

  /// How columns are called, the most telling name first.
  static func aliases(of role: ColumnRole, _ coordinates: CoordinateKind) -> [String] {
    switch role {
    case .id:
      [
        "id", "uid", "code", "studentid", "pupilid", "demandid", "pointid", "siteid", "schoolid",
        "scode", "cscode", "objectid", "fid", "gid", "name",
      ]
    case .longitude:
      ["longitude", "lon", "long", "lng", "x", "londd", "xcoord", "pointx", "easting"]
    case .latitude: ["latitude", "lat", "y", "latdd", "ycoord", "pointy", "northing"]
    case .x: ["x", "xcoord", "coordx", "pointx", "easting", "xm"]
    case .y: ["y", "ycoord", "coordy", "pointy", "northing", "ym"]
    case .position:
      PlaceColumns.geometryNames
        + (coordinates == .geographic
          ? [
            "latlon", "latlong", "latlng", "latitudelongitude", "coordinates", "coords",
            "geopoint", "geopoint2d", "gps", "gpscoordinates",
          ] : ["xy"])
    case .weight:
      [
        "weight", "count", "students", "pupils", "population", "pop", "demand", "n", "enrolment",
        "enrollment",
      ]
    case .capacity: ["capacity", "cap", "seats", "places"]
    case .status: ["status", "sitestatus", "facilitystatus"]
    case .zone: ["zone", "zoneid", "zonename", "zonelabel"]
    case .name: ["name", "title", "label", "fullname"]
    case .group: ["group", "groupname", "groupid"]
    case .node: ["node", "nodeid"]
    case .cutoff: ["cutoff", "cutoffm", "maxdistance", "maxdistancem", "serviceradius"]
    }
  }

  /// Whether there is a column for the longitude and one for the latitude that are called so, not x and y.
  static func hasDegrees(_ names: [String]) -> Bool {
    let longitudes: Set<String> = ["longitude", "lon", "long", "lng", "londd"]
    let latitudes: Set<String> = ["latitude", "lat", "latdd"]
    func has(_ role: ColumnRole, _ telling: Set<String>) -> Bool {
      guard let index = find(role, in: names, coordinates: .geographic) else { return false }
      return telling.contains(folded(names[index]))
        || words(of: names[index]).contains(where: telling.contains)
    }
    return has(.longitude, longitudes) && has(.latitude, latitudes)
  }

  /// Names of columns that hold places, or words about them.
  static let doubtfulPositions = [
    "location", "position", "point", "loc", "geo", "geolocation", "shape", "place",
  ]

  /// The column that holds places; one whose name may mean something else only where its first text is a place.
  static func findPosition(
    in names: [String], coordinates: CoordinateKind, firstText: (Int) -> String?
  ) -> Int? {
    if let index = find(.position, in: names, coordinates: coordinates) { return index }
    let folded = names.map(folded)
    for name in doubtfulPositions {
      guard let index = folded.firstIndex(of: name), let text = firstText(index) else { continue }
      if CellGeometry.isObject(text) || WellKnownText.hasKind(text) { return index }
      guard let pair = AngleReader.pair(text) else { continue }
      let (x, y) = pair.isLongitudeFirst ? (pair.first, pair.second) : (pair.second, pair.first)
      if coordinates == .planar || x.magnitude <= 180 && y.magnitude <= 90 { return index }
    }
    return nil
  }

  /// The column of a role: by its whole name, and only for coordinates then by its first word.
  ///
  /// `elevation` is no longitude, and `population_density` no weight: guesses by parts of names
  /// are made where a wrong one would be noticed, and only where one column alone matches.
  static func find(
    _ role: ColumnRole, in names: [String], coordinates: CoordinateKind
  ) -> Int? {
    let aliases = aliases(of: role, coordinates)
    let folded = names.map(folded)
    for alias in aliases {
      if let index = folded.firstIndex(of: alias) { return index }
    }
    guard [.longitude, .latitude, .x, .y].contains(role) else { return nil }
    let words = names.map(words(of:))
    for side in [\[String].first, \[String].last] {
      let matches = words.indices.filter { index in
        guard let word = words[index][keyPath: side] else { return false }
        return aliases.contains(word)
      }
      if matches.count == 1 { return matches[0] }
    }
    return nil
  }
}
