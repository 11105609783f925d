import Cartography
import Exchange
import Geography
import Traces

extension PlacesReport {
  /// A position as outputs have it: rounded where they are to be anonymous.
  func position(_ coordinate: GeoCoordinate) -> Position {
    guard let decimals = settings.anonymousDecimals else {
      return Position(coordinate.longitude, coordinate.latitude)
    }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    return Position(
      (coordinate.longitude * scale).rounded() / scale,
      (coordinate.latitude * scale).rounded() / scale)
  }

  /// What an output calls a person.
  func name(_ person: Int) -> String { people[person].person }

  /// `places.geojson`: a point for each place; a megabyte at a time like all layers.
  func placesLayer(_ write: OutputFolder.Write) throws(OutputError) {
    let points = places.map { position($0.center) } + spots.map { position($0) }
    var text = GeoJSONText(
      GeoJSONWriter(), metadata: metadata, box: CoordinateBox(points: points))
    let precision = stayPrecision
    for number in places.indices {
      var feature = Feature(
        id: placeIDs[number], geometry: .point(points[number]),
        properties: properties(number, precision))
      if settings.withStyle { style(number).apply(to: &feature.properties) }
      text.add(feature)
      try text.hand(to: write)
    }
    for (number, spot) in spots.enumerated() {
      let id = "\(spot.person)-spot\(number + 1)"
      var feature = Feature(
        id: id, geometry: .point(position(spot)),
        properties: [
          "place_id": .string(id), "user_id": .string(spot.person),
          "fixes": .integer(spot.fixes), "label": nil,
          "note": "fixes without times lie close together here; nothing is known of visits",
        ])
      if settings.withStyle {
        SimpleStyle.marker(PlainColour.unused, size: "small")
          .told("fixes without times", Count.fixes(spot.fixes))
          .apply(to: &feature.properties)
      }
      text.add(feature)
      try text.hand(to: write)
    }
    try write(text.end())
  }

  private func position(_ spot: UntimedSpot) -> Position {
    position(GeoCoordinate(longitude: spot.center.x, latitude: spot.center.y))
  }

  /// `fixes.geojson`: a point for each fix.
  func fixesLayer(_ write: OutputFolder.Write) throws(OutputError) {
    var text = GeoJSONText(GeoJSONWriter(), metadata: metadata, box: fixesBox)
    let precision = fixPrecision
    for person in people.indices {
      let fixes = try fixes(of: person)
      try forEachFix(of: person, in: fixes) { (index, belonging) throws(OutputError) in
        let fix = fixes.trace[index]
        text.add(
          Feature(
            id: fix.id, geometry: .point(position(fix.coordinate)),
            properties: [
              "user_id": .string(name(person)),
              "timestamp": .string(
                ClockText.text(fix.time, offset: (fix.offsetMinutes ?? 0) * 60, precision)),
              "accuracy": fix.accuracy.map { .double($0, decimals: 1) } ?? .null,
              "state": .string(belonging.state),
              "stay_id": .text(belonging.stay.map { stayID(person, $0) }),
              "place_id": .text(belonging.place.map { placeIDs[$0] }),
            ]))
        try text.hand(to: write)
      }
    }
    try write(text.end())
  }

  private var fixesBox: CoordinateBox? {
    CoordinateBox(
      points: people.compactMap(\.box).flatMap { $0.extremes.map { position($0.coordinate) } })
  }

  /// The marker of a place: the shape of Maki that is nearest to what it is to its person.
  private func style(_ number: Int) -> SimpleStyle {
    let kind = places[number].suggestion?.kind
    let symbol: String? =
      switch kind {
      case .home: "home"
      case .work: "commercial"
      case nil: nil
      }
    return SimpleStyle.marker(
      PlaceColour.of(kind?.rawValue), size: kind == nil ? "medium" : "large", symbol: symbol
    ).told(nil, words(number))
  }

  /// `12 visits on 5 days, 33.5 h`.
  func words(_ number: Int) -> String {
    let place = places[number]
    return "\(Count.of(place.visits.count, "visit")) on \(Count.of(place.days, "day")), "
      + Self.hours(place.totalDwell)
  }

  /// What this was made from.
  var provenance: Provenance {
    Provenance(command: settings.command, inputs: inputs, parameters: parameters)
  }

  var metadata: JSONObject {
    var object = provenance.members
    object["places"] = .integer(places.count)
    object["visits"] = .integer(visitCount)
    return object
  }

