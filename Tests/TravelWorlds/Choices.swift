extension RandomNumberGenerator {
  /// A whole number from 0 to `count` − 1.
  package mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &self) }

  /// True once in `count` times.
  package mutating func once(in count: Int) -> Bool { below(count) == count - 1 }

  /// One of several, of which there must be one.
  package mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }

  /// A number from 0 to 1 in steps of 1 / 65,535.
  package mutating func part() -> Double {
    let high = below(256)
    return Double(high * 256 + below(256)) / 65_535
  }
}
