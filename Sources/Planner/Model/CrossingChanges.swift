import Exchange

/// Which crossings are opened and closed, whatever their file says.
struct CrossingChanges {
  let open: Set<String>
  let close: Set<String>

  /// Turns `all` into ids: `--close all --open G12` leaves G12 alone open.
  ///
  /// - Throws: A fault that names an id that no crossing has.
  init(_ scenario: Scenario, ids: [String], file: String?) throws(DataFault) {
    let known = Set(ids)
    for (option, names) in [("--open", scenario.open), ("--close", scenario.close)] {
      for name in names where name != "all" && !known.contains(name) {
        throw DataFault(
          file: file, value: name, problem: "is not the id of a crossing, but \(option) names it",
          remedy: Self.remedy(for: name, among: ids))
      }
    }
    var open = Set(scenario.open)
    var close = Set(scenario.close)
    if open.remove("all") != nil { open = known.subtracting(close) }
    if close.remove("all") != nil { close = known.subtracting(open) }
    self.open = open
    self.close = close
  }

  /// What to do about an id that no crossing has.
  static func remedy(for name: String, among ids: [String]) -> String {
    if ids.isEmpty { return "there are no crossings" }
    if let meant = Suggestion.nearest(to: name, among: ids) { return "did you mean \(meant)?" }
    return "the ids are " + ids.prefix(12).joined(separator: ", ") + (ids.count > 12 ? ", …" : "")
  }

  var isEmpty: Bool { open.isEmpty && close.isEmpty }

  func isOpen(_ id: String, asRead isOpen: Bool) -> Bool {
    close.contains(id) ? false : open.contains(id) ? true : isOpen
  }
}
