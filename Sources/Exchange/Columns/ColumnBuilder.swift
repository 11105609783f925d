/// A column that is being filled; its first value says what kind it is.
final class ColumnBuilder {
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
