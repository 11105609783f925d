/// Makes a batch of features out of their texts.
struct FeatureParser {
  let rules: ReadingRules
  var cursor: JSONCursor
  var batch: FeatureBatch
  /// The feature at hand.
  var entry = FeatureBatch.Entry()
  /// What was mended in the feature at hand.
  var mends: [Mend.Kind] = []
  /// Text that mending made; it will stand behind that of the batch.
  var extra: [UInt8] = []
  let textCount: Int
  let raw: RawFeatures
  /// Whether what is read is a text of its own, else an element of a collection.
  var areTexts: Bool
  private var lines: LineCounter
  /// The forms of features that were read, how many features had one, and how many did not.
  var forms: [FeatureForm] = []
  var usesForms = true
  var lastForm = 0
  var formHits = 0
  var formMisses = 0
  /// How many mends were noted before the second of several objects in one text.
  var notedBefore = 0
  /// Whether the feature at hand is one, not a geometry or a null.
  var isPlain = false

  private init(_ raw: RawFeatures, _ base: UnsafePointer<UInt8>, rules: ReadingRules) {
    self.rules = rules
    self.raw = raw
    areTexts = raw.areTexts
    cursor = JSONCursor(base)
    batch = FeatureBatch()
    textCount = raw.text.count
    lines = LineCounter(line: raw.line)
    batch.entries.reserveCapacity(raw.spans.count)
    batch.shapes.reserveCapacity(raw.spans.count * 2)
    batch.coordinates.reserveCapacity(raw.spans.count * 2)
  }

