/// What labels of houses with several numbers mean: a range on one side of the street, or a pair.
///
/// `61-65` is a house from 61 to 65 in Porto. In Queens `37-45` is house 45 beyond 37th Avenue: one number, of which neither
/// part stands for itself. A city is of the second kind where some of its pairs cannot be ranges.
struct HouseLabels: Sendable {
  enum Standing: Hashable {
    /// By this number alone the house is meant.
    case alone
    /// The number lies within the range of the house.
    case inRange
    /// The number is part of a pair.
    case partOfPair
  }

  private enum Kind: UInt8 {
    case plain, range, pair
  }

  /// By the numbers of texts; the first and the last number of ranges.
  private var kinds: [Kind]
  private var ends: [Int32: (first: Int32, last: Int32)] = [:]
  /// By the numbers of cities.
  private var hasPairs: [Bool]

  /// - Complexity: O(*n*), *n* texts and houses.
  init(_ parts: AddressIndex.Parts) {
    kinds = [Kind](repeating: .plain, count: parts.texts.count)
    hasPairs = [Bool](repeating: false, count: parts.cities.count)
    var isTelling = [Bool](repeating: false, count: parts.texts.count)
    var hasTelling = false
    for (number, text) in parts.texts.enumerated()
    where text.utf8.contains(0x2D) || text.utf8.contains(0x2F) {
      let tokens = AddressTokenizer.tokens(of: text)
      guard tokens.count == 2, tokens.allSatisfy({ $0.kind == .number }),
        ["-", "/"].contains(tokens[1].joiner),
        let first = Int32(exactly: tokens[0].value), let last = Int32(exactly: tokens[1].value),
        first > 0
      else { continue }
      kinds[number] = first < last ? .range : .pair
      ends[Int32(number)] = (first, last)
      // `92-10` cannot be a range, and nobody writes `37-05` for one.
      if tokens[1].joiner == "-", first >= last || tokens[1].text.hasPrefix("0") {
        isTelling[number] = true
        hasTelling = true
      }
    }
    guard hasTelling else { return }
    var start = 0
    for (street, end) in parts.houseEnds.enumerated() {
      if parts.houses[start..<Int(end)].contains(where: { isTelling[Int($0.label)] }) {
        hasPairs[Int(parts.streetCities[street])] = true
      }
      start = Int(end)
    }
  }

  /// How a house goes by the number that it is listed under.
  func stands(_ house: HouseEntry, city: Int32) -> Standing {
    guard kinds[Int(house.label)] == .range else { return .alone }
    if hasPairs[Int(city)] { return .partOfPair }
    guard let (first, last) = ends[house.label] else { return .alone }
    return house.number == first || house.number == last ? .alone : .inRange
  }
}
