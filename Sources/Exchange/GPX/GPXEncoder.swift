/// Writes batches as GPX 1.1: points as waypoints, lines as tracks, or as routes where the property `gpx` says so.
///
/// What GPX has no element for stands in `extensions`, the id there in `feature_id`. Areas cannot be written.
struct GPXEncoder: FeatureEncoder {
  /// The namespace of what GPX has no element for.
  static let namespace = "urn:footbridge:gpx"

  var separatorCount: Int { 0 }

  func head() -> ByteBuffer {
    let buffer = ByteBuffer(capacity: 256)
    buffer.write(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <gpx version="1.1" creator="footbridge" xmlns="http://www.topografix.com/GPX/1/1" \
      xmlns:footbridge="urn:footbridge:gpx">

      """)
    return buffer
  }

  func tail(_ box: CoordinateBox) -> ByteBuffer {
    let buffer = ByteBuffer(capacity: 64)
    buffer.add("</gpx>\n")
    return buffer
  }

  func add(_ batch: FeatureBatch, to encoded: inout EncodedBatch) {
    // GPX wants all waypoints before all routes before all tracks.
    let (routes, tracks) = (ByteBuffer(capacity: 64), ByteBuffer(capacity: 64))
    batch.text.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress else { return }
      batch.shapes.withUnsafeBufferPointer { shapes in
        batch.coordinates.withUnsafeBufferPointer { numbers in
          for index in batch.entries.indices {
            let entry = batch.entries[index]
            var cursor = ShapeCursor(
              shapes: shapes, coordinates: numbers, word: batch.shapes(of: index).lowerBound,
              number: batch.coordinates(of: index).lowerBound)
            var members = MemberList(base, entry.properties)
            let kind = ShapeCode.kind(shapes[cursor.word])
            let id = entry.id.isEmpty ? nil : entry.id
            let before =
              encoded.bytes.replacedCount + routes.replacedCount + tracks.replacedCount
            switch kind {
            case ShapeCode.point, ShapeCode.multiPoint:
              _ = members.take("gpx") { $0 == "waypoint" }
              addPoints(&cursor, members, id, encoded.bytes, &encoded.box)
            case ShapeCode.lineString, ShapeCode.multiLineString:
              let isRoute =
                members.take("gpx") { $0 == "track" || $0 == "route" } == "route"
                && kind == ShapeCode.lineString
              addLine(
                &cursor, members, id, isRoute: isRoute, isRoute ? routes : tracks, &encoded.box)
            case ShapeCode.none where members.members.contains { Self.isLine($0, members) }:
              cursor.word += 1
              let isRoute = members.take("gpx") { _ in true } == "route"
              addEmptyLine(members, id, isRoute: isRoute, isRoute ? routes : tracks)
            default:
              let what = kind == ShapeCode.none ? "a feature without a place" : "an area or a mix"
              encoded.faults.append(
                RecordFault(
                  number: entry.number, id: id.flatMap { members.text($0) },
                  line: entry.line == 0 ? nil : entry.line,
                  problem: "GPX has points and lines, and this is \(what)",
                  remedy: "write KML, or leave it out with --skip-bad"))
              continue
            }
            encoded.count += 1
            if let id = id.flatMap({ members.text($0) }) {
              encoded.note(id: id, written: XMLName.holdable(id))
            }
            encoded.note(
              entry, id: id.flatMap { members.text($0) },
              isReplaced: encoded.bytes.replacedCount + routes.replacedCount
                + tracks.replacedCount > before)
          }
        }
      }
    }
    encoded.later = [routes, tracks]
  }

  private static func isLine(
    _ member: (name: String, value: ByteSpan), _ members: MemberList
  ) -> Bool {
    member.name == "gpx" && ["track", "route"].contains(members.text(member.value))
  }

  // MARK: Points

  private func addPoints(
    _ cursor: inout ShapeCursor, _ members: MemberList, _ id: ByteSpan?, _ buffer: ByteBuffer,
    _ box: inout CoordinateBox
  ) {
    let stride = ShapeCode.stride(cursor.nextWord())
    for _ in 0..<cursor.nextWord() {
      var members = members
      buffer.add("<wpt")
      addPlace(&cursor, stride, buffer, &box)
      // Tables have heights as a column of their own.
      if stride == 2, let height = members.take("ele", where: Self.isNumber) {
        buffer.addElement("ele", height)
      }
      if let time = members.take("time", where: Self.isTime) { buffer.addElement("time", time) }
      if let value = members.take("magvar", where: Self.isNumber) {
        buffer.addElement("magvar", value)
      }
      if let value = members.take("geoidheight", where: Self.isNumber) {
        buffer.addElement("geoidheight", value)
      }
      addElements(GPXElement.pointFirst, GPXElement.pointLast, &members, buffer)
      addExtensions(members, id, buffer)
      buffer.add("</wpt>\n")
    }
  }

  /// Adds the attributes of a point, ends its tag and adds its height.
  private func addPlace(
    _ cursor: inout ShapeCursor, _ stride: Int, _ buffer: ByteBuffer, _ box: inout CoordinateBox
  ) {
    let (x, y) = (cursor.coordinates[cursor.number], cursor.coordinates[cursor.number + 1])
    box.add(x, y)
    buffer.add(" lat=\"")
    buffer.add(y, decimals: 7, power: 1e7)
    buffer.add("\" lon=\"")
    buffer.add(x, decimals: 7, power: 1e7)
    buffer.add("\">")
    if stride == 3, case let z = cursor.coordinates[cursor.number + 2], z.isFinite {
      buffer.add("<ele>")
      buffer.add(z, decimals: 3, power: 1e3)
      buffer.add("</ele>")
    }
    cursor.number += stride
  }

  // MARK: Lines

  /// Adds a route or a track without points.
  private func addEmptyLine(
    _ members: MemberList, _ id: ByteSpan?, isRoute: Bool, _ buffer: ByteBuffer
  ) {
    var members = members
    buffer.add(isRoute ? "<rte>" : "<trk>")
    addElements(GPXElement.pointFirst, GPXElement.lineLast, &members, buffer)
    addExtensions(members, id, buffer)
    buffer.add(isRoute ? "</rte>\n" : "</trk>\n")
  }

  private func addLine(
    _ cursor: inout ShapeCursor, _ members: MemberList, _ id: ByteSpan?, isRoute: Bool,
    _ buffer: ByteBuffer, _ box: inout CoordinateBox
  ) {
    var members = members
    let code = cursor.nextWord()
    let stride = ShapeCode.stride(code)
    let isOne = ShapeCode.kind(code) == ShapeCode.lineString
    let parts = isOne ? 1 : cursor.nextWord()
    let times = takeTimes(&members, isOne: isOne)
    buffer.add(isRoute ? "<rte>" : "<trk>")
    addElements(GPXElement.pointFirst, GPXElement.lineLast, &members, buffer)
    addExtensions(members, id, buffer)
    for part in 0..<Int(parts) {
      if !isRoute { buffer.add("<trkseg>") }
      buffer.add(UInt8(0x0A))
      for place in 0..<Int(cursor.nextWord()) {
        buffer.add(isRoute ? "<rtept" : "<trkpt")
        addPlace(&cursor, stride, buffer, &box)
        if part < times.count, place < times[part].count,
          let time = times[part][place].stringValue, Self.isTime(time)
        {
          buffer.addElement("time", time)
        }
        buffer.add(isRoute ? "</rtept>\n" : "</trkpt>\n")
      }
      if !isRoute { buffer.add("</trkseg>") }
    }
    buffer.add(isRoute ? "</rte>\n" : "</trk>\n")
  }

  /// The times of the points of each part.
  private func takeTimes(_ members: inout MemberList, isOne: Bool) -> [[JSONValue]] {
    guard let span = members.members.first(where: { $0.name == "coordTimes" })?.value,
      case .array(let list)? = try? JSON.decode(members.json(span), file: "")
    else { return [] }
    _ = members.take("coordTimes")
    if isOne { return [list] }
    return list.map { part in
      if case .array(let times) = part { times } else { [] }
    }
  }

  // MARK: Properties

  private func addElements(
    _ first: [String], _ last: [String], _ members: inout MemberList, _ buffer: ByteBuffer
  ) {
    for name in first { addElement(name, &members, buffer) }
    if let address = members.take("link", where: { !$0.isEmpty }) {
      buffer.add("<link href=\"")
      buffer.addXMLValue(address)
      buffer.add("\">")
      if let text = members.take("link_text", where: { _ in true }) {
        buffer.addElement("text", text)
      }
      buffer.add("</link>")
    }
    for name in last { addElement(name, &members, buffer) }
  }

  private func addElement(_ name: String, _ members: inout MemberList, _ buffer: ByteBuffer) {
    let text = members.take(name) { text in
      switch name {
      case "fix": ["none", "2d", "3d", "dgps", "pps"].contains(text)
      case "sat", "number", "dgpsid": !text.isEmpty && text.utf8.allSatisfy { $0 &- 0x30 < 10 }
      case "hdop", "vdop", "pdop", "ageofdgpsdata": Self.isNumber(text)
      default: true
      }
    }
    guard let text else { return }
    buffer.add("<\(name)>")
    buffer.addXML(text)
    buffer.add("</\(name)>")
  }

  private static func isNumber(_ text: String) -> Bool {
    DecimalReader.double(text).map(\.isFinite) ?? false
  }

  /// Whether a text is a time as XML Schema writes them, as far as can be seen from its first letters.
  private static func isTime(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.count >= 16 && bytes[4] == 0x2D && bytes[7] == 0x2D && bytes[10] == 0x54
      && bytes[..<4].allSatisfy { $0 &- 0x30 < 10 }
  }

  private func addExtensions(_ members: MemberList, _ id: ByteSpan?, _ buffer: ByteBuffer) {
    guard id != nil || !members.members.isEmpty else { return }
    buffer.add("<extensions>")
    if let id, let text = members.text(id) {
      let isNumber = members.kind(id) != .text
      buffer.add(
        isNumber ? "<footbridge:feature_id type=\"number\">" : "<footbridge:feature_id>")
      buffer.addXMLName(text, isValue: false)
      buffer.add("</footbridge:feature_id>")
    }
    for member in members.members { addExtension(member.name, member.value, members, buffer) }
    buffer.add("</extensions>")
  }

  private func addExtension(
    _ name: String, _ value: ByteSpan, _ members: MemberList, _ buffer: ByteBuffer
  ) {
    guard let text = members.text(value) else { return }
    let isPlain = XMLName.isPlain(name) && name != "value" && name != "feature_id"
    buffer.add(isPlain ? "<footbridge:\(name)" : "<footbridge:value")
    if !isPlain {
      buffer.add(" name=\"")
      buffer.addXMLName(name)
      buffer.add("\"")
    }
    let kind = members.kind(value)
    if kind == .whole || kind == .fraction {
      buffer.add(" type=\"number\"")
    } else if kind == .truth {
      buffer.add(" type=\"boolean\"")
    } else if kind == .nested {
      buffer.add(" type=\"json\"")
    }
    buffer.add(">")
    buffer.addXML(text)
    buffer.add(isPlain ? "</footbridge:\(name)>" : "</footbridge:value>")
  }
}
