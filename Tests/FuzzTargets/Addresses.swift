import Geocoding

extension FuzzTarget {
  /// Taking addresses apart and looking them up, whatever they are.
  static let addresses = FuzzTarget(name: "addresses") { bytes in
    let text = AddressText(bytes).text
    return FuzzCase(description: text) { AddressText.fault(text) }
  }
}

/// A text put together of what addresses are made of, and of any letters.
private struct AddressText {
  private(set) var text = ""

  /// What is chosen from; new ones go to the end.
  private static let pieces = [
    "", " ", ", ", "Rua", "R.", "de", "Santa", "Catarina", "Sta.", "12", "12A", "31", "Janeiro",
    "4000-432", "Porto", "-", "/", ";", ".", "º", "nº", "3º", "Dto", "Flat", "2", "bis", "ter",
    "75002", "1017 GL", "SW1A", "2AA", "Hauptstr.", "straße", "utca", "u.", "s/n", "r/c", "#", "'",
    "\n", "(", ")", "é", "e\u{301}", "Ж", "日本", "\u{0}", "\u{1F600}", "99999999999999999999", "0",
    "-1", "\u{FEFF}", "ﬁ", "İ", "٣", "½", "Pousada", "Santos", "15", "17", "Nova", "5th", "Ave",
    "&atilde;", "SÃ£o", "\u{FFFD}", "?", "Ruade", "Avenida", "2e", "Queen's", "IV", "piso", "Flo",
  ]

  init(_ bytes: [UInt8]) {
    for byte in bytes.prefix(200) {
      let piece = Int(byte & 0x7F)
      if piece < Self.pieces.count {
        text += Self.pieces[piece]
      } else {
        text.unicodeScalars.append(Unicode.Scalar(byte & 0x7F))
      }
      if byte & 0x80 != 0 { text += " " }
    }
  }

  private static let geocoder = Geocoder(
    addresses: [
      ("Rua de Santa Catarina", "12", "Porto", "4000-432"),
      ("Rua de Santa Catarina", "12A", "Porto", "4000-432"),
      ("Rua de Santa Catarina", "15; 17", "Porto", "4000-432"),
      ("Rua 31 de Janeiro", "31", "Porto", ""), ("Rua Nova", "2", "Porto", ""),
      ("Rua Nova", "2", "Gaia", ""), ("Hauptstraße", "12/3", "Wien", "1010"),
      ("Rua de Santos Pousada", "s/n", "", ""), ("5th Avenue", "2", "New York", "10118"),
    ].enumerated().map { number, parts in
      ReferenceAddress(
        street: parts.0, number: parts.1, city: parts.2, postcode: parts.3,
        longitude: Double(number), latitude: Double(number))
    })

  static func fault(_ text: String) -> String? {
    let parsed = AddressParser.parse(text)
    let flat = text.replacing("\n", with: ", ")
    // Broken letters are mended, and then the parts are no parts of what was written.
    let isMended = text.unicodeScalars.contains { "&?Ã\u{FFFD}".unicodeScalars.contains($0) }
    for part in [parsed.street, parsed.number, parsed.postcode, parsed.city]
    where !isMended && !flat.utf8.isEmpty && !contains(text, part) && !contains(flat, part) {
      return "\"\(part)\" is no part of the address"
    }
    let found = geocoder.find(AddressQuery(text))
    if geocoder.find(AddressQuery(text)) != found { return "asked twice, answered differently" }
    let isPlaced = ![.none, .ambiguous].contains(found.match)
    if isPlaced != (found.place != nil) {
      return "\(found.match) with the place \(found.place as Any)"
    }
    if !(0...1).contains(found.score) { return "a score of \(found.score)" }
    guard found.match == .exact || found.match == .corrected, let address = found.address else {
      return nil
    }
    let name = address.split(separator: ",")[0]
    guard let number = name.split(separator: " ").last, number.first?.isNumber == true else {
      return nil
    }
    let wanted = name.split { !$0.isASCII || !$0.isNumber }.map(String.init)
    let given = Set(text.split { !$0.isASCII || !$0.isNumber }.map(String.init))
    return wanted.contains(where: given.contains)
      ? nil : "found \(address), which was not asked for"
  }

  private static func contains(_ text: String, _ part: String) -> Bool {
    part.isEmpty || Array(text.utf8).firstRange(of: Array(part.utf8)) != nil
  }
}
