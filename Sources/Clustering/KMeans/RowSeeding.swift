/// Greedy k-means++ on rows of many columns.
///
/// A row that is no farther from its seed than half the way from the seed to a candidate is passed
/// over, by the triangle inequality: C. Elkan, "Using the Triangle Inequality to Accelerate
/// k-Means", ICML 2003, <https://dl.acm.org/doi/10.5555/3041838.3041857>, lemma 1.
struct RowSeeding<Metric: RowMetric> {
  private let rows: BoundedRows<Metric>
  private let blocks: [Range<Int>]
  private(set) var seeds: [Int]
  /// The score of each row to its nearest seed, and which seed that is.
  private var scores: [Double]
  private var nearest: [Int32]
  /// Weighted scores of each block, summed.
  private var potentials: [Double]

  init(rows: BoundedRows<Metric>, first: Int) {
    self.rows = rows
    blocks = RowBlocks.blocks(of: rows.rowCount)
    seeds = [first]
    nearest = Array(repeating: 0, count: rows.rowCount)
    potentials = Array(repeating: 0, count: blocks.count)
    scores = Array(repeating: .infinity, count: rows.rowCount)
    settle(first, number: 0, limits: [0])
  }

  /// Draws rows, and keeps the one that helps most.
  mutating func add(trials: Int, using generator: inout SeededGenerator) {
    let drawn = draw(trials, using: &generator)
    let limits = drawn.map { self.limits(of: $0) }
    var gains = [SIMD8<Double>](repeating: SIMD8(), count: blocks.count)
    var best = 0
    var bestGain = -1.0
    for first in stride(from: 0, to: drawn.count, by: 8) {
      let eight = Array(first..<min(first + 8, drawn.count))
      let packed = PackedRows(
        rows.values, columns: rows.columns, groups: [eight.map { drawn[$0] }])
      let bySeed = seeds.indices.map { seed in
        eight.reduce(.infinity) { min($0, limits[$1][seed]) }
      }
      gains.withUnsafeMutableBufferPointer { gains in
        nonisolated(unsafe) let gains = gains
        concurrently(blocks.count, cores: rows.cores) { [self] block in
          gains[block] = self.gains(packed.values, bySeed, blocks[block])
        }
      }
      let sum = gains.reduce(SIMD8(), +)
      for (lane, trial) in eight.enumerated() where sum[lane] > bestGain {
        best = trial
        bestGain = sum[lane]
      }
    }
    settle(drawn[best], number: Int32(seeds.count), limits: limits[best])
    seeds.append(drawn[best])
  }

  /// For each seed the score up to which its rows need not be compared with a candidate.
  private func limits(of candidate: Int) -> [Double] {
    seeds.map { seed in
      let score = Metric.score(
        rows.values + candidate * rows.columns, rows.values + seed * rows.columns, rows.columns)
      return Metric.score(of: Metric.distance(score) / 2) * (1 - 4 * rows.margin)
    }
  }

  private func gains(
    _ packed: [SIMD8<Double>], _ limits: [Double], _ range: Range<Int>
  ) -> SIMD8<Double> {
    withPointers(packed, limits) { packed, limits in
      withPointers(scores, nearest) { scores, nearest in
        // In halves, for which the compiler finds better code.
        var low = SIMD4<Double>()
        var high = SIMD4<Double>()
        for row in range where scores[row] > limits[Int(nearest[row])] {
          let found = PackedRows.scores(
            rows.values + row * rows.columns, packed, rows.columns, Metric.self)
          let score = SIMD4(repeating: scores[row])
          let weight = rows.weights?[row] ?? 1
          low += greater(score - found.lowHalf, SIMD4()) * weight
          high += greater(score - found.highHalf, SIMD4()) * weight
        }
        return SIMD8(lowHalf: low, highHalf: high)
      }
    }
  }

  private mutating func settle(_ seed: Int, number: Int32, limits: [Double]) {
    let rows = self.rows
    let blocks = self.blocks
    scores.withUnsafeMutableBufferPointer { scores in
      nearest.withUnsafeMutableBufferPointer { nearest in
        potentials.withUnsafeMutableBufferPointer { potentials in
          nonisolated(unsafe) let scores = scores
          nonisolated(unsafe) let nearest = nearest
          nonisolated(unsafe) let potentials = potentials
          concurrently(blocks.count, cores: rows.cores) { block in
            let place = rows.values + seed * rows.columns
            var sum = 0.0
            for row in blocks[block] {
              if scores[row] > limits[Int(nearest[row])] {
                let score = Metric.score(rows.values + row * rows.columns, place, rows.columns)
                if score < scores[row] {
                  scores[row] = score
                  nearest[row] = number
                }
              }
              sum += scores[row] * (rows.weights?[row] ?? 1)
            }
            potentials[block] = sum
          }
        }
      }
    }
  }

  /// Draws rows with the likelihood of what they pay; at least one pays.
  private func draw(_ trials: Int, using generator: inout SeededGenerator) -> [Int] {
    let total = potentials.reduce(0, +)
    var drawn: [Int] = []
    for _ in 0..<trials {
      var amount = generator.unit() * total
      var found: Int?
      for block in blocks.indices {
        if amount < potentials[block] {
          found = row(at: amount, blocks[block])
          if found != nil { break }
          amount = 0
        } else {
          amount -= potentials[block]
        }
      }
      if let found, !drawn.contains(found) { drawn.append(found) }
    }
    if drawn.isEmpty, let found = row(at: 0, 0..<rows.rowCount) { return [found] }
    return drawn.isEmpty ? [unused()] : drawn
  }

  /// A row that is no seed, where none is away from the seeds; one with weight if there is one.
  private func unused() -> Int {
    let taken = Set(seeds)
    let free = (0..<rows.rowCount).filter { !taken.contains($0) }
    let found = free.first { (rows.weights?[$0] ?? 1) > 0 } ?? free.first
    guard let found else { preconditionFailure("there are fewer points than seeds") }
    return found
  }

  private func row(at amount: Double, _ range: Range<Int>) -> Int? {
    var left = amount
    var last: Int?
    for row in range {
      let share = scores[row] * (rows.weights?[row] ?? 1)
      guard share > 0 else { continue }
      last = row
      if left < share { return row }
      left -= share
    }
    return last
  }
}
