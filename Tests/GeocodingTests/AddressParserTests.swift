import Testing

@testable import Geocoding

/// Spellings of real life, country by country.
@Suite struct AddressParserTests {
  struct Spelling: CustomTestStringConvertible, Sendable {
    var text: String
    var street: String
    var number = ""
    var postcode = ""
    var city = ""
    var unit = ""

    var testDescription: String { text }
  }

  static let portugal = [
    Spelling(
      text: "Rua de Santos Pousada, 71, 4000-432 Porto", street: "Rua de Santos Pousada",
      number: "71", postcode: "4000-432", city: "Porto"),
    Spelling(
      text: "R. de Santos Pousada 71 2º Dto, 4000-432 Porto", street: "R. de Santos Pousada",
      number: "71", postcode: "4000-432", city: "Porto", unit: "2º Dto"),
    Spelling(text: "Av. dos Aliados nº 12", street: "Av. dos Aliados", number: "12"),
    Spelling(text: "Rua 31 de Janeiro 52", street: "Rua 31 de Janeiro", number: "52"),
    Spelling(
      text: "Largo de São Domingos, 22-A, r/c, Porto", street: "Largo de São Domingos",
      number: "22-A", city: "Porto", unit: "r/c"),
    Spelling(
      text: "PRAÇA DA BATALHA 60; 62, PORTO, PORTUGAL", street: "PRAÇA DA BATALHA",
      number: "60; 62", city: "PORTO"),
  ]

  static let spain = [
    Spelling(
      text: "C/ Mayor, 12, 3º B, 28013 Madrid", street: "C/ Mayor", number: "12",
      postcode: "28013", city: "Madrid", unit: "3º B"),
    Spelling(
      text: "Avda. de la Constitución 7, 41004 Sevilla", street: "Avda. de la Constitución",
      number: "7", postcode: "41004", city: "Sevilla"),
    Spelling(
      text: "Plaza del Pilar, 18, 50003 Zaragoza, España", street: "Plaza del Pilar",
      number: "18", postcode: "50003", city: "Zaragoza"),
  ]

  static let france = [
    Spelling(
      text: "12 bis, rue de la Paix, 75002 Paris", street: "rue de la Paix", number: "12 bis",
      postcode: "75002", city: "Paris"),
    Spelling(
      text: "5 avenue Anatole France, 75007 Paris", street: "avenue Anatole France",
      number: "5", postcode: "75007", city: "Paris"),
    Spelling(
      text: "12 rue du 8 mai 1945, 69003 Lyon", street: "rue du 8 mai 1945", number: "12",
      postcode: "69003", city: "Lyon"),
    Spelling(
      text: "8ter bd St Michel, appt 4, 75005 Paris", street: "bd St Michel", number: "8ter",
      postcode: "75005", city: "Paris", unit: "appt 4"),
  ]

  static let germanSpeaking = [
    Spelling(
      text: "Hauptstr. 12a, 10115 Berlin", street: "Hauptstr", number: "12a", postcode: "10115",
      city: "Berlin"),
    Spelling(
      text: "Straße des 17. Juni 135, 10623 Berlin", street: "Straße des 17. Juni",
      number: "135", postcode: "10623", city: "Berlin"),
    Spelling(
      text: "1010 Wien, Graben 12", street: "Graben", number: "12", postcode: "1010",
      city: "Wien"),
    Spelling(
      text: "Mariahilfer Straße 12/3, 1060 Wien", street: "Mariahilfer Straße",
      number: "12/3", postcode: "1060", city: "Wien"),
  ]

  static let hungary = [
    Spelling(
      text: "1051 Budapest, Nádor u. 12.", street: "Nádor u", number: "12", postcode: "1051",
      city: "Budapest"),
    Spelling(
      text: "Budapest, Kossuth Lajos utca 12/A", street: "Kossuth Lajos utca", number: "12/A",
      city: "Budapest"),
    Spelling(
      text: "1137 Budapest, Szent István krt. 8. 2. em. 3", street: "Szent István krt",
      number: "8", postcode: "1137", city: "Budapest", unit: "2. em. 3"),
  ]

  static let italy = [
    Spelling(
      text: "Via Roma 12, 20121 Milano", street: "Via Roma", number: "12", postcode: "20121",
      city: "Milano"),
    Spelling(
      text: "P.za del Duomo, 3/B, 20122 Milano MI", street: "P.za del Duomo", number: "3/B",
      postcode: "20122", city: "Milano MI"),
  ]

  static let netherlands = [
    Spelling(
      text: "Kerkstraat 12-2, 1017 GL Amsterdam", street: "Kerkstraat", number: "12-2",
      postcode: "1017 GL", city: "Amsterdam"),
    Spelling(
      text: "Prinsengracht 263, 1016GV Amsterdam", street: "Prinsengracht", number: "263",
      postcode: "1016GV", city: "Amsterdam"),
  ]

  static let english = [
    Spelling(
      text: "10 Downing Street, London SW1A 2AA", street: "Downing Street", number: "10",
      postcode: "SW1A 2AA", city: "London"),
    Spelling(
      text: "Flat 2, 10 High St, Oxford OX1 4AB", street: "High St", number: "10",
      postcode: "OX1 4AB", city: "Oxford", unit: "Flat 2"),
    Spelling(
      text: "1051 Main St, Springfield, IL 62704", street: "Main St", number: "1051",
      postcode: "62704", city: "Springfield"),
    Spelling(
      text: "350 5th Ave Apt 4B, New York, NY 10118", street: "5th Ave", number: "350",
      postcode: "10118", city: "New York", unit: "Apt 4B"),
  ]

  static let all =
    portugal + spain + france + germanSpeaking + hungary + italy + netherlands + english

  @Test("Addresses come apart as people of the country read them", arguments: all)
  func parts(of spelling: Spelling) {
    let parsed = AddressParser.parse(spelling.text)
    #expect(parsed.street == spelling.street)
    #expect(parsed.number == spelling.number)
    #expect(parsed.postcode == spelling.postcode)
    #expect(parsed.city == spelling.city)
    if !spelling.unit.isEmpty { #expect(parsed.unit == spelling.unit) }
  }

  @Test(
    "What is no address comes through without a street",
    arguments: ["", " ", ",,;", "12", "4000-432"])
  func nothing(_ text: String) {
    #expect(AddressParser.parse(text).street.isEmpty)
  }
}
