/// The values that one property has in all features.
public enum PropertyColumn: Sendable {
  /// Numbers; NaN where there is none.
  case numbers([Double])
  /// True, false, or nil.
  case truths([Bool?])
  /// Strings, escapes resolved.
  case texts(TextColumn)
  /// Values of several kinds, as JSON text.
  case values(TextColumn)

  public var count: Int {
    switch self {
    case .numbers(let numbers): numbers.count
    case .truths(let truths): truths.count
    case .texts(let texts), .values(let texts): texts.count
    }
  }

  /// As many rows as given, the new ones empty.
  mutating func fill(to count: Int) {
    switch self {
    case .numbers(var numbers):
      self = .truths([])
      while numbers.count < count { numbers.append(.nan) }
      self = .numbers(numbers)
    case .truths(var truths):
      while truths.count < count { truths.append(nil) }
      self = .truths(truths)
    case .texts(var texts):
      self = .truths([])
      texts.fill(to: count)
      self = .texts(texts)
    case .values(var texts):
      self = .truths([])
      texts.fill(to: count)
      self = .values(texts)
    }
  }

  /// Makes room for so many times as many rows as there are.
  mutating func reserve(times: Double) {
    func many(_ count: Int) -> Int { Int(clamping: Double(count) * times) }
    switch self {
    case .numbers(var numbers):
      self = .truths([])
      numbers.reserveCapacity(many(numbers.count))
      self = .numbers(numbers)
    case .truths(var truths):
      self = .numbers([])
      truths.reserveCapacity(many(truths.count))
      self = .truths(truths)
    case .texts(var texts):
      self = .truths([])
      texts.reserve(many(texts.count), bytes: many(texts.bytes.count))
      self = .texts(texts)
    case .values(var texts):
      self = .truths([])
      texts.reserve(many(texts.count), bytes: many(texts.bytes.count))
      self = .values(texts)
    }
  }

  /// Whether there is no value in it.
  var isBlank: Bool {
    switch self {
    case .numbers(let numbers): numbers.allSatisfy(\.isNaN)
    case .truths(let truths): truths.allSatisfy { $0 == nil }
    case .texts(let texts), .values(let texts): !texts.isThere.contains(true)
    }
  }

  /// The rows as JSON text.
  var asValues: TextColumn {
    var values = TextColumn()
    switch self {
    case .values(let texts): return texts
    case .numbers(let numbers):
      for number in numbers {
        if let text = JSONNumber(number)?.text { values.add(text) } else { values.addNone() }
      }
    case .truths(let truths):
      for truth in truths {
        if let truth { values.add(truth ? "true" : "false") } else { values.addNone() }
      }
    case .texts(let texts):
      for row in 0..<texts.count {
        if let text = texts[row] {
          var json = JSONWriter()
          json.addString(text)
          values.add(String(decoding: json.bytes, as: UTF8.self))
        } else {
          values.addNone()
        }
      }
    }
    return values
  }

  /// Adds the rows of the batch that follows.
  mutating func add(_ other: PropertyColumn) {
    // Two at a time in a pattern would keep a copy of the column, and add to that.
    if case .numbers(let others) = other, case .numbers(var mine) = self {
      self = .truths([])
      mine += others
      self = .numbers(mine)
    } else if case .truths(let others) = other, case .truths(var mine) = self {
      self = .truths([])
      mine += others
      self = .truths(mine)
    } else if case .texts(let others) = other, case .texts(var mine) = self {
      self = .truths([])
      mine.add(others)
      self = .texts(mine)
    } else if case .values(let others) = other, case .values(var mine) = self {
      self = .truths([])
      mine.add(others)
      self = .values(mine)
    } else {
      addOtherKind(other)
    }
  }

  private mutating func addOtherKind(_ other: PropertyColumn) {
    let total = count + other.count
    if other.isBlank {
      fill(to: total)
    } else if isBlank {
      let before = count
      switch other {
      case .numbers: self = .numbers([])
      case .truths: self = .truths([])
      case .texts: self = .texts(TextColumn())
      case .values: self = .values(TextColumn())
      }
      fill(to: before)
      add(other)
    } else {
      var values = asValues
      values.add(other.asValues)
      self = .values(values)
    }
  }
}
