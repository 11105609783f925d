/// What a file of fixes is written in, by its first bytes.
enum TraceFormat: Hashable {
  case gpx, tcx, json, plt, ownTracks, table
  /// A format that features are read from.
  case features(DataFormat)

  /// Whether bytes of 0 are no sign that something is wrong.
  var isBinary: Bool {
    if case .features(let format) = self { format != .kml } else { false }
  }

  init(_ head: [UInt8]) {
    for (signature, format) in Self.signatures where head.starts(with: signature) {
      self = .features(format)
      return
    }
    // Text of two bytes a character reads the same for this purpose without its zeros.
    let text = head.prefix(4096).filter { $0 != 0 && $0 < 0xF0 }
    var start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < text.count, text[start] <= 0x20 { start += 1 }
    let line = text[start...].prefix { $0 != 0x0A }
    let beginning = String(decoding: line.prefix(400), as: UTF8.self)
    switch line.first {
    case 0x3C: self = Self.markup(text[start...])
    case 0x7B where beginning.contains("\"_type\""): self = .ownTracks
    case 0x7B, 0x5B: self = .json
    default:
      if beginning.hasPrefix("Geolife trajectory") {
        self = .plt
      } else if beginning.contains("{\"_type\"")
        || beginning.contains("{\"") && beginning.contains("\t")
      {
        self = .ownTracks
      } else {
        self = .table
      }
    }
  }

  private static let signatures: [([UInt8], DataFormat)] = [
    (Array("SQLite format 3".utf8), .gpkg), (Array("fgb".utf8) + [3], .fgb),
    ([0x50, 0x4B, 3, 4], .kmz), ([0, 0, 0x27, 0x0A], .shp),
  ]

  /// By the name of the first tag; what has none is left to the reader of GPX to refuse.
  private static func markup(_ text: ArraySlice<UInt8>) -> TraceFormat {
    var rest = text
    while let open = rest.firstIndex(of: 0x3C) {
      rest = rest[(open + 1)...]
      guard let first = rest.first else { break }
      if first == 0x21, rest.starts(with: Array("!--".utf8)) {
        guard let end = rest.indices.first(where: { rest[$0...].starts(with: Array("-->".utf8)) })
        else { break }
        rest = rest[end...]
      } else if first != 0x21, first != 0x3F {
        let name = rest.prefix { $0 > 0x20 && $0 != 0x3E && $0 != 0x2F }
        let local = name.split(separator: 0x3A).last.map { String(decoding: $0, as: UTF8.self) }
        switch local {
        case "kml", "Document", "Folder", "Placemark": return .features(.kml)
        case "TrainingCenterDatabase": return .tcx
        default: return .gpx
        }
      }
    }
    return .gpx
  }
}
