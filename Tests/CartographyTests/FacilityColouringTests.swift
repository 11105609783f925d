import Cartography
import TestSupport
import Testing

@Suite struct FacilityColouringTests {
  @Test("While there are colours enough, everyone has their own", arguments: 1...8)
  func fewFacilities(count: Int) {
    let looks = FacilityColouring.looks(
      positions: (0..<count).map { CanvasPoint(Double($0), 0) }, people: [])
    #expect(Set(looks.map(\.colour)).count == count)
    #expect(looks.allSatisfy { $0.shape == 0 })
  }

  /// A chessboard of catchments, in a random order: touching ones must differ.
  @Test("Facilities whose people live side by side differ in colour")
  func neighbours() {
    forEverySeed(in: 0...4) { random in
      let side = 8
      let cells = (0..<side * side).shuffled(using: &random)
      let positions = cells.map {
        CanvasPoint(Double($0 % side) * 100 + 50, Double($0 / side) * 100 + 50)
      }
      var people: [(place: CanvasPoint, facility: Int)] = []
      for (facility, center) in positions.enumerated() {
        for dx in stride(from: -45.0, through: 45, by: 10) {
          for dy in stride(from: -45.0, through: 45, by: 10) {
            people.append((CanvasPoint(center.x + dx, center.y + dy), facility))
          }
        }
      }
      let looks = FacilityColouring.looks(positions: positions, people: people)
      for a in positions.indices {
        for b in positions.indices where a < b {
          let touch = positions[a].distance(to: positions[b]) < 101
          if touch && looks[a].colour == looks[b].colour { return false }
        }
      }
      return true
    }
  }

  @Test("56 facilities that do not touch all look different, the same each time")
  func distinctLooks() {
    forEverySeed(in: 0...19) { random in
      let positions = (0..<56).shuffled(using: &random).map {
        CanvasPoint(Double($0 % 8) * 100, Double($0 / 8) * 100)
      }
      let looks = FacilityColouring.looks(positions: positions, people: [])
      return looks == FacilityColouring.looks(positions: positions, people: [])
        && Set(looks).count == 56
    }
  }
}
