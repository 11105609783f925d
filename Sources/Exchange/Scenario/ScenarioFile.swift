import Yams

/// Reads scenario files (YAML).
///
///     title: Three schools for three banks
///     demand: students.csv
///     candidates: { file: lots.geojson, capacity: seats }
///     barriers: river.geojson
///     crossings: bridges.geojson
///     facilities: 3
///     max_distance: 1.5 km
public enum ScenarioFile {
  /// Reads a scenario; the paths in it are resolved against its folder.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - encodings: What the user says about its encoding, where it is not UTF-8.
  /// - Returns: The scenario.
  /// - Throws: All faults of the file at once, each with its line: unknown keys with a suggestion,
  ///   values of the wrong kind. Or the first error of YAML.
  public static func read(
    path: String, encodings: EncodingChoice = EncodingChoice()
  ) throws(DataFaults) -> Scenario {
    let input = try readInput(path, encodings)
    let start = try checkedStart(of: input)
    let text = String(decoding: input.bytes[start...], as: UTF8.self)
    var scenario = try read(text, file: input.name, folder: Path.folder(of: path))
    scenario.sha256 = input.sha256
    return scenario
  }

  private static func checkedStart(of input: InputFile) throws(DataFaults) -> Int {
    do throws(DataFault) {
      return try input.bytes.withBytes { (buffer) throws(DataFault) in
        try TextCheck.start(of: buffer, file: input.name)
      }
    } catch {
      throw DataFaults(error)
    }
  }

  /// Reads a text; `file` is what messages call it and what paths are resolved against.
  public static func read(_ text: String, file: String) throws(DataFaults) -> Scenario {
    try read(text, file: file, folder: Path.folder(of: file))
  }

  private static func read(
    _ text: String, file: String, folder: String
  ) throws(DataFaults) -> Scenario {
    guard let root = try root(of: text, file: file) else {
      throw DataFaults(
        DataFault(
          file: file, problem: "the file is empty",
          remedy: "it needs keys such as demand and facilities"))
    }
    var reader = ScenarioReader(file: file, folder: folder)
    guard let mapping = root.mapping else {
      throw DataFaults(
        DataFault(
          file: file, line: root.mark?.line, problem: "the scenario is no list of keys",
          remedy: "write lines such as \"facilities: 5\""))
    }
    var scenario = Scenario()
    scenario.file = file
    for (keyNode, value) in mapping {
      let written = keyNode.scalar?.string ?? ""
      let line = keyNode.mark?.line
      guard let key = ScenarioKey.named(written) else {
        reader.unknown(
          written, path: written, line: line, among: ScenarioKey.all.map(\.name))
        continue
      }
      if scenario.lines.updateValue(line ?? 0, forKey: key.name) != nil {
        reader.add(key.name, line, nil, "comes twice", "keep one of them")
        continue
      }
      reader.begin(key.name, line: line)
      // A key without a value says nothing.
      if reader.isNull(value) { continue }
      key.read(&scenario, value, &reader)
    }
    if let faults = DataFaults(reader.allFaults) { throw faults }
    return scenario
  }

  private static func root(of text: String, file: String) throws(DataFaults) -> Node? {
    do {
      return try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw DataFaults(fault(of: error, file: file))
    } catch {
      throw DataFaults(DataFault(file: file, problem: "cannot be read as YAML: \(error)"))
    }
  }

  private static func fault(of error: YamlError, file: String) -> DataFault {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      DataFault(
        file: file, line: mark.line, problem: "this is not YAML: \(problem)",
        remedy: "look at the spaces and quotes of this line and the one before")
    case .duplicatedKeysInMapping(let duplicates, let context):
      DataFault(
        file: file, line: context.mark.line, field: duplicates.first.map(DataFault.Field.key),
        problem: "comes twice", remedy: "keep one of them")
    default:
      DataFault(file: file, problem: "cannot be read as YAML: \(error)")
    }
  }
}
