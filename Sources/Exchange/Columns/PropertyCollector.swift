/// Collects the properties of a batch by name.
struct PropertyCollector {
  private let base: UnsafePointer<UInt8>
  private let takesAll: Bool
  private var names: [String] = []
  private var columns: [ColumnBuilder] = []
  /// The column of each name.
  private var places: [ExactName: Int] = [:]
  /// The names of the feature before, and their columns; -1 where nobody wants them.
  private var order: [(name: ByteSpan, column: Int)] = []

  init(_ base: UnsafePointer<UInt8>, _ wanted: FeatureColumns.Wanted) {
    self.base = base
    switch wanted {
    case .all: takesAll = true
    case .named(let list):
      takesAll = false
      names = list
      columns = list.map { _ in ColumnBuilder() }
      places = Dictionary(
        zip(list.map(ExactName.init), list.indices), uniquingKeysWith: { first, _ in first })
    case .none: takesAll = false
    }
  }

  mutating func add(_ span: ByteSpan, row: Int) {
    guard !span.isEmpty, takesAll || !names.isEmpty else { return }
    var walk = PropertyWalk(base, span)
    var number = 0
    var missing = takesAll ? -1 : names.count
    while missing != 0, let member = walk.next() {
      let column = column(of: member, number)
      number += 1
      guard column >= 0 else { continue }
      missing -= 1
      add(member.value, to: column, row: row)
    }
  }

  private mutating func column(of member: PropertyWalk.Member, _ number: Int) -> Int {
    if number < order.count, FeatureSurvey.areEqual(base, order[number].name, member.name) {
      return order[number].column
    }
    let range = member.name.range
    let name = JSONText.plain(base, range.lowerBound, range.upperBound)
    let exact = ExactName(name)
    var column = places[exact] ?? -1
    if column < 0, takesAll {
      column = names.count
      places[exact] = column
      names.append(name)
      columns.append(ColumnBuilder())
    }
    if number < order.count { order.removeSubrange(number...) }
    order.append((member.name, column))
    return column
  }

  @inline(__always)
  private func add(_ value: ByteSpan, to index: Int, row: Int) {
    let range = value.range
    columns[index].add(base + range.lowerBound, range.count, row: row)
  }

  static func addString(
    _ base: UnsafePointer<UInt8>, _ range: Range<Int>, to texts: inout TextColumn
  ) {
    let inner = UnsafeBufferPointer(start: base + range.lowerBound + 1, count: range.count - 2)
    if let start = inner.baseAddress, !inner.contains(0x5C) {
      texts.add(start, inner.count)
    } else {
      texts.add(JSONText.plain(base, range.lowerBound + 1, range.upperBound - 1))
    }
  }

  /// All columns, as long as the batch has features.
  func finish(count: Int) -> [FeatureColumns.Property] {
    names.indices.map { index in
      FeatureColumns.Property(name: names[index], column: columns[index].finish(count: count))
    }
  }
}

/// Makes columns of a batch whose features all have the same properties in the same order.
struct FormColumns {
  private let base: UnsafePointer<UInt8>
  private let names: [String]
  private let batch: FeatureBatch

  init(_ batch: FeatureBatch, _ form: Int, _ base: UnsafePointer<UInt8>) {
    self.base = base
    self.batch = batch
    names = batch.forms[form].map { span in
      JSONText.plain(base, span.range.lowerBound, span.range.upperBound)
    }
  }

  /// The wanted columns, those that are named empty where there are none.
  func properties(_ wanted: FeatureColumns.Wanted) -> [FeatureColumns.Property] {
    switch wanted {
    case .none: []
    case .all:
      names.indices.map { FeatureColumns.Property(name: names[$0], column: column($0)) }
    case .named(let list):
      list.map { name in
        FeatureColumns.Property(
          name: name, column: names.firstIndex { ExactName.areSame($0, name) }.map(column) ?? blank)
      }
    }
  }

  private var blank: PropertyColumn { ColumnBuilder().finish(count: batch.count) }

