import Exchange
import Geography
import Traces

extension PlacesReport {
  /// All visits in the order of persons and time, with the numbers of their places.
  var visitsInOrder: [(place: Int, visit: Visit)] {
    places.indices.flatMap { number in places[number].visits.map { (number, $0) } }
      .sorted { one, other in
        (one.visit.person, one.visit.arrival) < (other.visit.person, other.visit.arrival)
      }
  }

  /// `visits.csv`.
  func visitsTable() -> [UInt8] {
    var text = CellText()
    text.add(
      "user_id,place_id,arrival,departure,dwell_s,samples"
        + (addresses.isEmpty ? "" : ",address,address_distance_m"), endsLine: true)
    for (number, visit) in visitsInOrder {
      text.add(name(visit.person))
      text.comma()
      text.add(placeIDs[number])
      text.comma()
      ClockText.add(visit.arrival, offset: visit.arrivalOffset, to: &text)
      text.comma()
      ClockText.add(visit.departure, offset: visit.departureOffset, to: &text)
      text.comma()
      text.add(visit.dwell, decimals: 3)
      text.comma()
      text.add(visit.samples)
      if !addresses.isEmpty {
        text.comma()
        if let address = address(number) { text.add(address.text) }
        text.comma()
        if let address = address(number) { text.add(address.metres, decimals: 1) }
      }
      text.endLine()
    }
    return text.bytes
  }

  /// `stays.csv`.
  func staysTable() -> [UInt8] {
    var text = CellText()
    let hasIDs = settings.anonymousDecimals == nil
    text.add(
      "stay_id,user_id,place_id,arrival,departure,dwell_s,departure_inferred,lon,lat,samples,spread_m"
        + (hasIDs ? ",first_sample,last_sample" : ""), endsLine: true)
    for (person, owner) in people.enumerated() {
      let trace = trace(person)
      for (number, stay) in owner.stays.enumerated() {
        text.add(stayID(person, number))
        text.comma()
        text.add(owner.person)
        text.comma()
        if let place = owner.placeOfStay[number] { text.add(placeIDs[place]) }
        text.comma()
        let offset = offset(person, at: stay.arrival, fix: stay.firstFix)
        ClockText.add(stay.arrival, offset: offset, to: &text)
        text.comma()
        let later = self.offset(person, at: stay.departure, fix: stay.lastFix)
        ClockText.add(stay.departure, offset: later, to: &text)
        text.comma()
        text.add(stay.dwell, decimals: 3)
        text.comma()
        text.add(stay.isDepartureInferred ? "true" : "false")
        let center = position(stay.center)
        text.comma()
        text.add(center.x, decimals: 7)
        text.comma()
        text.add(center.y, decimals: 7)
        text.comma()
        text.add(stay.samples)
        text.comma()
        text.add(stay.spread, decimals: 1)
        if hasIDs {
          text.comma()
          text.add(trace.id(stay.firstFix))
          text.comma()
          text.add(trace.id(stay.lastFix))
        }
        text.endLine()
      }
    }
    return text.bytes
  }

  /// Seconds that local clocks were ahead of UTC.
  func offset(_ person: Int, at time: Int64, fix: Int) -> Int {
    let trace = trace(person)
    let clock: LocalClock = settings.zone.map { .zone($0) } ?? .longitude
    return clock.offset(
      at: time, trace[fix].coordinate, recorded: trace[fix].offsetMinutes)
  }

  /// `cleaned.csv`: every fix and row that is not used, and why.
  func cleanedTable() -> [UInt8] {
    var text = CellText()
    let isAnonymous = settings.anonymousDecimals != nil
    text.add(
      isAnonymous ? "user_id,reason" : "id,user_id,timestamp,lon,lat,accuracy,reason,explanation",
      endsLine: true)
    for (person, owner) in people.enumerated() {
      let trace = trace(person)
      for (index, verdict) in owner.verdicts.enumerated() {
        guard let reason = RemovalReason(rawValue: verdict) else { continue }
        if isAnonymous {
          text.add(owner.person)
          text.comma()
          text.add(reason.name)
        } else {
          addFix(trace, person, index, to: &text)
          text.comma()
          text.add(reason.name)
          text.comma()
          if settings.explainsFixes { text.add(explanation(person, index)) }
        }
        text.endLine()
      }
    }
    guard !isAnonymous else { return text.bytes }
    for fault in collection.skipped {
      text.add(",,,,,,unreadable,")
      text.add(fault.description)
      text.endLine()
    }
    return text.bytes
  }

