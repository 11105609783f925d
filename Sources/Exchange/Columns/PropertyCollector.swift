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
