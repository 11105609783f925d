import Synchronization

/// Reference addresses in memory, ready to be searched from several threads at once.
final class AddressIndex: Sendable {
  /// What an index is made of, before it is sorted out for searching.
  struct Parts {
    var texts: [String] = []
    /// The first is the city of streets whose city is not known.
    var cities: [String] = []
    var names: [IndexContent.Name] = []
    /// By name, then by city.
    var streetNames: [Int32] = []
    var streetCities: [Int32] = []
    /// The number of each street's city in an official register: a text.
    var streetCodes: [Int32] = []
    /// Where the houses of each street end.
    var houseEnds: [Int32] = []
    var houses: [HouseEntry] = []
    var addressCount = 0
    var namelessCount = 0
  }

  let addressCount: Int
  let namelessCount: Int
  let texts: [String]
  let textNumbers: [String: Int32]
  let cities: [String]
  /// Telling words of each city.
  let cityWords: [[String]]
  /// Names of cities without spaces; a number is that of the city less 1.
  let cityList: WordList
  let names: [String]
  /// The words of all names, and where those of each end.
  let words: WordList
  let nameWords: [Int32]
  let nameWordEnds: [Int32]
  /// How much a word tells, 0 to 1.
  let weights: [Float]
  /// Names that have a word.
  let postings: [Int32]
  let postingEnds: [Int32]
  /// Names of which two neighbouring words make this one: `boa vista` for `boavista`.
  let joinedWords: [String: [Int32]]
  let nameStreetEnds: [Int32]
  let streetNames: [Int32]
  let streetCities: [Int32]
  let houses: [HouseEntry]
  let houseEnds: [Int32]
  /// Folded postcodes, by the numbers of texts; empty for texts that are none.
  let postcodeKeys: [String]
  let postcodes: KnownPostcodes
  /// Per street the number of its city in an official register, folded; empty where it is not known.
  let streetCodes: [String]
  let codes: Set<String>
  let labels: HouseLabels
  /// Streets of each postcode that has only a few, by its folded text.
  let postcodeStreets: [String: [Int32]]
  /// Names without what is between their words, and the names that are written so.
  let joinedNames: WordList
  let namesOfJoined: [[Int32]]
  /// Whether any street has a city.
  let hasCities: Bool
  let places = PlaceGridHolder()

  init(_ parts: Parts) {
    addressCount = parts.addressCount
    namelessCount = parts.namelessCount
    texts = parts.texts
    textNumbers = Dictionary(
      zip(parts.texts, 0...).map { ($0, Int32($1)) }, uniquingKeysWith: { first, _ in first })
    cities = parts.cities
    cityWords = parts.cities.map { city in
      let words = AddressTokenizer.tokens(of: city).map(\.text)
      let telling = words.filter { !AddressWords.connectingWords.contains($0) }
      return telling.isEmpty ? words : telling
    }
    var cityList = WordList()
    for city in parts.cities.dropFirst() { cityList.number(of: AddressFolding.joined(city)) }
    self.cityList = cityList
    hasCities = parts.streetCities.contains { $0 != 0 }
    names = parts.names.map(\.text)
    streetNames = parts.streetNames
    streetCities = parts.streetCities
    houses = parts.houses
    houseEnds = parts.houseEnds
    var keys = [String](repeating: "", count: parts.texts.count)
    for house in parts.houses where house.postcode != 0 && keys[Int(house.postcode)].isEmpty {
      keys[Int(house.postcode)] = Postcodes.folded(parts.texts[Int(house.postcode)])
    }
    postcodeKeys = keys
    let postcodeTexts = Set(parts.houses.lazy.map(\.postcode))
    postcodes = KnownPostcodes(postcodeTexts.sorted().lazy.map { parts.texts[Int($0)] })
    let codeTexts = parts.streetCodes.map { CityCode.folded(parts.texts[Int($0)]) }
    streetCodes = codeTexts
    codes = Set(codeTexts).subtracting([""])
    labels = HouseLabels(parts)
    postcodeStreets = Self.streets(ofPostcodes: keys, parts)
    var joinedNames = WordList()
    var namesOfJoined: [[Int32]] = []
    for (name, parts) in parts.names.enumerated() {
      let number = Int(joinedNames.number(of: parts.words.joined()))
      if number == namesOfJoined.count { namesOfJoined.append([]) }
      namesOfJoined[number].append(Int32(name))
    }
    self.joinedNames = joinedNames
    self.namesOfJoined = namesOfJoined

    var words = WordList()
    var nameWords: [Int32] = []
    var nameWordEnds: [Int32] = []
    for name in parts.names {
      for word in name.words { nameWords.append(words.number(of: word)) }
      nameWordEnds.append(Int32(nameWords.count))
    }
    self.words = words
    self.nameWords = nameWords
    self.nameWordEnds = nameWordEnds
    (postings, postingEnds) = Self.inverted(nameWords, nameWordEnds, wordCount: words.count)
    weights = Self.weights(words, postingEnds: postingEnds, nameCount: parts.names.count)
    joinedWords = Self.joined(parts.names)
    var ends = [Int32](repeating: 0, count: parts.names.count)
    for (street, name) in parts.streetNames.enumerated() { ends[Int(name)] = Int32(street + 1) }
    for name in ends.indices.dropFirst() where ends[name] == 0 { ends[name] = ends[name - 1] }
    nameStreetEnds = ends
  }

