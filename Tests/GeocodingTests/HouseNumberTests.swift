import Testing

@testable import Geocoding

@Suite struct HouseNumberTests {
  @Test("A cell of a reference is one house with all the numbers that it goes by")
  func cells() {
    let cells: [(String, [HouseNumber]?)] = [
      ("12", [.init(12)]), ("12A", [.init(12, "a")]), ("12-A", [.init(12, "a")]),
      ("12 a", [.init(12, "a")]), ("12/A", [.init(12, "a")]), ("12 bis", [.init(12, "bis")]),
      ("12ter", [.init(12, "ter")]), ("60; 62", [.init(60), .init(62)]),
      ("61-65", [.init(61), .init(63), .init(65)]), ("14-16", [.init(14), .init(16)]),
      ("12/3", [.init(12, "/3")]), ("12-2", [.init(12, "/2")]),
      ("98/106", [.init(98), .init(100), .init(102), .init(104), .init(106)]),
      ("198, 200", [.init(198)]), ("25-E", [.init(25, "e")]), ("S/N", nil), ("", nil),
      ("Casa Branca", nil), ("0", nil), ("4000-112", [.init(4000, "/112")]),
      ("516 – 1º", [.init(516)]), ("99999999999999", nil),
    ]
    for (text, expected) in cells {
      #expect(HouseNumbers(text)?.numbers == expected, "\(text)")
    }
  }
}
