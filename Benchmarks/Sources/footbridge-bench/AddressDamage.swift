import Clustering

/// What people do to addresses.
enum AddressDamage: String, CaseIterable {
  case clean
  case typo
  case twoTypos = "two typos"
  case accents = "case and accents"
  case abbreviated
  case reordered
  case numberFirst = "number first"
  case noKind = "no kind of street"
  case noConnecting = "no connecting words"
  case lostWord = "a word lost"
  case unit = "flat added"
  case wrongCity = "wrong city"
  case noCity = "no city"
  case wrongPostcode = "wrong postcode"
  case several = "several at once"
  /// There is no such house: only a refusal is right.
  case wrongNumber = "wrong house number"
  /// The street is not in the reference: only a refusal is right.
  case absentStreet = "absent street"

  var isRefused: Bool { self == .wrongNumber || self == .absentStreet }
}

/// An address as a reference has it.
struct KnownAddress {
  var street: String
  var number: String
  var city: String
  var postcode: String
  var longitude: Double
  var latitude: Double
}

/// Damages addresses, the same way for the same seed.
struct AddressDamager {
  var generator: SeededGenerator
  let cities: [String]
  let postcodes: [String]
  /// Numbers of each street, for numbers that it has not.
  let numbers: [String: Set<Int>]

  mutating func damaged(_ address: KnownAddress, by damage: AddressDamage) -> String {
    var address = address
    var flat = ""
    var isNumberFirst = false
    switch damage {
    case .clean, .absentStreet: break
    case .typo: typo(&address.street)
    case .twoTypos:
      typo(&address.street)
      typo(&address.street)
    case .accents: address.street = plain(address.street, upper: generator.index(below: 2) == 0)
    case .abbreviated: abbreviate(&address.street)
    case .reordered: shuffle(&address.street)
    case .numberFirst: isNumberFirst = true
    case .noKind: address.street = withoutKind(address.street)
    case .noConnecting: dropConnecting(&address.street)
    case .lostWord: dropWord(&address.street)
    case .unit:
      flat = pick([", 2º Dto", ", Apt 4", " r/c", ", 3. OG", ", Flat 2", ", 1º Esq", " 5º B"])
    case .wrongCity: if !cities.isEmpty { address.city = pick(cities) }
    case .noCity:
      address.city = ""
      if generator.index(below: 2) == 0 { address.postcode = "" }
    case .wrongPostcode: if !postcodes.isEmpty { address.postcode = pick(postcodes) }
    case .several:
      typo(&address.street)
      abbreviate(&address.street)
      if generator.index(below: 2) == 0 { dropConnecting(&address.street) }
      if generator.index(below: 2) == 0 { address.street = plain(address.street, upper: false) }
      isNumberFirst = generator.index(below: 3) == 0
    case .wrongNumber: address.number = absentNumber(of: address)
    }
    return line(address, flat: flat, isNumberFirst: isNumberFirst)
  }

