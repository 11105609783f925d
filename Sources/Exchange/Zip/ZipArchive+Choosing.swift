extension ZipArchive {
  /// The file of a name.
  ///
  /// - Throws: A fault that lists what there is.
  func entry(named name: String) throws(DataFault) -> Entry {
    if let entry = entries.first(where: { $0.name == name }) { return entry }
    throw DataFault(
      file: self.name, value: name, problem: "is not in the archive",
      remedy: "it has \(Self.listed(entries))")
  }

  /// The one file that can be read.
  ///
  /// What tells about others, such as a `readme.txt`, does not count, nor do the parts of a shapefile beside its `.shp`.
  ///
  /// - Parameters:
  ///   - layer: The name of the file without its ending, where there are several.
  ///   - format: What it is, where the user says so.
  /// - Returns: Its entry.
  /// - Throws: A fault where there is none, or several.
  func only(layer: String?, format: DataFormat?) throws(DataFault) -> Entry {
    if let names = Self.spreadsheetMarks.first(where: { mark in
      entries.contains { $0.name == mark }
    }) {
      throw DataFault(
        file: name,
        problem: names == Self.documentMark
          ? "this is a document of an office program, not text"
          : "this is a spreadsheet or a zip file, not text", remedy: "save it as CSV in UTF-8")
    }
    var readable = entries.filter { Self.isReadable($0.fileName) }
    if let format {
      let same = readable.filter { DataFormat(path: $0.fileName) == format }
      if !same.isEmpty { readable = same }
    }
    if let layer {
      let named = readable.filter { Self.stem($0.fileName) == layer }
      if named.count == 1 { return named[0] }
      // What has layers of its own is asked for them later.
      if readable.count != 1 {
        throw DataFault(
          file: name, value: layer, problem: "is not in the archive",
          remedy: "it has \(Self.listed(readable))")
      }
    }
    if readable.isEmpty, entries.count == 1 { return entries[0] }
    guard let entry = readable.first else {
      throw DataFault(
        file: name, problem: "no file in the archive is of a kind that can be read",
        remedy: entries.isEmpty
          ? "it is empty: pack it again" : "it has \(Self.listed(entries))")
    }
    guard readable.count == 1 else {
      throw DataFault(
        file: name,
        problem:
          "the archive has \(readable.count) files that can be read: \(Self.listed(readable))",
        remedy: "name one of them: \(name)/\(entry.name)")
    }
    return entry
  }

  private static let documentMark = "mimetype"
  private static let spreadsheetMarks = ["[Content_Types].xml", documentMark]

  private static func isReadable(_ name: String) -> Bool {
    let lower = name.lowercased()
    guard !lower.hasPrefix(".") else { return false }
    if ["readme", "read_me", "license", "licence", "copying"].contains(where: lower.hasPrefix) {
      return false
    }
    let isTrace = [".plt", ".rec"].contains { lower.hasSuffix($0) }
    return isTrace || DataFormat(path: lower) != nil && !lower.hasSuffix(".zip")
  }

  /// A name without its ending.
  static func stem(_ name: String) -> String {
    guard let point = name.lastIndex(of: "."), point > name.startIndex else { return name }
    return String(name[..<point])
  }

  private static func listed(_ entries: [Entry]) -> String {
    let names = entries.prefix(12).map { DataFault.shown($0.name) }.joined(separator: ", ")
    return entries.count > 12 ? names + ", …" : names
  }
}
