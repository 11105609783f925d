/// Files and folders of fixes.
package enum TraceFiles {
  /// Whose files they are that do not say it.
  package enum Owner: String, Hashable, Sendable, CaseIterable {
    /// One person's.
    case one
    /// The folder that a file lies in is the person.
    case folder
    /// The file is the person.
    case file
  }

  /// A file that is to be read.
  package struct File: Hashable, Sendable {
    package var path: String
    /// Whether nobody asked for it by name, so that it may be something else.
    package var isFromFolder: Bool
  }

  /// All files to be read, those of folders and of the folders in them in the order of their names.
  ///
  /// - Throws: A fault where there is no such file, or a folder has no file of fixes.
  package static func list(_ paths: [String]) throws(DataFault) -> [File] {
    var files: [File] = []
    for path in paths {
      if path == "-" || FileSystem.kind(of: path) != .folder {
        files.append(File(path: path, isFromFolder: false))
        continue
      }
      let before = files.count
      try walk(path, into: &files)
      if files.count == before {
        throw DataFault(
          file: path, problem: "there is no file of fixes in this folder",
          remedy:
            "it needs files such as .gpx, .csv, .plt, .geojson, .json, .kml, .tcx, .gpkg or .rec")
      }
    }
    return files
  }

  private static let endings = [
    "gpx", "csv", "tsv", "txt", "plt", "geojson", "json", "geojsonl", "rec", "kml", "kmz", "tcx",
    "gpkg", "fgb", "shp",
  ]

  private static func walk(_ folder: String, into files: inout [File]) throws(DataFault) {
    let names: [String]
    do throws(OutputError) {
      names = try FileSystem.names(in: folder)
    } catch {
      throw DataFault(
        file: folder, problem: "the folder cannot be read", remedy: "check its permissions")
    }
    for name in names where !name.hasPrefix(".") {
      let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      if FileSystem.kind(of: path) == .folder {
        try walk(path, into: &files)
      } else if endings.contains(ending(of: name)) {
        files.append(File(path: path, isFromFolder: true))
      }
    }
  }

  private static func ending(of name: String) -> String {
    var parts = name.lowercased().split(separator: ".")
    if parts.last == "gz" { parts.removeLast() }
    return parts.count > 1 ? String(parts[parts.count - 1]) : ""
  }

  /// Reads files one after the other; what lies in a folder and holds no fixes is left out by name.
  ///
  /// - Returns: Fixes in the order in which they came.
  /// - Throws: The fault of a file that cannot be read at all.
  package static func read(
    _ files: [File], reading: TraceReading, owner: Owner
  ) throws(DataFault) -> TraceCollection {
    var collection = TraceCollection(budget: reading.memory)
    var first: DataFault?
    var faults = 0
    for file in files {
      let before = collection.fixCount + collection.untimedCount
      do throws(DataFault) {
        try read(file.path, isOnly: files.count == 1, reading, owner, into: &collection)
      } catch {
        // What was begun and breaks off is no other kind of file.
        let hasFixes = collection.fixCount + collection.untimedCount > before
        if !file.isFromFolder || hasFixes || collection.storeFault != nil { throw error }
        first = first ?? error
        faults += 1
        collection.warnings.append("left out: \(error)")
      }
    }
    if let first, faults == files.count { throw first }
    return collection
  }

  private static func read(
    _ file: String, isOnly: Bool, _ reading: TraceReading, _ owner: Owner,
    into collection: inout TraceCollection
  ) throws(DataFault) {
    let source = try ByteSource(path: file)
    if !TraceFormat(source.head).isBinary {
      try source.becomeText(reading.encodings.text(of: file))
    }
    let origin = TraceOrigin(
      file: source.name, stem: stem(file),
      person: reading.person ?? person(file, source.head, owner))
    guard
      TraceFormat(source.head).isBinary || !source.head.contains(0)
    else {
      throw DataFault(
        file: source.name, problem: "this is no text",
        remedy: "give GPX, CSV, PLT, GeoJSON, Google's or OwnTracks' files, packed with gzip or not"
      )
    }
    guard !source.head.allSatisfy({ $0 <= 0x20 }) else {
      if isOnly {
        throw DataFault(
          file: source.name, problem: "the file is empty", remedy: "it needs fixes with times")
      }
      collection.warnings.append("\(source.name): the file is empty")
      return
    }
    try read(source, path: file, origin: origin, reading: reading, into: &collection)
  }

  /// Reads one person's fixes from one source.
  ///
  /// - Returns: Fixes in the order in which they came.
  /// - Throws: The fault of a text that cannot be read at all.
  static func read(
    _ source: ByteSource, reading: TraceReading
  ) throws(DataFault) -> TraceCollection {
    var collection = TraceCollection(budget: reading.memory)
    let origin = TraceOrigin(
      file: source.name, stem: source.name, person: reading.person ?? TraceReading.somebody)
    try read(source, path: nil, origin: origin, reading: reading, into: &collection)
    return collection
  }

  private static func read(
    _ source: ByteSource, path: String?, origin: TraceOrigin, reading: TraceReading,
    into collection: inout TraceCollection
  ) throws(DataFault) {
    switch TraceFormat(source.head) {
    case .gpx:
      var reader = try GPXTraceReader(source, origin: origin, reading: reading)
      try reader.read(into: &collection)
    case .tcx:
      var reader = try TCXTraceReader(source, origin: origin)
      try reader.read(into: &collection)
    case .json:
      var reader = JSONTraceReader(source, origin: origin, reading: reading)
      try reader.read(into: &collection)
    case .plt:
      try PLTTraceReader(source: source, origin: origin, reading: reading).read(into: &collection)
    case .ownTracks:
      try OwnTracksReader(source: source, origin: origin, reading: reading).read(into: &collection)
    case .table:
      let before = collection.fixCount + collection.untimedCount
      do throws(DataFault) {
        try CSVTraceReader(source, origin: origin, reading: reading).read(into: &collection)
      } catch {
        // Places may stand in one column, as well-known text or as `47.5, 19.04`.
        guard before == collection.fixCount + collection.untimedCount,
          collection.storeFault == nil, let table = table(path, reading)
        else { throw error }
        try FeatureTraceReader(origin: origin, reading: reading, kind: "table", isUTC: false)
          .read(table, into: &collection)
      }
    case .features(let format):
      let reader = FeatureTraceReader(
        origin: origin, reading: reading, kind: format.rawValue.uppercased(),
        isUTC: [.kml, .kmz, .gpkg].contains(format))
      try reader.read(
        features(source, path, format, wraps: reading.wraps), into: &collection)
    }
  }

  /// The file as a table of features; nil where it is none, or has no places.
  private static func table(_ path: String?, _ reading: TraceReading) -> CSVFeatures? {
    var rules = ReadingRules()
    rules.wraps = reading.wraps
    guard let path,
      let table = try? CSVFeatures(
        rules: rules,
        open: {
          try FileSource(path: path, text: reading.encodings.text(of: path))
        }),
      table.placelessness == nil
    else { return nil }
    return table
  }

  /// Opens a file of features.
  private static func features(
    _ source: ByteSource, _ path: String?, _ format: DataFormat, wraps: Bool
  ) throws(DataFault) -> SerialFeatures {
    var features: SerialFeatures
    if format == .kml {
      features = SerialFeatures(try KMLReader(source))
    } else {
      // Streams are kept, and so is what was compressed.
      let isFile = path.map { InputPlace.diskPath($0) != nil } ?? false
      let place =
        isFile && !source.isUnpacked ? try InputPlace(path ?? "") : InputPlace(keeping: source)
      features = try SerialFeatures.open(
        place, format: format, options: SerialFeatures.Options())
    }
    features.rules.wraps = wraps
    return features
  }

  private static func stem(_ file: String) -> String {
    if file == "-" { return "stdin" }
    var name = String(file.split(separator: "/").last ?? "")
    if name.hasSuffix(".gz") { name.removeLast(3) }
    return name
  }

  private static func person(_ file: String, _ head: [UInt8], _ owner: Owner) -> String {
    let parts = file.split(separator: "/").map(String.init)
    // GeoLife: Data/010/Trajectory/20081023.plt
    if TraceFormat(head) == .plt, let index = parts.lastIndex(of: "Trajectory"), index > 0 {
      return parts[index - 1]
    }
    switch owner {
    case .one: return TraceReading.somebody
    case .folder: return parts.count > 1 ? parts[parts.count - 2] : TraceReading.somebody
    case .file: return stem(file).split(separator: ".").first.map(String.init) ?? file
    }
  }
}
