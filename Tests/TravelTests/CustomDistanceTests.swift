import Foundation
import Testing
import Travel

// What docs/custom-distance.md shows, word for word.

/// A room in a building: its floor, and its number along the corridor.
struct Room: Hashable, Sendable {
  var floor: Int
  var number: Int
}

/// Doors are 4 m apart; a flight of stairs is walked like 15 m, and stands at room 0.
struct StairsDistance: DistanceProvider {
  func distance(from origin: Room, to destination: Room) -> Double {
    if origin.floor == destination.floor {
      return 4 * Double(abs(origin.number - destination.number))
    }
    let flights = abs(origin.floor - destination.floor)
    return 4 * Double(origin.number + destination.number) + 15 * Double(flights)
  }
}

@Suite struct CustomDistanceTests {
  private let rooms = [
    Room(floor: 0, number: 1), Room(floor: 0, number: 4), Room(floor: 2, number: 3),
  ]

  @Test("One function is enough; the rest is there")
  func defaults() {
    let stairs = StairsDistance()
    let prepared = stairs.prepare(rooms)
    let table = stairs.distances(from: prepared, to: prepared, chosen: [2, 0])
    #expect(table.values == [46, 58, 0, 0, 12, 46])
    #expect(table[0, 1] == 58)
    #expect(stairs.route(from: rooms[0], to: rooms[2])?.path == [rooms[0], rooms[2]])
    #expect(stairs.route(from: rooms[0], to: rooms[2])?.distance == 46)
    #expect(stairs.routes(from: prepared, members: [1], to: 0, of: prepared).first??.distance == 12)
    #expect(stairs.lowerBound(from: rooms[0], to: rooms[2]) == 0)
    #expect(stairs.isSymmetric)
    #expect(
      stairs.relocation(
        of: rooms[0], serving: [1], of: prepared, weights: [1, 1, 1], objective: .distance) == nil)
  }

  @Test("No way is infinity, and then there is no route")
  func unreachable() {
    struct GroundFloorOnly: DistanceProvider {
      func distance(from origin: Room, to destination: Room) -> Double {
        origin.floor == destination.floor ? 1 : .infinity
      }
    }
    #expect(GroundFloorOnly().route(from: rooms[0], to: rooms[2]) == nil)
  }

  @Test("A row at a time")
  func table() {
    let stairs = StairsDistance()
    let rooms = stairs.prepare([Room(floor: 0, number: 1), Room(floor: 2, number: 3)])
    let table = stairs.distances(from: rooms, to: rooms, chosen: [1])
    let metres = table[0, 0]  // 46.0: 4 × (1 + 3) m of corridor and 15 × 2 m of stairs
    #expect(metres == 46)
  }

  @Test("The page shows the code that is tested here")
  func page() throws {
    let tests = URL(filePath: #filePath)
    let root = tests.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(
      contentsOf: root.appending(path: "docs/custom-distance.md"), encoding: .utf8)
    let source = try flattened(String(contentsOf: tests, encoding: .utf8))
    let blocks = page.components(separatedBy: "```swift\n").dropFirst().map {
      $0.components(separatedBy: "\n```")[0].replacing("import Travel\n", with: "")
    }
    #expect(blocks.count == 2)
    for block in blocks { #expect(source.contains(flattened(block)), "\(block)") }
  }

  /// Without indentation and empty lines.
  private func flattened(_ text: String) -> String {
    text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
