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
