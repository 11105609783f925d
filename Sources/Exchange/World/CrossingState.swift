/// Reads from the properties of crossings whether they can be used, and in which direction.
///
/// Data say it in many words: `open: false`, `closed: yes`, `status: under construction`, and in the
/// manner of OpenStreetMap `access=private`, `foot=no`, `abandoned=yes`, `highway=proposed`,
/// `oneway=-1`. One property that closes a crossing is enough; only `foot` overrules `access`. What
/// is not understood leaves it open and is reported.
struct CrossingState<Source: RecordSource> {
  /// What a crossing's properties say.
  struct Reading {
    var isOpen = true
    /// The property that closes it and its value, such as `access private`; nil for `open` itself.
    var closedBy: String?
    var direction = CrossingRecord.Direction.both
    /// Whether the direction comes from a property that is meant for lines, such as `oneway`.
    var isOneWay = false
  }

  private struct Field {
    var index: Int
    var role: CrossingVocabulary.Role
  }

  private let source: Source
  private let fields: [Field]
  private let direction: Int?
  private let oneWay: Int?
  private let joinsZones: Bool

  init(source: Source, joinsZones: Bool) {
    self.source = source
    self.joinsZones = joinsZones
    let names = source.fieldNames.map(ColumnNames.folded)
    fields = names.enumerated().compactMap { index, name in
      CrossingVocabulary.role(of: name).map { Field(index: index, role: $0) }
    }
    direction = source.find(["direction"])
    oneWay =
      source.find(["onewayfoot", "footoneway", "onewaypedestrian"])
      ?? source.find(["oneway", "isoneway"])
  }

  /// Reads one record; adds to its faults and warnings, which name the crossing where its line does
  /// not.
  func read(
    _ record: Int, id: String?, faults: inout [DataFault], warnings: inout [DataFault]
  ) -> Reading {
    var (newFaults, newWarnings): ([DataFault], [DataFault]) = ([], [])
    let reading = read(record, &newFaults, &newWarnings)
    func named(_ fault: DataFault) -> DataFault {
      guard fault.subject == nil, let id else { return fault }
      var named = fault
      named.subject = "crossing \(id)"
      return named
    }
    faults += newFaults.map(named)
    warnings += newWarnings.map(named)
    return reading
  }

  private func read(
    _ record: Int, _ faults: inout [DataFault], _ warnings: inout [DataFault]
  ) -> Reading {
    var reading = Reading()
    var saysOpen: Field?
    var closing: [Field] = []
    var footIsAllowed = false
    var isPath = false
    for field in fields {
      guard let text = source.word(record, field.index) else { continue }
      switch field.role.verdict(on: text) {
      case .open:
        if field.role == .open || field.role == .closed { saysOpen = saysOpen ?? field }
        if field.role == .foot { footIsAllowed = true }
      case .closed: closing.append(field)
      case .silent:
        if source.fieldNames[field.index].lowercased() == "highway" { isPath = true }
      case .unknown:
        let fault = source.fault(
          record, field.index, value: text,
          field.role == .open || field.role == .closed
            ? "is neither true nor false" : "is not understood, and the crossing counts as open",
          field.role.suggestion(for: text) ?? field.role.remedy)
        if field.role == .open || field.role == .closed {
          faults.append(fault)
        } else {
          warnings.append(fault)
        }
      }
    }
    if footIsAllowed { closing.removeAll { $0.role == .access } }
    if isPath { closing.removeAll { $0.role == .railway } }
    if let first = closing.first {
      reading.isOpen = false
      let cause = closing.first { $0.role == .open || $0.role == .closed } ?? first
      if cause.role != .open, let text = source.text(record, cause.index) {
        reading.closedBy = "\(source.fieldNames[cause.index]) \(text)"
      }
      if let saysOpen {
        warnings.append(
          source.fault(
            record, first.index, value: source.text(record, first.index),
            "closes the crossing, though \(source.fieldNames[saysOpen.index]) says "
              + "\(DataFault.quoted(source.text(record, saysOpen.index) ?? ""))",
            "correct one of them, or open it by its id"))
      }
    }
    readDirection(record, into: &reading, &faults, &warnings)
    if reading.isOneWay, !isLine(record), let oneWay {
      warnings.append(
        source.fault(
          record, oneWay, value: source.text(record, oneWay),
          "gives no direction for a point, so the crossing counts as two-way",
          "write direction: left_to_right or right_to_left, as its barrier is drawn"))
      reading.direction = .both
    }
    return reading
  }

  /// Whether a direction can be that of the crossing itself: of a line, or from zone to zone.
  private func isLine(_ record: Int) -> Bool {
    if joinsZones { return true }
    return switch source.geometry(record) {
    case .lineString, .multiLineString: true
    default: false
    }
  }

  private func readDirection(
    _ record: Int, into reading: inout Reading, _ faults: inout [DataFault],
    _ warnings: inout [DataFault]
  ) {
    var isSaid = false
    if let direction, let text = source.word(record, direction) {
      let folded = ColumnNames.folded(text)
      let known = CrossingRecord.Direction.allCases
      if let found = known.first(where: { ColumnNames.folded($0.rawValue) == folded }) {
        reading.direction = found
        isSaid = true
      } else {
        let meant = Suggestion.nearest(to: text, among: known.map(\.rawValue))
        faults.append(
          source.fault(
            record, direction, value: text, "is no direction",
            meant.map { "did you mean \($0)?" }
              ?? "write both, left_to_right, right_to_left, forward or backward"))
      }
    }
    guard let oneWay, let text = source.word(record, oneWay) else { return }
    guard let found = CrossingVocabulary.oneWay(text) else {
      warnings.append(
        source.fault(
          record, oneWay, value: text, "is not understood, and the crossing counts as two-way",
          "write yes, no or -1 (against the direction in which it is drawn)"))
      return
    }
    guard isSaid else {
      reading.direction = found
      reading.isOneWay = found != .both
      return
    }
    // Left and right are finer than yes; forward and backward can contradict it.
    let contradicts =
      found != .both
      && (reading.direction == .both || [.forward, .backward].contains(reading.direction))
      && found != reading.direction
    if contradicts {
      warnings.append(
        source.fault(
          record, oneWay, value: text,
          "contradicts the direction \(reading.direction.rawValue), which counts",
          "correct one of them"))
    }
  }
}
