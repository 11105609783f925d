import Foundation
import Planner
import TestSupport

/// Files to convert, and what becomes of them.
struct ConvertedFile {
  private let files: TestFolder
  var folder: URL { files.url }

  init() throws { files = try TestFolder() }

  func path(_ name: String) -> String { files.path(name) }

  @discardableResult
  func write(_ text: String, _ name: String) throws -> String { try files.write(name, text) }

  @discardableResult
  func write(_ bytes: [UInt8], _ name: String) throws -> String {
    try files.write(name, Data(bytes))
  }

  func bytes(_ name: String) throws -> [UInt8] { try files.bytes(name) }

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
