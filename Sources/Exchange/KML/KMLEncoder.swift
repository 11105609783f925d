/// Writes batches as KML 2.2 (OGC 12-007r2), a placemark for each feature.
///
/// Properties are data of a schema, so that numbers stay numbers; keys of simplestyle become styles.
struct KMLEncoder: FeatureEncoder {
  private let fields: [(name: String, kinds: ValueKinds)]
  /// The fields that hold truth values alone.
  private let truths: Set<String>
  private static let own: Set<String> = Set(
    KMLStyle.keys + ["name", "description", "timestamp", "begin", "end", "coordTimes"])

  init(_ survey: FeatureSurvey) {
    fields = zip(survey.names, survey.kinds).map { ($0, $1) }.filter { field in
      !(Self.own.contains(field.name) && field.kinds.isSubset(of: [.text, .whole, .fraction]))
        && field.name != "coordTimes"
    }
    truths = Set(fields.filter { $0.kinds == .truth }.map(\.name))
  }

  var separatorCount: Int { 0 }

  func head() -> ByteBuffer {
    let buffer = ByteBuffer(capacity: 1024)
    buffer.write(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2">
      <Document>

      """)
    if !fields.isEmpty {
      buffer.add("<Schema name=\"features\" id=\"features\">\n")
      for field in fields {
        buffer.add("<SimpleField name=\"")
        buffer.addXMLName(field.name)
        buffer.add("\" type=\"\(Self.type(field.kinds))\"/>\n")
      }
      buffer.add("</Schema>\n")
    }
    return buffer
  }

  private static func type(_ kinds: ValueKinds) -> String {
    if kinds == .truth { return "bool" }
    if kinds == .whole { return "int" }
    return !kinds.isEmpty && kinds.isSubset(of: [.whole, .fraction]) ? "double" : "string"
  }

  func tail(_ box: CoordinateBox) -> ByteBuffer {
    let buffer = ByteBuffer(capacity: 64)
    buffer.add("</Document>\n</kml>\n")
    return buffer
  }

  func add(_ batch: FeatureBatch, to encoded: inout EncodedBatch) {
    let buffer = encoded.bytes
    batch.text.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress else { return }
      batch.shapes.withUnsafeBufferPointer { shapes in
        batch.coordinates.withUnsafeBufferPointer { numbers in
          var cursor = ShapeCursor(shapes: shapes, coordinates: numbers, word: 0, number: 0)
          for entry in batch.entries {
            let before = buffer.replacedCount
            add(entry, base, &cursor, &encoded)
            encoded.note(
              entry, id: MemberList(base, entry.properties).text(entry.id),
              isReplaced: buffer.replacedCount > before)
          }
        }
      }
    }
    encoded.count += batch.count
  }

  private func add(
    _ entry: FeatureBatch.Entry, _ base: UnsafePointer<UInt8>, _ cursor: inout ShapeCursor,
    _ encoded: inout EncodedBatch
  ) {
    let buffer = encoded.bytes
    var members = MemberList(base, entry.properties)
    buffer.add("<Placemark")
    if !entry.id.isEmpty, let id = members.text(entry.id) {
      buffer.add(" id=\"")
      encoded.note(id: id, written: buffer.addXMLName(id))
      buffer.add("\"")
    }
    buffer.add(">")
    let label = members.members.first { member in
      ["name", "title", "label"].contains(member.name) && members.text(member.value) != nil
    }
    if let text = takeOwn("name", &members) ?? label.flatMap({ members.text($0.value) }) {
      buffer.addElement("name", text)
    }
    if let text = takeOwn("description", &members) { buffer.addElement("description", text) }
    addTime(&members, buffer)
    addStyle(&members, buffer)
    let times = takeTimes(&members)
    addData(members, buffer)
    addShape(&cursor, times, buffer, &encoded.box)
    buffer.add("</Placemark>\n")
  }

  /// Takes a property that has an element of its own, unless its column is data.
  private func takeOwn(_ name: String, _ members: inout MemberList) -> String? {
    guard !fields.contains(where: { $0.name == name }) else { return nil }
    return members.take(name) { _ in true }
  }

  private func addTime(_ members: inout MemberList, _ buffer: ByteBuffer) {
    if let time = takeOwn("timestamp", &members) {
      buffer.add("<TimeStamp>")
      buffer.addElement("when", time)
      buffer.add("</TimeStamp>")
    }
    let (begin, end) = (takeOwn("begin", &members), takeOwn("end", &members))
    guard begin != nil || end != nil else { return }
    buffer.add("<TimeSpan>")
    if let begin { buffer.addElement("begin", begin) }
    if let end { buffer.addElement("end", end) }
    buffer.add("</TimeSpan>")
  }

  private func addStyle(_ members: inout MemberList, _ buffer: ByteBuffer) {
    func number(_ name: String) -> Double? {
      takeOwn(name, &members).flatMap { DecimalReader.double($0) }
    }
    let (strokeOpacity, fillOpacity) = (number("stroke-opacity"), number("fill-opacity"))
    let width = number("stroke-width")
    let marker = takeOwn("marker-color", &members).flatMap { KMLStyle.kml($0, opacity: 1) }
    let stroke = takeOwn("stroke", &members)
    let fill = takeOwn("fill", &members)
    let line = KMLStyle.kml(stroke ?? "#555555", opacity: strokeOpacity ?? 1)
    let area = KMLStyle.kml(fill ?? "#555555", opacity: fillOpacity ?? 0.6)
    let hasLine = stroke != nil || strokeOpacity != nil || width != nil
    let hasArea = fill != nil || fillOpacity != nil
    guard marker != nil || hasLine || hasArea else { return }
    buffer.add("<Style>")
    if let marker { buffer.add("<IconStyle><color>\(marker)</color></IconStyle>") }
    if hasLine, let line {
      buffer.add("<LineStyle><color>\(line)</color>")
      if let width, let text = JSONNumber(width)?.text { buffer.addElement("width", text) }
      buffer.add("</LineStyle>")
    }
    if hasArea, let area { buffer.add("<PolyStyle><color>\(area)</color></PolyStyle>") }
    buffer.add("</Style>")
  }

  private func addData(_ members: MemberList, _ buffer: ByteBuffer) {
    guard !members.members.isEmpty else { return }
    buffer.add("<ExtendedData><SchemaData schemaUrl=\"#features\">")
    for member in members.members {
      guard var text = members.text(member.value) else { continue }
      // Other programs take "true" for 0.
      if truths.contains(member.name), text == "true" || text == "false" {
        text = text == "true" ? "1" : "0"
      }
      buffer.add("<SimpleData name=\"")
      buffer.addXMLName(member.name)
      buffer.add("\">")
      buffer.addXML(text)
      buffer.add("</SimpleData>")
    }
    buffer.add("</SchemaData></ExtendedData>")
  }

  /// The times of the points of lines, a list for each part.
  private func takeTimes(_ members: inout MemberList) -> [[JSONValue]] {
    guard let span = members.members.first(where: { $0.name == "coordTimes" })?.value,
      case .array(let list)? = try? JSON.decode(members.json(span), file: "")
    else { return [] }
    _ = members.take("coordTimes")
    let parts = list.compactMap { part in
      if case .array(let times) = part { times } else { [JSONValue]?.none }
    }
    return parts.isEmpty ? [list] : parts
  }

  // MARK: Geometries

  private func addShape(
    _ cursor: inout ShapeCursor, _ times: [[JSONValue]], _ buffer: ByteBuffer,
    _ box: inout CoordinateBox
  ) {
    let code = cursor.nextWord()
    let kind = ShapeCode.kind(code)
    let stride = ShapeCode.stride(code)
    guard kind != ShapeCode.none else { return }
    func tag(_ name: StaticString, _ count: Int) {
      buffer.add(UInt8(0x3C))
      buffer.write(name)
      buffer.add(">")
      addPositions(&cursor, count, stride, buffer, &box)
      buffer.add("</")
      buffer.write(name)
      buffer.add(">")
    }
    func line(_ part: Int) {
      let count = Int(cursor.nextWord())
      if part < times.count {
        addTrack(&cursor, count, stride, times[part], buffer, &box)
      } else {
        tag("LineString", count)
      }
    }
    func area() {
      buffer.add("<Polygon>")
      for ring in 0..<cursor.nextWord() {
        buffer.add(ring == 0 ? "<outerBoundaryIs>" : "<innerBoundaryIs>")
        tag("LinearRing", Int(cursor.nextWord()))
        buffer.add(ring == 0 ? "</outerBoundaryIs>" : "</innerBoundaryIs>")
      }
      buffer.add("</Polygon>")
    }
    switch kind {
    case ShapeCode.point: if cursor.nextWord() > 0 { tag("Point", 1) }
    case ShapeCode.lineString: line(0)
    case ShapeCode.polygon: area()
    default:
      let count = Int(cursor.nextWord())
      let areTracks = kind == ShapeCode.multiLineString && times.count >= count && count > 0
      buffer.add(areTracks ? "<gx:MultiTrack>" : "<MultiGeometry>")
      for part in 0..<count {
        switch kind {
        case ShapeCode.multiPoint: tag("Point", 1)
        case ShapeCode.multiLineString: line(part)
        case ShapeCode.multiPolygon: area()
        default: addShape(&cursor, [], buffer, &box)
        }
      }
      buffer.add(areTracks ? "</gx:MultiTrack>" : "</MultiGeometry>")
    }
  }

  private func addPositions(
    _ cursor: inout ShapeCursor, _ count: Int, _ stride: Int, _ buffer: ByteBuffer,
    _ box: inout CoordinateBox
  ) {
    buffer.add("<coordinates>")
    for index in 0..<count {
      if index > 0 { buffer.add(0x20) }
      addPosition(&cursor, stride, 0x2C, buffer, &box)
    }
    buffer.add("</coordinates>")
  }

  private func addPosition(
    _ cursor: inout ShapeCursor, _ stride: Int, _ comma: UInt8, _ buffer: ByteBuffer,
    _ box: inout CoordinateBox
  ) {
    let (x, y) = (cursor.coordinates[cursor.number], cursor.coordinates[cursor.number + 1])
    box.add(x, y)
    buffer.add(x, decimals: 7, power: 1e7)
    buffer.add(comma)
    buffer.add(y, decimals: 7, power: 1e7)
    if stride == 3, case let z = cursor.coordinates[cursor.number + 2], z.isFinite {
      buffer.add(comma)
      buffer.add(z, decimals: 3, power: 1e3)
    }
    cursor.number += stride
  }

  /// Adds a line whose points have times.
  private func addTrack(
    _ cursor: inout ShapeCursor, _ count: Int, _ stride: Int, _ times: [JSONValue],
    _ buffer: ByteBuffer, _ box: inout CoordinateBox
  ) {
    buffer.add("<gx:Track>")
    for place in 0..<count {
      buffer.addElement("when", place < times.count ? times[place].stringValue ?? "" : "")
    }
    for _ in 0..<count {
      buffer.add("<gx:coord>")
      addPosition(&cursor, stride, 0x20, buffer, &box)
      buffer.add("</gx:coord>")
    }
    buffer.add("</gx:Track>")
  }
}
