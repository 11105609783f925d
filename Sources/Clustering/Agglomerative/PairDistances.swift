import Travel

/// One number per pair of different places.
struct PairDistances {
  let count: Int
  /// Place *i* with 0, …, *i* − 1, for *i* from 1 up.
  private var values: [Double]

  /// The longer of both directions, on all cores.
  init<Provider: DistanceProvider>(
    of places: Provider.Prepared, provider: Provider, shouldStop: () -> Bool
  ) throws(ClusteringError) {
    let count = places.count
    self.count = count
    values = Array(repeating: .infinity, count: count * (count - 1) / 2)
    let batch = DistanceTable.rowsAtOnce(columns: count, memory: 64 << 20)
    for begin in stride(from: 0, to: count, by: batch) {
      if shouldStop() { throw .stopped }
      let end = min(begin + batch, count)
      let table = provider.distances(from: places, to: places, chosen: Array(begin..<end))
      for row in begin..<end {
        let start = row * (row - 1) / 2
        for other in 0..<row { values[start + other] = table[row - begin, other] }
      }
      guard !provider.isSymmetric else { continue }
      // The other direction of pairs whose higher number stands in another batch.
      let some = provider.prepare((begin..<end).map { places[$0] })
      let back = provider.distances(from: some, to: places, chosen: Array(0..<end))
      for row in begin..<end {
        let start = row * (row - 1) / 2
        for other in 0..<row {
          values[start + other] = max(values[start + other], back[other, row - begin])
        }
      }
    }
  }

  subscript(one: Int, other: Int) -> Double {
    get { values[Self.position(one, other)] }
    set { values[Self.position(one, other)] = newValue }
  }

  /// Squares all distances, in a unit in which the largest square neither vanishes nor overflows.
  ///
  /// - Returns: The unit's power of two, 0 for distances of a usual size.
  mutating func square() -> Int {
    let largest = values.reduce(0) { $1 < .infinity ? max($0, $1) : $0 }
    let isUsual = largest == 0 || (0x1p-200...0x1p200).contains(largest)
    let exponent = isUsual ? 0 : largest.exponent
    for index in values.indices {
      let value =
        isUsual
        ? values[index] : Double(sign: .plus, exponent: -exponent, significand: values[index])
      values[index] = value * value
    }
    return exponent
  }

  @inline(__always)
  private static func position(_ one: Int, _ other: Int) -> Int {
    one > other ? one * (one - 1) / 2 + other : other * (other - 1) / 2 + one
  }
}
