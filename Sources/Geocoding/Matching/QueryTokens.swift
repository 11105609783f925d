/// An address made ready to be compared.
struct QueryTokens {
  var text: String
  var tokens: [AddressToken]
  /// The house number, where it stands apart.
  var ownNumber: HouseChoice?
  /// Postcodes beyond doubt, folded.
  var postcodes: [String]

  init(_ query: AddressQuery) {
    var parts = [query.text]
    let apart = [query.postcode, query.city].compactMap(\.self).filter { !$0.isEmpty }
    parts += apart
    text = parts.joined(separator: "\n")
    tokens = AddressTokenizer.tokens(of: text)
    if let postcode = query.postcode, !postcode.isEmpty {
      let start = query.text.utf8.count + 1
      let range = start..<start + postcode.utf8.count
      for index in tokens.indices where range.contains(tokens[index].range.lowerBound) {
        tokens[index].role = .postcode
      }
    }
    AddressRoles.mark(&tokens)
    tokens = Array(tokens.prefix(NameAligner.tokenLimit))
    postcodes = Postcodes.found(in: tokens).map(\.text)
    if let postcode = query.postcode {
      let folded = Postcodes.folded(postcode)
      if !folded.isEmpty { postcodes = [folded] }
    }
    if let number = query.number, number.contains(where: { $0 != " " }) {
      let numberTokens = AddressTokenizer.tokens(of: number)
      var own = HouseChoice(
        numbers: HouseNumbers(numberTokens[...]), label: numberTokens.map(\.text).joined())
      own.saysNone = own.label == "sn"
      ownNumber = own
    }
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
