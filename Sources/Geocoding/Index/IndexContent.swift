/// What an index holds, as it is gathered from references and kept in its file.
struct IndexContent: Sendable {
  struct Name: Sendable {
    var text: String
    var words: [String]
  }

  struct Street: Sendable {
    var name: Int32
    /// 0 for streets of which the city is not known.
    var city: Int32
    /// The number of the city in an official register: a text; 0 where it is not known.
    var code: Int32 = 0
    var houses: [HouseEntry] = []
  }

  var names: [Name] = []
  var streets: [Street] = []
  var cities = TextTable()
  var texts = TextTable()
  /// Rows that are in the index.
  var addressCount = 0
  /// Rows that have neither street nor place.
  var namelessCount = 0

  private var nameOfKey: [String: Int32] = [:]
  private var cityOfKey: [String: Int32] = [:]
  private var cityOfText: [String: Int32] = [:]
  private var streetOfKey: [StreetKey: Int32] = [:]

  private struct StreetKey: Hashable {
    var name: Int32
    var city: Int32
    var code: Int32
  }

  private var nameOfText: [String: Int32] = [:]
  private var last: (street: String, city: String, code: String, number: Int32)?

  mutating func add(_ address: ReferenceAddress) {
    // Villages number their houses without naming their streets.
    let text = DamagedText.mended(address.street.isEmpty ? address.city : address.street)
    guard
      let street = street(text, DamagedText.mended(address.city), code: address.cityCode)
    else {
      namelessCount += 1
      return
    }
    addressCount += 1
    var entry = HouseEntry(
      number: 0, suffix: 0, label: texts.number(of: address.number),
      postcode: texts.number(of: address.postcode),
      longitude: address.longitude, latitude: address.latitude)
    let tokens = AddressTokenizer.tokens(of: address.number)
    guard let numbers = HouseNumbers(tokens[...]), numbers.numbers[0].value < 100_000 else {
      entry.suffix = texts.number(of: tokens.map(\.text).joined())
      streets[Int(street)].houses.append(entry)
      return
    }
    var all = numbers.numbers
    // `11 12`: several numbers with nothing but spaces between them.
    for token in tokens.dropFirst() where token.kind == .number && !token.isOrdinal {
      let number = HouseNumber(token.value, token.suffix)
      if token.joiner == " ", token.value > 0, !all.contains(number) { all.append(number) }
    }
    for number in all {
      entry.number = Int32(clamping: number.value)
      entry.suffix = number.suffix.isEmpty ? 0 : texts.number(of: number.suffix)
      streets[Int(street)].houses.append(entry)
    }
  }

  private mutating func street(_ text: String, _ city: String, code: String) -> Int32? {
    if let last, last.street == text, last.city == city, last.code == code { return last.number }
    guard let name = name(text) else { return nil }
    let key = StreetKey(name: name, city: self.city(city), code: texts.number(of: code))
    let number = streetOfKey[key] ?? Int32(streets.count)
    if number == streets.count {
      streets.append(Street(name: name, city: key.city, code: key.code))
      streetOfKey[key] = number
    }
    last = (text, city, code, number)
    return number
  }

  private mutating func name(_ text: String) -> Int32? {
    if let known = nameOfText[text] { return known < 0 ? nil : known }
    let name = StreetName(text)
    guard !name.words.isEmpty else {
      nameOfText[text] = -1
      return nil
    }
    let number: Int32
    if let known = nameOfKey[name.key] {
      number = known
      // The fuller of two spellings has more to compare.
      if name.words.joined().utf8.count > names[Int(known)].words.joined().utf8.count {
        names[Int(known)] = Name(text: text, words: name.words)
      }
    } else {
      number = Int32(names.count)
      names.append(Name(text: text, words: name.words))
      nameOfKey[name.key] = number
    }
    nameOfText[text] = number
    return number
  }

  private mutating func city(_ text: String) -> Int32 {
    if let known = cityOfText[text] { return known }
    let key = AddressFolding.joined(text)
    var number: Int32 = 0
    if !key.isEmpty {
      if let known = cityOfKey[key] {
        number = known
      } else {
        number = cities.number(of: text)
        cityOfKey[key] = number
      }
    }
    cityOfText[text] = number
    return number
  }
}
