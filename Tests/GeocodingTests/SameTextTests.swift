import Geography
import TestSupport
import Testing

@testable import Geocoding

/// The same text on both sides finds its own house, with nothing changed.
@Suite struct SameTextTests {
  private static let numbers = [
    "1", "12", "234/5", "1234/5", "1234/56", "1570/10", "92-10", "37-45", "91-1001", "12 bis",
    "1bis", "9a", "12 B",
    "1210a", "1015", "2300", "4500", "6220", "34-36", "60; 62", "1578",
  ]
  private static let streets = [
    "SE Salmon St", "NW 23rd Ave", "Dr Martin Luther King Blvd", "MD 760", "IH 35", "La Brea Ave",
    "El Camino Real",
    "St Johns Ave", "82nd Street", "Roosevelt Avenue", "Highway 10 W", "IA 10 W",
    "Avenida Paulista", "Carrera 18",
    "Vinohradská", "U Koupaliště", "Rue Ballainvilliers", "Avenue Amélie", "Rue du 8 Mai 1945",
    "Rua 31 de Janeiro",
    "Kossuth Lajos utca", "Hauptstraße", "Am Markt", "Via Roma", "Kerkstraat",
  ]
  private static let cities: [(name: String, postcode: String)] = [
    ("Portland", "97210"), ("Praha", "120 00"), ("São Paulo", "01310-200"), ("Budapest", "1053"),
    ("Clermont-Ferrand", "63000"), ("Porto", "4000-432"), ("Amsterdam", "1012 AB"),
    ("Warszawa", "00-950"), ("", ""),
  ]

  @Test("Written as in the reference, in any usual order, each house is found exactly")
  func sameText() {
    forEverySeed(in: 0...59) { generator in
      func pick<Element>(_ list: [Element]) -> Element {
        list[Int.random(in: list.indices, using: &generator)]
      }
      // A reference of one country, as they are, in which the streets are a kilometre apart.
      let city = pick(Self.cities)
      var addresses: [ReferenceAddress] = []
      for (place, street) in Self.streets.enumerated() {
        var taken: Set<String> = []
        for _ in 0..<3 {
          let number = pick(Self.numbers)
          // 37 of a house 37-45 would be two houses.
          guard taken.insert(number.prefix { $0.isNumber }.description).inserted else { continue }
          addresses.append(
            ReferenceAddress(
              street: street, number: number, city: city.name, postcode: city.postcode,
              longitude: Double(taken.count) * 0.01, latitude: Double(place) * 0.02))
        }
      }
      let geocoder = Geocoder(addresses: addresses)
      for address in addresses {
        let place = [address.postcode, address.city].filter { !$0.isEmpty }.joined(separator: " ")
        let end = place.isEmpty ? "" : ", \(place)"
        for text in [
          "\(address.number) \(address.street)\(end)", "\(address.street) \(address.number)\(end)",
          "\(address.street), \(address.number)\(end)",
        ] {
          // A number that ends with a letter before a name of letters may be read otherwise.
          if address.number.hasSuffix(" B"), text.hasPrefix(address.number) { continue }
          let found = geocoder.find(AddressQuery(text))
          guard found.match == .exact, found.changed.isEmpty,
            found.place == GeoCoordinate(longitude: address.longitude, latitude: address.latitude)
          else {
            Issue.record("\(text) in \(addresses.count) addresses: \(found)")
            return false
          }
        }
        let apart = geocoder.find(
          AddressQuery(
            street: address.street, number: address.number, city: address.city,
            postcode: address.postcode))
        guard apart.match == .exact, apart.changed.isEmpty else { return false }
      }
      return true
    }
  }
}
