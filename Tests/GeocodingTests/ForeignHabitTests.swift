import TestSupport
import Testing

@testable import Geocoding

/// Habits of countries that look like those of another one.
@Suite struct ForeignHabitTests {
  private static let oregon = Geocoder(
    addresses: street("NW 19th Ave", ["1400"], city: "Portland", postcode: "97209", south: 0.01)
      + street("SE Elm St", ["5120"], city: "Portland", postcode: "97215", south: 0.02)
      + street("Dr Grace Blvd", ["3300"], city: "Boston", postcode: "02108", south: 0.03)
      + street("MD 301", ["2222"], city: "Lusby", postcode: "20657", south: 0.04)
      + street("IH 10", ["1300"], city: "Austin", postcode: "78701", south: 0.05)
      + street("Highway 7 W", ["210a"], city: "", postcode: "", south: 0.06)
      + street("IA 7 W", ["210a"], city: "", postcode: "", south: 0.5))

  @Test(
    "Four digits before two letters are a house where the reference has no such postcodes",
    arguments: [
      ("Apt 4, 1400 NW 19th Ave, Portland, OR 97209", "NW 19th Ave 1400, 97209 Portland"),
      ("1400 NW 19th Ave Apt 4, Portland, OR 97209", "NW 19th Ave 1400, 97209 Portland"),
      ("Rose Cafe, 1400 NW 19th Ave, Portland, OR", "NW 19th Ave 1400, 97209 Portland"),
      ("c/o Smith, 5120 SE Elm St, Portland", "SE Elm St 5120, 97215 Portland"),
      ("Hall, 3300 Dr Grace Blvd, Boston, MA 02108", "Dr Grace Blvd 3300, 02108 Boston"),
      ("2222 MD 301, Lusby, MD, USA", "MD 301 2222, 20657 Lusby"),
      ("1300 IH 10, Austin, TX 78701", "IH 10 1300, 78701 Austin"),
    ])
  func housesNotPostcodes(_ text: String, _ expected: String) {
    let found = Self.oregon.find(AddressQuery(text))
    #expect(found.match == .exact, "\(found)")
    #expect(found.address == expected)
  }

