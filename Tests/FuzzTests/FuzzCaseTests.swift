import Foundation
import FuzzTargets
import Testing

/// What `make fuzz` found, run again and again.
@Suite struct FuzzCaseTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Cases/fuzz")

  static func cases(of target: FuzzTarget) -> [URL] {
    let found = try? FileManager.default.contentsOfDirectory(
      at: folder.appendingPathComponent(target.name), includingPropertiesForKeys: nil)
    return (found ?? []).sorted { $0.path < $1.path }
  }

  @Test("Every found case is answered rightly", arguments: FuzzTarget.all.map(\.name))
  func foundCases(of name: String) throws {
    let target = try #require(FuzzTarget.all.first { $0.name == name })
    for file in Self.cases(of: target) {
      let made = target.makeCase([UInt8](try Data(contentsOf: file)))
      if let fault = made.fault() {
        Issue.record("\(file.lastPathComponent):\n\(made.description)\n\(fault)")
      }
    }
  }

  @Test("Every folder of cases belongs to a target")
  func folders() throws {
    let names = Set(FuzzTarget.all.map(\.name))
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(folders.filter { $0 != "README.md" && !names.contains($0) }.isEmpty)
  }

  @Test("A choice takes one byte, and without bytes it is the first")
  func choices() {
    for target in FuzzTarget.all {
      let smallest = target.makeCase([])
      #expect(smallest.fault() == nil)
      #expect(smallest.description == target.makeCase([0, 0]).description)
    }
  }
}
