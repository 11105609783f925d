/// Which elements belong to a format, and which to others that use the same words.
struct XMLVocabulary: Sendable {
  /// Whose an element is.
  enum Space: UInt8, Sendable {
    /// The format's own, or one without a namespace.
    case own
    /// What this program writes beside the format's elements.
    case ours
    /// What the format says that stands in its documents, and that is not read.
    case companion
    case foreign
  }

  /// What messages call the format.
  let format: String
  /// The names of the elements that a document begins with.
  let roots: [String]
  /// Whose a namespace is, by its address.
  let space: @Sendable (_ address: String) -> Space
  /// Whose a prefix is that is not bound to any namespace.
  let spaceOfPrefix: @Sendable (_ prefix: String) -> Space
}

/// The namespaces that are bound while a document is read.
struct XMLSpaces {
  private struct Binding {
    /// Empty for elements without a prefix.
    var prefix: [UInt8]
    var space: XMLVocabulary.Space
    var address: String
    var depth: Int
  }

  private let vocabulary: XMLVocabulary
  private var bindings: [Binding] = []
  /// The namespace of the outermost element, which is the format's own whatever it is.
  private var rootAddress: String?
  /// Whose elements without a prefix are.
  private(set) var usual = XMLVocabulary.Space.own

  init(_ vocabulary: XMLVocabulary) { self.vocabulary = vocabulary }

  /// Takes a binding that an element makes for itself and what is in it.
  mutating func bind(_ prefix: UnsafeBufferPointer<UInt8>, to address: String, depth: Int) {
    let space = address == rootAddress || address.isEmpty ? .own : vocabulary.space(address)
    bindings.append(
      Binding(prefix: Array(prefix), space: space, address: address, depth: depth))
    if prefix.isEmpty { usual = space }
  }

  /// Makes the namespace of the outermost element the format's own.
  mutating func setRoot(_ prefix: UnsafeBufferPointer<UInt8>) {
    guard let place = place(of: prefix) else { return }
    let address = bindings[place].address
    rootAddress = address
    for index in bindings.indices where bindings[index].address == address {
      bindings[index].space = .own
    }
    if bindings[place].prefix.isEmpty { usual = .own }
  }

  /// Forgets what elements deeper than this have bound.
  mutating func leave(to depth: Int) {
    guard let last = bindings.last, last.depth > depth else { return }
    while let last = bindings.last, last.depth > depth { bindings.removeLast() }
    usual = bindings.last { $0.prefix.isEmpty }?.space ?? .own
  }

  /// Whose elements with a prefix are.
  func space(of prefix: UnsafeBufferPointer<UInt8>) -> XMLVocabulary.Space {
    if let place = place(of: prefix) { return bindings[place].space }
    return vocabulary.spaceOfPrefix(String(decoding: prefix, as: UTF8.self))
  }

  private func place(of prefix: UnsafeBufferPointer<UInt8>) -> Int? {
    bindings.lastIndex { $0.prefix.elementsEqual(prefix) }
  }
}
