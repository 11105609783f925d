import Geography
import TestSupport
import Testing

@testable import Geocoding

@Suite struct GeocoderTests {
  static let porto = Geocoder(
    addresses:
      street("Rua de Santos Pousada", ["71", "73", "75", "120"], south: 0.001)
      + street("Rua de Santa Catarina", ["312", "312A", "314", "60; 62"], south: 0.002)
      + street("Rua 31 de Janeiro", ["52", "31"], south: 0.003)
      + street("Rua de Cedofeita", ["12", "14"], south: 0.004)
      + street("Travessa de Cedofeita", ["12", "16"], south: 0.05)
      + street("Avenida dos Aliados", ["10", "20"], south: 0.006)
      + street("Av. Diogo Leite", ["5"], south: 0.007)
      + street("Avenida Diogo Leite", ["7"], south: 0.007)
      + street("Rua Dom João I", ["3"], south: 0.008)
      + street("Rua Dom João IV", ["4"], south: 0.009)
      + street("Rua da Boavista", ["80"], south: 0.01)
      + street("Largo 1º Dezembro", ["9"], south: 0.011)
      + street("Rua do Doutor Magalhães Lemos", ["109"], south: 0.012))

  struct Wish: CustomTestStringConvertible, Sendable {
    var text: String
    var match: GeocodedAddress.Match
    var address: String?
    var testDescription: String { text }

    init(_ text: String, _ match: GeocodedAddress.Match, _ address: String? = nil) {
      self.text = text
      self.match = match
      self.address = address
    }
  }

  static let wishes = [
    Wish("Rua de Santos Pousada 71", .exact, "Rua de Santos Pousada 71"),
    Wish("RUA SANTOS POUSADA, 71", .exact, "Rua de Santos Pousada 71"),
    Wish("R. de Santos Pousada, nº 71, 2º Dto", .exact, "Rua de Santos Pousada 71"),
    Wish("71 Rua de Santos Pousada", .exact, "Rua de Santos Pousada 71"),
    Wish("rua santos pousda 71", .corrected, "Rua de Santos Pousada 71"),
    Wish("rua sanots pousda 71", .corrected, "Rua de Santos Pousada 71"),
    Wish("Santos Pousada 71", .corrected, "Rua de Santos Pousada 71"),
    Wish("Pousada Santos Rua 71", .corrected, "Rua de Santos Pousada 71"),
    Wish("Rua de Santa Catarina 312-a", .exact, "Rua de Santa Catarina 312A"),
    Wish("Rua de Santa Catarina 62", .exact, "Rua de Santa Catarina 60; 62"),
    Wish("Rua de Santa Catarina 60;62", .exact, "Rua de Santa Catarina 60; 62"),
    Wish("R. Sta. Catarina 314, Porto", .exact, "Rua de Santa Catarina 314"),
    Wish("Rua 31 de Janeiro 52", .exact, "Rua 31 de Janeiro 52"),
    Wish("Rua 31 de Janeiro, 31", .exact, "Rua 31 de Janeiro 31"),
    Wish("Tv. de Cedofeita 16", .exact, "Travessa de Cedofeita 16"),
    Wish("Av. Diogo Leite 7", .exact, "Avenida Diogo Leite 7"),
    Wish("Avenida Diogo Leite 5", .exact, "Avenida Diogo Leite 5"),
    Wish("Rua D. João IV 4", .exact, "Rua Dom João IV 4"),
    Wish("Rua da Boa Vista 80", .exact, "Rua da Boavista 80"),
    Wish("Largo 1 de Dezembro 9", .exact, "Largo 1º Dezembro 9"),
    Wish("R. Dr. Magalhães Lemos 109", .exact, "Rua do Doutor Magalhães Lemos 109"),
    // There are no such houses.
    Wish("Rua de Santos Pousada 7", .street, "Rua de Santos Pousada"),
    Wish("Rua de Santos Pousada 711", .street, "Rua de Santos Pousada"),
    Wish("Rua de Santa Catarina 314B", .street, "Rua de Santa Catarina"),
    Wish("Rua de Santos Pousada", .street, "Rua de Santos Pousada"),
    Wish("Rua Dom João I 4", .street, "Rua Dom João I"),
    // The name of the street alone says which number must be taken.
    Wish("Rua 31 de Janeiro 53", .street, "Rua 31 de Janeiro"),
    Wish("Rua de Cedofeita 16", .street, "Rua de Cedofeita"),
    // Nor such streets.
    Wish("Avenida de Cedofeita 14", .none),
    Wish("Avenida dos Santos Pousada 711", .none),
    Wish("Rua da Alegria 71", .none),
    Wish("Rua Augusta 12, 1100-048 Lisboa", .none),
    Wish("Hauptstraße 12, 10115 Berlin", .none),
    Wish("71", .none),
    Wish("", .none),
    // Two streets of one name but for their kind, and both have the number.
    Wish("Cedofeita 12", .ambiguous),
    Wish("Avenida de Cedofeita 12", .ambiguous),
  ]

