import Foundation
import Testing

/// Compares a text with the file `Tests/Golden/Help/NAME.txt`; `RECORD=1` rewrites it.
func expectGolden(
  _ text: String, _ name: String, file: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let url = URL(fileURLWithPath: file).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Golden/Help/\(name).txt")
  if ProcessInfo.processInfo.environment["RECORD"] == "1" {
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }
  let expected = try String(contentsOf: url, encoding: .utf8)
  #expect(
    text == expected, "differs from \(url.lastPathComponent); RECORD=1 rewrites it",
    sourceLocation: sourceLocation)
}
