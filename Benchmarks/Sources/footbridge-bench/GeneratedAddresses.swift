import Clustering

/// Addresses of a made-up country, for sizes that no file here has.
struct GeneratedAddresses {
  enum Country: String, CaseIterable {
    case portugal, france, germany, spain, italy, hungary, netherlands, england
  }

  let country: Country
  let count: Int
  var generator: SeededGenerator

  init(_ country: Country, count: Int, seed: UInt64) {
    self.country = country
    self.count = count
    generator = SeededGenerator(seed: seed)
  }

  /// Streets of some twenty houses in cities of some two hundred streets.
  mutating func make() -> [KnownAddress] {
    var addresses: [KnownAddress] = []
    addresses.reserveCapacity(count)
    var cityNumber = 0
    while addresses.count < count {
      let city = name(2 + generator.index(below: 2)).capitalized + suffixOfCity()
      let center = (-8.0 + 0.2 * Double(cityNumber % 60), 41.0 + 0.2 * Double(cityNumber / 60))
      var used: Set<String> = []
      for streetNumber in 0..<200 where addresses.count < count {
        let street = street()
        guard used.insert(street).inserted else { continue }
        let start = (center.0 + 0.1 * generator.unit(), center.1 + 0.1 * generator.unit())
        let direction = (generator.unit() - 0.5, generator.unit() - 0.5)
        let postcode = postcode(cityNumber, streetNumber)
        var number = 1
        for _ in 0..<(6 + generator.index(below: 30)) where addresses.count < count {
          number += 1 + generator.index(below: 4)
          let along = 0.0002 * Double(number)
          let letter = generator.index(below: 20) == 0 ? "A" : ""
          addresses.append(
            KnownAddress(
              street: street, number: "\(number)\(letter)", city: city, postcode: postcode,
              longitude: start.0 + along * direction.0, latitude: start.1 + along * direction.1))
        }
      }
      cityNumber += 1
    }
    return addresses
  }

  private mutating func pick(_ words: String) -> String {
    let words = words.split(separator: " ")
    return String(words[generator.index(below: words.count)])
  }

  /// A word of so many syllables.
  private mutating func name(_ syllables: Int) -> String {
    var word = ""
    for _ in 0..<syllables {
      word += pick("b c d f g l m n p r s t v br tr gr st l m n r")
      word += pick("a e i o u a e o ei ou")
    }
    return word + pick("s n r l z m ns lt rd")
  }

  private mutating func suffixOfCity() -> String {
    generator.index(below: 5) == 0 ? " " + name(2).capitalized : ""
  }

  private mutating func postcode(_ city: Int, _ street: Int) -> String {
    let district = 1000 + city
    switch country {
    case .portugal: return "\(district)-\(100 + street % 900)"
    case .netherlands:
      return "\(district) \(pick("AB CD EF GH JK LM NP RS TV WX"))"
    case .england: return "\(pick("B L M N S"))\(1 + city % 90) \(1 + street % 9)AB"
    case .hungary: return "\(district)"
    default: return "\(district * 10 + street % 10)"
    }
  }

  private mutating func street() -> String {
    let first = pick(
      "José Maria António Jean Karl Anna Manuel Luís Sándor Giovanni Pedro John Mary Willem Ana Rosa"
    )
    let last = name(2 + generator.index(below: 2)).capitalized
    let hasFirst = generator.index(below: 3) == 0
    let named = hasFirst ? "\(first) \(last)" : last
    switch country {
    case .portugal:
      return "\(pick("Rua Rua Rua Avenida Travessa Largo Praça")) \(pick("de da do dos das")) "
        + "\(pick("Santa São Doutor Dom x x x x")) \(named)".replacing("x ", with: "")
    case .france:
      return "\(pick("Rue Rue Avenue Boulevard Place Chemin")) \(pick("de du des")) \(named)"
    case .germany: return last + pick("straße straße weg gasse platz allee")
    case .spain: return "\(pick("Calle Calle Avenida Plaza Paseo")) \(pick("de del")) \(named)"
    case .italy: return "\(pick("Via Via Corso Viale Piazza")) \(named)"
    case .hungary: return "\(named) \(pick("utca utca út tér körút"))"
    case .netherlands: return last + pick("straat straat laan weg plein")
    case .england: return "\(last) \(pick("Street Road Lane Close Avenue"))"
    }
  }
}
