extension IndexContent {
  /// The order in which streets lie in an index: those of one name together.
  var streetOrder: [Int] {
    streets.indices.sorted {
      (streets[$0].name, streets[$0].city, $0) < (streets[$1].name, streets[$1].city, $1)
    }
  }

  /// The houses of a street by their numbers.
  func sortedHouses(ofStreet street: Int) -> [HouseEntry] {
    streets[street].houses.enumerated().sorted {
      ($0.element.number, $0.offset) < ($1.element.number, $1.offset)
    }.map(\.element)
  }

  /// The same as an index that was written and read.
  var parts: AddressIndex.Parts {
    var parts = AddressIndex.Parts()
    parts.texts = texts.texts
    parts.cities = cities.texts
    parts.names = names
    parts.addressCount = addressCount
    parts.namelessCount = namelessCount
    for street in streetOrder {
      parts.streetNames.append(streets[street].name)
      parts.streetCities.append(streets[street].city)
      parts.streetCodes.append(streets[street].code)
      parts.houses += sortedHouses(ofStreet: street)
      parts.houseEnds.append(Int32(parts.houses.count))
    }
    return parts
  }
}