  @Test("Addresses are found, or not, as a person would", arguments: wishes)
  func find(_ wish: Wish) {
    let found = Self.porto.find(AddressQuery(wish.text))
    #expect(found.match == wish.match, "\(found)")
    if let address = wish.address { #expect(found.address == address, "\(found)") }
    #expect((found.place == nil) == [.none, .ambiguous].contains(found.match))
    #expect((found.reason == nil) == [.exact, .corrected].contains(found.match))
  }

  @Test("Between near neighbours of the right side a place is given, and said to be one")
  func interpolation() throws {
    let coder = Geocoder(addresses: street("Rua Direita", ["10", "14", "15", "40"]))
    let found = coder.find(AddressQuery("Rua Direita 12"))
    #expect(found.match == .interpolated)
    let place = try #require(found.place)
    #expect((place.longitude - (-8.6 + 12 * 0.00012)).magnitude < 1e-9)
    #expect(found.changed.contains("placed between 10 and 14"))
    // 14 and 40 are too far apart, and 13 has no neighbour below.
    #expect(coder.find(AddressQuery("Rua Direita 20")).match == .street)
    #expect(coder.find(AddressQuery("Rua Direita 13")).match == .street)
    #expect(coder.find(AddressQuery("Rua Direita 42")).match == .street)
  }

  @Test("One street name in two cities: the city decides, else the postcode, else nobody")
  func twoCities() {
    let coder = Geocoder(
      addresses:
        street("Rua Nova", ["5", "7"], city: "Porto", postcode: "4000-100")
        + street(
          "Rua Nova", ["5", "9"], city: "Vila Nova de Gaia", postcode: "4400-200", south: 0.1))
    #expect(coder.find(AddressQuery("Rua Nova 5, Porto")).address == "Rua Nova 5, 4000-100 Porto")
    #expect(
      coder.find(AddressQuery("Rua Nova 5, Vila Nova de Gaia")).address?.contains("Gaia") == true)
    #expect(coder.find(AddressQuery("Rua Nova 5, Gaia")).address?.contains("Gaia") == true)
    #expect(coder.find(AddressQuery("Rua Nova 5, 4400-200")).address?.contains("Gaia") == true)
    let nobody = coder.find(AddressQuery("Rua Nova 5"))
    #expect(nobody.match == .ambiguous)
    #expect(nobody.candidates.count == 2)
    // The house of another city is another house.
    #expect(coder.find(AddressQuery("Rua Nova 9, Porto")).match == .street)
    // Only one has the number, and nothing speaks against it.
    #expect(coder.find(AddressQuery("Rua Nova 9")).address?.contains("Gaia") == true)
    let wrong = coder.find(AddressQuery("Rua Nova 9, Lisboa"))
    #expect(wrong.match == .corrected)
    #expect(wrong.changed.contains { $0.hasPrefix("city") })
    #expect(coder.find(AddressQuery("Rua Nova 9, 1100-048 Lisboa")).match == .none)
  }

