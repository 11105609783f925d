/// Properties as they are found, each name once: a name that comes again gets a number behind it.
struct PropertyList {
  private(set) var members: [(name: String, value: BatchBuilder.Value)] = []
  private var names: Set<ExactName> = []
  /// The number that a name gets when it comes again.
  private var numbers: [ExactName: Int] = [:]

  mutating func add(_ name: String, _ value: BatchBuilder.Value) {
    var free = name
    if names.contains(ExactName(name)) {
      var number = numbers[ExactName(name)] ?? 2
      while names.contains(ExactName("\(name)_\(number)")) { number += 1 }
      free = "\(name)_\(number)"
      numbers[ExactName(name)] = number + 1
    }
    names.insert(ExactName(free))
    members.append((free, value))
  }

  mutating func add(_ name: String, text: String) { add(name, .text(text)) }

  func add(to builder: inout BatchBuilder) {
    for member in members { builder.add(member.name, member.value) }
  }

  /// A text as a number where JSON can keep it as it is written, or as what it says.
  static func number(_ text: String) -> BatchBuilder.Value? {
    var text = text
    let (isPlain, value) = text.withUTF8 {
      (JSONNumber.isPlainNumber($0), DecimalReader.double($0))
    }
    if isPlain { return .number(text) }
    if let whole = Int64(text) { return .whole(whole) }
    guard let value, value.isFinite else { return nil }
    return .real(value)
  }
}
