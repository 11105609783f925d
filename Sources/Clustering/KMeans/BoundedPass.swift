/// One pass over a block of rows: which of their bounds still hold, and who is nearest where not.
struct BoundedPass<Metric: RowMetric> {
  let columns: Int
  let margin: Double
  let values: UnsafePointer<Double>
  let labels: UnsafeMutablePointer<Int32>
  let upper: UnsafeMutablePointer<Double>
  let lower: UnsafeMutablePointer<Double>
  let centers: UnsafePointer<Double>
  let groupCount: Int
  /// Fours of bounds that a row has, one bound for each group; infinite where there is none.
  let fours: Int
  /// The centers, a block for each group, and their numbers, −1 for none.
  let packed: UnsafePointer<SIMD8<Double>>
  let numbers: UnsafePointer<SIMD8<Int32>>
  let groupOf: UnsafePointer<Int32>
  let laneOf: UnsafePointer<Int32>
  /// For each lane a block that is infinite there and 0 elsewhere.
  let penalties: UnsafePointer<SIMD8<Double>>
  /// How far centers have moved since the last pass, and the farthest of each group.
  let drift: UnsafePointer<Double>
  let groupDrift: UnsafePointer<SIMD4<Double>>

  private struct Nearest {
    var center: Int32 = -1
    var score = Double.infinity
    var second = Double.infinity
  }

  /// The scores of a row and the centers of a group, infinite for the one left out and for none.
  @inline(__always)
  private func scores(
    ofGroup group: Int, except own: Int32, for row: UnsafePointer<Double>
  ) -> SIMD8<Double> {
    let scores = PackedRows.scores(row, packed + group * columns, columns, Metric.self)
    guard own >= 0, groupOf[Int(own)] == group else { return scores }
    return scores + penalties[Int(laneOf[Int(own)])]
  }

  /// The two smallest of eight.
  @inline(__always)
  private func smallest(_ scores: SIMD8<Double>) -> (Double, Double) {
    let low4 = lesser(scores.lowHalf, scores.highHalf)
    let high4 = greater(scores.lowHalf, scores.highHalf)
    let low2 = lesser(low4.lowHalf, low4.highHalf)
    let high2 = lesser(
      greater(low4.lowHalf, low4.highHalf), lesser(high4.lowHalf, high4.highHalf))
    return (min(low2.x, low2.y), min(max(low2.x, low2.y), min(high2.x, high2.y)))
  }

  /// Puts a group's nearest center in the place of the best so far, if it is nearer, or as near
  /// with a lower number.
  @inline(__always)
  private func improve(
    _ best: inout Nearest, with scores: SIMD8<Double>, _ first: Double, _ second: Double,
    group: Int
  ) -> Bool {
    guard first <= best.score, first < .infinity else { return false }
    var lane = 0
    while scores[lane] != first { lane += 1 }
    let center = numbers[group][lane]
    guard first < best.score || center < best.center else { return false }
    best = Nearest(center: center, score: first, second: second)
    return true
  }

  /// Compares every row with every center.
  ///
  /// - Returns: Whether a label changed.
  func begin(_ range: Range<Int>) -> Bool {
    for row in range {
      let value = values + row * columns
      let bounds = lower + row * 4 * fours
      var best = Nearest()
      var bestGroup = 0
      for group in 0..<groupCount {
        let scores = scores(ofGroup: group, except: -1, for: value)
        let (first, second) = smallest(scores)
        bounds[group] = Metric.distance(first) * (1 - margin)
        if improve(&best, with: scores, first, second, group: group) { bestGroup = group }
      }
      for group in groupCount..<4 * fours { bounds[group] = .infinity }
      bounds[bestGroup] = Metric.distance(best.second) * (1 - margin)
      labels[row] = best.center
      upper[row] = Metric.distance(best.score) * (1 + margin)
    }
    return true
  }

  /// Compares where the bounds, loosened by how far the centers have moved, do not decide.
  ///
  /// - Returns: Whether a label changed.
  func update(_ range: Range<Int>) -> Bool {
    var hasChanges = false
    for row in range {
      let bounds = lower + row * 4 * fours
      let own = labels[row]
      var bound = (upper[row] + drift[Int(own)]) * (1 + 0x1p-52)
      var least4 = SIMD4<Double>(repeating: .infinity)
      for four in 0..<fours {
        let place = UnsafeMutableRawPointer(bounds + 4 * four)
        let loose =
          (place.loadUnaligned(as: SIMD4<Double>.self) - groupDrift[four]) * (1 - 0x1p-52)
        place.storeBytes(of: loose, as: SIMD4<Double>.self)
        least4 = lesser(least4, loose)
      }
      let least2 = lesser(least4.lowHalf, least4.highHalf)
      let least = min(least2.x, least2.y)
      if bound >= least {
        let score = Metric.roughScore(
          values + row * columns, centers + Int(own) * columns, columns)
        bound = Metric.distance(score) * (1 + margin)
        if bound >= least {
          let isNew = search(row, own, bound: &bound, bounds)
          hasChanges = hasChanges || isNew
        }
      }
      upper[row] = bound
    }
    return hasChanges
  }

  /// Looks for the nearest center in all groups that may hold it.
  @inline(__always)
  private func search(
    _ row: Int, _ own: Int32, bound: inout Double, _ bounds: UnsafeMutablePointer<Double>
  ) -> Bool {
    let value = values + row * columns
    let ownScore = Metric.score(value, centers + Int(own) * columns, columns)
    var best = Nearest(center: own, score: ownScore)
    var bestGroup = -1
    for group in 0..<groupCount where bounds[group] <= bound {
      let scores = scores(ofGroup: group, except: own, for: value)
      let (first, second) = smallest(scores)
      bounds[group] = Metric.distance(first) * (1 - margin)
      if improve(&best, with: scores, first, second, group: group) {
        bestGroup = group
        bound = Metric.distance(first) * (1 + margin)
      }
    }
    guard bestGroup >= 0 else { return false }
    bounds[bestGroup] = Metric.distance(best.second) * (1 - margin)
    // The center left behind is now one of the others.
    let left = Int(groupOf[Int(own)])
    bounds[left] = min(bounds[left], Metric.distance(ownScore) * (1 - margin))
    labels[row] = best.center
    return true
  }
}