  @Test("Rows that say one house twice are one house; one number at two places is none")
  func duplicates() {
    let house = street("Rua Direita", ["10"])
    #expect(Geocoder(addresses: house + house).find(AddressQuery("Rua Direita 10")).match == .exact)
    let away = street("Rua Direita", ["10"], south: 0.01)
    let found = Geocoder(addresses: house + away).find(AddressQuery("Rua Direita 10"))
    #expect(found.match == .ambiguous)
    #expect(found.reason == .severalHouses)
  }

  @Test("An address in columns is the same as on one line")
  func columns() {
    let apart = AddressQuery(
      street: "R. Sta Catarina", number: "312 A", city: "Porto", postcode: "4000-123")
    #expect(Self.porto.find(apart).address == "Rua de Santa Catarina 312A")
    let inStreet = AddressQuery(street: "Rua 31 de Janeiro 52", number: "")
    #expect(Self.porto.find(inStreet).address == "Rua 31 de Janeiro 52")
    let named = AddressQuery(street: "Rua 31 de Janeiro", number: "52")
    #expect(Self.porto.find(named).address == "Rua 31 de Janeiro 52")
  }

  @Test("One typing mistake in the street never changes the house number that is found")
  func typos() {
    let letters = Array("abcdefghijklmnopqrstuvwxyz")
    let streets: [(String, String)] = [
      ("Rua de Santos Pousada", "71"), ("Rua de Santa Catarina", "312"),
      ("Rua 31 de Janeiro", "52"), ("Avenida dos Aliados", "20"), ("Travessa de Cedofeita", "16"),
      ("Rua do Doutor Magalhães Lemos", "109"),
    ]
    forEverySeed(in: 0...300) { generator in
      let (street, number) = streets.randomElement(using: &generator) ?? streets[0]
      var text = Array(street)
      let places = text.indices.filter { text[$0].isLetter }
      let place = places.randomElement(using: &generator) ?? 0
      let letter = letters.randomElement(using: &generator) ?? "x"
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: text.remove(at: place)
      case 1: text.insert(letter, at: place)
      case 2: text[place] = letter
      default: if place + 1 < text.count { text.swapAt(place, place + 1) }
      }
      let found = Self.porto.find(AddressQuery("\(String(text)) \(number)"))
      switch found.match {
      case .exact, .corrected: return found.address?.hasSuffix(" \(number)") == true
      case .interpolated, .street, .none, .ambiguous: return true
      }
    }
  }

  @Test("Answers do not depend on cores, nor on what was asked before")
  func order() {
    let queries = (0..<1_500).map { AddressQuery(Self.wishes[$0 % Self.wishes.count].text) }
    let one = Self.porto.find(queries, cores: 1)
    #expect(Self.porto.find(queries, cores: 2) == one)
    #expect(queries.prefix(40).map { Self.porto.find($0) } == Array(one.prefix(40)))
  }

  @Test("The nearest address to a place is the nearest of all")
  func nearest() throws {
    let houses = street("Rua Direita", (1...60).map { "\($0)" })
    let coder = Geocoder(addresses: houses)
    forEverySeed(in: 0...60) { generator in
      let place = GeoCoordinate(
        longitude: -8.6 + Double.random(in: -0.001...0.01, using: &generator),
        latitude: 41.15 + Double.random(in: -0.0008...0.0008, using: &generator))
      let distances = houses.map {
        Geodesic.distance(
          place, GeoCoordinate(longitude: $0.longitude, latitude: $0.latitude))
      }
      let least = distances.min() ?? .infinity
      guard let found = coder.nearest(to: place, within: 100) else { return least > 100 }
      return found.metres == least && least <= 100
    }
    #expect(coder.nearest(to: GeoCoordinate(longitude: .nan, latitude: 0)) == nil)
  }
}