  /// How far a fix lies from the ones before and after it that are used.
  private func explanation(_ person: Int, _ index: Int) -> String {
    let verdicts = people[person].verdicts
    let trace = trace(person)
    func step(_ other: Int?, _ word: String) -> String? {
      guard let other else { return nil }
      let metres = ChordDistance().distance(
        from: EarthPoint(trace.places[index].coordinate),
        to: EarthPoint(trace.places[other].coordinate))
      let seconds = Double((trace.times[index] - trace.times[other]).magnitude) / 1000
      return "\(Int(metres.rounded())) m and \(DecimalText.trimmed(seconds, decimals: 1) ?? "") s "
        + "\(word) \(trace.id(other))"
    }
    let before = verdicts[..<index].lastIndex(of: 0)
    let after = verdicts[(index + 1)...].firstIndex(of: 0)
    return [step(before, "after"), step(after, "before")].compactMap { $0 }
      .joined(separator: "; ")
  }

  /// Id, person, time, place and accuracy of a fix.
  func addFix(_ trace: Trace, _ person: Int, _ index: Int, to text: inout CellText) {
    let fix = trace[index]
    text.add(fix.id)
    text.comma()
    text.add(trace.person)
    text.comma()
    ClockText.add(
      fix.time, offset: (fix.offsetMinutes ?? 0) * 60, to: &text)
    text.comma()
    text.add(fix.coordinate.longitude, decimals: 7)
    text.comma()
    text.add(fix.coordinate.latitude, decimals: 7)
    text.comma()
    if let accuracy = fix.accuracy { text.add(accuracy, decimals: 1) }
  }

  /// What a fix belongs to.
  struct Belonging {
    var stay: Int?
    var place: Int?
    /// `stay`, `trip` or why it is not used.
    var state: String
  }

  /// Goes through all fixes of a person in the order of time.
  func forEachFix<Failure: Error>(
    of person: Int, _ body: (Int, Belonging) throws(Failure) -> Void
  ) throws(Failure) {
    let owner = people[person]
    var next = 0
    for (index, verdict) in owner.verdicts.enumerated() {
      while next < owner.stays.count, owner.stays[next].lastFix < index { next += 1 }
      var belonging = Belonging(state: "trip")
      if let reason = RemovalReason(rawValue: verdict) {
        belonging.state = reason.name
      } else if next < owner.stays.count, owner.stays[next].firstFix <= index {
        belonging = Belonging(stay: next, place: owner.placeOfStay[next], state: "stay")
      }
      try body(index, belonging)
    }
  }

  /// `fixes.csv`: every fix with its place, stay or trip, a megabyte at a time.
  func fixesTable(_ write: ([UInt8]) throws(OutputError) -> Void) throws(OutputError) {
    var text = CellText()
    text.add("id,user_id,timestamp,lon,lat,accuracy,state,stay_id,place_id", endsLine: true)
    for person in people.indices {
      let trace = trace(person)
      try forEachFix(of: person) { (index, belonging) throws(OutputError) in
        if text.bytes.count > 1 << 20 {
          try write(text.bytes)
          text.bytes.removeAll(keepingCapacity: true)
        }
        addFix(trace, person, index, to: &text)
        text.comma()
        text.add(belonging.state)
        text.comma()
        if let stay = belonging.stay { text.add(stayID(person, stay)) }
        text.comma()
        if let place = belonging.place { text.add(placeIDs[place]) }
        text.endLine()
      }
    }
    try write(text.bytes)
  }

  /// `fixes.geojson`: the same as points.
  func fixesLayer() -> [UInt8] {
    var features: [Feature] = []
    for person in people.indices {
      let trace = trace(person)
      forEachFix(of: person) { index, belonging in
        let fix = trace[index]
        features.append(
          Feature(
            id: fix.id, geometry: .point(position(fix.coordinate)),
            properties: [
              "user_id": .string(trace.person),
              "timestamp": .string(
                ClockText.text(fix.time, offset: (fix.offsetMinutes ?? 0) * 60)),
              "accuracy": fix.accuracy.map { .double($0, decimals: 1) } ?? .null,
              "state": .string(belonging.state),
              "stay_id": .text(belonging.stay.map { stayID(person, $0) }),
              "place_id": .text(belonging.place.map { placeIDs[$0] }),
            ]))
      }
    }
    return GeoJSONWriter().encode(FeatureCollection(features: features, metadata: metadata))
  }
}

extension CellText {
  /// Text that is known to need no quotes.
  fileprivate mutating func add(_ plain: String, endsLine: Bool) {
    bytes.append(contentsOf: plain.utf8)
    if endsLine { endLine() }
  }
}
