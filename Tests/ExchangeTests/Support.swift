import Exchange
import Foundation

/// The bytes of a text.
func utf8(_ text: String) -> [UInt8] { Array(text.utf8) }

func string(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

/// A path in the folder for temporary files that nothing else has.
func temporaryPath(_ name: String) -> String {
  FileManager.default.temporaryDirectory.appending(path: "footbridge-\(UUID().uuidString)-\(name)")
    .path
}

/// What reading complains about; nil where it does not.
func complaint<Value>(_ read: () throws -> Value) -> String? {
  do {
    _ = try read()
    return nil
  } catch {
    return "\(error)"
  }
}
