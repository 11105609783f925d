import Exchange

extension DistanceQuery {
  /// Writes the rows to a file as they are measured, whole or not at all; `-` is standard output.
  ///
  /// - Throws: As ``run(told:write:)`` does, or an `OutputError`.
  public func run(writingTo path: String, told: ([Finding]) -> Void = { _ in }) throws {
    var conflict = OutputConflict(
      inputs: settings.scenario.inputFiles + [from, to] + [pairs].compactMap(\.self))
    try conflict.add(file: path)
    if path == "-" {
      try run(told: told) { text in
        try AtomicFile.write(Array(text.utf8), to: path)
      }
      return
    }
    let sink = try ByteSink(path: path, force: force)
    try run(told: told) { text in
      var text = text
      try text.withUTF8 { try sink.write($0) }
    }
    try sink.finish()
  }
}
