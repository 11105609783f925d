import Foundation
import Testing

@testable import Exchange

@Suite struct InputFileTests {
  @Test(
    "The digest of a file is that of FIPS 180-4",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ])
  func digest(_ text: String, _ expected: String) throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "digest-\(UUID().uuidString)")
    try Data(text.utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    #expect(try InputFile(path: url.path).sha256 == expected)
  }
}
