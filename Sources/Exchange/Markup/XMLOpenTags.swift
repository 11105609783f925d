/// The names of the tags that are open, the outermost first.
struct XMLOpenTags {
  /// The names after each other, and where each begins.
  private var names: [UInt8] = []
  private var starts: [Int] = []

  var count: Int { starts.count }
  var isEmpty: Bool { starts.isEmpty }

  /// The name of the innermost; empty where none is open.
  var last: String { String(decoding: names[(starts.last ?? 0)...], as: UTF8.self) }

  mutating func append(_ name: ArraySlice<UInt8>) {
    starts.append(names.count)
    names.append(contentsOf: name)
  }

  mutating func removeLast() {
    if let start = starts.popLast() { names.removeLast(names.count - start) }
  }

  /// Whether the innermost has this name.
  func isLast(_ name: ArraySlice<UInt8>) -> Bool {
    guard let start = starts.last, names.count - start == name.count else { return false }
    return names.withUnsafeBufferPointer { names in
      name.withUnsafeBufferPointer { name in
        var index = 0
        while index < name.count, names[start + index] == name[index] { index += 1 }
        return index == name.count
      }
    }
  }
}
