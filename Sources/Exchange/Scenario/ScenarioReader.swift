import Yams

/// Reads the values of a scenario and gathers what is wrong with them.
struct ScenarioReader {
  private let file: String
  private let folder: String
  private(set) var faults: [DataFault] = []
  private var unknownKeys = 0
  private var firstUntold: Int?
  private static let toldKeys = 20
  private var key = ""
  private var line: Int?

  init(file: String, folder: String) {
    self.file = file
    self.folder = folder
  }

  mutating func begin(_ key: String, line: Int?) {
    self.key = key
    self.line = line
  }

  mutating func add(
    _ key: String, _ line: Int?, _ value: String?, _ problem: String, _ remedy: String? = nil
  ) {
    faults.append(
      DataFault(
        file: file, line: line, field: .key(key), value: value, problem: problem, remedy: remedy))
  }

  /// Adds a fault for a name that is not `known`; `path` is the key with those above it.
  mutating func unknown(
    _ written: String, path: String, line: Int?, among known: [String]
  ) {
    unknownKeys += 1
    // A file of another kind has nothing but those.
    guard unknownKeys <= Self.toldKeys else {
      firstUntold = firstUntold ?? line
      return
    }
    let meant = Suggestion.nearest(to: written, among: known)
    add(
      DataFault.shown(path), line, nil, "there is no such key",
      meant.map { "did you mean \($0)?" } ?? "the keys are \(known.joined(separator: ", "))")
  }

  /// All faults; of many unknown keys the first, and how many more there are.
  var allFaults: [DataFault] {
    let rest = unknownKeys - Self.toldKeys
    return rest > 0 ? faults + [.others(rest, file: file, line: firstUntold)] : faults
  }

  func isNull(_ node: Node) -> Bool {
    guard let scalar = node.scalar, scalar.style == .plain else { return false }
    return ["", "~", "null"].contains(scalar.string)
  }

  /// The text of a plain value; a list or a mapping is a fault.
  private mutating func scalar(_ node: Node, _ wanted: String) -> String? {
    if let text = node.scalar?.string { return text }
    add(key, node.mark?.line ?? line, nil, "needs \(wanted)", "write it on the line of the key")
    return nil
  }

  private mutating func wrong(_ node: Node, _ text: String, _ problem: String, _ remedy: String) {
    add(key, node.mark?.line ?? line, text, problem, remedy)
  }

  /// A text without the line breaks that YAML's blocks leave at the end.
  mutating func text(_ node: Node) -> String? {
    guard var text = scalar(node, "a text") else { return nil }
    while text.last?.isNewline == true { text.removeLast() }
    return text
  }

  /// A path as seen from the working directory.
  mutating func path(_ node: Node) -> String? {
    scalar(node, "a path").map { Path.resolved($0, in: folder) }
  }

  mutating func word<Word: RawRepresentable & CaseIterable>(_ node: Node) -> Word?
  where Word.RawValue == String {
    guard let text = scalar(node, "a word") else { return nil }
    if let word = Word(rawValue: text) { return word }
    if let word = Word(rawValue: String(text.map { $0 == "-" ? "_" : $0 })) { return word }
    let known = Word.allCases.map(\.rawValue)
    let meant = Suggestion.nearest(to: text, among: known)
    wrong(
      node, text, "is not known here",
      meant.map { "did you mean \($0)?" } ?? "write \(known.joined(separator: ", "))")
    return nil
  }

  /// What says how files are written: a name, or `FILE=NAME` for one file.
  mutating func encoding(_ node: Node) -> String? {
    guard var text = scalar(node, "the name of an encoding") else { return nil }
    if TextEncoding(text) == nil, let place = text.lastIndex(of: "=") {
      text = Path.resolved(String(text[..<place]), in: folder) + text[place...]
    }
    var choice = EncodingChoice()
    if choice.add(text) { return text }
    wrong(
      node, text, "is no encoding that is known",
      "write a name such as windows-1250, or FILE=NAME for one file")
    return nil
  }

  mutating func count(_ node: Node) -> Int? {
    guard let text = scalar(node, "a whole number") else { return nil }
    guard let value = Int(text) else {
      wrong(node, text, "is not a whole number", "write one such as 5")
      return nil
    }
    guard value > 0 else {
      wrong(node, text, "is too few", "write 1 or more")
      return nil
    }
    return value
  }

  /// A whole number, or the numbers from one to another: `3...8`.
  mutating func counts(_ node: Node) -> ClosedRange<Int>? {
    guard let text = node.scalar?.string, text.contains("..") || text.contains("…")
    else {
      return count(node).map { $0...$0 }
    }
    if let counts = Quantity.counts(text) { return counts }
    wrong(node, text, "is no range of numbers", "write one such as 3...8, the smaller first")
    return nil
  }

