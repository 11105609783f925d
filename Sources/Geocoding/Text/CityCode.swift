/// The number that an official register gives to a city, such as INSEE's or ISTAT's.
enum CityCode {
  /// As it is compared: without the zeros in front, which spreadsheets lose.
  static func folded(_ text: String) -> String {
    let joined = AddressFolding.joined(text)
    let short = joined.drop { $0 == "0" }
    return String(short.isEmpty ? joined[...] : short)
  }
}
