import Foundation
import TestSupport
import Testing

@testable import Geocoding

@Suite struct IndexDamageTests {
  private static let reference =
    "LON,LAT,NUMBER,STREET,CITY,POSTCODE\n"
    + (0..<300).map {
      "\(8 + Double($0) / 1e3),47.1,\($0 % 40 + 1),Street \($0 / 40),Town,\(1000 + $0 % 7)"
    }
    .joined(separator: "\n")

  @Test("A damaged index is made anew, says so, and answers as before")
  func damaged() throws {
    let files = try TestFolder()
    let reference = try files.write("a.csv", Self.reference)
    let index = files.path("index.sqlite")
    let whole = try Geocoder(references: [reference], index: index)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: index))
    let queries = (0..<8).map { AddressQuery("\($0 + 3) Street \($0), Town") }
    let expected = queries.map { whole.find($0) }
    #expect(expected.contains { $0.match == .exact })
    // Behind the page that says whose file it is.
    forEverySeed(in: 0...59) { generator in
      var damaged = bytes
      switch generator.next() % 3 {
      case 0:
        for _ in 0..<Int.random(in: 1...40, using: &generator) {
          damaged[Int.random(in: 4096..<damaged.count, using: &generator)] = UInt8.random(
            in: 0...255, using: &generator)
        }
      case 1:
        let start = Int.random(in: 4096..<damaged.count, using: &generator)
        let end = min(damaged.count, start + Int.random(in: 1...6000, using: &generator))
        damaged.replaceSubrange(start..<end, with: Data(count: end - start))
      default:
        damaged = damaged.prefix(Int.random(in: 4096..<damaged.count, using: &generator))
      }
      do {
        try damaged.write(to: URL(fileURLWithPath: index))
        let again = try Geocoder(references: [reference], index: index)
        guard
          queries.map({ again.find($0) }).elementsEqual(
            expected, by: { $0.match == $1.match && $0.place == $1.place })
        else { return false }
        // Either the damage lies where nothing is read, or it was noticed and mended.
        let isMended = again.notes.contains { $0.contains("damaged and is made anew") }
        let isUsed = again.notes.contains { $0.hasSuffix("used again") }
        let later = try Geocoder(references: [reference], index: index)
        return (isMended || isUsed) && later.notes.contains { $0.hasSuffix("used again") }
      } catch {
        Issue.record("\(error)")
        return false
      }
    }
  }
}
