import Foundation

@testable import Geocoding

/// Index and files of a test; gone with it.
final class TestFiles {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "footbridge-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appending(path: name).path }

  func write(_ name: String, _ text: String) throws -> String {
    try Data(text.utf8).write(to: folder.appending(path: name))
    return path(name)
  }
}

/// Houses of a street that runs east: number n stands n times ten metres along it.
func street(
  _ name: String, _ numbers: [String], city: String = "", postcode: String = "", south: Double = 0
) -> [ReferenceAddress] {
  numbers.map { number in
    let value = Double(number.prefix { $0.isNumber }) ?? 0
    return ReferenceAddress(
      street: name, number: number, city: city, postcode: postcode,
      longitude: -8.6 + value * 0.00012, latitude: 41.15 - south)
  }
}
