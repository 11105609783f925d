extension BoundedRows {
  /// The weighted scores of the last pass to its centers, summed.
  func cost(of centers: [Double]) -> Double {
    let blocks = RowBlocks.blocks(of: rowCount)
    var sums = [Double](repeating: 0, count: blocks.count)
    sums.withUnsafeMutableBufferPointer { sums in
      nonisolated(unsafe) let sums = sums
      concurrently(blocks.count, cores: cores) { block in
        sums[block] = self.distances(of: blocks[block], to: centers) { _, _ in }
      }
    }
    return sums.reduce(0, +)
  }

  /// The labels of the last pass, and scores to its centers.
  func members(of centers: [Double]) -> Members {
    let blocks = RowBlocks.blocks(of: rowCount)
    let distances = [Double](unsafeUninitializedCapacity: rowCount) { distances, size in
      nonisolated(unsafe) let distances = distances
      concurrently(blocks.count, cores: cores) { block in
        _ = self.distances(of: blocks[block], to: centers) { distances[$0] = $1 }
      }
      size = rowCount
    }
    return Members(labels: (0..<rowCount).map { Int(labels[$0]) }, squaredDistances: distances)
  }

  /// Scores of rows to their own centers; returns their weighted sum.
  @inline(__always)
  private func distances(
    of range: Range<Int>, to centers: [Double], _ body: (Int, Double) -> Void
  ) -> Double {
    centers.withUnsafeBufferPointer { centers in
      guard let centers = centers.baseAddress else { return 0 }
      var sum = 0.0
      for row in range {
        let score = Metric.score(
          values + row * columns, centers + Int(labels[row]) * columns, columns)
        body(row, score)
        sum += score * (weights?[row] ?? 1)
      }
      return sum
    }
  }

  /// A row that no candidate can be nearer to than its seed is passed over: the seed is less than
  /// half as far from the row as from the candidate.
  func plusPlusSeeds(
    count k: Int, first: Int, using generator: inout SeededGenerator
  ) -> [Int] {
    let trials = plusPlusTrials(k)
    var seeding = RowSeeding(rows: self, first: first)
    while seeding.seeds.count < k { seeding.add(trials: trials, using: &generator) }
    return seeding.seeds
  }
}
