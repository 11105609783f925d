import Exchange

extension DistanceQuery {
  /// Writes the rows to a file, whole or not at all; `-` is standard output.
  ///
  /// - Throws: As ``run(told:write:)`` does, or an `OutputError`.
  public func run(writingTo path: String, told: ([Finding]) -> Void = { _ in }) throws {
    if path == "-" {
      try run(told: told) { text in
        try AtomicFile.write(Array(text.utf8), to: path)
      }
      return
    }
    var bytes: [UInt8] = []
    try run(told: told) { bytes += $0.utf8 }
    try AtomicFile.write(bytes, to: path)
  }
}
