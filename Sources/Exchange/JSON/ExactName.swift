/// A name as its characters are written: `é` as one character and as an `e` with an accent behind it are two names,
/// although Swift's strings hold them equal (RFC 8259, section 8.3).
struct ExactName: Hashable, Sendable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (one: ExactName, other: ExactName) -> Bool { areSame(one.text, other.text) }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }

  /// Whether two names have the same characters.
  static func areSame(_ one: String, _ other: String) -> Bool {
    // Where Swift holds them different they are.
    one == other && one.utf8.elementsEqual(other.utf8)
  }
}