  /// A share of all: `0.1` or `10%`.
  mutating func share(_ node: Node) -> Double? {
    guard let text = scalar(node, "a share") else { return nil }
    if let value = Quantity.share(text) { return value }
    wrong(node, text, "is no share", "write a percentage such as 10%, or 0.1")
    return nil
  }

  /// A share that is small where it makes sense: a bare 2 is as likely to mean two per cent.
  mutating func smallShare(_ node: Node) -> Double? {
    guard let share = share(node) else { return nil }
    guard share >= 1, let text = node.scalar?.string, !text.contains("%") else { return share }
    let asked = Quantity.question(aboutShare: text, share)
    wrong(node, text, asked.problem, asked.remedy)
    return nil
  }

  /// A number of people, or of whatever else is counted.
  mutating func amount(_ node: Node) -> Double? {
    guard let text = scalar(node, "a number") else { return nil }
    if let value = Quantity.amount(text) { return value }
    wrong(node, text, "is no amount", "write a number from 0 upwards")
    return nil
  }

  mutating func truth(_ node: Node) -> Bool? {
    guard let text = scalar(node, "true or false") else { return nil }
    switch text.lowercased() {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default:
      wrong(node, text, "is neither true nor false", "write true or false")
      return nil
    }
  }

  mutating func seed(_ node: Node) -> UInt64? {
    guard let text = scalar(node, "a whole number") else { return nil }
    if let value = UInt64(text) { return value }
    wrong(node, text, "is no seed", "write a whole number from 0 upwards")
    return nil
  }

  mutating func metres(_ node: Node) -> Double? {
    guard let text = scalar(node, "a distance") else { return nil }
    if let value = Quantity.metres(text) { return value }
    wrong(node, text, "is no distance", "write metres such as 1500, or 1.5 km")
    return nil
  }

  mutating func seconds(_ node: Node) -> Double? {
    guard let text = scalar(node, "a time") else { return nil }
    if let value = Quantity.seconds(text) { return value }
    wrong(node, text, "is no time", "write seconds such as 60, or 2 min")
    return nil
  }

  /// Distances by id: `old-bridge: 200`.
  mutating func amountsByID(_ node: Node) -> [String: Double] {
    guard let mapping = node.mapping else {
      add(
        key, node.mark?.line ?? line, node.scalar?.string, "names no ids",
        "write lines such as \"old-bridge: 200\" below it")
      return [:]
    }
    var amounts: [String: Double] = [:]
    let outer = (key, line)
    defer { (key, line) = outer }
    for (keyNode, value) in mapping {
      let id = keyNode.scalar?.string ?? ""
      line = keyNode.mark?.line
      key = "\(outer.0).\(id)"
      amounts[id] = metres(value)
    }
    return amounts
  }

  /// The elements of a list, or a single value.
  mutating func several<Value>(
    _ node: Node, _ read: (inout ScenarioReader, Node) -> Value?
  ) -> [Value] {
    guard let sequence = node.sequence else { return read(&self, node).map { [$0] } ?? [] }
    return sequence.compactMap { read(&self, $0) }
  }

  /// A path, or a mapping with `file`, `status` and the names of columns.
  mutating func points(_ node: Node) -> Scenario.Points? {
    guard let mapping = node.mapping else {
      return path(node).map { Scenario.Points(file: $0) }
    }
    var points = Scenario.Points(file: "")
    var hasFile = false
    let outer = (key, line)
    defer { (key, line) = outer }
    for (keyNode, value) in mapping {
      let written = keyNode.scalar?.string ?? ""
      line = keyNode.mark?.line
      key = "\(outer.0).\(written)"
      switch written {
      case "file":
        points.file = path(value) ?? ""
        hasFile = true
      case "status":
        if let status: PointStatus = word(value) {
          points.status = status
        } else if faults.last?.field == .key(key), let text = value.scalar?.string {
          // Here a status is for all points, but it may be the name of a column instead.
          faults.removeLast()
          points.columns[.status] = text
        }
      default:
        guard let role = Self.roles[written] else {
          unknown(
            written, path: key, line: line, among: ["file", "status"] + Self.roles.keys.sorted())
          continue
        }
        points.columns[role] = text(value)
      }
    }
    guard hasFile else {
      add(outer.0, node.mark?.line ?? outer.1, nil, "names no file", "add file: PATH")
      return nil
    }
    return points
  }

  /// How columns are named in a scenario.
  private static let roles: [String: ColumnRole] = [
    "id": .id, "lon": .longitude, "longitude": .longitude, "lat": .latitude,
    "latitude": .latitude, "x": .x, "y": .y, "position": .position, "weight": .weight,
    "capacity": .capacity, "zone": .zone, "name": .name, "group": .group, "cutoff": .cutoff,
    "node": .node,
  ]
}
