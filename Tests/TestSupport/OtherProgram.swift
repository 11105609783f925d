import Foundation

/// Programs that a test needs and that may be missing.
public enum OtherProgram {
  /// Whether a program can be found; a test that needs it is skipped, and says so, where it cannot.
  public static func isThere(_ name: String) -> Bool {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
    }
  }
}
