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

  @Test("The page shows the code that is tested here")
  func page() throws {
    let tests = URL(filePath: #filePath)
    let root = tests.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(
      contentsOf: root.appending(path: "docs/custom-distance.md"), encoding: .utf8)
    let source = try String(contentsOf: tests, encoding: .utf8)
    let parts = page.components(separatedBy: "```swift\n").dropFirst()
    let code = try #require(parts.first?.components(separatedBy: "\n```").first)
    let shown = code.replacing("import Travel\n\n", with: "")
    #expect(code.contains("StairsDistance") && source.contains(shown))
  }
}