  /// Reads features; those with faults are left out and told.
  ///
  /// - Parameters:
  ///   - raw: The features as text.
  ///   - rules: How they are read.
  ///   - usesForms: Whether text that features share is read once; the outcome is the same.
  /// - Returns: The batch.
  static func parse(
    _ raw: RawFeatures, rules: ReadingRules, usesForms: Bool = true
  ) -> FeatureBatch {
    var batch = raw.text.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return FeatureBatch() }
      var parser = FeatureParser(raw, base, rules: rules)
      parser.usesForms = usesForms
      parser.readAll(buffer)
      parser.batch.faults += raw.faults
      if !parser.extra.isEmpty {
        let padding = [UInt8](repeating: 0, count: JSONCursor.padding)
        parser.batch.text = Array(buffer) + parser.extra + padding
      }
      return parser.batch
    }
    if batch.text.isEmpty { batch.text = raw.text }
    return batch
  }

  private mutating func readAll(_ buffer: UnsafeBufferPointer<UInt8>) {
    let used = UnsafeBufferPointer(rebasing: buffer[..<(buffer.count - JSONCursor.padding)])
    let isText = TextCheck.firstInvalid(in: used) == nil
    var number = raw.number
    for span in raw.spans {
      number += 1
      let range = span.range
      begin(number, at: range.lowerBound, buffer)
      cursor.restart(at: range.lowerBound)
      do throws(TextFault) {
        if !isText {
          try checkText(UnsafeBufferPointer(rebasing: used[range]), at: range.lowerBound)
        }
        if !takeByForm(until: range.upperBound) {
          try element(until: range.upperBound)
          if isPlain { keepForm(range) }
        }
        for kind in mends { note(kind) }
      } catch {
        tellOrMend(error, span, buffer)
      }
    }
  }

  /// Begins with a feature that stands at a place.
  @inline(__always)
  mutating func begin(_ number: Int, at place: Int, _ buffer: UnsafeBufferPointer<UInt8>) {
    isPlain = false
    entry = FeatureBatch.Entry()
    entry.number = number
    entry.offset = raw.offset + place
    entry.line = lines.number(at: place, in: buffer)
    mends.removeAll(keepingCapacity: true)
  }

  mutating func note(_ kind: Mend.Kind) {
    batch.mends.append(Mend(kind: kind, number: entry.number, line: entry.line))
  }

  private func checkText(_ text: UnsafeBufferPointer<UInt8>, at start: Int) throws(TextFault) {
    guard let place = TextCheck.firstInvalid(in: text) else { return }
    let byte = String(text[place], radix: 16, uppercase: true)
    throw TextFault(
      start + place, "byte 0x\(byte.count == 1 ? "0" : "")\(byte) is not UTF-8",
      TextEncoding.remedy)
  }

  // MARK: Elements

  /// Reads one element of the features, or one text of a sequence.
  mutating func element(until end: Int) throws(TextFault) {
    switch cursor.peek() {
    case 0x7B: break
    case 0x6E where end - cursor.place == 4:
      try mend(.nullFeature, TextFault(cursor.place, value: "null", "is no feature", "take it out"))
      return
    default:
      let start = cursor.place
      try cursor.value()
      throw TextFault(
        start, value: text(start, min(cursor.place, end)), "is no feature",
        "features are objects with \"type\": \"Feature\"")
    }
    try object()
    if cursor.place < end { try takeMore(until: end) }
  }

  mutating func object() throws(TextFault) {
    let start = cursor.place
    var members = FeatureMembers()
    var walk = cursor.openObject()
    while try cursor.nextMember(&walk) {
      let name = MemberName(cursor.base, walk.start, walk.end, walk.hasEscapes)
      _ = cursor.peek()
      let valueStart = cursor.place
      switch name {
      case .type:
        try cursor.value()
        members.type = ByteSpan(valueStart, cursor.place)
      case .id:
        try cursor.value()
        members.id = ByteSpan(valueStart, cursor.place)
      case .properties: members.properties = try spanTakingMends()
      case .geometry:
        members.hasGeometry = true
        try geometryMember()
      case .coordinates, .geometries, .features:
        if name != .features || members.strayName == nil { members.strayName = name }
        try cursor.value()
        if name == .features { members.features = ByteSpan(valueStart, cursor.place) }
      case .crs where areTexts && raw.hasHeededCRS:
        try cursor.value()
        try passHeededCRS(valueStart)
      default:
        try cursor.value()
        if name == .crs { try checkCRS(valueStart) }
        if name == .bbox, try !keepsBox(valueStart) { continue }
        batch.foreign.append(ByteSpan(walk.start - 1, cursor.place))
      }
    }
    try finish(members, start: start)
  }

  /// Passes the member `crs` of the only text, which was heeded already; strictly it must not be null.
  func passHeededCRS(_ start: Int) throws(TextFault) {
    guard rules.isStrict, !rules.hasCRS, cursor.base[start] == 0x6E else { return }
    throw TextFault(start, Mend.unknownCRSProblem, Mend.unknownCRSRemedy, mend: .unknownCRS)
  }

  /// Refuses a coordinate system of a single feature's own (2008), which would have to be heeded.
  func checkCRS(_ start: Int) throws(TextFault) {
    guard !rules.hasCRS, cursor.base[start] != 0x6E else { return }
    let text = text(start, cursor.place, limit: 1000)
    guard !["CRS84\"", "EPSG::4326\"", "EPSG:4326\""].contains(where: text.contains) else { return }
    var fault = TextFault(
      start, "the member crs gives a coordinate system to one feature or geometry",
      "give it to the whole collection, or name it with --crs")
    fault.isOwnCRS = true
    throw fault
  }

  /// Reads the member `geometry` of a feature.
  private mutating func geometryMember() throws(TextFault) {
    if cursor.peek() == 0x6E {
      try cursor.value()
      batch.shapes.append(ShapeCode.none)
    } else {
      try geometry(depth: 0)
    }
  }

  private mutating func finish(
    _ members: FeatureMembers, start: Int
  ) throws(TextFault) {
    guard !members.type.isEmpty else {
      throw TextFault(
        start, "the object has no type", "features have \"type\": \"Feature\"")
    }
    let type = typeName(members.type)
    if type != "Feature" {
      guard type.lowercased() == "feature" else {
        return try finishOther(type, members, start: start)
      }
      try mend(
        .typeName,
        TextFault(
          Int(members.type.start), value: type, "is no Feature", "write \"type\": \"Feature\""))
    }
    if let name = members.strayName {
      let isOfGeometries = name != .features
      try mend(
        .strayMember,
        TextFault(
          start,
          "a feature has a member \(name.rawValue), which belongs to "
            + (isOfGeometries ? "geometries" : "collections"),
          isOfGeometries ? "put it into \"geometry\"" : "take it out"))
    }
    if !members.hasGeometry {
      try mend(
        .noGeometry,
        TextFault(start, "the feature has no geometry", "write \"geometry\": null if it has none"))
      batch.shapes.append(ShapeCode.none)
    }
    try setProperties(members.properties, start: start)
    try setID(members.id)
    isPlain = true
    batch.close(entry)
  }

  /// Takes a text of a sequence that is no feature: a geometry, or a whole collection.
  private mutating func finishOther(
    _ type: String, _ members: FeatureMembers, start: Int
  ) throws(TextFault) {
    let isGeometry = ShapeCode.names.dropFirst().contains { $0.description == type }
    if areTexts, type == "FeatureCollection" {
      if members.strayName ?? .features != .features || members.hasGeometry
        || !members.properties.isEmpty || !members.id.isEmpty || hasForeignMembers
      {
        try mend(
          .collectionMember,
          TextFault(
            start, "the collection has members of its own, which no sequence can keep",
            "take them out, or keep it as a file of its own"))
      }
      return try takeCollection(members.features, start: start)
    }
    guard isGeometry else {
      let isTopology = type == "Topology"
      throw TextFault(
        start, value: type,
        isTopology
          ? "is TopoJSON, not GeoJSON" : areTexts ? "is no type of GeoJSON" : "is no Feature",
        isTopology
          ? "turn it into GeoJSON with mapshaper or topo2geo"
          : areTexts
            ? "it is a FeatureCollection, a Feature or a geometry"
            : "its \"type\" must be \"Feature\"")
    }
    guard areTexts || !rules.isStrict else {
      throw TextFault(
        start, value: type, "is no Feature",
        "put it into the member \"geometry\" of a feature", mend: .bareGeometry)
    }
    if !areTexts { mends.append(.bareGeometry) }
    batch.rollBack()
    entry.id = .none
    let end = cursor.place
    cursor.restart(at: start)
    try geometry(depth: 0)
    cursor.restart(at: end)
    batch.close(entry)
  }

  /// Whether the object at hand has members that are kept as they are, a bbox aside.
  private var hasForeignMembers: Bool {
    batch.foreign[(batch.entries.last?.foreignEnd ?? 0)...].contains {
      let name = $0.range.lowerBound + 1
      return cursor.base[name + 4] != 0x22
        || cursor.load(name) & 0xFFFF_FFFF != 0x786F_6262
    }
  }

  private mutating func setProperties(_ span: ByteSpan, start: Int) throws(TextFault) {
    guard !span.isEmpty else {
      return try mend(
        .noProperties,
        TextFault(
          start, "the feature has no properties", "write \"properties\": null if it has none"))
    }
    let first = byte(of: span)
    switch first {
    case 0x7B: entry.properties = span
    case 0x6E: break
    default:
      try mend(
        .propertiesType,
        TextFault(
          Int(span.start), value: shown(span), "cannot be properties",
          "they are an object or null"))
      entry.properties = put(Array("{\"value\":".utf8) + bytes(of: span) + [0x7D])
    }
  }

  private mutating func setID(_ span: ByteSpan) throws(TextFault) {
    guard !span.isEmpty else { return }
    switch byte(of: span) {
    case 0x22, 0x2D, 0x30...0x39: entry.id = span
    case 0x6E:
      try mend(
        .nullID, TextFault(Int(span.start), value: "null", "is no id", "leave the id out"))
    case 0x74, 0x66:
      try mend(
        .idType,
        TextFault(
          Int(span.start), value: shown(span), "is no id", "an id is a string or a number"))
      entry.id = put([0x22] + bytes(of: span) + [0x22])
    default:
      throw TextFault(
        Int(span.start), value: shown(span), "is no id", "an id is a string or a number")
    }
  }

  // MARK: Mending

  /// Puts something right, or fails where that is not allowed.
  mutating func mend(_ kind: Mend.Kind, _ fault: TextFault) throws(TextFault) {
    if rules.isStrict {
      var fault = fault
      fault.mend = kind
      throw fault
    }
    mends.append(kind)
  }

  /// Takes a value; where the reader is lenient and the value can be mended, a new text of it.
  private mutating func spanTakingMends() throws(TextFault) -> ByteSpan {
    let mark = cursor.mark
    do throws(TextFault) {
      try cursor.value()
      return ByteSpan(mark.place, cursor.place)
    } catch {
      guard error.mend != nil, !rules.isStrict else { throw error }
      cursor.rewind(to: mark)
      var mender = JSONMender(cursor)
      try mender.value()
      cursor.place = mender.cursor.place
      for kind in mender.mends where !mends.contains(kind) { mends.append(kind) }
      return put(mender.text)
    }
  }

  private mutating func put(_ bytes: [UInt8]) -> ByteSpan {
    let start = textCount + extra.count
    extra += bytes
    return ByteSpan(start, start + bytes.count)
  }

  // MARK: Texts

  private func byte(of span: ByteSpan) -> UInt8 {
    let start = Int(span.start)
    return start < textCount ? cursor.base[start] : extra[start - textCount]
  }

  private func bytes(of span: ByteSpan) -> [UInt8] {
    let range = span.range
    if range.lowerBound >= textCount {
      return Array(extra[range.lowerBound - textCount..<range.upperBound - textCount])
    }
    return Array(UnsafeBufferPointer(start: cursor.base + range.lowerBound, count: range.count))
  }

  private func shown(_ span: ByteSpan) -> String {
    text(span.range.lowerBound, span.range.upperBound)
  }
}

/// What an object among the features has.
private struct FeatureMembers {
  var type = ByteSpan.none
  var id = ByteSpan.none
  var properties = ByteSpan.none
  var features = ByteSpan.none
  var hasGeometry = false
  /// A member that geometries or collections have.
  var strayName: MemberName?
}
