/// Reads KML 2.2 (OGC 12-007r2) and KMZ: each placemark is a feature.
///
/// Folders make the property `folder`, extended data are properties, styles the keys of simplestyle.
final class KMLReader: FeatureReader {
  let name: String
  let unit = "placemark"
  let crs: String? = "EPSG:4326"

  let scanner: XMLReader
  private var number = 0
  /// The names of the folders and documents that are open, and how deep each lies.
  private var folders: [(name: String, depth: Int, isFolder: Bool)] = []
  private var styles: [String: KMLStyle] = [:]
  /// What maps of styles point to; the styles may stand behind them.
  private var styleMaps: [String: String] = [:]
  /// Types of the fields of schemas, by schema and field.
  private var types: [String: [String: String]] = [:]
  /// Schemas whose names are elements that stand for placemarks, as KML 2.0 had them.
  private var derived: Set<String> = []
  /// What was passed over, and how often.
  private var passedOver: [String: Int] = [:]

  /// Reads up to the first tag.
  init(
    _ source: ByteSource, _ options: SerialFeatures.Options = SerialFeatures.Options()
  ) throws(DataFault) {
    name = source.name
    scanner = try XMLReader(source, .kml, encoding: options.encoding)
    try scanner.root()
    isAtTag = true
  }

  /// Whether a tag has opened that was not looked at.
  private var isAtTag = false

  /// Opens the document of a KMZ: `doc.kml`, or the first with that ending.
  convenience init(
    _ archive: ZipArchive, _ options: SerialFeatures.Options = SerialFeatures.Options()
  ) throws(DataFault) {
    let documents = archive.entries.filter { $0.name.lowercased().hasSuffix(".kml") }
    guard let entry = documents.first(where: { $0.name == "doc.kml" }) ?? documents.first else {
      throw DataFault(
        file: archive.name, problem: "there is no .kml in the archive",
        remedy: "say what it is with --from")
    }
    try self.init(try archive.source(entry), options)
  }

  var remarks: [FileRemark] {
    passedOver.sorted { $0.key < $1.key }.map { name, count in
      .warning("\(Count.of(count, name)) left out: only placemarks are read")
    }
  }

  func next(_ builder: inout BatchBuilder) throws(DataFault) -> Bool {
    while true {
      let event: XMLReader.Event = isAtTag ? .open : try scanner.next()
      isAtTag = false
      switch event {
      case .end: return false
      case .text: continue
      case .close:
        if let last = folders.last, scanner.depth < last.depth { folders.removeLast() }
      case .open:
        if scanner.isNamed("Placemark") || scanner.space == .own && derived.contains(scanner.name) {
          try placemark(&builder)
          return true
        }
        try opened()
      }
    }
  }

  /// Looks at what has opened around placemarks.
  private func opened() throws(DataFault) {
    guard scanner.space == .own else { return try scanner.skip() }
    switch scanner.name {
    case "kml", "Create", "Change", "Update": break
    case "Folder", "Document":
      folders.append(("", scanner.depth, scanner.isNamed("Folder")))
    case "name":
      let isOwn = folders.last?.depth == scanner.depth - 1
      let text = try scanner.content()
      if isOwn { folders[folders.count - 1].name = text }
    case "Style": try sharedStyle()
    case "StyleMap": try styleMap()
    case "Schema": try schema()
    case "NetworkLink", "GroundOverlay", "ScreenOverlay", "PhotoOverlay", "Tour":
      passedOver[scanner.name, default: 0] += 1
      try scanner.skip()
    default:
      if !KMLElement.around.contains(scanner.name) { passedOver[scanner.name, default: 0] += 1 }
      try scanner.skip()
    }
  }

  // MARK: Placemarks

