import Foundation
import Planner

/// Files to convert, and what becomes of them.
final class ConvertedFile {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "footbridge-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appending(path: name).path }

  func write(_ text: String, _ name: String) throws -> String {
    try write(Array(text.utf8), name)
  }

  func write(_ bytes: [UInt8], _ name: String) throws -> String {
    try Data(bytes).write(to: folder.appending(path: name))
    return path(name)
  }

  func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: name)))
  }

  func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

  /// Converts a file of this folder and returns what was told.
  @discardableResult
  func convert(
    _ input: String, _ output: String, _ change: (inout ConversionSettings) -> Void = { _ in }
  ) throws -> [String] {
    var settings = ConversionSettings(input: path(input), output: path(output))
    settings.force = true
    change(&settings)
    var told: [String] = []
    try Conversion(settings).run { told.append($0.description) }
    return told.map { $0.replacing(folder.path + "/", with: "") }
  }

  /// What converting complains about; nil where it does not.
  func complaint(
    _ input: String, _ output: String, _ change: (inout ConversionSettings) -> Void = { _ in }
  ) -> String? {
    do {
      try convert(input, output, change)
      return nil
    } catch {
      return "\(error)".replacing(folder.path + "/", with: "")
    }
  }
}
