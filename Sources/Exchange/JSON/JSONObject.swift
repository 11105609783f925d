/// The members of a JSON object in their order, each name once.
///
/// Looking a name up walks the members: objects here are the dozen properties of a feature.
public struct JSONObject: Hashable, Sendable {
  /// A name and its value.
  public struct Member: Hashable, Sendable {
    public let name: String
    public var value: JSONValue

    public init(name: String, value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  public private(set) var members: [Member] = []

  public init() {}

  /// Members whose names are known to differ.
  init(unchecked members: [Member]) { self.members = members }

  public var isEmpty: Bool { members.isEmpty }
  public var count: Int { members.count }
  public var names: [String] { members.map(\.name) }

  /// The value of a name, nil where there is none; a new name is added at the end.
  public subscript(name: String) -> JSONValue? {
    get { members.first { ExactName.areSame($0.name, name) }?.value }
    set {
      let index = members.firstIndex { ExactName.areSame($0.name, name) }
      switch (index, newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append(Member(name: name, value: value))
      case (nil, nil): break
      }
    }
  }

  /// Adds a field of our own: on a clash with a name that is there, ours gets the prefix `fl_`.
  public mutating func addOwn(_ name: String, _ value: JSONValue) {
    var free = name
    while self[free] != nil { free = "fl_" + free }
    members.append(Member(name: free, value: value))
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    for (name, value) in elements { self[name] = value }
  }
}