  private func placemark(_ builder: inout BatchBuilder) throws(DataFault) {
    number += 1
    let line = scanner.line
    let id = scanner.attribute("id")
    // What a schema of KML 2.0 says of the elements inside.
    let fields = scanner.isNamed("Placemark") ? [:] : types[scanner.name] ?? [:]
    var properties = PropertyList()
    // Behind those of KML's own, wherever they stand.
    var data = PropertyList()
    var style: KMLStyle?
    var shapes = KMLShapes()
    var stamps: [(name: String, text: String)] = []
    let outer = scanner.depth - 1
    while scanner.depth > outer {
      guard try scanner.next() == .open else { continue }
      guard scanner.space == .own else {
        try foreign(&data)
        continue
      }
      switch scanner.name {
      case "name", "description", "address", "phoneNumber":
        let name = scanner.name
        properties.add(name, text: try scanner.content())
      case "TimeStamp", "TimeSpan":
        let inner = scanner.depth - 1
        while scanner.depth > inner {
          guard try scanner.next() == .open else { continue }
          let name = scanner.isNamed("when") ? "timestamp" : scanner.name
          stamps.append((name, try scanner.content()))
        }
      case "styleUrl":
        let address = try scanner.content()
        if let known = styles[address] ?? styleMaps[address].flatMap({ styles[$0] }) {
          style = style ?? known
        } else {
          properties.add("styleUrl", text: address)
        }
      case "Style": style = try readStyle()
      case "ExtendedData": try extendedData(&data)
      case "Model":
        passedOver[scanner.name, default: 0] += 1
        try scanner.skip()
      default:
        let name = scanner.name
        if let type = fields[name] {
          data.add(name, Self.value(try scanner.content(), type))
        } else {
          try shape(into: &shapes, depth: 0)
        }
      }
    }
    for member in data.members { properties.add(member.name, member.value) }
    for stamp in stamps { properties.add(stamp.name, text: stamp.text) }
    style?.add(to: &properties)
    let path = folders.filter { $0.isFolder && !$0.name.isEmpty }.map(\.name)
    if !path.isEmpty { properties.add("folder", text: path.joined(separator: "/")) }
    if let times = shapes.times { properties.add("coordTimes", times) }
    builder.record(number: number, line: line) { (builder) throws(RecordFault) in
      if let id { builder.setID(.text(id)) }
      if let fault = shapes.fault { throw fault }
      builder.add(shapes.geometry)
      properties.add(to: &builder)
      if shapes.closed { builder.mend(.ringClosed) }
      if shapes.isShortened { builder.mend(.shortLine) }
      if shapes.isCut { builder.mend(.shortRing) }
      if shapes.isChained { builder.mend(.chainedPositions) }
    }
  }

  /// Reads an element of another vocabulary among those of a placemark.
  private func foreign(_ properties: inout PropertyList) throws(DataFault) {
    if scanner.space == .companion { return try scanner.skip() }
    try leaves(&properties, keepsPrefix: true)
  }

  /// Adds the innermost of the element that has opened and those in it.
  private func leaves(
    _ properties: inout PropertyList, keepsPrefix: Bool = false
  ) throws(DataFault) {
    func label() -> String {
      let name = scanner.name
      let isTaken = keepsPrefix || scanner.space != .own && KMLElement.taken.contains(name)
      return isTaken ? scanner.qualifiedName : name
    }
    let outer = scanner.depth - 1
    var open: (name: String, depth: Int)? = (label(), scanner.depth)
    var text = ""
    while scanner.depth > outer {
      switch try scanner.next() {
      case .open:
        open = (label(), scanner.depth)
        text = ""
      case .text: text += scanner.wholeText.text
      case .close:
        guard let leaf = open, scanner.depth == leaf.depth - 1 else { continue }
        properties.add(leaf.name, text: text.withoutBlanks)
        open = nil
      case .end: return
      }
    }
  }

