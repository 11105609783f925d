import TestSupport
import Testing

@testable import Geocoding

/// Addresses as they come out of programs and hands, country by country.
@Suite struct DamagedAddressTests {
  typealias Wish = GeocoderTests.Wish

  /// Streets of a made-up town in each country; the postcode is that of one street each.
  static let town = Geocoder(
    addresses:
      street(
        "Rua Doutor António José de Almeida", ["12", "12A", "14"], city: "Porto",
        postcode: "4000-101")
      + street("Largo da Escola", ["29", "40"], city: "Porto", postcode: "4000-102", south: 0.01)
      + street("Rua de São Bento", ["5", "7"], city: "Porto", postcode: "4000-103", south: 0.02)
      + street("Rua de São João", ["5", "9"], city: "Porto", postcode: "4000-104", south: 0.03)
      + street(
        "Rua Nova", ["3", "8"], city: "Vila Nova de Gaia", postcode: "4400-105", south: 0.04)
      + street("Rua Nova", ["3", "8"], city: "Porto", postcode: "4000-106", south: 0.05)
      + street(
        "Calle 2 de Mayo", ["26", "28"], city: "Las Rozas de Madrid", postcode: "28231", south: 0.06
      )
      + street("Calle 2 de Mayo", ["26", "28"], city: "Madrid", postcode: "28004", south: 0.07)
      + street(
        "Place du Cherche-Midi", ["28", "30"], city: "Saint-Denis", postcode: "93200", south: 0.08)
      + street(
        "Route Albert 1er", ["3A", "5"], city: "Saint-Denis", postcode: "93201", south: 0.09)
      + street("Blumenstraße", ["54", "56"], city: "Halle (Saale)", postcode: "06108", south: 0.1)
      + street("Wiedner Hauptgasse", ["8", "10"], city: "Wien", postcode: "1040", south: 0.11)
      + street("Hauptgasse", ["8", "12"], city: "Wien", postcode: "1080", south: 0.12)
      + street("Nagy utca", ["35", "37"], city: "Debrecen", postcode: "4025", south: 0.13)
      + street("Nagy tér", ["35", "39"], city: "Szeged", postcode: "6720", south: 0.14)
      + street(
        "Tweede Dorpsstraat", ["14", "16"], city: "Utrecht", postcode: "3511 AB", south: 0.15)
      + street("Queen's Road", ["20", "22"], city: "Oxford", postcode: "OX1 3AA", south: 0.16)
      + street("Oxford Lane", ["20", "40"], city: "Oxford", postcode: "OX1 3AB", south: 0.17)
      + street(
        "London Lane", ["28", "30"], city: "Stoke-on-Trent", postcode: "ST1 1AA", south: 0.18)
      + street("S Pine Boulevard", ["4", "6"], city: "New York", postcode: "10001", south: 0.19)
      + street("Pine Boulevard", ["4", "8"], city: "New York", postcode: "10002", south: 0.2)
      + street("W 5th Place", ["5", "43"], city: "New York", postcode: "10003", south: 0.21))

