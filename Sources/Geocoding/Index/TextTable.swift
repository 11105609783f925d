/// Texts by number, each once.
struct TextTable: Sendable {
  private(set) var texts: [String] = []
  private var numbers: [String: Int32] = [:]

  init() { _ = number(of: "") }

  /// The number of a text, a new one where it is new; the empty text is 0.
  mutating func number(of text: String) -> Int32 {
    if let known = numbers[text] { return known }
    let number = Int32(texts.count)
    texts.append(text)
    numbers[text] = number
    return number
  }

  func known(_ text: String) -> Int32? { numbers[text] }

  subscript(number: Int32) -> String { texts[Int(number)] }
  var count: Int { texts.count }
}