  private func extendedData(_ properties: inout PropertyList) throws(DataFault) {
    var schema: [String: String] = [:]
    let outer = scanner.depth - 1
    while scanner.depth > outer {
      guard try scanner.next() == .open else { continue }
      guard scanner.space == .own else {
        try leaves(&properties)
        continue
      }
      switch scanner.name {
      case "SchemaData":
        let address = scanner.attribute("schemaUrl") ?? ""
        schema = types[address.split(separator: "#").last.map(String.init) ?? ""] ?? [:]
      case "SimpleData":
        let name = scanner.attribute("name") ?? "value"
        properties.add(name, Self.value(try scanner.content(), schema[name]))
      case "Data":
        let name = scanner.attribute("name") ?? "value"
        let inner = scanner.depth - 1
        var text = ""
        while scanner.depth > inner {
          guard try scanner.next() == .open else { continue }
          if scanner.isNamed("value") {
            text = try scanner.content()
          } else {
            try scanner.skip()
          }
        }
        properties.add(name, text: text)
      case "SimpleArrayData":
        passedOver[scanner.name, default: 0] += 1
        try scanner.skip()
      default: try leaves(&properties)
      }
    }
  }

  /// A value by the type that a schema gives to it.
  private static func value(_ text: String, _ type: String?) -> BatchBuilder.Value {
    switch type {
    case "int", "uint", "short", "ushort", "float", "double":
      text.isEmpty ? .null : PropertyList.number(text) ?? .text(text)
    case "bool":
      switch text.lowercased() {
      case "1", "true": .truth(true)
      case "0", "false": .truth(false)
      default: text.isEmpty ? .null : .text(text)
      }
    default: .text(text)
    }
  }

  private func schema() throws(DataFault) {
    var fields: [String: String] = [:]
    let id = scanner.attribute("id")
    var name = scanner.attribute("name")
    var parent = scanner.attribute("parent")
    let outer = scanner.depth - 1
    while scanner.depth > outer {
      guard try scanner.next() == .open else { continue }
      if scanner.isNamed("name") {
        name = try scanner.content()
      } else if scanner.isNamed("parent") {
        parent = try scanner.content()
      } else {
        if let name = scanner.attribute("name"), let type = scanner.attribute("type") {
          fields[name] = type
        }
        try scanner.skip()
      }
    }
    for name in [id, name].compactMap({ $0 }) { types[name] = fields }
    if let name, parent == "Placemark" { derived.insert(name) }
  }

  // MARK: Styles

  private func sharedStyle() throws(DataFault) {
    let id = scanner.attribute("id")
    let style = try readStyle()
    if let id { styles["#\(id)"] = style }
  }

  private func styleMap() throws(DataFault) {
    let id = scanner.attribute("id")
    var key = ""
    let outer = scanner.depth - 1
    while scanner.depth > outer {
      guard try scanner.next() == .open else { continue }
      switch scanner.name {
      case "Pair": key = ""
      case "key": key = try scanner.content()
      case "styleUrl":
        let address = try scanner.content()
        if key != "highlight", let id { styleMaps["#\(id)"] = address }
      case "Style":
        let style = try readStyle()
        if key != "highlight", let id { styles["#\(id)"] = style }
      default: try scanner.skip()
      }
    }
  }

  /// Reads the style whose tag has opened.
  private func readStyle() throws(DataFault) -> KMLStyle {
    var style = KMLStyle()
    var part = ""
    let outer = scanner.depth - 1
    while scanner.depth > outer {
      guard try scanner.next() == .open else { continue }
      switch scanner.name {
      case "IconStyle", "LineStyle", "PolyStyle": part = scanner.name
      case "color":
        guard let found = KMLStyle.color(try scanner.content()) else { continue }
        switch part {
        case "IconStyle": style.markerColor = found.color
        case "LineStyle": (style.stroke, style.strokeOpacity) = (found.color, found.opacity)
        default: (style.fill, style.fillOpacity) = (found.color, found.opacity)
        }
      case "width": style.strokeWidth = DecimalReader.double(try scanner.content())
      case "fill": if try scanner.content() == "0" { style.fillOpacity = 0 }
      case "outline": if try scanner.content() == "0" { style.strokeOpacity = 0 }
      default: try scanner.skip()
      }
    }
    return style
  }
}
