public import Foundation

/// Data with known answers that lies beside the project on some machines; tests that need it are
/// left out, and say so, where it is not there.
public enum ReferenceData {
  /// The folder `name` of the reference data, or nil.
  public static func folder(_ name: String, from file: String = #filePath) -> URL? {
    var root = URL(fileURLWithPath: file)
    while root.path != "/" {
      root.deleteLastPathComponent()
      if FileManager.default.fileExists(atPath: root.appendingPathComponent("Package.swift").path) {
        break
      }
    }
    let folder = root.deletingLastPathComponent().appendingPathComponent("shared/reference/\(name)")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }
}
