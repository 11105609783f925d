import Foundation
public import Testing

/// Compares text with a file under `Tests/Golden`; with `RECORD=1` in the environment it writes the
/// file instead, and the change is reviewed like code.
///
/// - Parameters:
///   - text: What the code under test makes now.
///   - name: Suite and test with the kind of file: `Maps/tiny-town.svg`.
///   - sourceLocation: Where a difference is reported.
/// - Throws: What the file system says where recording fails.
public func expectGolden(
  _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  let file = folder.appending(path: "Golden").appending(path: name)
  if ProcessInfo.processInfo.environment["RECORD"] == "1" {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return
  }
  guard let golden = try? String(contentsOf: file, encoding: .utf8) else {
    Issue.record(
      "there is no golden file \(name); make it with RECORD=1", sourceLocation: sourceLocation)
    return
  }
  guard golden != text else { return }
  let old = golden.split(separator: "\n", omittingEmptySubsequences: false)
  let new = text.split(separator: "\n", omittingEmptySubsequences: false)
  let line = zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset
  let first = line ?? min(old.count, new.count)
  Issue.record(
    """
    \(name) differs from line \(first + 1) on; rewrite it with RECORD=1 if that is right
    golden: \(first < old.count ? old[first].prefix(300) : "(end)")
    now:    \(first < new.count ? new[first].prefix(300) : "(end)")
    """,
    sourceLocation: sourceLocation)
}