  func properties(_ number: Int, _ precision: ClockText.Precision) -> JSONObject {
    let place = places[number]
    var object: JSONObject = ["place_id": .string(placeIDs[number])]
    let persons = Set(place.visits.map(\.person)).sorted()
    object["user_id"] = place.person.map { .string(name($0)) } ?? .null
    if place.person == nil {
      object["user_ids"] = .array(persons.map { .string(name($0)) })
    }
    let title = label(number) ?? "place \(place.rank)"
    object["rank"] = .integer(place.rank)
    object["label"] = .text(label(number))
    object["name"] = .string(title)
    object["title"] = .string(title)
    object["visits"] = .integer(place.visits.count)
    object["days"] = .integer(place.days)
    object["total_dwell_s"] = .double(place.totalDwell, decimals: 3)
    object["median_dwell_s"] = .double(place.medianDwell, decimals: 3)
    object["first_seen"] = .string(seen(place, isFirst: true, precision))
    object["last_seen"] = .string(seen(place, isFirst: false, precision))
    if let suggestion = place.suggestion {
      object["label_confidence"] = .double(suggestion.confidence, decimals: 2)
      object["label_reason"] = .string(suggestion.reason)
    }
    if !addresses.isEmpty {
      object["address"] = .text(address(number)?.text)
      object["address_distance_m"] =
        address(number).map { .double($0.metres, decimals: 1) } ?? .null
    }
    if settings.anonymousDecimals == nil {
      let stays = place.visits.flatMap { visit in
        visit.stays.map { (person: visit.person, stay: $0) }
      }
      object["stay_ids"] = .array(stays.map { .string(stayID($0.person, $0.stay)) })
      object["stay_samples"] = .array(
        stays.map { one in
          let ends = people[one.person].ends[one.stay]
          return .array([.string(ends.firstID), .string(ends.lastID)])
        })
    }
    object["hours_of_week_s"] = .array(
      place.profile.seconds.map { .double($0, decimals: 0) })
    return object
  }

  /// The id of a stay: person and number in the order of time.
  func stayID(_ person: Int, _ stay: Int) -> String { "\(name(person))-s\(stay + 1)" }

  func seen(_ place: Place, isFirst: Bool, _ precision: ClockText.Precision) -> String {
    let visit =
      isFirst
      ? place.visits.min { $0.arrival < $1.arrival }
      : place.visits.max { $0.departure < $1.departure }
    guard let visit else { return "" }
    return isFirst
      ? ClockText.text(visit.arrival, offset: visit.arrivalOffset, precision)
      : ClockText.text(visit.departure, offset: visit.departureOffset, precision)
  }

  /// `extents.geojson`: an area for each place; over the antimeridian in two parts.
  func extentsLayer(_ write: OutputFolder.Write) throws(OutputError) {
    let extents = places.indices.lazy.compactMap { number -> Feature? in
      let place = places[number]
      guard let geometry = Self.geometry(place.extent.map { position($0) }) else { return nil }
      var feature = Feature(
        id: placeIDs[number], geometry: geometry,
        properties: [
          "place_id": .string(placeIDs[number]),
          "user_id": place.person.map { .string(name($0)) } ?? .null,
          "rank": .integer(place.rank), "label": .text(label(number)),
          "visits": .integer(place.visits.count),
        ])
      if settings.withStyle {
        let colour = PlaceColour.of(place.suggestion?.kind.rawValue)
        let isPoint = if case .point = geometry { true } else { false }
        let style =
          isPoint ? SimpleStyle.marker(colour, size: "small") : .area(colour, opacity: 0.3)
        style.told(label(number) ?? "place \(place.rank)", words(number))
          .apply(to: &feature.properties)
      }
      return feature
    }
    var text = GeoJSONText(GeoJSONWriter(), metadata: metadata, box: CoordinateBox(of: extents))
    for extent in extents {
      text.add(extent)
      try text.hand(to: write)
    }
    try write(text.end())
  }

  /// A ring as an area, cut in two where it crosses the antimeridian (RFC 7946, 3.1.9).
  static func geometry(_ ring: [Position]) -> Geometry? {
    var corners: [Position] = []
    for corner in ring where corner != corners.last { corners.append(corner) }
    while corners.count > 1, corners.first == corners.last { corners.removeLast() }
    guard let first = corners.first else { return nil }
    guard corners.count > 2 else { return .point(first) }
    let crosses = zip(corners, corners.dropFirst() + [first]).contains { abs($0.x - $1.x) > 180 }
    guard crosses else { return .polygon([corners + [first]]) }
    // All longitudes as if the world went on beyond 180°.
    let turned = corners.map { Position($0.x < 0 ? $0.x + 360 : $0.x, $0.y) }
    func side(_ keeps: (Double) -> Bool, shift: Double) -> [Position] {
      var part: [Position] = []
      for (one, other) in zip(turned, turned.dropFirst() + [turned[0]]) {
        if keeps(one.x) { part.append(Position(one.x - shift, one.y)) }
        if keeps(one.x) != keeps(other.x) {
          let share = (180 - one.x) / (other.x - one.x)
          part.append(Position(180 - shift, one.y + share * (other.y - one.y)))
        }
      }
      return part + part.prefix(1)
    }
    let parts = [side({ $0 <= 180 }, shift: 0), side({ $0 > 180 }, shift: 360)]
    return .multiPolygon(parts.filter { $0.count > 3 }.map { [$0] })
  }
}

extension GeoJSONText {
  /// Hands out what there is, where that is more than a megabyte.
  fileprivate mutating func hand(to write: OutputFolder.Write) throws(OutputError) {
    if byteCount > 1 << 20 { try write(take()) }
  }
}
