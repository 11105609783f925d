/// Which columns of a table hold what of an address.
package struct AddressColumns: Hashable, Sendable {
  package enum Part: String, CaseIterable, Sendable {
    case street, number, suffix, city, postcode
    case cityCode = "city_code"
    case longitude, latitude, address
  }

  package private(set) var columns: [Part: Int] = [:]

  /// Finds columns by their names, in the spellings of OpenAddresses, BAN, OpenStreetMap and of
  /// people; where an address has no columns of its own it is in one.
  package init(_ names: [String]) {
    let folded = names.map(AddressFolding.joined)
    for part in Part.allCases {
      for alias in Self.aliases(of: part) {
        if let column = folded.firstIndex(of: alias) {
          columns[part] = column
          break
        }
      }
    }
    if columns[.street] == nil, columns[.address] != nil, columns[.number] != nil {
      columns[.street] = columns[.address]
      columns[.address] = nil
    }
    if columns[.address] != nil, columns[.street] != nil, columns[.number] == nil {
      // A whole address says more than a street.
      columns[.street] = nil
    }
  }

  package subscript(part: Part) -> Int? { columns[part] }

  /// Takes a column that somebody chose.
  package mutating func choose(_ part: Part, _ column: Int) {
    columns[part] = column
    if part == .address { for other in [Part.street, .number, .suffix] { columns[other] = nil } }
    if part == .street { columns[.address] = nil }
  }

  /// Whether the columns hold addresses at all.
  package var hasAddresses: Bool { columns[.street] != nil || columns[.address] != nil }

  /// The column whose name is that of an address but for a mistake or two; nil where none is.
  static func likeliest(_ names: [String]) -> String? {
    var distance = EditDistance()
    let wanted = aliases(of: .address) + aliases(of: .street)
    return names.first { name in
      let folded = AddressFolding.joined(name)
      return wanted.contains { alias in
        alias.utf8.count > 4 && distance.distance(folded, alias, limit: 2) != nil
      }
    }
  }

  /// What a row asks for; `cell` gives the text of a column.
  package func query(_ cell: (Int) -> String?) -> AddressQuery {
    func text(_ part: Part) -> String { columns[part].flatMap { cell($0) } ?? "" }
    if columns[.street] == nil {
      return AddressQuery(
        street: text(.address), number: nil, city: text(.city), postcode: text(.postcode),
        cityCode: text(.cityCode))
    }
    let suffix = text(.suffix)
    return AddressQuery(
      street: text(.street), number: suffix.isEmpty ? text(.number) : "\(text(.number)) \(suffix)",
      city: text(.city), postcode: text(.postcode), cityCode: text(.cityCode))
  }

  /// How columns are called, without case, accents and punctuation; the most telling first.
  private static func aliases(of part: Part) -> [String] {
    switch part {
    case .street:
      [
        "street", "streetname", "nomvoie", "voie", "addrstreet", "road", "strasse", "str",
        "strassenname", "rua", "calle", "via", "straat", "straatnaam", "utca", "kozterulet",
        "thoroughfare", "openbareruimte", "ulica", "odonimo", "nomedavia", "arruamento",
        "logradouro", "nombrevia", "addrplace",
      ]
    case .number:
      [
        "housenumber", "number", "numero", "addrhousenumber", "houseno", "housenr", "hausnummer",
        "hausnr", "hnr", "huisnummer", "streetnumber", "streetno", "hazszam", "num", "nr",
        "civico", "numeropolicia", "porta", "no", "houseid",
      ]
    case .suffix:
      ["rep", "suffix", "numbersuffix", "huisletter", "hnrzusatz", "hausnummerzusatz", "esponente"]
    case .city:
      [
        "city", "nomcommune", "commune", "town", "addrcity", "municipality", "locality", "ort",
        "stadt", "gemeinde", "localidade", "concelho", "cidade", "woonplaats", "plaats", "comune",
        "citta", "municipio", "poblacion", "ciudad", "localidad", "ville", "telepules", "village",
        "posttown", "addrvillage", "place",
      ]
    case .postcode:
      [
        "postcode", "codepostal", "zip", "zipcode", "postalcode", "plz", "postleitzahl",
        "codigopostal", "cp", "addrpostcode", "cap", "iranyitoszam", "irsz", "postal",
      ]
    case .cityCode:
      [
        "codeinsee", "inseecode", "inseecom", "insee", "codecommune", "codecommuneinsee",
        "citycode",
        "codgeo", "codegeo", "depcom", "municipalitycode", "ags", "gemeindeschluessel",
        "gemeindekennziffer",
        "gkz", "bfsnr", "bfsnummer", "gemeentecode", "codigoine", "codine", "codmun",
        "codigomunicipio", "codmunicipio", "codiceistat", "codistat", "istat", "procom", "dicofre",
        "lau", "lau2", "placefips",
      ]
    case .longitude: ["longitude", "lon", "long", "lng", "x"]
    case .latitude: ["latitude", "lat", "y"]
    case .address:
      [
        "address", "fulladdress", "addressfull", "adresse", "direccion", "morada", "endereco",
        "indirizzo", "adres", "cim", "addr", "adresa", "home", "homeaddress",
      ]
    }
  }
}