  @Test("Where the reference has such postcodes, they are postcodes")
  func dutch() {
    let geocoder = Geocoder(
      addresses: street("Kerkstraat", ["12"], city: "Amsterdam", postcode: "1012 AB")
        + street("Kerkstraat", ["12"], city: "Utrecht", postcode: "3511 KV", south: 0.3))
    for text in [
      "Kerkstraat 12, 1012 AB Amsterdam", "1012 AB 12 Kerkstraat", "Kerkstraat 12 1012AB",
    ] {
      #expect(
        geocoder.find(AddressQuery(text)).address == "Kerkstraat 12, 1012 AB Amsterdam", "\(text)")
    }
  }

  @Test("The letters of a state behind a street are not part of another")
  func state() {
    let found = Self.oregon.find(AddressQuery("210a Highway 7 W IA"))
    #expect(found.match == .exact, "\(found)")
    #expect(found.address == "Highway 7 W 210a")
    // A direction behind the street is part of it.
    let street = Self.oregon.find(AddressQuery("5120 Elm St SE, Portland"))
    #expect(street.match == .corrected || street.match == .exact)
    #expect(Self.oregon.find(AddressQuery("5120 Elm St NE, Portland")).match != .exact)
  }

  private static let queens = Geocoder(
    addresses: street("Hill Avenue", ["86-12", "40"], city: "Queens", postcode: "11372")
      + street("71st Street", ["31-39", "33"], city: "Queens", postcode: "11372", south: 0.01)
      + street("Rua Nova", ["31-39", "33", "70"], city: "Porto", postcode: "4000-100", south: 0.02))

  @Test("A pair with a hyphen is one number where the city has pairs that are no range")
  func pairs() {
    for text in [
      "86-12 Hill Avenue, Queens, NY 11372", "86-12 Hill Avenue Jackson Heights Queens 11372",
      "86-12 HILL AVE, QUEENS",
    ] {
      let found = Self.queens.find(AddressQuery(text))
      #expect(found.match == .exact, "\(text): \(found)")
      #expect(found.changed.isEmpty)
    }
    #expect(Self.queens.find(AddressQuery("31-39 71st Street, Queens")).match == .exact)
    let own = Self.queens.find(AddressQuery("33 71st Street, Queens"))
    #expect(own.match == .exact)
    #expect(own.address == "71st Street 33, 11372 Queens")
    for number in [31, 35, 37, 39] {
      let found = Self.queens.find(AddressQuery("\(number) 71st Street, Queens"))
      #expect(found.match != .exact && found.match != .corrected, "\(number): \(found)")
    }
  }

  @Test("A number within a range is found by the range, and says so; its own house comes first")
  func ranges() {
    let inside = Self.queens.find(AddressQuery("Rua Nova 35, Porto"))
    #expect(inside.match == .corrected)
    #expect(inside.changed == ["number: 35 → 31-39"])
    for number in [31, 39] {
      #expect(Self.queens.find(AddressQuery("Rua Nova \(number), Porto")).match == .exact)
    }
    let own = Self.queens.find(AddressQuery("Rua Nova 33, Porto"))
    #expect(own.match == .exact)
    #expect(own.address == "Rua Nova 33, 4000-100 Porto")
  }

  @Test("Numbers in two parts are found as they are written")
  func parts() {
    let geocoder = Geocoder(
      addresses: street("Lipová", ["2345/7", "1234/56"], city: "Praha", postcode: "12000")
        + street("Avenida Central", ["1432"], city: "São Paulo", postcode: "01310-100", south: 0.1)
        + street("Carrera 9", ["41-22"], city: "Bogotá", postcode: "110231", south: 0.2))
    for (text, expected) in [
      ("Lipová 2345/7, Praha", "Lipová 2345/7, 12000 Praha"),
      ("Lipová 2345/7", "Lipová 2345/7, 12000 Praha"),
      ("Lipová 1234/56, 120 00 Praha", "Lipová 1234/56, 12000 Praha"),
      (
        "Av. Central, 1432 - Bela Vista, São Paulo - SP, 01310-100",
        "Avenida Central 1432, 01310-100 São Paulo"
      ),
      ("Cra. 9 # 41-22, Bogotá", "Carrera 9 41-22, 110231 Bogotá"),
    ] {
      let found = geocoder.find(AddressQuery(text))
      #expect(found.match == .exact, "\(text): \(found)")
      #expect(found.address == expected)
    }
  }

  @Test("What did not change is not listed as changed")
  func changes() {
    let geocoder = Geocoder(
      addresses: street("Rue Vivienne", ["3bis", "4"], city: "Paris", postcode: "75002")
        + street("Avenue Amélie", ["1 bis"], city: "Paris", postcode: "75007", south: 0.1))
    for text in [
      "3 bis Rue Vivienne 75002 Paris", "3bis rue Vivienne, Paris",
      "1 bis Av. Amélie, 75007 Paris, France",
      "Le Bistrot du Coin, 4 rue Vivienne, 75002 Paris",
    ] {
      let found = geocoder.find(AddressQuery(text))
      #expect(found.match == .exact, "\(text): \(found)")
      #expect(found.changed.isEmpty)
    }
    let corrected = geocoder.find(AddressQuery("4 rue Viviene, Paris"))
    #expect(corrected.changed == ["street: rue Viviene → Rue Vivienne"])
  }

  @Test("Official numbers of cities decide where both sides have them", arguments: ["", "0"])
  func cityCodes(zero: String) {
    func house(_ city: String, _ code: String, _ south: Double) -> ReferenceAddress {
      ReferenceAddress(
        street: "Grande Rue", number: "8", city: city, postcode: "01190", cityCode: code,
        longitude: 5, latitude: 46 - south)
    }
    let geocoder = Geocoder(
      addresses: [house("Arbigny", "\(zero)1016", 0), house("Boz", "\(zero)1057", 0.1)])
    func find(_ code: String?) -> GeocodedAddress {
      geocoder.find(AddressQuery(street: "8 grande rue", number: nil, cityCode: code))
    }
    #expect(find(nil).match == .ambiguous)
    for code in ["01057", "1057"] {
      #expect(find(code).match == .exact)
      #expect(find(code).address == "Grande Rue 8, 01190 Boz")
    }
    // A number that the reference does not know, of a city that was merged, say, decides nothing.
    #expect(find("99999").match == .ambiguous)
  }
}