  static let wishes = [
    // Letters that programs broke.
    Wish("Rua de S&atilde;o Bento 7, Porto", .exact, "Rua de São Bento 7, 4000-103 Porto"),
    Wish("Rua de SÃ£o Bento 7, Porto", .exact, "Rua de São Bento 7, 4000-103 Porto"),
    Wish("Rua de S?o Bento 7, Porto", .exact, "Rua de São Bento 7, 4000-103 Porto"),
    Wish("Blumenstra\u{FFFD}e 54, 06108 Halle", .exact, "Blumenstraße 54, 06108 Halle (Saale)"),
    // Spaces that are lost, or stand elsewhere.
    Wish("Largoda Escola 29, Porto", .exact, "Largo da Escola 29, 4000-102 Porto"),
    Wish("Larg oda Escola 29, Porto", .exact, "Largo da Escola 29, 4000-102 Porto"),
    Wish(
      "28Place du Cherche-Midi, 93200 Saint-Denis", .exact,
      "Place du Cherche-Midi 28, 93200 Saint-Denis"),
    Wish("Blumenstraße54,06108 Halle", .exact, "Blumenstraße 54, 06108 Halle (Saale)"),
    // Which number is the house's.
    Wish(
      "28 Place du Cherche-Midi, 932 Saint-Denis", .exact,
      "Place du Cherche-Midi 28, 93200 Saint-Denis"),
    Wish("Calle 2 de Mayo 26 piso 1, 28004 Madrid", .exact, "Calle 2 de Mayo 26, 28004 Madrid"),
    Wish(
      "3A Route Albert 1er 2e ét., Saint-Denis", .exact, "Route Albert 1er 3A, 93201 Saint-Denis"),
    Wish(
      "28 London Lane Ground Floor Flat, Stoke-on-Trent", .exact,
      "London Lane 28, ST1 1AA Stoke-on-Trent"),
    Wish("2e Dorpsstraat 14, Utrecht", .exact, "Tweede Dorpsstraat 14, 3511 AB Utrecht"),
    // Kinds of streets that are left out, or others.
    Wish("Blumen 54, Halle (Saale)", .corrected, "Blumenstraße 54, 06108 Halle (Saale)"),
    Wish("Debrecen, Nagy 35", .corrected, "Nagy utca 35, 4025 Debrecen"),
    Wish("43 W 5th, New York", .corrected, "W 5th Place 43, 10003 New York"),
    Wish("Avenida da Escola 29, 4000-102 Porto", .corrected, "Largo da Escola 29, 4000-102 Porto"),
    Wish("Blumenweg 54, 06108 Halle (Saale)", .corrected, "Blumenstraße 54, 06108 Halle (Saale)"),
    Wish("Avenida da Escola 29, 4000-999 Porto", .none),
    // The postcode of one street chooses, and bears half a name out.
    Wish("Rua Nova 8, 4400-105 Porto", .corrected, "Rua Nova 8, 4400-105 Vila Nova de Gaia"),
    Wish("W. Hauptgasse 8, 1040 Wien", .corrected, "Wiedner Hauptgasse 8, 1040 Wien"),
    Wish("Rua de São 5, 4000-104 Porto", .corrected, "Rua de São João 5, 4000-104 Porto"),
    Wish("Rua de São 9, 4000-103 Porto", .none),
    // A city is no street, and the longest name of a city is the one that is meant.
    Wish("20 West Hill, Oxford OX9 9ZZ", .none),
    Wish("Travessa do Almada 3, 4400-999 Vila Nova de Gaia", .none),
    Wish(
      "Calle 2 de Mayo 26, Las Rozas de Madrid", .exact,
      "Calle 2 de Mayo 26, 28231 Las Rozas de Madrid"),
    // One letter makes another street.
    Wish("4 S Pine Boulevard, New York", .exact, "S Pine Boulevard 4, 10001 New York"),
    Wish("8 S Pine Boulevard, New York", .street),
    Wish("20 Queens Road, Oxford", .exact, "Queen's Road 20, OX1 3AA Oxford"),
    // There are no such houses.
    Wish("Rua Dr. Ant. José Almeida 12B, Porto", .street),
    Wish("Largoda Escola 31, Porto", .street),
    Wish("Blumen 55, Halle (Saale)", .street),
  ]

  @Test("Damaged addresses are found, and what is not there is not", arguments: wishes)
  func find(_ wish: Wish) {
    let found = Self.town.find(AddressQuery(wish.text))
    #expect(found.match == wish.match, "\(found)")
    if let address = wish.address { #expect(found.address == address, "\(found)") }
  }

  @Test(
    "A cell for the number may have a mark before it and a flat behind it",
    arguments: [
      "12A", "nº 12 A", "n.º 12-a", "Nr. 12/A", "12 A, 3º esq", "(12A)", "12A.", " 12 a ",
    ])
  func numberCells(_ number: String) {
    let found = Self.town.find(
      AddressQuery(street: "R. Dr. António José de Almeida", number: number, city: "PORTO"))
    #expect(found.address == "Rua Doutor António José de Almeida 12A, 4000-101 Porto", "\(found)")
  }

  @Test("Letter by letter, two mistakes and a lost space never change the house number")
  func mangled() {
    let streets = [
      ("Rua Doutor António José de Almeida", "14", "Porto"), ("Largo da Escola", "40", "Porto"),
      ("Blumenstraße", "56", "Halle (Saale)"), ("Tweede Dorpsstraat", "16", "Utrecht"),
      ("London Lane", "30", "Stoke-on-Trent"), ("Place du Cherche-Midi", "30", "Saint-Denis"),
    ]
    forEverySeed(in: 0...150) { generator in
      let (street, number, city) = streets.randomElement(using: &generator) ?? streets[0]
      var text = Array(street)
      for _ in 0..<2 {
        let place = Int.random(in: 0..<text.count, using: &generator)
        if Bool.random(using: &generator) { text.remove(at: place) } else { text[place] = "x" }
      }
      let found = Self.town.find(AddressQuery("\(String(text)) \(number), \(city)"))
      switch found.match {
      case .exact, .corrected:
        return found.address?.contains(" \(number), ") == true
          && found.address?.hasSuffix(city) == true
      case .interpolated, .street, .none, .ambiguous: return true
      }
    }
  }
}
