/// A street that an address may mean, with the houses on it that fit.
struct StreetFinding {
  enum Agreement: Hashable {
    case same, near, unknown, different
  }

  enum NumberAgreement: Hashable {
    case same
    /// The number was only found without what is written behind it.
    case withoutSuffix
    /// The number lies between those that the house has, as 39 in `37-45`.
    case inRange
  }

  var alignment: NameAlignment
  var street: Int
  var city: Agreement
  /// Whether the address names the city in full, so that it is meant.
  var isCityNamed = false
  var postcode: Agreement = .unknown
  /// Whether the postcode is that of a few streets.
  var isPostcodeTelling = false
  var choice: HouseChoice
  /// Houses with the number, all on this street.
  var houses: [Int] = []
  var number = NumberAgreement.same

  var rank: Double {
    var rank = Double(alignment.score)
    switch city {
    case .same: rank += isCityNamed ? 0.08 : 0.05
    case .near, .unknown: break
    case .different: rank -= 0.06
    }
    switch postcode {
    case .same: rank += isPostcodeTelling ? 0.15 : 0.09
    case .near: rank += 0.03
    case .unknown: break
    case .different: rank -= 0.03
    }
    guard !houses.isEmpty else { return rank }
    return rank + (number == .inRange ? 0.02 : 0.05)
  }
}

extension AddressIndex {
  /// Houses of a street with one of the numbers: those written the same first, those whose range has it last.
  func houses(
    onStreet street: Int, _ numbers: HouseNumbers, key: String
  ) -> (houses: [Int], number: StreetFinding.NumberAgreement) {
    if key.utf8.contains(0x2D) || key.utf8.contains(0x3B) {
      let same = houses(onStreet: street, number: numbers.numbers[0].value).filter {
        HouseNumbers.key(AddressTokenizer.tokens(of: texts[Int(houses[$0].label)])[...]) == key
      }
      if !same.isEmpty { return (same, .same) }
    }
    var inRange: [Int] = []
    for number in numbers.numbers {
      let range = houses(onStreet: street, number: number.value)
      guard !range.isEmpty else { continue }
      let all = range.filter { labels.stands(houses[$0], city: streetCities[street]) == .alone }
      if inRange.isEmpty, number.suffix.isEmpty {
        inRange = range.filter { labels.stands(houses[$0], city: streetCities[street]) == .inRange }
      }
      let same = withSuffix(number.suffix, all)
      if !same.isEmpty { return (same, .same) }
      // `B` is how many people write `bis`.
      let twin = ["b": "bis", "bis": "b", "t": "ter", "ter": "t"][number.suffix]
      if let twin {
        let repeated = withSuffix(twin, all)
        if !repeated.isEmpty { return (repeated, .same) }
      }
      // What follows a stroke may be a door.
      if number.suffix.hasPrefix("/") {
        let plain = withSuffix("", all)
        if !plain.isEmpty { return (plain, .withoutSuffix) }
      }
    }
    return (inRange, inRange.isEmpty ? .same : .inRange)
  }

  private func withSuffix(_ suffix: String, _ all: [Int]) -> [Int] {
    guard let text = suffix.isEmpty ? 0 : textNumbers[suffix] else { return [] }
    return all.filter { houses[$0].suffix == text }
  }

  /// All houses of a street with a number, whatever is behind it.
  func houses(onStreet street: Int, number: Int) -> Range<Int> {
    let range = houseRange(ofStreet: street)
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if Int(houses[middle].number) < number { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < range.upperBound, Int(houses[end].number) == number { end += 1 }
    return low..<end
  }

  /// Houses that go by a name or by nothing: `Casa Branca`, `s/n`.
  func houses(onStreet street: Int, named label: String) -> [Int] {
    guard !label.isEmpty, let text = textNumbers[label] else { return [] }
    return houseRange(ofStreet: street).prefix { houses[$0].number == 0 }
      .filter { houses[$0].suffix == text }
  }

  /// The house of a street nearest to the middle of all.
  func middle(ofStreet street: Int) -> Int {
    middle(of: Array(houseRange(ofStreet: street)))
  }

  /// The house nearest to the middle of some.
  func middle(of numbers: [Int]) -> Int {
    guard numbers.count > 2 else { return numbers.first ?? 0 }
    let count = Double(numbers.count)
    var center = houses[numbers[0]]
    center.longitude = numbers.reduce(0) { $0 + houses[$1].longitude } / count
    center.latitude = numbers.reduce(0) { $0 + houses[$1].latitude } / count
    return numbers.min {
      (Approximate.metres(houses[$0], center), $0) < (Approximate.metres(houses[$1], center), $1)
    } ?? numbers[0]
  }

  /// Whether houses stand so close together that any of them will do.
  func areTogether(_ numbers: [Int], within metres: Double) -> Bool {
    guard let first = numbers.first else { return true }
    return numbers.allSatisfy { Approximate.metres(houses[$0], houses[first]) <= metres }
  }

  /// A place between the neighbours of a number on its side of the street, which are at most
  /// `metres` apart; nil where there are none.
  func interpolated(
    onStreet street: Int, number: Int, within metres: Double
  ) -> (longitude: Double, latitude: Double, between: String)? {
    var below: HouseEntry?
    for house in houseRange(ofStreet: street) where Int(houses[house].number) % 2 == number % 2 {
      let entry = houses[house]
      // The first number of a pair, or of `1234/5`, does not count along the street.
      guard entry.number > 0, !texts[Int(entry.suffix)].hasPrefix("/"),
        labels.stands(entry, city: streetCities[street]) != .partOfPair
      else { continue }
      if Int(entry.number) < number {
        below = entry
      } else if Int(entry.number) > number {
        guard let below, Approximate.metres(below, entry) <= metres else { return nil }
        let share = Double(number - Int(below.number)) / Double(entry.number - below.number)
        return (
          below.longitude + share * (entry.longitude - below.longitude),
          below.latitude + share * (entry.latitude - below.latitude),
          "\(below.number) and \(entry.number)"
        )
      }
    }
    return nil
  }

  /// An address as people write it.
  func described(street: Int, house: Int?) -> String {
    var text = names[Int(streetNames[street])]
    if let house, houses[house].label != 0 { text += " \(texts[Int(houses[house].label)])" }
    let place = [
      house.map { texts[Int(houses[$0].postcode)] } ?? "", cities[Int(streetCities[street])],
    ].filter { !$0.isEmpty }.joined(separator: " ")
    return place.isEmpty ? text : "\(text), \(place)"
  }
}
