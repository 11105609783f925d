import Exchange

/// A file that was read, and what it held.
package struct InputDigest: Hashable, Sendable {
  /// What the file is called in outputs: the path as it was given, or, where that leads from the
  /// root of the machine, the name alone.
  package var file: String
  /// SHA-256 in 64 hexadecimal digits, as `sha256sum` prints it.
  package var sha256: String

  package init(path: String, sha256: String) {
    file = Self.shown(path)
    self.sha256 = sha256
  }

  /// Digests of files that were read in pieces, each with what lies beside it.
  ///
  /// - Parameter paths: Files as they were given; the standard input and what is no file any more are left out.
  /// - Returns: One for each file, in the order of the paths.
  /// - Complexity: O(*n*), *n* bytes of all files.
  static func all(of paths: [String]) -> [InputDigest] {
    paths.flatMap { path -> [InputDigest] in
      // A stream that was read is gone.
      guard let file = InputPlace.diskPath(path), let hash = try? InputFile.sha256(ofFile: file)
      else { return [] }
      return [InputDigest(path: path, sha256: hash)] + beside(path)
    }
  }

  /// Digests of the files that belong to a shapefile; none for other files.
  static func beside(_ path: String) -> [InputDigest] {
    guard path.lowercased().hasSuffix(".shp"), InputPlace.diskPath(path) == path else { return [] }
    let stem = path.dropLast(4)
    return ["dbf", "shx", "prj", "cpg"].flatMap { ending -> [InputDigest] in
      for ending in [ending, ending.uppercased()] {
        let other = "\(stem).\(ending)"
        if InputPlace.exists(other) { return all(of: [other]) }
      }
      return []
    }
  }

  /// A path without what only this machine knows.
  static func shown(_ path: String) -> String {
    let shown = SystemPath.shown(path)
    guard path.hasPrefix("/") else { return path == "-" ? "standard input" : shown }
    return shown.split(separator: "/").last.map(String.init) ?? shown
  }
}
