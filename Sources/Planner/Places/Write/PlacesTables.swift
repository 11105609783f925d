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

  /// `visits.csv`, a megabyte at a time like all that follow.
  func visitsTable(_ write: OutputFolder.Write) throws(OutputError) {
    var text = CellText()
    text.add(
      "user_id,place_id,arrival,departure,dwell_s,samples"
        + (addresses.isEmpty ? "" : ",address,address_distance_m"), endsLine: true)
    let precision = stayPrecision
    for (number, visit) in visitsInOrder {
      text.add(name(visit.person))
      text.comma()
      text.add(placeIDs[number])
      text.comma()
      ClockText.add(visit.arrival, offset: visit.arrivalOffset, precision, to: &text)
      text.comma()
      ClockText.add(visit.departure, offset: visit.departureOffset, precision, to: &text)
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
      try text.hand(to: write)
    }
    try write(text.bytes)
  }

  /// `stays.csv`.
  func staysTable(_ write: OutputFolder.Write) throws(OutputError) {
    var text = CellText()
    let hasIDs = settings.anonymousDecimals == nil
    let precision = stayPrecision
    text.add(
      "stay_id,user_id,place_id,arrival,departure,dwell_s,arrival_inferred,departure_inferred,lon,lat,samples,spread_m"
        + (hasIDs ? ",first_sample,last_sample" : ""), endsLine: true)
    for (person, owner) in people.enumerated() {
      for (number, stay) in owner.stays.enumerated() {
        let ends = owner.ends[number]
        text.add(stayID(person, number))
        text.comma()
        text.add(owner.person)
        text.comma()
        if let place = owner.placeOfStay[number] { text.add(placeIDs[place]) }
        text.comma()
        ClockText.add(stay.arrival, offset: ends.arrivalOffset, precision, to: &text)
        text.comma()
        ClockText.add(stay.departure, offset: ends.departureOffset, precision, to: &text)
        text.comma()
        text.add(stay.dwell, decimals: 3)
        text.comma()
        text.add(stay.isArrivalInferred ? "true" : "false")
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
          text.add(ends.firstID)
          text.comma()
          text.add(ends.lastID)
        }
        text.endLine()
        try text.hand(to: write)
      }
    }
    try write(text.bytes)
  }

  /// `cleaned.csv`: every fix and row that is not used, and why.
  func cleanedTable(_ write: OutputFolder.Write) throws(OutputError) {
    var text = CellText()
    let isAnonymous = settings.anonymousDecimals != nil
    let precision = fixPrecision
    text.add(
      isAnonymous ? "user_id,reason" : "id,user_id,timestamp,lon,lat,accuracy,reason,explanation",
      endsLine: true)
    for (person, owner) in people.enumerated() where owner.removed > 0 {
      let fixes = try fixes(of: person)
      for (index, verdict) in fixes.verdicts.enumerated() {
        guard let reason = RemovalReason(rawValue: verdict) else { continue }
        if isAnonymous {
          text.add(owner.person)
          text.comma()
          text.add(reason.name)
        } else {
          addFix(fixes.trace, index, precision, to: &text)
          text.comma()
          text.add(reason.name)
          text.comma()
          if settings.explainsFixes { text.add(Self.explanation(fixes, index)) }
        }
        text.endLine()
        try text.hand(to: write)
      }
    }
    for fault in isAnonymous ? [] : collection.skipped {
      text.add(",,,,,,unreadable,")
      text.add(fault.description)
      text.endLine()
      try text.hand(to: write)
    }
    try write(text.bytes)
  }

  /// How far a fix lies from the ones before and after it that are used.
  private static func explanation(_ fixes: PersonFixes, _ index: Int) -> String {
    let (trace, verdicts) = (fixes.trace, fixes.verdicts)
    func step(_ other: Int?, _ word: String) -> String? {
      guard let other else { return nil }
      let metres = ChordDistance().distance(
        from: EarthPoint(trace.places[index].coordinate),
        to: EarthPoint(trace.places[other].coordinate))
      let seconds = Double((trace.times[index] - trace.times[other]).magnitude) / 1000
      return
        "\(Int(clamping: metres.rounded())) m and \(DecimalText.trimmed(seconds, decimals: 1) ?? "") s "
        + "\(word) \(trace.id(other))"
    }
    let before = verdicts[..<index].lastIndex(of: 0)
    let after = verdicts[(index + 1)...].firstIndex(of: 0)
    return [step(before, "after"), step(after, "before")].compactMap { $0 }
      .joined(separator: "; ")
  }

  /// Id, person, time, place and accuracy of a fix.
  private func addFix(
    _ trace: Trace, _ index: Int, _ precision: ClockText.Precision, to text: inout CellText
  ) {
    let fix = trace[index]
    text.add(fix.id)
    text.comma()
    text.add(trace.person)
    text.comma()
    ClockText.add(
      fix.time, offset: (fix.offsetMinutes ?? 0) * 60, precision, to: &text)
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

  /// The fixes of a person for files that are being written.
  func fixes(of person: Int) throws(OutputError) -> PersonFixes {
    do throws(DataFault) { return try archive.fixes(of: person) } catch {
      throw .cannotWrite(path: error.file ?? "", reason: error.problem)
    }
  }

  /// Goes through all fixes of a person in the order of time.
  func forEachFix<Failure: Error>(
    of person: Int, in fixes: PersonFixes, _ body: (Int, Belonging) throws(Failure) -> Void
  ) throws(Failure) {
    let owner = people[person]
    var next = 0
    for (index, verdict) in fixes.verdicts.enumerated() {
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

  /// `fixes.csv`: every fix with its place, stay or trip.
  func fixesTable(_ write: OutputFolder.Write) throws(OutputError) {
    var text = CellText()
    text.add("id,user_id,timestamp,lon,lat,accuracy,state,stay_id,place_id", endsLine: true)
    let precision = fixPrecision
    for person in people.indices {
      let fixes = try fixes(of: person)
      try forEachFix(of: person, in: fixes) { (index, belonging) throws(OutputError) in
        addFix(fixes.trace, index, precision, to: &text)
        text.comma()
        text.add(belonging.state)
        text.comma()
        if let stay = belonging.stay { text.add(stayID(person, stay)) }
        text.comma()
        if let place = belonging.place { text.add(placeIDs[place]) }
        text.endLine()
        try text.hand(to: write)
      }
    }
    try write(text.bytes)
  }
}

extension CellText {
  /// Text that is known to need no quotes.
  fileprivate mutating func add(_ plain: String, endsLine: Bool) {
    bytes.append(contentsOf: plain.utf8)
    if endsLine { endLine() }
  }

  /// Hands out what there is, where that is more than a megabyte.
  fileprivate mutating func hand(to write: OutputFolder.Write) throws(OutputError) {
    guard bytes.count > 1 << 20 else { return }
    try write(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
