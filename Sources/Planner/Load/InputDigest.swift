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

  /// A path without what only this machine knows.
  static func shown(_ path: String) -> String {
    guard path.hasPrefix("/") else { return path == "-" ? "standard input" : path }
    return path.split(separator: "/").last.map(String.init) ?? path
  }
}
