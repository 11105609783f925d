package import Exchange

/// Files of addresses as they are passed around: packed with gzip or not, alone or in folders.
package enum AddressFile {
  /// Reads all of a file and unpacks it; `-` is the standard input.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - encodings: What the user says about its encoding.
  /// - Returns: The bytes, under the name of the file without `.gz`.
  /// - Throws: `DataFaults` for a file that cannot be read, or is an archive of files.
  package static func read(
    _ path: String, encodings: EncodingChoice = EncodingChoice()
  ) throws(DataFaults) -> InputFile {
    do throws(DataFault) {
      let input = try InputFile(path: path, encodings: encodings)
      guard !input.bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) else {
        throw DataFault(
          file: path, problem: "this is a zip archive or a spreadsheet, not a table of addresses",
          remedy: "unpack it and name the files or their folder, or save the sheet as CSV")
      }
      return input
    } catch {
      throw DataFaults(error)
    }
  }

  private static let endings: Set<String> = [
    "csv", "tsv", "txt", "geojson", "geojsonl", "geojsons", "geojsonseq", "json", "jsonl", "ndjson",
  ]

  /// All files of references, those of folders and of the folders in them in the order of names.
  ///
  /// - Throws: `DataFaults` where there is no such file, or a folder has no file of addresses.
  package static func list(_ paths: [String]) throws(DataFaults) -> [String] {
    var files: [String] = []
    for path in paths {
      guard InputFolder.isFolder(path) else {
        guard path == "-" || InputPlace.exists(path) else {
          throw DataFaults(
            DataFault(file: path, problem: "there is no such file", remedy: "check the path"))
        }
        files.append(path)
        continue
      }
      let names: [String]
      do throws(DataFault) {
        names = try InputFolder.files(in: path)
      } catch {
        throw DataFaults(error)
      }
      let found = names.filter { endings.contains(ending(of: $0)) }
      guard !found.isEmpty else {
        throw DataFaults(
          DataFault(
            file: path, problem: "there is no file of addresses in this folder",
            remedy: "it needs .csv, .geojson or .geojsonl files, packed with gzip or not"))
      }
      files += found.map { path.hasSuffix("/") ? path + $0 : "\(path)/\($0)" }
    }
    return files
  }

  /// What a name ends with before `.gz`, in lower case.
  static func ending(of name: String) -> String {
    var parts = name.lowercased().split(separator: ".")
    if parts.last == "gz" { parts.removeLast() }
    return parts.count > 1 ? String(parts[parts.count - 1]) : ""
  }
}
