/// Greedy k-means++ on rows of many columns.
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
    blocks = rows.blocks(sums: 1)
    seeds = [first]
    nearest = Array(repeating: 0, count: rows.rowCount)
    potentials = Array(repeating: 0, count: blocks.count)
    scores = (0..<rows.rowCount).map { row in
      Metric.score(
        rows.values + row * rows.stride, rows.values + first * rows.stride, rows.stride)
    }
    for block in blocks.indices { potentials[block] = potential(of: blocks[block]) }
  }

  private func potential(of range: Range<Int>) -> Double {
    var sum = 0.0
    for row in range { sum += scores[row] * (rows.weights?[row] ?? 1) }
    return sum
  }

  /// Draws rows, and keeps the one that helps most.
  mutating func add(trials: Int, using generator: inout SeededGenerator) {
    let drawn = draw(trials, using: &generator)
    // Rows less than half as far from their seed as the candidate is cannot change.
    let halves = drawn.map { candidate in
      seeds.map { seed in
        let score = Metric.score(
          rows.values + candidate * rows.stride, rows.values + seed * rows.stride, rows.stride)
        return Metric.score(of: Metric.distance(score) / 2 * (1 - 2 * rows.margin))
      }
    }
    var gains = [Double](repeating: 0, count: blocks.count * drawn.count)
    gains.withUnsafeMutableBufferPointer { gains in
      nonisolated(unsafe) let gains = gains
      concurrently(blocks.count, cores: rows.cores) { [self] block in
        for (trial, candidate) in drawn.enumerated() {
          gains[block * drawn.count + trial] = gain(
            of: candidate, halves: halves[trial], blocks[block])
        }
      }
    }
    var best = 0
    var bestGain = -1.0
    for trial in drawn.indices {
      var gain = 0.0
      for block in blocks.indices { gain += gains[block * drawn.count + trial] }
      if gain > bestGain {
        best = trial
        bestGain = gain
      }
    }
    settle(drawn[best], halves: halves[best])
  }

  private func gain(of candidate: Int, halves: [Double], _ range: Range<Int>) -> Double {
    var gain = 0.0
    let place = rows.values + candidate * rows.stride
    scores.withUnsafeBufferPointer { scores in
      nearest.withUnsafeBufferPointer { nearest in
        halves.withUnsafeBufferPointer { halves in
          for row in range where scores[row] > halves[Int(nearest[row])] {
            let step =
              scores[row] - Metric.score(rows.values + row * rows.stride, place, rows.stride)
            if step > 0 { gain += step * (rows.weights?[row] ?? 1) }
          }
        }
      }
    }
    return gain
  }

  private mutating func settle(_ seed: Int, halves: [Double]) {
    let number = Int32(seeds.count)
    let place = rows.values + seed * rows.stride
    let rows = self.rows
    let blocks = self.blocks
    scores.withUnsafeMutableBufferPointer { scores in
      nearest.withUnsafeMutableBufferPointer { nearest in
        nonisolated(unsafe) let scores = scores
        nonisolated(unsafe) let nearest = nearest
        nonisolated(unsafe) let place = place
        concurrently(blocks.count, cores: rows.cores) { block in
          for row in blocks[block] where scores[row] > halves[Int(nearest[row])] {
            let score = Metric.score(rows.values + row * rows.stride, place, rows.stride)
            if score < scores[row] {
              scores[row] = score
              nearest[row] = number
            }
          }
        }
      }
    }
    for block in blocks.indices { potentials[block] = potential(of: blocks[block]) }
    seeds.append(seed)
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
    precondition(!drawn.isEmpty, "there are fewer distinct points with weight than seeds")
    return drawn
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