  private mutating func line(_ address: KnownAddress, flat: String, isNumberFirst: Bool) -> String {
    let between = pick([" ", " ", ", "])
    var text =
      isNumberFirst
      ? "\(address.number)\(between)\(address.street)"
      : "\(address.street)\(between)\(address.number)"
    text += flat
    let place = [address.postcode, address.city].filter { !$0.isEmpty }.joined(separator: " ")
    return place.isEmpty ? text : text + pick([", ", ", ", " "]) + place
  }

  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[generator.index(below: values.count)]
  }

  mutating func absentNumber(of address: KnownAddress) -> String {
    let known = numbers[address.street] ?? []
    let base = Int(address.number.prefix(while: \.isNumber)) ?? 1
    // Mostly in the neighbourhood of the true one, where another house is nearest.
    for _ in 0..<200 {
      let number =
        generator.index(below: 3) > 0
        ? base + generator.index(below: 61) - 30 : 1 + generator.index(below: 2000)
      if number > 0, !known.contains(number) { return "\(number)" }
    }
    return "\((known.max() ?? 0) + 2)"
  }

  private mutating func typo(_ text: inout String) {
    var letters = Array(text)
    let places = letters.indices.filter { letters[$0].isLetter }
    guard places.count > 3 else { return }
    let place = pick(places)
    let letter = pick(Array("abcdefghijklmnopqrstuvwxyz"))
    switch generator.index(below: 4) {
    case 0: letters.remove(at: place)
    case 1: letters.insert(letter, at: place)
    case 2: letters[place] = letter
    default:
      if place + 1 < letters.count, letters[place + 1].isLetter {
        letters.swapAt(place, place + 1)
      } else {
        letters.remove(at: place)
      }
    }
    text = String(letters)
  }

  private func plain(_ text: String, upper: Bool) -> String {
    let decomposed = text.decomposedStringWithCanonicalMapping
    let plain = String(
      String.UnicodeScalarView(
        decomposed.unicodeScalars.filter { !(0x300..<0x370).contains($0.value) }))
    return upper ? plain.uppercased() : plain.lowercased()
  }

  private static let abbreviations: [String: [String]] = [
    "Rua": ["R.", "R"], "Avenida": ["Av.", "Av", "Avda."], "Praça": ["Pç.", "Pc."],
    "Travessa": ["Tv.", "Trav."], "Largo": ["Lg.", "Lgo."], "Doutor": ["Dr.", "Dr"],
    "Dom": ["D."], "São": ["S."], "Santa": ["Sta.", "Sta"], "Santo": ["Sto."],
    "General": ["Gen."], "Professor": ["Prof."], "Rue": ["R."], "Avenue": ["Av.", "Ave"],
    "Boulevard": ["Bd", "Blvd"], "Place": ["Pl."], "Saint": ["St", "St."], "Calle": ["C/", "C."],
    "Plaza": ["Pza.", "Pl."], "Via": ["V."], "Piazza": ["P.za", "Pza"], "Corso": ["C.so"],
    "Viale": ["V.le"], "Street": ["St", "St."], "Road": ["Rd", "Rd."], "Lane": ["Ln"],
    "Drive": ["Dr"], "utca": ["u."], "út": ["u."], "körút": ["krt."], "tér": ["t."],
  ]

  private mutating func abbreviate(_ text: inout String) {
    let words = text.split(separator: " ").map { word -> String in
      let word = String(word)
      if let short = Self.abbreviations[word] { return pick(short) }
      if word.hasSuffix("straße") { return word.dropLast(6) + "str." }
      if word.hasSuffix("straat") { return word.dropLast(6) + "str." }
      return word
    }
    var changed = words
    // First names are often one letter.
    if words.count > 3, generator.index(below: 4) == 0, let letter = words[1].first,
      letter.isUppercase, words[1].count > 3
    {
      changed[1] = "\(letter)."
    }
    text = changed.joined(separator: " ")
  }

  private mutating func shuffle(_ text: inout String) {
    var words = text.split(separator: " ").map(String.init)
    guard words.count > 1 else { return }
    let place = 1 + generator.index(below: words.count - 1)
    words = Array(words[place...] + words[..<place])
    text = words.joined(separator: " ")
  }

  private static let kinds: Set<String> = [
    "Rua", "Avenida", "Praça", "Travessa", "Largo", "Rue", "Avenue", "Boulevard", "Calle", "Via",
    "Street", "Road", "Lane", "utca", "Av.", "Cais", "Campo", "Passeio",
  ]

  private func withoutKind(_ text: String) -> String {
    let words = text.split(separator: " ").map(String.init)
    let rest = words.filter { !Self.kinds.contains($0) }
    return rest.isEmpty ? text : rest.joined(separator: " ")
  }

  private static let connecting: Set<String> = ["de", "da", "do", "dos", "das", "la", "del", "du"]

  private func dropConnecting(_ text: inout String) {
    text = text.split(separator: " ").filter { !Self.connecting.contains(String($0)) }
      .joined(separator: " ")
  }

  /// A word in the middle: nobody forgets what the street is known by.
  private mutating func dropWord(_ text: inout String) {
    var words = text.split(separator: " ").map(String.init)
    let places = words.indices.dropFirst().dropLast().filter {
      !Self.connecting.contains(words[$0])
    }
    guard !places.isEmpty else { return dropConnecting(&text) }
    words.remove(at: places[generator.index(below: places.count)])
    text = words.joined(separator: " ")
  }
}
