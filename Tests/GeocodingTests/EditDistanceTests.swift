import Testing

@testable import Geocoding

@Suite struct EditDistanceTests {
  @Test("Typing mistakes are counted one by one")
  func distances() {
    let cases: [(String, String, Int?)] = [
      ("rua", "rua", 0), ("pousada", "pousda", 1), ("pousada", "puosada", 1),
      ("pousada", "pousadda", 1), ("pousada", "pousaba", 1), ("pousada", "posuaad", 2),
      ("", "ab", 2), ("abc", "xyz", nil), ("rio", "oir", 2), ("a", "abcd", nil),
    ]
    var distance = EditDistance()
    for (a, b, expected) in cases {
      #expect(distance.distance(a, b, limit: 2) == expected, "\(a) and \(b)")
      #expect(distance.distance(b, a, limit: 2) == expected, "\(b) and \(a)")
    }
  }
}