  /// A postcode with more streets than this is that of a town.
  private static let fewStreets = 25

  private static func streets(
    ofPostcodes keys: [String], _ parts: Parts
  ) -> [String: [Int32]] {
    var counts = [Int32](repeating: 0, count: keys.count)
    var last = [Int32](repeating: -1, count: keys.count)
    var pairs: [(text: Int32, street: Int32)] = []
    var start = 0
    for (street, end) in parts.houseEnds.enumerated() {
      for house in parts.houses[start..<Int(end)] {
        let text = Int(house.postcode)
        guard text != 0, last[text] != Int32(street) else { continue }
        last[text] = Int32(street)
        counts[text] += 1
        if counts[text] <= fewStreets { pairs.append((house.postcode, Int32(street))) }
      }
      start = Int(end)
    }
    var streets: [String: [Int32]] = [:]
    for (text, street) in pairs where counts[Int(text)] <= fewStreets {
      streets[keys[Int(text)], default: []].append(street)
    }
    return streets
  }

  /// From the words of each name to the names of each word.
  private static func inverted(
    _ words: [Int32], _ ends: [Int32], wordCount: Int
  ) -> (postings: [Int32], ends: [Int32]) {
    var lists = [[Int32]](repeating: [], count: wordCount)
    var start = 0
    for (name, end) in ends.enumerated() {
      for word in words[start..<Int(end)] where lists[Int(word)].last != Int32(name) {
        lists[Int(word)].append(Int32(name))
      }
      start = Int(end)
    }
    var all: [Int32] = []
    var listEnds: [Int32] = []
    for list in lists {
      all += list
      listEnds.append(Int32(all.count))
    }
    return (all, listEnds)
  }

  /// Words that many streets have tell little, kinds of streets and connecting words less.
  private static func weights(
    _ words: WordList, postingEnds: [Int32], nameCount: Int
  ) -> [Float] {
    let all = Float(nameCount + 2)
    return words.words.indices.map { word in
      let count = postingEnds[word] - (word == 0 ? 0 : postingEnds[word - 1])
      return weight(of: words.words[word], share: Float(count) / all, all: all)
    }
  }

  /// The weight of a word that a share of the names has.
  static func weight(of word: String, share: Float = 0, all: Float = 2) -> Float {
    // East, or no more than `and`.
    if word == "e" { return 0.2 }
    if AddressWords.connectingWords.contains(word) { return 0.04 }
    if AddressWords.isFullStreetKind(word) { return 0.35 }
    if word.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return 1 }
    if AddressRoles.isRoman(word) { return 0.9 }
    if AddressWords.isTitle(word) { return 0.45 }
    // From 1 for a word of one street down to 0.6 for one in a tenth of them.
    return share > 0.005 ? max(0.6, 1 - 0.4 * (share - 0.005) / 0.1) : 1
  }

  private static func joined(_ names: [IndexContent.Name]) -> [String: [Int32]] {
    var joined: [String: [Int32]] = [:]
    for (number, name) in names.enumerated() {
      for (first, second) in zip(name.words, name.words.dropFirst())
      where first.utf8.count + second.utf8.count >= 6
        && !AddressWords.connectingWords.contains(first)
        && !AddressWords.connectingWords.contains(second)
      {
        joined[first + second, default: []].append(Int32(number))
      }
    }
    return joined
  }

  func wordRange(ofName name: Int32) -> Range<Int> { Self.range(Int(name), nameWordEnds) }
  func postingRange(ofWord word: Int32) -> Range<Int> { Self.range(Int(word), postingEnds) }
  func streetRange(ofName name: Int32) -> Range<Int> { Self.range(Int(name), nameStreetEnds) }
  func houseRange(ofStreet street: Int) -> Range<Int> { Self.range(street, houseEnds) }

  private static func range(_ index: Int, _ ends: [Int32]) -> Range<Int> {
    (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
  }
}
