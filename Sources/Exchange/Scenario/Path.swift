/// Puts paths together as text; links are not followed.
package enum Path {
  /// The folder of a file: `scenarios` for `scenarios/a.yaml`, empty for `a.yaml`.
  package static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last part of a path.
  package static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// A path as seen from where the folder is seen from; `-` stays as it is.
  ///
  /// `data/a.csv` in `scenarios/..` is `data/a.csv`.
  package static func resolved(_ path: String, in folder: String) -> String {
    guard path != "-", !path.hasPrefix("/"), !folder.isEmpty else { return path }
    var parts: [Substring] = []
    for part in (folder + "/" + path).split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    let joined = parts.joined(separator: "/")
    return folder.hasPrefix("/") ? "/" + joined : joined
  }
}
