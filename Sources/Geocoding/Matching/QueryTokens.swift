/// An address made ready to be compared.
struct QueryTokens {
  var text: String
  var tokens: [AddressToken]
  /// The house number, where it stands apart.
  var ownNumber: HouseChoice?
  /// Postcodes beyond doubt, folded.
  var postcodes: [String]
  /// The number of the city in an official register, folded; empty where it is not given.
  var cityCode = ""

  /// - Parameters:
  ///   - query: What is asked for.
  ///   - known: The postcodes of the reference; nil where there is none.
  init(_ query: AddressQuery, known: KnownPostcodes?) {
    let street = DamagedText.mended(query.text)
    let city = query.city.map(DamagedText.mended)
    let apart = [query.postcode, city].compactMap(\.self).filter { !$0.isEmpty }
    text = ([street] + apart).joined(separator: "\n")
    tokens = AddressTokenizer.tokens(of: text)
    if let postcode = query.postcode, !postcode.isEmpty {
      let start = street.utf8.count + 1
      let range = start..<start + postcode.utf8.count
      for index in tokens.indices where range.contains(tokens[index].range.lowerBound) {
        tokens[index].role = .postcode
      }
    }
    AddressRoles.mark(&tokens, known: known)
    tokens = Array(tokens.prefix(NameAligner.tokenLimit))
    postcodes = Postcodes.found(in: tokens, known: known).map(\.text)
    if let postcode = query.postcode {
      let folded = Postcodes.folded(postcode)
      if !folded.isEmpty { postcodes = [folded] }
    }
    cityCode = CityCode.folded(query.cityCode ?? "")
    if let number = query.number, number.contains(where: { $0 != " " }) {
      ownNumber = Self.choice(inCell: DamagedText.mended(number))
    }
  }

  /// The house number of a cell for it: `nº 12`, `12, 3º Dto`.
  private static func choice(inCell text: String) -> HouseChoice {
    var tokens = AddressTokenizer.tokens(of: text)
    AddressRoles.mark(&tokens, known: nil)
    let first = tokens.firstIndex { $0.kind == .number && $0.role == nil && !$0.isOrdinal }
    var choice = HouseChoice(
      numbers: HouseNumbers(tokens[(first ?? 0)...]), label: tokens.map(\.text).joined())
    let number = tokens[(first ?? 0)...]
    choice.key = HouseNumbers.key(number.prefix(HouseNumbers.length(number)))
    choice.saysNone = tokens.first?.role == .noNumber
    return choice
  }

  /// What the address writes from one token to another.
  func written(_ first: Int, _ last: Int) -> String {
    guard first <= last, tokens.indices.contains(last) else { return "" }
    let bytes = Array(text.utf8)
    let (start, end) = (tokens[first].range.lowerBound, tokens[last].range.upperBound)
    return String(decoding: bytes[start..<min(end, bytes.count)], as: UTF8.self)
      .replacing("\n", with: ", ")
  }
}
