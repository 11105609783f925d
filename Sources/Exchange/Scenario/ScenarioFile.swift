import Yams

/// Reads scenario files (YAML).
public enum ScenarioFile {
  /// Reads a scenario; the paths in it are resolved against its folder.
  public static func read(path: String) throws(DataFaults) -> Scenario {
    fatalError("not written yet")
  }

  /// Reads a text; `file` is what messages call it and what paths are resolved against.
  public static func read(_ text: String, file: String) throws(DataFaults) -> Scenario {
    fatalError("not written yet")
  }
}