  private func column(_ slot: Int) -> PropertyColumn {
    let first = batch.entries.lazy.map { base[Int(value($0, slot).start)] }.first { $0 != 0x6E }
    switch first {
    case 0x22?: return texts(slot) ?? mixed(slot)
    case 0x2D?, (0x30...0x39)?: return numbers(slot) ?? mixed(slot)
    default: return mixed(slot)
    }
  }

  @inline(__always)
  private func value(_ entry: FeatureBatch.Entry, _ slot: Int) -> ByteSpan {
    batch.values[Int(entry.firstValue) + slot]
  }

  private func numbers(_ slot: Int) -> PropertyColumn? {
    var isWhole = true
    let numbers = [Double](unsafeUninitializedCapacity: batch.count) { buffer, count in
      for entry in batch.entries {
        let start = Int(value(entry, slot).start)
        let byte = base[start]
        var number = Double.nan
        if byte == 0x2D || byte &- 0x30 < 10 {
          var end = 0
          number = CoordinateReader.double(base, start, end: &end)
        } else if byte != 0x6E {
          isWhole = false
          return
        }
        (buffer.baseAddress.map { $0 + count })?.initialize(to: number)
        count += 1
      }
    }
    return isWhole ? .numbers(numbers) : nil
  }

  private func texts(_ slot: Int) -> PropertyColumn? {
    var column = TextColumn()
    column.reserve(
      batch.count, bytes: batch.entries.reduce(0) { $0 + Int(value($1, slot).count) })
    for entry in batch.entries {
      let span = value(entry, slot)
      switch base[Int(span.start)] {
      case 0x22: PropertyCollector.addString(base, span.range, to: &column)
      case 0x6E: column.addNone()
      default: return nil
      }
    }
    return .texts(column)
  }

  /// Values of several kinds, or of one of the others.
  private func mixed(_ slot: Int) -> PropertyColumn {
    let builder = ColumnBuilder()
    for (row, entry) in batch.entries.enumerated() {
      let span = value(entry, slot)
      builder.add(base + Int(span.start), Int(span.count), row: row)
    }
    return builder.finish(count: batch.count)
  }
}

/// A column that is being filled; its first value says what kind it is.
private final class ColumnBuilder {
  private enum Kind {
    case unknown, numbers, truths, texts, values
  }

  private var kind = Kind.unknown
  private var numbers: [Double] = []
  private var truths: [Bool?] = []
  private var texts = TextColumn()

  @inline(__always)
  func add(_ start: UnsafePointer<UInt8>, _ count: Int, row: Int) {
    let byte = start[0]
    if byte == 0x6E { return }
    switch (kind, byte) {
    case (.numbers, 0x2D), (.numbers, 0x30...0x39):
      while numbers.count < row { numbers.append(.nan) }
      var end = 0
      numbers.append(CoordinateReader.double(start, 0, end: &end))
    case (.texts, 0x22):
      texts.fill(to: row)
      PropertyCollector.addString(start, 0..<count, to: &texts)
    default: addOther(start, count, row: row)
    }
  }

  private func addOther(_ start: UnsafePointer<UInt8>, _ count: Int, row: Int) {
    let byte = start[0]
    if kind == .unknown {
      switch byte {
      case 0x22: kind = .texts
      case 0x74, 0x66: kind = .truths
      case 0x7B, 0x5B: kind = .values
      default: kind = .numbers
      }
      if kind != .truths && kind != .values { return add(start, count, row: row) }
    }
    if kind == .truths, byte == 0x74 || byte == 0x66 {
      while truths.count < row { truths.append(nil) }
      return truths.append(byte == 0x74)
    }
    if kind != .values {
      texts = column.asValues
      kind = .values
    }
    texts.fill(to: row)
    texts.add(start, count)
  }

  private var column: PropertyColumn {
    switch kind {
    case .unknown, .truths: .truths(truths)
    case .numbers: .numbers(numbers)
    case .texts: .texts(texts)
    case .values: .values(texts)
    }
  }

  func finish(count: Int) -> PropertyColumn {
    var column = column
    column.fill(to: count)
    return column
  }
}
